"""The settings of weights as a space without flat sides: what is fixed, what is free, a point inside.

Weights whose range is a point, and rows that every setting meets exactly, are found by exact
programmes (the least and the most of each) and written down as equations.  What is left has
as many dimensions as free weights.  The optima found on the way have a mean that lies
strictly inside everything that is not an equation.
"""

from collections.abc import Iterator
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from bideval.analysis.exact.chain import NotEstablished, Solved, minimise
from bideval.analysis.map_regions import Plane, lead, plane_of
from bideval.analysis.settings import Settings
from bideval.proof.linear import Number, Vector, dot
from bideval.proof.programs import pair_program
from bideval.proof.region import WHOLE, Region, Row

ZERO = Fraction(0)
Item = TypeVar("Item")


class Group(NamedTuple):
    """Bids that are level all over the settings."""

    bids: tuple[str, ...]

    @property
    def first(self) -> str:
        """The bid that stands for the group."""
        return self.bids[0]


class Space(NamedTuple):
    """Settings with their free weights, a point strictly inside, and the bids by groups."""

    settings: Settings
    region: Region  # with its hidden equations written out
    plane: Plane
    inside: tuple[Fraction, ...]
    widths: tuple[Fraction, ...]  # how far each weight can move
    groups: tuple[Group, ...]
    simple: bool  # nothing but a least for each weight
    order: tuple[int, ...]  # the places of the weights as they are published; here they stand by id

    @property
    def dimensions(self) -> int:
        """How many weights are free."""
        return len(self.plane.free)


def share_space(settings: Settings) -> Space | NotEstablished:
    """Return the settings made ready, or why their extent is not established."""
    settings, order = _by_id(settings)
    region, count = settings.region, len(settings.region.low)
    optima: list[Vector] = []
    ends: list[tuple[Fraction, Fraction]] = []
    for row in _sides(region):
        found = _ends(region, row)
        if isinstance(found, NotEstablished):
            return found
        ends.append((found[0], found[1]))
        optima += found[2]
    weights, rows = ends[:count], ends[count:]
    tight = tuple(
        row._replace(low=low, high=high) if low == high else row
        for row, (low, high) in zip(region.rows, rows, strict=True)
    )
    bounds = [(low, high) if low == high else None for low, high in weights]
    fixed = region._replace(
        low=tuple(one[0] if one else old for one, old in zip(bounds, region.low, strict=True)),
        high=tuple(one[1] if one else old for one, old in zip(bounds, region.high, strict=True)),
        rows=tight,
    )
    inside = tuple(sum(map(Fraction, column), ZERO) / len(optima) for column in zip(*optima, strict=True))
    widths = tuple(high - low for low, high in weights)
    plane = plane_of(fixed, ())
    groups = _groups(settings, plane)
    return Space(settings, fixed, plane, inside, widths, groups, _is_simple(region), order)


def _by_id(settings: Settings) -> tuple[Settings, tuple[int, ...]]:
    """The settings with their weights by id, so that draws do not hang on the published order."""
    space, region = settings.space, settings.region
    places = sorted(range(len(space.columns)), key=lambda place: space.columns[place].id)

    def picked(values: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(values[place] for place in places)

    points = {bid: picked(own) for bid, own in space.points.items()}
    rows = tuple(row._replace(coefficients=picked(row.coefficients)) for row in region.rows)
    sorted_space = space._replace(
        columns=picked(space.columns), weights=picked(space.weights), points=MappingProxyType(points)
    )
    moved = settings._replace(
        space=sorted_space,
        region=Region(picked(region.low), picked(region.high), rows),
        leaves=picked(settings.leaves),
    )
    return moved, tuple(places.index(place) for place in range(len(places)))


def _sides(region: Region) -> Iterator[Vector]:
    width = len(region.low)
    yield from (tuple(int(one == place) for one in range(width)) for place in range(width))
    yield from (row.coefficients for row in region.rows)


def _ends(region: Region, row: Vector) -> tuple[Fraction, Fraction, list[Vector]] | NotEstablished:
    """The least and the most of a row over the region, and where they are reached."""
    found: list[tuple[Number, Vector]] = []
    for sign in (1, -1):
        outcome = minimise(pair_program(region, tuple(sign * value for value in row)))
        if not isinstance(outcome, Solved):
            reason = outcome.reason if isinstance(outcome, NotEstablished) else "no weights lie in the region"
            return NotEstablished(reason)
        found.append((dot(row, outcome.x), outcome.x))
    (low, at_low), (high, at_high) = found
    return Fraction(low), Fraction(high), [at_low, at_high]


def _is_simple(region: Region) -> bool:
    """Whether nothing but the least weights and the sum binds: every upper end is out of reach."""
    spare = WHOLE - sum(map(Fraction, region.low), ZERO)
    tops = (low + spare <= high for low, high in zip(region.low, region.high, strict=True))
    return not region.rows and all(tops) and spare > 0


def _groups(settings: Settings, plane: Plane) -> tuple[Group, ...]:
    found: list[list[str]] = []
    for bid in settings.space.bids:
        level = (one for one in found if _level(settings, plane, one[0], bid))
        own = next(level, None)
        if own is None:
            found.append([bid])
        else:
            own.append(bid)
    return tuple(Group(tuple(one)) for one in found)


def _level(settings: Settings, plane: Plane, one: str, other: str) -> bool:
    border = lead(settings, plane, one, other)
    return not border.constant and not any(border.normal)


def sides_of(space: Space) -> tuple[Row, ...]:
    """Every bound and row of the settings that is not an equation, as rows."""
    region, width = space.region, len(space.region.low)
    bounds = (
        Row(tuple(Fraction(one == place) for one in range(width)), low, high)
        for place, (low, high) in enumerate(zip(region.low, region.high, strict=True))
    )
    return tuple(row for row in (*bounds, *region.rows) if row.low is None or row.low != row.high)
