"""Criteria and gates of every lot, changed where they are published.

A tender without lots has its own lists.  With lots, a lot whose lists come out otherwise
is given them for its own, so that a list that several lots inherit is changed for each.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bideval.model.criterion import Criterion, Gate
from bideval.model.tender import Tender
from bideval.scoring.published import Published, published_lots


class Lists(NamedTuple):
    """What is scored and tested in one lot."""

    criteria: tuple[Criterion, ...]
    gates: tuple[Gate, ...]


def per_lot(tender: Tender, change: Callable[[Published, Lists], Lists]) -> Tender:
    """Return the tender with ``change`` made to the lists of every lot."""
    found = [(one, Lists(one.criteria.criteria, one.gates)) for one in published_lots(tender)]
    changed = [change(published, lists) for published, lists in found]
    if not tender.lots:
        return tender.model_copy(update=_differences(found[0][1], changed[0]))
    lots = tuple(
        lot.model_copy(update=_differences(before, after))
        for lot, (_, before), after in zip(tender.lots, found, changed, strict=True)
    )
    return tender if lots == tender.lots else tender.model_copy(update={"lots": lots})


def _differences(before: Lists, after: Lists) -> dict[str, object]:
    pairs = zip(Lists._fields, before, after, strict=True)
    return {name: new for name, old, new in pairs if new != old}


def every_criterion(criteria: tuple[Criterion, ...]) -> Iterator[Criterion]:
    """Every section and leaf, parents first."""
    for one in criteria:
        yield one
        yield from every_criterion(one.criteria)


def leaves(criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """Every criterion that scores, in published order."""
    return tuple(one for one in every_criterion(criteria) if not one.criteria)


def each_criterion(
    criteria: tuple[Criterion, ...], change: Callable[[Criterion], Criterion]
) -> tuple[Criterion, ...]:
    """Return the tree with ``change`` made to every section and leaf."""
    return tuple(
        change(one.model_copy(update={"criteria": each_criterion(one.criteria, change)}))
        if one.criteria
        else change(one)
        for one in criteria
    )
