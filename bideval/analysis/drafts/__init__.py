"""Two drafts of the rules over the same bids: which rules differ, and what each of them moves.

A rule is what can be put into the other draft on its own.  Nothing here scores.
"""
