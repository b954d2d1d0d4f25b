from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.model.parameters import TYPE_WORDS, Parameter, ParameterKind, Problem, Value, read_with

K = ParameterKind
F = Fraction

WEIGHT = Parameter("weight", K.NUMBER, "the weight", minimum=F(0), maximum=F(100), unit="percent")
RATIO = Parameter(
    "ratio", K.NUMBER, "the ratio", minimum=F(1), maximum=F(2), above_minimum=True, below_maximum=True
)
FLOOR = Parameter("floor", K.NUMBER_OR_NONE, "the least points", minimum=F(0))
YEARS = Parameter("years", K.WHOLE, "the years", minimum=F(1))
MODE = Parameter("mode", K.CHOICE, "how ties go", choices=("share", "split"))
NOTE = Parameter("note", K.TEXT, "a note")
STEPS = Parameter("steps", K.NUMBERS, "points by rank", minimum=F(0))
ACCEPTS = Parameter("accepts", K.TEXTS, "what is accepted", choices=("bond", "guarantee"))
VALUES = Parameter("values", K.MAP, "money by criterion", minimum=F(0))
FEATURES = Parameter("features", K.ITEMS, "features with their maxima")
SCALE = Parameter("scale", K.SCALE, "the mark scale")
OPTIONAL = Parameter("cap", K.NUMBER, "the most points", required=False)
DEFAULTED = Parameter("n", K.NUMBER, "the multiple", default="2.5")
DEFAULT_NONE = Parameter("floor", K.NUMBER_OR_NONE, "the least points", default="none")

VALID = [
    # in words                         parameter     given                          the typed values
    ("a number", WEIGHT, {"weight": "2/9"}, {"weight": F(2, 9)}),
    ("a number at its minimum", WEIGHT, {"weight": "0"}, {"weight": F(0)}),
    ("a number at its maximum", WEIGHT, {"weight": "100"}, {"weight": F(100)}),
    ("a number within open ends", RATIO, {"ratio": "1.000000001"}, {"ratio": 1 + F(1, 10**9)}),
    ("a number where none may stand", FLOOR, {"floor": "0"}, {"floor": F(0)}),
    ("the word none", FLOOR, {"floor": "none"}, {"floor": None}),
    ("a whole number", YEARS, {"years": "5"}, {"years": F(5)}),
    ("a whole number with a zero behind", YEARS, {"years": "5.0"}, {"years": F(5)}),
    ("a choice", MODE, {"mode": "split"}, {"mode": "split"}),
    ("text that looks like a number stays text", NOTE, {"note": "0010"}, {"note": "0010"}),
    ("numbers", STEPS, {"steps": ["100", "60", "0"]}, {"steps": (F(100), F(60), F(0))}),
    ("numbers in a tuple", STEPS, {"steps": ("1", "2")}, {"steps": (F(1), F(2))}),
    ("no numbers", STEPS, {"steps": []}, {"steps": ()}),
    ("texts", ACCEPTS, {"accepts": ["bond"]}, {"accepts": ("bond",)}),
    ("names with numbers", VALUES, {"values": {"b": "1", "a": "2"}}, {"values": {"a": F(2), "b": F(1)}}),
    (
        "entries with numbers and words",
        FEATURES,
        {"features": [{"id": "payment", "max": "0.3"}]},
        {"features": ({"id": "payment", "max": F(3, 10)},)},
    ),
    (
        "an id of digits stays the id it is",
        FEATURES,
        {"features": [{"id": "007", "max": "1"}, {"id": "7"}]},
        {"features": ({"id": "007", "max": F(1)}, {"id": "7"})},
    ),
    ("a scale by its id", SCALE, {"scale": "scales/0-5@1"}, {"scale": "scales/0-5@1"}),
    (
        "a scale in place",
        SCALE,
        {"scale": {"marks": [{"mark": "0", "words": "no response"}]}},
        {"scale": {"marks": ({"mark": "0", "words": "no response"},)}},
    ),
    ("an optional one is absent", OPTIONAL, {}, {}),
    ("a declared default stands in", DEFAULTED, {}, {"n": F(5, 2)}),
    ("what is given outranks the default", DEFAULTED, {"n": "3"}, {"n": F(3)}),
    ("a default of none", DEFAULT_NONE, {}, {"floor": None}),
]

INVALID = [
    # in words                    parameter  given                    pointers and a part of each message
    ("missing", WEIGHT, {}, [("", "the parameter weight is missing")]),
    ("left empty", WEIGHT, {"weight": None}, [("/weight", "a single number is expected")]),
    ("optional, yet left empty", OPTIONAL, {"cap": None}, [("/cap", "a single number is expected")]),
    ("a list for a number", WEIGHT, {"weight": ["1"]}, [("/weight", "a single number is expected")]),
    ("a number that is not text", WEIGHT, {"weight": 5}, [("/weight", "a single number is expected")]),
    ("no number", WEIGHT, {"weight": "40%"}, [("/weight", "weight: '40%' has a percent sign")]),
    ("an exponent bomb", WEIGHT, {"weight": "1e10000000"}, [("/weight", "has an exponent")]),
    ("too low", WEIGHT, {"weight": "-0.1"}, [("/weight", "-0.1 is too low")]),
    ("too high", WEIGHT, {"weight": "100.000000001"}, [("/weight", "100.000000001 is too high")]),
    ("at an open lower end", RATIO, {"ratio": "1"}, [("/ratio", "1 is too low")]),
    ("at an open upper end", RATIO, {"ratio": "2"}, [("/ratio", "2 is too high")]),
    ("None in capitals is no word of the grammar", FLOOR, {"floor": "None"}, [("/floor", "is not a number")]),
    ("none where a number must stand", WEIGHT, {"weight": "none"}, [("/weight", "is not a number")]),
    ("too low where none may stand", FLOOR, {"floor": "-1"}, [("/floor", "-1 is too low")]),
    ("half a year", YEARS, {"years": "1/2"}, [("/years", "1/2 is not a whole number")]),
    ("no years", YEARS, {"years": "0"}, [("/years", "0 is too low")]),
    (
        "a misspelt choice",
        MODE,
        {"mode": "shared"},
        [("/mode", "'shared' is not a choice; did you mean share?")],
    ),
    ("no choice at all", MODE, {"mode": "xyz"}, [("/mode", "mode: 'xyz' is not a choice")]),
    ("a list for a word", NOTE, {"note": ["a"]}, [("/note", "a single word is expected")]),
    ("a single number for a list", STEPS, {"steps": "100"}, [("/steps", "a list is expected")]),
    (
        "two wrong numbers of a list",
        STEPS,
        {"steps": ["100", "x", "60", "-1"]},
        [("/steps/1", "steps: 'x' is not a number"), ("/steps/3", "steps: -1 is too low")],
    ),
    (
        "a wrong word of a list",
        ACCEPTS,
        {"accepts": ["bond", "bonds"]},
        [("/accepts/1", "did you mean bond?")],
    ),
    ("a list for names", VALUES, {"values": ["1"]}, [("/values", "names with values are expected")]),
    (
        "a wrong number under a name",
        VALUES,
        {"values": {"a": "1", "b/c~d": "-2"}},
        [("/values/b~1c~0d", "-2 is too low")],
    ),
    ("an entry without names", FEATURES, {"features": ["a"]}, [("/features/0", "names with values")]),
    (
        "values too deep in entries",
        FEATURES,
        {"features": [{"id": "a", "max": ["1"]}, {"id": ["b"]}]},
        [("/features/0/max", "a single value is expected"), ("/features/1/id", "a single value is expected")],
    ),
    ("a scale that is a list", SCALE, {"scale": ["0", "5"]}, [("/scale", "names with values are expected")]),
    ("a scale with an empty value", SCALE, {"scale": {"from": None}}, [("/scale", "a list is expected")]),
]

UNKNOWN = [
    # in words                          declared          given             pointer      remedy
    ("misspelt", (WEIGHT, OPTIONAL), "wieght", "/wieght", "Did you mean weight?"),
    ("not like any", (WEIGHT, OPTIONAL), "zzz", "/zzz", "It takes: weight, cap."),
    ("where nothing is taken", (), "cap", "/cap", "It takes: nothing."),
    ("with the signs of a pointer", (), "a/b~c", "/a~1b~0c", "It takes: nothing."),
]

REMEDIES = [
    # in words                   parameter  what to state
    ("a range", WEIGHT, "State weight: the weight (a number, at least 0 and at most 100)."),
    ("open ends", RATIO, "State ratio: the ratio (a number, more than 1 and less than 2)."),
    ("one end", FLOOR, "State floor: the least points (a number, or none, at least 0)."),
    ("choices", MODE, "State mode: how ties go (one of share, split)."),
    ("no range", FEATURES, "State features: features with their maxima (a list of entries)."),
]


@pytest.mark.parametrize("case", VALID, ids=lambda case: case[0])
def test_what_is_declared_is_typed(
    case: tuple[str, Parameter, Mapping[str, object], Mapping[str, Value]],
) -> None:
    _, parameter, given_, typed = case
    assert read_with((parameter,), given_) == (typed, ())


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case[0])
def test_every_wrong_entry_is_found_at_its_place(
    case: tuple[str, Parameter, Mapping[str, object], list[tuple[str, str]]],
) -> None:
    _, parameter, given_, expected = case
    values, problems = read_with((parameter,), given_)
    assert values == {}
    assert [problem.pointer for problem in problems] == [pointer for pointer, _ in expected]
    for problem, (_, words) in zip(problems, expected, strict=True):
        assert words in problem.message
        assert problem.remedy.startswith(f"State {parameter.name}: {parameter.words} (")


@pytest.mark.parametrize("case", UNKNOWN, ids=lambda case: case[0])
def test_an_unknown_name_is_refused(case: tuple[str, tuple[Parameter, ...], str, str, str]) -> None:
    _, declared, name, pointer, remedy = case
    known = {one.name: "1" for one in declared}
    values, problems = read_with(declared, {**known, name: "1"})
    assert problems == (Problem(pointer, f"{name} is not a parameter here", remedy),)
    assert values.keys() == known.keys()


@pytest.mark.parametrize("case", REMEDIES, ids=lambda case: case[0])
def test_the_remedy_says_what_to_state(case: tuple[str, Parameter, str]) -> None:
    _, parameter, remedy = case
    assert [problem.remedy for problem in read_with((parameter,), {})[1]] == [remedy]


def test_all_problems_come_in_one_run_and_the_good_values_with_them() -> None:
    given_ = {"note": "as published", "weight": "101", "steps": ["a", "b"], "yaers": "1"}
    values, problems = read_with((WEIGHT, NOTE, YEARS, STEPS), given_)
    assert values == {"note": "as published"}
    assert [problem.pointer for problem in problems] == ["/yaers", "/weight", "/steps/0", "/steps/1"]


def test_every_kind_has_its_words_and_its_reader() -> None:
    assert TYPE_WORDS.keys() == {kind.value for kind in ParameterKind}
    for kind in ParameterKind:
        _, problems = read_with((Parameter("x", kind, "anything"),), {"x": 5})
        assert [problem.pointer for problem in problems] == ["/x"]


@given(st.lists(st.one_of(st.integers(-5, 5).map(str), st.sampled_from(["", "x", "1e5", " 1"])), max_size=8))
def test_a_list_is_taken_whole_or_every_wrong_entry_is_named(texts: list[str]) -> None:
    wrong = [place for place, text in enumerate(texts) if text not in {"0", "1", "2", "3", "4", "5"}]
    values, problems = read_with((STEPS,), {"steps": texts})
    assert [problem.pointer for problem in problems] == [f"/steps/{place}" for place in wrong]
    assert values == ({} if wrong else {"steps": tuple(F(text) for text in texts)})
