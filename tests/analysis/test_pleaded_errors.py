"""Pleaded errors put right: against the same tender with its files edited."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.analysis.answer import Answer, Verdict
from bideval.analysis.pleaded_errors import HEADED, PLEADED_ERRORS
from bideval.analysis.question import Question
from bideval.model.pleaded import Pleaded
from tests.analysis.asked import asked_of
from tests.analysis.marked import award_by_hand
from tests.scoring.build import Data, Papers, decision, tender, text

F = Fraction
BIDS = {"ash": (12, 5, 100), "elm": (8, 9, 110), "oak": (20, 3, 105)}  # beds, mark of plan, price


def papers(rows: dict[str, tuple[int, int, int]] = BIDS, least: object = 10, **rules: object) -> Papers:
    """Return a tender of a plan and a relative price, half each, with a gate of ``least`` beds."""
    beds = {
        "id": "beds",
        "phase": "conditions",
        "measure": {"field": "bid.declared.beds"},
        "threshold": least,
        "test": "at-least",
        "on_fail": "must-disregard",
    }
    stated = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        declares={"beds": {"unit": "count"}},
        criteria=[
            {"id": "plan", "weight": 50, "scale": {"from": 0, "to": 10, "step": 1}},
            {"id": "cost", "weight": 50, "formula": "lowest-over-bid"},
        ],
        ties=[{"by": "lower-price"}],
        **{"gates": [beds], **rules},
    )
    bids = {bid: {"declared": {"beds": row[0]}} for bid, row in rows.items()}
    marks = {(bid, "plan"): row[1] for bid, row in rows.items()}
    return Papers(stated, bids, {bid: row[2] for bid, row in rows.items()}, marks)


def answers(given: Papers, errors: Sequence[Data], assumptions: str | None = None) -> dict[str, Answer]:
    listed: Data = {"errors": list(errors), **({"assumptions": assumptions} if assumptions else {})}
    pleaded = Pleaded.model_validate(text(listed), by_alias=True, by_name=False)
    return {one.about: one for one in PLEADED_ERRORS.run(asked_of(given, Question(pleaded=pleaded)))}


ELM_OUT = decision("exclude", bid="elm", ground="conviction")
ASH_OUT = decision("disregard", bid="ash", ground="a breach of procedure")
LIST = [
    # in words, tender, error, sentence
    (
        "a mark that matters from a value on",
        papers(),
        {
            "id": "x",
            "kind": "mark",
            "bid": "oak",
            "criterion": "plan",
            "before": 3,
            "range": {"from": 0, "to": 10},
        },
        "Whether x changes the award depends: from 0 to 5 ash wins; from 6 to 10 oak wins.",
    ),
    (
        "a threshold that let nobody in",
        papers(),
        {"id": "x", "kind": "rule", "gate": "beds", "before": 10, "after": 9},
        "Put right, x does not change the award: ash wins.",
    ),
    (
        "a threshold with a range",
        papers(),
        {"id": "x", "kind": "rule", "gate": "beds", "range": {"from": 6, "to": 10, "step": 2}},
        "Whether x changes the award depends: from 6 to 8 elm wins; at 10 ash wins.",
    ),
    (
        "a gate that should not have been applied",
        papers(),
        {"id": "x", "kind": "rule", "gate": "beds", "should": "not-applied"},
        "Put right, x changes the award: elm wins.",
    ),
    (
        "a bid that should have been let in",
        papers(),
        {"id": "x", "kind": "disregard", "bid": "elm", "should": "assessed"},
        "Put right, x changes the award: elm wins.",
    ),
    (
        "a bid that should have been disregarded",
        papers(),
        {"id": "x", "kind": "disregard", "bid": "ash", "should": "disregarded"},
        "Put right, x changes the award: oak wins.",
    ),
    (
        "a disregard for a breach that was none",
        replace(papers(), decisions=[ASH_OUT]),
        {"id": "x", "kind": "disregard", "bid": "ash", "should": "assessed"},
        "Put right, x changes the award: ash wins.",
    ),
    (
        "an exclusion that was none",
        replace(papers(least=1), decisions=[ELM_OUT]),
        {"id": "x", "kind": "exclusion", "bid": "elm", "should": "assessed"},
        "Put right, x changes the award: elm wins.",
    ),
    (
        "an exclusion that was left out",
        papers(least=1),
        {"id": "x", "kind": "exclusion", "bid": "elm", "should": "excluded"},
        "Put right, x changes the award: ash wins.",
    ),
    (
        "a price",
        papers(),
        {
            "id": "x",
            "kind": "price",
            "bid": "oak",
            "before": 105,
            "range": {"from": 60, "to": 105, "step": 5},
        },
        "Whether x changes the award depends: from GBP 60 to GBP 80 oak wins; from GBP 85 to GBP 105 ash wins.",
    ),
    (
        "weights",
        papers(least=1),
        {"id": "x", "kind": "rule", "weights": {"plan": 0, "cost": 100}},
        "Put right, x changes the award: ash wins.",
    ),
    (
        "a rounding",  # to whole tens of points: 25 + 50 against 45 + 45.45 stays as it is
        papers(least=1),
        {"id": "x", "kind": "rule", "rounding": [{"stage": "total", "places": 0, "mode": "down"}]},
        "Put right, x does not change the award: elm wins.",
    ),
]


@pytest.mark.parametrize("case", LIST, ids=lambda case: case[0])
def test_what_one_error_does(case: tuple[str, Papers, Data, str]) -> None:
    _, given, error, said = case
    answer = answers(given, [error])["x"]
    assert answer.sentence == said
    assert answer.verdict is Verdict.PROVED


def test_relative_prices_move_with_who_is_assessed() -> None:
    """Without ash the lowest price is 105, so oak has all points on price."""
    found = answers(papers(), [{"id": "x", "kind": "disregard", "bid": "ash", "should": "disregarded"}])
    _, moved = found["x"].tables
    assert set(moved.rows) == {
        (None, "ash", "cost", F(100), None),
        (None, "oak", "cost", F(100 * 100, 105), F(100)),
    }


def test_every_answer_is_headed() -> None:
    error = {"id": "x", "kind": "disregard", "bid": "elm", "should": "assessed"}
    found = answers(papers(), [error], "prices as corrected")
    assert all(one.notes[:2] == (HEADED, "Assumptions: prices as corrected") for one in found.values())
    assert all(one.headed == HEADED for one in found.values())


def test_two_errors_that_are_enough_only_together() -> None:
    """Oak needs 6 marks at its price, or 84 and less at its marks; half of each is enough."""
    errors = [
        {"id": "mark", "kind": "mark", "bid": "oak", "criterion": "plan", "after": 5},
        {"id": "price", "kind": "price", "bid": "oak", "after": 95},
        {"id": "idle", "kind": "rule", "gate": "beds", "after": 9},
    ]
    answer = answers(papers(), errors)[""]
    assert answer.sentence == (
        "Enough to change the award, with no smaller set in it that is: mark and price."
    )
    assert [row[0] for row in answer.tables[0].rows] == [("mark", "price")]


def test_sets_with_too_many_values_are_not_tried() -> None:
    wide = {"range": {"from": 101, "to": 150, "step": 1}}
    errors = [{"id": f"price-{bid}", "kind": "price", "bid": bid, **wide} for bid in ("oak", "ash")]
    given = papers(least=1)
    assert answers(given, [*errors, {"id": "x", "kind": "disregard", "bid": "oak", "should": "disregarded"}])
    found = answers(given, errors)[""]
    assert found.verdict is Verdict.NOT_ESTABLISHED
    assert found.notes[-1] == "Sets of more than 1 errors were not tried: they have too many values."


NOT_ASKED = [
    ("no list", None, "No list of pleaded errors was given (--pleaded FILE)."),
    (
        "an error about another lot",
        {"errors": [{"id": "x", "kind": "price", "lot": "north", "bid": "ash", "after": 1}]},
        "No pleaded error concerns this lot.",
    ),
]


@pytest.mark.parametrize("case", NOT_ASKED, ids=lambda case: case[0])
def test_where_nothing_is_pleaded(case: tuple[str, Data | None, str]) -> None:
    _, listed, said = case
    pleaded = None if listed is None else Pleaded.model_validate(text(listed), by_alias=True, by_name=False)
    (answer,) = PLEADED_ERRORS.run(asked_of(papers(), Question(pleaded=pleaded)))
    assert (answer.verdict, answer.sentence) == (Verdict.DOES_NOT_APPLY, said)


ROWS = st.fixed_dictionaries(
    {bid: st.tuples(st.integers(8, 12), st.integers(0, 10), st.integers(90, 110)) for bid in BIDS}
)


@settings(max_examples=20, deadline=None)
@given(ROWS, st.integers(0, 10), st.integers(80, 120), st.integers(8, 12))
def test_minimal_sets_are_those_of_edited_tenders(
    rows: dict[str, tuple[int, int, int]], mark: int, price: int, least: int
) -> None:
    edits = {"mark": ("plan", mark), "price": ("cost", price), "beds": ("beds", least)}
    errors = [
        {"id": "mark", "kind": "mark", "bid": "oak", "criterion": "plan", "after": mark},
        {"id": "price", "kind": "price", "bid": "oak", "after": price},
        {"id": "beds", "kind": "rule", "gate": "beds", "after": least},
    ]
    now = award_by_hand(papers(rows))
    enough = []
    for size in (1, 2, 3):
        for chosen in combinations(edits, size):
            bed, own, cost = rows["oak"]
            own = mark if "mark" in chosen else own
            cost = price if "price" in chosen else cost
            edited = papers({**rows, "oak": (bed, own, cost)}, least if "beds" in chosen else 10)
            if award_by_hand(edited) != now:
                enough.append(set(chosen))
    minimal = [one for one in enough if not any(less < one for less in enough)]
    answer = answers(papers(rows), errors)[""]
    found = (
        [set(row[0]) for row in answer.tables[0].rows if isinstance(row[0], tuple)] if answer.tables else []
    )
    assert found == minimal
