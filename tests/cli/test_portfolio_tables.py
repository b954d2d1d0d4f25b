"""The tables of ``bideval portfolio``: no count stands twice, and what nobody stated is empty."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.test_portfolio import invoke
from tests.portfolio.lines import Data, line, price_only, weighted

CRITERIA: tuple[Data, ...] = (
    {"id": "price", "kind": "price", "weight": 60, "formula": "lowest-over-bid"},
    {"id": "plan", "kind": "quality", "weight": 40},
)


def in_euros(ocid: str, prices: Sequence[int]) -> bytes:
    return line(price_only(ocid, prices)).replace(b"GBP", b"EUR")


def spending(ocid: str, amounts: Sequence[int | None]) -> bytes:
    """A tender that its first bid wins, with so much spent locally by each bid; None: not stated."""
    bids: list[Data] = [{} if one is None else {"localSpend": one} for one in amounts]
    points: list[Data] = [{"plan": 80 - place} for place, _ in enumerate(amounts)]
    return line(
        weighted(
            ocid, [90 + 10 * place for place, _ in enumerate(amounts)], points, criteria=CRITERIA, bids=bids
        )
    )


STATED = [
    ("nobody states it", [spending("a", (None, None))], (None, 0), ("0", "")),
    ("only one that loses states it", [spending("a", (None, 7))], (None, 0), ("0", "")),
    ("it is stated as 0", [spending("a", (0, 7))], ("0", 1), ("1", "0")),
    (
        "one of two winners states it",
        [spending("a", (5, 7)), spending("b", (None, 7))],
        ("5", 1),
        ("1", "5"),
    ),
]


@pytest.mark.parametrize("case", STATED, ids=lambda case: case[0])
def test_local_spending(
    case: tuple[str, list[bytes], tuple[str | None, int], tuple[str, str]], tmp_path: Path
) -> None:
    _, lines, in_json, in_csv = case
    file, parquet = tmp_path / "lines.jsonl", tmp_path / "table.parquet"
    file.write_bytes(b"".join(lines))
    one = json.loads(invoke("portfolio", file, "--json").stdout)["scenarios"][0]
    local = one["local"]["GBP"]
    assert (local and local["published"]["low"], one["local_stated_in"]) == in_json
    table = invoke("portfolio", file, "--csv", "--parquet", parquet).stdout
    (row,) = [row for row in csv.DictReader(io.StringIO(table)) if row["row"] == "money"]
    assert (row["local_stated_in"], row["local_published_low"]) == in_csv
    polars = pytest.importorskip("polars", reason="the extra portfolio is not installed whole")
    (held,) = [row for row in polars.read_parquet(parquet).to_dicts() if row["row"] == "money"]
    assert held["local_stated_in"] == in_json[1]
    assert (held["local_published_low"] is None) == (in_csv[1] == "")


CURRENCIES = [
    ("one currency", (line(price_only("a", [1, 2])), line(price_only("b", [3, 4]))), ["GBP"], "2"),
    ("two currencies", (line(price_only("a", [1, 2])), in_euros("b", [3, 4])), ["EUR", "GBP"], "2"),
    ("no tender", (b"broken\n",), [], "0"),
]


@pytest.mark.parametrize("by", ["ownership", "year"])
@pytest.mark.parametrize("case", CURRENCIES, ids=lambda case: case[0])
def test_no_count_stands_twice(
    case: tuple[str, tuple[bytes, ...], list[str], str], by: str, tmp_path: Path
) -> None:
    _, lines, currencies, tenders = case
    file = tmp_path / "lines.jsonl"
    file.write_bytes(b"".join(lines))
    table = invoke("portfolio", file, "--by", by, "--csv").stdout
    rows = list(csv.DictReader(io.StringIO(table)))
    of_all = [row for row in rows if row["group"] == "all"]
    assert [row["tenders"] for row in of_all if row["tenders"]] == [tenders]
    assert [row["currency"] for row in rows if row["currency"]] == currencies
    assert {row["row"] for row in rows if row["price_published_low"]} == ({"money"} if currencies else set())
    assert all(row["by"] == by for row in rows if row["row"] == "group")


def of_year(ocid: str, year: int) -> bytes:
    return line(price_only(ocid, [3, 4], date=f"{year}-05-01"))


GROUPS = [
    ("ownership", "By ownership:", ("not-stated", "4", "4")),
    ("size", "By size:", ("not-stated", "4", "4")),
    ("year", "By year:", ("2024", "3")),
    ("authority", "By authority:", ("not stated", "4")),
]


@pytest.mark.parametrize("case", GROUPS, ids=lambda case: case[0])
def test_groups_of_the_published_awards(case: tuple[str, str, tuple[str, ...]], tmp_path: Path) -> None:
    by, heading, cells = case
    file, page = tmp_path / "lines.jsonl", tmp_path / "page.html"
    file.write_bytes(b"".join([of_year("old", 2021), *(of_year(f"new-{one}", 2024) for one in range(3))]))
    shown = invoke("portfolio", file, "--by", by, "--html", page).stdout
    rows = [" ".join(words.split()) for words in shown[shown.index(heading) :].splitlines()]
    assert " ".join(cells) in rows
    html = page.read_text("utf-8").split("The awards as published")[1]
    wanted = "".join(f'<td class="n">{cell}</td>' for cell in cells[1:])
    assert f"<tr><td>{cells[0]}</td>{wanted}</tr>" in html


def test_years_stand_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    years = (2023, 2021, 2024, 2024, 2024, 2023)
    whole = [spending(f"t{place}", (1, 2)).replace(b"2024-", b"%d-" % one) for place, one in enumerate(years)]
    file.write_bytes(b"".join(whole))
    scenario = "formula=linear-to-double-lowest"
    shown = invoke("portfolio", file, "--by", "year", "--scenario", scenario).stdout
    rows = [words.split() for words in shown.splitlines()]
    assert [row[0] for row in rows if row and row[0].startswith("202")] == ["2021", "2023", "2024"] * 2


def test_the_page_says_who_won_and_at_what_price(tmp_path: Path) -> None:
    file, page = tmp_path / "lines.jsonl", tmp_path / "page.html"
    out = line(price_only("out", [5, 7])).replace(b'"valid"', b'"disqualified"')
    tie = line(price_only("tie", [4, 4]))
    file.write_bytes(spending("a", (5, 7)) + in_euros("b", [3, 4]) + tie + out)
    assert invoke("portfolio", file, "--html", page).exit_code == 0
    rows = [
        ("Awards to one bid", "2"),
        ("Tied without a published rule", "1"),
        ("To nobody", "1"),
        ("Prices of the winners", "EUR 3"),
        ("Prices of the winners", "GBP 94"),
        ("Spent locally, stated in 1 of 4", "GBP 5"),
    ]
    html = page.read_text("utf-8")
    for words, figure in rows:
        assert f'<tr><td>{words}</td><td class="n">{figure}</td></tr>' in html
