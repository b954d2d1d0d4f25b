"""Benchmarks: bideval beside named peers, on the same work in the same run.

``python -m benchmarks [NAME...]`` runs them; README.md says how to read the table.

Nothing here is part of bideval or of its tests, and floats are welcome: no figure
here is a number of a tender.
"""
