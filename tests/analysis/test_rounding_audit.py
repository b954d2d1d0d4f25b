"""Other roundings: against the rounding edited in the tender, and ties that rounding makes or hides."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from bideval.analysis.answer import Answer, Verdict
from bideval.analysis.rounding_audit import ROUNDING_AUDIT, stages_of, variants
from tests.analysis.asked import asked_of
from tests.analysis.marked import award_by_hand, small_tenders
from tests.analysis.tideway import tideway
from tests.scoring.build import Data, Papers, lowest_price, tender

F = Fraction
HALVES: Data = {"from": 0, "to": 100, "step": 1}


def two(ash: tuple[int, int], elm: tuple[int, int], rounding: object, **rules: object) -> Papers:
    """Two bids marked on two questions of a third and two thirds."""
    criteria = [
        {"id": "plan", "weight": 1, "scale": HALVES},
        {"id": "people", "weight": 2, "scale": HALVES},
    ]
    stated = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "points", "total": 3},
        marks={"from": "consensus"},
        criteria=criteria,
        rounding=rounding,
        **rules,
    )
    marks = {
        (bid, what): mark
        for bid, row in (("ash", ash), ("elm", elm))
        for what, mark in zip(("plan", "people"), row, strict=True)
    }
    return Papers(stated, {"ash": {}, "elm": {}}, {}, marks)


def answers(papers: Papers) -> dict[str, Answer]:
    return {one.about: one for one in ROUNDING_AUDIT.run(asked_of(papers))}


WHOLE = [{"stage": "weighted", "places": 0, "mode": "half-up"}]
CASES = [
    # in words, marks of ash, of elm, rounding, sentence about ties
    (
        "an exact tie hides behind rounding",  # 0.50 + 0.90 against 0.30 + 1.10
        two((50, 45), (30, 55), WHOLE, rank_on="rounded"),
        "ash and elm are exactly level, and rounding sets them apart.",
    ),
    (
        "rounding makes a tie",  # 0.60 + 1.60 against 0.70 + 1.70
        two((60, 80), (70, 85), WHOLE, rank_on="rounded"),
        "Rounding makes ash and elm level; on exact figures elm is ahead by 0.2 points.",
    ),
    (
        "no tie either way",
        two((90, 90), (10, 10), WHOLE, rank_on="rounded"),
        "No tie at the border of the award hides behind rounding, and rounding makes none.",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_ties_that_rounding_makes_or_hides(case: tuple[str, Papers, str]) -> None:
    _, papers, said = case
    assert answers(papers)["ties"].sentence == said


def test_a_rounding_that_decided_is_named() -> None:
    """1.40 each exactly; to whole points 1 + 1 against 0 + 1."""
    found = answers(two((50, 45), (30, 55), WHOLE, rank_on="rounded"))["variants"]
    assert found.verdict is Verdict.PROVED
    assert "there is a tie between ash and elm, which no published rule settles" in found.sentence
    assert any(row[3] == "no rounding at all" for row in found.tables[0].rows)


def test_every_stage_of_the_invented_tender_is_tried() -> None:
    asked = asked_of(tideway())
    stages = [stage.value for stage in stages_of(asked.case.rules)]
    assert stages == ["price", "measure", "mark-mean", "points", "weighted", "section", "total"]
    tried = tuple(variants(asked.case.rules))
    assert len({(one.policy, one.rank_on) for one in tried}) == len(tried)
    assert all(
        any(one.stage == stage and one.places == places and one.mode == mode for one in tried)
        for stage in stages
        for places in range(5)
        for mode in ("half-up", "half-even", "half-down", "up", "down")
    )


def test_a_lot_without_assessed_bids_has_nothing_to_round() -> None:
    gate = {
        "id": "able",
        "phase": "conditions",
        "measure": {"field": "bid.declared.able"},
        "threshold": 1,
        "test": "is",
        "on_fail": "must-disregard",
    }
    papers = lowest_price({"ash": 5}, declares={"able": {"unit": "count"}}, gates=[gate])
    papers = Papers(papers.tender, {"ash": {"declared": {"able": 0}}}, papers.prices)
    (answer,) = ROUNDING_AUDIT.run(asked_of(papers))
    assert answer.verdict is Verdict.DOES_NOT_APPLY


@settings(max_examples=6, deadline=None)
@given(small_tenders())
def test_against_the_rounding_edited_in_the_tender(papers: Papers) -> None:
    _compare(papers)


@settings(max_examples=3, deadline=None)
@given(small_tenders(normalise=True))
def test_against_the_edited_rounding_where_quality_is_measured_against_the_best(papers: Papers) -> None:
    _compare(papers)


def _compare(papers: Papers) -> None:
    asked = asked_of(papers)
    if not asked.result.winners and not asked.result.tied:
        return
    now = award_by_hand(papers)
    changing = []
    for one in variants(asked.case.rules):
        rules = [rule.model_dump(mode="json", exclude_defaults=True) for rule in one.policy.rules]
        edited = {**papers.tender, "rounding": rules or "none"}
        edited.pop("rank_on", None)
        if rules:
            edited["rank_on"] = one.rank_on.value
        award = award_by_hand(Papers(edited, papers.bids, papers.prices, papers.consensus, papers.marks))
        if award is not None and award != now:
            places = None if one.places is None else F(one.places)
            changing.append((one.stage, places, one.mode or None, one.beside, (*award.winners, *award.tied)))
    answer = {each.about: each for each in ROUNDING_AUDIT.run(asked)}["variants"]
    assert [*answer.tables[0].rows] == changing if changing else answer.tables == ()
