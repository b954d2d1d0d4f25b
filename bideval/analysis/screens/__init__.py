"""Screens: what in bids and prices deserves a second look, apart from every score."""
