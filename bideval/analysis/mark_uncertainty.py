"""``mark-uncertainty``: who could win, and who is certain to, when marks may be off (A11).

Two readings.  Each mark may be off by so many steps of its scale, upwards or downwards, each on
its own; a part of a step lies on the straight line between two marks.  And each mark may lie
anywhere between the lowest and the highest individual mark on that question, where individual
marks are on file.

A higher mark never lowers its own bid's points, and no bid's marks touch another's points.  So
the best case of a bid is its own marks at their highest and all others at their lowest, and
its worst case the reverse: a closed form, in which those two cases are judged by the published
rules, ties included.  Minimums that marks may turn change who is assessed, and with it relative
prices: then every such set is judged, and what the closed form cannot settle is "not established".
So it is where a criterion is measured against the best bid.  Marks that one evaluator gave too
high to everybody are not of this kind: see ``smallest-mark-change``.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from bideval.analysis.altered import with_marks
from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict, does_not_apply
from bideval.analysis.award_words import listed
from bideval.analysis.entry import Analysis
from bideval.analysis.mark_find import all_places, is_entangled
from bideval.analysis.mark_steps import ladder
from bideval.analysis.panels import individual_marks
from bideval.analysis.pictures import Whisker, Whiskers
from bideval.analysis.question import Asked
from bideval.analysis.tally import (
    Row,
    Tally,
    Values,
    adds_up,
    award_among,
    award_with,
    fails,
    flags_of,
    marked,
    tally_of,
    totals_among,
)
from bideval.errors import GuardError
from bideval.model.numbers import decimal_text
from bideval.model.rules import MarksFrom
from bideval.model.scale import Scale
from bideval.scoring.case import LotCase

ID = "mark-uncertainty"
MOST_SETS = 256  # sets of assessed bids
Ends = tuple[Values, Values]  # marks at their lowest and at their highest
Uncertain = Mapping[tuple[str, str], Ends]  # by bid and criterion


class Corner(NamedTuple):
    """A bid with all its marks at one end: its points, its marks, and whether it is shut out there."""

    row: Row
    marks: Mapping[tuple[str, str], Values]
    out: bool


class Bounds(NamedTuple):
    """Every bid at its lowest and at its highest."""

    tally: Tally
    low: Mapping[str, Corner]
    high: Mapping[str, Corner]


class Standing(NamedTuple):
    """What can become of a bid; None where it is not established."""

    bid: str
    can_win: bool | None
    certain: bool | None
    low: Fraction | None
    high: Fraction | None


def run(asked: Asked) -> tuple[Answer, ...]:
    """Answer for marks that are off by steps, then for marks between the individual ones."""
    case = asked.case
    if not adds_up(case):
        return (does_not_apply(ID, _no_sum(case)),)
    if not tuple(all_places(case)):
        return (does_not_apply(ID, "The rules of this lot read no marks."),)
    tally = tally_of(case)
    if tally is None or not tally.rows:
        return (does_not_apply(ID, "No bid can be scored."),)
    steps = asked.question.off_by
    words = f"every mark may be off by {decimal_text(steps)} {'step' if steps == 1 else 'steps'} of its scale"
    found = [_answer(asked, "steps", words, _bounds(tally, off_by(case, tally, steps)))]
    between = between_individual(case, tally)
    if between:
        words = "every mark may lie anywhere between the lowest and the highest individual mark on it"
        found.append(_answer(asked, "individual-marks", words, _bounds(tally, between)))
    return tuple(found)


def _no_sum(case: LotCase) -> str:
    """Say why the totals of a lot are no one sum of weighted criteria."""
    if case.quality_only:
        return "Prices are not opened, so nobody is ranked."
    if case.rules.authorities:
        return "Several authorities each have their own weights, so no one sum of marks decides the award."
    return f"The method {case.rules.method.id} adds no weighted criteria, so this is not asked of it."


def moved(scale: Scale, mark: Fraction, steps: Fraction, sign: int) -> Fraction:
    """The mark after so many steps, a part of a step in proportion, no further than the end of the scale.

    >>> from bideval.model.scale import ScaleMark
    >>> uneven = Scale(tuple(ScaleMark(Fraction(m), Fraction(10 * m)) for m in (0, 1, 4, 10)))
    >>> str(moved(uneven, Fraction(1), Fraction(3, 2), 1))
    '7'
    """
    whole = steps.__floor__()
    onwards = ladder(scale, mark, sign, whole + 1)
    if len(onwards) <= whole + 1:
        return onwards[-1]
    return onwards[whole] + (steps - whole) * (onwards[whole + 1] - onwards[whole])


def off_by(case: LotCase, tally: Tally, steps: Fraction) -> Uncertain:
    """The ends of every mark that may be off by so many steps."""
    found: dict[tuple[str, str], Ends] = {}
    for leaf in case.rules.leaves():
        scale = leaf.scale
        if scale is None:
            continue
        for bid in tally.rows:
            values = tuple(row.value for row in case.rows[bid, leaf.id])
            low, high = (tuple(moved(scale, one, steps, sign) for one in values) for sign in (-1, 1))
            found[bid, leaf.id] = low, high
    return found


def between_individual(case: LotCase, tally: Tally) -> Uncertain:
    """The ends of marks that lie between individual ones; nothing where no question has two on file.

    An agreed mark outside them widens the range.
    """
    marks = individual_marks(case)
    found: dict[tuple[str, str], Ends] = {}
    agreed = case.rules.marks_from is MarksFrom.CONSENSUS
    for leaf in case.rules.leaves():
        for bid in tally.rows if leaf.scale is not None else ():
            values = tuple(row.value for row in case.rows[bid, leaf.id])
            known = (*marks.get((bid, leaf.id), ()), *(values if agreed else ()))
            if len(set(known)) > 1:
                found[bid, leaf.id] = (min(known),) * len(values), (max(known),) * len(values)
    return found


def _bounds(tally: Tally, uncertain: Uncertain) -> Bounds:
    low, high = (
        {
            bid: _corner(tally, bid, {key: ends[end] for key, ends in uncertain.items() if key[0] == bid})
            for bid in tally.rows
        }
        for end in (0, 1)
    )
    return Bounds(tally, low, high)


def _corner(tally: Tally, bid: str, marks: Mapping[tuple[str, str], Values]) -> Corner:
    leaves = {leaf.id: leaf for leaf in tally.case.rules.leaves()}
    row = {
        **tally.rows[bid],
        **{leaf: marked(tally.case, leaves[leaf], values) for (_, leaf), values in marks.items()},
    }
    return Corner(row, marks, fails(tally, bid, flags_of(tally.case, row)))


def _answer(asked: Asked, name: str, words: str, bounds: Bounds) -> Answer:
    found = tuple(_standing(bounds, bid) for bid in bounds.tally.rows)
    open_ = any(one.can_win is None or one.certain is None for one in found)
    published = {
        one.bid: one.total_exact if asked.case.rules.rank_on == "exact" else one.total
        for one in asked.result.placings
    }
    return Answer(
        ID,
        name,
        _sentence(words, found, asked.case.rules.places),
        Verdict.NOT_ESTABLISHED if open_ else Verdict.PROVED,
        Basis.NONE if open_ else Basis.CLOSED_FORM,
        (_table(found, published, asked.result.unit),),
        picture=Whiskers(tuple(_whiskers(found, published))),
        notes=tuple(_notes(bounds)) if open_ else (),
    )


def _notes(bounds: Bounds) -> Iterator[str]:
    """Why something is not established."""
    if is_entangled(bounds.tally.case) or not _unpriced(bounds):
        yield _NOTE
    for bid in sorted(_unpriced(bounds)):
        yield f"{bid} has no price on file; marks might let it in, and the rules read a price."


_NOTE = (
    "Marks here bear on other bids' points or on who is assessed, and the two extreme cases do not settle it."
)


def _standing(bounds: Bounds, bid: str) -> Standing:
    totals = [_total(bounds, bid, corner[bid]) for corner in (bounds.low, bounds.high)]
    can, certain = _entangled(bounds, bid) if is_entangled(bounds.tally.case) else _closed(bounds, bid)
    if _unpriced(bounds):  # what such a bid would score for its price is not known
        can, certain = can or None, None if certain else certain
    return Standing(bid, can, certain, *totals)


def _unpriced(bounds: Bounds) -> frozenset[str]:
    """The bids that marks may let in and that have no price on file, where a rule reads one."""
    case = bounds.tally.case
    known = case.prices if case.rules.reads_price() else bounds.high
    return frozenset(bid for bid, corner in bounds.high.items() if bid not in known and not corner.out)


def _total(bounds: Bounds, bid: str, corner: Corner) -> Fraction | None:
    """The bid's total with these points, beside the bids that are assessed as published."""
    field = tuple(sorted({bid, *bounds.tally.assessed}))
    try:
        return totals_among(bounds.tally, field, {bid: corner.row})[bid].total
    except GuardError:
        return None


def _entangled(bounds: Bounds, bid: str) -> tuple[bool | None, bool | None]:
    """Where bids bear on each other the two extreme cases are examples and no bounds."""
    others = tuple(one for one in bounds.tally.rows if one != bid)
    best = _wins(bounds, bid, {bid: bounds.high[bid], **{one: bounds.low[one] for one in others}})
    worst = _wins(bounds, bid, {bid: bounds.low[bid], **{one: bounds.high[one] for one in others}})
    known = not _unpriced(bounds)
    certain = False if not worst and known else None
    return best or worst or (True if _wins(bounds, bid, {}) else None), certain


def _closed(bounds: Bounds, bid: str) -> tuple[bool | None, bool | None]:
    sets = tuple(_sets(bounds, bid))
    if len(sets) > MOST_SETS:
        return None, None
    unpriced = _unpriced(bounds)
    if bid in unpriced:
        return None, False if bounds.low[bid].out else None
    sets = tuple(others for others in sets if unpriced.isdisjoint(others))
    return _can_win(bounds, bid, sets), _is_certain(bounds, bid, sets)


def _sets(bounds: Bounds, bid: str) -> Iterator[tuple[str, ...]]:
    """The other bids that may be assessed together."""
    others = [one for one in bounds.tally.rows if one != bid and not bounds.high[one].out]
    sure = [one for one in others if not bounds.low[one].out]
    either = [one for one in others if bounds.low[one].out]
    made = 0
    for count in range(len(either) + 1):
        for chosen in combinations(either, count):
            yield (*sure, *chosen)
            made += 1
            if made > MOST_SETS:
                return


def _can_win(bounds: Bounds, bid: str, sets: tuple[tuple[str, ...], ...]) -> bool | None:
    """Try the bid at its highest and the others at their lowest, under every set of assessed bids."""
    if bounds.high[bid].out:
        return False
    hopeful = [others for others in sets if _beats(bounds, bid, bounds.high, bounds.low, others)]
    if not hopeful:
        return False
    for others in hopeful:
        world = {bid: bounds.high[bid], **{one: bounds.low[one] for one in bounds.tally.rows if one != bid}}
        for one in others:
            if bounds.low[one].out:  # it must be let in: as published if that does it, else at its highest
                world[one] = bounds.high[one]
        published = {
            one: corner
            for one, corner in world.items()
            if one not in others or one not in bounds.tally.assessed or not bounds.low[one].out
        }
        if _wins(bounds, bid, world) or _wins(bounds, bid, published):
            return True
    return None


def _is_certain(bounds: Bounds, bid: str, sets: tuple[tuple[str, ...], ...]) -> bool:
    """Try the bid at its lowest and the others at their highest, under every set of assessed bids."""
    if bounds.low[bid].out:
        return False
    return all(_beats(bounds, bid, bounds.low, bounds.high, others) for others in sets)


def _beats(
    bounds: Bounds, bid: str, own: Mapping[str, Corner], theirs: Mapping[str, Corner], others: tuple[str, ...]
) -> bool:
    rows = {bid: own[bid].row, **{one: theirs[one].row for one in others}}
    award = award_among(bounds.tally, tuple(sorted(rows)), rows)
    return award is not None and bid in award.winners


def _wins(bounds: Bounds, bid: str, world: Mapping[str, Corner]) -> bool:
    """Whether the bid is awarded by all published rules where the bids of ``world`` have these marks."""
    marks = {key: values for corner in world.values() for key, values in corner.marks.items()}
    rows = {one: corner.row for one, corner in world.items()}
    award = award_with(bounds.tally, rows, with_marks(bounds.tally.case, marks))
    return award is not None and bid in award.winners


def _sentence(words: str, found: tuple[Standing, ...], places: int) -> str:
    sure = [one.bid for one in found if one.certain]
    able = [one.bid for one in found if one.can_win and not one.certain]
    unknown = [
        one.bid for one in found if one.can_win is None or (one.certain is None and one.bid not in able)
    ]
    win, verb = ("win", "win") if places == 1 else ("be awarded a place", "be awarded one")
    parts = []
    if sure:
        parts.append(f"{listed(sure)} {'is' if len(sure) == 1 else 'are'} certain to {win}")
    if able:
        parts.append(f"{listed(able)} could {verb if sure else win}")
    if able and not sure and all(one.certain is False for one in found):
        parts.append("none is certain to" if len(able) > 1 else "it is not certain to")
    if unknown:
        parts.append(f"what could become of {listed(unknown)} is not established")
    if not parts:
        parts.append(f"no bid could {win} by the published rules alone")
    return f"If {words}, {', and '.join(parts)}."


def _table(found: tuple[Standing, ...], published: Mapping[str, Fraction | None], unit: str) -> Table:
    headings = (
        Heading("bid", "bid"),
        Heading("low", "lowest total", unit),
        Heading("published", "published total", unit),
        Heading("high", "highest total", unit),
        Heading("can-win", "could be awarded"),
        Heading("certain", "certain to be awarded"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.bid, one.low, published.get(one.bid), one.high, _yes(one.can_win), _yes(one.certain))
        for one in found
    )
    return Table("What totals may be, beside the bids assessed as published", headings, rows)


def _yes(value: bool | None) -> str:
    return {True: "yes", False: "no", None: "not established"}[value]


def _whiskers(found: tuple[Standing, ...], published: Mapping[str, Fraction | None]) -> Iterator[Whisker]:
    for one in found:
        value = published.get(one.bid)
        if one.low is not None and one.high is not None and value is not None:
            yield Whisker(one.bid, one.low, value, one.high)


MARK_UNCERTAINTY = Analysis(
    id=ID,
    question="Who could win, and who is certain to, if marks may be off?",
    when="To see how exact marking would have to be for the award to stand.",
    not_said="That any mark is off, or how likely that is.",
    needs=("method weighted-sum", "marked criteria"),
    source="necessary and possible winners under interval marks",
    checker="recomputed by bideval: the lot at the two extreme choices of marks",
    oracle="every combination of marks within the range judged again",
    run=run,
)
