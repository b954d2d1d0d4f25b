"""``bideval workbook model`` as a process: what is written, what is refused, and with which words."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.cli.run import ROOT, called

SAMPLES = ROOT / "sample_tenders"


def with_one_lot_more_to_refuse(work: Path) -> Path:
    """Return the sample of four lots, one of them with an irrational price formula."""
    folder = shutil.copytree(SAMPLES / "cleaning-lots", work / "lots")
    path = folder / "tender.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index("formula: fixed-range")
    end = text.index("\n", text.index("with:", at))
    text = f"{text[:at]}formula: log-from-lowest\n        with: {{ratio: 2, floor: 0}}{text[end:]}"
    rounding = "rounding: [{stage: points, places: 2, mode: half-up}, "
    path.write_text(text.replace("rounding: [", rounding, 1), encoding="utf-8")
    return folder


def test_a_workbook_is_written_with_a_sheet_for_the_result(tmp_path: Path) -> None:
    path = tmp_path / "new" / "model.xlsx"
    ran = called("workbook", "model", SAMPLES / "community-health", "-o", path)
    assert (ran.code, ran.out) == (0, f"wrote {path}\n")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Read me", "Result", "Tables"]
    names = [row[0].value for row in book["Read me"].iter_rows()]
    assert names[0] == "Invented figures and fictional names: an illustration."
    assert {"alderbourne: disregarded", "larkspur: disregarded"} <= set(names)


def test_lots_that_can_be_told_are_written_and_the_others_named(tmp_path: Path) -> None:
    folder = with_one_lot_more_to_refuse(tmp_path)
    ran = called("workbook", "model", folder, "-o", tmp_path / "model.xlsx")
    assert ran.code == 0, ran
    assert "not in it, lot " in ran.err
    assert "irrational" in ran.err
    assert openpyxl.load_workbook(tmp_path / "model.xlsx").sheetnames == [
        "Read me",
        "Lot 1",
        "Lot 2",
        "Lot 3",
        "Tables",
    ]


REFUSED: list[tuple[str, str, str, int, str]] = [
    # in words                 folder                      output         code  said
    ("the lowest price wins",  "works-auction",            "x.xlsx",      2,    "its method is lowest-compliant"),
    ("every lot by price",     "school-meals-lots",        "x.xlsx",      2,    "lots ashby, brook, carr"),
    ("two authorities",        "two-authorities",          "x.xlsx",      2,    "each with its own weights"),
    ("quality alone",          "published/vcnr-weighted-sum", "x.xlsx",   2,    "no price is on file"),
    ("wrong weights",          "broken/weights-sum-to-95", "x.xlsx",      3,    "BE103"),
    ("a file that is there",   "community-health",         "there.xlsx",  2,    "--force"),
    ("a folder in its place",  "community-health",         "",            2,    "is a directory"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_is_refused_is_said_and_nothing_is_written(
    case: tuple[str, str, str, int, str], tmp_path: Path
) -> None:
    _, folder, output, code, said = case
    (tmp_path / "there.xlsx").write_bytes(b"mine")
    ran = called("workbook", "model", SAMPLES / folder, "-o", tmp_path / output)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"mine"]
