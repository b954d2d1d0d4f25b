"""Conditions that must all hold: what is met, what is not, and what is not established."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from bideval.model.measure import FieldNode
from bideval.model.measure_text import parse_measure
from bideval.model.parameters import With
from bideval.scoring.measures import MissingFieldError, formula, measure_value, worked

CONTROL: dict[str, object] = {
    "of": {"field": "bid.declared.control", "unit": "words"},
    "test": "is",
    "against": "yes",
    "evidence": {"field": "bid.declared.articles", "unit": "words"},
}
RULE: dict[str, object] = {
    "all-of": [
        CONTROL,
        {
            "of": {"field": "bid.declared.profit", "unit": "words"},
            "test": "one-of",
            "against": ["none", "members"],
        },
        {"of": {"field": "tender.contract.years"}, "test": "at-most", "against": "5"},
    ],
    "met": "qualifies",
    "not_met": "does-not",
    "when_missing": "not-established",
}
SHOWN = {"control": "yes", "articles": "articles 9 to 14", "profit": "members", "years": "5"}
CASES = [
    # in words, what is changed (None takes it out), answer
    ("all is shown, at exactly five years", {}, "qualifies"),
    ("half a year too long", {"years": "11/2"}, "does-not"),
    ("control denied", {"control": "no"}, "does-not"),
    ("profits to others", {"profit": "shareholders"}, "does-not"),
    ("no evidence of control", {"articles": None}, "not-established"),
    ("evidence not stated in words", {"articles": "not-stated"}, "not-established"),
    ("control not stated", {"control": "not-stated"}, "not-established"),
    ("nothing said of profits", {"profit": None}, "not-established"),
    ("one fails and one is not known", {"articles": None, "profit": "shareholders"}, "does-not"),
    ("the one that is not known stands last", {"control": "no", "years": None}, "does-not"),
]


def read(given: Mapping[str, str | None], rule: Mapping[str, object] = RULE) -> tuple[object, str]:
    measure, problems = parse_measure(rule)
    assert measure is not None, problems

    def lookup(node: FieldNode, _: With) -> Fraction | str:
        value = given.get(node.path.rpartition(".")[2])
        if value is None:
            raise MissingFieldError(node.path, node.path)
        return value if node.unit == "words" else Fraction(value)

    return measure_value(measure, {}, lookup), worked(measure, {}, lookup)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_answer_and_its_words(case: tuple[str, dict[str, str | None], str]) -> None:
    _, changed, answer = case
    found, said = read({**SHOWN, **changed})
    assert found == answer
    assert said.endswith(f": {answer}")


def test_the_evidence_stands_in_the_words() -> None:
    assert "control yes (evidence: articles 9 to 14)" in read(SHOWN)[1]


def test_a_rule_that_refuses_names_what_is_missing() -> None:
    with pytest.raises(MissingFieldError, match="articles"):
        read({**SHOWN, "articles": None}, {**RULE, "when_missing": "refuse"})


def test_the_formula_names_every_condition() -> None:
    measure, _ = parse_measure(RULE)
    assert measure is not None
    assert (
        formula(measure)
        == "qualifies if all of (control is yes, with articles stated; profit one-of none or members; "
        "years at-most 5); does-not if one of them is known to fail; else not-established"
    )


WRONG = [
    ("no word where it is met", {"met": None}, "/met"),
    ("one word for both", {"not_met": "qualifies"}, ""),
    ("the word of what is not known", {"met": "not-established"}, ""),
    ("silent on what is missing", {"when_missing": None}, "/when_missing"),
    ("a word compared by size", {"all-of": [{**CONTROL, "test": "at-least"}]}, "/all-of/0/test"),
    ("no condition", {"all-of": []}, "/all-of"),
]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_a_rule_that_is_not_clear_is_refused(case: tuple[str, dict[str, object], str]) -> None:
    _, changed, pointer = case
    rule = {key: one for key, one in {**RULE, **changed}.items() if one is not None}
    measure, problems = parse_measure(rule)
    assert measure is None
    assert pointer in {one.pointer for one in problems}
