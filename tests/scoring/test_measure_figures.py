"""What figures rest on: comparisons, backing that counts, values that are missing."""

from copy import copy
from fractions import Fraction

import pytest

from bideval.errors import GuardError
from bideval.model import rules
from bideval.model.measure import FieldNode
from bideval.model.measure_text import parse_measure
from bideval.model.parameters import Value
from bideval.scoring.measures import (
    MissingFieldError,
    accepted_forms,
    accepted_stage,
    compare,
    measure_value,
    worked,
)

F = Fraction


def test_backing_names_what_counts() -> None:
    raw = {"field": "bidder.backing.amount", "accepts": "forms", "stage": "stage"}
    with_: dict[str, Value] = {"forms": ("bond", "escrow"), "stage": "promised"}
    measure, _ = parse_measure(raw, None, {"forms": "words-list", "stage": "words"})
    assert isinstance(measure, FieldNode)
    assert (accepted_forms(measure, with_), accepted_stage(measure, with_)) == (
        ("bond", "escrow"),
        "promised",
    )
    assert worked(measure, with_, lambda _, __: F(5)) == "5 (bond or escrow, promised)"
    with pytest.raises(GuardError, match="forms of backing are not stated"):
        accepted_forms(measure, {})
    with pytest.raises(GuardError, match="stage of the backing is not stated"):
        accepted_stage(measure, {})


COMPARED: list[tuple[str, str, F | str, Value, bool | None]] = [
    ("at the level", "at-least", F(1), F(1), True),
    ("below the level", "at-least", F(1), F(2), False),
    ("at the level where more is asked", "more-than", F(1), F(1), False),
    ("at the limit", "at-most", F(1), F(1), True),
    ("at the limit where less is asked", "less-than", F(1), F(1), False),
    ("the same number", "is", F(1, 2), F("0.5"), True),
    ("the same word", "is", "gold", "gold", True),
    ("another word", "is", "gold", "silver", False),
    ("one of the words", "one-of", "gold", ("silver", "gold"), True),
    ("none of the words", "one-of", "tin", ("silver", "gold"), False),
    ("a word against a number", "is", "gold", F(1), None),
    ("words by size", "at-least", "gold", "silver", None),
    ("one of a single word", "one-of", "gold", "gold", None),
    ("no threshold", "at-least", F(1), None, None),
]


@pytest.mark.parametrize("case", COMPARED, ids=lambda case: case[0])
def test_compare(case: tuple[str, str, F | str, Value, bool | None]) -> None:
    _, test, value, required, passes = case
    if passes is None:
        with pytest.raises(GuardError, match="cannot compare"):
            compare(rules.Test(test), value, required)
    else:
        assert compare(rules.Test(test), value, required) is passes


def test_a_missing_value_survives_the_way_from_another_process() -> None:
    error = copy(MissingFieldError("price.evaluated", "the evaluated price", "a"))  # as pickle makes it again
    assert isinstance(error, MissingFieldError)
    assert (error.path, error.words, error.bid) == ("price.evaluated", "the evaluated price", "a")
    assert str(error) == "the evaluated price is missing"


def test_a_list_where_one_value_is_expected_is_refused() -> None:
    measure, _ = parse_measure({"field": "bid.declared.flows", "unit": "money"})
    assert measure is not None
    with pytest.raises(GuardError, match="one value is expected"):
        measure_value(measure, {}, lambda _, __: (F(1), F(2)))
