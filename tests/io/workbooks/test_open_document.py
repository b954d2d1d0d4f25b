"""Workbooks as OpenDocument: written by hand here, and by LibreOffice where it is installed."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from bideval.errors import Finding
from bideval.io.workbooks.book import Book, read_book
from bideval.io.workbooks.importing import import_marks
from bideval.io.workbooks.open_document import ods_marks
from bideval.io.workbooks.setup.start import start_files, start_workbook
from tests.conftest import ROOT
from tests.io.workbooks.panel_folder import AT, fill, folder, handed_out, read

SOFFICE = shutil.which("soffice")
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "style", "text", "meta")
)
STYLE = '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="{}"/></style:style>'


def cell(text: str, extra: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {extra}><text:p>{text}</text:p></table:table-cell>'


def content(rows: str, display: str = "true") -> str:
    table = f'<table:table table:name="Marks" table:style-name="ta1">{rows}</table:table>'
    return (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLE.format(display)}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )


def written(path: Path, rows: str, display: str = "true") -> Path:
    meta = f'<office:document-meta {SPACES}><office:meta><meta:user-defined meta:name="bideval_kind">marks-1</meta:user-defined></office:meta></office:document-meta>'
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content(rows, display))
        archive.writestr("meta.xml", meta)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


FORMULA = 'table:formula="of:=1+2"'
ROWS: list[tuple[str, str, tuple[tuple[int, int], ...]]] = [
    # in words                     rows                                                                        formulas
    ("none",                       f"<table:table-row>{cell('a')}{cell('b')}</table:table-row>",               ()),
    ("in the second cell",         f"<table:table-row>{cell('a')}{cell('3', FORMULA)}</table:table-row>",      ((1, 2),)),
    ("behind repeated cells",      f"<table:table-row><table:table-cell table:number-columns-repeated='3'/>{cell('3', FORMULA)}</table:table-row>", ((1, 4),)),
    ("below repeated rows",        f"<table:table-row table:number-rows-repeated='5'><table:table-cell/></table:table-row><table:table-row>{cell('3', FORMULA)}</table:table-row>", ((6, 1),)),
    ("behind a covered cell",      f"<table:table-row>{cell('a')}<table:covered-table-cell/>{cell('3', FORMULA)}</table:table-row>", ((1, 3),)),
]  # fmt: skip


@pytest.mark.parametrize("case", ROWS, ids=lambda case: case[0])
def test_where_formulas_stand(case: tuple[str, str, tuple[tuple[int, int], ...]]) -> None:
    _, rows, expected = case
    assert ods_marks(content(rows).encode(), b"").formulas.get("Marks", ()) == expected


@pytest.mark.parametrize("display", ["true", "false"])
def test_a_sheet_that_is_not_displayed_is_hidden(display: str, tmp_path: Path) -> None:
    row = f"<table:table-row>{cell('a')}{cell('3', FORMULA)}</table:table-row>"
    book = read_book(written(tmp_path / "x.ods", row, display))
    assert isinstance(book, Book)
    (sheet,) = book.sheets
    assert sheet.hidden is (display == "false")
    assert sheet.formulas == ((1, 2),)
    assert sheet.text(1, 1) == "a"
    assert book.properties == {"bideval_kind": "marks-1"}


BAD = [
    # in words                      rows
    ("elements never closed",       "<table:table-row>"),
    ("a billion cells",             "<table:table-row table:number-rows-repeated='99999'><table:table-cell table:number-columns-repeated='9999' office:value-type='string' office:value='x'/></table:table-row>"),
    ("a number that is none",       "<table:table-row table:number-rows-repeated='x'><table:table-cell office:value='1'/></table:table-row>"),
]  # fmt: skip


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_what_is_no_sheet_is_a_finding(case: tuple[str, str], tmp_path: Path) -> None:
    found = read_book(written(tmp_path / "x.ods", case[1]))
    assert isinstance(found, Finding)
    assert found.code == "BE700"


def saved_by_libreoffice(path: Path, kind: str) -> Path:
    """Open a workbook in LibreOffice and save it as ``kind``."""
    assert SOFFICE is not None
    out = path.parent / "saved"
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    return out / f"{path.stem}.{kind}"


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: nothing to save the workbook with")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_libreoffice_saves_is_taken(kind: str, tmp_path: Path) -> None:
    root = folder(tmp_path / "f")
    words = "=SUM(A1) is text; ünïcödé 😍\nand a second line"
    path = fill(handed_out(root), {"B4": 3, "C4": "Named staff", "D8": "no rota", "B8": 7.5})
    imported = import_marks(root, *read(root), [saved_by_libreoffice(path, kind)], AT, None)
    assert [one.message for one in imported.findings] == []
    assert [str(row.mark) for row in imported.added] == ["3", "15/2"]
    marks = (root / "marks.csv").read_text().replace("Named staff", f'"{words}"')
    (root / "marks.csv").write_text(marks)
    again = import_marks(root, *read(root), [saved_by_libreoffice(handed_out(root), kind)], AT, None)
    assert [one.message for one in again.findings] == []
    assert again.added == ()


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: nothing to save the workbook with")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_setup_that_libreoffice_saves_says_the_same(kind: str, tmp_path: Path) -> None:
    started = start_workbook(ROOT / "sample_tenders" / "community-health")
    assert started.workbook is not None
    path = tmp_path / "setup.xlsx"
    path.write_bytes(started.workbook)
    assert start_files(saved_by_libreoffice(path, kind)).files == start_files(path).files
