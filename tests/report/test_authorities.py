"""What the outputs say of several authorities: text, JSON and explanations, under every rule and none."""

import pytest

from bideval.model.rules import RankOn
from bideval.report.evaluation_json import evaluation_data
from bideval.report.evaluation_text import evaluation_text
from bideval.report.explanation import explanation_data, explanation_text
from bideval.scoring.evaluate import evaluate
from bideval.scoring.price_json import Json
from tests.scoring.build import Papers, evaluated, inputs_of
from tests.scoring.joint_papers import NORTH, SOUTH, authority, joint

BIDS = {"ash": (100, 50, 200), "elm": (40, 50, 100)}  # worked out in tests/scoring/test_joint.py
LEVEL = joint(
    {"ash": (80, 0, 1), "elm": (70, 30, 1)},
    combine="lexicographic",
    authorities=[NORTH, authority("south", (20, 60, 20), 40)],
)
TABLE = """By each authority's own weights:
  authority  budget %  rank  bid  points
  ---------  --------  ----  ---  ------
  north            60     1  elm      77
  north            60     2  ash      65
  south            40     1  ash      80
  south            40     2  elm      54
"""
DISAGREE = "the authorities disagree: by its own weights north would award elm, and south would award ash."

PAGES: list[tuple[str, Papers, list[str], list[str]]] = [
    ("a mean of totals", joint(BIDS),
     ["ash wins, ahead by 3.2 points.", TABLE, DISAGREE, "1  ash  Ash Limited"], ["llustrative"]),
    ("in turn", joint(BIDS, combine="lexicographic"),
     ["elm wins, ahead by 12 points on the total of north.", TABLE, DISAGREE], ["llustrative"]),
    ("no rule", joint(BIDS, combine=None),
     ["Illustrative, and nobody wins: no published rule combines the totals of the authorities.", TABLE, DISAGREE], ["wins,", "price GBP"]),
    ("no shares", joint(BIDS, combine="lexicographic", authorities=[authority("north", (30, 10, 60)), authority("south", (60, 20, 20))]),
     ["  north             -     1  elm      77"], []),
    ("one authority", joint(BIDS, authorities=None, combine=None, criteria=[
        {"id": "price", "weight": 100, "formula": "lowest-over-bid"}]), ["elm wins"], ["authorit"]),
]  # fmt: skip


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case[0])
def test_the_page(case: tuple[str, Papers, list[str], list[str]]) -> None:
    _, papers, said, unsaid = case
    page = evaluation_text(evaluated(papers), "folder")
    assert [one for one in said if one not in page] == []
    assert [one for one in unsaid if one in page] == []
    assert max(map(len, page.splitlines())) <= 110


def test_quality_alone_is_shown_for_each() -> None:
    for combine in ("mean-of-totals", "lexicographic", None):
        evaluation = evaluate(inputs_of(joint(BIDS, combine=combine)), quality_only=True)
        page = evaluation_text(evaluation, "folder")
        assert "  south            40     -  ash       70\n" in page  # 60 + 10
        assert ("quality of 56" in page) is (combine == "mean-of-totals")


def data(papers: Papers) -> dict[str, Json]:
    return evaluation_data(evaluated(papers), lambda one: one)


def only(data: Json) -> dict[str, Json]:
    """Return the one object of a list."""
    assert isinstance(data, list)
    (found,) = data
    assert isinstance(found, dict)
    return found


def test_json_has_the_authorities_in_their_published_order() -> None:
    listed = data(joint(BIDS, authorities=[SOUTH, NORTH]))["authorities"]
    assert isinstance(listed, list)
    heads = [(one["id"], one["budget_share"]) for one in listed if isinstance(one, dict)]
    assert heads == [("south", "40"), ("north", "60")]
    assert isinstance(listed[0], dict)
    lot = only(listed[0]["lots"])
    assert (lot["id"], lot["would_award"], lot["margin"]) == ("whole", ["ash"], "26")


def test_json_says_no_winner_and_no_rule_where_none_is_published() -> None:
    lot = only(data(joint(BIDS, combine=None))["lots"])
    assert (lot["status"], lot["winner"], lot["winners"], lot["combine"]) == ("illustrative", None, [], None)


def test_json_of_a_single_authority_has_no_word_of_it() -> None:
    price = {"id": "price", "weight": 100, "formula": "lowest-over-bid"}
    printed = data(joint(BIDS, authorities=None, combine=None, criteria=[price]))
    assert "authorities" not in printed
    assert "combine" not in only(printed["lots"])


def explained(papers: Papers, bid: str | None, against: str | None) -> str:
    return explanation_text(evaluated(papers), RankOn.EXACT, bid, against, None, lambda one: one)


WHY: list[tuple[str, Papers, str | None, str | None, list[str]]] = [
    ("one bid of a mean", joint(BIDS), "ash", None,
     ["north, 60 percent of the budget: 65 points, rank 2", "Figure: 60 x 65 / 100 + 40 x 80 / 100 = 71 points", DISAGREE]),
    ("two bids of a mean", joint(BIDS), "ash", "elm",
     ["ash is ahead of elm by 3.2 points.", "  plan       42.0  16.8       +25.2"]),
    ("the first authority sets apart", joint(BIDS, combine="lexicographic"), "ash", "elm",
     ["ash is behind elm: the total of north decides between them.", "  sum         65   77         -12"]),
    ("the second does", LEVEL, "ash", "elm",
     ["ash is behind elm: the total of south decides between them.", "  sum         36   52         -16"]),
    ("without a rule", joint(BIDS, combine=None), "ash", "elm",
     ["By north, 60 percent of the budget: ash is behind elm by 12 points.",
      "By south, 40 percent of the budget: ash is ahead of elm by 26 points.",
      "ash was assessed: no rank.", "Criteria, weighted by south, 40 percent of the budget:"]),
    ("all bids", joint(BIDS), None, None, [TABLE.rstrip(), DISAGREE]),
]  # fmt: skip


@pytest.mark.parametrize("case", WHY, ids=lambda case: case[0])
def test_the_explanation(case: tuple[str, Papers, str | None, str | None, list[str]]) -> None:
    _, papers, bid, against, said = case
    text = explained(papers, bid, against)
    assert [one for one in said if one not in text] == [], text


DIFFERENCES: list[tuple[str, Papers, str | None]] = [
    ("a mean", joint(BIDS), "3.2"),
    ("the first authority", joint(BIDS, combine="lexicographic"), "-12"),
    ("the second", LEVEL, "-16"),
    ("no rule", joint(BIDS, combine=None), None),
]


@pytest.mark.parametrize("case", DIFFERENCES, ids=lambda case: case[0])
def test_the_difference_in_json(case: tuple[str, Papers, str | None]) -> None:
    _, papers, expected = case
    printed = explanation_data(evaluated(papers), RankOn.EXACT, "ash", "elm", None, lambda one: one)
    lot = only(printed["lots"])
    assert lot["difference"] == expected
    assert isinstance(lot["authorities"], list)
    assert len(lot["authorities"]) == 2
