"""Units: which go together, and the vocabulary of fields."""

import pytest

from bideval.model.bid import AccountYear
from bideval.model.tender import Declared
from bideval.model.units import ACCOUNTS, FIELDS, Unit, product_unit, ratio_unit, same_unit

MONEY, RATIO, PERCENT, COUNT, YEARS, POINTS, MARK, WORDS = (
    Unit.MONEY,
    Unit.RATIO,
    Unit.PERCENT,
    Unit.COUNT,
    Unit.YEARS,
    Unit.POINTS,
    Unit.MARK,
    Unit.WORDS,
)

PRODUCTS = [
    ("ratios", (RATIO, RATIO), RATIO),
    ("a ratio of money", (RATIO, MONEY), MONEY),
    ("money times a ratio, twice", (MONEY, RATIO, RATIO), MONEY),
    ("money a year times years", (MONEY, YEARS), MONEY),
    ("so many at a price each", (COUNT, MONEY), MONEY),
    ("counts", (COUNT, COUNT), COUNT),
    ("points for each", (COUNT, POINTS), POINTS),
    ("a ratio of percent", (PERCENT, RATIO), PERCENT),
    ("a ratio of a mark", (MARK, RATIO), MARK),
    ("percent of money is off by a hundred", (PERCENT, MONEY), None),
    ("percent of percent", (PERCENT, PERCENT), None),
    ("square money", (MONEY, MONEY), None),
    ("square years", (YEARS, YEARS), None),
    ("points times money", (POINTS, MONEY), None),
    ("years times points", (YEARS, POINTS), None),
    ("a count of percent", (COUNT, PERCENT), None),
    ("words", (WORDS, RATIO), None),
]


@pytest.mark.parametrize("case", PRODUCTS, ids=lambda case: case[0])
def test_product(case: tuple[str, tuple[Unit, ...], Unit | None]) -> None:
    _, units, expected = case
    assert product_unit(units) is expected
    assert product_unit(units[::-1]) is expected


RATIOS = [
    ("like by like", MONEY, MONEY, RATIO),
    ("percent by percent", PERCENT, PERCENT, RATIO),
    ("money by a ratio", MONEY, RATIO, MONEY),
    ("money by years is money a year", MONEY, YEARS, MONEY),
    ("money by a count is money each", MONEY, COUNT, MONEY),
    ("points by a count", POINTS, COUNT, POINTS),
    ("a count by years", COUNT, YEARS, COUNT),
    ("years by money", YEARS, MONEY, None),
    ("money by points", MONEY, POINTS, None),
    ("a ratio by money", RATIO, MONEY, None),
    ("a count by money", COUNT, MONEY, None),
    ("words by words", WORDS, WORDS, None),
]


@pytest.mark.parametrize("case", RATIOS, ids=lambda case: case[0])
def test_ratio(case: tuple[str, Unit, Unit, Unit | None]) -> None:
    _, above, below, expected = case
    assert ratio_unit(above, below) is expected


SAMES = [
    ("like with like", (MONEY, MONEY, MONEY), MONEY),
    ("money and a ratio", (MONEY, RATIO), None),
    ("a ratio and percent", (RATIO, PERCENT), None),
    ("words are never added", (WORDS, WORDS), None),
]


@pytest.mark.parametrize("case", SAMES, ids=lambda case: case[0])
def test_same(case: tuple[str, tuple[Unit, ...], Unit | None]) -> None:
    _, units, expected = case
    assert same_unit(units) is expected


def test_accounts_are_those_a_bid_can_state() -> None:
    """A field that no bid could state would make a pack that no bidder can satisfy."""
    stated = set(AccountYear.model_fields) - {"year_end", "evidence", "months"}
    assert {path.removeprefix(ACCOUNTS) for path in FIELDS if path.startswith(ACCOUNTS)} == stated


def test_only_accounts_are_yearly() -> None:
    assert {path for path, one in FIELDS.items() if one.yearly} == {
        p for p in FIELDS if p.startswith(ACCOUNTS)
    }


@pytest.mark.parametrize("unit", [unit for unit in Unit if unit is not MARK])
def test_a_tender_can_declare_values_in_every_unit_but_marks(unit: Unit) -> None:
    assert Declared.model_validate({"unit": str(unit)}).unit == unit
