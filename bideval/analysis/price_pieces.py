"""Where the price points of a field change their form as one price of it moves.

Between two such prices the points of every bid, the moving one included, are a quotient of two
straight lines in the moving price: (a + b q) / (1 + c q) from any point of the piece.  So three
values give it, and it is 0 at one price at most.  Formulas without such pieces (a power, a
logarithm, two lines that meet at the mean) are not listed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from bideval.model.parameters import With
from bideval.scoring.formulas.around_average import AT_MEAN

Prices = tuple[Fraction, ...]
Breaks = Callable[[Prices, With], Iterable[Fraction]]  # the other prices and the formula's parameters
FULL, ZERO = Fraction(100), Fraction(0)


def _lowest(prices: Prices, _: With) -> Iterator[Fraction]:
    yield min(prices)


def _ends(prices: Prices, _: With) -> Iterator[Fraction]:
    yield from (min(prices), max(prices))


def _every(prices: Prices, _: With) -> Iterator[Fraction]:
    yield from prices


def _double(prices: Prices, with_: With) -> Iterator[Fraction]:
    """100 x (2 x q - P) / q meets the floor at q = P / (2 - floor / 100); its own at the same ratio."""
    yield min(prices)
    least = with_.get("floor")
    if isinstance(least, Fraction):
        yield from (price / (2 - least / FULL) for price in prices)
        yield min(prices) * (2 - least / FULL)


def _times(prices: Prices, with_: With) -> Iterator[Fraction]:
    """100 x (n x q - P) / ((n - 1) x q) meets 0 at q = P / n."""
    yield min(prices)
    times = with_["n"]
    assert isinstance(times, Fraction)
    yield from (price / times for price in prices)
    yield min(prices) * times


def _mean(prices: Prices, with_: With) -> Iterator[Fraction]:
    """Points meet a limit where P / mean = 1 + (points at the mean - limit) / 100."""
    at_mean = AT_MEAN[str(with_["form"])]
    for name, price in product(("floor", "cap"), prices):
        limit = with_.get(name)
        if isinstance(limit, Fraction):
            ratio = 1 + (at_mean - limit) / FULL
            if ratio > 0:
                yield price / ratio * (len(prices) + 1) - sum(prices)
                if len(prices) + 1 > ratio:  # where its own points meet the limit
                    yield ratio * sum(prices) / (len(prices) + 1 - ratio)


PIECES: Mapping[str, Breaks] = MappingProxyType(
    {
        "lowest-over-bid": _lowest,
        "qcbs": _lowest,
        "linear-to-double-lowest": _double,
        "linear-to-n-lowest": _times,
        "lowest-to-highest": _ends,
        "around-average": _mean,
        "rank-points": _every,
    }
)


class Curve(NamedTuple):
    """(a + b x) / (1 + c x), x counted from ``start``."""

    start: Fraction
    a: Fraction
    b: Fraction
    c: Fraction

    def at(self, price: Fraction) -> Fraction:
        """The value at a price."""
        beyond = price - self.start
        return (self.a + self.b * beyond) / (1 + self.c * beyond)

    def is_above(self, least: Fraction, low: Fraction, high: Fraction | None) -> bool:
        """Whether it is more than ``least`` from ``low`` to ``high``, or from ``low`` on if that is None.

        It has no pole on its piece, so it rises or falls throughout and the ends decide.

        >>> line = Curve(ZERO, Fraction(4), Fraction(-1), ZERO)
        >>> line.is_above(Fraction(1), ZERO, Fraction(2)), line.is_above(Fraction(1), ZERO, None)
        (True, False)
        """
        ends = [low] if high is None else [low, high]
        if any(1 + self.c * (end - self.start) <= 0 for end in ends):
            return False
        if high is None and (self.c < 0 or not self._stays_above(least)):
            return False
        return all(self.at(end) > least for end in ends)

    def _stays_above(self, least: Fraction) -> bool:
        """Whether it comes to more than ``least`` in the end."""
        if self.c:
            return self.b / self.c > least
        return self.b >= 0


def curve(at: list[Fraction], values: list[Fraction]) -> Curve:
    """The quotient of two straight lines through three points, the first one its start.

    It is v1 at the start, so a = v1; and b - c v = (v - v1) / x at the two others.
    """
    start, *others = at
    first, second, third = values
    if second == third:
        return Curve(start, first, ZERO, ZERO)
    rise = [(value - first) / (price - start) for price, value in zip(others, (second, third), strict=True)]
    c = (rise[0] - rise[1]) / (third - second)
    return Curve(start, first, rise[0] + c * second, c)


def root(at: list[Fraction], gaps: list[Fraction]) -> Fraction | None:
    """Where the quotient of two straight lines through three points is 0, if anywhere."""
    found = curve(at, gaps)
    return found.start - found.a / found.b if found.b else None
