"""``smallest-reweighting``: the smallest change of the weights that gives a bid the award (A2).

Four sizes, each an exact linear programme with its dual as proof: points of weight moved
in all, the largest change of one weight, and both as shares of the published weights; and
the fewest points when weights move by whole percents, with a tree as proof.  Level with
the best is the border: where ties do not favour the bid, more than that is needed.

The weights shown are those of the whole-percent answer, judged again by all published
rules.  Of equally small ways the one that touches the fewest criteria is shown, then the
earliest in published order; where they can be counted, they are.  With several places
see ``places_moved``.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.answer import (
    Answer,
    Basis,
    Cell,
    Heading,
    Table,
    Verdict,
    does_not_apply,
    not_established,
)
from bideval.analysis.contest import (
    NO_OTHER,
    Contest,
    award_under,
    behind_everywhere,
    challengers,
    contest_of,
    is_awarded,
    points_text,
    shut_out,
    with_names,
)
from bideval.analysis.eligible import leaders
from bideval.analysis.entry import Analysis
from bideval.analysis.exact.canonical import is_canonical, propose_large
from bideval.analysis.exact.certify import can_win, smallest_move
from bideval.analysis.exact.chain import NotEstablished
from bideval.analysis.exact.many import Possible, can_win_all
from bideval.analysis.pictures import Change, Dumbbell
from bideval.analysis.places_moved import among_places
from bideval.analysis.question import Asked
from bideval.analysis.settings import Settings, settings_of
from bideval.analysis.whole_moves import WholeMoves, least_largest_whole, whole_moves
from bideval.model.evaluation import Placing
from bideval.proof.claims import CannotWin, Claim, MoveKind, OnlyTies, SmallestMove
from bideval.proof.linear import Vector
from bideval.proof.programs import margin_program

ID = "smallest-reweighting"
_SIZES: tuple[tuple[MoveKind, str], ...] = (
    ("points", "points moved"),
    ("largest", "largest change of one weight, points"),
    ("relative-largest", "largest change of one weight, percent of it"),
    ("relative-sum", "all changes together, percent of each weight"),
)
_WHOLE_LARGEST = "largest change of one weight, whole percents"
_UNIT = "points or percent"
_RELATIVE = frozenset({"relative-largest", "relative-sum"})


class _Sizes(NamedTuple):
    rows: tuple[tuple[Cell, ...], ...]
    claims: tuple[Claim, ...]
    points: Fraction | None
    reasons: tuple[str, ...]


def run(asked: Asked) -> tuple[Answer, ...]:
    """Return the answers about a lot."""
    settings = settings_of(asked)
    if isinstance(settings, str):
        return (does_not_apply(ID, settings),)
    placings = {placing.bid: placing for placing in asked.result.placings}
    losers = tuple(bid for bid in challengers(asked) if bid not in leaders(asked.result))
    if not losers:
        return (does_not_apply(ID, NO_OTHER),)
    known = _verdicts(settings) if len(losers) > 1 else {}
    answers = (_answer(asked, settings, placings[bid], known.get(bid)) for bid in losers)
    return tuple(with_names(settings, answer) for answer in answers)


def _verdicts(settings: Settings) -> Mapping[str, Possible]:
    """Who can win, of all bids at once, where one by one would not be the same on every machine either."""
    space = settings.space
    contests = [contest_of(settings, bid) for bid in space.bids]
    if space.places > 1 or is_canonical(margin_program(settings.region, contests[0].differences)):
        return {}
    points = tuple(space.points[bid] for bid in space.bids)
    claims = can_win_all(settings.region, points, tuple(contest.wins_ties for contest in contests))
    return dict(zip(space.bids, claims, strict=True))


def _answer(asked: Asked, settings: Settings, placing: Placing, known: Possible | None) -> Answer:
    out = shut_out(placing)
    if out is not None:
        return Answer(ID, placing.bid, out, Verdict.DOES_NOT_APPLY)
    contest = contest_of(settings, placing.bid)
    if settings.space.places > 1:
        return among_places(settings, contest)
    possible = known or can_win(settings.region, contest.differences, contest.wins_ties, propose_large)
    if isinstance(possible, NotEstablished):
        words = f"What would make {placing.bid} win is not established."
        return not_established(ID, placing.bid, words, possible.reason)
    if isinstance(possible, CannotWin | OnlyTies):
        effect = f"make {placing.bid} win"
        if settings.space.rounding and behind_everywhere(possible) <= settings.space.rounding:
            effect = f"bring {placing.bid} ahead before rounding"
        said = f"No weights among those considered{settings.in_brackets} {effect}."
        return Answer(ID, placing.bid, said, Verdict.IMPOSSIBLE, Basis.CERTIFICATE, certificates=(possible,))
    return _possible(asked, settings, contest)


def _possible(asked: Asked, settings: Settings, contest: Contest) -> Answer:
    """The sizes and the way that is shown, of a bid that can win."""
    sizes = _sizes(settings, contest, whole=asked.question.whole_percent)
    found = whole_moves(asked, settings, contest)
    bid = contest.bid
    if sizes.points is None:
        return not_established(ID, bid, f"The smallest change for {bid} is not established.", *sizes.reasons)
    title = f"Sizes{_before(settings)}"
    table = Table(title, (Heading("size", "size"), Heading("value", "at least", _UNIT)), sizes.rows)
    if isinstance(found, NotEstablished):
        size = _at_least(sizes.points, contest)
        move = _within(settings, f"Moving {size} of the 100 points")
        said = f"{move} is needed to make {bid} win{_before(settings)}."
        notes = (f"In whole percents: {found.reason}.", *sizes.reasons)
        return Answer(ID, bid, said, Verdict.PROVED, Basis.CERTIFICATE, (table,), sizes.claims, notes)
    judged = award_under(settings, found.weights)
    said = f"{_enough(found, settings, bid)} {_ways(found)}".rstrip()
    enough = (
        f"In fractions of a percent {_at_least(sizes.points, contest)} of the 100 points is enough for {bid}"
    )
    notes = (f"{enough}{_before(settings)}.", *_by_rounding(found, bid), *sizes.reasons)
    if not is_awarded(judged, bid):
        said = f"In exact totals {_lower(said)} The published rounding takes the award away again."
    return Answer(
        ID,
        bid,
        said,
        Verdict.PROVED if is_awarded(judged, bid) else Verdict.DECIDED_BY_ROUNDING,
        Basis.CERTIFICATE if found.claim.size == found.size else Basis.ENUMERATION,
        (*_shown(settings, found), table),
        (*sizes.claims, found.claim),
        notes,
        Dumbbell(_changes(settings, found.weights)) if found.ways else None,
    )


def _sizes(settings: Settings, contest: Contest, *, whole: bool) -> _Sizes:
    """Each smallest size with its claim; ``whole`` asks for the largest change in whole percents too."""
    rows: list[tuple[Cell, ...]] = []
    claims: list[Claim] = []
    reasons: list[str] = []
    points: Fraction | None = None
    level = (Fraction(0),) * len(contest.rivals)
    for kind, words in _SIZES:
        claim = smallest_move(
            kind, settings.region, settings.space.weights, contest.differences, level, propose_large
        )
        if isinstance(claim, NotEstablished):
            reasons.append(f"{words}: {claim.reason}")
            continue
        claims.append(claim)
        size = Fraction(claim.size) if isinstance(claim, SmallestMove) else None
        rows.append((words, None if size is None else size * (100 if kind in _RELATIVE else 1)))
        if kind == "points":
            points = size
    if whole:
        largest = least_largest_whole(settings, contest)
        if isinstance(largest, NotEstablished):
            reasons.append(f"{_WHOLE_LARGEST}: {largest.reason}")
        else:
            claims.append(largest)
            rows.append((_WHOLE_LARGEST, None if largest.size is None else Fraction(largest.size)))
    return _Sizes(tuple(rows), tuple(claims), points, tuple(reasons))


def _before(settings: Settings) -> str:
    """What a size is the size of: rounding can make a smaller move enough, or a larger one needed."""
    return ", in totals before rounding" if settings.space.rounding else ""


def _at_least(points: Fraction, contest: Contest) -> str:
    """The size in words: whether level is enough depends on the tie rule."""
    text = points_text(points)
    return f"{text} or more" if all(contest.wins_ties) else f"more than {text}"


def _within(settings: Settings, said: str) -> str:
    """Say that a size is the least within ranges, where there are any."""
    return f"Within the ranges considered, {_lower(said)}" if settings.in_brackets else said


def _by_rounding(found: WholeMoves, bid: str) -> Iterator[str]:
    """Why fewer points are enough than the certificate says."""
    if found.claim.size != found.size:
        needed = f"{bid} needs {found.claim.size} points in whole percents before rounding, as certified"
        yield f"{needed}; with {found.size} the published rounding gives it the award."


def _enough(found: WholeMoves, settings: Settings, bid: str) -> str:
    size = int(found.size)
    move = _within(settings, f"Moving {size} of the 100 points, by whole percents,")
    said = f"{move} is enough to make {bid} win"
    if size == 1:
        return f"{said}."
    less = "" if found.is_least else ", in totals before rounding"
    return f"{said}; {size - 1} is not{less}."


def _ways(found: WholeMoves) -> str:
    """How many equally small ways there are, and what they share."""
    if found.ways is None:
        return ""
    if found.ways == 1:
        return "There is one such way."
    shared = f"; all of them take from {' and '.join(found.always_down)}" if found.always_down else ""
    given = f"; all of them give to {' and '.join(found.always_up)}" if found.always_up else ""
    return f"There are {found.ways} such ways{shared}{given}."


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _changes(settings: Settings, weights: Vector) -> tuple[Change, ...]:
    rows = zip(settings.space.columns, settings.space.weights, weights, strict=True)
    return tuple(Change(column.id, before, Fraction(after)) for column, before, after in rows)


def _shown(settings: Settings, found: WholeMoves) -> tuple[Table, ...]:
    """The weights that move; where not all ways are known, no one of them is singled out."""
    if not found.ways:
        return ()
    return (Table("Weights that move", _MOVED, tuple(_moved_rows(settings, found.weights))),)


_MOVED = (
    Heading("criterion", "criterion"),
    Heading("published", "published", "percent"),
    Heading("weight", "moved to", "percent"),
    Heading("change", "change", "percent"),
)


def _moved_rows(settings: Settings, weights: Vector) -> Iterator[tuple[Cell, ...]]:
    for change in _changes(settings, weights):
        if change.before != change.after:
            yield (change.criterion, change.before, change.after, change.after - change.before)


SMALLEST_REWEIGHTING = Analysis(
    id=ID,
    question="How little would the weights have to move to change the winner?",
    when="To see how near the award is to the choice of weights, all of them together.",
    not_said="That such weights would have been chosen, or were open to the authority.",
    needs=("method weighted-sum", "two assessed bids"),
    source="least change in the sum, the largest part or in proportion: linear programmes with their duals",
    checker="bideval.proof: SmallestMove, SmallestWholeMove, NeverLeads, CannotWin",
    oracle="closed forms for one binding rival; all moves of one and two points enumerated",
    run=run,
)
