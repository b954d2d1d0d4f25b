"""Checks of the rehearsal in study.yaml: ranges of what there is, in which bids can lie."""

from collections.abc import Sequence

import pytest

from bideval.model.study import Study
from bideval.scoring.checks.rehearsal import check_rehearsal
from bideval.scoring.compile_rules import compile_rules
from tests.scoring.build import Data, Papers, inputs_of, tender, text

RULES = tender(
    method={"use": "weighted-sum"},
    weighting={"kind": "percent-of-whole"},
    marks={"from": "consensus"},
    declares={
        "share": {"unit": "percent", "min": 0, "max": 100},
        "beds": {"unit": "count"},
        "grade": {"unit": "words", "choices": ["gold", "silver"]},
        "name": {"unit": "words"},
    },
    criteria=[
        {"id": "plan", "weight": 50, "scale": {"from": 0, "to": 5, "step": 1},
         "minimum": {"mark": 2, "on_fail": "must-disregard"}},
        {"id": "odd", "weight": 10, "scale": {"marks": [{"mark": 0, "points": 0}, {"mark": 6, "points": 100}]}},
        {"id": "cost", "weight": 40, "formula": "lowest-over-bid"},
    ],
    gates=[{
        "id": "turnover", "phase": "conditions", "measure": {"field": "bidder.accounts.turnover"},
        "threshold": 50, "test": "at-least", "on_fail": "must-disregard", "relies_on": {"combine": "none"},
    }],
)  # fmt: skip
FEATURES = tender(
    method={"use": "feature-coefficient", "with": {"features": [{"id": "warranty", "max": "0.2"}]}}
)

Found = Sequence[tuple[str, str]]
CASES: list[tuple[str, Data, Found]] = [
    ("nothing but a seed and a count", {}, []),
    ("a range of prices", {"prices": [1, 2]}, []),
    ("one price", {"prices": 1}, []),
    ("marks at an end of the scale", {"marks": {"plan": [5, 9]}}, []),
    ("one mark of an uneven scale", {"marks": {"odd": [5, 6]}}, []),
    ("a declared range", {"declared": {"share": [0, 100]}}, []),
    ("declared words", {"declared": {"grade": ["gold"]}}, []),
    ("words of any kind", {"declared": {"name": ["oak", "ash"]}}, []),
    ("accounts and backing", {"accounts": {"net_debt": [-5, 5]}, "backing": {"bond": [0, 9]}}, []),
    ("no bids", {"bids": 0}, [("BE506", "/rehearsal/bids")]),
    ("half a bid", {"bids": ["1/2", 3]}, [("BE506", "/rehearsal/bids")]),
    ("a hundred bids", {"bids": [3, 100]}, [("BE506", "/rehearsal/bids")]),
    ("a price of 0", {"prices": [0, 2]}, [("BE506", "/rehearsal/prices")]),
    ("a price that no decimals reach", {"prices": ["1/3", 2]}, [("BE506", "/rehearsal/prices")]),
    (
        "prices of a lot that there is not",
        {"lot_prices": {"north": [1, 2]}},
        [("BE505", "/rehearsal/lot_prices/north")],
    ),
    ("marks of nothing", {"marks": {"plam": [1, 2]}}, [("BE505", "/rehearsal/marks/plam")]),
    ("marks of a price", {"marks": {"cost": [1, 2]}}, [("BE505", "/rehearsal/marks/cost")]),
    ("marks above the scale", {"marks": {"plan": [6, 7]}}, [("BE506", "/rehearsal/marks/plan")]),
    ("marks between two of the scale", {"marks": {"odd": [1, 5]}}, [("BE506", "/rehearsal/marks/odd")]),
    (
        "a declared value that there is not",
        {"declared": {"sharre": [1, 2]}},
        [("BE505", "/rehearsal/declared/sharre")],
    ),
    ("a share above the whole", {"declared": {"share": [0, 101]}}, [("BE506", "/rehearsal/declared/share")]),
    ("half a bed", {"declared": {"beds": ["0.5", 2]}}, [("BE506", "/rehearsal/declared/beds")]),
    ("words for a number", {"declared": {"beds": ["many"]}}, [("BE506", "/rehearsal/declared/beds")]),
    ("numbers for words", {"declared": {"grade": [1, 2]}}, [("BE506", "/rehearsal/declared/grade")]),
    ("another word", {"declared": {"grade": ["gold", "tin"]}}, [("BE506", "/rehearsal/declared/grade")]),
    (
        "accounts of nothing",
        {"accounts": {"turn/over": [1, 2]}},
        [("BE505", "/rehearsal/accounts/turn~1over")],
    ),
    ("backing below 0", {"backing": {"bond": [-1, 2]}}, [("BE506", "/rehearsal/backing/bond")]),
    (
        "in a kind of bidder",
        {"bidders": {"small": {"prices": [0, 1], "marks": {"plam": 1}}}},
        [("BE506", "/rehearsal/bidders/small/prices"), ("BE505", "/rehearsal/bidders/small/marks/plam")],
    ),
]


def found(rules: Data, study: Data) -> Found:
    inputs = inputs_of(Papers(rules))
    read = Study.model_validate(text(study))
    findings = check_rehearsal(read, inputs, compile_rules(inputs).lots)
    return [(one.code, one.sources[0].pointer) for one in findings]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_ranges(case: tuple[str, Data, Found]) -> None:
    _, stated, expected = case
    assert found(RULES, {"rehearsal": {"seed": "s", "bids": 3, **stated}}) == expected


NOTES: list[tuple[str, Data, Found]] = [
    ("of a gate", {"turnover": {"risk": "failure"}}, []),
    ("of a minimum", {"plan/minimum": {"risk": "failure"}}, []),
    ("of a gate that there is not", {"turnovr": {}}, [("BE507", "/proportionality/turnovr")]),
    ("of a criterion without a minimum", {"odd/minimum": {}}, [("BE507", "/proportionality/odd~1minimum")]),
]


@pytest.mark.parametrize("case", NOTES, ids=lambda case: case[0])
def test_notes_on_proportionality(case: tuple[str, Data, Found]) -> None:
    _, notes, expected = case
    assert found(RULES, {"proportionality": notes}) == expected


def test_a_feature_is_declared_without_a_word_under_declares() -> None:
    assert (
        found(FEATURES, {"rehearsal": {"seed": "s", "bids": 3, "declared": {"warranty": [0, "0.2"]}}}) == []
    )
    stated = {"rehearsal": {"seed": "s", "bids": 3, "declared": {"waranty": [0, "0.2"]}}}
    assert found(FEATURES, stated) == [("BE505", "/rehearsal/declared/waranty")]
