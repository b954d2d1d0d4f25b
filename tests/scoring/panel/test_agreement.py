from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.model.numbers import fixed_text
from bideval.scoring.panel.agreement import agreement, ordinal_alpha, person_views, variance
from tests.scoring.panel.rows import panel, rows_of

F = Fraction

# Krippendorff (2011), Computing Krippendorff's alpha-reliability, section D: four observers, twelve units.
PUBLISHED = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]
UNITS = [
    [F(one) for one in unit if one != "."] for unit in zip(*(row.split() for row in PUBLISHED), strict=True)
]


def test_the_published_example() -> None:
    alpha = ordinal_alpha(UNITS)
    assert alpha is not None
    assert fixed_text(alpha, 3) == "0.815"  # printed there for ordinal data


def by_pairs(units: Sequence[Sequence[Fraction]]) -> Fraction | None:
    """Alpha from its definition, pair by pair over all marks: no table of coincidences."""
    kept = [unit for unit in units if len(unit) > 1]
    every = [mark for unit in kept for mark in unit]

    def apart(one: Fraction, other: Fraction) -> Fraction:
        low, high = min(one, other), max(one, other)
        between = sum(low <= mark <= high for mark in every)
        return (F(between) - F(every.count(low) + every.count(high), 2)) ** 2

    observed = sum(
        (F(1, len(unit) - 1) * sum((apart(a, b) for a, b in permutations(unit, 2)), F(0)) for unit in kept),
        F(0),
    )
    expected = sum((apart(a, b) for a, b in permutations(every, 2)), F(0))
    return None if not expected else 1 - (len(every) - 1) * observed / expected


@given(st.lists(st.lists(st.integers(0, 4).map(F), max_size=4), max_size=7))
def test_alpha_is_what_its_definition_gives_pair_by_pair(units: list[list[Fraction]]) -> None:
    assert ordinal_alpha(units) == by_pairs(units)


@given(st.lists(st.lists(st.integers(0, 4).map(F), min_size=2, max_size=4), min_size=1, max_size=6))
def test_alpha_is_at_most_one_and_heeds_neither_order_nor_distance(units: list[list[Fraction]]) -> None:
    alpha = ordinal_alpha(units)
    assert alpha is None or alpha <= 1
    assert ordinal_alpha([unit[::-1] for unit in units[::-1]]) == alpha
    assert ordinal_alpha([[mark**3 * 7 - 2 for mark in unit] for unit in units]) == alpha


SETS = [
    # in words                          units                                   alpha
    ("full agreement",                  [[1, 1], [2, 2], [3, 3]],               1),
    ("one mark throughout",             [[2, 2], [2, 2]],                       None),
    ("nobody marks together",           [[1], [2], []],                         None),
    ("none",                            [],                                     None),
    ("two against each other",          [[1, 2], [1, 2]],                       F(-1, 2)),
    ("single marks are left out",       [[1, 1], [2, 2], [5]],                  1),
]  # fmt: skip


@pytest.mark.parametrize("case", SETS, ids=lambda case: case[0])
def test_alpha_of_small_sets(case: tuple[str, list[list[int]], object]) -> None:
    _, units, alpha = case
    assert ordinal_alpha([[F(mark) for mark in unit] for unit in units]) == alpha


def marks(bids: int, questions: int, given_by: dict[str, list[int]]) -> dict[tuple[str, str, str], object]:
    """Marks in the order of bids and then questions, by person."""
    places = [(f"b{bid}", f"q{question}") for bid in range(bids) for question in range(questions)]
    return {
        (bid, question, person): mark
        for person, own in given_by.items()
        for (bid, question), mark in zip(places, own, strict=False)
    }


def test_below_ten_rows_nothing_is_said_of_agreement() -> None:
    nine = rows_of(panel(marks(3, 3, {"ada": [1, 2, 3] * 3, "bo": [1, 2, 3] * 3})))
    assert agreement(nine) == (9, None)
    ten = rows_of(panel(marks(2, 5, {"ada": [1, 2, 3, 4, 5] * 2, "bo": [1, 2, 3, 4, 5] * 2})))
    assert agreement(ten) == (10, F(1))


def test_one_person_above_the_others() -> None:
    found = person_views(rows_of(panel(marks(2, 4, {"ada": [3] * 8, "bo": [2] * 8, "cy": [2] * 8}))))
    assert [(one.person, one.shared, one.leniency) for one in found] == [
        ("ada", 8, F(20)), ("bo", 8, F(-10)), ("cy", 8, F(-10)),
    ]  # fmt: skip


def test_one_mark_throughout_a_bid_is_a_halo_of_nought() -> None:
    flat, told = [3] * 4 + [2] * 4 + [4] * 4, [1, 2, 3, 4] * 3
    found = {
        one.person: one
        for one in person_views(rows_of(panel(marks(3, 4, {"ada": flat, "bo": told, "cy": told}))))
    }
    assert found["ada"].halo == 0
    assert found["bo"].halo == 2  # beside the mean of nought and as much as its own
    assert found["bo"].halo_bids == 3


FEW = [
    # in words                       bids, questions   marks of bo           leniency, halo
    ("seven shared rows",            1, 7,             [1, 2, 3, 4, 5, 1, 2], (None, None)),
    ("eight rows of two bids",       2, 4,             [1, 2, 3, 4] * 2,      (F(-10), None)),
    ("three questions a bid",        3, 3,             [1, 2, 3] * 3,         (F(-20), None)),
    ("nobody else marks",            3, 4,             [],                    (None, None)),
]  # fmt: skip


@pytest.mark.parametrize("case", FEW, ids=lambda case: case[0])
def test_nothing_is_said_from_few_rows(
    case: tuple[str, int, int, list[int], tuple[Fraction | None, Fraction | None]],
) -> None:
    _, bids, questions, of_bo, expected = case
    of_ada = [3] * (bids * questions)
    found = person_views(rows_of(panel(marks(bids, questions, {"ada": of_ada, "bo": of_bo}))))
    bo = next((one for one in found if one.person == "bo"), found[0])
    assert (bo.leniency, bo.halo) == expected


def test_variance_is_that_of_the_whole() -> None:
    assert variance([F(1), F(2), F(3), F(4)]) == F(5, 4)
