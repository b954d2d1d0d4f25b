"""How far one weight can move before the result changes, and who wins beyond.

For every criterion, section and group: the exact interval of its weight in which the
published result stays, the other weights in proportion; and how much one criterion may
gain at the cost of one other.  Rule: totals are straight along such a line, so every end
is a crossing of two lines, or the point at which a bid meets a minimum on a section; near
a crossing the published rounding is followed jump by jump.  (maths A1; the criterion with
the smallest relative change is Triantaphyllou and Sanchez's critical criterion.)

It moves one weight, or one against one other: many weights at once are for
smallest-reweighting.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict, does_not_apply
from bideval.analysis.award_words import about, award_words, awarded_bids
from bideval.analysis.courses import HUNDRED, ZERO, Ray, points_of, scale_of, total_course
from bideval.analysis.entry import Analysis
from bideval.analysis.intervals import (
    End,
    Interval,
    by_delicacy,
    end_of,
    interval_of,
    leads_of,
    stays_clear,
    whole_line,
)
from bideval.analysis.movers import Mover, in_proportion, movers, trade
from bideval.analysis.pictures import Line, Slider, Stretch
from bideval.analysis.question import Asked
from bideval.analysis.rays import Run
from bideval.analysis.reweighed import (
    Award,
    Reweighed,
    Weights,
    assessed,
    award_at,
    field_of,
    published_weights,
    reweighed,
    signature,
)
from bideval.analysis.space import score_space
from bideval.analysis.stepped import value

ID = "weight-interval"
FEW_PIECES = 3  # more pieces than this where rounding decides are drawn as one


class Trade(NamedTuple):
    """One criterion gains what another loses, until the result changes."""

    gains: Mover
    loses: Mover
    end: End


class _Found(NamedTuple):
    lot: Reweighed
    weights: Weights
    base: Award
    places: int
    intervals: tuple[Interval, ...]
    trades: tuple[Trade, ...]


def run(asked: Asked) -> tuple[Answer, ...]:
    """Answer for the whole lot: one sentence about the most delicate weight, and tables of all."""
    space = score_space(asked)
    if isinstance(space, str):
        return (does_not_apply(ID, space),)
    lot, weights = reweighed(asked.case), published_weights(asked.case)
    base = award_at(lot, weights)
    if base is None:
        return (does_not_apply(ID, "The published rules give no result, so there is none to keep."),)
    all_movers = movers(asked.case.rules, weights)
    intervals = tuple(
        one for mover in all_movers if (one := interval_of(lot, mover, weights, base)) is not None
    )
    criteria = [mover for mover in all_movers if mover.is_criterion]
    trades = tuple(_trades(lot, weights, base, criteria, space.rounding))
    return (_answer(asked, _Found(lot, weights, base, asked.case.rules.places, intervals, trades)),)


def most_delicate(asked: Asked, lot: Reweighed, weights: Weights, base: Award) -> list[Interval]:
    """The intervals of all movers, the smallest relative change first; those without an end are left out."""
    found = (interval_of(lot, mover, weights, base) for mover in movers(asked.case.rules, weights))
    return by_delicacy(tuple(one for one in found if one is not None))


def _trades(
    lot: Reweighed, weights: Weights, base: Award, criteria: Sequence[Mover], rounding: Fraction
) -> Iterator[Trade]:
    leads = leads_of(lot, weights, rounding)
    for gains, loses in permutations(criteria, 2):
        ray = trade(gains, loses, weights)
        if leads is not None and stays_clear(lot, leads, ray):
            continue
        end = end_of(lot, ray, base)
        if end is not None:
            yield Trade(gains, loses, end)


def _answer(asked: Asked, found: _Found) -> Answer:
    delicate = by_delicacy(found.intervals)
    ends = [end for one in found.intervals for end in (one.down, one.up) if end is not None]
    proved = all(end.established for end in (*ends, *(one.end for one in found.trades)))
    return Answer(
        ID,
        delicate[0].mover.id if delicate else "",
        _sentence(found, delicate),
        Verdict.PROVED if proved else Verdict.NOT_ESTABLISHED,
        Basis.CLOSED_FORM if proved else Basis.NONE,
        tuple(_tables(asked, found)),
        notes=tuple(_notes(found, proved)),
        picture=_slider(found, delicate[0].mover) if delicate else None,
    )


# In words


def _sentence(found: _Found, delicate: Sequence[Interval]) -> str:
    """About the weight with the smallest relative change."""
    said = award_words(found.base, found.places)
    if not delicate:
        return f"No single weight changes the result, whatever it is from 0 to 100: {said}."
    one = delicate[0]
    parts = [_side_words(one, end, sign, found.places) for end, sign in ((one.down, -1), (one.up, 1)) if end]
    return (
        f"{_upper(said)} as long as {one.mover.title} weighs {_within_words(one)} (it weighs "
        f"{about(one.mover.weight)}%) and the other weights keep their proportions; {'; '.join(parts)}."
    )


def _upper(words: str) -> str:
    """The words as they begin a sentence; an id keeps its letters."""
    return words if not words.startswith(("no ", "there ")) else words[0].upper() + words[1:]


def _within_words(one: Interval) -> str:
    low = _end_words(one, one.down, -1) if one.down else ""
    high = _end_words(one, one.up, 1) if one.up else ""
    return " and ".join(words for words in (low, high) if words)


def _end_words(one: Interval, end: End, sign: int) -> str:
    figure = about(one.mover.weight + sign * end.sure)
    if end.sure_in:
        return f"{figure}% or {'more' if sign < 0 else 'less'}"
    return f"{'more' if sign < 0 else 'less'} than {figure}%"


def _side_words(one: Interval, end: End, sign: int, places: int) -> str:
    sure, gone = (one.mover.weight + sign * place for place in (end.sure, end.gone))
    then = f"{'below' if sign < 0 else 'above'} that {award_words(end.then, places)}"
    if end.sure == end.gone:
        return then if end.then is not None else f"{'below' if sign < 0 else 'above'} that rounding decides"
    low, high = sorted((sure, gone))
    return f"from {about(low)} to {about(high)} the published rounding decides, {then}"


def _notes(found: _Found, proved: bool) -> Iterator[str]:
    yield "Settings explored for testing; no statement that they were open to the authority."
    if any(not one.mover.weight for one in found.intervals):
        yield "A weight of 0 has no relative change."
    if len(found.intervals) < len(movers(found.lot.case.rules, found.weights)):
        yield "A weight of 100 cannot move with the others in proportion: they have none to keep."
    if found.lot.minimums:
        yield (
            "Minimums on sections are tested again at every weight; where a section weighs nothing, "
            "with the published weights inside it."
        )
    if not proved:
        yield "Not established: a figure jumps too often to be followed, or no rule gives a result."


# In figures


def _tables(asked: Asked, found: _Found) -> Iterator[Table]:
    yield Table(
        "The weights within which the result stays, others in proportion",
        (
            Heading("criterion", "criterion, section or group"),
            Heading("published", "published", "%"),
            Heading("from", "stays from", "%"),
            Heading("from-itself", "at exactly that"),
            Heading("to", "stays to", "%"),
            Heading("to-itself", "at exactly that"),
            Heading("below", "below that"),
            Heading("above", "above that"),
            Heading("relative", "smallest relative change", "%"),
        ),
        tuple(_row(found, one) for one in found.intervals),
    )
    rows = tuple(_end_rows(found))
    if rows:
        yield Table(
            "At the ends",
            (
                Heading("criterion", "criterion, section or group"),
                Heading("end", "end"),
                Heading("exactly", "at exactly", "%"),
                Heading("at", "there"),
                Heading("never-beyond", "rounding decides as far as", "%"),
            ),
            rows,
        )
    if found.trades:
        yield _trade_table("One weight against another: the tightest of each", found, _tightest(found.trades))
    challenger = asked.question.challenger
    helped = [one for one in found.trades if challenger and challenger in awarded_bids(one.end.then)]
    if helped:
        yield _trade_table(f"Every trade after which {challenger} is awarded", found, _by_size(helped))


def _row(found: _Found, one: Interval) -> tuple[Cell, ...]:
    weight = one.mover.weight
    return (
        one.mover.id,
        weight,
        weight - one.down.sure if one.down else ZERO,
        _itself(one.down),
        weight + one.up.sure if one.up else HUNDRED,
        _itself(one.up),
        _beyond(found, one.down),
        _beyond(found, one.up),
        None if one.relative is None else one.relative * HUNDRED,
    )


def _itself(end: End | None) -> str:
    """Whether the result stays at the end itself, as it does at 0 and 100 where there is no end."""
    return "it stays" if end is None or end.sure_in else "it does not"


def _beyond(found: _Found, end: End | None) -> Cell:
    """Who is awarded beyond an end; nothing where there is no end."""
    if end is None:
        return None
    return "decided by rounding" if end.then is None else award_words(end.then, found.places)


def _end_rows(found: _Found) -> Iterator[tuple[Cell, ...]]:
    for one in found.intervals:
        for end, sign in ((one.down, -1), (one.up, 1)):
            if end is not None:
                at = one.mover.weight + sign * end.sure
                fuzzy = one.mover.weight + sign * end.gone if end.gone != end.sure else None
                there = award_words(end.at, found.places)
                yield (one.mover.id, "lower" if sign < 0 else "upper", at, there, fuzzy)


def _trade_table(title: str, found: _Found, trades: Sequence[Trade]) -> Table:
    headings = (
        Heading("gains", "gains"),
        Heading("loses", "loses"),
        Heading("points", "points moved while the result stays", "%"),
        Heading("unsure", "rounding decides as far as", "%"),
        Heading("then", "beyond that"),
    )
    rows = tuple(
        (
            one.gains.id,
            one.loses.id,
            one.end.sure,
            one.end.gone if one.end.gone != one.end.sure else None,
            _beyond(found, one.end),
        )
        for one in trades
    )
    return Table(title, headings, rows)


def _by_size(trades: Sequence[Trade]) -> list[Trade]:
    return sorted(trades, key=lambda one: (one.end.sure, one.gains.id, one.loses.id))


def _tightest(trades: Sequence[Trade]) -> list[Trade]:
    """For each criterion the smallest trade that it is in, either way; each shown once."""
    ranked = _by_size(trades)
    named = sorted({mover.id for one in trades for mover in (one.gains, one.loses)})
    best = [next(one for one in ranked if name in {one.gains.id, one.loses.id}) for name in named]
    return [one for one in ranked if one in best]


# In a picture


def _slider(found: _Found, mover: Mover) -> Slider:
    line = whole_line(found.lot, mover, found.weights)
    return Slider(mover.id, "%", mover.weight, tuple(_lines(found, mover)), tuple(_stretches(line)))


def _lines(found: _Found, mover: Mover) -> Iterator[Line]:
    """The totals before rounding of the bids that are assessed under the published weights."""
    among = field_of(found.lot, assessed(found.lot, signature(found.lot, found.weights)))
    rising = in_proportion(mover, found.weights, 1)
    if among is None or rising is None:
        return
    tree, unit = found.lot.case.rules.tree, found.lot.unit
    ray = Ray(rising.weights(-mover.weight), rising.step, HUNDRED)
    scale = scale_of(found.lot, ray)
    for bid in among.bids:
        total = total_course(tree, points_of(among, bid), scale).line
        ends = tuple((place, value(total, place) / unit) for place in (ZERO, HUNDRED))
        yield Line(bid, ends)


def _stretches(line: Sequence[Run]) -> Iterator[Stretch]:
    """Runs as stretches; a part in which rounding decides in many pieces is one, with all its bids."""
    held: list[Run] = []
    for one in (*line, None):
        if one is not None and one.by_rounding:
            held.append(one)
            continue
        if len(held) > FEW_PIECES:
            bids = sorted({bid for piece in held for bid in awarded_bids(piece.award)})
            yield Stretch(held[0].low, held[-1].high, tuple(bids))
        else:
            yield from (_stretch(piece) for piece in held if piece.low < piece.high)
        held = []
        if one is not None and one.low < one.high:
            yield _stretch(one)


def _stretch(one: Run) -> Stretch:
    return Stretch(one.low, one.high, awarded_bids(one.award))


WEIGHT_INTERVAL = Analysis(
    id=ID,
    question="How far can one weight move before the result changes, and who wins then?",
    when="To see which published weight the result hangs on.",
    not_said="Nothing about several weights moving at once, nor that any other weight was open.",
    needs=("a weighted sum of two criteria or more", "a result"),
    source="Closed form for one free weight; critical criterion after Triantaphyllou and Sanchez (1997)",
    checker="Crossings of straight lines, each side judged again under the published rounding and minimums",
    oracle="Judging the lot again at weights on both sides of every end",
    run=run,
)
