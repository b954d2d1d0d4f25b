"""Kept results: one of the first and one of the last by place, and only for what is read the same."""

from fractions import Fraction

import pytest

from bideval.scoring.workings import FRESH, Workings

PLACE = ("points", "price")


class Counted:
    """Work that counts how often it is done."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        """Say how often it was done by now."""
        self.times += 1
        return self.times


CASES = [
    # in words                          what is read, in turn                    how often it is worked out
    ("the same again",                  [(1,), (1,)],                                       1),
    ("equal, though another object",    [(Fraction(1, 2),), (Fraction(2, 4),)],             1),
    ("something else",                  [(1,), (2,)],                                       2),
    ("the first is kept throughout",    [(1,), (2,), (3,), (1,)],                           3),
    ("so is the last",                  [(1,), (2,), (3,), (3,)],                           3),
    ("one between is not",              [(1,), (2,), (3,), (2,)],                           4),
    ("more is read than before",        [(1,), (1, None)],                                  2),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_read_the_same_is_worked_out_once(case: tuple[str, list[tuple[object, ...]], int]) -> None:
    _, reads, times = case
    workings, work = Workings(), Counted()
    for one in reads:
        workings.of(PLACE, one, work)
    assert work.times == times


def test_every_place_has_its_own() -> None:
    workings = Workings()
    assert workings.of(("a",), (1,), lambda: "a") == "a"
    assert workings.of(("b",), (1,), lambda: "b") == "b"


def test_what_is_raised_is_raised_again() -> None:
    workings = Workings()

    def fails() -> int:
        raise ValueError("again")

    for _ in range(2):
        with pytest.raises(ValueError, match="again"):
            workings.of(PLACE, (1,), fails)


def test_fresh_workings_keep_nothing() -> None:
    work = Counted()
    assert [FRESH.of(PLACE, (1,), work) for _ in range(2)] == [1, 2]
    assert FRESH.of_each(PLACE, ["x", "x"], lambda _: work()) == [3, 4]


def test_things_are_known_by_being_the_very_same() -> None:
    workings, seen = Workings(), []
    first, second, twin = [1], [2], [1]

    def note(one: list[int]) -> int:
        seen.append(one)
        return one[0]

    assert workings.of_each(PLACE, [first, second], note) == [1, 2]
    assert workings.of_each(PLACE, [second, twin], note) == [2, 1]
    assert workings.of_each(PLACE, [first, twin], note) == [1, 1]
    assert [id(one) for one in seen] == [id(one) for one in (first, second, twin)]
