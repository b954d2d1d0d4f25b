"""How far one weight can move: closed forms on the invented tender, published crossings, odd tenders."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bideval.analysis.answer import Answer, Table, Verdict
from bideval.analysis.intervals import end_of, interval_of, whole_line
from bideval.analysis.movers import in_proportion, movers, trade
from bideval.analysis.pictures import Slider
from bideval.analysis.question import Question
from bideval.analysis.reweighed import Award, award_at, published_weights, reweighed
from bideval.analysis.weight_interval import run
from tests.analysis.asked import asked_of, judged_award
from tests.analysis.tideway import tideway
from tests.scoring.build import Data, Papers, tender
from tests.scoring.generated import examples, papers_of

F = Fraction
CH, TM = Award(("ch",)), Award(("tm",))
SCALE = {"from": 0, "to": 10, "step": 1}


def row(table: Table, key: str) -> dict[str, object]:
    """The row of a table that begins with ``key``, by heading."""
    (found,) = [one for one in table.rows if one[0] == key]
    return dict(zip((heading.key for heading in table.headings), found, strict=True))


# (o) stands beside these figures in the notes on the invented tender: others in proportion
INTERVALS = [
    ("financial standing may fall to 5.52 %", "finstand", "from", "5.52", "tm wins"),
    ("the bond may fall to 2.16 %", "bond", "from", "2.16", "tm wins"),
    ("reinvestment may rise to 8.07 %", "reinvest", "to", "8.07", "tm wins"),
]


@pytest.mark.parametrize("case", INTERVALS, ids=lambda case: case[0])
def test_intervals_of_the_invented_tender(case: tuple[str, str, str, str, str]) -> None:
    _, criterion, side, figure, beyond = case
    (answer,) = run(asked_of(tideway()))
    found = row(answer.tables[0], criterion)
    end = found[side]
    assert isinstance(end, Fraction)
    assert abs(end - F(figure)) < F(1, 200)
    assert found["below" if side == "from" else "above"] == beyond
    assert answer.verdict is Verdict.PROVED


ITSELF = [
    ("a tie at 50 goes to ash", "plan", "it stays"),
    ("a tie at 50 goes against ash", "people", "it does not"),
]


@pytest.mark.parametrize("case", ITSELF, ids=lambda case: case[0])
def test_the_table_says_whether_the_end_itself_keeps_the_result(case: tuple[str, str, str]) -> None:
    _, first, itself = case
    marks = {"ash": (8, 6), "beech": (6, 8)}
    found = row(said(simple((60, 40), marks, ties=[{"by": "points", "of": first}])).tables[0], "plan")
    assert (found["from"], found["from-itself"], found["to"], found["to-itself"]) == (
        50,
        itself,
        100,
        "it stays",
    )


def test_trading_reinvestment_against_financial_standing() -> None:
    """Published: the contract stays while financial standing has 6.79 % or more."""
    asked = asked_of(tideway())
    weights = published_weights(asked.case)
    by_id = {mover.id: mover for mover in movers(asked.case.rules, weights)}
    end = end_of(reweighed(asked.case), trade(by_id["reinvest"], by_id["finstand"], weights), CH)
    assert end is not None
    assert abs(8 - end.sure - F("6.79")) < F(1, 200)
    assert (end.sure_in, end.then) == (False, TM)  # in a tie tm is first in the declared order


def test_a_root_is_that_of_the_closed_form() -> None:
    """100 R / (R - d): d on the criterion, R the mean on the others."""
    asked = asked_of(tideway())
    weights = published_weights(asked.case)
    points = {
        placing.bid: {one.criterion: one.points_exact for one in placing.scores}
        for placing in asked.result.placings
    }
    d = {leaf: points["ch"][leaf] - points["tm"][leaf] for leaf in weights}
    rest = sum(weights[leaf] * d[leaf] for leaf in weights if leaf != "finstand") / 92
    (answer,) = run(asked)
    assert row(answer.tables[0], "finstand")["from"] == 100 * rest / (rest - d["finstand"])


def test_the_picture_shows_who_wins_where() -> None:
    asked = asked_of(tideway())
    (answer,) = run(asked)
    picture = answer.picture
    assert isinstance(picture, Slider)
    assert picture.moves == answer.about
    assert (picture.stretches[0].low, picture.stretches[-1].high) == (F(0), F(100))
    own = next(one for one in picture.stretches if one.low < picture.published < one.high)
    assert own.winners == ("ch",)


def test_asked_about_a_challenger_every_trade_that_helps_it_is_shown() -> None:
    (answer,) = run(asked_of(tideway(), Question(challenger="tm")))
    table = answer.tables[-1]
    assert table.title == "Every trade after which tm is awarded"
    assert {one[-1] for one in table.rows} == {"tm wins"}
    assert len(table.rows) > len(answer.tables[-2].rows)


def simple(weights: tuple[object, object], marks: dict[str, tuple[int, int]], **more: object) -> Papers:
    """Two marked criteria, plan and people."""
    criteria: list[Data] = [
        {"id": name, "weight": weight, "scale": SCALE}
        for name, weight in zip(("plan", "people"), weights, strict=True)
    ]
    rules = tender(
        **{
            "method": {"use": "weighted-sum"},
            "weighting": {"kind": "percent-of-whole"},
            "marks": {"from": "consensus"},
            "criteria": criteria,
            **more,
        }
    )
    consensus = {
        (bid, name): mark
        for bid, own in marks.items()
        for name, mark in zip(("plan", "people"), own, strict=True)
    }
    return Papers(rules, {bid: {} for bid in marks}, consensus=consensus)


def said(papers: Papers) -> Answer:
    (answer,) = run(asked_of(papers))
    return answer


ODD = [
    ("one bid", simple((60, 40), {"ash": (5, 5)}), "No single weight changes the result"),
    ("one bid is better on everything", simple((60, 40), {"ash": (5, 5), "beech": (4, 4)}), "No single"),
    (
        "alike bids",
        simple((60, 40), {"ash": (5, 5), "beech": (5, 5)}),
        "there is a tie between ash and beech",
    ),
    (
        "level at the published weights alone",
        simple((50, 50), {"ash": (8, 6), "beech": (6, 8)}),
        "There is a tie between ash and beech, which no published rule settles as long as plan weighs 50%",
    ),
    ("all the weight on one", simple((100, 0), {"ash": (5, 5), "beech": (4, 9)}), "people weighs"),
    (
        "a tie goes to the earlier",
        simple((60, 40), {"ash": (8, 6), "beech": (6, 8)}, ties=[{"by": "points", "of": "plan"}]),
        "ash wins as long as plan weighs 50% or more",
    ),
    (
        "a tie goes against",
        simple((60, 40), {"ash": (8, 6), "beech": (6, 8)}, ties=[{"by": "points", "of": "people"}]),
        "ash wins as long as plan weighs more than 50%",
    ),
    (
        "the published rounding decides",
        simple(
            (60, 40),
            {"ash": (8, 6), "beech": (6, 8)},
            rounding=[{"stage": "weighted", "places": 0, "mode": "half-up"}],
            rank_on="rounded",
        ),
        "the published rounding decides",
    ),
]


@pytest.mark.parametrize("case", ODD, ids=lambda case: case[0])
def test_odd_tenders_get_a_clear_sentence(case: tuple[str, Papers, str]) -> None:
    assert case[2] in said(case[1]).sentence


def test_other_methods_are_refused_in_words() -> None:
    papers = Papers(tender(method={"use": "lowest-compliant"}), {"ash": {}}, {"ash": 5})
    assert said(papers).verdict is Verdict.DOES_NOT_APPLY


def test_a_minimum_on_a_section_ends_the_result() -> None:
    """Quality asks for 50; ash has 80 on plan and 40 on people, so plan needs a quarter of quality."""
    criteria: list[Data] = [
        {
            "id": "quality",
            "minimum": {"points": 50, "on_fail": "must-disregard"},
            "criteria": [
                {"id": "plan", "weight": 40, "scale": SCALE},
                {"id": "people", "weight": 40, "scale": SCALE},
            ],
        },
        {"id": "cost", "weight": 20, "formula": "lowest-over-bid"},
    ]
    papers = simple((1, 1), {"ash": (8, 4), "beech": (5, 5)}, criteria=criteria)
    asked = asked_of(Papers(papers.tender, papers.bids, {"ash": 50, "beech": 100}, papers.consensus))
    weights = published_weights(asked.case)
    by_id = {mover.id: mover for mover in movers(asked.case.rules, weights)}
    end = end_of(reweighed(asked.case), trade(by_id["people"], by_id["plan"], weights), Award(("ash",)))
    assert end is not None
    assert (end.sure, end.sure_in, end.then) == (F(20), True, Award(("beech",)))


@examples(25, 8)
@given(papers=papers_of(least=2), data=st.data())
def test_intervals_against_the_lot_judged_again(papers: Papers, data: st.DataObject) -> None:
    """Inside the interval the result stays; on whole lines every run has the award judged again."""
    asked = asked_of(papers)
    weights = published_weights(asked.case)
    assume(run(asked)[0].verdict is not Verdict.DOES_NOT_APPLY)
    lot = reweighed(asked.case)
    base = award_at(lot, weights)
    assert base is not None
    assert base == judged_award(asked, weights)
    able = movers(asked.case.rules, weights)
    mover = able[data.draw(st.integers(0, len(able) - 1))]
    found = interval_of(lot, mover, weights, base)
    rising = in_proportion(mover, weights, 1)
    assume(found is not None and rising is not None)
    assert found is not None
    assert rising is not None
    part = data.draw(st.fractions(0, 1, max_denominator=50))
    for end, sign in ((found.down, -1), (found.up, 1)):
        reach = end.sure if end else (mover.weight if sign < 0 else 100 - mover.weight)
        inside = rising.weights(sign * part * reach)
        if part < 1 or end is None or end.sure_in:
            assert judged_award(asked, inside) == base
    for one in whole_line(lot, mover, weights):
        if one.low < one.high and one.award is not None:
            middle = (one.low + one.high) / 2
            assert judged_award(asked, rising.weights(middle - mover.weight)) == one.award
