"""Changes of small tenders: other weightings, lots, schedules and backing, against edited papers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from bideval.analysis.whatif import what_if
from bideval.model.inputs import Inputs
from bideval.model.price import RateKind, RateRow, ScheduleLine
from bideval.scoring.evaluate import judge
from tests.analysis.changes.by_hand import applied, figures, placed
from tests.scoring.build import Data, Papers, inputs_of, tender

F = Fraction
SCALE = {"from": 0, "to": 10, "step": 1}
MARKS = {("ash", "plan"): 8, ("ash", "people"): 3, ("elm", "plan"): 4, ("elm", "people"): 9}
PRICES = {"ash": 100, "elm": 120}


def papers(plan: object, people: object, price: object, quality: object = None, **rules: object) -> Papers:
    """Return a tender of a section of two questions, and a price."""
    questions = [
        {"id": "plan", "weight": plan, "scale": SCALE},
        {"id": "people", "weight": people, "scale": SCALE, "group": "staff"},
    ]
    section = {"id": "quality", "criteria": questions, **({"weight": quality} if quality is not None else {})}
    return Papers(
        tender(
            **{
                "method": {"use": "weighted-sum"},
                "weighting": {"kind": "percent-of-whole"},
                "marks": {"from": "consensus"},
                "criteria": [section, {"id": "cost", "weight": price, "formula": "lowest-over-bid"}],
                **rules,
            }
        ),
        {"ash": {}, "elm": {}},
        PRICES,
        MARKS,
    )


POINTS = {"kind": "points", "total": 500}
SHARES = {"kind": "percent-of-parent"}
TO_40 = [{"kind": "weight", "criterion": "cost", "to": 40}]

WEIGHTINGS: list[tuple[str, Papers, Sequence[Data], Papers]] = [
    ("percent of the whole", papers(60, 20, 20), TO_40, papers(45, 15, 40)),
    ("a section with a weight of its own", papers(60, 20, 20, 80), TO_40, papers(45, 15, 40)),
    (
        "points of a total",
        papers(300, 100, 100, weighting=POINTS),
        TO_40,
        papers(225, 75, 200, weighting=POINTS),
    ),
    ("percent of the parent", papers(75, 25, 20, 80, weighting=SHARES), TO_40, papers(45, 15, 40)),
    (
        "a published range",
        replace(
            papers(["50", "60"], 20, ["20", "30"]),
            decisions=[
                {
                    "id": "w",
                    "kind": "weights",
                    "weights": {"plan": 60, "cost": 20},
                    "reason": "as minuted",
                    "by": "the panel",
                    "at": "2026-03-02",
                }
            ],
        ),
        TO_40,
        papers(45, 15, 40),
    ),
    (
        "a group",
        papers(60, 20, 20),
        [{"kind": "weight", "criterion": "staff", "to": 40}],
        papers(45, 40, 15),
    ),
    (
        "a section without weight is shared evenly",
        papers(0, 0, 100),
        [{"kind": "weight", "criterion": "quality", "to": 30}],
        papers(15, 15, 70),
    ),
    (
        "nothing left for the others",
        papers(60, 20, 20),
        [{"kind": "weight", "criterion": "cost", "to": 100}],
        papers(0, 0, 100),
    ),
    (
        "two that take from one",
        papers(20, 20, 60),
        [
            {"kind": "weight", "criterion": "plan", "to": 30, "take_from": "cost"},
            {"kind": "weight", "criterion": "people", "to": 45, "take_from": "cost"},
        ],
        papers(30, 45, 25),
    ),
    (
        "a method of one figure: the price goes, the rest weigh 100",
        papers(60, 20, 20),
        [{"kind": "method", "use": "quality-over-price", "with": {"constant": 1}}],
        papers(75, 25, 0, method={"use": "quality-over-price", "with": {"constant": 1}}),
    ),
]


@pytest.mark.parametrize("case", WEIGHTINGS, ids=lambda case: case[0])
def test_weights(case: tuple[str, Papers, Sequence[Data], Papers]) -> None:
    words, before, changes, after = case
    supposed = what_if(inputs_of(before), placed(*changes))
    assert supposed.findings == ()
    assert supposed.evaluation is not None
    if "method" in words:
        criteria = after.tender["criteria"]
        assert isinstance(criteria, list)
        after = replace(after, tender={**after.tender, "criteria": criteria[:1]})
    by_hand = judge(inputs_of(after)).evaluation
    assert by_hand is not None
    assert figures(supposed.evaluation) == figures(by_hand)


# A security, folded into price


def bond(**more: object) -> Data:
    return {"form": "bond", "amount": 1000, "stage": "promised", **more}


def secured(backing: Mapping[str, Sequence[Data]], **rules: object) -> Papers:
    """Return a tender of the lowest price with a security of 1,000, for four years."""
    gate = {
        "id": "security",
        "phase": "conditions",
        "use": "backing/performance-security@1",
        "with": {"amount": 1000, "accepts": ["bond", "parent-guarantee"], "stage": "promised"},
        "test": "at-least",
        "on_fail": "must-disregard",
        "relies_on": {"who": ["guarantors"], "combine": "any"},
    }
    return Papers(
        tender(
            **{
                "method": {"use": "lowest-compliant"},
                "contract": {"value": 9000, "years": 4},
                "gates": [gate],
                **rules,
            }
        ),
        {bid: {"backing": list(one)} for bid, one in backing.items()},
        dict.fromkeys(backing, 500),
    )


CHARGED = [
    # in words                                             backing                                            price
    ("nothing behind the bid",                             [],                                                F(580)),
    ("a bond whose cost is not stated",                    [bond()],                                          F(580)),
    ("a bond that is paid for on top",                     [bond(cost={"premium": [1]}, in_price="no")],      F(580)),
    ("whether it is in the price is not known",            [bond(cost={"premium": [1]}, in_price="unknown")], F(580)),
    ("free but for a fee",                                 [bond(cost={"premium": [0], "legal_fees": 9})],    F(580)),
    ("of another form",                                    [bond(form="reserves", cost={"premium": [0]})],    F(580)),
    ("free, and too little",                               [bond(amount=999, cost={"premium": [0]})],         F(580)),
    ("free",                                               [bond(cost={"premium": [0]})],                     F(500)),
    ("paid for, and in the price",                         [bond(cost={"premium": [2]}, in_price="yes")],     F(500)),
    ("a guarantee that costs nothing",                     [bond(form="parent-guarantee", cost={"premium": [0], "legal_fees": 0})], F(500)),
    ("two free ones that are enough together",             [bond(amount=400, cost={"premium": [0]}), bond(amount=600, in_price="yes")], F(500)),
]  # fmt: skip


@pytest.mark.parametrize("case", CHARGED, ids=lambda case: case[0])
def test_who_is_charged_for_a_security(case: tuple[str, Sequence[Data], Fraction]) -> None:
    """2 percent of 1,000 a year, for four years: 80."""
    _, backing, price = case
    changed = applied(inputs_of(secured({"ash": backing})), {"kind": "fold-bond", "rate": 2}).inputs
    assert changed is not None
    assert changed.tender.gates == ()
    assert changed.prices["ash"].lots["whole"].amount == price


def test_the_security_is_folded_at_the_amount_that_another_change_gives_it() -> None:
    changes = {"kind": "fold-bond", "rate": 2}, {"kind": "gate", "gate": "security", "to": 2000}
    changed = applied(inputs_of(secured({"ash": []})), *changes).inputs
    assert changed is not None
    assert changed.prices["ash"].lots["whole"].amount == 500 + 160


def scheduled() -> Inputs:
    """Two bids priced by line, one of them with a free bond."""
    inputs = inputs_of(secured({"ash": [], "elm": [bond(cost={"premium": [0]})]}))
    line = ScheduleLine("a", "L1", "*", "visit", F(10), F(1), "rate", True)
    rows = {bid: (RateRow("L1", RateKind("number", F(50)), None, ""),) for bid in ("ash", "elm")}
    return replace(inputs, schedule=(line,), rates=rows)


def test_a_security_is_a_line_of_its_own_in_a_schedule() -> None:
    changed = what_if(scheduled(), placed({"kind": "fold-bond", "rate": 2}))
    assert changed.evaluation is not None, changed.findings
    assert {one.bid: one.price for one in changed.evaluation.lots[0].placings} == {"ash": 580, "elm": 500}


# Lots


def lots(**north: object) -> Papers:
    """Two lots that inherit a gate and the method; the first may state its own lists."""
    beds = {
        "id": "beds",
        "phase": "conditions",
        "measure": {"field": "bid.declared.beds"},
        "threshold": 5,
        "test": "at-least",
        "on_fail": "must-disregard",
    }
    return Papers(
        tender(
            method={"use": "lowest-compliant"},
            declares={"beds": {"unit": "count"}},
            gates=[beds],
            lots=[{"id": "north", **north}, {"id": "south"}],
        ),
        {bid: {"lots": ["north", "south"], "declared": {"beds": n}} for bid, n in (("ash", 4), ("elm", 8))},
        {
            "ash": {"lots": {"north": {"amount": 10}, "south": {"amount": 30}}},
            "elm": {"lots": {"north": {"amount": 20}, "south": {"amount": 20}}},
        },
    )


LOTS: list[tuple[str, Papers, Data, Mapping[str, str]]] = [
    ("a gate that both inherit", lots(), {"kind": "drop-gate", "gate": "beds"}, {"north": "ash", "south": "elm"}),
    (
        "one lot has no gate",
        lots(gates=[]),
        {"kind": "gate", "gate": "beds", "to": 4},
        {"north": "ash", "south": "elm"},
    ),
    ("one lot alone is priced anew", lots(gates=[]), {"kind": "price", "bid": "ash", "lot": "north", "to": 21}, {"north": "elm", "south": "elm"}),
    ("a bid less in both", lots(gates=[]), {"kind": "without-bid", "bid": "elm"}, {"north": "ash", "south": ""}),
]  # fmt: skip


@pytest.mark.parametrize("case", LOTS, ids=lambda case: case[0])
def test_lots(case: tuple[str, Papers, Data, Mapping[str, str]]) -> None:
    _, before, change, winners = case
    found = what_if(inputs_of(before), placed(change)).evaluation
    assert found is not None
    assert {lot.id: lot.winner or "" for lot in found.lots} == winners


# Marks


def marked(rule: str, value: object) -> Papers:
    base = papers(60, 20, 20, marks={"from": rule})
    marks = {
        (bid, question, who): mark
        for (bid, question), mark in MARKS.items()
        for who in ("ada", "bo")
        if rule != "single" or who == "ada"
    }
    return replace(base, consensus={}, marks={**marks, ("elm", "plan", "ada"): value})


@pytest.mark.parametrize("rule", ["mean", "median", "single"])
def test_one_evaluators_mark(rule: str) -> None:
    change = {"kind": "mark", "criterion": "plan", "bid": "elm", "evaluator": "ada", "to": 10}
    supposed = what_if(inputs_of(marked(rule, 4)), placed(change))
    by_hand = judge(inputs_of(marked(rule, 10))).evaluation
    assert supposed.evaluation is not None
    assert by_hand is not None
    assert figures(supposed.evaluation) == figures(by_hand)
    assert supposed.evaluation.digest == by_hand.digest


def test_a_new_bid_is_marked_by_everybody_who_marks() -> None:
    new = {"id": "oak", "bidder": {"id": "oak", "name": "Oak"}}
    change = {
        "kind": "with-bid",
        "bid": new,
        "prices": {"lots": {"whole": {"amount": 100}}},
        "marks": {"plan": 10, "people": 10},
    }
    found = what_if(inputs_of(marked("mean", 4)), placed(change)).evaluation
    assert found is not None
    assert (found.lots[0].winner, found.lots[0].placings[0].total) == ("oak", F(100))
