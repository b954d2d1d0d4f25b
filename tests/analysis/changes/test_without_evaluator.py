"""One person's marks left out: as if the files had been edited so, and no mark invented."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bideval.analysis.whatif import what_if
from bideval.errors import Severity
from bideval.model.inputs import Inputs
from bideval.model.marking import Assignment
from bideval.scoring.evaluate import judge
from tests.analysis.changes.by_hand import applied, figures, placed
from tests.analysis.changes.test_small_tenders import marked
from tests.samples.folders import SAMPLES, inputs_of
from tests.scoring.build import inputs_of as typed

LATE = inputs_of(SAMPLES / "late-declaration")
HEALTH = inputs_of(SAMPLES / "community-health")
LEAVE = {"kind": "without-evaluator", "evaluator": "brandt"}


def test_the_sample_by_hand() -> None:
    """Means of ames and castell alone: heron 4 and 4, plover 7/2 and 3, wren 3 and 4.

    heron 40 x 80% + 30 x 80% + 30 = 86; plover 28 + 18 + 28.80 = 74.80; wren 24 + 24 + 25.71 = 73.71.
    With brandt: heron 26.67 + 22 + 30 = 78.67, plover 32 + 22 + 28.80 = 82.80.
    """
    before = judge(LATE).evaluation
    after = what_if(LATE, placed(LEAVE))
    assert before is not None
    assert after.evaluation is not None
    assert after.findings == ()
    assert {one.bid: one.total for one in before.lots[0].placings} == {
        "plover": Fraction("82.80"), "heron": Fraction("78.67"), "wren": Fraction("71.71"),
    }  # fmt: skip
    assert {one.bid: one.total for one in after.evaluation.lots[0].placings} == {
        "heron": Fraction(86), "plover": Fraction("74.80"), "wren": Fraction("73.71"),
    }  # fmt: skip


@pytest.mark.parametrize("rule", ["mean", "median"])
def test_it_is_the_tender_that_the_person_never_marked(rule: str) -> None:
    papers = marked(rule, 4)
    kept = {key: mark for key, mark in papers.marks.items() if key[2] != "bo"}
    supposed = what_if(typed(papers), placed({**LEAVE, "evaluator": "bo"})).evaluation
    by_hand = judge(typed(replace(papers, marks=kept))).evaluation
    assert supposed is not None
    assert by_hand is not None
    assert figures(supposed) == figures(by_hand)


def test_no_mark_is_invented_where_none_is_left() -> None:
    found = what_if(typed(marked("single", 4)), placed({**LEAVE, "evaluator": "ada"}))
    assert found.evaluation is None
    assert {one.code for one in found.findings if one.severity is Severity.ERROR} == {"BE452"}


def test_agreed_marks_stand_and_the_page_says_so() -> None:
    found = what_if(HEALTH, placed({**LEAVE, "evaluator": "mistry"}))
    published = judge(HEALTH).evaluation
    assert found.evaluation is not None
    assert published is not None
    assert figures(found.evaluation) == figures(published)
    (said,) = found.findings
    assert (said.code, said.severity) == ("BE530", Severity.WARNING)
    assert (
        "mistry agreed to 48 of 48; what the panel would have agreed without mistry nobody can say"
        in said.message
    )


def test_agreed_marks_of_which_it_is_not_said_who_agreed() -> None:
    rows = tuple(
        row._replace(agreed_by=() if at < 3 else row.agreed_by) for at, row in enumerate(HEALTH.consensus)
    )
    found = applied(replace(HEALTH, consensus=rows), {**LEAVE, "evaluator": "mistry"})
    assert "agreed to 45 of 48, and of 3 it is not said who agreed" in found.findings[0].message


REFUSED = [
    # in words                     inputs                                                            changes                                              code     said
    ("nobody of that id",          LATE,                                                             [{**LEAVE, "evaluator": "brant"}],                   "BE522", "Did you mean brandt?"),
    ("somebody who gave no mark",  LATE,                                                             [{**LEAVE, "evaluator": "dell"}],                    "BE523", "it is so already"),
    ("the only one assigned",      replace(LATE, assignments=(Assignment("brandt", "*", "*"),)),     [LEAVE],                                             "BE527", "assigned to brandt alone"),
    ("left out, and marked anew",  LATE,                                                             [LEAVE, {"kind": "mark", "criterion": "drivers", "bid": "heron", "evaluator": "brandt", "to": 5}], "BE522", "there is no mark of heron on drivers by brandt"),
    ("left out twice",             LATE,                                                             [LEAVE, LEAVE],                                      "BE524", "the marks of brandt"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_refused_or_said(case: tuple[str, Inputs, list[dict[str, object]], str, str]) -> None:
    _, inputs, changes, code, said = case
    found = applied(inputs, *changes)
    assert [one.code for one in found.findings] == [code]
    assert said in f"{found.findings[0].message} {found.findings[0].remedy}"


def test_two_people_left_out_in_whatever_order() -> None:
    both = [LEAVE, {**LEAVE, "evaluator": "ames"}]
    one, other = (what_if(LATE, placed(*some)).evaluation for some in (both, both[::-1]))
    assert one is not None
    assert other is not None
    assert one.digest == other.digest
    assert {row.evaluator for row in (applied(LATE, *both).inputs or LATE).marks} == {"castell"}


def test_a_bid_left_out_takes_what_was_declared_about_it_along() -> None:
    found = what_if(LATE, placed({"kind": "without-bid", "bid": "plover"}))
    assert found.evaluation is not None
    assert found.evaluation.lots[0].winner == "heron"
