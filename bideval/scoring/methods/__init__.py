"""Award methods: how the assessed bids of a lot become one figure each.

``METHODS`` holds every method by id; ``entry`` says what a method is.  Which bids
are assessed, how figures are rounded and how ties are settled is decided elsewhere.
"""

from bideval.scoring.methods.registry import METHODS

__all__ = ["METHODS"]
