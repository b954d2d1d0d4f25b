"""Quantiles and outlier fences of exact figures.

The quantile is of the kind that is approximately free of a median's bias, whatever the
distribution: position (n + 1/3) p + 1/3, on the line between the two figures around it.

Source: Hyndman and Fan, Sample Quantiles in Statistical Packages, definition 8; the fences
are Tukey's, a quartile and one and a half times the range between the quartiles.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

THIRD = Fraction(1, 3)
REACH = Fraction(3, 2)  # ranges between the quartiles


class Quartiles(NamedTuple):
    """The first and the third quartile of some figures."""

    first: Fraction
    third: Fraction

    @property
    def low(self) -> Fraction:
        """The fence at or below which a figure is a low outlier."""
        return self.first - REACH * (self.third - self.first)

    @property
    def high(self) -> Fraction:
        """The fence at or above which a figure is a high outlier."""
        return self.third + REACH * (self.third - self.first)


def quantile(figures: Sequence[Fraction], share: Fraction) -> Fraction:
    """Return the quantile at ``share`` (0 to 1) of at least one figure.

    >>> quantile([Fraction(one) for one in (1, 2, 3, 4)], Fraction(1, 4))
    Fraction(17, 12)
    """
    ordered = sorted(figures)
    position = (len(ordered) + THIRD) * share + THIRD
    below = position.numerator // position.denominator
    if below <= 0 or share == 0:
        return ordered[0]
    if below >= len(ordered) or share == 1:
        return ordered[-1]
    low, high = ordered[below - 1], ordered[below]
    return low + (position - below) * (high - low)


def quartiles(figures: Sequence[Fraction]) -> Quartiles:
    """Return the quartiles of at least one figure."""
    return Quartiles(quantile(figures, Fraction(1, 4)), quantile(figures, Fraction(3, 4)))
