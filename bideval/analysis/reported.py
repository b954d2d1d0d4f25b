"""What ``study.yaml`` reports beside a result, bid by bid: money put back, spent in the area, social value.

Beside it stands every measure of a criterion taken from the shelf ``local/``, whatever it
weighs.  No total reads a figure from here.  One that a bid does not state is not stated,
and nothing is taken as 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bideval.errors import GuardError
from bideval.model.bid import Bid
from bideval.model.evaluation import Evaluation, LotResult, LotStatus, Placing, Score
from bideval.model.inputs import Inputs
from bideval.model.study import Report
from bideval.model.tender import Tender
from bideval.model.units import DECLARED
from bideval.scoring.fields import declared_value
from bideval.scoring.published import published_lots
from bideval.scoring.weights import everything

Beside = Mapping[str, tuple["Reported", ...]]  # by lot
NOTHING: Beside = MappingProxyType({})

LOCAL = "local/"
ROUNDS = ("round-1", "round-2", "round-3")  # of the local multiplier, as its pack reads them
ZERO = Fraction(0)


class Reported(NamedTuple):
    """One figure of every bid of a lot; None where a bid does not state it."""

    key: str
    words: str
    unit: str  # money, percent, ratio, points or the measure's own
    values: Mapping[str, Fraction | None]


def reported_beside(inputs: Inputs, evaluation: Evaluation, report: Report | None) -> Beside:
    """Return the figures of every lot."""
    return {lot.id: reported(inputs, lot, report) for lot in evaluation.lots}


def reported(inputs: Inputs, lot: LotResult, report: Report | None) -> tuple[Reported, ...]:
    """Return the figures of ``lot``; none before prices are opened, for some say what a bid costs."""
    if lot.status is LotStatus.QUALITY_ONLY:
        return ()
    bids = {one.bid: inputs.bids[one.bid] for one in lot.placings if one.bid in inputs.bids}
    found = [*_asked(inputs.tender, bids, lot, report or Report()), *_measured(inputs.tender, lot)]
    return tuple(_once(found))


def _once(found: Sequence[Reported]) -> Iterator[Reported]:
    """Without a column that says again what one before it says."""
    seen: list[tuple[str, Mapping[str, Fraction | None]]] = []
    for one in found:
        if (one.unit, one.values) not in seen:
            seen.append((one.unit, one.values))
            yield one


def _asked(tender: Tender, bids: Mapping[str, Bid], lot: LotResult, report: Report) -> Iterator[Reported]:
    named = (
        ("surplus", "surplus put back", report.surplus),
        ("local_spend", "local spend", report.local_spend),
    )
    for key, words, measure in named:
        if measure is not None and measure.startswith(DECLARED):
            name = measure.removeprefix(DECLARED)
            unit = tender.declares[name].unit if name in tender.declares else ""
            yield Reported(key, words, unit, {bid: declared_number(one, name) for bid, one in bids.items()})
    multipliers = {bid: lm3(one) for bid, one in bids.items()}
    if any(one is not None for one in multipliers.values()):
        yield Reported("lm3", "LM3", "ratio", multipliers)
    if report.social_value:
        points = {one.bid: social_value(one, report.social_value) for one in lot.placings}
        yield Reported("social_value", "social value", "points", points)


def _measured(tender: Tender, lot: LotResult) -> Iterator[Reported]:
    """What the criteria of the shelf ``local/`` measure, in published order."""
    read = {one.bid: {score.criterion: score.read for score in scores_of(one)} for one in lot.placings}
    for criterion in _local(tender, lot.id):
        figures = {bid: found.get(criterion) for bid, found in read.items()}
        units = {one.unit for one in figures.values() if one is not None}
        values = {
            bid: one.value if one is not None and isinstance(one.value, Fraction) else None
            for bid, one in figures.items()
        }
        if units:
            yield Reported(criterion, criterion, min(units), values)


def _local(tender: Tender, lot: str) -> Iterator[str]:
    for published in published_lots(tender):
        if published.id == lot:
            for criterion, _ in everything(published.criteria):
                if (criterion.use or "").startswith(LOCAL):
                    yield criterion.id


def declared_number(bid: Bid, name: str) -> Fraction | None:
    """A number that the bid declares; None where it declares none of that name."""
    raw = bid.declared.get(name)
    if raw is None:
        return None
    try:
        value = declared_value(raw)
    except GuardError:
        return None
    return value if isinstance(value, Fraction) else None


def lm3(bid: Bid) -> Fraction | None:
    """The local multiplier over three rounds, as the pack local/lm3 has it (its formula is unverified)."""
    stated = [one for one in (declared_number(bid, name) for name in ROUNDS) if one is not None]
    if len(stated) < len(ROUNDS) or stated[0] <= 0:
        return None
    return sum(stated, ZERO) / stated[0]


def social_value(placing: Placing, named: Sequence[str]) -> Fraction | None:
    """Weighted points on the criteria ``named`` and those within them; None where it has no points on any.

    Of a bid that was not assessed, those of its shadow result.
    """
    scores = scores_of(placing)
    inside = {one.criterion: one.within for one in scores}
    found = [one.weighted for one in scores if not one.section and _within(one.criterion, inside, named)]
    return sum(found, ZERO) if found else None


def _within(criterion: str | None, inside: Mapping[str, str | None], named: Sequence[str]) -> bool:
    while criterion is not None:
        if criterion in named:
            return True
        criterion = inside.get(criterion)
    return False


def scores_of(placing: Placing) -> tuple[Score, ...]:
    """The scores of a bid; of one that was not assessed, those of its shadow result."""
    return placing.scores or (placing.shadow.scores if placing.shadow is not None else ())
