"""The linear programmes behind the claims, built from plain data.

The search and the checker both build their programme here, so that a claim is about the
data - the weights considered and the bids' points - and never about a programme that
somebody hands over.

Data.  A *difference* D_j holds, for each criterion, the challenger's points less those
of rival j (0-100 scale); at weights w, in percent, the challenger is D_j.w / 100 points
ahead.  *required* holds the lead asked for over each rival, in points; 0 means level.

Every programme is a minimisation.  Shapes are the caller's to check (``is_race``, ``is_move``).
"""

from fractions import Fraction
from itertools import chain
from operator import mul
from typing import NamedTuple

from bideval.proof.linear import Number, Program, Vector, count, dot, is_vector, whole
from bideval.proof.region import WHOLE, Region, Row, all_rows, is_region

Differences = tuple[Vector, ...]


def is_race(region: object, differences: object) -> bool:
    """Say whether a region and differences are exact and of one width."""
    if not isinstance(region, Region) or not is_region(region) or not isinstance(differences, tuple):
        return False
    return all(is_vector(difference, len(region.low)) for difference in differences)


def is_move(region: object, published: object, differences: object, required: object) -> bool:
    """Say whether these are a race, weights published for it, and a lead required over each rival."""
    if not isinstance(region, Region) or not is_race(region, differences):
        return False
    return is_vector(published, len(region.low)) and is_vector(required, count(differences))


def is_parts(parts: object) -> bool:
    """Say whether a point is counted in so many parts: a whole number above 0."""
    return type(parts) is int and parts > 0


def leads(differences: Differences, weights: Vector) -> list[int]:
    """Return the lead over each rival at the weights, each times some number above 0."""
    parts, _ = whole(weights)
    return [sum(map(mul, whole(difference)[0], parts)) for difference in differences]


def margin_program(region: Region, differences: Differences) -> Program:
    """Greatest lead over the strongest rival: columns are the weights, then the lead t in points.

    min -t   subject to   w in region,   D_j.w / 100 - t >= 0 for every rival j

    Rows: the sum, the region's rows, then one a rival; the multiplier of a rival's row is
    the share of that rival in a mixture that holds the challenger off.
    """
    rows = [*all_rows(region), *(_lead_row(difference, 0) for difference in differences)]
    of_lead = [0] * (1 + len(region.rows)) + [-1] * len(differences)
    return Program(
        cost=(0,) * len(region.low) + (-1,),
        rows=tuple((*row.coefficients, last) for row, last in zip(rows, of_lead, strict=True)),
        row_low=tuple(row.low for row in rows),
        row_high=tuple(row.high for row in rows),
        low=(*region.low, None),
        high=(*region.high, None),
    )


def lead_program(region: Region, differences: Differences, required: Vector) -> Program:
    """Any weights at which the challenger leads as required: columns are the weights, the cost is 0."""
    leads = (_lead_row(*pair) for pair in zip(differences, required, strict=True))
    return _over_weights(region, (0,) * len(region.low), (*all_rows(region), *leads))


def pair_program(region: Region, difference: Vector) -> Program:
    """Least of D.w over the region, in hundredths of a point: columns are the weights."""
    return _over_weights(region, difference, all_rows(region))


def least_points_program(
    region: Region, published: Vector, differences: Differences, required: Vector
) -> Program:
    """Fewest points of weight to move so that the challenger leads by what is required.

    min sum_k up_k   subject to   w = published + up - down in region,   D_j.w / 100 >= required_j

    Columns are up, then down, both 0 or more.  All weights and the published ones sum to
    100, so what goes up comes down: the sum of up is half of sum |w - published|.
    """
    return _moves(_Move(region, published, differences, required), (1,) * len(published))


def least_largest_move_program(
    region: Region, published: Vector, differences: Differences, required: Vector
) -> Program:
    """Smallest largest change of a weight, in points: columns are up, down, then the largest.

    min t   subject to   as for the fewest points,   t >= up_k + down_k for every criterion
    """
    return _largest(_Move(region, published, differences, required), (Fraction(1),) * len(published))


def relative_program(
    region: Region, published: Vector, differences: Differences, required: Vector, *, largest: bool
) -> Program:
    """Smallest change as a share of each published weight: the largest share, or their sum.

    min t, t >= (up_k + down_k) / published_k   or   min sum_k (up_k + down_k) / published_k

    A criterion whose published weight is 0 stays at 0, since any change of it is endlessly
    large beside 0; where its range leaves out 0 there is no such move.  Columns as for the
    other two programmes.
    """
    move = _Move(zeros_held(region, published), published, differences, required)
    shares = tuple(Fraction(1) / weight if weight else Fraction(0) for weight in published)
    return _largest(move, shares) if largest else _moves(move, shares, shares)


def _over_weights(region: Region, cost: Vector, rows: tuple[Row, ...]) -> Program:
    return Program(
        cost=cost,
        rows=tuple(row.coefficients for row in rows),
        row_low=tuple(row.low for row in rows),
        row_high=tuple(row.high for row in rows),
        low=region.low,
        high=region.high,
    )


class _Move(NamedTuple):
    region: Region
    published: Vector
    differences: Differences
    required: Vector


def _moves(move: _Move, up_cost: Vector, down_cost: Vector | None = None) -> Program:
    """Return the programme in up and down; down is free of cost unless told."""
    required = zip(move.differences, move.required, strict=True)
    leads = [_lead_row(difference, lead) for difference, lead in required]
    rows = [_moved(row, move.published) for row in (*all_rows(move.region), *leads)]
    low, high = move.region.low, move.region.high
    ranges = tuple(zip(low, move.published, high, strict=True))
    return Program(
        cost=up_cost + (down_cost or (0,) * len(up_cost)),
        rows=tuple((*row.coefficients, *(-entry for entry in row.coefficients)) for row in rows),
        row_low=tuple(row.low for row in rows),
        row_high=tuple(row.high for row in rows),
        low=tuple(
            chain(
                (max(0, least - at) for least, at, _ in ranges), (max(0, at - most) for _, at, most in ranges)
            )
        ),
        high=tuple(
            chain(
                (max(0, most - at) for _, at, most in ranges), (max(0, at - least) for least, at, _ in ranges)
            )
        ),
    )


def _largest(move: _Move, shares: Vector) -> Program:
    """Return the programme in up, down and the largest share of change."""
    width = len(shares)
    moves = _moves(move, (0,) * width)
    below = tuple(
        (*_unit(place, width, -share), *_unit(place, width, -share), 1) for place, share in enumerate(shares)
    )
    return Program(
        cost=(*moves.cost, 1),
        rows=(*((*row, 0) for row in moves.rows), *below),
        row_low=(*moves.row_low, *(0 for _ in shares)),
        row_high=(*moves.row_high, *(None for _ in shares)),
        low=(*moves.low, 0),
        high=(*moves.high, None),
    )


def _lead_row(difference: Vector, required: Number) -> Row:
    return Row(tuple(Fraction(points) / WHOLE for points in difference), required, None)


def _moved(row: Row, published: Vector) -> Row:
    """Return the row as one of the moves away from the published weights."""
    already = dot(row.coefficients, published)
    low = None if row.low is None else row.low - already
    return Row(row.coefficients, low, None if row.high is None else row.high - already)


def zeros_held(region: Region, published: Vector) -> Region:
    """Return the region in which what is published as 0 stays 0; malformed where its range leaves out 0."""
    highs = zip(region.high, published, strict=True)
    return region._replace(high=tuple(most if weight else 0 for most, weight in highs))


def _unit(place: int, width: int, value: Number) -> Vector:
    return tuple(value if column == place else 0 for column in range(width))
