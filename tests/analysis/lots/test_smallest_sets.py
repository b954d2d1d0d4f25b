"""Smallest conflicting sets and corrections, against every subset tried one by one."""

from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.analysis.lots.smallest_sets import Conflicts, conflicts_of, least_corrections, smallest_meeting

Parts = frozenset[int]
SIZE = 6
some = st.frozensets(st.integers(0, SIZE - 1), min_size=1)


def stands_unless(conflicts: list[Parts]) -> Callable[[Parts], bool]:
    """Return the question whose conflicts these are, and those that hold them."""
    return lambda parts: not any(one <= parts for one in conflicts)


def every(size: int) -> list[Parts]:
    """Return every subset, the smallest first."""
    return [frozenset(one) for count in range(size + 1) for one in combinations(range(size), count)]


def tried(conflicts: list[Parts]) -> list[Parts]:
    """Return the conflicts by trying every subset."""
    stands = stands_unless(conflicts)
    return [one for one in every(SIZE) if not stands(one) and all(stands(one - {part}) for part in one)]


@given(st.lists(some, max_size=5))
def test_every_conflict_is_found_the_smallest_first(conflicts: list[Parts]) -> None:
    found = conflicts_of(SIZE, stands_unless(conflicts), 100)
    assert found.complete
    assert set(found.found) == set(tried(conflicts))
    sizes = [len(one) for one in found.found]
    assert sizes == sorted(sizes)


@given(st.lists(some, min_size=1, max_size=5))
def test_the_least_corrections_are_those_of_trying_all(conflicts: list[Parts]) -> None:
    everything = frozenset(range(SIZE))
    stands = stands_unless(conflicts)
    enough = [one for one in every(SIZE) if stands(everything - one)]
    least = [one for one in enough if len(one) == len(enough[0])]
    assert set(least_corrections(conflicts_of(SIZE, stands, 100))) == set(least)


@given(st.lists(some, min_size=2, max_size=5))
def test_where_only_some_are_asked_for_it_is_said(conflicts: list[Parts]) -> None:
    number = len(tried(conflicts))
    found = conflicts_of(SIZE, stands_unless(conflicts), 1)
    assert found.complete == (number == 1)
    assert len(found.found) == 1


CASES = [
    # in words, sets to meet, sets not to hold, the smallest
    ("nothing to meet", [], [], frozenset()),
    ("one part meets both", [{0, 1}, {1, 2}], [], frozenset({1})),
    ("the first of equals", [{0, 1}], [], frozenset({0})),
    ("a set that is not to be held", [{0, 1}], [{0}], frozenset({1})),
    ("nothing is left", [{0}], [{0}], None),
    ("nothing is the set not to hold", [], [set()], None),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_smallest_meeting(
    case: tuple[str, list[set[int]], list[set[int]], Parts | None],
) -> None:
    _, sets, banned, expected = case
    found = smallest_meeting([frozenset(one) for one in sets], tuple(frozenset(one) for one in banned))
    assert found == expected


def test_a_set_that_never_stands_is_one_empty_conflict() -> None:
    assert conflicts_of(3, lambda _: False, 9) == Conflicts((frozenset(),), complete=True)
