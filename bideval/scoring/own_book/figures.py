"""The figures of an evaluation workbook, each with what it is worked out from and how.

Typed in are weights, marks, prices and points that were measured elsewhere; all others follow
from them, in the order of this list.  The arithmetic is that of a weighted sum: design section
"points and rounding"; points of marks and prices come from the scale and the price formula.

A figure knows no cell.  Which figures are asked for is for the map to say.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bideval.errors import GuardError
from bideval.model.parameters import Value, With
from bideval.model.rules import MarksFrom, Stage
from bideval.model.scale import Scale
from bideval.scoring.formulas.entry import PriceField, PriceFormula
from bideval.scoring.governing import governing_value
from bideval.scoring.policy import EXACT, Policy
from bideval.scoring.totals import HUNDRED


class Role(StrEnum):
    """What a figure is, in the words of a message."""

    WEIGHT = "weight"
    WEIGHTS = "sum of weights"
    MARKS = "single mark"
    MARK = "mark"
    PARTS = "part of the price"
    PRICE = "price"
    RAW = "points before rounding and comparison"
    POINTS = "points"
    WEIGHTED = "weighted points"
    TOTAL = "total"
    RANK = "rank"
    MARGIN = "lead of the first"


class Key(NamedTuple):
    """A figure: its role, criterion and bid ("" where it has none), and which of several."""

    role: Role
    criterion: str = ""
    bid: str = ""
    part: int = 0

    def words(self) -> str:
        """Name the figure in a message."""
        which = (
            f"{self.role.value} {self.part + 1}" if self.role in {Role.MARKS, Role.PARTS} else self.role.value
        )
        of = f" of {self.criterion}" if self.criterion else ""
        return f"{which}{of}{f' for {self.bid}' if self.bid else ''}"


Values = Mapping[Key, Fraction]
Work = Callable[[Values, Policy], Fraction]


class Figure(NamedTuple):
    """One figure.  ``work`` is None where it is typed in; ``stage`` is where it is rounded.

    ``out_of`` is what 100 is in the workbook: a figure of 80 stands there as 4 where it is 5.
    """

    key: Key
    reads: tuple[Key, ...] = ()
    work: Work | None = None
    stage: Stage | None = None
    how: str = ""  # how it comes about, in words
    is_sum: bool = False
    scale: Scale | None = None  # on which it has to be
    out_of: Fraction = HUNDRED


class Question(NamedTuple):
    """A criterion of the workbook with its rules; ``parts`` is a section's.

    ``marks`` and ``prices`` say how many single marks, or parts of a price, the workbook has.
    """

    id: str
    weight: Fraction | None = None  # as published; None where the workbook's own is taken
    scale: Scale | None = None
    formula: PriceFormula | None = None
    with_: With = MappingProxyType({})
    to_best: bool = False
    is_measured: bool = False  # its unrounded points are known from elsewhere
    marks: int = 0
    prices: int = 0
    out_of: Fraction = HUNDRED
    parts: tuple["Question", ...] = ()


class Plan(NamedTuple):
    """The rules of a workbook, from its map or from a tender folder."""

    bids: tuple[str, ...]
    questions: tuple[Question, ...]
    policy: Policy
    marks_from: MarksFrom
    is_higher_better: bool
    weights_total: Fraction
    decimals: int = 10  # that count of a figure which no rule rounds


def figures_of(plan: Plan) -> tuple[Figure, ...]:
    """Return every figure that a workbook may have, each after those that it reads."""
    found: list[Figure] = []
    for question in plan.questions:
        found += _criterion(question, plan)
    tops = tuple(Key(Role.WEIGHT, one.id) for one in plan.questions)
    found.append(_sum(Key(Role.WEIGHTS), tops, None, "the sum of the weights"))
    for bid in plan.bids:
        parts = tuple(Key(Role.WEIGHTED, one.id, bid) for one in plan.questions)
        found.append(_sum(Key(Role.TOTAL, "", bid), parts, Stage.TOTAL, "the sum of weighted points"))
    totals = tuple(Key(Role.TOTAL, "", bid) for bid in plan.bids)
    sign = 1 if plan.is_higher_better else -1
    for own in totals:
        key = Key(Role.RANK, "", own.bid)
        found.append(
            Figure(key, totals, _rank(own, totals, sign), how="the place of the total, 1 for the best")
        )
    if len(totals) > 1:
        how = "the best total less the next one"
        found.append(Figure(Key(Role.MARGIN), totals, _margin(totals, sign), how=how))
    return tuple(found)


def _criterion(question: Question, plan: Plan) -> Iterator[Figure]:
    if question.parts:
        for one in question.parts:
            yield from _criterion(one, plan)
        below = tuple(Key(Role.WEIGHT, one.id) for one in question.parts)
        yield _sum(Key(Role.WEIGHT, question.id), below, None, "the sum of the weights of its criteria")
        for bid in plan.bids:
            yield from _section(question, bid)
        return
    yield Figure(Key(Role.WEIGHT, question.id))
    for bid in plan.bids:
        yield from _typed(question, bid, plan)
    for bid in plan.bids:
        yield from _points(question, bid, plan)
    for bid in plan.bids:
        weight, points = Key(Role.WEIGHT, question.id), Key(Role.POINTS, question.id, bid)
        how = f"weight x points / {question.out_of}"
        key = Key(Role.WEIGHTED, question.id, bid)
        yield Figure(key, (weight, points), _weighted(weight, points), Stage.WEIGHTED, how)


def _section(question: Question, bid: str) -> Iterator[Figure]:
    own, weight = Key(Role.WEIGHTED, question.id, bid), Key(Role.WEIGHT, question.id)
    parts = tuple(Key(Role.WEIGHTED, one.id, bid) for one in question.parts)
    yield _sum(own, parts, Stage.SECTION, "the sum of the weighted points of its criteria")
    how = f"{question.out_of} x weighted points / weight"
    key = Key(Role.POINTS, question.id, bid)
    yield Figure(key, (own, weight), _share(own, weight), None, how, out_of=question.out_of)


def _typed(question: Question, bid: str, plan: Plan) -> Iterator[Figure]:
    """Marks and prices, with what they come from where the workbook has it."""
    if question.scale is not None:
        marks = tuple(Key(Role.MARKS, question.id, bid, part) for part in range(question.marks))
        yield from (Figure(one, scale=question.scale) for one in marks)
        key = Key(Role.MARK, question.id, bid)
        averaged = plan.marks_from in {MarksFrom.MEAN, MarksFrom.MEDIAN}
        if marks and averaged:
            how = f"the {plan.marks_from.value} of the marks"
            yield Figure(key, marks, _governing(marks, plan.marks_from), Stage.MARK_MEAN, how)
        else:
            yield Figure(key, scale=None if averaged else question.scale)
    elif question.formula is not None:
        parts = tuple(Key(Role.PARTS, question.id, bid, part) for part in range(question.prices))
        yield from (Figure(one) for one in parts)
        key = Key(Role.PRICE, question.id, bid)
        yield _sum(key, parts, None, "the sum of its parts") if parts else Figure(key)


def _points(question: Question, bid: str, plan: Plan) -> Iterator[Figure]:
    key = Key(Role.POINTS, question.id, bid)
    reads, work, how = _rule(question, bid, plan)
    if not (question.to_best or question.is_measured):
        yield Figure(key, reads, work, Stage.POINTS, how, out_of=question.out_of)
        return
    raws = tuple(Key(Role.RAW, question.id, one) for one in plan.bids)
    if bid == plan.bids[0]:
        for raw in raws:
            reads, work, how = _rule(question, raw.bid, plan)
            yield Figure(raw, reads, work, None, how)
    own = Key(Role.RAW, question.id, bid)
    if not question.to_best:
        measured = "points as measured, rounded as published"
        yield Figure(key, (own,), _same(own), Stage.POINTS, measured, out_of=question.out_of)
        return
    best = "points x 100 / those of the best bid"
    yield Figure(key, raws, _to_best(own, raws), Stage.POINTS, best, out_of=question.out_of)


def _rule(question: Question, bid: str, plan: Plan) -> tuple[tuple[Key, ...], Work | None, str]:
    """What the points of a criterion are worked out from, and how; typed in where nothing says so."""
    if question.scale is not None:
        mark = Key(Role.MARK, question.id, bid)
        return (mark,), _scaled(mark, question.scale), "the points of the mark on its scale"
    if question.formula is not None:
        prices = tuple(Key(Role.PRICE, question.id, one) for one in plan.bids)
        own = Key(Role.PRICE, question.id, bid)
        work = _priced(own, prices, question, question.formula, plan.policy)
        return prices, work, f"{question.formula.id}: {question.formula.rule}"
    return (), None, ""


def _sum(key: Key, parts: tuple[Key, ...], stage: Stage | None, how: str) -> Figure:
    def work(values: Values, _: Policy) -> Fraction:
        return sum((values[one] for one in parts), Fraction(0))

    return Figure(key, parts, work, stage, how, is_sum=True)


def _weighted(weight: Key, points: Key) -> Work:
    return lambda values, _: values[weight] * values[points] / HUNDRED


def _share(own: Key, weight: Key) -> Work:
    def work(values: Values, _: Policy) -> Fraction:
        if values[weight] == 0:
            raise GuardError(f"the weight of {weight.criterion} is 0, and nothing is a share of it")
        return values[own] * HUNDRED / values[weight]

    return work


def _governing(marks: tuple[Key, ...], rule: MarksFrom) -> Work:
    return lambda values, _: governing_value(sorted(values[one] for one in marks), rule, EXACT, "")


def _scaled(mark: Key, scale: Scale) -> Work:
    return lambda values, _: scale.points_between(values[mark])


def _priced(
    own: Key, prices: Iterable[Key], question: Question, formula: PriceFormula, published: Policy
) -> Work:
    """The points of a price among all prices; irrational points have their published rounding always."""
    with_: dict[str, Value] = dict(question.with_)
    rule = published.rule(Stage.POINTS, question.id)
    if formula.irrational and rule is not None:
        with_ |= {"points_places": Fraction(rule.places), "points_mode": rule.mode.value}

    def work(values: Values, policy: Policy) -> Fraction:
        rounded = {one: policy.apply(Stage.PRICE, values[one], question.id) for one in prices}
        field = PriceField(tuple(rounded.values()))
        reason = formula.guard(field, with_)
        if reason is not None:
            raise GuardError(f"{formula.id}: {reason}")
        return formula.points(rounded[own], field, with_)

    return work


def _same(own: Key) -> Work:
    return lambda values, _: values[own]


def _to_best(own: Key, raws: Iterable[Key]) -> Work:
    def work(values: Values, _: Policy) -> Fraction:
        best = max(values[one] for one in raws)
        return values[own] * HUNDRED / best if best > 0 else values[own]

    return work


def _rank(own: Key, totals: Iterable[Key], sign: int) -> Work:
    def work(values: Values, _: Policy) -> Fraction:
        return Fraction(1 + sum(sign * (values[one] - values[own]) > 0 for one in totals))

    return work


def _margin(totals: Iterable[Key], sign: int) -> Work:
    def work(values: Values, _: Policy) -> Fraction:
        first, second, *_rest = sorted((sign * values[one] for one in totals), reverse=True)
        return first - second

    return work
