import re
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError

from bideval.io.characters import flaws
from bideval.io.workbooks.exporting import marks_workbooks
from bideval.io.workbooks.importing import import_marks
from bideval.io.workbooks.names import labels_of
from bideval.model.marking import Mark
from bideval.scoring.panel.imported import Imported
from tests.io.workbooks.naughty import FLAWED, NAUGHTY
from tests.io.workbooks.panel_folder import AT, HEAD, TENDER, Cells, fill, folder, handed_out, read, rows_of

GIVEN: Cells = {"B4": 3, "C4": "Named staff for nights, p. 12", "E4": "p. 12"}  # acorn on plan


def take(root: Path, *files: Path, at: str = AT, word: str | None = None) -> Imported:
    return import_marks(root, *read(root), files, at, word)


def codes(imported: Imported) -> list[str]:
    return [one.code for one in imported.findings]


def test_the_sheet_is_laid_out_as_the_cases_below_say(tmp_path: Path) -> None:
    path = handed_out(folder(tmp_path / "f"))
    assert rows_of(path, "Marks", 6) == {
        "*/plan/acorn": 4, "*/plan/beech": 5, "*/staff/acorn": 8, "*/staff/beech": 9,
    }  # fmt: skip


def test_what_is_filled_in_becomes_rows_and_again_changes_nothing(tmp_path: Path) -> None:
    root = folder(tmp_path / "f")
    path = fill(handed_out(root), {**GIVEN, "B9": 7.5, "D9": "No rota for weekends"})
    imported = take(root, path)
    assert codes(imported) == []
    assert imported.returned[0].taken.unmarked == 2
    before = (root / "marks.csv").read_bytes()
    assert before.decode() == HEAD + (
        f'*,plan,acorn,ada,3,"Named staff for nights, p. 12",,p. 12,{AT},\n'
        f"*,staff,beech,ada,7.5,,No rota for weekends,,{AT},\n"
    )
    assert take(root, path).added == ()
    assert take(root, handed_out(root)).added == ()
    assert (root / "marks.csv").read_bytes() == before


def test_a_changed_mark_replaces_the_one_that_stands_and_both_are_kept(tmp_path: Path) -> None:
    stands = "*,plan,acorn,ada,2,Named staff,,p. 12,2026-04-07,\r\n"
    root = folder(tmp_path / "f", marks=HEAD.replace("\n", "\r\n") + stands)
    imported = take(root, fill(handed_out(root), {"B4": 3}))
    assert [(row.mark, row.supersedes) for row in imported.added] == [(Fraction(3), "2026-04-07")]
    lines = (root / "marks.csv").read_bytes().split(b"\r\n")
    assert lines[1] + b"\r\n" == stands.encode()
    assert lines[2] == f"*,plan,acorn,ada,3,Named staff,,p. 12,{AT},2026-04-07".encode()


WRONG: list[tuple[str, Cells, list[str]]] = [
    # in words                                cells                                          codes
    ("a formula in a mark",                   {**GIVEN, "B4": "=1+2"},                       ["BE704"]),
    ("a formula in a reason",                 {**GIVEN, "C4": '=HYPERLINK("a","b")'},        ["BE704"]),
    ("a formula far away",                    {**GIVEN, "K90": "=1"},                        ["BE704"]),
    ("a pasted mark between two",             {**GIVEN, "B4": 2.5},                          ["BE706"]),
    ("a mark above the scale",                {**GIVEN, "B4": 4},                            ["BE706"]),
    ("a mark below the scale",                {**GIVEN, "B4": -1},                           ["BE706"]),
    ("a mark a hair off an even scale",       {"B8": 7.500000001, "C8": "Rotas, p. 3"},      ["BE706"]),
    ("a mark in words",                       {**GIVEN, "B4": "good"},                       ["BE706"]),
    ("a mark with a comma",                   {"B8": "7,5", "C8": "Rotas, p. 3"},            ["BE706"]),
    ("true for a mark",                       {**GIVEN, "B4": True},                         ["BE706"]),
    ("an error value for a mark",             {**GIVEN, "B4": "#REF!"},                      ["BE706"]),
    ("a mark without a reason",               {"B4": 3},                                     ["BE707"]),
    ("a mark with a dash for a reason",       {"B4": 3, "C4": "-", "D4": "..."},             ["BE707"]),
    ("a reason without a mark",               {"C4": "Named staff"},                         ["BE707"]),
    ("a place without a mark",                {"E4": "p. 12"},                               ["BE707"]),
    ("a key of another bid",                  {**GIVEN, "F4": "*/plan/beech"},               ["BE705", "BE705", "BE705"]),
    ("a key that is none",                    {**GIVEN, "F4": "plan"},                       ["BE705", "BE705"]),
    ("a key taken away",                      {**GIVEN, "F4": None},                         ["BE705", "BE705"]),
    ("a bidder typed over",                   {**GIVEN, "A4": "Beech Health"},               ["BE705"]),
    ("a row added at the end",                {**GIVEN, "B12": 3, "C12": "Good staff"},      ["BE705"]),
    ("a place below the last row",            {**GIVEN, "E10": "p. 3"},                      ["BE705"]),
    ("several things wrong at once",          {"B4": "=1+2", "B5": 9, "C5": "Staff", "B8": 5, "F9": "x"}, ["BE704", "BE705", "BE705", "BE706", "BE707"]),
    ("a header moved",                        {**GIVEN, "C1": "Weaknesses", "D1": "Strengths"}, ["BE703", "BE703"]),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_a_wrong_sheet_gives_its_findings_with_their_cells_and_nothing_is_written(
    case: tuple[str, Cells, list[str]], tmp_path: Path
) -> None:
    _, cells, expected = case
    root = folder(tmp_path / "f", marks=HEAD)
    imported = take(root, fill(handed_out(root), cells))
    errors = [one for one in imported.findings if one.severity == "error"]
    assert [one.code for one in errors] == expected
    assert all(str(one.sources[0]).startswith("ada.xlsx:Marks!") for one in errors)
    assert imported.added == ()
    assert (root / "marks.csv").read_text() == HEAD


def renamed(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book["Marks"].title = "Mine"
    book.save(path)


def hidden(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book["Scales"].sheet_state = "hidden"
    book.save(path)


def very_hidden(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.create_sheet("Own").sheet_state = "veryHidden"
    book.save(path)


def owned(name: str, value: str) -> Callable[[Path], None]:
    """Say something else under a name of the workbook's own properties."""

    def change(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            parts = {one: archive.read(one) for one in archive.namelist()}
        own = parts["docProps/custom.xml"].decode()
        said = re.compile(rf'(name="{name}"[^>]*>\s*<vt:lpwstr[^>]*>)[^<]*')
        assert said.search(own)
        parts["docProps/custom.xml"] = said.sub(lambda match: match[1] + value, own).encode()
        with zipfile.ZipFile(path, "w") as archive:
            for one, data in parts.items():
                archive.writestr(one, data)

    return change


def overwritten(path: Path) -> None:
    path.write_text("marks")


ALTERED: list[tuple[str, Callable[[Path], None], str]] = [
    # in words                     what is done                                       code
    ("a sheet renamed",            renamed,                                           "BE703"),
    ("a sheet hidden",             hidden,                                            "BE703"),
    ("a sheet hidden for good",    very_hidden,                                       "BE703"),
    ("of another tender",          owned("bideval_tender", "other"),                  "BE702"),
    ("of other rules",             owned("bideval_rules_sha256", "sha256:" + "0" * 64), "BE702"),
    ("of another kind",            owned("bideval_kind", "moderation-1"),             "BE702"),
    ("of nobody who marks",        owned("bideval_evaluator", "eve"),                 "BE702"),
    ("with other codes",           owned("bideval_codes", "0123456789abcdef"),        "BE702"),
    ("no workbook of ours",        lambda path: openpyxl.Workbook().save(path),       "BE702"),
    ("no workbook at all",         overwritten, "BE700"),
]  # fmt: skip


@pytest.mark.parametrize("case", ALTERED, ids=lambda case: case[0])
def test_an_altered_workbook_is_refused_whole(
    case: tuple[str, Callable[[Path], None], str], tmp_path: Path
) -> None:
    _, alter, code = case
    root = folder(tmp_path / "f")
    path = fill(handed_out(root), GIVEN)
    alter(path)
    imported = take(root, path)
    assert code in codes(imported)
    assert imported.is_refused
    assert not (root / "marks.csv").exists()


def test_one_wrong_workbook_keeps_all_from_being_written(tmp_path: Path) -> None:
    root = folder(tmp_path / "f")
    good = fill(handed_out(root), GIVEN)
    bad = fill(handed_out(root, "bo"), {"B4": 3})
    assert take(root, good, bad).is_refused
    assert not (root / "marks.csv").exists()
    assert len(take(root, good).added) == 1


def test_two_workbooks_of_one_person_are_refused(tmp_path: Path) -> None:
    root = folder(tmp_path / "f")
    path = fill(handed_out(root), GIVEN)
    copy = path.with_name("copy.xlsx")
    copy.write_bytes(path.read_bytes())
    assert codes(take(root, path, copy)) == ["BE702"]


def test_words_of_the_scale_are_a_warning_and_the_mark_counts(tmp_path: Path) -> None:
    root = folder(tmp_path / "f")
    imported = take(root, fill(handed_out(root), {"B4": 1, "D4": "poor; major concerns!"}))
    assert codes(imported) == ["BE708"]
    assert len(imported.added) == 1


def test_a_sheet_that_was_added_is_a_warning(tmp_path: Path) -> None:
    root = folder(tmp_path / "f")
    path = fill(handed_out(root), GIVEN)
    book = openpyxl.load_workbook(path)
    book.create_sheet("Notes")["A1"] = "ask about nights"
    book.save(path)
    imported = take(root, path)
    assert codes(imported) == ["BE703"]
    assert len(imported.added) == 1


LATE = [
    # in words                        row that stands                                 told                   codes
    ("without a time",                "*,plan,acorn,ada,2,Named staff,,p. 12,,\n",     AT,                    ["BE710"]),
    ("at the same time",              f"*,plan,acorn,ada,2,Named staff,,p. 12,{AT},\n", AT,                   ["BE710"]),
    ("told to be earlier",            f"*,plan,acorn,ada,2,Named staff,,p. 12,{AT},\n", "2026-04-01",         ["BE710"]),
    ("later",                         "*,plan,acorn,ada,2,Named staff,,p. 12,2026-04-01,\n", AT,              []),
]  # fmt: skip


@pytest.mark.parametrize("case", LATE, ids=lambda case: case[0])
def test_a_row_is_replaced_only_by_a_later_one(case: tuple[str, str, str, list[str]], tmp_path: Path) -> None:
    _, stands, at, expected = case
    root = folder(tmp_path / "f", marks=HEAD + stands)
    assert codes(take(root, fill(handed_out(root), {"B4": 3}), at=at)) == expected


def test_a_blank_takes_no_mark_back(tmp_path: Path) -> None:
    stands = HEAD + "*,plan,acorn,ada,2,Named staff,,p. 12,2026-04-01,\n"
    root = folder(tmp_path / "f", marks=stands)
    imported = take(root, fill(handed_out(root), {"B4": None, "C4": None, "E4": None}))
    assert codes(imported) == ["BE709"]
    assert (root / "marks.csv").read_text() == stands


def test_a_file_without_the_column_is_not_written_to(tmp_path: Path) -> None:
    root = folder(tmp_path / "f", marks="criterion,bid,evaluator,mark\n")
    assert codes(take(root, fill(handed_out(root), GIVEN))) == ["BE712"]


@pytest.mark.parametrize("case", FLAWED, ids=lambda case: case[0])
def test_text_that_no_file_may_hold_is_refused_with_its_cell(case: tuple[str, str], tmp_path: Path) -> None:
    _, text = case
    root = folder(tmp_path / "f")
    path = handed_out(root)
    try:
        fill(path, {**GIVEN, "C4": text})
    except (ValueError, IllegalCharacterError):
        return  # the library that edits refuses it already; nothing can bring it into a cell
    imported = take(root, path)
    assert "BE711" in codes(imported) or text not in str(imported.added)
    assert imported.is_refused


def test_codes_hide_names_and_come_back_to_the_right_bids(tmp_path: Path) -> None:
    root = folder(tmp_path / "f")
    path = handed_out(root, word="a long code word")
    text = " ".join(
        str(cell.value) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row
    )
    assert "acorn" not in text.lower()
    assert "beech" not in text.lower()
    labels = labels_of(read(root)[0], "a long code word")
    row = rows_of(path, "Marks", 6)[f"*/plan/{labels.in_key['beech']}"]
    fill(path, {f"B{row}": 3, f"C{row}": "Named staff, p. 9"})
    assert codes(take(root, path)) == ["BE702"]
    assert codes(take(root, path, word="another code word")) == ["BE702"]
    assert [one.bid for one in take(root, path, word="a long code word").added] == ["beech"]


def test_a_bid_that_came_in_since_is_not_marked_yet(tmp_path: Path) -> None:
    root = folder(tmp_path / "f")
    path = fill(handed_out(root), GIVEN)
    late = '{"id": "cedar", "bidder": {"id": "cedar-ltd", "name": "Cedar"}}'
    (root / "bids" / "cedar.yaml").write_text(late)
    (root / "prices" / "cedar.yaml").write_text('{"lots": {"whole": {"amount": "110"}}}')
    imported = take(root, path)
    assert codes(imported) == []
    assert len(imported.added) == 1


def test_rows_of_a_bid_that_is_out_since_are_passed_over(tmp_path: Path) -> None:
    root = folder(tmp_path / "f")
    path = fill(handed_out(root), {**GIVEN, "B5": 2, "C5": "Half the rotas, p. 4"})
    out = '{"id": "beech", "bidder": {"id": "beech-ltd", "name": "Beech Health"}, "status": "withdrawn"}'
    (root / "bids" / "beech.yaml").write_text(out)
    imported = take(root, path)
    assert [(one.code, one.severity.value) for one in imported.findings] == [("BE705", "warning")] * 2
    assert [row.bid for row in imported.added] == ["acorn"]


def test_no_price_and_no_other_mark_stands_in_it(tmp_path: Path) -> None:
    marks = HEAD + "*,plan,acorn,bo,2,canary-strength,canary-weakness,canary-page,2026-04-01,\n"
    root = folder(tmp_path / "f", marks=marks)
    (root / "prices" / "acorn.yaml").write_text('{"lots": {"whole": {"amount": "987654321"}}}')
    path = handed_out(root, "ada")
    everything = "".join(
        str(cell.value) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row
    )
    assert "canary" not in everything
    assert "987654321" not in everything


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path) -> None:
    read_ = read(folder(tmp_path / "f"))
    assert marks_workbooks(*read_, (), None) == marks_workbooks(*read_, (), None)
    assert sorted(marks_workbooks(*read_, (), None)) == [
        f"care-marks-{one}.xlsx" for one in ("ada", "bo", "cy")
    ]


def formulas(path: Path) -> int:
    book = openpyxl.load_workbook(path)
    return sum(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def csv_cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def test_naughty_text_in_every_field_is_no_formula_and_comes_back(tmp_path: Path) -> None:
    assert len(NAUGHTY) > 250
    usable = [text for text in NAUGHTY if not flaws(text)]
    for number in range(0, len(usable), 40):
        texts = usable[number : number + 40]
        criteria = [
            {
                "id": f"q{index}",
                "title": text,
                "clause": text,
                "weight": f"{1}/{len(texts)}",
                "scale": in_these_words(text),
            }
            for index, text in enumerate(texts)
        ]
        tender = {
            **TENDER,
            "title": texts[0],
            "weighting": {"kind": "points", "total": "1"},
            "criteria": criteria,
        }
        rows = "".join(
            f"*,q{index},acorn,ada,1,{csv_cell(text)},two nights have no staff,{csv_cell(text)},2026-04-01,\n"
            for index, text in enumerate(texts)
        )
        bidder = {"id": "acorn", "bidder": {"id": "acorn-ltd", "name": texts[-1]}}
        root = folder(tmp_path / str(number), tender=tender, marks=HEAD + rows, acorn=bidder)
        path = handed_out(root)
        assert formulas(path) == 0
        imported = take(root, path)
        assert [f"{one.message} {one.sources}" for one in imported.findings if one.severity == "error"] == []
        assert imported.returned[0].taken.unchanged + len(imported.added) == len(texts)
        assert imported.added == ()


def in_these_words(text: str) -> object:
    return {
        "marks": [{"mark": "0", "points": "0", "words": text}, {"mark": "1", "points": "100", "words": text}]
    }


@settings(max_examples=40)
@given(
    text=st.text(min_size=1, max_size=60).filter(
        lambda text: text.strip() == text and any(map(str.isalnum, text))
    )
)
def test_any_text_is_kept_or_refused(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = folder(tmp_path_factory.mktemp("any") / "f")
    path = handed_out(root)
    try:
        fill(path, {"B4": 3, "C4": text})
    except (ValueError, IllegalCharacterError):
        return
    imported = take(root, path)
    if text.startswith("="):
        assert "BE704" in codes(imported)
    elif not imported.is_refused:
        assert [row.strengths for row in imported.added if isinstance(row, Mark)] == [text]
