"""The award along a ray where totals are so near that rounding decides: followed jump by jump.

Two ways to follow the totals: in integers where they move in whole steps (jumps.py), in
fractions otherwise (stepped.py).  Every award is settled by the published ladder.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from bideval.analysis import jumps
from bideval.analysis.courses import Ray, points_of, scale_of, total_steps
from bideval.analysis.reweighed import Award, Field, Reweighed, award_among, settle_group
from bideval.analysis.stepped import Affine, Steps, value
from bideval.scoring.lot_rules import Section
from bideval.scoring.placing import order_bids
from bideval.scoring.ties import Settled

Cell = tuple[Fraction, Fraction, tuple[Fraction | int, ...]]  # a point or an open stretch, with totals
Ends = tuple[Fraction, Fraction]


def followed(
    lot: Reweighed, ray: Ray, among: Field, rivals: Sequence[str], ends: Ends
) -> Iterator[tuple[Fraction, Fraction, Award]]:
    """Yield points and the open stretches between them, with the award there.

    ``rivals`` are the bids that may be awarded.  Raise TooManyStepsError where a
    rounded figure jumps more often than is followed.
    """
    known: dict[tuple[int, ...], Award] = {}
    unsteady = _reads_sections(lot)
    for low, high, totals in _cells(lot, ray, among, rivals, ends):
        levels = sorted(set(totals), reverse=True)
        pattern = tuple(levels.index(total) for total in totals)
        if unsteady:
            yield low, high, award_among(lot, among, ray.weights((low + high) / 2))
            continue
        if pattern not in known:
            known[pattern] = _award(lot, among, rivals, pattern)
        yield low, high, known[pattern]


def _cells(lot: Reweighed, ray: Ray, among: Field, rivals: Sequence[str], ends: Ends) -> Iterator[Cell]:
    tree, scale = lot.case.rules.tree, scale_of(lot, ray)
    if jumps.goes_in_whole_steps(tree, scale):
        leaves = tuple(lot.case.rules.leaves())
        yield from jumps.cells(leaves, [among.ranked[bid] for bid in rivals], scale, *ends)
    else:
        yield from _stepwise([total_steps(tree, points_of(among, bid), scale, *ends) for bid in rivals])


def _stepwise(found: Sequence[Steps]) -> Iterator[Cell]:
    """The totals at every knot and, in the middle, on every stretch between two."""
    knots = sorted({knot for steps in found for knot in steps.knots})
    index = [0] * len(found)
    for low, high in pairwise([*knots, knots[-1]]):
        here: list[Fraction] = []
        for bid, steps in enumerate(found):
            at = index[bid]
            if at < len(steps.knots) and steps.knots[at] == low:
                here.append(steps.at[at])
                index[bid] = at + 1
            else:
                here.append(value(steps.after[at - 1], low))
        yield low, low, tuple(here)
        if low < high:
            yield from _between([steps.after[index[bid] - 1] for bid, steps in enumerate(found)], low, high)


def _between(lines: Sequence[Affine], low: Fraction, high: Fraction) -> Iterator[Cell]:
    """An open stretch, parted where two totals that still slope meet inside it."""
    meetings = {low, high}
    for one, other in combinations(set(lines), 2):
        if one[1] != other[1]:
            root = (other[0] - one[0]) / (one[1] - other[1])
            meetings.update([root] if low < root < high else [])
    for index, (start, end) in enumerate(pairwise(sorted(meetings))):
        if index:
            yield start, start, tuple(value(line, start) for line in lines)
        yield start, end, tuple(value(line, (start + end) / 2) for line in lines)


def _reads_sections(lot: Reweighed) -> bool:
    """Whether a rung of the tie ladder reads a section, whose points move with the weights inside it."""
    sections = {node.id for node in lot.case.rules.nodes() if isinstance(node, Section)}
    return any(rung.of in sections for rung in lot.case.rules.ties)


def _award(lot: Reweighed, among: Field, rivals: Sequence[str], pattern: Sequence[int]) -> Award:
    """The award where the rivals' totals are in this order, 0 the best."""

    def settled(group: Sequence[str]) -> Settled:
        return settle_group(lot, among, group, among.rounded)

    keys: Mapping[str, tuple[Fraction, ...]] = {
        bid: (Fraction(-level),) for bid, level in zip(rivals, pattern, strict=True)
    }
    order = order_bids(keys, settled, lot.case.rules.places)
    return Award(tuple(sorted(order.winners)), tuple(sorted(order.tied)))
