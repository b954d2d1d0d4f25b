from fractions import Fraction

import pytest

from bideval.proof.region import Region, Row, all_rows, contains, free_region, is_region

THIRD = Fraction(100, 3)
# Three criteria; the first counts for at least the second; the first two together for 60.
REGION = Region((0, 10, 0), (70, 50, 100), (Row((1, -1, 0), 0, None), Row((1, 1, 0), 60, 60)))

WEIGHTS = [
    # in words                          region                       weights                          inside
    ("all rows kept",                   REGION,                      (40, 20, 40),                    True),
    ("on every border",                 REGION,                      (30, 30, 40),                    True),
    ("fractions",                       free_region(3),              (THIRD, THIRD, THIRD),           True),
    ("one criterion has all",           free_region(3),              (0, 100, 0),                     True),
    ("a fixed weight",                  Region((100,), (100,)),      (100,),                          True),
    ("sums to 99",                      free_region(3),              (40, 20, 39),                    False),
    ("sums to 100 but for very little", free_region(2),              (50, 50 - Fraction(1, 10**20)),  False),
    ("the order is not kept",           REGION,                      (29, 31, 40),                    False),
    ("the group's total is not kept",   REGION,                      (40, 21, 39),                    False),
    ("below a range",                   REGION,                      (55, 5, 40),                     False),
    ("above a range",                   REGION,                      (71, 10, 19),                    False),
    ("a negative weight",               free_region(2),              (-1, 101),                       False),
    ("a weight too few",                REGION,                      (60, 40),                        False),
    ("a float",                         free_region(2),              (50.0, 50),                      False),
    ("a truth",                         Region((0, 0), (100, 100)),  (True, 99),                      False),
    ("a list",                          free_region(2),              [50, 50],                        False),
    ("nothing",                         free_region(2),              None,                            False),
]  # fmt: skip


@pytest.mark.parametrize("case", WEIGHTS, ids=lambda case: case[0])
def test_weights(case: tuple[str, Region, tuple[Fraction, ...], bool]) -> None:
    _, region, weights, inside = case
    assert contains(region, weights) is inside


MALFORMED: list[tuple[str, tuple[object, ...]]] = [
    # in words                          parts of a region
    ("no criteria",                     ((), (), ())),
    ("a range too few",                 ((0, 0), (100,), ())),
    ("a range that crosses",            ((50, 0), (40, 100), ())),
    ("a range below 0",                 ((-1, 0), (100, 100), ())),
    ("a range without an end",          ((0, 0), (None, 100), ())),
    ("a float",                         ((0.0, 0), (100, 100), ())),
    ("ranges as lists",                 ([0, 0], [100, 100], ())),
    ("no ranges",                       (None, None, ())),
    ("rows as a list",                  ((0, 0), (100, 100), [])),
    ("rows that are none",              ((0, 0), (100, 100), None)),
    ("a row that is a tuple",           ((0, 0), (100, 100), (((1, 0), 0, None),))),
    ("a row of one number",             ((0, 0), (100, 100), (Row((1,), 0, None),))),
    ("a row with a float",              ((0, 0), (100, 100), (Row._make(((1, 0.5), 0, None)),))),
    ("a row with a bound of text",      ((0, 0), (100, 100), (Row._make(((1, 0), "0", None)),))),
]  # fmt: skip


@pytest.mark.parametrize("case", MALFORMED, ids=lambda case: case[0])
def test_a_malformed_region_contains_nothing(case: tuple[str, tuple[object, ...]]) -> None:
    region = Region._make(case[1])
    assert not is_region(region)
    assert not contains(region, (50, 50))


def test_the_sum_is_always_a_row() -> None:
    assert all_rows(REGION)[0] == Row((1, 1, 1), 100, 100)
    assert all_rows(REGION)[1:] == REGION.rows
