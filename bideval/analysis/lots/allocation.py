"""What an allocation is: who is awarded which lot, by what, at what cost, and what is proved of it.

Money is in the tender's currency, exact; points are sums of the published totals, times the
value of the lots where that is published.
"""

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.lots.problem import Problem
from bideval.proof.awards import BestAward


class AllocationStatus(StrEnum):
    """How far an allocation goes."""

    FINAL = "final"
    PROVISIONAL = "provisional"  # a bid's own assessment awaits a decision
    TIED = "tied"  # several awards are as good, and no published rule settles which
    IMPOSSIBLE = "impossible"  # no award keeps the rules
    NOT_ESTABLISHED = "not-established"  # the search ended before anything was proved


class Passed(NamedTuple):
    """A bid that ranks ahead of the awarded one, and why it is not awarded the lot."""

    bid: str
    rank: int
    rules: tuple[str, ...]  # ids of the rules that keep it from the lot; empty: it costs the whole more


class AboveReserve(NamedTuple):
    """A bid that ranks ahead of the awarded one and is above the published reserve price of the lot."""

    bid: str
    rank: int
    reserve: Fraction
    rule: str  # id of the rule that publishes it


class LotAward(NamedTuple):
    """What became of one lot."""

    lot: str
    title: str
    bid: str | None  # None: no award
    bidder: str | None
    price: Fraction | None  # None where the price is that of a package
    points: Fraction | None
    rank: int | None  # of the bid in the lot's own result
    package: str | None
    passed: tuple[Passed, ...]
    because: str  # why there is no award; empty where there is one
    above: tuple[AboveReserve, ...] = ()  # not among those passed: they are no offers for the lot


class Off(NamedTuple):
    """A discount that comes off."""

    bid: str
    discount: str  # its id, or the word volume
    amount: Fraction


class Capped(NamedTuple):
    """A bidder at the end of what a rule leaves it: one lot more would break it."""

    bidder: str
    rule: str
    used: Fraction
    most: Fraction


class Alternative(NamedTuple):
    """Another award: which offers it takes, what it comes to, and where it differs."""

    value: Fraction
    lots: tuple[tuple[str, str], ...]  # lot and bid where the award differs; an empty bid is no award


class Count(NamedTuple):
    """How many awards are as good as the best one."""

    number: int
    complete: bool  # False: at least so many


class Compared(NamedTuple):
    """The best combination beside the best single awards."""

    single: Fraction
    combined: Fraction
    needed: Fraction  # by how much the combination must be below
    taken: bool


class Allocation(NamedTuple):
    """An allocation with everything that is told of it."""

    problem: Problem
    mechanism: str
    status: AllocationStatus
    lots: tuple[LotAward, ...]  # in published order, those without a bid among them
    cost: Fraction | None  # prices less discounts
    points: Fraction | None
    discounts: tuple[Off, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()  # soft rules that are broken: id, and about whom
    capped: tuple[Capped, ...] = ()
    equal: Count | None = None
    settled_by: tuple[str, ...] = ()  # rungs of the tie rule that were needed
    alternatives: tuple[Alternative, ...] = ()  # of equal value first, then near
    near: Fraction | None = None  # percent that was asked for
    near_complete: bool = True
    compared: Compared | None = None
    certificates: tuple[BestAward, ...] = ()
    least: Fraction | None = None  # what is proved where the best is not
    taken: tuple[int, ...] = ()  # offers, by place in problem.data
    notes: tuple[str, ...] = ()
