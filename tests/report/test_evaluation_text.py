"""The page for people: one sentence first, then placings, who is out and why, and notes."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.report.evaluation_text import ILLUSTRATION, evaluation_text, names, sentence
from bideval.scoring.evaluate import judge
from tests.scoring.build import Data, Papers, decision, evaluated, inputs_of, lot_of, lowest_price, tender
from tests.scoring.generated import FORMULA_TERMS, METHOD_TERMS, examples, papers_of


def page(papers: Papers) -> str:
    return evaluation_text(evaluated(papers), "my-tender")


def merits(points: Mapping[str, object], method: Data | None = None, **rules: object) -> Papers:
    """Return a tender on declared points, all prices 10."""
    criterion = {"id": "merit", "weight": 100, "measure": {"field": "bid.declared.merit"}}
    return Papers(
        tender(
            **{
                "method": method or {"use": "weighted-sum"},
                "weighting": {"kind": "percent-of-whole"},
                "declares": {"merit": {"unit": "points"}},
                "criteria": [criterion],
                **rules,
            }
        ),
        {bid: {"declared": {"merit": value}} for bid, value in points.items()},
        dict.fromkeys(points, 10),
    )


LIMIT: Data = {"id": "limit", "phase": "price", "measure": {"field": "price.evaluated"}, "threshold": 1000, "test": "at-most",
               "on_fail": "must-disregard"}  # fmt: skip
MAY: Data = {**LIMIT, "on_fail": "may-disregard"}
LOWEST = [{"by": "lower-price"}]
DRAWN = decision("draw", drawn=["elm", "ash"], witnessed_by=["the clerk"])
CORRIDOR: Data = {"use": "extended-benchmark-ratio", "with": {"corridor": 10, "decides": "quality"}}
SENTENCES: list[tuple[str, Papers, str]] = [
    ("a winner by points", merits({"ash": 80, "elm": "79.5"}), "ash wins, ahead by 0.5 points."),
    ("a winner by money", lowest_price({"ash": 1500, "elm": 250}), "elm wins, ahead by GBP 1,250."),
    ("a winner by a ratio", merits({"ash": 80, "elm": 75}, {"use": "vfm-index"}), "ash wins, ahead by 0.5 points per GBP."),
    ("a winner by what decides", merits({"ash": 80, "elm": 75}, CORRIDOR), "ash wins, ahead by 5 points on quality."),
    ("one bid", merits({"ash": 80}), "ash wins; no other bid was left to compare."),
    ("a tie", merits({"ash": 80, "elm": 80}),
     "No winner yet: ash and elm are tied. The published rules have no further way to settle it."),
    ("a tie that awaits its draw", lowest_price({"ash": 80, "elm": 80}, ties=[{"by": "draw"}]),
     "No winner yet: ash and elm are tied. The published rules draw lots: record a decision of kind draw."),
    ("a tie of three", merits({"ash": 80, "elm": 80, "fir": 80}),
     "No winner yet: ash, elm and fir are tied. The published rules have no further way to settle it."),
    ("a tie that a rung settled", replace(lowest_price({"ash": 80, "elm": 80}, ties=[{"by": "draw"}]), decisions=(DRAWN,)),
     "elm wins, level with the next bid, by the published tie rule."),
    ("a tie for the second place", merits({"ash": 90, "elm": 80, "fir": 80}, places=2),
     "No winner yet: elm and fir are tied. The published rules have no further way to settle it. ash has a place for certain."),
    ("two places", merits({"ash": 90, "elm": 80, "fir": 70}, places=2),
     "ash and elm are awarded 2 of 2 places, the last of them ahead of the next by 10 points."),
    ("more places than bids", merits({"ash": 90}, places=3), "ash is awarded 1 of 3 places; no other bid was left to compare."),
    ("nobody is left", lowest_price({"ash": 1001}, gates=[LIMIT]), "No bid is left to assess, so nobody wins."),
    ("nobody is ranked", merits({"ash": 9}, {"use": "fixed-price-best-quality", "with": {"fixed_price": 9, "below": "ranked"}}),
     "No bid is ranked under this method, so nobody wins."),
    ("a decision is awaited", lowest_price({"ash": 1001, "elm": 5000}, gates=[MAY]),
     "ash wins, ahead by GBP 3,999. The result is provisional: a decision is awaited (see the note)."),
]  # fmt: skip


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case[0])
def test_the_result_in_one_sentence(case: tuple[str, Papers, str]) -> None:
    _, papers, expected = case
    assert sentence(lot_of(papers), "GBP") == expected
    assert page(papers).split("\n\n")[1] == expected


def test_quality_alone_has_a_sentence_of_its_own() -> None:
    judged = judge(inputs_of(merits({"ash": 80, "elm": 70})), quality_only=True)
    assert judged.evaluation is not None
    assert sentence(judged.evaluation.lots[0], "GBP").startswith("Quality alone is scored here")
    printed = evaluation_text(judged.evaluation, "my-tender")
    rows = [line.split() for line in printed.splitlines()]
    assert [(row[0], row[-1]) for row in rows if row and row[0] in {"ash", "elm"}] == [
        ("ash", "80"),
        ("elm", "70"),
    ]
    assert "bideval explain my-tender --stage quality" in printed


def test_a_note_is_pointed_to_only_where_there_is_one() -> None:
    papers = next(papers for _, papers, said in SENTENCES if "see the note" in said)
    (lot,) = evaluated(papers).lots
    assert sentence(lot, "GBP", has_notes=False).endswith(" a decision is awaited.")
    assert sentence(lot, "GBP").endswith(" a decision is awaited (see the note).")


def test_lots_under_a_limit_are_not_awarded_here() -> None:
    lots = [{"id": "north", "title": "The north"}, {"id": "south"}]
    bids: dict[str, Data] = {"ash": {"lots": ["north", "south"]}, "elm": {"lots": ["north"]}}
    prices = {
        "ash": {"lots": {"north": {"amount": 1}, "south": {"amount": 1}}},
        "elm": {"lots": {"north": {"amount": 2}}},
    }
    printed = page(Papers(tender(method={"use": "lowest-compliant"}, lots=lots, lot_limit=1), bids, prices))
    assert "Lot north: The north\n\nBids are ranked within the lot; who is awarded it depends" in printed


def test_the_whole_page() -> None:
    """Written out by hand: sentence, table, who is out with its gate and shadow, digest, what to try next."""
    papers = lowest_price({"ash": "1000", "elm": "999.50", "fir": "2500"}, gates=[LIMIT])
    papers = replace(papers, bids={**papers.bids, "oak": {"status": "late"}})
    digest = evaluated(papers).digest
    assert (
        page(papers)
        == f"""\
Test

elm wins, ahead by GBP 0.50.

  rank  bid  bidder       price GBP  figure GBP
  ----  ---  -----------  ---------  ----------
     1  elm  Elm Limited     999.50      999.50
     2  ash  Ash Limited   1,000.00    1,000.00

Not assessed:
  fir: disregarded, failed the gate limit
      limit failed: GBP 2,500, required at most GBP 1,000
      had it been assessed: GBP 2,500.00, rank 3 (shadow result, not for letters)
  oak: late, received as late

Inputs {digest}

Next:
  bideval explain my-tender elm --against ash
  bideval evaluate my-tender --json"""
    )


def test_invented_figures_are_said_to_be_first() -> None:
    assert page(lowest_price({"ash": 1}, illustration=True)).splitlines()[:2] == [ILLUSTRATION, "Test"]


def test_who_relied_on_whom_is_said() -> None:
    gate: Data = {
        "id": "turnover",
        "phase": "conditions",
        "measure": {"field": "bidder.accounts.turnover"},
        "threshold": 10,
        "test": "at-least",
        "on_fail": "must-disregard",
        "relies_on": {"who": ["members"], "combine": "sum"},
    }
    accounts = [{"year_end": "2025-12-31", "turnover": 6}]
    bid: Data = {"accounts": accounts, "members": [{"id": "fir", "accounts": accounts}]}
    papers = replace(lowest_price({"ash": 1}, gates=[gate]), bids={"ash": bid})
    assert "Passed by relying on others:\n  ash: turnover, with fir\n" in page(papers)


def test_notes_stand_with_the_result() -> None:
    waived = decision("waive", bid="ash", gate="limit")
    printed = page(replace(lowest_price({"ash": 5000}, gates=[LIMIT]), decisions=(waived,)))
    assert "Note:\n  ash failed the gate limit and stays in by decision waive-ash-limit" in printed


def test_what_was_entered_cannot_look_like_a_line_of_the_page() -> None:
    """A name, a title or a reason on several lines could forge a placing."""
    forged = "Ash\n\nelm wins, ahead by GBP 99."
    waived = {**decision("waive", bid="elm", gate="limit"), "reason": forged}
    papers = lowest_price({"ash": 1, "elm": 5000, "fir": 6000}, gates=[LIMIT], title=forged)
    bids: dict[str, Data] = {**papers.bids, "ash": {"bidder": {"id": "ash-ltd", "name": forged}}}
    excluded = decision("exclude", bid="fir", ground=forged)
    printed = page(replace(papers, bids=bids, decisions=(waived, excluded)))
    assert not any(line.strip().startswith("elm wins") for line in printed.splitlines())
    assert printed.count("elm wins") == 4


LISTS: list[tuple[str, tuple[str, ...], str]] = [
    ("one", ("a",), "a"),
    ("two", ("a", "b"), "a and b"),
    ("three", ("a", "b", "c"), "a, b and c"),
]


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case[0])
def test_bids_in_a_sentence(case: tuple[str, tuple[str, ...], str]) -> None:
    assert names(case[1]) == case[2]


RULES = [
    *(("weighted-sum", formula) for formula in FORMULA_TERMS),
    *((method, None) for method in METHOD_TERMS),
]


@examples(40, part=10)
@given(papers=st.sampled_from(RULES).flatmap(lambda rule: papers_of(*rule)))
def test_any_result_has_a_page_of_100_columns(papers: Papers) -> None:
    evaluation = judge(inputs_of(papers)).evaluation
    if evaluation is None:
        return
    printed = evaluation_text(evaluation, "my-tender")
    tables = [block for block in printed.split("\n\n") if block.startswith("  rank")]
    assert all(len(line) <= 100 for block in tables for line in block.splitlines())
    for one in evaluation.lots[0].placings:
        assert one.bid in printed
