"""Who is assessed: statuses, phases, and what decisions make of a failed gate."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bideval.model.evaluation import LotResult, LotStatus, PlacingStatus
from bideval.scoring.evaluate import judge
from tests.scoring.build import (
    Data,
    Papers,
    decision,
    findings_of,
    gate,
    inputs_of,
    lot_of,
    lowest_price,
    placing,
    ranks,
    stopping_codes,
    tender,
)


def limit(amount: object, on_fail: str, phase: str = "price", name: str = "limit") -> Data:
    """Return a gate that the price is at most ``amount``."""
    return {
        "id": name,
        "phase": phase,
        "measure": {"field": "price.evaluated"},
        "threshold": amount,
        "test": "at-most",
        "on_fail": on_fail,
    }


def above_limit(on_fail: str, *decisions: Data) -> Papers:
    """Return a tender in which ash, the dearer bid, fails a limit of 100."""
    papers = lowest_price({"ash": 120, "beech": 90}, gates=[limit(100, on_fail)])
    return replace(papers, decisions=decisions)


def state(lot: LotResult, bid: str) -> str:
    return placing(lot, bid).status.value


GATED = {"bid": "ash", "gate": "limit"}
LATER = {"at": "2026-03-03"}
OUTCOMES: list[tuple[str, str, tuple[Data, ...], str, str]] = [
    # in words                                       on_fail           decisions                         ash            lot
    ("must-disregard, no decision",                  "must-disregard", (),                               "disregarded", "final"),
    ("may-disregard, no decision",                   "may-disregard",  (),                               "assessed",    "provisional"),
    ("flag, no decision",                            "flag",           (),                               "assessed",    "final"),
    ("must-disregard and waived",                    "must-disregard", (decision("waive", **GATED),),    "assessed",    "final"),
    ("must-disregard and mitigated",                 "must-disregard", (decision("mitigate", **GATED),), "assessed",    "final"),
    ("may-disregard and kept",                       "may-disregard",  (decision("keep", **GATED),),     "assessed",    "final"),
    ("may-disregard and waived",                     "may-disregard",  (decision("waive", **GATED),),    "assessed",    "final"),
    ("may-disregard and disregarded",                "may-disregard",  (decision("disregard", **GATED),), "disregarded", "final"),
    ("a superseded decision in any order in the file", "may-disregard",
     (decision("keep", supersedes="disregard-ash-limit", **{**GATED, **LATER}), decision("disregard", **GATED)),
                                                                                                         "assessed",    "final"),
    ("a superseded decision does not count",         "may-disregard",
     (decision("disregard", **GATED), decision("keep", supersedes="disregard-ash-limit", **{**GATED, **LATER})),
                                                                                                         "assessed",    "final"),
    ("a decision about another bid does not count",  "may-disregard",
     (decision("keep", bid="beech", gate="limit"),),                                                     "assessed",    "provisional"),
    ("a low price after notice, disregarded",        "flag",
     (decision("low-price", bid="ash", to="disregard"),),                                                "disregarded", "final"),
    ("a low price that is kept",                     "flag", (decision("low-price", bid="ash", to="keep"),), "assessed", "final"),
    ("a breach of procedure",                        "flag",
     (decision("disregard", bid="ash", ground="an unsigned form"),),                                     "disregarded", "final"),
    ("a breach stays one, though the low price is kept", "flag",
     (decision("disregard", bid="ash", ground="an unsigned form"), decision("low-price", bid="ash", to="keep", **LATER)),
                                                                                                         "disregarded", "final"),
    ("excluded",                                     "flag", (decision("exclude", bid="ash", ground="fraud"),), "excluded", "final"),
    ("withdrawn",                                    "flag", (decision("withdraw", bid="ash"),),         "withdrawn",   "final"),
    ("late",                                         "flag", (decision("late", bid="ash"),),             "late",        "final"),
    ("excluded, and the exclusion taken back",       "flag",
     (decision("exclude", id="e", bid="ash", ground="fraud"), decision("keep", bid="ash", supersedes="e", **LATER)),
                                                                                                         "assessed",    "final"),
]  # fmt: skip


@pytest.mark.parametrize("case", OUTCOMES, ids=lambda case: case[0])
def test_what_becomes_of_a_failed_bid(case: tuple[str, str, tuple[Data, ...], str, str]) -> None:
    _, on_fail, decisions, status, of_lot = case
    lot = lot_of(above_limit(on_fail, *decisions))
    assert (state(lot, "ash"), lot.status.value, lot.winner) == (status, of_lot, "beech")
    assert (placing(lot, "ash").rank is None) == (status != "assessed")
    assert bool(placing(lot, "ash").because) == (status != "assessed")


WITHOUT_EFFECT: list[tuple[str, object, str, Data, set[str]]] = [
    # in words                                   limit  on fail           decision                        codes
    ("for a gate that it passed",                130, "may-disregard", decision("disregard", **GATED),    {"BE413"}),
    ("for a gate whose fail is flagged",         100, "flag",          decision("disregard", **GATED),    {"BE413"}),
    ("for a gate that it failed",                100, "may-disregard", decision("disregard", **GATED),    set()),
    ("a gate that it passed, waived in advance", 130, "may-disregard", decision("waive", **GATED),        set()),
    ("a bid that never comes to the gates",      130, "flag",          decision("exclude", bid="ash", ground="fraud"), set()),
]  # fmt: skip


@pytest.mark.parametrize("case", WITHOUT_EFFECT, ids=lambda case: case[0])
def test_a_bid_is_not_disregarded_without_cause(case: tuple[str, object, str, Data, set[str]]) -> None:
    _, amount, on_fail, made, codes = case
    papers = lowest_price({"ash": 120, "beech": 90}, gates=[limit(amount, on_fail)])
    assert stopping_codes(replace(papers, decisions=(made,))) == codes


NOTED: list[tuple[str, str, Data, str]] = [
    ("a waiver", "must-disregard", decision("waive", **GATED), "waive-ash-limit"),
    ("a mitigation", "must-disregard", decision("mitigate", **GATED), "mitigate-ash-limit"),
    ("a bid that is kept", "may-disregard", decision("keep", **GATED), "keep-ash-limit"),
]


@pytest.mark.parametrize("case", NOTED, ids=lambda case: case[0])
def test_a_fail_that_a_decision_lets_stand_is_said_with_the_result(case: tuple[str, str, Data, str]) -> None:
    _, on_fail, made, name = case
    lot = lot_of(above_limit(on_fail, made))
    (note,) = lot.notes
    assert all(word in note for word in ("ash", "limit", name, "the panel", "as minuted"))
    assert gate(lot, "ash", "limit").decision == f"{made['kind']} {name}"
    assert not gate(lot, "ash", "limit").passed


def test_a_decision_that_is_awaited_is_said_with_the_result() -> None:
    (note,) = lot_of(above_limit("may-disregard")).notes
    assert all(word in note for word in ("ash", "limit", "no decision"))


def test_a_decision_awaited_on_a_bid_that_is_out_anyway_holds_nothing_up() -> None:
    papers = lowest_price(
        {"ash": 120, "beech": 90},
        gates=[limit(100, "may-disregard"), limit(110, "must-disregard", name="ceiling")],
    )
    lot = lot_of(papers)
    assert (lot.status, lot.notes) == (LotStatus.FINAL, ())


AS_RECEIVED: list[tuple[str, Data, tuple[Data, ...], str]] = [
    ("withdrawn as received", {"status": "withdrawn"}, (), "withdrawn"),
    ("late as received", {"status": "late"}, (), "late"),
    ("late, and then withdrawn", {"status": "late"}, (decision("withdraw", bid="ash"),), "withdrawn"),
    ("withdrawn, and found to be late", {"status": "withdrawn"}, (decision("late", bid="ash"),), "late"),
    (
        "late, and excluded by decision",
        {"status": "late"},
        (decision("exclude", bid="ash", ground="fraud"),),
        "excluded",
    ),
]


@pytest.mark.parametrize("case", AS_RECEIVED, ids=lambda case: case[0])
def test_a_bid_that_never_comes_to_the_gates_needs_no_price_and_has_no_shadow(
    case: tuple[str, Data, tuple[Data, ...], str],
) -> None:
    _, bid, decisions, status = case
    papers = Papers(
        tender(method={"use": "lowest-compliant"}, gates=[limit(100, "must-disregard")]),
        {"ash": bid, "beech": {}},
        {"beech": 90},
        decisions=decisions,
    )
    lot = lot_of(papers)
    out = placing(lot, "ash")
    assert (out.status.value, out.gates, out.scores, out.shadow, out.rank) == (status, (), (), None, None)
    assert lot.winner == "beech"


# Phases

QUESTION = {"id": "plan", "weight": 100, "scale": {"from": 0, "to": 10, "step": 1}}


def staged(
    bids: Mapping[str, Data] | None = None,
    prices: Mapping[str, int] | None = None,
    consensus: Mapping[tuple[str, str], int] | None = None,
) -> Papers:
    """Return a tender with a gate in each phase, all of which both bids pass unless it is said otherwise."""
    declared = {name: {"unit": "count"} for name in ("clear", "able")}
    return Papers(
        tender(
            method={"use": "vfm-index"},
            weighting={"kind": "percent-of-whole"},
            marks={"from": "consensus"},
            declares=declared,
            criteria=[{**QUESTION, "minimum": {"mark": 5, "on_fail": "must-disregard"}}],
            gates=[
                limit(100, "must-disregard"),  # listed first, tested last
                declares("able", "conditions"),
                declares("clear", "exclusion"),
            ],
        ),
        declaring(1, 1) if bids is None else bids,
        {"ash": 80, "beech": 90} if prices is None else prices,
        {("ash", "plan"): 8, ("beech", "plan"): 8} if consensus is None else consensus,
    )


def declares(name: str, phase: str) -> Data:
    measure = {"field": f"bid.declared.{name}"}
    return {
        "id": name,
        "phase": phase,
        "measure": measure,
        "threshold": 1,
        "test": "is",
        "on_fail": "must-disregard",
    }


def declaring(clear: int, able: int) -> dict[str, Data]:
    return {
        "ash": {"declared": {"clear": clear, "able": able}},
        "beech": {"declared": {"clear": 1, "able": 1}},
    }


BEECH = {("beech", "plan"): 8}
PHASES: list[tuple[str, Papers, tuple[str, ...]]] = [
    ("through every phase", staged(), ("clear", "able", "plan/minimum", "limit")),
    ("out at exclusion, without mark or price",
     staged(bids=declaring(0, 0), consensus=BEECH, prices={"beech": 90}), ("clear",)),
    ("out at conditions, without mark or price",
     staged(bids=declaring(1, 0), consensus=BEECH, prices={"beech": 90}), ("clear", "able")),
    ("out at the minimums, without price",
     staged(consensus={**BEECH, ("ash", "plan"): 4}, prices={"beech": 90}), ("clear", "able", "plan/minimum")),
    ("out at the price", staged(prices={"ash": 101, "beech": 90}), ("clear", "able", "plan/minimum", "limit")),
]  # fmt: skip


@pytest.mark.parametrize("case", PHASES, ids=lambda case: case[0])
def test_later_phases_see_only_the_survivors(case: tuple[str, Papers, tuple[str, ...]]) -> None:
    _, papers, tested = case
    lot = lot_of(papers)
    assert tuple(one.gate for one in placing(lot, "ash").gates) == tested
    assert [one.gate for one in placing(lot, "ash").gates if not one.passed] == (
        [] if case is PHASES[0] else [tested[-1]]
    )
    assert lot.winner == ("ash" if case is PHASES[0] else "beech")
    assert state(lot, "beech") == "assessed"


def test_gates_of_a_phase_are_tested_together() -> None:
    papers = lowest_price(
        {"ash": 120}, gates=[limit(100, "must-disregard"), limit(110, "must-disregard", name="ceiling")]
    )
    out = placing(lot_of(papers), "ash")
    assert [one.gate for one in out.gates if not one.passed] == ["limit", "ceiling"]
    assert out.because == "failed the gate limit"


NEEDED: list[tuple[str, Papers, set[str]]] = [
    ("a bid that comes to the price needs one", staged(prices={"beech": 90}), {"BE453"}),
    ("a bid that comes to the marks needs one", staged(consensus=BEECH), {"BE452"}),
    ("a declaration that a gate reads", staged(bids={"ash": {}, "beech": {}}), {"BE451"}),
]


@pytest.mark.parametrize("case", NEEDED, ids=lambda case: case[0])
def test_what_a_survivor_lacks_is_found(case: tuple[str, Papers, set[str]]) -> None:
    _, papers, codes = case
    assert stopping_codes(papers) == codes


def test_every_bid_that_lacks_a_mark_is_named_in_one_run() -> None:
    papers = Papers(
        tender(
            method={"use": "vfm-index"},
            weighting={"kind": "percent-of-whole"},
            marks={"from": "consensus"},
            criteria=[{**QUESTION, "weight": 60}, {**QUESTION, "id": "team", "weight": 40}],
        ),
        {"ash": {}, "beech": {}},
        {"ash": 80, "beech": 90},
        {("ash", "plan"): 8},
    )
    said = [one.message for one in findings_of(papers) if one.code == "BE452"]
    assert len(said) == 3
    for bid, criterion in (("ash", "team"), ("beech", "plan"), ("beech", "team")):
        assert any(one.startswith(bid) and criterion in one for one in said)


# Nobody left, and quality before prices


def test_no_bid_is_left() -> None:
    lot = lot_of(lowest_price({"ash": 120}, gates=[limit(100, "must-disregard")]))
    assert (lot.status, lot.winners, lot.winner, lot.margin) == (LotStatus.NO_ASSESSED_BID, (), None, None)
    assert state(lot, "ash") == PlacingStatus.DISREGARDED


def test_no_bid_at_all() -> None:
    lot = lot_of(Papers(tender(method={"use": "lowest-compliant"})))
    assert (lot.status, lot.placings) == (LotStatus.NO_ASSESSED_BID, ())


def test_quality_is_scored_before_prices_are_opened() -> None:
    """No rule may read a price: not the limit, not the formula, not a measure of the price."""
    papers = Papers(
        tender(
            method={"use": "weighted-sum"},
            weighting={"kind": "percent-of-whole"},
            marks={"from": "consensus"},
            criteria=[
                {
                    "id": "quality",
                    "criteria": [
                        {**QUESTION, "weight": 50, "minimum": {"mark": 5, "on_fail": "must-disregard"}}
                    ],
                },
                {"id": "cost", "weight": 30, "formula": "lowest-over-bid"},
                {
                    "id": "saving",
                    "weight": 20,
                    "measure": {"field": "price.evaluated"},
                    "points": {
                        "linear": {
                            "from": {"at": 0, "points": 100},
                            "to": {"at": 200, "points": 0},
                            "outside": "clamp",
                        }
                    },
                    "minimum": {"points": 10, "on_fail": "must-disregard"},
                },
            ],
            gates=[limit(100, "must-disregard")],
            ties=[{"by": "lower-price"}],
        ),
        {"ash": {}, "beech": {}, "cedar": {}},
        consensus={("ash", "plan"): 8, ("beech", "plan"): 9, ("cedar", "plan"): 1},
    )
    judged = judge(inputs_of(papers), quality_only=True)
    assert judged.evaluation is not None
    (lot,) = judged.evaluation.lots
    assert (lot.status, lot.winners, lot.margin) == (LotStatus.QUALITY_ONLY, (), None)
    assert ranks(lot) == {"ash": None, "beech": None, "cedar": None}
    assert [score.criterion for score in placing(lot, "beech").scores] == ["plan"]
    assert state(lot, "cedar") == "disregarded"
    shadow = placing(lot, "cedar").shadow
    assert shadow is not None
    assert shadow.why_null == "prices are not opened"
    assert stopping_codes(papers) == {"BE453"}  # and not a placing more once prices are read
