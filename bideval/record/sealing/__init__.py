"""Sealed prices: files that nobody can read until enough holders of keys open them together."""
