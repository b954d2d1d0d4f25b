"""Worked cases of packs: a finding for every mistake."""

import pytest

from tests.model.pack_files import RATIO, SCALE, put, without
from tests.model.pack_mistakes import Mistake, assert_found


def passes(value: object) -> object:
    """Return a pack whose first worked case says that its test passes, as ``value``."""
    return put(RATIO, "cases", 0, value={"words": "x", "given": {}, "test": "is", "passes": value})


BAD: list[Mistake] = [
    (
        "a gate without threshold",
        put(
            without(RATIO, "threshold"),
            "cases",
            0,
            value={"words": "x", "given": {}, "test": "is", "passes": "true"},
        ),
        "BE311",
        "/cases/0/passes",
        "does not come out",
    ),
    (
        "a grade where bands have none",
        put(RATIO, "cases", 0, "grade", value="green"),
        "BE311",
        "/cases/0/grade",
        "does not come out",
    ),
    (
        "a grade that is none",
        put(RATIO, "cases", 0, "grade", value="gold"),
        "BE311",
        "/cases/0/grade",
        "is not one of",
    ),
    ("a case that is a word", put(RATIO, "cases", 0, value="half"), "BE311", "/cases/0", "a worked case"),
    (
        "a list as figure",
        put(RATIO, "cases", 0, "measure", value=["1"]),
        "BE311",
        "/cases/0/measure",
        "the figure",
    ),
    ("one case", put(RATIO, "cases", value=RATIO["cases"][:1]), "BE311", "/cases", "at least 2"),
    (
        "a case without words",
        put(RATIO, "cases", 0, "words", value=None),
        "BE311",
        "/cases/0/words",
        "what the case shows",
    ),
    (
        "two cases of one name",
        put(RATIO, "cases", 1, "words", value="half"),
        "BE311",
        "/cases/1/words",
        "two cases",
    ),
    (
        "a case that gives nothing known",
        put(RATIO, "cases", 0, "given", "profit", value="1"),
        "BE311",
        "/cases/0/given/profit",
        "not a key",
    ),
    (
        "a case without outcome",
        put(RATIO, "cases", 0, value={"words": "x", "given": {}}),
        "BE311",
        "/cases/0",
        "what comes out",
    ),
    (
        "a case with a test alone",
        put(RATIO, "cases", 0, "test", value="is"),
        "BE311",
        "/cases/0",
        "go together",
    ),
    ("a list where true or false stands", passes([]), "BE311", "/cases/0/passes", "true or false"),
    ("a map where true or false stands", passes({}), "BE311", "/cases/0/passes", "true or false"),
    ("a word where true or false stands", passes("maybe"), "BE311", "/cases/0/passes", "true or false"),
    (
        "an outcome that cannot be",
        put(SCALE, "cases", 0, "measure", value="1"),
        "BE311",
        "/cases/0/measure",
        "does not come out",
    ),
    (
        "an outcome that is no number",
        put(RATIO, "cases", 0, "points", value="half"),
        "BE311",
        "/cases/0/points",
        "not a number",
    ),
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_a_mistake_is_a_finding(case: Mistake) -> None:
    _, file, code, pointer, words = case
    assert_found(file, code, pointer, words)
