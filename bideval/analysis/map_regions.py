"""The regions of a map of weights, each with its award, exactly and summing to the whole.

The weights of a ``Settings`` are straight functions of a few free ones.  Each piece of
the map is parted at the borders on which an awarded bid and one that is not are level,
so every point lies in one region or on a border.  Totals are before rounding; what the
published rounding does near a border is no matter of this module.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.settings import Settings
from bideval.analysis.simplices import Border, Corner, Simplex, corner_simplex, cut, inner_points, volume
from bideval.analysis.space import Space
from bideval.proof.region import Region

ZERO = Fraction(0)
HUNDRED = Fraction(100)


class Plane(NamedTuple):
    """How every weight follows from the free ones: constant + sum of slope x free weight."""

    free: tuple[int, ...]  # the places of the free weights
    constants: tuple[Fraction, ...]
    slopes: tuple[Corner, ...]  # by weight, one slope a free weight

    def weights(self, corner: Corner) -> tuple[Fraction, ...]:
        """All weights at a point of the map."""
        return tuple(
            sum((a * x for a, x in zip(slope, corner, strict=True)), constant)
            for constant, slope in zip(self.constants, self.slopes, strict=True)
        )

    def border(self, coefficients: Sequence[Fraction], constant: Fraction) -> Border:
        """The border coefficients.weights + constant >= 0, in terms of the free weights."""
        normal = [ZERO] * len(self.free)
        for coefficient, at, slope in zip(coefficients, self.constants, self.slopes, strict=True):
            if coefficient:
                constant += coefficient * at
                normal = [a + coefficient * b for a, b in zip(normal, slope, strict=True)]
        return Border(tuple(normal), constant)


class Part(NamedTuple):
    """A region of the map and the bids awarded inside it; level bids that share it are all named."""

    bids: tuple[str, ...]
    shared: tuple[str, ...]  # those of them that are level all over the map, where only some have a place
    simplices: tuple[Simplex, ...]
    volume: Fraction


def plane_of(region: Region, kept: Sequence[int]) -> Plane:
    """Solve the region's equations for as many weights as they decide; those of ``kept`` last."""
    width = len(region.low)
    equations = [[*map(Fraction, row.coefficients), Fraction(row.low)] for row in _equations(region)]
    order = [place for place in range(width) if place not in kept] + list(kept)
    solved: dict[int, list[Fraction]] = {}
    for place in order:
        pivot = next((row for row in equations if row[place]), None)
        if pivot is None:
            continue
        equations.remove(pivot)
        unit = [value / pivot[place] for value in pivot]
        equations = [_less(row, unit, place) for row in equations]
        solved = {one: _less(row, unit, place) for one, row in solved.items()}
        solved[place] = unit
    free = tuple(place for place in range(width) if place not in solved)
    constants, slopes = [], []
    for place in range(width):
        row = solved.get(place)
        constants.append(row[-1] if row else ZERO)
        slopes.append(tuple(-row[one] if row else Fraction(one == place) for one in free))
    return Plane(free, tuple(constants), tuple(slopes))


class _Equation(NamedTuple):
    coefficients: tuple[Fraction, ...]
    low: Fraction


def _equations(region: Region) -> Iterator[_Equation]:
    width = len(region.low)
    yield _Equation((Fraction(1),) * width, HUNDRED)
    for row in region.rows:
        if row.low is not None and row.low == row.high:
            yield _Equation(tuple(map(Fraction, row.coefficients)), Fraction(row.low))
    for place, (low, high) in enumerate(zip(region.low, region.high, strict=True)):
        if low == high:
            yield _Equation(tuple(Fraction(one == place) for one in range(width)), Fraction(low))


def _less(row: list[Fraction], unit: list[Fraction], place: int) -> list[Fraction]:
    factor = row[place]
    return [a - factor * b for a, b in zip(row, unit, strict=True)] if factor else row


def whole_map(region: Region, plane: Plane) -> tuple[Simplex, ...]:
    """The settings of the region as simplices over the free weights."""
    low = tuple(Fraction(region.low[place]) for place in plane.free)
    high = tuple(Fraction(region.high[place]) for place in plane.free)
    pieces: tuple[Simplex, ...] = (corner_simplex(low, high),)
    for border in dict.fromkeys(_limits(region, plane)):
        pieces = cut(pieces, border).inside
    return tuple(piece for piece in pieces if volume((piece,)))


def _limits(region: Region, plane: Plane) -> Iterator[Border]:
    width = len(region.low)
    for place in range(width):
        own = [Fraction(one == place) for one in range(width)]
        yield plane.border(own, -Fraction(region.low[place]))
        yield plane.border([-value for value in own], Fraction(region.high[place]))
    for row in region.rows:
        coefficients = [Fraction(value) for value in row.coefficients]
        if row.low is not None:
            yield plane.border(coefficients, -Fraction(row.low))
        if row.high is not None:
            yield plane.border([-value for value in coefficients], Fraction(row.high))


def lead(settings: Settings, plane: Plane, bid: str, rival: str) -> Border:
    """Where a bid is level with a rival or ahead: 100 x its lead in points is the border's value."""
    return plane.border(settings.space.difference(bid, rival), ZERO)


def parts_of(settings: Settings, plane: Plane, pieces: Sequence[Simplex]) -> tuple[Part, ...]:
    """Part the map into regions, the largest first."""
    like = _alike(settings, plane)
    work = list(pieces)
    found: dict[_Awarded, list[Simplex]] = {}
    while work:
        piece = work.pop()
        awarded = _awarded(settings.space, plane, like, piece)
        held: tuple[Simplex, ...] = (piece,)
        for border in _borders(settings, plane, like, awarded.bids):
            parted = cut(held, border)
            held = parted.inside
            work += [one for one in parted.outside if volume((one,))]
        found.setdefault(awarded, []).extend(one for one in held if volume((one,)))
    parts = [Part(*awarded, tuple(held), volume(held)) for awarded, held in found.items()]
    return tuple(sorted(parts, key=lambda part: (-part.volume, part.bids)))


def _alike(settings: Settings, plane: Plane) -> Mapping[str, str]:
    """The first bid that is level with a bid all over the map, by bid."""
    found: dict[str, str] = {}
    for bid in settings.space.bids:
        level = (one for one in found if _is_level(lead(settings, plane, one, bid)))
        found[bid] = next(level, bid)
    return found


def _is_level(border: Border) -> bool:
    return not border.constant and not any(border.normal)


class _Awarded(NamedTuple):
    bids: tuple[str, ...]
    shared: tuple[str, ...]


def _awarded(space: Space, plane: Plane, like: Mapping[str, str], piece: Simplex) -> _Awarded:
    """The bids awarded at a point inside the piece at which no two unlike bids are level.

    Bids that are level all over the map and compete for the last place are all named.
    """
    points = (_totals(space, plane, point) for point in inner_points(piece))
    totals = next(one for one in points if len(set(one.values())) == len(set(like.values())))
    last = sorted(totals.values(), reverse=True)[min(space.places, len(totals)) - 1]
    bids = tuple(sorted(bid for bid, total in totals.items() if total >= last))
    level = tuple(bid for bid in bids if totals[bid] == last)
    return _Awarded(bids, level if len(bids) > space.places else ())


def _totals(space: Space, plane: Plane, point: Corner) -> dict[str, Fraction]:
    weights = plane.weights(point)
    return {bid: space.total(bid, weights) for bid in space.bids}


def _borders(
    settings: Settings, plane: Plane, like: Mapping[str, str], inside: Sequence[str]
) -> Iterator[Border]:
    """Between each awarded bid and each other one; like bids have the same border."""
    outside = {like[bid] for bid in settings.space.bids if bid not in inside}
    for bid in sorted({like[bid] for bid in inside}):
        for rival in sorted(outside):
            yield lead(settings, plane, bid, rival)
