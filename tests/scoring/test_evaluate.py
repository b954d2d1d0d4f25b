"""The whole judgement: several lots, findings that stop a result, and never a crash."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bideval.errors import NotEvaluableError, Severity
from bideval.io.packs import PackShelf
from bideval.model.evaluation import LotStatus
from bideval.model.inputs import Inputs
from bideval.model.tender import Tender
from bideval.scoring.digest import digest
from bideval.scoring.evaluate import evaluate, judge
from tests.scoring.build import (
    Data,
    Papers,
    evaluated,
    findings_of,
    gate,
    inputs_of,
    lot_of,
    lowest_price,
    placing,
    ranks,
    stopping_codes,
    tender,
    text,
)
from tests.scoring.generated import FORMULA_TERMS, METHOD_TERMS, examples, papers_of
from tests.scoring.mutated import mutated

F = Fraction


def lots(*entered: tuple[str, dict[str, int]], **rules: object) -> Papers:
    """Return a tender of two lots; each bid with its price by lot."""
    defined: list[Data] = [{"id": "north", "title": "The north"}, {"id": "south"}]
    return Papers(
        tender(**{"method": {"use": "lowest-compliant"}, "lots": defined, **rules}),
        {bid: {"lots": list(prices)} for bid, prices in entered},
        {bid: {"lots": {lot: {"amount": price} for lot, price in prices.items()}} for bid, prices in entered},
    )


ASH, ELM, FIR = (
    ("ash", {"north": 10, "south": 30}),
    ("elm", {"north": 20, "south": 20}),
    ("fir", {"south": 10}),
)


def test_each_lot_is_decided_by_itself() -> None:
    north, south = evaluated(lots(ASH, ELM, FIR)).lots
    assert (north.id, north.title, north.winner, ranks(north)) == (
        "north",
        "The north",
        "ash",
        {"ash": 1, "elm": 2},
    )
    assert (south.title, south.winner, ranks(south)) == ("south", "fir", {"fir": 1, "elm": 2, "ash": 3})


def test_lots_stand_in_published_order() -> None:
    defined = [{"id": "south"}, {"id": "north"}]
    assert [lot.id for lot in evaluated(lots(ASH, ELM, lots=defined)).lots] == ["south", "north"]


def test_a_lot_has_rules_of_its_own_and_inherits_the_others() -> None:
    limit = {"id": "limit", "phase": "price", "measure": {"field": "price.evaluated"}, "threshold": 15, "test": "at-most",
             "on_fail": "must-disregard"}  # fmt: skip
    defined = [{"id": "north", "gates": []}, {"id": "south", "places": 2}]
    north, south = evaluated(lots(ASH, ELM, FIR, lots=defined, gates=[limit])).lots
    assert (north.winners, north.places) == (("ash",), 1)
    assert [one.status.value for one in north.placings] == ["assessed", "assessed"]
    assert (south.winners, south.places) == (("fir",), 2)
    assert placing(south, "elm").status.value == "disregarded"


def test_a_limit_on_lots_leaves_the_award_open() -> None:
    north, south = evaluated(lots(ASH, ELM, lot_limit=1)).lots
    for lot in (north, south):
        assert (lot.status, lot.winners, lot.winner) == (LotStatus.NEEDS_ALLOCATION, (), None)
    assert ranks(north) == {"ash": 1, "elm": 2}


def test_a_tie_goes_before_an_award_that_is_open() -> None:
    same = ("ash", {"north": 10, "south": 30}), ("elm", {"north": 10, "south": 20})
    assert [lot.status.value for lot in evaluated(lots(*same, lot_limit=1)).lots] == [
        "tied",
        "needs-allocation",
    ]


def test_a_decision_may_be_about_one_lot() -> None:
    withdrawn = {
        "id": "gone",
        "kind": "withdraw",
        "bid": "ash",
        "lot": "north",
        "reason": "-",
        "by": "-",
        "at": "2026-03-01",
    }
    north, south = evaluated(replace(lots(ASH, ELM), decisions=(withdrawn,))).lots
    assert [placing(lot, "ash").status.value for lot in (north, south)] == ["withdrawn", "assessed"]


def test_what_is_wrong_in_one_lot_stops_all() -> None:
    bad = lots(ASH, ELM, lots=[{"id": "north"}, {"id": "south", "method": {"use": "weighted-sums"}}])
    assert stopping_codes(bad) == {"BE111"}
    with pytest.raises(NotEvaluableError) as stopped:
        evaluated(bad)
    assert "1 finding stands in the way" in str(stopped.value)


def test_the_evaluation_names_its_tender_and_inputs() -> None:
    papers = lowest_price({"ash": 1}, illustration=True)
    evaluation = evaluated(papers)
    assert (evaluation.tender, evaluation.title, evaluation.currency, evaluation.illustration) == (
        "test",
        "Test",
        "GBP",
        True,
    )
    assert evaluation.digest == digest(inputs_of(papers))


def test_warnings_stand_beside_a_result() -> None:
    papers = Papers(tender(method={"use": "lowest-compliant"}))
    judged = judge(inputs_of(papers))
    assert judged.evaluation is not None
    assert [one.severity for one in findings_of(papers)] == [Severity.WARNING]


# Rules that look right one by one, and of which one is undefined beside the others

PLAN = {"id": "plan", "weight": 100, "scale": {"from": 0, "to": 10, "step": 1}}
HALF = {**PLAN, "weight": 50}


def one_bid(criteria: list[Data], **rules: object) -> Papers:
    """Return a tender with two equal bids."""
    return Papers(
        tender(
            **{"weighting": {"kind": "percent-of-whole"}, "marks": {"from": "consensus"}, **rules},
            criteria=criteria,
        ),
        {"ash": {}, "elm": {}},
        {"ash": 10, "elm": 10},
        {("ash", "plan"): 5, ("elm", "plan"): 5},
    )


def cost(**more: object) -> Data:
    return {"id": "cost", "weight": 50, **more}


SUM: Data = {"use": "weighted-sum"}
UNDEFINED: list[tuple[str, Papers, set[str]]] = [
    ("a rung that names no criterion, and a tie", one_bid([PLAN], method=SUM, ties=[{"by": "points", "of": "plans"}]), {"BE118"}),
    ("an endless formula without rounding",
     one_bid([HALF, cost(formula="log-from-lowest", **{"with": {"ratio": 2, "floor": 0}})], method=SUM), {"BE114"}),
    ("an endless figure without rounding",
     one_bid([PLAN], method={"use": "weighted-vfm-index", "with": {"quality_weight": 60, "cost_weight": 40}}), {"BE115"}),
    ("a price criterion in a method that reads the price itself",
     one_bid([HALF, cost(formula="lowest-over-bid")], method={"use": "vfm-index"}), {"BE116"}),
    ("a method of quality without criteria", Papers(tender(method={"use": "vfm-index"}), {"ash": {}}, {"ash": 1}), {"BE117"}),
    ("quality of another whole than 100",
     one_bid([{**PLAN, "weight": 1000}], method={"use": "vfm-index"}, weighting={"kind": "points", "total": 1000}), {"BE134"}),
]  # fmt: skip


@pytest.mark.parametrize("case", UNDEFINED, ids=lambda case: case[0])
def test_rules_that_are_undefined_beside_each_other_are_found(case: tuple[str, Papers, set[str]]) -> None:
    _, papers, codes = case
    assert stopping_codes(papers) == codes


def test_what_bids_lack_is_found_beside_rules_that_do_not_go_together() -> None:
    papers = one_bid([PLAN], method=SUM, ties=[{"by": "points", "of": "plans"}])
    assert stopping_codes(replace(papers, consensus={("ash", "plan"): 5})) == {"BE118", "BE452"}


def test_a_method_that_is_not_defined_for_a_bid_names_it() -> None:
    papers = replace(one_bid([PLAN], method={"use": "vfm-index"}), prices={"ash": 10, "elm": 0})
    (finding,) = (one for one in findings_of(papers) if one.severity is Severity.ERROR)
    assert finding.code == "BE450"
    assert "vfm-index is not defined for elm" in finding.message
    assert finding.sources[0].file == "prices/elm.yaml"


def test_every_bid_that_a_method_is_not_defined_for_is_named() -> None:
    papers = replace(one_bid([PLAN], method={"use": "vfm-index"}), prices={"ash": 0, "elm": 0})
    said = [one.message for one in findings_of(papers) if one.code == "BE450"]
    assert [message.split(": ")[0] for message in said] == [
        "vfm-index is not defined for ash",
        "vfm-index is not defined for elm",
    ]


def covering(field: str, contract: Data | None, unit: str = "money") -> Papers:
    """Return a tender that asks the declared cover to be as much as something of the contract."""
    measure = {
        "ratio": [{"field": "bid.declared.cover"}, {"field": f"tender.contract.{field}"}],
        "when_zero": "refuse",
        "when_negative": "refuse",
    }
    cover = {
        "id": "cover",
        "phase": "conditions",
        "measure": measure,
        "threshold": 1,
        "test": "at-least",
        "on_fail": "flag",
    }
    stated = {} if contract is None else {"contract": contract}
    papers = lowest_price({"ash": 1}, gates=[cover], declares={"cover": {"unit": unit}}, **stated)
    return replace(papers, bids={"ash": {"declared": {"cover": 60}}})


CONTRACTS: list[tuple[str, str, Data, str, str]] = [
    ("its value", "value", {"value": 240, "years": 4}, "money", "1/4"),
    ("its value of one year", "annual_value", {"value": 240, "years": 4}, "money", "1"),
    ("its years", "years", {"value": 240, "years": 4}, "years", "15"),
    ("a year and a half", "annual_value", {"value": 240, "years": "3/2"}, "money", "3/8"),
]


@pytest.mark.parametrize("case", CONTRACTS, ids=lambda case: case[0])
def test_what_a_rule_reads_of_the_contract(case: tuple[str, str, Data, str, str]) -> None:
    _, field, contract, unit, value = case
    assert gate(lot_of(covering(field, contract, unit)), "ash", "cover").value == F(value)


NOT_STATED: list[tuple[str, str, Data | None]] = [
    ("no contract", "value", None),
    ("no contract, of which a year is read", "annual_value", None),
    ("a contract without years", "annual_value", {"value": 240}),
]


@pytest.mark.parametrize("case", NOT_STATED, ids=lambda case: case[0])
def test_what_is_not_stated_of_the_contract_is_not_guessed(case: tuple[str, str, Data | None]) -> None:
    assert stopping_codes(covering(case[1], case[2])) == {"BE451"}


def test_data_that_a_rule_cannot_take_are_found_and_never_crash() -> None:
    """A seed with a space, a contract of no years, a list with a word in it."""
    seeded = Papers(
        lowest_price({}, ties=[{"by": "draw", "method": "sha256-counter", "order": "id"}]).tender,
        {"ash": {}, "elm": {}},
        {"ash": 1, "elm": 1},
        decisions=[
            {"id": "lot", "kind": "draw", "seed": "a b", "reason": "-", "by": "-", "at": "2026-01-01"}
        ],
    )
    assert stopping_codes(seeded) == {"BE412"}
    cover = {
        "id": "cover",
        "phase": "conditions",
        "measure": {
            "ratio": [{"field": "bidder.accounts.turnover"}, {"field": "tender.contract.annual_value"}],
            "when_zero": "refuse",
            "when_negative": "refuse",
        },
        "threshold": 1,
        "test": "at-least",
        "on_fail": "flag",
        "relies_on": {"combine": "none"},
    }
    endless = lowest_price({"ash": 1}, gates=[cover], contract={"value": 10, "years": 0})
    accounts = {"ash": {"accounts": [{"year_end": "2025-12-31", "turnover": 1}]}}
    assert "BE154" in stopping_codes(replace(endless, bids=accounts))
    listed = lowest_price({"ash": 1}, declares={"flows": {"unit": "money", "yearly": True}})
    assert "BE209" in stopping_codes(replace(listed, bids={"ash": {"declared": {"flows": ["1", "two"]}}}))


# Whatever is in the files, there is a result or a finding

RULES = [
    *(("weighted-sum", formula) for formula in FORMULA_TERMS),
    *((method, None) for method in METHOD_TERMS),
]
tenders = st.sampled_from(RULES).flatmap(lambda rule: papers_of(*rule))


def typed(papers: Papers) -> Inputs | None:
    """Type the data, or return None where a model or the shelf refuses them: that is told elsewhere."""
    if not all(isinstance(bid, Mapping) for bid in papers.bids.values()):
        return None
    try:
        _, findings = PackShelf({}).named_by(Tender.model_validate(text(papers.tender)))
        return None if findings else inputs_of(papers)
    except ValidationError:
        return None


@examples(150, part=1)
@given(papers=tenders, seed=st.integers(0, 10**6), changes=st.integers(1, 4))
def test_whatever_the_data_say_there_is_a_result_or_a_finding(
    papers: Papers, seed: int, changes: int
) -> None:
    tries = (typed(mutated(papers, Random(seed + place), changes)) for place in range(8))  # noqa: S311
    inputs = next(filter(None, tries), inputs_of(papers))
    for quality_only in (False, True):
        judged = judge(inputs, quality_only=quality_only)
        stopped = any(one.severity is Severity.ERROR for one in judged.findings)
        assert (judged.evaluation is None) == stopped
        if judged.evaluation is not None:
            assert evaluate(inputs, quality_only=quality_only) == judged.evaluation
