"""Marks that may be off: against every combination of marks judged again, and published figures."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings

from bideval.analysis.answer import Answer, Verdict
from bideval.analysis.ask import lots_asked
from bideval.analysis.mark_uncertainty import MARK_UNCERTAINTY
from bideval.analysis.pictures import Whiskers
from bideval.analysis.question import Question
from bideval.io.judged_folder import judge_folder
from tests.analysis.asked import asked_of
from tests.analysis.marked import UNEVEN, Key, award_by_hand, marks_of, small_tenders, with_marks
from tests.analysis.tideway import BIDS, MARKED, MARKS, QUALITY, SOCIAL, tideway
from tests.scoring.build import Papers, lowest_price, tender

F = Fraction


ONE = F(1)


def answers(papers: Papers, off_by: Fraction = ONE) -> dict[str, Answer]:
    return {one.about: one for one in MARK_UNCERTAINTY.run(asked_of(papers, Question(off_by=off_by)))}


def standing(answer: Answer) -> dict[object, tuple[object, object]]:
    """Whether each bid can win and is certain to, as the table has it."""
    return {row[0]: (row[4], row[5]) for row in answer.tables[0].rows}


def of_means() -> Papers:
    """The invented tender with the means of its marks as agreed marks, on a scale that has them."""
    papers = tideway()
    rules = {**papers.tender, "marks": {"from": "consensus"}}
    groups = rules["criteria"]
    assert isinstance(groups, list)
    scale = {"from": 0, "to": 5, "step": F(1, 4)}
    rules["criteria"] = [
        {
            **group,
            "criteria": [{**leaf, "scale": scale} if "scale" in leaf else leaf for leaf in group["criteria"]],
        }
        for group in groups
    ]
    agreed = {
        (bid, what): F(sum(map(int, row)), len(row))
        for bid in BIDS
        for what, row in zip(MARKED, MARKS[bid], strict=True)
    }
    return replace(papers, tender=rules, marks={}, consensus=agreed)


# Published: each mean may be off by so many points of 100; a step of the finer scale is 5 points.
FIGURES = [
    ("half a point out, the winner is certain", F(1, 10), {"ch"}, {"ch"}),
    ("a full point out, another becomes possible", F(1, 5), {"ch", "tm"}, set()),
    ("five points out, four could win", F(1), {"ch", "fm", "mc", "tm"}, set()),
]


@pytest.mark.parametrize("case", FIGURES, ids=lambda case: case[0])
def test_figures_of_the_invented_tender(case: tuple[str, Fraction, set[str], set[str]]) -> None:
    _, off_by, possible, certain = case
    answer = answers(of_means(), off_by)["steps"]
    assert answer.verdict is Verdict.PROVED
    assert {bid for bid, (can, _) in standing(answer).items() if can == "yes"} == possible
    assert {bid for bid, (_, sure) in standing(answer).items() if sure == "yes"} == certain


def test_totals_of_single_marks_that_may_be_off() -> None:
    """By hand: an eighth of a step is 2.5 points of 100 on each mark, and none goes above 5."""
    answer = answers(tideway(), F(1, 8))["steps"]
    rows = {row[0]: row for row in answer.tables[0].rows}
    weights = {**QUALITY, **SOCIAL}
    for bid in BIDS:
        _, low, value, high, *_ = rows[bid]
        assert isinstance(low, Fraction)
        assert isinstance(value, Fraction)
        assert isinstance(high, Fraction)
        assert value - low == sum(weights.values()) * F(5, 2) / 100
        able = [weights[what] * F(row.count("5"), 4) for what, row in zip(MARKED, MARKS[bid], strict=True)]
        assert high - value == (sum(weights.values()) - sum(able)) * F(5, 2) / 100


def test_the_picture_has_a_whisker_for_each_bid() -> None:
    picture = answers(tideway())["steps"].picture
    assert isinstance(picture, Whiskers)
    assert {one.bid for one in picture.whiskers} == set(BIDS)
    assert all(one.low <= one.value <= one.high for one in picture.whiskers)


NONE = [
    (
        "a method that adds nothing",
        lowest_price({"ash": 5, "beech": 6}),
        "The method lowest-compliant adds no weighted criteria",
    ),
]


@pytest.mark.parametrize("case", NONE, ids=lambda case: case[0])
def test_where_it_does_not_apply(case: tuple[str, Papers, str]) -> None:
    (answer,) = MARK_UNCERTAINTY.run(asked_of(case[1]))
    assert answer.verdict is Verdict.DOES_NOT_APPLY
    assert answer.sentence.startswith(case[2])


def test_several_authorities_are_named_as_the_reason() -> None:
    judged = judge_folder(Path(__file__).parents[2] / "sample_tenders" / "two-authorities")
    assert judged.reading.inputs is not None
    assert judged.evaluation is not None
    (asked,) = lots_asked(judged.reading.inputs, judged.evaluation, Question())
    (answer,) = MARK_UNCERTAINTY.run(asked)
    assert answer.verdict is Verdict.DOES_NOT_APPLY
    assert answer.sentence.startswith("Several authorities each have their own weights")


UNOPENED = [
    # in words, steps, verdict, whether elm may be awarded and ash is certain to be
    ("too far below the minimum for its price to matter", F(1), Verdict.PROVED, "no", "yes"),
    (
        "marks may let it in, and its price is not known",
        F(3),
        Verdict.NOT_ESTABLISHED,
        *["not established"] * 2,
    ),
]


@pytest.mark.parametrize("case", UNOPENED, ids=lambda case: case[0])
def test_a_bid_whose_price_is_not_opened(case: tuple[str, Fraction, Verdict, str, str]) -> None:
    """Elm has a mark of 2 where 5 is asked for; ash has 9, so it stays in whatever is looked at."""
    _, steps, verdict, able, certain = case
    minimum = {"mark": 5, "on_fail": "must-disregard"}
    rules = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        criteria=[
            {"id": "plan", "weight": 50, "scale": {"from": 0, "to": 10, "step": 1}, "minimum": minimum},
            {"id": "cost", "weight": 50, "formula": "lowest-over-bid"},
        ],
    )
    marks = {("ash", "plan"): 9, ("elm", "plan"): 2}
    answer = answers(Papers(rules, {"ash": {}, "elm": {}}, {"ash": 100}, marks), steps)["steps"]
    found = standing(answer)
    assert answer.verdict is verdict
    assert (found["elm"][0], found["ash"][1]) == (able, certain)
    assert any("no price on file" in note for note in answer.notes) is (verdict is Verdict.NOT_ESTABLISHED)


def ranges(given: Mapping[Key, int]) -> dict[Key, tuple[int, ...]]:
    """Every mark with those one step from it; only two questions of two bids, so that all can be tried."""
    found = {}
    for key, mark in given.items():
        at = UNEVEN.index(mark)
        found[key] = UNEVEN[max(at - 1, 0) : at + 2]
    return found


@settings(max_examples=10, deadline=None)
@given(small_tenders())
def test_against_every_combination_of_marks(papers: Papers) -> None:
    """With agreed marks there are at most 3^6 combinations of marks at most one step off."""
    kept = {key: mark for key, mark in marks_of(papers).items() if key[2] in {"", "x"}}
    papers = with_marks(papers, kept)
    _compare(papers, answers(papers)["steps"])


@settings(max_examples=4, deadline=None)
@given(small_tenders(normalise=True))
def test_against_every_combination_where_quality_is_measured_against_the_best(papers: Papers) -> None:
    kept = {key: mark for key, mark in marks_of(papers).items() if key[2] in {"", "x"}}
    papers = with_marks(papers, kept)
    _compare(papers, answers(papers)["steps"])


def _compare(papers: Papers, answer: Answer) -> None:
    if answer.verdict is Verdict.DOES_NOT_APPLY:
        return
    options = ranges(marks_of(papers))
    won: set[str] = set()
    lost: set[str] = set()
    for marks in product(*options.values()):
        award = award_by_hand(with_marks(papers, dict(zip(options, marks, strict=True))))
        assert award is not None
        won.update(award.winners)
        lost.update({"ash", "elm", "oak"} - set(award.winners))
    for bid, (can, sure) in standing(answer).items():
        assert can in ("not established", "yes" if bid in won else "no")
        assert sure in ("not established", "no" if bid in lost else "yes")
