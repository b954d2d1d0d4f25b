"""Tests kept, taken away and replaced: against the same tender with its rules edited and evaluated."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.analysis.answer import Verdict
from bideval.analysis.backing_study.alternatives import COUNTED, DROPPED, RELAXED, SCORED, alternatives
from bideval.analysis.backing_study.singly import all_tried, pairs_answer, singly_answers
from bideval.analysis.backing_study.subsets import MOST_PARTS, subsets_answer, subsets_of
from bideval.analysis.backing_study.tried import Tried
from bideval.analysis.reweighed import Award
from tests.analysis.backing_study.small import (
    BEDS,
    BIDS,
    NURSES,
    F,
    Row,
    gate,
    half_and_half,
    long_way,
    papers,
    scene,
)
from tests.scoring.build import decision

MIXED = st.fixed_dictionaries(
    {
        name: st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 10), st.integers(40, 60))
        for name in ("ash", "elm", "oak", "yew")
    }
)


def test_every_set_of_two_tests_by_hand() -> None:
    found = subsets_of(scene(papers(BIDS, BEDS, NURSES)))
    assert {one.dropped: one.outcome.award for one in found.tried} == {
        (): Award(("ash",)),
        ("beds",): Award(("elm",)),
        ("nurses",): Award(("ash",)),
        ("beds", "nurses"): Award(("elm",)),
    }
    assert found.whole


@given(MIXED, st.integers(0, 4), st.integers(0, 4))
@settings(max_examples=15)
def test_every_set_is_the_tender_without_those_tests(rows: Mapping[str, Row], beds: int, nurses: int) -> None:
    gates = {"beds": gate("beds", beds), "nurses": gate("nurses", nurses, test="more-than")}
    found = subsets_of(scene(papers(rows, *gates.values())))
    for one in found.tried:
        kept = [each for name, each in gates.items() if name not in one.dropped]
        assert one.outcome.award == long_way(papers(rows, *kept)), one.dropped


def test_dropping_more_may_bring_the_published_award_back() -> None:
    """Without beds, elm wins; without both, yew's price takes elm's points and ash wins again."""
    rows = {"ash": (12, 6, 8, 100), "elm": (8, 6, 10, 110), "yew": (12, 1, 0, 20)}
    expected = {
        dropped: long_way(papers(rows, *(one for one in (BEDS, NURSES) if one["id"] not in dropped)))
        for dropped in ((), ("beds",), ("nurses",), ("beds", "nurses"))
    }
    found = subsets_of(scene(papers(rows, BEDS, NURSES)))
    assert {one.dropped: one.outcome.award for one in found.tried} == expected


def test_a_criterion_of_the_group_loses_its_weight_to_the_others() -> None:
    """With a third for nurses scored and tagged: without it the plan and the price share as before."""
    scored = {
        "id": "care",
        "weight": F(100, 3),
        "measure": {"field": "bid.declared.nurses"},
        "points": {
            "linear": {"from": {"at": 0, "points": 0}, "to": {"at": 9, "points": 100}, "outside": "clamp"}
        },
        "group": "standing",
    }
    criteria = (*half_and_half(F(2, 3)), scored)
    found = subsets_of(scene(papers(BIDS, BEDS, criteria=criteria)))
    awards = {one.dropped: one.outcome.award for one in found.tried}
    assert awards[()] == long_way(papers(BIDS, BEDS, criteria=criteria))
    assert awards[("care",)] == long_way(papers(BIDS, BEDS))
    assert awards[("beds", "care")] == long_way(papers(BIDS))


def test_everything_that_scores_taken_away_is_no_result() -> None:
    criteria = tuple({**one, "group": "standing"} for one in half_and_half())
    studied = scene(papers(BIDS, criteria=criteria))
    answer = subsets_answer(studied, subsets_of(studied))
    assert answer.verdict is Verdict.NOT_ESTABLISHED
    assert "nothing would be left that scores" in {row[-1] for row in answer.tables[1].rows}


def test_too_many_tests_are_said_and_cut() -> None:
    gates = [{**gate("beds", least), "id": f"beds-{least}"} for least in range(MOST_PARTS + 1)]
    studied = scene(papers(BIDS, *gates))
    found = subsets_of(studied)
    assert not found.whole
    assert len(found.tried) == 1 + 11 + 55 + 1
    assert any("every set is tried of 10 or fewer" in note for note in subsets_answer(studied, found).notes)


@given(MIXED, st.integers(1, 4))
@settings(max_examples=15)
def test_relaxed_to_a_bids_own_figure_is_the_threshold_edited(rows: Mapping[str, Row], beds: int) -> None:
    studied = scene(papers(rows, gate("beds", beds), NURSES))
    found = [one for one in all_tried(studied).singly if _is(one, RELAXED) and _of(one) == "beds"]
    relaxed = {one.alternatives[0].threshold: one for one in found}
    own = {row[0] for row in rows.values() if row[0] < beds}
    assert set(relaxed) == set(map(Fraction, own))
    for value, one in relaxed.items():
        assert one.outcome is not None
        assert one.outcome.award == long_way(papers(rows, gate("beds", value), NURSES))
        passing = {bid for bid, row in rows.items() if value is not None and value <= row[0] < beds}
        assert set(one.alternatives[0].lets_pass) == passing


def _is(one: Tried, kind: str) -> bool:
    return one.alternatives[0].kind == kind


SCORED_AT = [F(1), F(10), F(25), F(49)]


@given(MIXED)
@settings(max_examples=6)
def test_scored_instead_is_the_rules_edited_at_any_weight(rows: Mapping[str, Row]) -> None:
    studied = scene(papers(rows, gate("beds", 3), NURSES))
    (found,) = (one for one in all_tried(studied).singly if _is(one, SCORED) and _of(one) == "beds")
    if found.outcome is not None:
        assert found.outcome.award == long_way(papers(rows, NURSES)) == Award(())
        return
    for weight in SCORED_AT:
        criterion = {
            "id": "beds",
            "weight": weight,
            "measure": {"field": "bid.declared.beds"},
            "points": {
                "linear": {"from": {"at": 0, "points": 0}, "to": {"at": 3, "points": 100}, "outside": "clamp"}
            },
        }
        criteria = (*half_and_half(1 - weight / 100), criterion)
        (part,) = (one for one in found.line if one.holds(weight))
        assert part.award == long_way(papers(rows, NURSES, criteria=criteria))


def _of(one: Tried) -> str:
    return one.alternatives[0].test


@given(MIXED)
@settings(max_examples=6)
def test_pairs_are_both_edits_together(rows: Mapping[str, Row]) -> None:
    studied = scene(papers(rows, gate("beds", 3), gate("nurses", 2)))
    for pair in all_tried(studied).pairs:
        kinds = {one.test: one for one in pair.alternatives}
        if pair.outcome is None or not {one.kind for one in pair.alternatives} <= {DROPPED, RELAXED}:
            continue
        gates = [
            gate(name, kinds[name].threshold) for name in ("beds", "nurses") if kinds[name].kind == RELAXED
        ]
        assert pair.outcome.award == long_way(papers(rows, *gates))


def test_a_waived_fail_is_counted_for_every_bid() -> None:
    open_gate = {**BEDS, "on_fail": "may-disregard"}
    waive = decision("waive", bid="elm", gate="beds")
    studied = scene(replace(papers(BIDS, open_gate, NURSES), decisions=(waive,)))
    assert studied.published.award == Award(("elm",))
    (counted,) = (one for one in all_tried(studied).singly if _is(one, COUNTED))
    assert counted.outcome is not None
    assert counted.outcome.award == long_way(papers(BIDS, BEDS, NURSES)) == Award(("ash",))


def test_no_fail_that_stands_leaves_nothing_to_count() -> None:
    assert COUNTED not in {one.kind for one in alternatives(scene(papers(BIDS, BEDS, NURSES)))}


def test_one_test_has_no_pairs_and_its_sentence_names_the_alternative() -> None:
    studied = scene(papers(BIDS, BEDS))
    found = all_tried(studied)
    assert pairs_answer(studied, found) is None
    (answer,) = singly_answers(studied, found)
    assert "with beds at 8 elm (charity) wins" in answer.sentence


def test_the_order_of_bids_changes_nothing() -> None:
    forward, backward = (
        scene(papers(dict(rows), BEDS, NURSES)) for rows in (BIDS.items(), reversed(list(BIDS.items())))
    )
    one, other = (
        (subsets_answer(each, subsets_of(each)), *singly_answers(each, all_tried(each)))
        for each in (forward, backward)
    )
    assert one == other


def test_a_screen_of_prices_has_no_short_way_and_is_right_all_the_same() -> None:
    """Yew is far below the others' median; whose prices are compared depends on who is let in."""
    screen = {
        "id": "low",
        "phase": "price",
        "use": "screens/below-median@1",
        "with": {"least": 70},
        "test": "at-least",
        "on_fail": "must-disregard",
        "group": "standing",
    }
    studied = scene(papers(BIDS, BEDS, NURSES, screen))
    assert not studied.admissions.apart
    gates = {"beds": BEDS, "nurses": NURSES, "low": screen}
    for one in subsets_of(studied).tried:
        kept = [each for name, each in gates.items() if name not in one.dropped]
        assert one.outcome.award == long_way(papers(BIDS, *kept)), one.dropped
