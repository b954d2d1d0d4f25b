"""Who wins over one, two or three free weights at once, and how near the border is.

The ranges that are asked about name the free weights; the rest keep their proportions.
Without ranges the map is over the two most delicate criteria or sections of
weight-interval, each from 0 to twice its published weight.  Rule: where one bid is level
with another is a straight border in the weights, so each region is convex, and cutting
exactly gives areas that sum to the whole (maths A3).

A region is about totals before rounding; the award in the middle of each region is
judged again under the published rounding.  An area says how much of this map a bid
has, not how likely any weights were.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict, does_not_apply
from bideval.analysis.award_words import about, award_words, listed
from bideval.analysis.courses import HUNDRED, ZERO
from bideval.analysis.entry import Analysis
from bideval.analysis.intervals import Interval
from bideval.analysis.map_regions import Part, Plane, lead, parts_of, plane_of, whole_map
from bideval.analysis.pictures import Area, Map
from bideval.analysis.question import Asked, Range
from bideval.analysis.reweighed import Award, Reweighed, Weights, award_at, published_weights, reweighed
from bideval.analysis.settings import Settings, SettingsError, settings_of
from bideval.analysis.simplices import Border, Corner, Simplex, cut, outline, volume
from bideval.analysis.space import score_space
from bideval.analysis.weight_interval import most_delicate

ID = "winner-map"
MOST_FREE = 3
DEFAULT_FREE = 2


class Nearest(NamedTuple):
    """The nearest point at which another award begins, by the largest single move (L-infinity)."""

    size: Fraction  # percent of the whole
    corner: Corner
    part: Part


class _Found(NamedTuple):
    asked: Asked
    settings: Settings
    plane: Plane
    parts: tuple[Part, ...]
    whole: Fraction
    point: Corner  # the published weights
    own: Part | None  # the region of the published weights, if they are in one
    nearest: Nearest | None


def run(asked: Asked) -> tuple[Answer, ...]:
    """Answer with the regions, their shares and the distance of the published weights to the border."""
    space = score_space(asked)
    if isinstance(space, str):
        return (does_not_apply(ID, space),)
    lot, weights = reweighed(asked.case), published_weights(asked.case)
    base = award_at(lot, weights)
    unstated = not asked.question.ranges
    delicate = most_delicate(asked, lot, weights, base) if base and unstated else []
    ranges = asked.question.ranges or _default_ranges(weights, delicate)
    if base is None or not ranges:
        return (does_not_apply(ID, _none_chosen(delicate)),)
    try:
        settings = settings_of(asked, asked.question._replace(ranges=ranges))
    except SettingsError as problem:
        return (does_not_apply(ID, f"The settings cannot be mapped: {problem}."),)
    if isinstance(settings, str):
        return (does_not_apply(ID, settings),)
    kept = [place for place, column in enumerate(settings.space.columns) if column.id in ranges]
    plane = plane_of(settings.region, kept)
    if not 0 < len(plane.free) <= MOST_FREE:
        return (does_not_apply(ID, _wrong_number(len(plane.free))),)
    return (_answer(lot, base, _found(asked, settings, plane, base)),)


def _default_ranges(weights: Weights, delicate: Sequence[Interval]) -> dict[str, Range]:
    """The two most delicate movers that overlap nowhere and leave others to keep in proportion."""
    chosen: dict[str, Range] = {}
    taken: set[str] = set()
    for one in delicate:
        own = set(one.mover.shares)
        rest = sum((weight for leaf, weight in weights.items() if leaf not in taken | own), ZERO)
        if len(chosen) < DEFAULT_FREE and not own & taken and rest and one.mover.weight:
            chosen[one.mover.id] = (ZERO, min(HUNDRED, 2 * one.mover.weight))
            taken |= own
    return chosen


def _none_chosen(delicate: Sequence[Interval]) -> str:
    """Why no weights were chosen: none changes the result, or those that do start from 0."""
    if not delicate:
        return "No single weight changes the result, so no weights were chosen to map."
    return (
        "The weights that change the result are published as 0, and none of those is chosen to be "
        "mapped (--range CRITERION=LO..HI names one)."
    )


def _wrong_number(count: int) -> str:
    if not count:
        return "The ranges leave no weight free to move, so there is nothing to map."
    return f"A map has at most {MOST_FREE} free weights; these settings have {count}."


def _found(asked: Asked, settings: Settings, plane: Plane, base: Award) -> _Found:
    pieces = whole_map(settings.region, plane)
    parts = parts_of(settings, plane, pieces)
    point = tuple(settings.space.weights[place] for place in plane.free)
    holding = [part for part in parts if _holds(settings, plane, part, point)]
    own = next((part for part in holding if part.bids == base.winners), holding[0] if holding else None)
    nearest = _nearest([part for part in parts if part is not own], point)
    return _Found(asked, settings, plane, parts, volume(pieces), point, own, nearest)


def _holds(settings: Settings, plane: Plane, part: Part, point: Corner) -> bool:
    return all(border.at(point) >= 0 for border in _edges(settings, plane, part))


def _edges(settings: Settings, plane: Plane, part: Part) -> Iterator[Border]:
    rivals = [bid for bid in settings.space.bids if bid not in part.bids]
    return (lead(settings, plane, bid, rival) for bid in part.bids for rival in rivals)


def _nearest(others: Sequence[Part], point: Corner) -> Nearest | None:
    """Cut the other regions where the largest move changes its axis; then it is least at a corner.

    A piece that lies further off than a corner of another is left as it is.
    """
    pieces = [(piece, part) for part in others for piece in part.simplices]
    for border in (None, *_folds(point)):
        if border is not None:
            pieces = [(cut_piece, part) for piece, part in pieces for cut_piece in _both_sides(piece, border)]
        sizes = (_largest_move(point, corner) for piece, _ in pieces for corner in piece)
        size = min(sizes, default=None)
        if size is None:
            return None
        pieces = [(piece, part) for piece, part in pieces if _least_move(point, piece) <= size]
    found = {(corner, part.bids): part for piece, part in pieces for corner in piece}
    size, corner, bids = min((_largest_move(point, corner), corner, bids) for corner, bids in found)
    return Nearest(size, corner, found[corner, bids])


def _both_sides(piece: Simplex, border: Border) -> Iterator[Simplex]:
    parted = cut((piece,), border)
    yield from parted.inside
    yield from parted.outside


def _least_move(point: Corner, piece: Simplex) -> Fraction:
    """The largest move to the box about a piece: no point of the piece is nearer."""
    sides: Iterator[Corner] = zip(*piece, strict=True)
    gaps = ((min(ends) - own, own - max(ends)) for own, ends in zip(point, sides, strict=True))
    return max(max(below, above, Fraction(0)) for below, above in gaps)


def _folds(point: Corner) -> Iterator[Border]:
    axes = range(len(point))
    for axis in axes:
        yield _fold(point, {axis: 1})
    for one, other in combinations(axes, 2):
        yield _fold(point, {one: 1, other: 1})
        yield _fold(point, {one: 1, other: -1})


def _fold(point: Corner, signs: dict[int, int]) -> Border:
    normal = tuple(Fraction(signs.get(axis, 0)) for axis in range(len(point)))
    return Border(normal, -sum((a * x for a, x in zip(normal, point, strict=True)), ZERO))


def _largest_move(point: Corner, corner: Corner) -> Fraction:
    return max(abs(b - a) for a, b in zip(point, corner, strict=True))


# The answer


def _answer(lot: Reweighed, base: Award, found: _Found) -> Answer:
    strays = [part for part in found.parts if not _agrees(lot, found, part)]
    apart = found.own is None or not set(base.winners) <= set(found.own.bids)
    verdict = Verdict.DECIDED_BY_ROUNDING if strays or apart else Verdict.PROVED
    return Answer(
        ID,
        "",
        _sentence(found, base),
        verdict,
        Basis.CLOSED_FORM,
        (_regions(found), _distances(found)),
        notes=tuple(_notes(found, strays, apart=apart)),
        picture=_picture(found),
    )


def _agrees(lot: Reweighed, found: _Found, part: Part) -> bool:
    """Whether the middle of the region's largest piece has its award under the published rounding."""
    award = award_at(lot, found.settings.spread(found.plane.weights(_middle(part))))
    return award is not None and {*award.winners, *award.tied} <= set(part.bids)


def _middle(part: Part) -> Corner:
    largest = max(part.simplices, key=lambda piece: (volume((piece,)), piece))
    return tuple(sum(values, ZERO) / len(largest) for values in zip(*largest, strict=True))


def _names(found: _Found) -> list[str]:
    return [found.settings.space.columns[place].id for place in found.plane.free]


def _titles(found: _Found) -> list[str]:
    titles = {node.id: node.title for node in found.asked.case.rules.nodes()}
    return [titles.get(name, name) for name in _names(found)]


def _sentence(found: _Found, base: Award) -> str:
    ranges = [
        f"{title} from {about(Fraction(found.settings.region.low[place]))} to "
        f"{about(Fraction(found.settings.region.high[place]))}%"
        for title, place in zip(_titles(found), found.plane.free, strict=True)
    ]
    over = f"With {listed(ranges)} and the other weights in proportion"
    places = found.settings.space.places
    able = sorted({bid for part in found.parts for bid in part.bids})
    verb = "win" if places == 1 else "be awarded"
    if found.nearest is None:
        return f"{over}, only {listed(able)} can {verb}; no border is on the map."
    moves = [
        f"{title} {about(abs(move))} {'up' if move > 0 else 'down'}"
        for title, move in zip(_titles(found), _moves(found, found.nearest.corner), strict=True)
        if move
    ]
    beyond = award_words(Award(found.nearest.part.bids), places)
    near = f"moving {listed(moves)} reaches the border beyond which {beyond}" if moves else "lie on a border"
    start = "from the published weights, " if moves else "the published weights "
    return f"{over}, only {listed(able)} can {verb}; {start}{near}."


def _moves(found: _Found, corner: Corner) -> list[Fraction]:
    return [b - a for a, b in zip(found.point, corner, strict=True)]


def _regions(found: _Found) -> Table:
    words = {1: "length", 2: "area", 3: "volume"}[len(found.plane.free)]
    rows: list[tuple[Cell, ...]] = [
        (part.bids, part.volume * HUNDRED / found.whole, part.volume, _region_words(found, part))
        for part in found.parts
    ]
    inside = {bid for part in found.parts for bid in part.bids}
    for bid in found.settings.space.bids:
        if bid not in inside:
            said = "only at a tie" if _touches(found, bid) else "nowhere on the map"
            rows.append(((bid,), ZERO, ZERO, said))
    headings = (
        Heading("bids", "awarded"),
        Heading("share", "share of the map", "%"),
        Heading("size", words),
        Heading("where", ""),
    )
    return Table("Regions of the map", headings, tuple(rows))


def _region_words(found: _Found, part: Part) -> str:
    here = "holds the published weights" if part is found.own else ""
    if not part.shared:
        return here
    level = f"{listed(part.shared)} are level everywhere; the tie rule decides"
    return f"{here}; {level}" if here else level


def _touches(found: _Found, bid: str) -> bool:
    """Whether a bid without a region of its own is level with an awarded bid somewhere on the map."""
    return any(
        lead(found.settings, found.plane, bid, inside).at(corner) >= 0
        for part in found.parts
        for inside in part.bids
        for piece in part.simplices
        for corner in piece
    )


def _distances(found: _Found) -> Table:
    """How far the published weights are from a border along each axis and in the tightest direction."""
    headings = (
        Heading("direction", "what moves; the rest of the map stays, the others in proportion"),
        Heading("distance", "reaches a border after", "%"),
        *(Heading(name, name, "%") for name in _names(found)),
    )
    rows: list[tuple[Cell, ...]] = []
    for axis, title in enumerate(_titles(found)):
        for sign, way in ((-1, "down"), (1, "up")):
            far = _along(found, axis, sign)
            there = [
                x + (sign * far if one == axis and far is not None else 0)
                for one, x in enumerate(found.point)
            ]
            rows.append((f"{title} alone, {way}", far, *(there if far is not None else [None] * len(there))))
    if found.nearest is not None:
        size, corner, _ = found.nearest
        rows.append(("the tightest direction: no weight moves by more than this", size, *corner))
    return Table("From the published weights to the nearest border", headings, tuple(rows))


def _along(found: _Found, axis: int, sign: int) -> Fraction | None:
    """How far one free weight alone moves until it meets another region; None where it meets none."""
    entries = [
        entry for part in found.parts if part is not found.own for entry in _entries(found, part, axis, sign)
    ]
    return min(entries, default=None)


def _entries(found: _Found, part: Part, axis: int, sign: int) -> Iterator[Fraction]:
    """How far along the axis each piece of the part begins."""
    line = [_fold(found.point, {one: 1}) for one in range(len(found.point)) if one != axis]
    for piece in part.simplices:
        for corner in _slice(piece, line):
            move = sign * (corner[axis] - found.point[axis])
            if move >= 0:
                yield move


def _slice(piece: Simplex, line: Sequence[Border]) -> set[Corner]:
    """The corners of what a piece has on the line on which all the borders are 0."""
    pieces: list[Simplex] = [piece]
    for border in line:
        cut_pieces = (one for old in pieces for one in _both_sides(old, border))
        pieces = [one for one in cut_pieces if any(border.at(corner) == 0 for corner in one)]
    return {corner for one in pieces for corner in one if all(border.at(corner) == 0 for border in line)}


def _notes(found: _Found, strays: Sequence[Part], *, apart: bool) -> Iterator[str]:
    yield f"Considered: {found.settings.words}."
    yield "Settings explored for testing; no statement that they were open to the authority."
    yield "A share is a share of this map; with another range it is another share."
    if found.settings.space.rounding:
        yield (
            "Borders are of totals before rounding; where two totals are within "
            f"{about(found.settings.space.rounding)} points the published rounding may decide."
        )
    for part in strays:
        yield f"In the middle of the region of {listed(part.bids)} rounding gives another award."
    if apart:
        yield "At the published weights rounding or a tie decides; their region has another award."


def _picture(found: _Found) -> Map | None:
    if len(found.plane.free) != DEFAULT_FREE:
        return None
    across, up = _names(found)
    corners = [corner for part in found.parts for piece in part.simplices for corner in piece]
    low, high = (tuple(ends(axis) for axis in zip(*corners, strict=True)) for ends in (min, max))
    areas = tuple(
        Area(part.bids, tuple((x, y) for x, y in outline([one for piece in part.simplices for one in piece])))
        for part in found.parts
    )
    point = (found.point[0], found.point[1])
    return Map(across, up, (low[0], low[1]), (high[0], high[1]), areas, point)


WINNER_MAP = Analysis(
    id=ID,
    question="Who wins over two weights at once, and how near is the border?",
    when="To show on one picture how far the result hangs on two weights, or on one or three.",
    not_said="How likely any weights were; and nothing about weights outside the map.",
    needs=("a weighted sum of two criteria or more", "a result", "up to three free weights"),
    source="Regions of linear programmes with few free weights, cut exactly",
    checker="Areas that sum to the whole; the middle of every region judged again",
    oracle="Judging the lot again at points of the map; areas by a second method",
    run=run,
)
