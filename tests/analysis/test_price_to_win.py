"""The price at which a bid would have won: against closed forms, every price, and edited tenders."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.analysis.answer import Answer, Verdict
from bideval.analysis.bracket import Look, last_that_holds
from bideval.analysis.pictures import NumberLine
from bideval.analysis.price_to_win import PRICE_TO_WIN
from bideval.analysis.question import Question
from bideval.model.parameters import With
from bideval.scoring.evaluate import judge
from bideval.scoring.formulas import PRICE_FORMULAS
from bideval.scoring.formulas.entry import PriceField
from tests.analysis.asked import asked_of
from tests.analysis.tideway import tideway
from tests.scoring.build import Data, Papers, inputs_of, tender

F = Fraction
Bids = Mapping[str, tuple[int, object]]  # mark of the plan, price

PARAMETERS: Mapping[str, With] = {
    "lowest-over-bid": {},
    "qcbs": {},
    "linear-to-double-lowest": {"floor": F(0)},
    "linear-to-n-lowest": {"n": F(3)},
    "lowest-to-highest": {"when_equal": F(100)},
    "around-average": {"form": "share", "floor": F(0), "cap": F(100)},
    "fixed-range": {"lowest": F(5), "highest": F(30)},
    "budget-linear": {"budget": F(40), "floor": F(0)},
    "log-from-lowest": {"ratio": F(3), "floor": F(0), "points_places": F(4), "points_mode": "half-up"},
    "rank-points": {"table": tuple(F(one) for one in (100, 70, 50, 20, 0)), "equal": "share-mean"},
    "discount-power": {
        "base_price": F(50),
        "alpha": F(1, 2),
        "points_places": F(4),
        "points_mode": "half-up",
    },
    "discount-bilinear": {"base_price": F(50), "x": F("0.85"), "when_equal": F(100)},
}


def papers(bids: Bids, formula: str = "lowest-over-bid", **more: object) -> Papers:
    """Return a tender of a plan and a price, half each, the lower price ahead in a tie."""
    with_ = {key: one for key, one in PARAMETERS[formula].items() if not key.startswith("points_")}
    rules = {
        "method": {"use": "weighted-sum"},
        "weighting": {"kind": "percent-of-whole"},
        "marks": {"from": "consensus"},
        "criteria": [
            {"id": "plan", "weight": 50, "scale": {"from": 0, "to": 10, "step": 1}},
            {"id": "cost", "weight": 50, "formula": formula, **({"with": with_} if with_ else {})},
        ],
        "ties": [{"by": "lower-price"}],
        **more,
    }
    if PRICE_FORMULAS[formula].irrational:
        rules["rounding"] = [{"stage": "points", "places": 4, "mode": "half-up", "of": ["cost"]}]
    marks = {(bid, "plan"): mark for bid, (mark, _) in bids.items()}
    return Papers(
        tender(**rules), {bid: {} for bid in bids}, {bid: one for bid, (_, one) in bids.items()}, marks
    )


def winners(given: Papers) -> tuple[str, ...]:
    evaluation = judge(inputs_of(given)).evaluation
    return () if evaluation is None else evaluation.lots[0].winners


def answer(given: Papers, bid: str) -> Answer:
    (found,) = PRICE_TO_WIN.run(asked_of(given, Question(challenger=bid)))
    return found


TWO: Bids = {"ash": (8, 100), "elm": (6, 100)}

SENTENCES = [
    # in words, tender, bid, sentence
    (
        "the lowest price sets the scale: 50 x 80/p of ash falls by 10",
        papers(TWO),
        "elm",
        "elm would have won at GBP 80 or less (GBP 20 or 20% lower).",
    ),
    (
        "prices in pence are searched in pence",
        papers({"ash": (8, "100.00"), "elm": (6, "100.05")}),
        "elm",
        "elm would have won at GBP 80 or less (GBP 20.05 or 20.04% lower).",
    ),
    (
        "a tie that no rule settles is not won",
        papers(TWO, ties=[]),
        "elm",
        "elm would have won at GBP 79 or less (GBP 21 or 21% lower).",
    ),
    (
        "a bid so far behind that no price helps",
        papers({"ash": (10, 100), "elm": (0, 100)}),
        "elm",
        "elm would not have won at any price, not even at GBP 1.",
    ),
    (
        "a published floor of prices ends the line",
        papers(TWO, gates=[{"id": "sane", "phase": "price", "measure": {"field": "price.evaluated"},
                            "threshold": 85, "test": "at-least", "on_fail": "must-disregard"}]),
        "elm",
        "elm would not have won at any price, not even at GBP 85 (the test sane shuts it out below).",
    ),
    (
        "a floor of prices leaves it no more than a tie: the same mark, and 80 is the least",
        papers({"ash": (8, 80), "elm": (8, 100)}, ties=[], gates=[{"id": "sane", "phase": "price",
               "measure": {"field": "price.evaluated"}, "threshold": 80, "test": "at-least",
               "on_fail": "must-disregard"}]),
        "elm",
        (
            "elm would not have won at any lower price (the test sane shuts it out below): "
            "at GBP 80 it would be in a tie, and that is the best there is."
        ),
    ),
    (
        "a ceiling shut it out, and a lower price passes it",
        papers({**TWO, "yew": (9, 200)}, gates=[{"id": "limit", "phase": "price", "threshold": 150,
               "measure": {"field": "price.evaluated"}, "test": "at-most", "on_fail": "must-disregard"}]),
        "yew",
        "yew would have won at GBP 111 or less (GBP 89 or 44.5% lower).",
    ),
    (
        "with places: level with elm at 30 + 50 x 40/100, and the lower price is ahead",
        papers({**TWO, "yew": (0, 100)}, places=2),
        "yew",
        "yew would have been awarded a place at GBP 40 or less (GBP 60 or 60% lower).",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case[0])
def test_sentences(case: tuple[str, Papers, str, str]) -> None:
    _, given, bid, sentence = case
    assert answer(given, bid).sentence == sentence


SHUT_OUT: Data = {
    "id": "beds", "phase": "conditions", "measure": {"field": "bid.declared.beds"},
    "threshold": 5, "test": "at-least", "on_fail": "must-disregard",
}  # fmt: skip

UNANSWERED = [
    ("every bid wins", papers({"ash": (8, 100)}), "ash", "No other bid is in question"),
    (
        "a test that no price changes is named",
        replace(
            papers(TWO, gates=[SHUT_OUT], declares={"beds": {"unit": "count"}}),
            bids={"ash": {"declared": {"beds": 9}}, "elm": {"declared": {"beds": 1}}},
        ),
        "elm",
        "elm is disregarded: failed the gate beds",
    ),
    (
        "no rule reads a price",
        Papers(
            tender(
                method={"use": "weighted-sum"},
                weighting={"kind": "percent-of-whole"},
                marks={"from": "consensus"},
                criteria=[{"id": "plan", "weight": 100, "scale": {"from": 0, "to": 10, "step": 1}}],
            ),
            {"ash": {}, "elm": {}},
            {},
            {("ash", "plan"): 3, ("elm", "plan"): 2},
        ),
        "elm",
        "No rule of this lot reads a price",
    ),
]


@pytest.mark.parametrize("case", UNANSWERED, ids=lambda case: case[0])
def test_what_no_price_answers(case: tuple[str, Papers, str, str]) -> None:
    _, given, bid, said = case
    found = answer(given, bid)
    assert found.verdict is Verdict.DOES_NOT_APPLY
    assert found.sentence.startswith(said)


def test_an_open_tie_is_told_in_a_note() -> None:
    assert any(
        "At GBP 80 elm would be in a tie" in note for note in answer(papers(TWO, ties=[]), "elm").notes
    )


def test_what_can_be_no_more_than_a_tie_is_impossible_in_words_and_verdict() -> None:
    case = next(one for one in SENTENCES if "no more than a tie" in one[0])
    found = answer(case[1], case[2])
    assert found.verdict is Verdict.IMPOSSIBLE
    assert "would not have won" in found.sentence


def test_the_line_goes_as_far_as_the_dearest_bid() -> None:
    """Yew bids 900: elm loses at its own 110 and at every price above, so the stretch is as long."""
    picture = answer(papers({"ash": (8, 100), "elm": (6, 110), "yew": (0, 900)}), "elm").picture
    assert isinstance(picture, NumberLine)
    assert picture.stretches[-1].high == 900 == max(tick.value for tick in picture.ticks)
    assert picture.stretches[-1].winners == ("ash",)
    dearer = papers({"ash": (8, 100), "elm": (6, 900), "yew": (0, 900)})
    assert winners(dearer) == picture.stretches[-1].winners


# From the invented tender, worked out apart: figures in millions of pounds.
TIDEWAY = [("tm", "41.95", "4.86"), ("mc", "37.8", "15.4")]


@pytest.mark.parametrize("case", TIDEWAY, ids=lambda case: case[0])
def test_published_cuts(case: tuple[str, str, str]) -> None:
    bid, price, cut = case
    (row,) = answer(tideway(), bid).tables[0].rows
    wins, percent = row[1], row[3]
    assert isinstance(wins, Fraction)
    assert isinstance(percent, Fraction)
    assert abs(wins - F(price)) <= F("0.02")
    assert abs(percent - F(cut)) < F("0.05")


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(("ash", "elm", "oak", "yew")),
        st.tuples(st.integers(0, 10), st.integers(10, 30)),
        min_size=2,
    ),
    st.sampled_from(sorted(PARAMETERS)),
)
def test_every_price_in_units_says_the_same(bids: dict[str, tuple[int, int]], formula: str) -> None:
    given = papers(bids, formula)
    won = winners(given)
    for bid, (_, price) in bids.items():
        if bid in won or not won:
            continue
        winning = [
            one
            for one in range(1, price)
            if winners(replace(given, prices={**given.prices, bid: one})) == (bid,)
        ]
        assert winning == list(range(1, len(winning) + 1))  # it turns once
        found = answer(given, bid)
        assert found.verdict is (Verdict.PROVED if winning else Verdict.IMPOSSIBLE)
        if winning:
            assert found.tables[0].rows[0][1] == winning[-1]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 10), st.integers(20, 60)), min_size=2, max_size=4),
    st.sampled_from(("half-up", "half-even", "down", "up")),
    st.integers(1, 2),
)
def test_rounded_totals_are_followed(rows: list[tuple[int, int]], mode: str, places: int) -> None:
    bids = {f"bid-{place}": row for place, row in enumerate(rows)}
    rounding = [{"stage": "total", "places": 0, "mode": mode}]
    given = papers(bids, rounding=rounding, rank_on="rounded", places=places)
    won = winners(given)
    for bid, (_, price) in bids.items():
        if bid in won or not won:
            continue
        prices = {one: winners(replace(given, prices={**given.prices, bid: one})) for one in range(1, price)}
        winning = [one for one, award in prices.items() if bid in award]
        found = answer(given, bid)
        assert found.verdict is (Verdict.PROVED if winning else Verdict.IMPOSSIBLE)
        assert not winning or found.tables[0].rows[0][1] == winning[-1] == len(winning)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(PARAMETERS)),
    st.lists(st.integers(1, 49), min_size=1, max_size=4),
    st.integers(1, 49),
    st.integers(1, 49),
)
def test_a_lower_price_only_helps(formula: str, rivals: list[int], one: int, other: int) -> None:
    """As a price rises its own points never rise and no other bid's fall: what the proof rests on."""
    low, high = sorted((one, other))
    entry, with_ = PRICE_FORMULAS[formula], PARAMETERS[formula]
    fields = [PriceField(tuple(map(F, (*rivals, own)))) for own in (low, high)]
    if any(entry.guard(field, with_) is not None for field in fields):
        return
    own_points = [entry.points(F(own), field, with_) for own, field in zip((low, high), fields, strict=True)]
    assert own_points[0] >= own_points[1]
    for rival in rivals:
        before, after = (entry.points(F(rival), field, with_) for field in fields)
        assert before <= after


def test_every_formula_is_held_to_it() -> None:
    assert set(PARAMETERS) == set(PRICE_FORMULAS)


@given(st.integers(1, 10**9), st.integers(0, 10**6), st.integers(-(10**6), 10**6))
def test_the_last_that_holds_is_found_whatever_the_leads_say(last: int, beyond: int, lie: int) -> None:
    looked: list[int] = []

    def look(at: int) -> Look:
        looked.append(at)
        return Look(at <= last, F(last + lie - at, 7))

    assert last_that_holds(look, 1, last + beyond + 1) == last
    assert len(looked) < 120
