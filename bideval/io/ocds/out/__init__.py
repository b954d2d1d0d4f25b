"""Evaluations written as OCDS releases."""
