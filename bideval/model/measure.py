"""Measures: a figure taken from a bid, a bidder or the tender, as a tree of plain steps.

A pack or a criterion says what it measures as data, so that a new ratio test is a
new file and no code.  The tree is typed here; text is turned into it in
``measure_text``, and it is worked out in ``bideval.scoring.measures``.

Every node has a ``unit``, and ``years``: None for a single value, or how many
yearly values it holds, earliest first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from bideval.model.raw import Amount, Named
from bideval.model.rules import Test
from bideval.model.units import Unit

DEEPEST = 8  # nodes from the root to a leaf, both counted


class Operator(StrEnum):
    """Steps that take values of one unit, or a product."""

    SUM = "sum"
    DIFFERENCE = "difference"
    PRODUCT = "product"
    MIN = "min"
    MAX = "max"
    MEAN = "mean"
    ABS = "abs"


@dataclass(frozen=True, slots=True)
class FieldNode:
    """A value that is looked up: its path, and how many of the latest years.

    ``years`` None on a yearly field means the latest year.  ``accepts`` and
    ``stage`` stand on ``bidder.backing.amount`` alone: which forms of backing
    count, and how far along they must be, as words or as the parameter that
    holds them.
    """

    path: str
    unit: Unit
    years: int | None = None
    accepts: tuple[str, ...] | Named | None = None
    stage: str | Named | None = None


@dataclass(frozen=True, slots=True)
class ConstantNode:
    """A number written in the rule."""

    value: Fraction
    unit: Unit
    years: None = None


@dataclass(frozen=True, slots=True)
class ParameterNode:
    """A number that stands under ``with:``."""

    name: str
    unit: Unit
    years: None = None


@dataclass(frozen=True, slots=True)
class CombineNode:
    """Several values made one; yearly ones year by year."""

    operator: Operator
    parts: tuple["Measure", ...]
    unit: Unit
    years: int | None


@dataclass(frozen=True, slots=True)
class ReduceNode:
    """Sum, least, greatest or mean of one value's years."""

    operator: Operator
    part: "Measure"
    unit: Unit
    years: None = None


@dataclass(frozen=True, slots=True)
class RatioNode:
    """``factor`` x above / below; the factor is 100 where a ratio is stated in percent.

    ``when_zero`` and ``when_negative`` say what the ratio is taken as where the
    denominator is zero or below zero; None means that the rule refuses.
    """

    above: "Measure"
    below: "Measure"
    factor: int
    unit: Unit
    when_zero: Amount | None
    when_negative: Amount | None
    years: int | None


@dataclass(frozen=True, slots=True)
class PassTest:
    """One test of a count: ``of`` compared with ``against``, both in one unit."""

    of: "Measure"
    test: Test
    against: Amount


@dataclass(frozen=True, slots=True)
class CountNode:
    """How many of the tests are passed."""

    tests: tuple[PassTest, ...]
    unit: Unit = Unit.COUNT
    years: None = None


@dataclass(frozen=True, slots=True)
class PresentValueNode:
    """Yearly money discounted at ``rate`` percent a year, in whole periods.

    ``parts`` is one yearly value or several single ones, in the order of time;
    the first stands ``first`` whole years from now.
    """

    parts: tuple["Measure", ...]
    rate: Amount
    first: int
    unit: Unit = Unit.MONEY
    years: None = None


Measure = (
    FieldNode
    | ConstantNode
    | ParameterNode
    | CombineNode
    | ReduceNode
    | RatioNode
    | CountNode
    | PresentValueNode
)


def parts_of(measure: Measure) -> tuple[Measure, ...]:
    """Return the nodes directly under ``measure``, in their written order."""
    if isinstance(measure, CombineNode | PresentValueNode):
        return measure.parts
    if isinstance(measure, ReduceNode):
        return (measure.part,)
    if isinstance(measure, RatioNode):
        return (measure.above, measure.below)
    if isinstance(measure, CountNode):
        return tuple(test.of for test in measure.tests)
    return ()


def fields_of(measure: Measure) -> tuple[FieldNode, ...]:
    """Return the fields that ``measure`` reads, each once, in their written order."""
    return tuple(dict.fromkeys(node for node in _walk(measure) if isinstance(node, FieldNode)))


def reads_bidder(measure: Measure) -> bool:
    """Say whether ``measure`` reads the bidder's standing: a gate on it needs ``relies_on``."""
    return any(node.path.startswith("bidder.") for node in fields_of(measure))


def _walk(measure: Measure) -> Iterator[Measure]:
    yield measure
    for part in parts_of(measure):
        yield from _walk(part)
