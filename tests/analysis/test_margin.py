"""The margin, part by part: published contributions of the invented tender, and sums to the last digit."""

from fractions import Fraction

import pytest
from hypothesis import assume, given

from bideval.analysis.answer import Verdict
from bideval.analysis.margin import run
from bideval.analysis.pictures import Waterfall
from bideval.analysis.question import Question
from tests.analysis.asked import asked_of
from tests.analysis.tideway import tideway
from tests.scoring.build import Papers, decision, lowest_price, placing, tender
from tests.scoring.generated import examples, papers_of

F = Fraction


def test_contributions_of_the_invented_tender() -> None:
    """Published: 1.127 in all; financial standing +3.44, bond +2.40, reinvestment -3.00."""
    (answer,) = run(asked_of(tideway()))
    table = answer.tables[0]
    assert [heading.key for heading in table.headings][:3] == ["criterion", "weight", "tm"]
    parts = {one[0]: one[2] for one in table.rows}
    assert (parts["finstand"], parts["bond"], parts["reinvest"]) == (F("3.44"), F("2.40"), F("-3.00"))
    assert isinstance(parts["margin"], Fraction)
    assert abs(parts["margin"] - F("1.127")) < F(1, 2000)
    assert answer.sentence.startswith(
        "ch is ahead of tm by about 1.13 points: most comes from finstand (3.44)"
    )


def test_a_challenger_has_an_answer_of_its_own() -> None:
    _, own = run(asked_of(tideway(), Question(challenger="sg")))
    assert own.about == "sg"
    assert own.sentence.startswith("ch is ahead of sg by")


def test_a_challenger_that_is_out_is_told_why_and_its_shadow_result() -> None:
    papers = tideway()
    out = Papers(
        papers.tender,
        papers.bids,
        papers.prices,
        marks=papers.marks,
        decisions=[decision("disregard", bid="tm", ground="a breach of procedure")],
    )
    _, own = run(asked_of(out, Question(challenger="tm")))
    assert own.verdict is Verdict.DOES_NOT_APPLY
    assert "tm was not assessed (decision disregard-tm: a breach of procedure)" in own.sentence
    assert "its shadow result is about 74.56 points" in own.sentence or "rank 2" in own.sentence


def test_a_challenger_that_did_not_bid() -> None:
    _, own = run(asked_of(tideway(), Question(challenger="nobody")))
    assert own.sentence == "No bid nobody entered this lot."


def test_methods_that_add_nothing_have_no_parts() -> None:
    (answer,) = run(asked_of(lowest_price({"ash": 5, "beech": 6})))
    assert answer.verdict is Verdict.DOES_NOT_APPLY


SENTENCES = [
    # in words                      points on plan and people       what the lead is made of
    ("one part alone",              {"ash": (8, 5), "elm": (6, 5)}, "by 12 points: all of it comes from plan (12)."),
    ("two parts and nothing lost",  {"ash": (8, 6), "elm": (6, 5)}, "all of it comes from plan (12) and people (4)."),
    ("one gained, one lost",        {"ash": (8, 5), "elm": (6, 6)}, "most comes from plan (12), and points are lost on people (4)."),
]  # fmt: skip


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case[0])
def test_most_is_said_only_of_a_part(case: tuple[str, dict[str, tuple[int, int]], str]) -> None:
    """In closed form: two marks of ten apart at a weight of 60 is 12 points, one at 40 is 4."""
    _, marks, said = case
    rules = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        criteria=[
            {"id": name, "weight": weight, "scale": {"from": 0, "to": 10, "step": 1}}
            for name, weight in (("plan", 60), ("people", 40))
        ],
    )
    agreed = {
        (bid, name): row[place] for bid, row in marks.items() for place, name in enumerate(("plan", "people"))
    }
    (answer,) = run(asked_of(Papers(rules, {bid: {} for bid in marks}, dict.fromkeys(marks, 1), agreed)))
    assert answer.sentence.endswith(said)


def test_one_bid_has_no_margin() -> None:
    papers = tideway()
    alone = Papers(
        papers.tender,
        {"ch": papers.bids["ch"]},
        {"ch": papers.prices["ch"]},
        marks={key: mark for key, mark in papers.marks.items() if key[0] == "ch"},
    )
    (answer,) = run(asked_of(alone))
    assert answer.sentence == "One bid alone is assessed, so there is no margin."


@examples(40, 8)
@given(papers=papers_of(least=2))
def test_every_column_sums_to_the_difference_of_the_totals(papers: Papers) -> None:
    asked = asked_of(papers)
    (answer,) = run(asked)
    assume(answer.verdict is Verdict.PROVED)
    table = answer.tables[-1]
    best = table.title.split()[1]
    exact = asked.case.rules.rank_on == "exact"

    def total(bid: str) -> Fraction:
        own = placing(asked.result, bid)
        figure = own.total_exact if exact else own.total
        assert figure is not None
        return figure

    for column, heading in enumerate(table.headings[2:], start=2):
        figures = [row[column] for row in table.rows]
        *parts, margin = [figure for figure in figures if isinstance(figure, Fraction)]
        assert sum(parts) == margin == total(best) - total(heading.key)
    assert isinstance(answer.picture, Waterfall)
    assert sum(bar.amount for bar in answer.picture.bars) == answer.picture.total
    if asked.result.margin is not None and not asked.result.tied and asked.result.margin:
        assert answer.picture.total == asked.result.margin
