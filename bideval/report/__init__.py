"""Evaluations, explanations and findings as text and JSON."""
