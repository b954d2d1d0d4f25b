"""A pack in words: points rules, cases, and what regimes say of it."""

from typing import Any

import pytest

from bideval.model.pack import Pack
from bideval.model.pack_text import parse_pack
from bideval.report.pack_words import NOBODY_SAYS, given_words, outcome_words, points_words, regime_words
from tests.model.pack_files import MARKED, RATIO, REGIME, SCALE, File, put

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


def saying(**raw: object) -> Pack:
    """Return a regime whose file has further entries."""
    regime = pack_of(REGIME)
    changed = {**regime.raw, **raw}
    return regime._replace(raw=changed)


SAYS: list[tuple[str, dict[str, object], str | None]] = [
    ("nothing", {}, None),
    ("of another pack", {"about": [{"use": "finance/covers", "cite": "section 1"}]}, None),
    (
        "of the pack by its id",
        {"about": [{"use": "finance/cover", "says": "questioned", "cite": "section 1"}]},
        "questioned; section 1",
    ),
    ("of the pack by its edition", {"about": [{"use": "finance/cover@1", "cite": "section 2"}]}, "section 2"),
    (
        "of several packs",
        {"about": {"first": {"packs": ["local/x", "finance/cover"], "cite": "section 3"}}},
        "section 3",
    ),
]


@pytest.mark.parametrize("case", SAYS, ids=lambda case: case[0])
def test_what_a_regime_says_of_a_pack(case: tuple[str, dict[str, object], str | None]) -> None:
    _, raw, expected = case
    regime = saying(**raw)
    (line,) = regime_words(pack_of(RATIO), (pack_of(SCALE), regime))
    if expected is None:
        assert line.startswith(NOBODY_SAYS)
    else:
        assert line == f"{regime.reference}: {expected}"


def test_a_gate_learns_where_its_consequence_comes_from() -> None:
    (gate,) = regime_words(pack_of(RATIO), ())
    (marked,) = regime_words(pack_of(MARKED), ())
    assert marked == NOBODY_SAYS
    assert (
        gate
        == f"{NOBODY_SAYS}; what a fail of a gate leads to, a regime says by the basis that the gate states"
    )
