from pathlib import Path

import openpyxl
import pytest

from bideval.io.workbooks.importing import import_agreed
from bideval.scoring.panel.imported import Imported
from tests.io.workbooks.panel_folder import AT, HEAD, TENDER, Cells, fill, folder, panel_book, read, rows_of

MARKS = HEAD + "".join(
    f"*,{criterion},{bid},{person},{mark},Named staff,,p. 3,2026-04-07,\n"
    for criterion, bid, given in (
        ("plan", "acorn", "122"),
        ("plan", "beech", "222"),
        ("staff", "acorn", "468"),
    )
    for person, mark in zip(("ada", "bo", "cy"), given, strict=True)
)
# Columns: A bid, B C D the marks of ada bo cy, E apart, F agreed, G reason, H where, I who, J why, K key.
GIVEN: Cells = {
    "F4": 2,
    "G4": "Nights are covered on p. 12",
    "I4": "ada;bo; cy",
    "J4": "p. 12 was read together",
}
CONSENSUS = "lot,criterion,bid,mark,reason,evidence,moved_from,why_moved,agreed_by,at,supersedes\n"


def take(root: Path, path: Path, at: str = AT) -> Imported:
    return import_agreed(root, *read(root), path, at, None)


def codes(imported: Imported) -> list[str]:
    return [f"{one.code} {one.severity}" for one in imported.findings]


def test_the_sheet_is_laid_out_as_the_cases_below_say(tmp_path: Path) -> None:
    path = panel_book(folder(tmp_path / "f", marks=MARKS))
    assert rows_of(path, "Agree", 11)["*/plan/acorn"] == 4
    sheet = openpyxl.load_workbook(path)["Agree"]
    assert [sheet.cell(4, column).value for column in range(1, 7)] == ["Acorn Care", 1, 2, 2, "1 to 2", None]


def test_what_is_agreed_becomes_a_row_that_says_who_moved_and_again_changes_nothing(tmp_path: Path) -> None:
    root = folder(tmp_path / "f", marks=MARKS)
    path = fill(panel_book(root), GIVEN, "Agree")
    imported = take(root, path)
    assert codes(imported) == []
    said = (root / "consensus.csv").read_bytes()
    row = f"*,plan,acorn,2,Nights are covered on p. 12,,ada 1,p. 12 was read together,ada;bo;cy,{AT},\n"
    assert said.decode() == CONSENSUS + row
    assert take(root, path).added == ()
    assert (root / "consensus.csv").read_bytes() == said
    assert (root / "marks.csv").read_text() == MARKS


def test_another_agreed_mark_replaces_and_keeps_the_first(tmp_path: Path) -> None:
    first = (
        CONSENSUS + "*,plan,acorn,1,Half of the nights,,bo 2; cy 2,one night in two,ada;bo;cy,2026-04-08,\n"
    )
    root = folder(tmp_path / "f", marks=MARKS, consensus=first)
    imported = take(root, fill(panel_book(root), GIVEN, "Agree"))
    assert [row.supersedes for row in imported.added] == ["2026-04-08"]
    assert (root / "consensus.csv").read_text().startswith(first)


def without(*addresses: str) -> Cells:
    return {address: value for address, value in GIVEN.items() if address not in addresses}


QUORUM = {**TENDER, "marks": {"from": "consensus", "quorum": "3"}}
WRONG: list[tuple[str, dict[str, object], Cells, list[str]]] = [
    # in words                              tender   cells                                      findings
    ("no reason",                           TENDER,  without("G4"),                             ["BE707 error"]),
    ("a reason of a dash",                  TENDER,  {**GIVEN, "G4": "-"},                      ["BE707 error"]),
    ("a reason and no mark",                TENDER,  without("F4"),                             ["BE707 error"]),
    ("the words of the scale",              TENDER,  {**GIVEN, "G4": "Good"},                   ["BE708 warning"]),
    ("a mean of the marks",                 TENDER,  {**GIVEN, "F4": 1.6666666666666667},       ["BE706 error"]),
    ("outside the marks given and no why",  TENDER,  {**without("J4"), "F4": 3},                ["BE713 error"]),
    ("outside the marks given, with why",   TENDER,  {**GIVEN, "F4": 3},                        []),
    ("one moved and no why",                TENDER,  without("J4"),                             ["BE713 warning"]),
    ("nobody moved and no why",             TENDER,  {"F5": 2, "G5": "Rota on p. 9", "I5": "ada"}, []),
    ("nobody agreed",                       TENDER,  without("I4"),                             ["BE714 error"]),
    ("somebody unknown agreed",             TENDER,  {**GIVEN, "I4": "ada;eve"},                ["BE714 error"]),
    ("agreed by name",                      TENDER,  {**GIVEN, "I4": "Ada Bell;Bo Hart;cy"},    []),
    ("below the quorum",                    QUORUM,  {**GIVEN, "I4": "ada;bo"},                 ["BE716 error"]),
    ("one of them twice",                   QUORUM,  {**GIVEN, "I4": "ada;bo;ada"},             ["BE716 error"]),
    ("the quorum",                          QUORUM,  GIVEN,                                     []),
    ("an individual mark typed over",       TENDER,  {**GIVEN, "B4": 2},                        ["BE705 error"]),
    ("an individual mark deleted",          TENDER,  {**GIVEN, "B4": None},                     ["BE705 error"]),
    ("a formula",                           TENDER,  {**GIVEN, "F4": "=AVERAGE(B4:D4)"},        ["BE704 error"]),
    ("a bidder typed over",                 TENDER,  {**GIVEN, "A4": "Beech Health"},           ["BE705 error"]),
    ("something below",                     TENDER,  {**GIVEN, "G30": "and one more"},          ["BE705 error"]),
    ("a formula among the reasons",         TENDER,  {**GIVEN, "F5": "=1"},                     ["BE704 error"]),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_what_is_filled_in_is_judged(
    case: tuple[str, dict[str, object], Cells, list[str]], tmp_path: Path
) -> None:
    _, tender, cells, expected = case
    root = folder(tmp_path / "f", tender=tender, marks=MARKS)
    imported = take(root, fill(panel_book(root), cells, "Agree"))
    assert codes(imported) == expected
    is_refused = any(one.endswith("error") for one in expected)
    assert (root / "consensus.csv").exists() is not is_refused
    assert all("Agree!" in str(one.sources[0]) for one in imported.findings)


def test_where_a_mean_is_published_nothing_agreed_is_imported(tmp_path: Path) -> None:
    root = folder(tmp_path / "f", tender={**TENDER, "marks": {"from": "mean"}}, marks=MARKS)
    imported = take(root, fill(panel_book(root), GIVEN, "Agree"))
    assert codes(imported) == ["BE715 error"]
    assert not (root / "consensus.csv").exists()


def test_marks_that_changed_since_the_export_are_told(tmp_path: Path) -> None:
    root = folder(tmp_path / "f", marks=MARKS)
    path = fill(panel_book(root), GIVEN, "Agree")
    (root / "marks.csv").write_text(MARKS + f"*,plan,acorn,ada,2,Named staff,,p. 3,{AT},2026-04-07\n")
    imported = take(root, path, at="2026-05-01")
    assert codes(imported) == ["BE705 error"]
    assert "shows 1 of ada" in imported.findings[0].message
