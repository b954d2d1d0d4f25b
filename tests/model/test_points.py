"""Points rules from text: sound ones, and a problem for every mistake."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.model.points import Band, BandRule, LinearRule
from bideval.model.points_text import parse_points
from bideval.model.raw import Named
from tests.model.points_files import PARAMETERS, Raw, band, bands, line

F = Fraction
MIDDLE = band("1", "2", "50")
GOOD: list[tuple[str, Raw, str]] = [
    ("bands open at both ends", bands(band(None, "1", "0"), MIDDLE, band("2", None, "100")), "ratio"),
    ("bands closed at both ends", bands(MIDDLE, band("2", "3", "100", "both")), "ratio"),
    (
        "a middle band with both its ends",
        bands(band(None, "1", "0"), band("1", "2", "5", "both"), band("2", None, "9", "neither")),
        "money",
    ),
    (
        "a band of one value",
        bands(band(None, "0", "0"), band("0", "0", "50", "both"), band("0", None, "100", "neither")),
        "money",
    ),
    (
        "bands between parameters",
        bands(band(None, "low", "0"), band("low", "high", "some"), band("high", None, "100")),
        "ratio",
    ),
    (
        "bands with grades",
        bands(
            {**band(None, "1", "0"), "grade": "red"},
            {**MIDDLE, "grade": "amber"},
            {**band("2", None, "9"), "grade": "green"},
        ),
        "ratio",
    ),
    ("bands that fall", bands(band(None, "1", "100"), band("1", None, "0")), "percent"),
    ("a rising line", line(("0", "0"), ("2", "100")), "ratio"),
    ("a falling line", line(("3.5", "100"), ("5", "0"), "extend"), "ratio"),
    ("a line between parameters", line(("low", "0"), ("high", "some"), "refuse"), "ratio"),
    ("words", {"lookup": {"gold": "100", "silver": "60"}}, "words"),
    ("a scale in place", {"scale": {"from": "0", "to": "5", "step": "1"}}, "mark"),
    ("a scale of the shelf", {"scale": "scales/0-5@1"}, "mark"),
    ("a scale that a parameter holds", {"scale": "scale"}, "mark"),
    ("points that are taken away", {"lookup": {"late": "-10"}, "declares_negative": "true"}, "words"),
]


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case[0])
def test_a_sound_rule(case: tuple[str, Raw, str]) -> None:
    _, raw, unit = case
    rule, problems = parse_points(raw, unit, PARAMETERS)
    assert problems == ()
    assert rule is not None


BAD: list[tuple[str, object, str, str, str]] = [
    (
        "a number and a parameter",
        bands(band(None, "1", "0"), band("low", None, "9")),
        "ratio",
        "/bands/rows/1/from",
        "next begins at low: a gap or an overlap",
    ),
    ("nothing", None, "ratio", "", "a points rule is expected"),
    (
        "a grade that is none",
        bands({**band(None, "1", "0"), "grade": "yellow"}, {**band("1", None, "9"), "grade": "green"}),
        "ratio",
        "/bands/rows/0/grade",
        "'yellow' is not one of green, amber, red",
    ),
    (
        "a band without a grade beside one that has one",
        bands({**band(None, "1", "0"), "grade": "red"}, band("1", None, "9")),
        "ratio",
        "/bands/rows/1",
        "the band has no grade, and others have one",
    ),
    ("no rule", {}, "ratio", "", "is exactly one of"),
    ("a rule misspelt", {"linaer": {}}, "ratio", "/linaer", "Did you mean linear?"),
    ("two rules", {**line(("0", "0"), ("1", "1")), "lookup": {"a": "1"}}, "ratio", "", "exactly one"),
    ("words on a line", line(("0", "0"), ("1", "1")), "words", "/linear", "does not go over words"),
    ("numbers in a lookup", {"lookup": {"a": "1"}}, "ratio", "/lookup", "does not go over ratio"),
    ("a scale of money", {"scale": "scale"}, "money", "/scale", "does not go over money"),
    ("a scale that is nowhere", {"scale": "0-5"}, "mark", "/scale", "no scale stands here"),
    ("a scale that is money", {"scale": "cash"}, "mark", "/scale", "scale is needed"),
    (
        "a scale that is wrong",
        {"scale": {"from": "5", "to": "0", "step": "1"}},
        "mark",
        "/scale/to",
        "not above",
    ),
    (
        "negative declared beside a scale",
        {"scale": "scale", "declares_negative": "true"},
        "mark",
        "/declares_negative",
        "itself",
    ),
    ("a gap", bands(band(None, "1", "0"), band("1.5", None, "9")), "ratio", "/bands/rows/1/from", "a gap"),
    (
        "an overlap",
        bands(band(None, "1", "0"), band("0.5", None, "9")),
        "ratio",
        "/bands/rows/1/from",
        "overlap",
    ),
    (
        "bands out of order",
        bands(band("2", "3", "9"), band("1", "2", "0")),
        "ratio",
        "/bands/rows/1/from",
        "out of order",
    ),
    (
        "an end that belongs to both",
        bands(band("0", "1", "0", "both"), MIDDLE),
        "ratio",
        "/bands/rows/1",
        "1 itself belongs to both bands",
    ),
    (
        "an end that belongs to neither",
        bands(band("0", "1", "0"), band("1", "2", "5", "to")),
        "ratio",
        "/bands/rows/1",
        "neither band",
    ),
    (
        "parameters that do not meet",
        bands(band(None, "low", "0"), band("high", None, "9")),
        "ratio",
        "/bands/rows/1/from",
        "a gap or an overlap",
    ),
    (
        "a band that ends before it begins",
        bands(band("2", "1", "0")),
        "ratio",
        "/bands/rows/0",
        "ends where it begins",
    ),
    ("a band of nothing", bands(band("1", "1", "0")), "ratio", "/bands/rows/0", "ends where it begins"),
    (
        "an inner band open below",
        bands(MIDDLE, band(None, "3", "9")),
        "ratio",
        "/bands/rows/1",
        "without from",
    ),
    ("an inner band open above", bands(band("0", None, "0"), MIDDLE), "ratio", "/bands/rows/0", "without to"),
    (
        "a band that is a number",
        {"bands": {"includes": "to", "rows": ["1"]}},
        "ratio",
        "/bands/rows/0",
        "a band with",
    ),
    ("an anchor that is a number", {"linear": {"from": "0"}}, "ratio", "/linear/from", "an anchor with"),
    ("bands in a list", {"bands": [MIDDLE]}, "ratio", "/bands", "includes and rows"),
    ("a line in a list", {"linear": []}, "ratio", "/linear", "from, to and outside"),
    ("words in a list", {"lookup": ["gold"]}, "words", "/lookup", "words with their points"),
    ("no rows", bands(), "ratio", "/bands/rows", "a list of bands"),
    ("ends not stated", {"bands": {"rows": [MIDDLE]}}, "ratio", "/bands/includes", "not one of from, to"),
    ("an end in words", bands(band("1", "2", "5", "all")), "ratio", "/bands/rows/0/includes", "not one of"),
    ("a band without points", bands({"from": "1", "to": "2"}), "ratio", "/bands/rows/0/points", "a number"),
    ("an end in another unit", bands(band("cash", None, "0")), "ratio", "/bands/rows/0/from", "is in money"),
    ("more than 100 points", bands(band("0", None, "120")), "ratio", "/bands/rows/0/points", "end at 100"),
    (
        "undeclared negative points",
        line(("0", "-5"), ("1", "5")),
        "ratio",
        "/linear/from/points",
        "begin at 0",
    ),
    ("anchors at one value", line(("1", "0"), ("1.0", "9")), "ratio", "/linear/to/at", "at one value"),
    (
        "outside not stated",
        {"linear": {"from": {"at": "0", "points": "0"}, "to": {"at": "1", "points": "1"}}},
        "ratio",
        "/linear/outside",
        "not one of clamp",
    ),
    (
        "an anchor without points",
        {"linear": {"from": {"at": "0"}, "to": {"at": "1", "points": "1"}, "outside": "clamp"}},
        "ratio",
        "/linear/from/points",
        "a number",
    ),
    (
        "an unknown parameter",
        line(("lo", "0"), ("high", "9")),
        "ratio",
        "/linear/from/at",
        "Did you mean low?",
    ),
    (
        "points in a ratio",
        line(("0", "low"), ("high", "9")),
        "ratio",
        "/linear/from/points",
        "points is needed",
    ),
    ("no word", {"lookup": {}}, "words", "/lookup", "no word"),
    ("a word without points", {"lookup": {"gold": None}}, "words", "/lookup/gold", "a number"),
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_a_mistake_is_named_at_its_place(case: tuple[str, object, str, str, str]) -> None:
    _, raw, unit, pointer, words = case
    rule, problems = parse_points(raw, unit, PARAMETERS)
    assert rule is None
    assert pointer in [one.pointer for one in problems if words in f"{one.message} {one.remedy}"], problems


def test_bands_are_what_was_written() -> None:
    rule, _ = parse_points(
        bands(band(None, "low", "0"), band("low", "2", "some", "both")), "ratio", PARAMETERS
    )
    low = Named("low")
    assert rule == BandRule((Band(None, low, True, False, F(0)), Band(low, F(2), True, True, Named("some"))))


WORDS = st.sampled_from(
    [
        "scale",
        "bands",
        "linear",
        "lookup",
        "includes",
        "rows",
        "from",
        "to",
        "points",
        "at",
        "outside",
        "clamp",
        "both",
        "declares_negative",
        "true",
        "marks",
        "mark",
        "step",
        "0",
        "1",
        "1/2",
        "low",
        "some",
        "gold",
    ]
)
ANYTHING = st.recursive(
    st.none() | WORDS | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


@given(raw=ANYTHING, unit=st.sampled_from(["ratio", "mark", "words", "points"]))
def test_no_text_data_breaks_the_reader(raw: object, unit: str) -> None:
    rule, problems = parse_points(raw, unit, PARAMETERS)
    assert (rule is None) == bool(problems)


@given(at=st.tuples(st.integers(-9, 9), st.integers(-9, 9)), points=st.integers(-9, 109))
def test_only_the_stated_range_of_points_is_taken(at: tuple[int, int], points: int) -> None:
    rule, _ = parse_points(line((str(at[0]), "0"), (str(at[1]), str(points))), "ratio")
    assert isinstance(rule, LinearRule) == (at[0] != at[1] and 0 <= points <= 100)
