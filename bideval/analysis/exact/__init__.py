"""Exact answers to linear programmes: a solver proposes, whole numbers and fractions decide."""
