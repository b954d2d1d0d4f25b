"""Shadow results: what a disregarded bid would have got, without touching anybody else."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bideval.model.evaluation import LotResult, PlacingStatus, Shadow
from bideval.model.inputs import Inputs
from bideval.scoring.evaluate import judge
from bideval.scoring.formulas.registry import PRICE_FORMULAS
from bideval.scoring.methods.registry import METHODS
from tests.scoring.build import (
    Data,
    Papers,
    decision,
    inputs_of,
    lot_of,
    lowest_price,
    placing,
    ranks,
    tender,
)
from tests.scoring.generated import examples, papers_of

F = Fraction
ABLE = {
    "id": "able",
    "phase": "conditions",
    "measure": {"field": "bid.declared.able"},
    "threshold": 1,
    "test": "is",
    "on_fail": "must-disregard",
}
QUALITY = {"id": "plan", "weight": 50, "scale": {"from": 0, "to": 10, "step": 1}}
COST = {"id": "cost", "weight": 50, "formula": "lowest-over-bid"}


def offers(
    bids: Mapping[str, tuple[int, int | None, object]],
    criteria: Sequence[Data] | None = None,
    **rules: object,
) -> Papers:
    """Return a half-and-half tender; by bid: able or not, mark of plan, price; None: not on file."""
    return Papers(
        tender(
            method={"use": "weighted-sum"},
            weighting={"kind": "percent-of-whole"},
            marks={"from": "consensus"},
            declares={"able": {"unit": "count"}},
            criteria=criteria or [QUALITY, COST],
            gates=[ABLE],
            **rules,
        ),
        {bid: {"declared": {"able": able}} for bid, (able, _, _) in bids.items()},
        {bid: price for bid, (_, _, price) in bids.items() if price is not None},
        {(bid, "plan"): mark for bid, (_, mark, _) in bids.items() if mark is not None},
    )


def shadow(lot: LotResult, bid: str) -> Shadow:
    found = placing(lot, bid).shadow
    assert found is not None
    return found


ASH, BEECH = (1, 8, 100), (1, 6, 80)
SHADOWS: list[tuple[str, Papers, int, str]] = [
    # by hand: price points are 100 x lowest / own over the assessed bids and this one
    ("it would have won: 30 + 50, against 40 + 20 and 30 + 25",
     offers({"ash": ASH, "beech": BEECH, "cedar": (0, 6, 40)}), 1, "80"),
    ("it would have come last", offers({"ash": ASH, "beech": BEECH, "cedar": (0, 0, 160)}), 3, "25"),
    ("it would have come level with ash: 40 + 40 each", offers({"ash": ASH, "beech": BEECH, "cedar": (0, 8, 100)}), 1, "80"),
    ("nobody else is left", offers({"cedar": (0, 5, 70)}), 1, "75"),
    ("two that are out do not see one another",
     offers({"ash": ASH, "beech": BEECH, "cedar": (0, 6, 40), "dogwood": (0, 10, 20)}), 1, "80"),
]  # fmt: skip


@pytest.mark.parametrize("case", SHADOWS, ids=lambda case: case[0])
def test_what_a_disregarded_bid_would_have_got(case: tuple[str, Papers, int, str]) -> None:
    _, papers, rank, total = case
    lot = lot_of(papers)
    found = shadow(lot, "cedar")
    assert (found.rank, found.total, found.total_exact, found.why_null) == (rank, F(total), F(total), None)
    assert [one.criterion for one in found.scores] == ["plan", "cost"]
    assert sum((one.weighted for one in found.scores), F(0)) == F(total)


def test_nobody_else_is_touched_by_a_shadow() -> None:
    """Cedar has the lowest price and the highest mark; lifted to the best, both would pull everybody down."""
    lifted = [{**QUALITY, "normalise": "to-best"}, COST]
    bids = {"ash": ASH, "beech": BEECH}
    alone, beside = lot_of(offers(bids, lifted)), lot_of(offers({**bids, "cedar": (0, 10, 1)}, lifted))
    for bid in bids:
        assert placing(beside, bid) == placing(alone, bid)
    assert (beside.winner, beside.margin) == (alone.winner, alone.margin)
    assert (
        placing(beside, "cedar").rank,
        placing(beside, "cedar").total,
        placing(beside, "cedar").scores,
    ) == (None, None, ())


BUDGET: Data = {**COST, "formula": "budget-linear", "with": {"budget": 200, "floor": 0}}
NULLS: list[tuple[str, Papers, str]] = [
    ("its mark was never given", offers({"ash": ASH, "cedar": (0, None, 40)}), "mark on plan"),
    ("its price was never opened", offers({"ash": ASH, "cedar": (0, 6, None)}), "price"),
    ("its price was never opened, and only a rung would read it",
     offers({"ash": ASH, "cedar": (0, 8, None)}, [{**QUALITY, "weight": 100}], ties=[{"by": "lower-price"}]), "price"),
    ("its price is one that the formula divides by", offers({"ash": ASH, "cedar": (0, 6, 0)}), "divides by every price"),
]  # fmt: skip


@pytest.mark.parametrize("case", NULLS, ids=lambda case: case[0])
def test_there_is_no_shadow_without_its_figures_and_the_reason_is_said(case: tuple[str, Papers, str]) -> None:
    _, papers, words = case
    found = shadow(lot_of(papers), "cedar")
    assert (found.rank, found.total, found.total_exact, found.scores) == (None, None, None, ())
    assert words in str(found.why_null)


def test_a_price_that_nobody_divides_by_may_be_zero() -> None:
    assert shadow(lot_of(offers({"ash": ASH, "cedar": (0, 6, 0)}, [QUALITY, BUDGET])), "cedar").total == 80


HAVE_NONE: list[tuple[str, Data]] = [
    ("excluded", decision("exclude", bid="cedar", ground="fraud")),
    ("withdrawn", decision("withdraw", bid="cedar")),
    ("late", decision("late", bid="cedar")),
]


@pytest.mark.parametrize("case", HAVE_NONE, ids=lambda case: case[0])
def test_only_a_disregarded_bid_has_a_shadow(case: tuple[str, Data]) -> None:
    papers = offers({"ash": ASH, "cedar": (0, 6, 40)})
    lot = lot_of(replace(papers, decisions=(case[1],)))
    assert (placing(lot, "cedar").status.value, placing(lot, "cedar").shadow) == (case[0], None)
    assert placing(lot, "ash").shadow is None


def test_a_bid_disregarded_for_a_breach_has_one_too() -> None:
    papers = offers({"ash": ASH, "cedar": (1, 6, 40)})
    breach = decision("disregard", bid="cedar", ground="an unsigned form")
    lot = lot_of(replace(papers, decisions=(breach,)))
    assert (placing(lot, "cedar").because, shadow(lot, "cedar").rank) == (
        f"decision {breach['id']}: an unsigned form",
        1,
    )


def test_the_tie_ladder_ranks_a_shadow_too() -> None:
    papers = lowest_price({"ash": 100, "cedar": 100}, gates=[ABLE], declares={"able": {"unit": "count"}},
                          ties=[{"by": "earlier-received"}])  # fmt: skip
    bids = {
        "ash": {"declared": {"able": 1}, "received": "2026-01-05T10:00:00Z"},
        "cedar": {"declared": {"able": 0}, "received": "2026-01-05T09:00:00Z"},
    }
    lot = lot_of(replace(papers, bids=bids))
    assert (shadow(lot, "cedar").rank, lot.winner, placing(lot, "ash").tie_rungs) == (1, "ash", ())


# By an independent path: the inputs with that bid let in, and the other disregarded bids gone

RULES = [*(("weighted-sum", formula) for formula in PRICE_FORMULAS), *((method, None) for method in METHODS)]
every_rule = pytest.mark.parametrize(
    ("method", "formula"), RULES, ids=[formula or method for method, formula in RULES]
)
few = examples(12, part=20)


def only(inputs: Inputs, bids: set[str]) -> Inputs:
    """Return ``inputs`` with these bids alone, without gates and minimums that would put one out."""
    rules = inputs.tender
    assert rules.method is not None
    terms = {name: value for name, value in rules.method.with_.items() if name != "quality_minimum"}
    if "quality_minimum" in rules.method.with_:
        terms["quality_minimum"] = "0"
    method = rules.method.model_copy(update={"with_": terms})
    return replace(
        inputs,
        tender=rules.model_copy(update={"gates": (), "method": method}),
        bids={bid: one for bid, one in inputs.bids.items() if bid in bids},
        prices={bid: one for bid, one in inputs.prices.items() if bid in bids},
        consensus=tuple(row for row in inputs.consensus if row.bid in bids),
    )


@every_rule
@few
@given(data=st.data())
def test_a_shadow_is_a_fresh_evaluation_with_that_bid_let_in(
    method: str, formula: str | None, data: st.DataObject
) -> None:
    inputs = inputs_of(data.draw(papers_of(method, formula, least=2)))
    judged = judge(inputs)
    assume(judged.evaluation is not None)
    assert judged.evaluation is not None
    (lot,) = judged.evaluation.lots
    assessed = {one.bid for one in lot.placings if one.status is PlacingStatus.ASSESSED}
    for out in sorted({one.bid for one in lot.placings} - assessed):
        fresh = judge(only(inputs, {*assessed, out})).evaluation
        found = shadow(lot, out)
        if fresh is None:
            assert found.why_null
            continue
        own = placing(fresh.lots[0], out)
        assert (found.rank, found.total, found.total_exact) == (own.rank, own.total, own.total_exact)
        assert [(one.criterion, one.points, one.weighted) for one in found.scores] == [
            (one.criterion, one.points, one.weighted) for one in own.scores
        ]


@every_rule
@few
@given(data=st.data())
def test_the_assessed_bids_are_as_if_the_others_had_never_come(
    method: str, formula: str | None, data: st.DataObject
) -> None:
    inputs = inputs_of(data.draw(papers_of(method, formula, least=2)))
    judged = judge(inputs)
    assume(judged.evaluation is not None)
    assert judged.evaluation is not None
    (lot,) = judged.evaluation.lots
    assessed = {one.bid for one in lot.placings if one.status is PlacingStatus.ASSESSED}
    assume(assessed)
    fresh = judge(only(inputs, assessed)).evaluation
    assert fresh is not None
    (alone,) = fresh.lots
    assert (alone.status, alone.winners, alone.margin, alone.margin_exact) == (
        lot.status,
        lot.winners,
        lot.margin,
        lot.margin_exact,
    )
    assert ranks(alone) == {bid: rank for bid, rank in ranks(lot).items() if bid in assessed}
    for bid in assessed:
        one, other = placing(lot, bid), placing(alone, bid)
        assert (one.total, one.total_exact, one.tie_rungs) == (
            other.total,
            other.total_exact,
            other.tie_rungs,
        )
