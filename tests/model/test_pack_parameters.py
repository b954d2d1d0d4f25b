"""Parameters, thresholds and mitigations of packs: a finding for every mistake."""

import pytest

from tests.model.pack_files import RATIO, WORDS, changed, put, without
from tests.model.pack_mistakes import Mistake, assert_found

BAD: list[Mistake] = [
    (
        "defaults that name each other",
        put(
            RATIO,
            "parameters",
            value={
                "full": {"unit": "ratio", "default": "other"},
                "other": {"unit": "ratio", "default": "full"},
            },
        ),
        "BE309",
        "/parameters/full/default",
        "not a number",
    ),
    (
        "a default that names a parameter of another unit",
        put(
            RATIO,
            "parameters",
            value={"other": {"unit": "count"}, "full": {"unit": "ratio", "default": "other"}},
        ),
        "BE309",
        "/parameters/full/default",
        "not a number",
    ),
    (
        "mitigations that are a list",
        put(RATIO, "mitigations", value=["reserves"]),
        "BE310",
        "/mitigations",
        "each an id with its words",
    ),
    (
        "a mitigation that is no id",
        put(RATIO, "mitigations", value={"Big Reserves": "x"}),
        "BE310",
        "/mitigations/Big Reserves",
        "is not an id",
    ),
    (
        "a mitigation without words",
        put(RATIO, "mitigations", value={"reserves": " "}),
        "BE310",
        "/mitigations/reserves",
        "what makes the fail good",
    ),
    (
        "mitigations where nothing can fail",
        put(without(RATIO, "threshold"), "mitigations", value={"reserves": "x"}),
        "BE310",
        "/mitigations",
        "nothing can fail here",
    ),
    (
        "a number as parameter",
        put(RATIO, "parameters", "full", value="2"),
        "BE309",
        "/parameters/full",
        "declaration",
    ),
    (
        "parameters in a list",
        put(RATIO, "parameters", value=["full"]),
        "BE309",
        "/parameters",
        "parameters is expected",
    ),
    (
        "a parameter in capitals",
        put(RATIO, "parameters", "Full", value={"unit": "ratio"}),
        "BE309",
        "/parameters/Full",
        "not a name",
    ),
    (
        "a parameter without unit",
        put(RATIO, "parameters", "full", value={"default": "2"}),
        "BE309",
        "/parameters/full/unit",
        "not one of",
    ),
    (
        "a default out of range",
        put(RATIO, "parameters", "full", "default", value="0"),
        "BE309",
        "/parameters/full/default",
        "too low",
    ),
    (
        "two lower ends",
        put(RATIO, "parameters", "full", "min", value="1"),
        "BE309",
        "/parameters/full",
        "min and above",
    ),
    (
        "a range that is empty",
        put(RATIO, "parameters", "full", value={"unit": "ratio", "min": "2", "max": "1"}),
        "BE309",
        "/parameters/full",
        "is empty",
    ),
    (
        "a range of words",
        put(WORDS, "parameters", "wanted", "min", value="1"),
        "BE309",
        "/parameters/wanted/min",
        "does not go with words",
    ),
    (
        "choices of a number",
        put(RATIO, "parameters", "full", "choices", value=["1"]),
        "BE309",
        "/parameters/full/choices",
        "does not go with ratio",
    ),
    (
        "a default of a list",
        put(WORDS, "parameters", "wanted", "default", value="gold"),
        "BE309",
        "/parameters/wanted/default",
        "no default",
    ),
    (
        "a parameter that nothing reads",
        put(RATIO, "parameters", "spare", value={"unit": "money"}),
        "BE309",
        "/parameters/spare",
        "nothing reads",
    ),
    (
        "a threshold that is no parameter",
        put(RATIO, "threshold", value="ful"),
        "BE310",
        "/threshold",
        "not a parameter",
    ),
    (
        "a threshold in another unit",
        changed(
            RATIO,
            lambda one: one.update(
                parameters={**one["parameters"], "cash": {"unit": "money"}}, threshold="cash"
            ),
        ),
        "BE310",
        "/threshold",
        "is in money",
    ),
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_a_mistake_is_a_finding(case: Mistake) -> None:
    _, file, code, pointer, words = case
    assert_found(file, code, pointer, words)
