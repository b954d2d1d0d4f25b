"""Measures: a figure taken from a bid, a bidder or the tender, as a tree of plain steps.

A pack or a criterion says what it measures as data, so that a new ratio test is a
new file and no code.  The tree is typed here; text is turned into it in
``measure_text``, and it is worked out in ``bideval.scoring.measures``.

Every node has a ``unit``, and ``years``: None for a single value, or how many
yearly values it holds, earliest first: a number, or the parameter that holds it.
"""

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bideval.model.raw import Amount, Named
from bideval.model.rules import Test
from bideval.model.units import ACCOUNTS, JUDGED, PRICES, Unit

NOT_ESTABLISHED = "not-established"  # what an all-of gives where something is not known
DEEPEST = 8  # nodes from the root to a leaf, both counted
Years = int | Named


class Operator(StrEnum):
    """Steps that take values of one unit, or a product."""

    SUM = "sum"
    DIFFERENCE = "difference"
    PRODUCT = "product"
    MIN = "min"
    MAX = "max"
    MEAN = "mean"
    ABS = "abs"


class FieldNode(NamedTuple):
    """A value that is looked up: its path, and how many of the latest years.

    ``years`` None on a yearly field means the latest year.  ``accepts`` and
    ``stage`` stand on backing alone: which forms of it
    count, and how far along they must be, as words or as the parameter that
    holds them; ``called``, ``until`` and ``grades`` narrow it further.  ``agency`` stands on ratings: whose
    rating is read, of a party or, beside ``grades``, of a provider.  ``share``,
    percent, stands on the screens that leave something out by a share.  ``part_years``
    stands on flows of accounts: what a year of other than twelve months is read as.
    """

    path: str
    unit: Unit
    years: Years | None = None
    accepts: tuple[str, ...] | Named | None = None
    stage: str | Named | None = None
    agency: str | Named | None = None
    share: Amount | None = None
    called: str | Named | None = None
    until: str | Named | None = None
    grades: tuple[str, ...] | Named | None = None
    part_years: str | Named | None = None


class ConstantNode(NamedTuple):
    """A number written in the rule."""

    value: Fraction
    unit: Unit
    years: None = None


class ParameterNode(NamedTuple):
    """A number that stands under ``with:``."""

    name: str
    unit: Unit
    years: None = None


class CombineNode(NamedTuple):
    """Several values made one; yearly ones year by year."""

    operator: Operator
    parts: tuple["Measure", ...]
    unit: Unit
    years: Years | None


class ReduceNode(NamedTuple):
    """Sum, least, greatest or mean of one value's years."""

    operator: Operator
    part: "Measure"
    unit: Unit
    years: None = None


class RatioNode(NamedTuple):
    """``factor`` x above / below; the factor is 100 where a ratio is stated in percent.

    ``when_zero`` and ``when_negative`` say what the ratio is taken as where the
    denominator is zero or below zero; None means that the rule refuses.
    ``when_none``, tried before them, says what it is taken as where ``above`` is zero
    or below: no debt has no ratio to earnings.  None means that it is divided.
    """

    above: "Measure"
    below: "Measure"
    factor: int
    unit: Unit
    when_zero: Amount | None
    when_negative: Amount | None
    years: Years | None
    when_none: Amount | None = None


class PassTest(NamedTuple):
    """One test of a count: ``of`` compared with ``against``, both in one unit."""

    of: "Measure"
    test: Test
    against: Amount


class CountNode(NamedTuple):
    """How many of the tests are passed."""

    tests: tuple[PassTest, ...]
    unit: Unit = Unit.COUNT
    years: None = None


class PresentValueNode(NamedTuple):
    """Yearly money discounted at ``rate`` percent a year, in whole periods.

    ``parts`` is one yearly value or several single ones, in the order of time;
    the first stands ``first`` whole years from now.
    """

    parts: tuple["Measure", ...]
    rate: Amount
    first: int
    unit: Unit = Unit.MONEY
    years: None = None


class Condition(NamedTuple):
    """One condition of several: ``of`` compared with a number, a word or a list of words.

    ``evidence`` is a field of words that must be stated for the condition to count as met.
    """

    of: "Measure"
    test: Test
    against: Amount | str | tuple[str, ...]
    evidence: FieldNode | None


class AllNode(NamedTuple):
    """Whether all conditions are met, in a word: ``met``, ``not_met``, or not-established.

    It is not established where nothing that is known fails, and something is not known;
    ``refuses`` says that what is not known is a missing value instead.
    """

    conditions: tuple[Condition, ...]
    met: str
    not_met: str
    refuses: bool
    unit: Unit = Unit.WORDS
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
    | AllNode
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
    if isinstance(measure, AllNode):
        pairs = ((one.of, one.evidence) for one in measure.conditions)
        return tuple(part for pair in pairs for part in pair if part is not None)
    return ()


def fields_of(measure: Measure) -> tuple[FieldNode, ...]:
    """Return the fields that ``measure`` reads, each once, in their written order."""
    return tuple(dict.fromkeys(node for node in _walk(measure) if isinstance(node, FieldNode)))


def asked_years(node: FieldNode) -> int | None:
    """Return how many years a lookup is asked for: a parameter has been put in by then."""
    assert not isinstance(node.years, Named)
    return node.years


def reads_bidder(measure: Measure) -> bool:
    """Say whether ``measure`` reads the bidder's standing: a gate on it needs ``relies_on``."""
    return any(node.path.startswith("bidder.") for node in fields_of(measure))


def reads_the_bid(measure: Measure) -> bool:
    """Say whether ``measure`` reads what a bid states or declares; judgements are not its own."""
    stated = (node.path for node in fields_of(measure) if not node.path.startswith(JUDGED))
    return any(path.startswith(("bidder.", "bid.")) for path in stated)


def reads_all_prices(measure: Measure) -> bool:
    """Say whether ``measure`` holds a bid against the prices of the lot: it is a screen."""
    return any(node.path.startswith(PRICES) for node in fields_of(measure))


def reads_accounts(measure: Measure) -> bool:
    """Say whether ``measure`` reads years of accounts, which have evidence behind them."""
    return any(node.path.startswith(ACCOUNTS) for node in fields_of(measure))


def _walk(measure: Measure) -> Iterator[Measure]:
    yield measure
    for part in parts_of(measure):
        yield from _walk(part)
