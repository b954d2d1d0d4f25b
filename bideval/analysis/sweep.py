"""One figure moved from one end to another: who is awarded on the way, and where that turns.

A weight of a weighted sum is followed along its line, a gate along its thresholds, and a
price to the penny where ``price_line`` says how, so the turns are exact.  Other prices, a
minimum and the weights of other methods are evaluated at steps, and a turn between two steps
is narrowed down until both sides of it are a smallest unit apart; two turns between the same
two steps can be missed, and the result says so.  Every row is a plain re-evaluation.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from typing import NamedTuple

from bideval.analysis.altered import judged
from bideval.analysis.changes.apply import apply
from bideval.analysis.changes.placed import Placed
from bideval.analysis.eligible import award_of, price_paid
from bideval.analysis.gate_threshold import pieces_of
from bideval.analysis.intervals import whole_line
from bideval.analysis.movers import movers
from bideval.analysis.price_line import price_line
from bideval.analysis.question import Asked, Question
from bideval.analysis.reweighed import Award, published_weights, reweighed
from bideval.analysis.space import score_space
from bideval.analysis.whatif import lot_results
from bideval.errors import BidevalError, Source
from bideval.model.change import AwardRuleChange, Change, GateChange, PriceChange, WeightChange
from bideval.model.evaluation import LotResult
from bideval.model.inputs import Inputs
from bideval.model.parameters import Parameter
from bideval.model.written import number_written
from bideval.scoring.case import LotCase, lot_case
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.lot_rules import LotGate
from bideval.scoring.workings import Workings

MOST_VALUES = 1000
PENNY, FINE = Fraction(1, 100), Fraction(1, 1000)  # how near both sides of a turn are brought
HUNDRED = Fraction(100)
RULE = "award-rule"
STEPS = 20  # of a sweep that needs steps and states none


class SweepError(BidevalError, ValueError):
    """Raised when a sweep cannot be made; says why in words."""


class Axis(NamedTuple):
    """What moves: a weight (percent of the whole), the threshold of a gate, a price, or an award rule."""

    kind: str  # weight, gate, price or award-rule
    id: str
    low: Fraction
    high: Fraction
    step: Fraction | None
    lot: str | None = None  # of a price

    @property
    def words(self) -> str:
        """What moves, in words."""
        if self.kind == RULE:
            return f"the award rule {self.id}"
        return f"the {self.kind} of {self.id}" if self.kind != "gate" else f"the threshold of {self.id}"

    @property
    def exact(self) -> bool:
        """Whether the line itself can be followed, in some lots at least."""
        return self.kind != "gate" or not self.id.endswith("/minimum")

    def change(self, value: Fraction) -> Placed:
        """The change that puts the figure at ``value``."""
        to = number_written(value)
        change: Change
        if self.kind == "weight":
            change = WeightChange.model_validate({"kind": "weight", "criterion": self.id, "to": to})
        elif self.kind == "gate":
            change = GateChange.model_validate({"kind": "gate", "gate": self.id, "to": to})
        elif self.kind == RULE:
            change = AwardRuleChange.model_validate({"kind": RULE, "rule": self.id, "to": to})
        else:
            data = {"kind": "price", "bid": self.id, "to": to, "lot": self.lot}
            change = PriceChange.model_validate(data)
        return Placed(change, Source(f"{self.kind} {self.id}={to}"))

    def values(self) -> tuple[Fraction, ...]:
        """The values at which it is evaluated: both ends, and every step between them."""
        step = self.step or (self.high - self.low) / STEPS
        if (self.high - self.low) / step >= MOST_VALUES:
            raise SweepError(f"{self.words} would take more than {MOST_VALUES} values; state a larger step")
        count = (self.high - self.low) // step
        return tuple(sorted({*(self.low + place * step for place in range(int(count) + 1)), self.high}))


class Stretch(NamedTuple):
    """A stretch of the line with one award, and whether it holds its ends; None: not established."""

    low: Fraction
    high: Fraction
    from_in: bool
    to_in: bool
    award: Award | None


class Row(NamedTuple):
    """The result at one value."""

    value: Fraction
    award: Award | None
    margin: Fraction | None
    price: Fraction | None


class Sweep(NamedTuple):
    """One lot along an axis.  ``exact`` says whether the stretches are the whole line."""

    lot: str
    title: str
    places: int
    unit: str  # of the figure that ranks
    axis_unit: str  # percent, money, ratio, ...
    exact: bool
    stretches: tuple[Stretch, ...]
    rows: tuple[Row, ...]


Telling = Callable[[str], None]  # told how far it is
Results = Callable[[Fraction], Mapping[str, LotResult | None]]


def sweep(
    inputs: Inputs, changes: Sequence[Placed], axis: Axis, tell: Telling = lambda _: None
) -> tuple[Sweep, ...]:
    """Follow every lot along ``axis`` with ``changes`` made; raise SweepError where that cannot be.

    Along an award rule there is nothing to follow in a lot by itself: analysis/lots/swept.py.
    """
    _check(axis)
    base = apply(changes, inputs)
    if base.inputs is None:
        raise SweepError(base.findings[0].message)
    if axis.kind == RULE:
        return ()  # no rule across lots reaches the result of a lot by itself
    known: dict[Fraction, Mapping[str, LotResult | None]] = {}
    workings = Workings()

    def results(value: Fraction) -> Mapping[str, LotResult | None]:
        if value not in known:
            tell(f"{len(known)} values evaluated")
            known[value] = _results(inputs, [*changes, axis.change(value)], workings)
        return known[value]

    cases = [lot_case(base.inputs, rules) for rules in compile_rules(base.inputs).scorable]
    return tuple(_of_lot(case, axis, results) for case in cases)


def _results(inputs: Inputs, changes: Sequence[Placed], workings: Workings) -> Mapping[str, LotResult | None]:
    """The results of every lot; raise SweepError where a change cannot be made."""
    found = lot_results(inputs, changes, workings)
    problem = None if found else apply(changes, inputs)
    if problem is not None and problem.inputs is None:
        raise SweepError(problem.findings[0].message)
    return found


def _check(axis: Axis) -> None:
    """Raise SweepError for values that no change can take."""
    most = HUNDRED if axis.kind == "weight" else None
    if axis.kind != "gate" and (axis.low < 0 or (most is not None and axis.high > most)):
        ends = "0 to 100 percent" if most else "0 upwards"
        raise SweepError(f"{axis.words} lies from {ends}")


def _of_lot(case: LotCase, axis: Axis, results: Results) -> Sweep:
    lot = case.rules.id
    line = _line(case, axis, lambda value: results(value).get(lot))
    if line is not None and axis.kind == "weight":
        line = tuple(_at_limits(line, lambda value: award_of(results(value).get(lot))))
    values = axis.values() if axis.step is not None or line is None else ()
    rows = tuple(_row(value, results(value).get(lot)) for value in values)
    stretches = _stepped(axis, rows, lambda value: results(value).get(lot)) if line is None else line
    shown = rows if axis.step is not None else ()
    unit = case.rules.method.unit
    rules = case.rules
    return Sweep(lot, rules.title, rules.places, unit, _unit(case, axis), line is not None, stretches, shown)


def _unit(case: LotCase, axis: Axis) -> str:
    if axis.kind != "gate":
        return "percent" if axis.kind == "weight" else "money"
    return next((gate.unit for gate in case.rules.gates if gate.rule.id == axis.id), "")


def _row(value: Fraction, result: LotResult | None) -> Row:
    award = award_of(result)
    return Row(value, award, None if result is None else result.margin, price_paid(result, award))


# Exactly


def _line(
    case: LotCase, axis: Axis, result: Callable[[Fraction], LotResult | None]
) -> tuple[Stretch, ...] | None:
    """The stretches between both ends; None where the line cannot be followed."""
    if not axis.exact:
        return None
    if axis.kind == "price":
        pieces = price_line(case, axis.id, (axis.low, axis.high), result)
        if pieces is None:
            return None
        return tuple(Stretch(one.low, one.high, True, True, one.award) for one in pieces)
    found = _weight_line(case, axis) if axis.kind == "weight" else _gate_line(case, axis)
    return None if found is None else _merged(_clipped(found, axis))


def _weight_line(case: LotCase, axis: Axis) -> list[Stretch] | None:
    result = judged(case)
    if result is None or isinstance(score_space(Asked(case, result, Question())), str):
        return None
    weights = published_weights(case)
    mover = next((one for one in movers(case.rules, weights) if one.id == axis.id), None)
    if mover is None:
        return None
    line = whole_line(reweighed(case), mover, weights)
    return [Stretch(one.low, one.high, one.from_in, one.to_in, one.award) for one in line] or None


def _at_limits(line: Sequence[Stretch], award: Callable[[Fraction], Award | None]) -> Iterator[Stretch]:
    """The line with its ends at 0 and 100 as they are evaluated: there a section may lose all weight.

    A minimum on a section without weight is no rule, so that there may be no result.
    """
    first, last = line[0], line[-1]
    low = Stretch(first.low, first.low, True, True, award(first.low)) if not first.low else None
    high = Stretch(last.high, last.high, True, True, award(last.high)) if last.high == HUNDRED else None
    low = low if low is not None and low.award != first.award else None
    high = high if high is not None and high.award != last.award else None
    if low is not None:
        yield low
    for one in line:
        cut = one._replace(from_in=False) if low is not None and one is first else one
        cut = cut._replace(to_in=False) if high is not None and one is last else cut
        if cut.low < cut.high or (cut.from_in and cut.to_in):
            yield cut
    if high is not None:
        yield high


def _gate_line(case: LotCase, axis: Axis) -> list[Stretch] | None:
    gate = next((one for one in case.rules.gates if one.rule.id == axis.id), None)
    if gate is None:
        award = award_of(judged(case))  # a lot without this gate
        return [Stretch(axis.low, axis.high, True, True, award)]
    if not isinstance(gate.threshold, Fraction):
        return None
    found = []
    for piece in pieces_of(case, gate):
        low = axis.low if piece.low is None else piece.low
        high = axis.high if piece.high is None else piece.high
        point = piece.low is not None and piece.low == piece.high
        ends = (point or piece.low is None, point or piece.high is None)
        if low <= high:
            found.append(Stretch(low, high, *ends, piece.award))
    return list(_in_range(found, _range_of(case, gate)))


def _range_of(case: LotCase, gate: LotGate) -> Parameter | None:
    """The parameter of its pack that is the gate's threshold; None where the gate has its own measure."""
    pack = case.inputs.packs.get(gate.rule.use or "")
    return next((one for one in pack.parameters if one.name == pack.threshold), None) if pack else None


def _in_range(stretches: Iterable[Stretch], limits: Parameter | None) -> Iterator[Stretch]:
    """The stretches with no award where the pack lets no threshold be, as files would be refused."""
    for one in stretches:
        parts = [one]
        if limits is not None and limits.minimum is not None:
            parts = _cut(parts, limits.minimum, above=limits.above_minimum, keep_above=True)
        if limits is not None and limits.maximum is not None:
            parts = _cut(parts, limits.maximum, above=not limits.below_maximum, keep_above=False)
        yield from parts


def _cut(stretches: Iterable[Stretch], at: Fraction, *, above: bool, keep_above: bool) -> list[Stretch]:
    """Each stretch in two at ``at``, which goes with the lower part if ``above``; one part has no award."""
    parts = []
    for one in stretches:
        low = one._replace(high=min(one.high, at), to_in=above if at <= one.high else one.to_in)
        high = one._replace(low=max(one.low, at), from_in=not above if at >= one.low else one.from_in)
        low = low._replace(to_in=low.to_in and (one.to_in or at < one.high))
        high = high._replace(from_in=high.from_in and (one.from_in or at > one.low))
        parts += [low._replace(award=None) if keep_above else low]
        parts += [high if keep_above else high._replace(award=None)]
    return [one for one in parts if one.low < one.high or (one.low == one.high and one.from_in and one.to_in)]


def _clipped(stretches: Iterable[Stretch], axis: Axis) -> Iterator[Stretch]:
    """What of each stretch lies between both ends."""
    for one in stretches:
        low, high = max(one.low, axis.low), min(one.high, axis.high)
        from_in = one.from_in or one.low < axis.low
        to_in = one.to_in or one.high > axis.high
        if low < high or (low == high and from_in and to_in):
            yield Stretch(low, high, from_in, to_in, one.award)


def _merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    runs = (list(run) for _, run in groupby(stretches, key=lambda one: one.award))
    return tuple(run[0]._replace(high=run[-1].high, to_in=run[-1].to_in) for run in runs)


# By steps


def _stepped(
    axis: Axis, rows: Sequence[Row], result: Callable[[Fraction], LotResult | None]
) -> tuple[Stretch, ...]:
    """Stretches between evaluated values; where two neighbours differ, the turn is narrowed down."""
    fine = PENNY if axis.kind == "price" else FINE
    stretches: list[Stretch] = []
    start = rows[0].value
    for one, other in pairwise(rows):
        if one.award == other.award:
            continue
        low, high = _narrowed(one, other, fine, lambda value: award_of(result(value)))
        stretches.append(Stretch(start, low, True, True, one.award))
        start = high
    return (*stretches, Stretch(start, rows[-1].value, True, True, rows[-1].award))


def _narrowed(
    one: Row, other: Row, fine: Fraction, award: Callable[[Fraction], Award | None]
) -> tuple[Fraction, Fraction]:
    """The two values, a smallest unit apart, between which the first award ends."""
    low, high = one.value, other.value
    while high - low > fine:
        middle = low + ((high - low) / 2 // fine) * fine
        middle = middle if middle > low else low + fine
        if award(middle) == one.award:
            low = middle
        else:
            high = middle
    return low, high


# Two at once


class Grid(NamedTuple):
    """One lot over two axes: a row of awards for each value of the first."""

    lot: str
    title: str
    places: int
    awards: tuple[tuple[Award | None, ...], ...]


def grid(
    inputs: Inputs, changes: Sequence[Placed], first: Axis, second: Axis, tell: Telling = lambda _: None
) -> tuple[Grid, ...]:
    """Evaluate every pair of values of two axes; raise SweepError where that cannot be."""
    if RULE in {first.kind, second.kind}:
        return ()  # as of a sweep: the maps are those of all lots together
    rows, columns = first.values(), second.values()
    if len(rows) * len(columns) > MOST_VALUES:
        raise SweepError(f"the grid would have more than {MOST_VALUES} cells; state larger steps")
    workings = Workings()
    found = []
    for place, a in enumerate(rows):
        tell(f"{place * len(columns)} of {len(rows) * len(columns)} settings")
        found.append(
            [_results(inputs, [*changes, first.change(a), second.change(b)], workings) for b in columns]
        )
    rules = compile_rules(inputs).scorable
    return tuple(
        Grid(
            lot.id,
            lot.title,
            lot.places,
            tuple(tuple(award_of(cell.get(lot.id)) for cell in row) for row in found),
        )
        for lot in rules
    )
