"""What the tables of cases share: how a row is put to a formula.

A row gives text, as a tender's files do.  A valid row is (words, with, prices, price,
points); an invalid one is (words, with, prices, part of the reason).  ``points_places``
and ``points_mode``, which a tender states as its rounding, stand among the parameters
of the rows of the irrational formulas.
"""

from collections.abc import Mapping
from fractions import Fraction

from bideval.model.parameters import Value, read_with
from bideval.scoring.formulas.entry import PriceField, PriceFormula

Given = Mapping[str, object]
Valid = tuple[str, Given, str, str, str]
Invalid = tuple[str, Given, str, str]
Worked = tuple[str, Given, str, str, str]

ROUNDING = {"points_places", "points_mode"}
TWO_PLACES: Given = {"points_places": "2", "points_mode": "half-up"}


def field_of(prices: str) -> PriceField:
    """Return the field of the prices written with spaces between."""
    return PriceField(tuple(Fraction(price) for price in prices.split()))


def typed(formula: PriceFormula, given: Given) -> dict[str, Value]:
    """Type the text of a row as a tender's is typed; every parameter must be in order."""
    declared = {name: value for name, value in given.items() if name not in ROUNDING}
    values, problems = read_with(formula.parameters, declared)
    assert problems == ()
    if "points_places" in given:
        values["points_places"] = Fraction(str(given["points_places"]))
        values["points_mode"] = str(given["points_mode"])
    return values


def assert_points(formula: PriceFormula, case: Valid) -> None:
    """Check the points of a valid row, exactly."""
    _, given, prices, price, expected = case
    field, with_ = field_of(prices), typed(formula, given)
    assert formula.guard(field, with_) is None
    assert formula.points(Fraction(price), field, with_) == Fraction(expected)


def assert_refused(formula: PriceFormula, case: Invalid) -> None:
    """Check that a row's parameters have a problem, or its field a guard's reason, in these words."""
    _, given, prices, expected = case
    declared = {name: value for name, value in given.items() if name not in ROUNDING}
    _, problems = read_with(formula.parameters, declared)
    if problems:
        assert expected in " ".join(f"{problem.message}. {problem.remedy}" for problem in problems)
        return
    reason = formula.guard(field_of(prices), typed(formula, given))
    assert reason is not None
    assert expected in reason


def assert_worked(formula: PriceFormula, case: Worked) -> None:
    """Check the rule with the numbers put in."""
    _, given, prices, price, expected = case
    assert formula.worked(Fraction(price), field_of(prices), typed(formula, given)) == expected
