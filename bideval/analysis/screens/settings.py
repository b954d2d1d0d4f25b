"""How screens are set: which processes they pass over, and levels in place of those the data give.

Source: OCDS Cardinal 0.0.8, settings of its indicators; the defaults are its own.
"""

from fractions import Fraction
from typing import NamedTuple


class ScreenSettings(NamedTuple):
    """Settings of the red flags.  A level of None is worked out from all processes together."""

    excluded_details: frozenset[str] = frozenset()  # procurement method details passed over altogether
    not_by_price: frozenset[str] = frozenset()  # method details where prices are not compared
    by_price: frozenset[str] = frozenset()  # where given, the only method details where they are
    single_bid_methods: frozenset[str] = frozenset({"open", "selective"})  # R018
    close_price: Fraction | None = None  # R024: share of the winning price
    top_percentile: int = 75  # R025: of the numbers of bids
    low_success: Fraction | None = None  # R025: share of bids won
    least_disqualified: int = 1  # R035: tenderers
    high_disqualified: Fraction | None = None  # R038: share of bids
    least_bids: int = 2  # R038
    heavy_discount: Fraction | None = None  # R058: share of the winning price

    def compares_prices(self, details: str | None) -> bool:
        """Whether prices are compared under these procurement method details."""
        if self.by_price:
            return details in self.by_price
        return details is None or details not in self.not_by_price
