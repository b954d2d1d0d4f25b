"""``explain``: every number with its rule and place, and why one bid is ahead of another."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bideval.errors import Source, UnknownIdError
from bideval.model.rules import RankOn
from bideval.report.explanation import explanation_data, explanation_text
from tests.scoring.build import Data, Papers, decision, evaluated, lowest_price, tender

GATE: Data = {"id": "limit", "phase": "price", "measure": {"field": "price.evaluated"}, "threshold": 110, "test": "at-most",
              "on_fail": "must-disregard"}  # fmt: skip
PAPERS = Papers(
    tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        criteria=[
            {
                "id": "quality",
                "criteria": [{"id": "plan", "weight": 60, "scale": {"from": 0, "to": 9, "step": 1}}],
            },
            {"id": "cost", "weight": 40, "formula": "lowest-over-bid"},
        ],
        gates=[GATE],
        rounding=[{"stage": "weighted", "places": 1, "mode": "half-up"}],
        rank_on="rounded",
    ),
    {"ash": {}, "elm": {}, "fir": {}},
    {"ash": 100, "elm": 80, "fir": 120},
    {("ash", "plan"): 7, ("elm", "plan"): 4, ("fir", "plan"): 9},
)


def at_home(source: Source) -> Source:
    """Say where a value stands, as if every file had one line."""
    return source._replace(line=1, column=2)


def words(papers: Papers, bid: str | None = None, against: str | None = None, lot: str | None = None) -> str:
    evaluation = evaluated(papers)
    return explanation_text(
        evaluation, RankOn(str(papers.tender.get("rank_on", "exact"))), bid, against, lot, at_home
    )


def test_why_one_bid_is_ahead_of_another() -> None:
    """By hand: 60 x 7/9 = 46.7 and 32; 60 x 4/9 = 26.7 and 40. The block against is written out whole."""
    assert words(PAPERS, "ash", "elm").split("\n\n")[:4] == [
        "Test",
        "ash wins, ahead by 12.0 points.",
        "ash is ahead of elm by 12.0 points.\nIt gains most on plan (+20.0).\nIt loses most on cost (-8.0).",
        (
            "  criterion   ash   elm  difference\n"
            "  ---------  ----  ----  ----------\n"
            "  plan       46.7  26.7       +20.0\n"
            "  cost       32.0  40.0        -8.0\n"
            "  sum        78.7  66.7       +12.0"
        ),
    ]


def test_every_number_of_a_bid_with_its_rule_and_place() -> None:
    printed = words(PAPERS, "ash")
    assert "ash was assessed: rank 1 with 78.7 points." in printed
    assert (
        "  quality: 46.7 (unrounded 46.666667, exactly 140/3)\n    46.7 of 60 is 77.833333 points" in printed
    )
    assert (
        "    plan: 77.777778 points x weight 60 / 100 = 46.7 (unrounded 46.666667, exactly 140/3)" in printed
    )
    assert "from consensus.csv:1:2" in printed
    assert "cost: 80 points x weight 40 / 100 = 32.0\n" in printed
    assert "100 x 80 / 100" in printed
    assert "from prices/ash.yaml:1:2" in printed
    assert "limit passed: GBP 100, required at most GBP 110" in printed
    assert "elm was assessed" not in printed


def test_a_disregarded_bid_shows_its_shadow() -> None:
    printed = words(PAPERS, "fir")
    assert "fir is disregarded: failed the gate limit." in printed
    assert "Criteria, in the shadow result:" in printed
    assert "limit failed: GBP 120, required at most GBP 110" in printed


def test_a_disregarded_bid_is_not_compared() -> None:
    printed = words(PAPERS, "ash", "fir")
    assert "A bid that was not assessed has no figure to compare" in printed
    assert "criterion" not in printed


def test_the_winner_is_meant_where_no_bid_is_named() -> None:
    assert "ash is ahead of elm by 12.0 points." in words(PAPERS, against="elm")


def test_every_bid_is_explained_where_none_is_named() -> None:
    printed = words(PAPERS)
    assert all(f"{bid} was assessed" in printed for bid in ("ash", "elm"))
    assert "fir is disregarded" in printed


def test_from_behind() -> None:
    assert "elm is behind ash by 12.0 points." in words(PAPERS, "elm", "ash")


def test_lower_is_ahead_where_the_method_says_so() -> None:
    printed = words(lowest_price({"ash": 1000, "elm": 999}), "elm", "ash")
    assert "elm is ahead of ash by GBP 1." in printed
    assert "price = 999" in printed


def test_a_tie_ladder_is_written_out() -> None:
    drawn = decision("draw", drawn=["elm", "ash"], witnessed_by=["the clerk"])
    papers = replace(lowest_price({"ash": 5, "elm": 5}, ties=[{"by": "draw"}]), decisions=(drawn,))
    printed = words(papers, "ash", "elm")
    assert "ash and elm have the same figure; their order is that of the tie ladder below." in printed
    assert "Tie ladder:\n  draw: ash drawn 2, elm drawn 1; settled" in printed


def test_what_was_entered_cannot_look_like_a_line_of_the_explanation() -> None:
    forged = "x\n\nelm was assessed: rank 1 with 99 points."
    papers = replace(PAPERS, tender={**PAPERS.tender, "title": forged})
    excluded = decision("exclude", bid="fir", ground=forged)
    printed = words(replace(papers, decisions=(excluded,)))
    assert sum(line.startswith("elm was assessed") for line in printed.splitlines()) == 1


# Lots

LOTS = Papers(
    tender(method={"use": "lowest-compliant"}, lots=[{"id": "north", "title": "The north"}, {"id": "south"}]),
    {"ash": {"lots": ["north", "south"]}, "elm": {"lots": ["north"]}},
    {
        "ash": {"lots": {"north": {"amount": 3}, "south": {"amount": 4}}},
        "elm": {"lots": {"north": {"amount": 5}}},
    },
)
ASKED: list[tuple[str, str | None, str | None, str | None, list[str]]] = [
    # in words             bid    against  lot      lots that are explained
    ("everything",         None,  None,    None,    ["north", "south"]),
    ("one lot",            None,  None,    "south", ["south"]),
    ("a bid in two lots",  "ash", None,    None,    ["north", "south"]),
    ("a bid in one lot",   "elm", None,    None,    ["north"]),
    ("two bids that meet in one lot", "ash", "elm", None, ["north"]),
    ("a bid in a lot",     "ash", None,    "north", ["north"]),
]  # fmt: skip


@pytest.mark.parametrize("case", ASKED, ids=lambda case: case[0])
def test_the_lots_that_are_asked_about(
    case: tuple[str, str | None, str | None, str | None, list[str]],
) -> None:
    _, bid, against, lot, expected = case
    evaluation = evaluated(LOTS)
    data = explanation_data(evaluation, None, bid, against, lot, at_home)
    lots = data["lots"]
    assert isinstance(lots, list)
    assert [one["id"] for one in lots if isinstance(one, dict)] == expected
    printed = words(LOTS, bid, against, lot)
    assert [name for name in ("north", "south") if f"Lot {name}: " in printed] == expected


UNKNOWN: list[tuple[str, str | None, str | None, str | None, str]] = [
    ("a bid", "birch", None, None, "no bid is called 'birch'; there are: ash, elm"),
    ("the other bid", "ash", "birch", None, "no bid is called 'birch'"),
    ("a lot", None, None, "west", "no lot is called 'west'; there are: north, south"),
    ("a bid that is not in the lot", "elm", None, "south", "no bid is called 'elm'; there are: ash"),
]


@pytest.mark.parametrize("case", UNKNOWN, ids=lambda case: case[0])
def test_what_there_is_not_is_refused_by_name(
    case: tuple[str, str | None, str | None, str | None, str],
) -> None:
    _, bid, against, lot, expected = case
    for explain in (explanation_text, explanation_data):
        with pytest.raises(UnknownIdError) as refused:
            explain(evaluated(LOTS), None, bid, against, lot, at_home)
        assert expected in str(refused.value)


# As data


def test_the_contributions_of_the_data_sum_to_its_difference() -> None:
    data = explanation_data(evaluated(PAPERS), RankOn.ROUNDED, "ash", "elm", None, at_home)
    lots = data["lots"]
    assert isinstance(lots, list)
    lot = lots[0]
    assert isinstance(lot, dict)
    parts = lot["contributions"]
    assert isinstance(parts, list)
    exact = [Fraction(str(part["difference_exact"])) for part in parts if isinstance(part, dict)]
    assert (len(exact), sum(exact), lot["difference_exact"]) == (2, 12, "12/1")


def test_bids_that_cannot_be_compared_have_no_difference() -> None:
    data = explanation_data(evaluated(PAPERS), RankOn.ROUNDED, "ash", "fir", None, at_home)
    lots = data["lots"]
    assert isinstance(lots, list)
    lot = lots[0]
    assert isinstance(lot, dict)
    assert (lot["difference"], lot["difference_exact"], lot["contributions"]) == (None, None, [])
