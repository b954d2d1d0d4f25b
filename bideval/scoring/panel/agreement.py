r"""How far a panel agrees, and how one person's marks lie to the others': for officers, with care.

Krippendorff's alpha for ordinal marks: 1 is full agreement, 0 what chance would give.
Over all pairs of marks that two people gave to one unit,

    alpha = 1 - (n - 1) * sum_{c<k} o_ck d_ck / sum_{c<k} n_c n_k d_ck
    d_ck  = (n_c / 2 + sum of n_g for c < g < k + n_k / 2) ^ 2

where o_ck counts pairs of marks c and k within units, each unit of m marks by 1/(m - 1),
n_c is how often mark c stands in units of two marks or more, and n their sum.

Leniency is by how many points, on average, a person marks above the others on the same
rows.  Halo is how much a person tells the questions of one bid apart, beside how much
each of the others does on the same questions: the variance of the points within a bid, over
the average of theirs; near 0 is one mark throughout, 1 is as the others.

All of it is exact.  Below the stated numbers of rows nothing is said.  People stand in the
order of their ids: this is no league table, and a high or low figure proves no fault.

Source: K. Krippendorff, Computing Krippendorff's alpha-reliability (2011), section on
ordinal data, whose worked example the tests recompute.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from bideval.scoring.panel.asked import Agreeing

LEAST_UNITS = 10  # rows that two people or more marked, for alpha
LEAST_SHARED = 8  # rows shared with others, for leniency
LEAST_BIDS, LEAST_QUESTIONS = 3, 4  # bids with so many shared questions, for halo


class Agreement(NamedTuple):
    """Alpha over a set of rows; None below ``LEAST_UNITS``, or where every mark is the same."""

    units: int
    alpha: Fraction | None


class PersonView(NamedTuple):
    """One person's marks beside the others'; a figure is None where too few rows carry it."""

    person: str
    shared: int
    leniency: Fraction | None  # points of 100
    halo: Fraction | None
    halo_bids: int


def agreement(rows: Iterable[Agreeing]) -> Agreement:
    """Return alpha over rows of one scale; marks stand for themselves, in their order."""
    units = [[one.mark for one in row.marks] for row in rows]
    pairable = [unit for unit in units if len(unit) > 1]
    alpha = ordinal_alpha(pairable) if len(pairable) >= LEAST_UNITS else None
    return Agreement(len(pairable), alpha)


def ordinal_alpha(units: Sequence[Sequence[Fraction]]) -> Fraction | None:
    """Return alpha of units of marks; None where no two marks differ, or no unit has two."""
    pairable = [unit for unit in units if len(unit) > 1]
    counts = Counter(mark for unit in pairable for mark in unit)
    values = sorted(counts)
    apart = {
        (low, high): Fraction(
            counts[low] + counts[high] + 2 * sum(counts[one] for one in values if low < one < high), 2
        ) ** 2
        for low, high in combinations(values, 2)
    }  # fmt: skip
    expected = sum(counts[low] * counts[high] * far for (low, high), far in apart.items())
    if not expected:
        return None
    observed = sum(
        (_pairs(unit, low, high) * far for unit in pairable for (low, high), far in apart.items()),
        Fraction(0),
    )
    return 1 - (sum(counts.values()) - 1) * observed / expected


def _pairs(unit: Sequence[Fraction], low: Fraction, high: Fraction) -> Fraction:
    """How often ``low`` and ``high`` stand beside one another in a unit, by its weight."""
    return Fraction(unit.count(low) * unit.count(high), len(unit) - 1)


Points = Mapping[str, Mapping[str, Fraction]]  # by question and person, for one bid in one lot


def person_views(rows: Iterable[Agreeing]) -> tuple[PersonView, ...]:
    """Return each person's view, by id."""
    by_bid: dict[tuple[str, str], dict[str, dict[str, Fraction]]] = defaultdict(dict)
    for row in rows:
        points = {
            one.evaluator: row.scale.points_between(one.mark) for one in row.marks if row.scale.has(one.mark)
        }
        by_bid[row.lot, row.bid][row.criterion] = points
    bids = [by_bid[key] for key in sorted(by_bid)]
    people = sorted({person for bid in bids for points in bid.values() for person in points})
    return tuple(_view(person, bids) for person in people)


def _view(person: str, bids: Sequence[Points]) -> PersonView:
    apart = [
        points[person] - _mean([value for other, value in points.items() if other != person])
        for bid in bids
        for points in bid.values()
        if person in points and len(points) > 1
    ]
    leniency = _mean(apart) if len(apart) >= LEAST_SHARED else None
    compared = [found for bid in bids if (found := _spreads_within(person, bid)) is not None]
    own, others = (sum(column, Fraction(0)) for column in zip(*compared, strict=True)) if compared else (0, 0)
    halo = Fraction(own) / others if len(compared) >= LEAST_BIDS and others else None
    return PersonView(person, len(apart), leniency, halo, len(compared))


def _spreads_within(person: str, bid: Points) -> tuple[Fraction, Fraction] | None:
    """How much a person tells the questions of a bid apart, and how much the others do on average.

    Each pair is compared on the questions that both marked; None where there is no pair with enough.
    """
    found = []
    for other in sorted({one for points in bid.values() for one in points} - {person}):
        both = [points for points in bid.values() if person in points and other in points]
        if len(both) >= LEAST_QUESTIONS:
            found.append((variance([one[person] for one in both]), variance([one[other] for one in both])))
    if not found:
        return None
    return _mean([own for own, _ in found]), _mean([theirs for _, theirs in found])


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def variance(values: Sequence[Fraction]) -> Fraction:
    """Return the mean squared distance from the mean; ``values`` has one or more."""
    mean = _mean(values)
    return _mean([(one - mean) ** 2 for one in values])
