"""What an award method is: one function and the facts about it.

A method turns the assessed bids of a lot into one figure a bid and says which
way is better.  ``weighted-sum`` alone has price criteria; for every other method
the criteria tree is all quality and Q is its total, 0 to 100.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bideval.model.parameters import Parameter, Value, With
from bideval.scoring.formulas.entry import Kind


class Better(StrEnum):
    """Which end of a figure wins."""

    HIGHER = "higher"
    LOWER = "lower"


class MethodBid(NamedTuple):
    """What a method may read of one assessed bid.

    ``price`` is the evaluated price (money), None where no rule reads one;
    ``quality`` the total points of the criteria tree, 0 to 100, None where the
    lot has no criteria; ``criteria`` the points of each leaf, 0 to 100, by id;
    ``declared`` the bid's declared values by id.
    """

    bid: str
    price: Fraction | None
    quality: Fraction | None
    criteria: Mapping[str, Fraction]
    declared: Mapping[str, Value]


class Figure(NamedTuple):
    """A bid's figure under a method.

    The figure is ``value ** (1/root)``; ``root`` is 1 except where a rule takes
    a root, and then figures compare by ``value``, exactly, since all share it.
    ``order``, where given, ranks instead of the figure: compare as tuples,
    greater is better.  ``ranked`` is False for a bid the rule leaves unranked.
    ``worked`` is the rule with the numbers put in.
    """

    value: Fraction
    worked: str
    root: int = 1
    order: tuple[Fraction, ...] | None = None
    ranked: bool = True


class Method(NamedTuple):
    """One award method.

    ``figures(bids, with_)`` gives a figure for each bid, matched by id; bids come
    in no particular order, at least one.  It never rounds.  ``guard(bids, with_)``
    gives (bid or None, reason in plain words) where the method is not defined,
    or None; ``figures`` is only called when it gave None.
    """

    id: str
    title: str
    kind: Kind
    better: Better
    unit: str  # of the figure: points, money, money per point, points per money, ratio
    figures: Callable[[tuple[MethodBid, ...], With], dict[str, Figure]]
    guard: Callable[[tuple[MethodBid, ...], With], tuple[str | None, str] | None]
    parameters: tuple[Parameter, ...]
    rule: str
    source: str
    status: str  # V verified text, S secondary source, U unverified
    reads_price: bool = True
    reads_quality: bool = True
    additive: bool = False  # contributions of criteria sum to the figure
    needs_quality_minimum: bool = False
