"""Published winner-determination cases: bids for packages of items, the most that they can fetch.

What is fetched is a cost below 0, and every item may stay unsold for nothing.  A case whose
awards are few is tried in full as well.
"""

import pytest

from bideval.analysis.lots.best import NotProved, best_award
from bideval.proof.awards import award_refusal, is_best
from bideval.proof.lots import Lots, Offer
from tests.analysis.lots.oracle import best_by_trying

CASES = [
    # source, packages with their bids, the most that is fetched
    (
        "Nebel and Woelfl, constraint satisfaction problems, lecture 10",
        ({1, 2, 3, 4}, 8, {2, 3, 6}, 6, {1, 4, 5}, 5, {2, 7}, 2, {5, 6}, 2),
        11,
    ),
    (
        "Numberjack tutorial, page 24",
        ({1, 2}, 8, {1, 3}, 6, {2, 4}, 5, {2, 3, 4}, 2, {1}, 2),
        11,
    ),
]


def as_lots(parts: tuple[set[int] | int, ...]) -> Lots:
    packages = [each for each in parts if isinstance(each, set)]
    bids = [each for each in parts if isinstance(each, int)]
    items = sorted(set.union(*packages))
    places = [tuple(items.index(item) for item in sorted(package)) for package in packages]
    offers = tuple(Offer(at, inside, -bid) for at, (inside, bid) in enumerate(zip(places, bids, strict=True)))
    return Lots((0,) * len(items), tuple(range(len(offers))), offers)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_most_that_is_fetched_is_what_was_published(
    case: tuple[str, tuple[set[int] | int, ...], int],
) -> None:
    _, parts, most = case
    lots = as_lots(parts)
    claim = best_award(lots)
    assert not isinstance(claim, NotProved)
    assert is_best(claim)
    assert claim.value == -most
    assert best_by_trying(lots)[0] == -most
    assert award_refusal(claim._replace(least=1 - most)) is not None
