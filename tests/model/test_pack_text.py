"""Packs from text: a finding for every mistake in what a file is and reads."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.model.pack_text import parse_pack
from tests.model.pack_files import MARKED, RATIO, REGIME, SCALE, WORDS, File, put, without
from tests.model.pack_mistakes import Mistake, assert_found

BAD: list[Mistake] = [
    (
        "mitigations of a scale",
        put(SCALE, "mitigations", value={"reserves": "x"}),
        "BE305",
        "/mitigations",
        "does not go with scale",
    ),
    ("nothing at all", None, "BE300", "", "no line bideval-pack"),
    ("a list", ["x"], "BE300", "", "not a pack"),
    ("another kind of file", without(RATIO, "bideval-pack"), "BE300", "", "not a pack"),
    (
        "no number of a format",
        put(RATIO, "bideval-pack", value="one"),
        "BE300",
        "/bideval-pack",
        "not the number",
    ),
    (
        "a newer format",
        put(RATIO, "bideval-pack", value="2"),
        "BE301",
        "/bideval-pack",
        "format 2; this program reads format 1",
    ),
    ("a key that packs do not have", put(RATIO, "colour", value="red"), "BE302", "/colour", "not a key"),
    ("a key misspelt", put(RATIO, "treshold", value="full"), "BE302", "/treshold", "threshold"),
    ("an address in the source", put(RATIO, "source", "url", value="x"), "BE302", "/source/url", "not a key"),
    ("no id", without(RATIO, "id"), "BE303", "", "has no id"),
    ("no source", without(RATIO, "source"), "BE303", "", "has no source"),
    ("no date", without(RATIO, "valid"), "BE303", "", "has no valid"),
    ("no first day", put(RATIO, "valid", value={"to": "2020-01-01"}), "BE303", "/valid", "from when"),
    ("no cases", without(RATIO, "cases"), "BE303", "", "has no cases"),
    ("no status", without(RATIO, "status"), "BE303", "", "has no status"),
    (
        "a source without section",
        put(RATIO, "source", value={"title": "x"}),
        "BE303",
        "/source",
        "no section",
    ),
    ("an id without family", put(RATIO, "id", value="cover"), "BE304", "/id", "not the id of a pack"),
    ("an id in capitals", put(RATIO, "id", value="finance/Cover"), "BE304", "/id", "not the id of a pack"),
    (
        "an id with three parts",
        put(RATIO, "id", value="finance/x/cover"),
        "BE304",
        "/id",
        "not the id of a pack",
    ),
    ("an id that climbs", put(RATIO, "id", value="finance/../x"), "BE304", "/id", "not the id of a pack"),
    ("an unknown family", put(RATIO, "id", value="money/cover"), "BE304", "/id", "not one of"),
    ("an edition of nought", put(RATIO, "edition", value="0"), "BE304", "/edition", "whole number"),
    (
        "an edition with a leading nought",
        put(RATIO, "edition", value="01"),
        "BE304",
        "/edition",
        "whole number",
    ),
    ("an unknown status", put(RATIO, "status", value="W"), "BE304", "/status", "not one of"),
    (
        "a list where true or false stands",
        put(RATIO, "parameters", "full", "optional", value=[]),
        "BE309",
        "/parameters/full/optional",
        "true or false",
    ),
    (
        "a map where true or false stands",
        put(RATIO, "parameters", "full", "many", value={}),
        "BE309",
        "/parameters/full/many",
        "true or false",
    ),
    ("a blank title", put(RATIO, "title", value=" "), "BE304", "/title", "expected here"),
    ("a source that is text", put(RATIO, "source", value="a law"), "BE304", "/source", "a source with title"),
    (
        "a day that is none",
        put(RATIO, "valid", "from", value="2019-02-30"),
        "BE304",
        "/valid/from",
        "not a date",
    ),
    (
        "a day written otherwise",
        put(RATIO, "valid", "from", value="1 July 2019"),
        "BE304",
        "/valid/from",
        "a date is expected",
    ),
    (
        "an end before the beginning",
        put(RATIO, "valid", "to", value="2018-01-01"),
        "BE304",
        "/valid/to",
        "is before",
    ),
    ("nothing read", without(RATIO, "measure"), "BE305", "", "nothing stands here"),
    ("two things read", put(RATIO, "reads", value="mark"), "BE305", "", "measure and reads"),
    ("a price read by a word", put(MARKED, "reads", value="price"), "BE305", "/reads", "mark alone"),
    ("a scale in another family", put(SCALE, "id", value="quality/0-2"), "BE305", "/id", "not a scale"),
    ("a measure among scales", put(RATIO, "id", value="scales/cover"), "BE305", "/id", "reads a scale"),
    (
        "a scale with a threshold",
        put(SCALE, "threshold", value="x"),
        "BE305",
        "/threshold",
        "does not go with scale",
    ),
    (
        "a field that is none",
        put(RATIO, "measure", "ratio", 0, value={"field": "bidder.accounts.turnovers"}),
        "BE306",
        "/measure/ratio/0/field",
        "not a field",
    ),
    (
        "a unit that is not the measure's",
        put(RATIO, "unit", value="money"),
        "BE306",
        "/unit",
        "the measure is in ratio",
    ),
    (
        "a rule of an unknown kind",
        put(RATIO, "points", value={"curve": {}}),
        "BE307",
        "/points/curve",
        "not a key",
    ),
    (
        "a scale under another name",
        put(MARKED, "points", value={"scale": "scales/0-5@1"}),
        "BE307",
        "/points",
        "a parameter called scale",
    ),
    (
        "a marked pack without points",
        without(MARKED, "points"),
        "BE307",
        "/points",
        "a parameter called scale",
    ),
    ("a scale that is none", put(SCALE, "scale", "step", value="3"), "BE308", "/scale/step", "do not lead"),
    (
        "a basis that is a word",
        put(REGIME, "bases", "minimum", value="flag"),
        "BE313",
        "/bases/minimum",
        "a basis with",
    ),
    ("no bases", put(REGIME, "bases", value={}), "BE313", "/bases", "no basis"),
    (
        "a basis without consequence",
        put(REGIME, "bases", "minimum", value={"wording": "x", "cite": "y"}),
        "BE313",
        "/bases/minimum/consequence",
        "not one of",
    ),
    (
        "a basis without citation",
        put(REGIME, "bases", "minimum", "cite", value=""),
        "BE313",
        "/bases/minimum/cite",
        "the citation",
    ),
    (
        "a basis in capitals",
        put(REGIME, "bases", "Minimum", value=REGIME["bases"]["minimum"]),
        "BE313",
        "/bases/Minimum",
        "not an id",
    ),
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_a_mistake_is_a_finding(case: Mistake) -> None:
    _, file, code, pointer, words = case
    assert_found(file, code, pointer, words)


def test_every_mistake_of_a_file_is_found_in_one_run() -> None:
    file = put(put(without(RATIO, "title"), "status", value="W"), "measure", "when_zero", value="x")
    _, findings = parse_pack(file, "x")
    assert {one.code for one in findings} == {"BE303", "BE304", "BE306"}


def test_a_pack_that_reads_nothing_is_still_looked_through() -> None:
    _, findings = parse_pack(put(without(RATIO, "measure"), "status", value="W"), "x")
    assert {one.code for one in findings} == {"BE304", "BE305"}


def test_a_newer_format_is_not_looked_into() -> None:
    _, findings = parse_pack({"bideval-pack": "9", "anything": ["else"]}, "x")
    assert [one.code for one in findings] == ["BE301"]


SMALL = st.none() | st.sampled_from(["", "0", "1", "mark", "scale", "full", "refuse", "2020-01-01"])
ANYTHING = st.recursive(
    SMALL,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(list(RATIO)), inner, max_size=3)
    ),
)


@given(file=st.sampled_from([RATIO, MARKED, SCALE, REGIME, WORDS]), data=st.data())
def test_no_change_to_a_file_breaks_the_reader(file: File, data: st.DataObject) -> None:
    """Replace any one value of a sound file by anything: a pack, or findings, never both."""
    twin = copy.deepcopy(file)
    inside: Any = twin
    while True:
        keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(inside[key], dict | list) or not inside[key] or data.draw(st.booleans()):
            break
        inside = inside[key]
    inside[key] = data.draw(ANYTHING)
    pack, findings = parse_pack(twin, "x")
    assert (pack is None) == bool(findings)
