from fractions import Fraction

import pytest

from bideval.report.gate_text import Tested, with_unit

CASES: list[tuple[str, Tested, str, str]] = [
    # in words, value, unit, as people write it
    ("money", Fraction(3500000), "money", "GBP 3,500,000"),
    ("money with pence", Fraction("1749.5"), "money", "GBP 1,749.50"),
    ("a ratio", Fraction("0.24"), "ratio", "0.24 times"),
    ("a percentage", Fraction(45), "percent", "45 percent"),
    ("a count", Fraction(3), "count", "3"),
    ("one year", Fraction(1), "years", "1 year"),
    ("half a year", Fraction(1, 2), "years", "0.5 years"),
    ("points", Fraction(59), "points", "59 points"),
    ("a mark", Fraction(1), "mark", "mark 1"),
    ("a word", "gold", "words", "gold"),
    ("several words", ("gold", "silver"), "words", "gold, silver"),
    ("a grade", "amber", "grade", "amber"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_value_with_its_unit(case: tuple[str, Tested, str, str]) -> None:
    assert with_unit(case[1], case[2], "GBP") == case[3]
