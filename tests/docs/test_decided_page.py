"""docs/how-a-lot-is-decided.md: its worked examples, recomputed by hand and by the program.

The hand here reads the files of the page with a few lines of its own and knows one
tender; only the program's result is the program's.
"""

import csv
import io
import re
from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from pathlib import Path

import pytest

from bideval.io.folder import read_folder
from bideval.model.evaluation import Evaluation, LotStatus, Placing, PlacingStatus
from bideval.model.rules import OnFail, Phase, Stage
from bideval.scoring.evaluate import evaluate
from tests.conftest import ROOT
from tests.docs.pages import code_words, files_of, prose_of, section_text, tables_of, write_files

PAGE = ROOT / "docs" / "how-a-lot-is-decided.md"
F = Fraction
Row = dict[str, str]


def evaluated(folder: str, tmp_path: Path) -> Evaluation:
    write_files(PAGE, tmp_path)
    reading = read_folder(tmp_path / folder)
    assert reading.inputs is not None
    return evaluate(reading.inputs)


def placings(folder: str, tmp_path: Path) -> dict[str, Placing]:
    return {one.bid: one for one in evaluated(folder, tmp_path).lots[0].placings}


def rows_of(heading: str, place: int) -> list[Row]:
    return list([table for table in tables_of(PAGE) if table.heading == heading][place].rows)


def text_of(name: str) -> str:
    return files_of(PAGE)[name][1]


def number_after(key: str, text: str) -> Fraction:
    """Return the number after the last ``key:`` of a text."""
    return F(re.findall(rf"\b{key}: ([0-9.]+)", text)[-1])


# The worked example, by hand.

BIDS = ("ash", "birch", "cedar", "damson")
ASSESSED = ("ash", "birch", "cedar")


def half_up(value: Fraction) -> Fraction:
    """Return a value of 0 or more, to two places, a half upwards."""
    return F((value * 100 + F(1, 2)).__floor__(), 100)


def mean_mark(criterion: str, bid: str) -> Fraction:
    rows = csv.DictReader(io.StringIO(text_of("meals/marks.csv")))
    marks = [F(row["mark"]) for row in rows if (row["criterion"], row["bid"]) == (criterion, bid)]
    assert len(marks) == 2
    return sum(marks, F(0)) / 2


def price(bid: str) -> Fraction:
    return number_after("amount", text_of(f"meals/prices/{bid}.yaml"))


def quality_sum(bid: str) -> Fraction:
    return half_up(40 * mean_mark("plan", bid) * 20 / 100) + half_up(20 * mean_mark("people", bid) * 20 / 100)


def exact_total(bid: str, field: Iterable[str]) -> Fraction:
    best, lowest = max(map(quality_sum, field)), min(map(price, field))
    return 60 * quality_sum(bid) / best + 40 * lowest / price(bid)


def rounded_total(bid: str, field: Iterable[str]) -> Fraction:
    best, lowest = max(map(quality_sum, field)), min(map(price, field))
    return half_up(60 * quality_sum(bid) / best) + half_up(40 * lowest / price(bid))


def turnovers(bid: str) -> list[Fraction]:
    """The bidder's own turnover, then its members'."""
    inside = [F(one) for one in re.findall(r"turnover: ([0-9]+)", text_of(f"meals/bids/{bid}.yaml"))]
    return [inside[-1], *inside[:-1]]


def test_the_gate_by_hand(tmp_path: Path) -> None:
    found = placings("meals", tmp_path)
    for row in rows_of("A worked example", 0):
        own, *others = turnovers(row["Bid"])
        gate = found[row["Bid"]].gates[0]
        together = own if own >= 230000 else own + sum(others, F(0))
        assert F(row["Alone"]) == own
        assert row["Together"] == ("-" if own >= 230000 else str(together))
        assert F(row["Of 230000"]) == together / 230000 == gate.value
        part = row["The bidder's own part, in percent"]
        assert part == "-" or F(part) == F(round(own * 100 * 10**6 / 230000), 10**6)
        assert (row["Passed"] == "yes") == (together >= 230000 and own >= 115000) == gate.passed
    assert [row["Bid"] for row in rows_of("A worked example", 0)] == list(BIDS)


def test_marks_and_weighted_figures_by_hand(tmp_path: Path) -> None:
    found = placings("meals", tmp_path)
    rows = rows_of("A worked example", 1)
    assert [row["Bid"] for row in rows] == list(ASSESSED)
    for row in rows:
        scores = {one.criterion: one for one in found[row["Bid"]].scores}
        cells = [F(cell) for cell in list(row.values())[1:]]
        plan, people = mean_mark("plan", row["Bid"]), mean_mark("people", row["Bid"])
        by_hand = [plan, plan * 20, plan * 8, people, people * 20, people * 4, quality_sum(row["Bid"])]
        assert cells == by_hand
        assert (scores["plan"].points, scores["plan"].weighted) == (plan * 20, plan * 8)
        assert (scores["people"].points, scores["people"].weighted) == (people * 20, people * 4)


def test_totals_by_hand(tmp_path: Path) -> None:
    found = placings("meals", tmp_path)
    rows = rows_of("A worked example", 2)
    assert [row["Bid"] for row in rows] == ["birch", "ash", "cedar"]
    for row in rows:
        bid, placing = row["Bid"], found[row["Bid"]]
        scores = {one.criterion: one for one in placing.scores}
        assert F(row["Quality"]) == half_up(60 * quality_sum(bid) / 50) == scores["quality"].weighted
        assert F(row["Price"]) == half_up(40 * F(220000) / price(bid)) == scores["price"].weighted
        assert F(row["Exact price figure"]) == 40 * F(220000) / price(bid) == scores["price"].weighted_exact
        assert F(row["Total"]) == rounded_total(bid, ASSESSED) == placing.total
        assert F(row["Exact total"]) == exact_total(bid, ASSESSED) == placing.total_exact
        assert int(row["Rank"]) == placing.rank


def test_the_tie_and_the_shadow_by_hand(tmp_path: Path) -> None:
    lot = evaluated("meals", tmp_path).lots[0]
    assert rounded_total("ash", ASSESSED) == rounded_total("birch", ASSESSED)
    assert price("birch") < price("ash")
    assert (lot.winner, lot.margin, lot.status) == ("birch", F(0), LotStatus.FINAL)
    shadow = next(one for one in lot.placings if one.bid == "damson").shadow
    totals = {bid: rounded_total(bid, BIDS) for bid in BIDS}
    ahead = [bid for bid in BIDS if totals[bid] > totals["damson"]]
    assert shadow is not None
    assert (shadow.total, shadow.rank) == (totals["damson"], len(ahead) + 1) == (F(88), 3)
    assert ahead == ["ash", "birch"]


def test_whose_figures_count_by_hand(tmp_path: Path) -> None:
    gates = {one.gate: one for one in placings("reliance", tmp_path)["oak"].gates}
    by_hand = {
        "alone": (F(80, 100), False),
        "any-of-them": (F(90, 60), True),
        "together": (F(80 + 90, 100 + 60), True),
        "led": (F(80 + 90, 100 + 60), F(80, 100) >= F(90, 100)),
        "everyone": (F(80, 100), False),
    }
    rows = rows_of("Whose figures count", 0)
    assert [code_words(row["Gate"])[0] for row in rows] == list(by_hand) == list(gates)
    for row in rows:
        name = code_words(row["Gate"])[0]
        gate = gates[name]
        assert (F(row["Shown"]), row["Passed"] == "yes") == by_hand[name] == (gate.value, gate.passed)
        assert row["Relied on"] == (", ".join(gate.relied_on) or "-")


WORDS = [
    # in words               section                                type
    ("statuses of a lot",    "8. What else is said",                LotStatus),
    ("statuses of a bid",    "8. What else is said",                PlacingStatus),
    ("phases",               "2. Gates",                            Phase),
    ("what a fail leads to", "2. Gates",                            OnFail),
]  # fmt: skip


@pytest.mark.parametrize("case", WORDS, ids=lambda case: case[0])
def test_every_word_stands_on_the_page(case: tuple[str, str, type[Enum]]) -> None:
    _, heading, words = case
    assert {one.value for one in words} <= set(code_words(section_text(PAGE, heading)))


def test_every_stage_stands_on_the_page() -> None:
    assert {stage.value for stage in Stage} <= set(code_words(prose_of(PAGE)))
