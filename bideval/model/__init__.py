"""Frozen types in the words of procurement documents; no file is read here."""
