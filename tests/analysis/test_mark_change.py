"""Fewest mark changes: against every set of one and two steps of edited tenders, and published figures."""

from csv import DictReader
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings

from bideval.analysis.answer import Answer, Verdict
from bideval.analysis.ask import lots_asked
from bideval.analysis.mark_change import SMALLEST_MARK_CHANGE, beyond
from bideval.analysis.mark_find import Scope, most_steps
from bideval.analysis.mark_search import Found
from bideval.analysis.pictures import MarkSheet
from bideval.analysis.question import Question
from bideval.io.judged_folder import judge_folder
from tests.analysis.asked import asked_of
from tests.analysis.marked import award_by_hand, changed_sets, fraction, marks_of, small_tenders, with_marks
from tests.analysis.tideway import tideway
from tests.conftest import ROOT
from tests.scoring.build import Papers, decision, lowest_price, tender

F = Fraction


def answers(papers: Papers, question: Question | None = None) -> dict[str, Answer]:
    return {one.about: one for one in SMALLEST_MARK_CHANGE.run(asked_of(papers, question))}


def row(answer: Answer, whose: str) -> tuple[object, ...]:
    return next(one for one in answer.tables[0].rows if one[0] == whose)


FIGURES = [
    # in words, bid, marks, steps, ways
    ("two one-step changes, in 15 pairs and 4 double steps", "tm", "any marks", 2, 19),
    ("its own marks: one double step or none", "tm", "marks of tm", 2, None),
    ("any of the four evaluators alone", "tm", "marks by evaluator-1", 2, None),
    ("any of the four evaluators alone, the second", "tm", "marks by evaluator-2", 2, None),
    ("any of the four evaluators alone, the third", "tm", "marks by evaluator-3", 2, None),
    ("any of the four evaluators alone, the fourth", "tm", "marks by evaluator-4", 2, None),
    ("seven steps", "mc", "any marks", 7, None),
    ("ten steps", "fm", "any marks", 10, None),
]


@pytest.fixture(scope="module")
def published() -> dict[str, Answer]:
    return answers(tideway())


@pytest.mark.parametrize("case", FIGURES, ids=lambda case: case[0])
def test_figures_of_the_invented_tender(
    case: tuple[str, str, str, int, int | None], published: dict[str, Answer]
) -> None:
    _, bid, whose, steps, ways = case
    found = row(published[bid], whose)
    assert found[1] == steps
    assert ways is None or found[2] == ways


def test_sentence_of_the_invented_tender(published: dict[str, Answer]) -> None:
    said = "2 one-step changes among 192 marks would have made tm win; no single step would."
    assert published["tm"].sentence == said
    assert published["tm"].verdict is Verdict.PROVED


def test_whichever_evaluator_is_left_out(published: dict[str, Answer]) -> None:
    assert published["evaluators"].sentence == "Whichever evaluator is left out, ch wins."
    assert [one[1] for one in published["evaluators"].tables[0].rows] == [("ch",)] * 4


def test_every_named_set_makes_the_bid_win(published: dict[str, Answer]) -> None:
    papers = tideway()
    rows = [one for one in published["tm"].tables[1].rows if one[0] == "any marks"]
    sets = {one[1] for one in rows}
    assert len(sets) == 19
    for number in sets:
        after = marks_of(papers)
        for _, own, bid, what, who, before, mark in rows:
            if own == number:
                key = (str(bid), str(what), str(who))
                assert after[key] == before
                after[key] = int(str(mark))
        award = award_by_hand(with_marks(papers, after))
        assert award is not None
        assert award.winners == ("tm",)


def test_the_picture_shows_the_changed_marks(published: dict[str, Answer]) -> None:
    sheet = published["tm"].picture
    assert isinstance(sheet, MarkSheet)
    changed = [one for one in sheet.marks if one.before != one.after]
    assert sum(abs(one.before - one.after) for one in changed) == 2
    assert {one.bid for one in sheet.marks} == {"tm", *(one.bid for one in changed)}


NOT_ASKED = [
    (
        "a lot that reads no marks",
        lowest_price({"ash": 5, "beech": 6}),
        "",
        "The rules of this lot read no marks.",
    ),
    (
        "a bid that a decision shut out",
        Papers(
            tideway().tender,
            tideway().bids,
            tideway().prices,
            marks=tideway().marks,
            decisions=[decision("exclude", bid="tm", ground="conviction")],
        ),
        "tm",
        "tm is excluded: decision exclude-tm: conviction.",
    ),
]


@pytest.mark.parametrize("case", NOT_ASKED, ids=lambda case: case[0])
def test_where_it_does_not_apply(case: tuple[str, Papers, str, str]) -> None:
    _, papers, about, said = case
    answer = answers(papers, Question(challenger=about or None))[about]
    assert (answer.verdict, answer.sentence) == (Verdict.DOES_NOT_APPLY, said)


def test_a_bid_without_a_price_is_not_said_to_be_beyond_help() -> None:
    """Its price stays unopened below a quality minimum; with full marks and a low price it would win."""
    scale = {"from": 0, "to": 10, "step": 1}
    minimum = {"mark": 5, "on_fail": "must-disregard"}
    rules = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        criteria=[
            {"id": "plan", "weight": 50, "scale": scale, "minimum": minimum},
            {"id": "cost", "weight": 50, "formula": "lowest-over-bid"},
        ],
        ties=[{"by": "lower-price"}],
    )
    marks = {("ash", "plan"): 6, ("elm", "plan"): 4}
    papers = Papers(rules, {"ash": {}, "elm": {}}, {"ash": 100}, marks)
    found = answers(papers)["elm"]
    assert found.verdict is Verdict.NOT_ESTABLISHED
    assert "it has no price on file" in found.sentence
    opened = replace(papers, prices={"ash": 100, "elm": 50}, consensus={**marks, ("elm", "plan"): 10})
    award = award_by_hand(opened)
    assert award is not None
    assert award.winners == ("elm",)


def test_an_awarded_bid_asked_about_is_told_so() -> None:
    found = answers(tideway(), Question(challenger="ch"))["ch"]
    assert (found.verdict, found.sentence) == (Verdict.DOES_NOT_APPLY, "ch is awarded already.")
    assert "ch" not in answers(tideway())


@settings(max_examples=40, deadline=None)
@given(small_tenders())
def test_one_and_two_steps_against_every_edited_tender(papers: Papers) -> None:
    _compare(papers)


@settings(max_examples=12, deadline=None)
@given(small_tenders(normalise=True))
def test_one_and_two_steps_where_quality_is_measured_against_the_best(papers: Papers) -> None:
    _compare(papers)


BEYOND = [
    # in words, fewest by whose marks may change, what is known of more than two steps
    ("nobody's are enough", (None, None), "more would be needed"),
    ("the bid's own, one more", (None, 3), "3 would"),
    ("the bid's own, with a gap", (None, 5), "5 would, and whether fewer would is not established"),
    ("one evaluator's, fewer than the bid's own", (None, 5, 4), "4 would, and whether fewer would is not established"),
]  # fmt: skip


@pytest.mark.parametrize("case", BEYOND, ids=lambda case: case[0])
def test_what_is_said_of_more_steps_than_were_looked_at(
    case: tuple[str, tuple[int | None, ...], str],
) -> None:
    _, fewest, words = case
    searched = [(Scope("", {}), Found(steps, (), 2, complete=False)) for steps in fewest]
    assert beyond(asked_of(tideway()).case, searched) == words


def test_where_the_largest_size_is_reached_it_is_said() -> None:
    case = asked_of(tideway()).case
    searched = [(Scope("", {}), Found(None, (), most_steps(case), complete=True))]
    assert (
        beyond(case, searched) == f"more would be needed, and no more than {most_steps(case)} are looked at"
    )


JOINT = ROOT / "sample_tenders/two-authorities"


def test_one_step_where_several_authorities_buy_together(tmp_path: Path) -> None:
    """Each agreed mark is edited in its file, the bid's own up and others' down, and the folder judged again."""
    text = (JOINT / "consensus.csv").read_text(encoding="utf-8")
    marks = {(row["criterion"], row["bid"]): int(row["mark"]) for row in DictReader(text.splitlines())}
    wins = {
        (bid, criterion)
        for (criterion, bid), mark in marks.items()
        if 0 <= (after := mark + (1 if bid == "linnet" else -1)) <= 5
        and winner_of(tmp_path, text.replace(f"{criterion},{bid},{mark},", f"{criterion},{bid},{after},"))
        == ("linnet",)
    }
    judged = judge_folder(JOINT)
    assert judged.reading.inputs is not None
    assert judged.evaluation is not None
    (asked,) = lots_asked(judged.reading.inputs, judged.evaluation, Question(challenger="linnet"))
    (answer, *_) = SMALLEST_MARK_CHANGE.run(asked)
    named = {(one[2], one[3]) for one in answer.tables[1].rows if one[0] == "any marks"}
    assert row(answer, "any marks")[1:3] == (1, len(wins))
    assert named == wins == {("harrier", "care"), ("linnet", "care")}


def winner_of(folder: Path, consensus: str) -> tuple[str, ...]:
    """Return who wins the sample with other agreed marks."""
    copytree(JOINT, folder / "joint", dirs_exist_ok=True)
    (folder / "joint/consensus.csv").write_text(consensus, encoding="utf-8")
    judged = judge_folder(folder / "joint")
    assert judged.evaluation is not None
    return judged.evaluation.lots[0].winners


def _compare(papers: Papers) -> None:
    marks = marks_of(papers)
    found = answers(papers)
    for bid, answer in found.items():
        if bid not in papers.bids or answer.verdict is Verdict.DOES_NOT_APPLY:
            continue
        assessed = {one.bid for one in asked_of(papers).result.placings if one.status == "assessed"}
        keys = tuple(key for key in sorted(marks) if key[0] in assessed | {bid})
        steps, ways = row(answer, "any marks")[1:3]
        for size in (1, 2):
            wins = [
                after
                for after in changed_sets(marks, bid, size, keys)
                if (award := award_by_hand(with_marks(papers, after))) is not None and bid in award.winners
            ]
            if wins:
                assert (steps, ways) == (size, len(wins))
                break
            assert steps is None or fraction(steps) > size


def test_the_order_of_bids_marks_and_criteria_changes_nothing(published: dict[str, Answer]) -> None:
    papers = tideway()
    groups = papers.tender["criteria"]
    assert isinstance(groups, list)
    turned = Papers(
        {**papers.tender, "criteria": [{**one, "criteria": one["criteria"][::-1]} for one in groups[::-1]]},
        dict(reversed(list(papers.bids.items()))),
        dict(reversed(list(papers.prices.items()))),
        marks=dict(reversed(list(papers.marks.items()))),
    )
    found = answers(turned)
    for about, answer in published.items():
        assert found[about].sentence == answer.sentence
        assert found[about].tables[0] == answer.tables[0]
