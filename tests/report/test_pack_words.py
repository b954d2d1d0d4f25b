"""A pack in words: points rules and cases."""

from typing import Any

import pytest

from bideval.model.pack import Pack
from bideval.model.pack_text import parse_pack
from bideval.report.pack_words import given_words, outcome_words, points_words
from tests.model.pack_files import MARKED, RATIO, File, put

WORDS: File = {
    **{key: value for key, value in RATIO.items() if key not in {"parameters", "threshold"}},
    "measure": {"field": "bid.declared.standard", "unit": "words"},
    "points": {"lookup": {"gold": "100", "silver": "60.5"}},
    "cases": [
        {"words": "gold", "given": {"standard": "gold"}, "measure": "gold", "points": "100"},
        {"words": "none", "given": {}, "refused": "is missing"},
    ],
}
BANDS: list[dict[str, str]] = [
    {"to": "0.8", "points": "0"},
    {"from": "0.8", "to": "full", "points": "50"},
    {"from": "full", "points": "100"},
]


def pack_of(file: File) -> Pack:
    """Return a pack that must be sound."""
    pack, findings = parse_pack(file, "criteria/x.yaml")
    assert findings == ()
    assert pack is not None
    return pack


POINTS: list[tuple[str, File, list[str]]] = [
    ("a line", RATIO,
     ["a straight line from 0 points at 0 to 100 points at full; beyond them the points of the nearer end"]),
    ("a line that refuses", put(RATIO, "points", "linear", "outside", value="refuse"),
     ["a straight line from 0 points at 0 to 100 points at full; anything beyond them is refused"]),
    ("bands", put(RATIO, "points", value={"bands": {"includes": "from", "rows": BANDS}}),
     ["below 0.8: 0 points", "at or above 0.8 and below full: 50 points", "at or above full: 100 points"]),
    ("words", WORDS, ["gold: 100 points", "silver: 60.5 points"]),
    ("a scale that the tender names", MARKED, ["as on the scale that is published"]),
]  # fmt: skip


@pytest.mark.parametrize("case", POINTS, ids=lambda case: case[0])
def test_points_in_words(case: tuple[str, File, list[str]]) -> None:
    _, file, expected = case
    pack = pack_of(file)
    assert pack.points is not None
    assert list(points_words(pack.points)) == expected


OUTCOMES: list[tuple[str, dict[str, Any], str]] = [
    ("points", {"points": "50"}, "points 50"),
    ("a figure without an end", {"measure": "1/3"}, "measure 1/3 (0.333333)"),
    ("a pass", {"measure": "2", "test": "at-least", "passes": "true"}, "measure 2, passes (at-least)"),
    ("a fail", {"test": "more-than", "passes": "false"}, "fails (more-than)"),
    ("a refusal", {"refused": "is zero"}, "refused: is zero"),
]


@pytest.mark.parametrize("case", OUTCOMES, ids=lambda case: case[0])
def test_outcomes_in_words(case: tuple[str, dict[str, Any], str]) -> None:
    _, outcome, expected = case
    given = {"words": "case", "given": {"turnover": "1", "annual_value": "1"}}
    pack = pack_of(
        put(RATIO, "cases", value=[{**given, **outcome}, {**given, "words": "other", "points": "50"}])
    )
    assert outcome_words(pack.cases[0]) == expected


GIVEN: list[tuple[str, dict[str, object], str]] = [
    ("nothing", {}, "nothing"),
    ("one value", {"turnover": "5"}, "turnover 5"),
    ("years", {"turnover": ["5", "6"], "value": "1"}, "turnover 5 and 6, value 1"),
]


@pytest.mark.parametrize("case", GIVEN, ids=lambda case: case[0])
def test_what_is_given_in_words(case: tuple[str, dict[str, object], str]) -> None:
    _, given, expected = case
    assert given_words(given) == expected
