"""The evaluation as data: decimals, exact fractions, nulls and places."""

import json
import re
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import Source
from bideval.report.evaluation_json import evaluation_data
from bideval.scoring.evaluate import judge
from bideval.scoring.price_json import Json
from bideval.scoring.result_json import decimal_or_null, exact_or_null, place_text, value_text
from tests.scoring.build import Papers, evaluated, inputs_of, lowest_price
from tests.scoring.generated import FORMULA_TERMS, METHOD_TERMS, examples, papers_of

F = Fraction
NUMBERS: list[tuple[str, str | None, str | None, str | None]] = [
    ("nothing", None, None, None),
    ("a whole number", "7", "7", "7/1"),
    ("a decimal", "-1.250", "-1.25", "-5/4"),
    ("a fraction without an end", "2/3", "0.666667", "2/3"),
    ("zero", "0", "0", "0/1"),
]


@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: case[0])
def test_a_number_is_text_and_its_exact_value_a_fraction(
    case: tuple[str, str | None, str | None, str | None],
) -> None:
    _, value, decimal, exact = case
    number = None if value is None else F(value)
    assert (decimal_or_null(number), exact_or_null(number)) == (decimal, exact)


VALUES: list[tuple[str, Fraction | str | tuple[str, ...], str]] = [
    ("a number", F("12.5"), "12.5"),
    ("a word", "gold", "gold"),
    ("a list of words", ("gold", "silver"), "gold, silver"),
]


@pytest.mark.parametrize("case", VALUES, ids=lambda case: case[0])
def test_a_value_or_threshold_of_a_gate(case: tuple[str, Fraction | str | tuple[str, ...], str]) -> None:
    assert value_text(case[1]) == case[2]


def test_places_stand_apart_by_semicolons() -> None:
    sources = (Source("a.csv", "/0/mark"), Source("b.yaml", "/x"))
    assert place_text(sources, lambda one: one._replace(line=3, column=5)) == "a.csv:3:5; b.yaml:3:5"
    assert place_text((), lambda one: one) == ""


def test_the_program_stands_in_the_provenance_alone() -> None:
    data = evaluation_data(evaluated(lowest_price({"ash": 1})), lambda one: one)
    provenance = data.pop("provenance")
    assert isinstance(provenance, dict)
    assert set(provenance) == {"bideval", "python"}
    assert not re.search(r"python|0\.1\.0", json.dumps(data))


def leaves(data: Json, key: str = "") -> Iterator[tuple[str, Json]]:
    """Yield every scalar of the data with its key."""
    if isinstance(data, dict):
        for name, one in data.items():
            yield from leaves(one, name)
    elif isinstance(data, list):
        for one in data:
            yield from leaves(one, key)
    else:
        yield key, data


RULES = [
    *(("weighted-sum", formula) for formula in FORMULA_TERMS),
    *((method, None) for method in METHOD_TERMS),
]


@examples(40, part=10)
@given(papers=st.sampled_from(RULES).flatmap(lambda rule: papers_of(*rule)))
def test_numbers_are_decimals_and_fractions_and_no_floats(papers: Papers) -> None:
    evaluation = judge(inputs_of(papers)).evaluation
    if evaluation is None:
        return
    data = evaluation_data(evaluation, lambda one: one)
    assert json.loads(json.dumps(data)) == data
    for key, value in leaves(data):
        if key.endswith("_exact") and isinstance(value, str):
            assert re.fullmatch(r"-?[0-9]+/[0-9]+", value)
        if key in {"points", "weighted", "weight", "total", "price", "margin"} and isinstance(value, str):
            assert re.fullmatch(r"-?[0-9]+(\.[0-9]{1,})?", value)
    if papers.tender["rounding"] == "none":
        (lot,) = evaluation.lots
        for one in lot.placings:
            assert one.total == one.total_exact
