"""Weighted sums, exact and fast: whole numbers inside, ``Fraction`` at the edges.

A total is the sum of weight x points / 100 over the criteria, in units of the
whole.  All weights are brought to one denominator and all points to another, once;
the sums are then of products of whole numbers, and one ``Fraction`` a bid is made
at the end.  Criteria are matched by id, never by position.

``totals_from_text`` and ``ranking_from_text`` do the same from text, by the number
grammar of bideval.model.numbers.

Nothing is rounded here, no rounding or tie rule of a tender is read, and tied bids
stay tied.

>>> totals_from_text({"price": "60", "plan": "40"}, {"a": {"price": "100", "plan": "62.5"}})
{'a': Fraction(85, 1)}
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from operator import itemgetter, mul
from typing import TypeVar

from bideval.errors import BidevalError
from bideval.model.numbers import NumberError, lossless_text, parse_number
from bideval.scoring.plain_sums import WHOLE, Sums, plain_sums

_SHOWN_PROBLEMS = 5
_Sum = TypeVar("_Sum", bytes, Fraction)


class TableError(BidevalError, ValueError):
    """Raised when weights and points do not make a table that can be summed.

    ``problems`` holds every problem in plain words.
    """

    def __init__(self, *problems: str) -> None:
        """Keep the problems."""
        self.problems = problems
        super().__init__(*problems)

    def __str__(self) -> str:
        more = len(self.problems) - _SHOWN_PROBLEMS
        last = (f"and {more} more problems",) if more > 0 else ()
        return "; ".join((*self.problems[:_SHOWN_PROBLEMS], *last))


@dataclass(frozen=True, slots=True)
class WeightedTable:
    """The points of bids as whole numbers over one denominator, to be weighted many times.

    ``rows`` holds a row a bid in the order of ``bids``, a number a criterion in the
    order of ``criteria``; both orders are by id.
    """

    bids: tuple[str, ...]
    criteria: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    denominator: int

    def totals(self, weights: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """Return the exact total of each bid, in order of id; raise TableError on other criteria."""
        if weights.keys() != set(self.criteria):
            raise TableError(*_differences("the weights", weights, self.criteria))
        shares, denominator = _scaled([weights[criterion] for criterion in self.criteria])
        below = denominator * self.denominator * WHOLE
        return {
            bid: Fraction(sum(map(mul, shares, row)), below)
            for bid, row in zip(self.bids, self.rows, strict=True)
        }


def weighted_table(points: Mapping[str, Mapping[str, Fraction]]) -> WeightedTable:
    """Return the table of ``points``, by bid and criterion; raise TableError if criteria differ."""
    bids = tuple(sorted(points))
    criteria = tuple(sorted(points[bids[0]])) if bids else ()
    same = set(criteria)
    problems = [
        problem
        for bid in bids
        if points[bid].keys() != same
        for problem in _differences(f"bid {bid}", points[bid], criteria)
    ]
    if problems:
        raise TableError(*problems)
    flat, denominator = _scaled([points[bid][criterion] for bid in bids for criterion in criteria])
    width = len(criteria)
    rows = tuple(tuple(flat[place * width : (place + 1) * width]) for place in range(len(bids)))
    return WeightedTable(bids, criteria, rows, denominator)


def weighted_totals(
    weights: Mapping[str, Fraction], points: Mapping[str, Mapping[str, Fraction]]
) -> dict[str, Fraction]:
    """Return the exact total of each bid, in order of id.

    ``weights`` are percentages by criterion, ``points`` are by bid and criterion.
    Raise TableError when a bid has other criteria than the weights.
    """
    problems = [
        problem
        for bid in sorted(points)
        if points[bid].keys() != weights.keys()
        for problem in _differences(f"bid {bid}", points[bid], weights)
    ]
    if problems:
        raise TableError(*problems)
    return weighted_table(points).totals(weights) if points else {}


def totals_from_text(
    weights: Mapping[str, str], points: Mapping[str, Mapping[str, str]]
) -> dict[str, Fraction]:
    """Return the exact total of each bid, in order of id, from decimal text.

    ``weights`` are percentages of 0 or more that sum to 100, by criterion; ``points``
    are 0 to 100, by bid and criterion.  Raise TableError, with every problem, when
    anything is not a number of the grammar or out of its range, when the weights do
    not sum to 100, when a bid has other criteria, or when there is no bid.
    """
    plain = _plain(weights, points)
    if plain is None:
        return weighted_totals(*_read_with_care(weights, points))
    below = plain.unit * WHOLE
    return {
        bid: Fraction(int(digits), below) for bid, digits in sorted(zip(points, plain.digits, strict=True))
    }


def ranking_from_text(weights: Mapping[str, str], points: Mapping[str, Mapping[str, str]]) -> dict[str, int]:
    """Return the rank of each bid, in order of id: 1 is best, tied bids share a rank (1, 1, 3).

    Takes and refuses what totals_from_text does.
    """
    plain = _plain(weights, points)
    if plain is None:
        totals = weighted_totals(*_read_with_care(weights, points))
        return _ranks(totals, totals.values())
    return _ranks(points, plain.digits)


def _ranks(bids: Iterable[str], sums: Collection[_Sum]) -> dict[str, int]:
    """Return the rank of each bid by its sum, in order of id."""
    # From the least up, so that the best of equal ranks is the one that stays.
    ranks = dict(zip(sorted(sums), range(len(sums), 0, -1), strict=True))
    return {bid: ranks[one] for bid, one in sorted(zip(bids, sums, strict=True))}


def _plain(weights: Mapping[str, str], points: Mapping[str, Mapping[str, str]]) -> Sums | None:
    """Return the sums of a plain table, or None where care is needed: nothing is refused here."""
    rows = points.values()
    # Only a plain dict says what it holds: one that makes up keys would hide a difference.
    if len(weights) < 2 or set(map(type, rows)) != {dict} or set(map(len, rows)) != {len(weights)}:
        return None
    try:
        columns = zip(*map(itemgetter(*weights), rows), strict=True)
    except KeyError:  # a bid without one of the criteria
        return None
    return plain_sums(weights.values(), columns, len(rows))


def _read_with_care(
    weights: Mapping[str, str], points: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, Fraction], dict[str, dict[str, Fraction]]]:
    """Read everything by the grammar; raise TableError with every problem."""
    problems: list[str] = []
    criteria = sorted(weights)
    shares = {one: _value(weights[one], f"the weight of {one}", problems) for one in criteria}
    total = sum(shares.values(), Fraction(0))
    if not problems and total != WHOLE:
        problems.append(f"the weights sum to {lossless_text(total)}, not {WHOLE}")
    if not points:
        problems.append("there is no bid")
    read: dict[str, dict[str, Fraction]] = {}
    for bid in sorted(points):
        row = dict(points[bid])
        problems += _differences(f"bid {bid}", row, criteria)
        common = [one for one in criteria if one in row]
        read[bid] = {one: _value(row[one], f"the points of bid {bid} for {one}", problems) for one in common}
    if problems:
        raise TableError(*problems)
    return shares, read


def _value(text: object, what: str, problems: list[str]) -> Fraction:
    """Return the value of ``text``, 0 to 100; note what is wrong with it and return 0."""
    if not isinstance(text, str):
        problems.append(f"{what}: {text!r} is not text")
        return Fraction(0)
    try:
        value = parse_number(text)
    except NumberError as error:
        problems.append(f"{what}: {error}")
        return Fraction(0)
    if not 0 <= value <= WHOLE:
        problems.append(f"{what}: {text} is not between 0 and {WHOLE}")
    return value


def _differences(whose: str, given: Iterable[str], criteria: Iterable[str]) -> list[str]:
    """Say which criteria are missing from ``given`` and which it has beyond them."""
    missing, beyond = sorted(set(criteria) - set(given)), sorted(set(given) - set(criteria))
    return [
        *([f"{whose}: nothing stands for {', '.join(missing)}"] if missing else []),
        *([f"{whose}: there is no criterion {', '.join(beyond)}"] if beyond else []),
    ]


def _scaled(values: list[Fraction]) -> tuple[list[int], int]:
    """Return ``values`` as whole numbers over their least common denominator, and that."""
    denominator = lcm(*(value.denominator for value in values))
    return [value.numerator * (denominator // value.denominator) for value in values], denominator
