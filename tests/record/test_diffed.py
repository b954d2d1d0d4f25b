"""How two tenders differ, value by value: what is paired, what is said, and in which order."""

import pytest

from bideval.record.canonical import Json
from bideval.record.compared import ABSENT, differences
from bideval.record.diffed import diff, side_of_record
from bideval.record.verified import read_record
from bideval.report.diff_text import diff_text
from tests.record.recorded import SAMPLES, record_of, record_of_sample
from tests.samples.folders import inputs_of as inputs_of_sample
from tests.scoring.build import inputs_of, lowest_price

# Two values, and what is said: the pointer, the first, the second, and what it is about.
PAIRS: list[tuple[str, Json, Json, list[tuple[str, str, str, str]]]] = [
    ("the same", {"a": [1, {"b": None}]}, {"a": [1, {"b": None}]}, []),
    ("another text", {"a": "x"}, {"a": "y"}, [("/a", '"x"', '"y"', "")]),
    ("a number for a text", {"a": 1}, {"a": "1"}, [("/a", "1", '"1"', "")]),
    ("true for 1", {"a": 1}, {"a": True}, [("/a", "1", "true", "")]),
    ("a key more", {}, {"a": 1}, [("/a", ABSENT, "1", "")]),
    ("a key fewer", {"a": None}, {}, [("/a", "null", ABSENT, "")]),
    ("a list of texts as one", {"w": ["a", "b"]}, {"w": ["b", "a"]}, [("/w", '["a","b"]', '["b","a"]', "")]),
    (
        "things are paired by id",
        {"gates": [{"id": "a", "x": 1}, {"id": "b", "x": 2}]},
        {"gates": [{"id": "b", "x": 2}, {"id": "a", "x": 3}]},
        [("/gates", "a, b", "b, a", "gates"), ("/gates/0/x", "1", "3", "gates, a")],
    ),
    (
        "one thing more does not move the others",
        {"gates": [{"id": "b", "x": 1}]},
        {"gates": [{"id": "a", "x": 0}, {"id": "b", "x": 1}]},
        [("/gates/0", ABSENT, '{"id":"a","x":0}', "gates, a")],
    ),
    (
        "marks are paired by what they are about",
        {"marks": [{"bid": "a", "criterion": "p", "evaluator": "e", "lot": "*", "mark": "3/1"}]},
        {
            "marks": [
                {"bid": "a", "criterion": "o", "evaluator": "e", "lot": "*", "mark": "3/1"},
                {"bid": "a", "criterion": "p", "evaluator": "e", "lot": "*", "mark": "4/1"},
            ]
        },
        [
            ("/marks/0/mark", '"3/1"', '"4/1"', "marks, * p a e"),
            (
                "/marks/0",
                ABSENT,
                '{"bid":"a","criterion":"o","evaluator":"e","lot":"*","mark":"3/1"}',
                "marks, * o a e",
            ),
        ],
    ),
    (
        "things without a name by place",
        {"ties": [{"by": "draw"}]},
        {"ties": [{"by": "lower-price"}, {"by": "draw"}]},
        [
            ("/ties/0/by", '"draw"', '"lower-price"', "ties, no. 1"),
            ("/ties/1", ABSENT, '{"by":"draw"}', "ties, no. 2"),
        ],
    ),
]


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case[0])
def test_what_differs_is_said_once_and_where(
    case: tuple[str, Json, Json, list[tuple[str, str, str, str]]],
) -> None:
    _, first, second, said = case
    found = [(one.pointer, one.recorded, one.computed, one.about) for one in differences(first, second)]
    assert found == said


def test_a_tender_does_not_differ_from_itself() -> None:
    for name in ("cleaning-lots", "two-authorities"):
        one = side_of_record("one", read_record(record_of_sample(name)))
        other = side_of_record("other", read_record(record_of(inputs_of_sample(SAMPLES / name))))
        assert diff(one, other)[:3] == ((), (), ())


CHANGES: list[tuple[str, dict[str, object], dict[str, object], tuple[int, int], list[str]]] = [
    (
        "nothing",
        {"ash": 3, "elm": 4},
        {},
        (0, 0),
        ["Rules: the same", "Inputs: the same", "Results: the same"],
    ),
    (
        "a price",
        {"ash": 3, "elm": "2.50"},
        {},
        (0, 1),
        ["prices, elm, whole, amount: 4 -> 2.5", "whole, winners: ash -> elm", "whole, elm, rank: 2 -> 1"],
    ),
    (
        "a title",
        {"ash": 3, "elm": 4},
        {"title": "Other"},
        (1, 0),
        ['title: "Test" -> "Other"', "Results: the same"],
    ),
    (
        "a bid more",
        {"ash": 3, "elm": 4, "fir": 9},
        {},
        (0, 2),
        ["bids, fir: nothing ->", "prices, fir: nothing ->"],
    ),
    ("a bid fewer", {"ash": 3}, {}, (0, 2), ["bids, elm:", "-> nothing"]),
]


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case[0])
def test_rules_inputs_and_results_are_said_in_that_order(
    case: tuple[str, dict[str, object], dict[str, object], tuple[int, int], list[str]],
) -> None:
    _, prices, rules, counts, words = case
    before = record_of(inputs_of(lowest_price({"ash": 3, "elm": 4})))
    after = record_of(inputs_of(lowest_price(prices, **rules)))
    one, other = (side_of_record(name, read_record(data)) for name, data in (("a", before), ("b", after)))
    found = diff(one, other)
    assert (len(found.rules), len(found.inputs)) == counts
    text = diff_text(one, other, found)
    for word in words:
        assert word in text
    parts = [text.index(name) for name in ("Rules:", "Inputs:", "Results:")]
    assert parts == sorted(parts)
