"""Lots awarded together: the mechanisms, the search for the best award, and the proof of it.

The data and the programme are those of bideval.proof.lots and lots_program; a solver
proposes, and nothing is told before the checker accepts it.
"""
