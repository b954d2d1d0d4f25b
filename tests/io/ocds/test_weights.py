"""Weights in words and in numbers: what is read, and how sure it is."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.io.ocds.release import AwardCriteria
from bideval.io.ocds.weights import Confidence, described_weights, stated_weights, weights_in

TEXTS = [
    # in words                          text                                                    read                                    confidence
    ("as most notices say it",          "Price 40%, Quality 60%",                               {"Price": "40", "Quality": "60"},       "high"),
    ("with colons",                     "Quality: 70 %; Price: 30 %",                           {"Quality": "70", "Price": "30"},       "high"),
    ("in lines",                        "Technical 45%\nSocial value 10%\nPrice 45%",           {"Technical": "45", "Social value": "10", "Price": "45"}, "high"),
    ("joined by and",                   "Price 60 percent and Quality 40 percent",              {"Price": "60", "Quality": "40"},       "high"),
    ("without commas",                  "Quality 70% Price 30%",                                {"Quality": "70", "Price": "30"},       "high"),
    ("decimals",                        "Price 33.5%, Quality 66.5%",                           {"Price": "33.5", "Quality": "66.5"},   "high"),
    ("decimals with a comma",           "Price 33,5%; Quality 66,5%",                           None,                                   "low"),
    ("without percent signs",           "Price - 40, Quality - 60",                             {"Price": "40", "Quality": "60"},       "medium"),
    ("without names",                   "40% / 60%",                                            {"criterion 1": "40", "criterion 2": "60"}, "medium"),
    ("one name twice",                  "Quality 50%, Quality 50%",                             None,                                   "medium"),
    ("two numbers for one",             "Quality 60% (of it 10% social value); Price 40%",      None,                                   "medium"),
    ("not to 100",                      "Price 40%, Quality 50%",                               {"Price": "40", "Quality": "50"},       "low"),
    ("to more than 100",                "Price 60%, Quality 60%",                               {"Price": "60", "Quality": "60"},       "low"),
    ("no number",                       "The most economically advantageous tender",            {},                                     "low"),
    ("nothing",                         "",                                                     {},                                     "low"),
]  # fmt: skip


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case[0])
def test_weights_in_a_text(case: tuple[str, str, dict[str, str] | None, str]) -> None:
    _, text, expected, confidence = case
    found = weights_in(text)
    assert found.confidence.value == confidence
    if expected is not None:
        assert {one.name: one.weight for one in found.weights} == {
            name: Fraction(one) for name, one in expected.items()
        }


def criteria(*listed: dict[str, object]) -> AwardCriteria:
    return AwardCriteria.model_validate({"criteria": list(listed)})


def numbered(number: int, weight: str, **parts: object) -> dict[str, object]:
    return {"name": "Quality", "numbers": [{"number": number, "weight": weight}], **parts}


STATED = [
    # in words                          criteria                                                                        weights     unit
    ("percentages",                     criteria(numbered(40, "percentageExact"), numbered(60, "percentageExact")),     [40, 60],   "percent"),
    ("decimal fractions",               criteria(numbered(1, "decimalExact")),                                          [100],      "percent"),
    ("points",                          criteria(numbered(300, "pointsExact"), numbered(700, "pointsExact")),           [300, 700], "points"),
    ("a threshold beside it",           criteria({"numbers": [{"number": 50, "threshold": "minimumScore"}, {"number": 100, "weight": "percentageExact"}]}), [100], "percent"),
    ("unlike units",                    criteria(numbered(40, "percentageExact"), numbered(6, "pointsExact")),          None,       ""),
    ("the middle of a range",           criteria(numbered(40, "percentageRangeMiddle")),                                None,       ""),
    ("an order of importance",          criteria(numbered(1, "order"), numbered(2, "order")),                           None,       ""),
    ("a criterion without a number",    criteria(numbered(40, "percentageExact"), {"name": "Price"}),                   None,       ""),
    ("two weights for one",             criteria({"numbers": [{"number": 1, "weight": "pointsExact"}, {"number": 2, "weight": "pointsExact"}]}), None, ""),
]  # fmt: skip


@pytest.mark.parametrize("case", STATED, ids=lambda case: case[0])
def test_weights_that_are_numbers(case: tuple[str, AwardCriteria, list[int] | None, str]) -> None:
    _, given_, expected, unit = case
    found = stated_weights(given_)
    assert (None if found is None else [one.weight for one in found.weights]) == expected
    assert found is None or (found.unit, found.confidence) == (unit, Confidence.STATED)


DESCRIBED = [
    # in words                          criteria                                                                        weights     confidence
    ("a percentage as description",     criteria({"name": "Price", "description": "30%"}, {"name": "Quality", "description": "70%"}), [30, 70], "high"),
    ("a percentage in the name",        criteria({"name": "Price 30%"}, {"name": "Quality 70%"}),                       [30, 70],   "high"),
    ("no name",                         criteria({"description": "30%"}, {"description": "70%"}),                       [30, 70],   "medium"),
    ("one of them silent",              criteria({"name": "Price", "description": "30%"}, {"name": "Quality"}),         [30, None], "low"),
]  # fmt: skip


@pytest.mark.parametrize("case", DESCRIBED, ids=lambda case: case[0])
def test_weights_that_stand_in_descriptions(case: tuple[str, AwardCriteria, list[int | None], str]) -> None:
    _, given_, expected, confidence = case
    found = described_weights(given_)
    assert ([one.weight for one in found.weights], found.confidence.value) == (expected, confidence)


@given(st.lists(st.integers(1, 99), min_size=2, max_size=6))
def test_no_reading_is_sure_unless_it_sums(parts: list[int]) -> None:
    text = ", ".join(f"Criterion {chr(65 + place)} {one}%" for place, one in enumerate(parts))
    found = weights_in(text)
    assert found.total == sum(parts)  # nothing is rescaled
    assert (found.confidence is Confidence.HIGH) is (sum(parts) == 100)
