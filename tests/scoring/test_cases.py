"""Worked cases run: a case that is right says nothing, one that is wrong says how."""

import pytest

from bideval.model.pack_text import parse_pack
from bideval.model.scale import Scale, parse_scale
from bideval.scoring.cases import case_fault
from tests.model.pack_files import MARKED, RATIO, REGIME, SCALE, WORDS, File, put

RIGHT = [("a measure", RATIO), ("a mark", MARKED), ("a scale", SCALE), ("a regime", REGIME), ("words", WORDS)]
WRONG = [
    (
        "points that are off",
        put(RATIO, "cases", 0, "points", value="51"),
        0,
        "points comes out as 50, not 51",
    ),
    (
        "a figure that is off",
        put(RATIO, "cases", 0, "measure", value="2"),
        0,
        "measure comes out as 1, not 2",
    ),
    (
        "a refusal that does not come",
        put(RATIO, "cases", 1, "given", "annual_value", value="2"),
        1,
        "not refused",
    ),
    (
        "a refusal for another reason",
        put(RATIO, "cases", 1, "refused", value="negative"),
        1,
        "for another reason",
    ),
    (
        "a figure that is refused",
        put(RATIO, "cases", 0, "given", "annual_value", value="0"),
        0,
        "is refused: ",
    ),
    (
        "a value that is no number",
        put(RATIO, "cases", 0, "given", "turnover", value="much"),
        0,
        "turnover: 'much'",
    ),
    ("a value that is missing", put(RATIO, "cases", 0, "given", value={"turnover": "1"}), 0, "is missing"),
    ("a parameter out of range", put(RATIO, "cases", 0, "with", value={"full": "0"}), 0, "too low"),
    (
        "a mark off the scale",
        put(MARKED, "cases", 0, "given", "mark", value="4.5"),
        0,
        "not a mark of the scale",
    ),
    (
        "a scale that is nowhere",
        put(MARKED, "cases", 0, "with", "scale", value="scales/x@1"),
        0,
        "scales/x@1 is not a scale",
    ),
    ("a mean that is off", put(SCALE, "cases", 1, "points", value="70"), 1, "points comes out as 75, not 70"),
    (
        "another consequence",
        put(REGIME, "cases", 0, "consequence", value="flag"),
        0,
        "comes out as may-disregard",
    ),
    ("a basis that is unknown", put(REGIME, "cases", 0, "given", "basis", value="x"), 0, "has no basis x"),
    (
        "a word that passes",
        put(WORDS, "cases", 0, "passes", value="false"),
        0,
        "passes comes out as True, not False",
    ),
    (
        "a word that is not a choice",
        put(WORDS, "cases", 0, "with", "wanted", value=["lead"]),
        0,
        "is not a choice",
    ),
]


def fault_of(file: File, index: int) -> str | None:
    """Return how a case of a sound pack does not come out."""
    pack, findings = parse_pack(file, "x")
    assert findings == ()
    assert pack is not None
    return case_fault(pack, pack.cases[index], {"scales/0-5@1": five()})


def five() -> Scale:
    """Return whole marks from 0 to 5."""
    scale, _ = parse_scale({"from": "0", "to": "5", "step": "1"})
    assert scale is not None
    return scale


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case[0])
def test_a_case_that_is_right(case: tuple[str, File]) -> None:
    _, file = case
    assert [fault_of(file, index) for index in range(2)] == [None, None]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_a_case_that_is_wrong(case: tuple[str, File, int, str]) -> None:
    _, file, index, words = case
    assert words in str(fault_of(file, index))


YEARS = {
    "ratio": [
        {"mean": {"field": "bidder.accounts.turnover", "years": "2"}},
        {"field": "bidder.accounts.turnover"},
    ]
}
YEARLY = put(RATIO, "measure", value={**YEARS, "when_zero": "refuse", "when_negative": "refuse"})
LISTS = [
    ("the latest of the list, over the mean of the latest two", ["9", "1", "3"], None),
    ("by the whole path of the field", None, None),
    ("one year where two are read", ["3"], "of each of 2 years is missing"),
]


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case[0])
def test_a_list_is_yearly(case: tuple[str, list[str] | None, str | None]) -> None:
    """The mean of 1 and 3 is 2, over the latest, 3: two thirds, a third of the way to 2."""
    _, years, refused = case
    given = {"bidder.accounts.turnover": ["1", "3"]} if years is None else {"turnover": years}
    outcome = {"measure": "2/3", "points": "100/3"} if refused is None else {"refused": refused}
    file = put(YEARLY, "cases", 0, value={"words": "x", "given": given, **outcome})
    assert fault_of(put(file, "cases", 1, "given", value={"turnover": "0"}), 0) is None
