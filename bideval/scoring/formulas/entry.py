"""What a price formula is: one function and the facts about it."""

from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from bideval.model.parameters import Parameter, With


class Kind(StrEnum):
    """Whether a bid's figure depends on the other bids."""

    ABSOLUTE = "absolute"  # it does not
    RELATIVE = "relative"  # it does: a losing bid can move the winner


class Benchmark(StrEnum):
    """Which of the compared prices a relative formula measures a price against."""

    LOWEST = "lowest"
    HIGHEST = "highest"
    ALL = "all"  # their mean, or their order


class PriceField:
    """The evaluated prices of the assessed bids of a lot, in no particular order.

    Money in the tender's currency, each price at its own value, at least one.
    """

    def __init__(self, prices: tuple[Fraction, ...]) -> None:
        """Keep the prices sorted, so that no formula can depend on their order."""
        self.prices = tuple(sorted(prices))

    @property
    def lowest(self) -> Fraction:
        """The lowest price."""
        return self.prices[0]

    @property
    def highest(self) -> Fraction:
        """The highest price."""
        return self.prices[-1]

    @cached_property
    def mean(self) -> Fraction:
        """The arithmetic mean of the prices."""
        return sum(self.prices, Fraction(0)) / len(self.prices)


class PriceFormula(NamedTuple):
    """One price formula.

    ``points(price, field, with_)`` gives the exact points of a price, 0 to 100
    unless the rule itself leaves that range and the tender's floor or cap is
    ``none``.  It never rounds, except an ``irrational`` formula, whose value is
    defined as the correctly rounded one: its ``with_`` then also holds
    ``points_places`` (Fraction, 0 to 9) and ``points_mode`` (a rounding mode).
    ``guard(field, with_)`` gives a reason in plain words why the formula is not
    defined for this field, or None; ``points`` is only called when it gave None.
    ``worked(price, field, with_)`` gives the rule with the numbers put in.
    """

    id: str
    title: str
    kind: Kind
    points: Callable[[Fraction, PriceField, With], Fraction]
    guard: Callable[[PriceField, With], str | None]
    worked: Callable[[Fraction, PriceField, With], str]
    parameters: tuple[Parameter, ...]
    rule: str  # in one line of plain notation
    source: str
    status: str  # V verified text, S secondary source, U unverified
    benchmarks: tuple[Benchmark, ...] = ()  # none for an absolute formula
    irrational: bool = False
    divides_by_price: bool = False
