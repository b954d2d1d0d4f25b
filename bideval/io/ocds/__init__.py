"""OCDS in and out: releases and records to tender folders, and evaluations to releases."""
