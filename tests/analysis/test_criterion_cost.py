"""The result without each criterion, and the shares of groups, against the invented tender's figures."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bideval.analysis.answer import Verdict
from bideval.analysis.criterion_cost import run
from bideval.analysis.question import Question
from bideval.analysis.reweighed import Award, published_weights, reweighed
from bideval.analysis.shapley import awards_by_set, groups_of, scaled_up, shapley
from bideval.analysis.space import score_space
from bideval.model.study import Report
from tests.analysis.asked import asked_of, judged_award
from tests.analysis.tideway import tideway
from tests.scoring.build import Papers, lowest_price, tender
from tests.scoring.generated import examples, papers_of

F = Fraction


def report() -> Report:
    return Report.model_validate({"social-value": ("reinvest",), "surplus": "bid.declared.finstand"})


def test_the_cost_of_the_financial_group() -> None:
    """Published: ch rather than tm, GBP 1.05m more paid; 50 points less on reinvestment, at 6 %: 3.00."""
    (answer,) = run(asked_of(tideway(), Question(report=report())))
    table = answer.tables[0]
    keys = [heading.key for heading in table.headings]
    rows = {one[0]: dict(zip(keys, one, strict=True)) for one in table.rows}
    without = rows["financial"]
    assert (rows["nothing"]["bids"], without["bids"]) == (("ch",), ("tm",))
    assert without["price-change"] == F("44.10") - F("45.15")
    assert without["social-value-change"] == 3
    assert rows["nothing"]["surplus"] == F(95)
    assert "local-spend" not in keys  # the report names none: a column of dashes is left out
    assert (
        "without financial, tm wins, at GBP about 1.05 less" in answer.sentence
        or "GBP 1.05 less" in answer.sentence
    )


def test_shares_of_the_groups_of_the_invented_tender() -> None:
    """Published for "a commercial bidder wins": quality 1/6, social -1/6, financial 5/6, cost 1/6."""
    (answer,) = run(asked_of(tideway()))
    table = answer.tables[1]
    column = [heading.key for heading in table.headings].index("commercial")
    shares = {one[0]: one[column] for one in table.rows}
    assert shares == {
        "quality": F(1, 6),
        "social": F(-1, 6),
        "financial": F(5, 6),
        "cost": F(1, 6),
        "all together": 1,
    }


def test_the_table_of_shares_says_what_a_share_is() -> None:
    (answer,) = run(asked_of(tideway()))
    assert (
        answer.tables[1].title
        == "How much each group does to bring the award to a bidder of each type, as declared"
    )
    assert any(note.startswith("A share: ") for note in answer.notes)
    assert not any(
        all(one[at] is None for one in answer.tables[0].rows) for at in range(len(answer.tables[0].headings))
    )


DECIDING = [
    # in words, marks of plan and people by bid, weights, sentence
    (
        "one decides",
        {"ash": (10, 0), "beech": (0, 9)},
        (
            "One of the 2 criteria, sections and groups would change the result if it were left out: "
            "without plan, beech wins."
        ),
    ),
    (
        "none does",
        {"ash": (10, 9), "beech": (0, 8)},
        (
            "Leaving out any one criterion, section or group, the others scaled up, "
            "does not change the result: ash wins."
        ),
    ),
    (
        "each does: a third bid is the middle of both",
        {"ash": (8, 8), "beech": (9, 0), "cedar": (0, 9)},
        (
            "Each of 2 of the 2 criteria, sections and groups would change the result if it were left out: "
            "without plan, cedar wins; without people, beech wins."
        ),
    ),
]


@pytest.mark.parametrize("case", DECIDING, ids=lambda case: case[0])
def test_sentences(case: tuple[str, dict[str, tuple[int, int]], str]) -> None:
    _, marks, sentence = case
    scale = {"from": 0, "to": 10, "step": 1}
    rules = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        criteria=[{"id": name, "weight": 50, "scale": scale} for name in ("plan", "people")],
    )
    consensus = {
        (bid, name): mark
        for bid, own in marks.items()
        for name, mark in zip(("plan", "people"), own, strict=True)
    }
    (answer,) = run(asked_of(Papers(rules, {bid: {} for bid in marks}, consensus=consensus)))
    assert answer.sentence == sentence


@examples(40, 8)
@given(values=st.lists(st.integers(-3, 3), min_size=8, max_size=8))
def test_shapley_is_the_mean_step_over_all_orders(values: list[int]) -> None:
    orders = list(permutations(range(3)))
    expected = [F(0)] * 3
    for order in orders:
        members = 0
        for player in order:
            expected[player] += F(values[members | 1 << player] - values[members], len(orders))
            members |= 1 << player
    assert shapley([F(one) for one in values], 3) == tuple(expected)


@examples(25, 8)
@given(papers=papers_of(least=2))
def test_awards_of_sets_are_those_of_the_lot_judged_again(papers: Papers) -> None:
    asked = asked_of(papers)
    space = score_space(asked)
    assume(not isinstance(space, str))
    assert not isinstance(space, str)
    weights, groups = published_weights(asked.case), groups_of(asked.case.rules)
    awards = awards_by_set(reweighed(asked.case), groups, weights, space.rounding)
    assert awards[0] == Award(())
    for members, award in enumerate(awards[1:], start=1):
        kept = [leaf for k, own in enumerate(groups.values()) if members >> k & 1 for leaf in own]
        assert award == judged_award(asked, scaled_up(weights, kept))


REFUSED = [
    ("a method without weights", lowest_price({"ash": 5, "beech": 6})),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_it_is_not_valid_for_is_said(case: tuple[str, Papers]) -> None:
    (answer,) = run(asked_of(case[1]))
    assert answer.verdict is Verdict.DOES_NOT_APPLY
