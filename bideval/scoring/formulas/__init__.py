"""Price formulas: how a price becomes points, 0 to 100.

``PRICE_FORMULAS`` holds every formula by id; ``entry`` says what a formula is.  Which
bids are assessed, how a price is built and where points are rounded is decided elsewhere.
"""

from bideval.scoring.formulas.registry import PRICE_FORMULAS

__all__ = ["PRICE_FORMULAS"]
