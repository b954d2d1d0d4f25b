import shutil
import string
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.io.folder import read_folder
from bideval.io.places import Places
from bideval.io.workbooks.setup.leaves import (
    Data,
    PathError,
    cell_of,
    data_of,
    joined,
    leaves,
    path_of,
    path_text,
)
from bideval.io.workbooks.setup.start import (
    Started,
    as_data,
    read_parts,
    start_files,
    start_workbook,
    write_started,
)
from bideval.io.written_files import FileExistsAlreadyError
from bideval.io.yaml_out import yaml_text
from bideval.io.yaml_text import read_yaml
from tests.conftest import ROOT
from tests.io.workbooks.naughty import NAUGHTY
from tests.io.workbooks.panel_folder import TENDER, Cells, fill, folder

SAMPLES = sorted(
    path.parent for path in (ROOT / "sample_tenders").rglob("tender.yaml") if "broken" not in path.parts
)
BROKEN = [
    # in words                 sample of what is wrong, which stays so
    ("weights that do not sum", "weights-sum-to-95"),
    ("ten mistakes",            "ten-mistakes"),
    ("a percent sign",          "weight-with-percent-sign"),
    ("two currencies",          "two-currencies"),
]  # fmt: skip

WORDS = st.text(string.ascii_letters + string.digits + " ;[]{}()\\#/~:-'\"=%&*!|>.,", max_size=8)
KEYS = WORDS.filter(lambda key: key.strip() == key and key != "")
DATA = st.recursive(
    st.none() | WORDS, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(KEYS, inside, max_size=3), max_leaves=8
)  # fmt: skip


@given(DATA)
def test_any_data_is_told_in_single_values_and_put_together_again(data: Data) -> None:
    told = {path_text(path): text for path, text in leaves(data)}
    assert joined({path_of(name) if name else (): data_of(text) for name, text in told.items()}) == data


@given(DATA)
def test_any_data_is_written_as_yaml_and_read_as_it_was(data: Data) -> None:
    read, findings = read_yaml("x.yaml", yaml_text(data).encode(), Places())
    assert findings == ()
    assert as_data(read) == data


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_text_comes_back_from_a_cell(text: str) -> None:
    assert data_of(cell_of(text)) == text


PATHS = [
    # in words               path
    ("nothing",              ""),
    ("a part left out",      "a//b"),
    ("place nought",         "a/#0"),
    ("a place in words",     "a/#one"),
    ("a place too far",      "a/#1000000"),
    ("no number",            "#"),
]  # fmt: skip


@pytest.mark.parametrize("case", PATHS, ids=lambda case: case[0])
def test_what_is_no_path(case: tuple[str, str]) -> None:
    with pytest.raises(PathError):
        path_of(case[1])


def set_up(root: Path) -> Path:
    started = start_workbook(root)
    assert started.workbook is not None
    path = root.parent / "setup.xlsx"
    path.write_bytes(started.workbook)
    return path


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_goes_into_a_workbook_and_back_with_nothing_lost(sample: Path, tmp_path: Path) -> None:
    root = tmp_path / sample.name
    shutil.copytree(sample, root)
    path = set_up(root)
    started = start_files(path)
    assert started.files, started.findings
    assert write_started(root, started.files, force=False) == ()  # nothing differs
    write_started(tmp_path / "new", started.files, force=False)
    before, after = read_parts(root), read_parts(tmp_path / "new")
    assert after.yaml == before.yaml
    assert {name: rows for name, rows in before.tables.items() if rows} == after.tables
    assert start_workbook(tmp_path / "new").workbook is not None


def test_a_new_folder_has_the_inputs_of_the_old(tmp_path: Path) -> None:
    root = folder(tmp_path / "f")
    write_started(tmp_path / "new", start_files(set_up(root)).files, force=False)
    assert read_folder(tmp_path / "new").inputs == read_folder(root).inputs


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case[0])
def test_findings_of_a_folder_stand_on_the_first_sheet_with_their_cells(
    case: tuple[str, str], tmp_path: Path
) -> None:
    root = tmp_path / "f"
    shutil.copytree(ROOT / "sample_tenders" / "broken" / case[1], root)
    started = start_workbook(root)
    path = set_up(root)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "Findings"
    listed = [[cell.value for cell in row] for row in book["Findings"].iter_rows(min_row=2)]
    assert [row[2] for row in listed] == [one.code for one in started.findings]
    for row in listed:
        if "!" in str(row[0]):
            sheet, _, address = str(row[0]).partition("!")
            assert book[sheet][address] is not None


def address_of(path: Path, sheet: str, row_says: str, column: str) -> str:
    rows = list(openpyxl.load_workbook(path)[sheet].iter_rows())
    number = [cell.value for cell in rows[0]].index(column)
    row = next(row for row in rows if row_says in [cell.value for cell in row])
    return str(row[number].coordinate)


WRONG: list[tuple[str, str, str, str, str, str]] = [
    # in words                           sheet       row      column        what is put there   code at that cell
    ("a weight that is off",             "Criteria", "price", "weight",     "30",               ""),
    ("a weight with a percent sign",     "Criteria", "price", "weight",     "40%",              "BE052"),
    ("an unknown formula",               "Criteria", "price", "formula",    "lowest",           "BE126"),
    ("a part of nothing",                "Criteria", "price", "part of",    "qualty",           "BE720"),
    ("a lot that there is not",          "Criteria", "price", "lot",        "north",            "BE720"),
    ("a formula of the spreadsheet",     "Criteria", "price", "weight",     "=20+20",           "BE704"),
    ("hidden text",                      "Criteria", "price", "title",      "pri\u200bce",      "BE711"),
    ("a bid with no id of a file",       "Bids",     "acorn", "file",       "../acorn",         "BE720"),
    ("a price with a comma",             "Prices",   "acorn", "amount",     "1,000",            "BE052"),
    ("a scale of no criterion",          "Scales",   "plan",  "criterion",  "plans",            "BE720"),
    ("a scale in no field",              "Scales",   "plan",  "field",      "marks",            "BE720"),
    ("a role that there is not",         "Evaluators", "ada", "role",       "boss",             "BE053"),
    ("an item that is no path",          "Tender",   "currency", "item",    "a//b",             "BE720"),
    ("an item twice",                    "Tender",   "currency", "item",    "title",            "BE720"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_a_wrong_cell_is_found_with_its_address_and_nothing_is_written(
    case: tuple[str, str, str, str, str, str], tmp_path: Path
) -> None:
    _, sheet, row, column, value, code = case
    path = set_up(folder(tmp_path / "f"))
    address = address_of(path, sheet, row, column)
    started = start_files(fill(path, {address: value}, sheet))
    assert started.files == {}
    if code:
        places = {(one.code, str(source)) for one in started.findings for source in one.sources}
        assert (code, f"setup.xlsx:{sheet}!{address}") in places
    assert any(one.severity == "error" for one in started.findings)


def test_numbers_typed_as_numbers_are_taken_as_they_show(tmp_path: Path) -> None:
    root = folder(tmp_path / "f")
    path = set_up(root)
    cells: Cells = {address_of(path, "Criteria", name, "weight"): value for name, value in
                    (("plan", 39.7), ("price", 40.3))}  # fmt: skip
    started = start_files(fill(path, cells, "Criteria"))
    assert started.files, started.findings
    assert "weight: 39.7\n" in started.files["tender.yaml"]
    assert "weight: 40.3\n" in started.files["tender.yaml"]


def test_a_row_added_below_is_a_criterion_more(tmp_path: Path) -> None:
    path = set_up(folder(tmp_path / "f"))
    sheet = openpyxl.load_workbook(path)["Criteria"]
    names = [cell.value for cell in sheet[1]]
    last = sheet.max_row + 1
    row = {"id": "night", "title": "Nights", "weight": "10", "with/scale": None, "scale/from": "0"}
    letters = {name: sheet.cell(last, names.index(name) + 1).coordinate for name in row if name in names}
    cells = {letters[name]: value for name, value in row.items() if name in letters and value}
    started = start_files(fill(path, cells, "Criteria"))
    assert started.files == {}  # the weights sum to 110 now
    assert "BE103" in {one.code for one in started.findings}


def test_only_files_that_say_something_else_are_written_and_only_by_force(tmp_path: Path) -> None:
    root = folder(tmp_path / "f", marks="criterion,bid,evaluator,mark\n")
    path = set_up(root)
    started = start_files(fill(path, {address_of(path, "Prices", "acorn", "amount"): "101"}, "Prices"))
    with pytest.raises(FileExistsAlreadyError):
        write_started(root, started.files, force=False)
    assert write_started(root, started.files, force=True) == ("prices/acorn.yaml",)
    assert (root / "marks.csv").exists()


def test_the_workbook_comes_back_with_its_findings_and_no_formula(tmp_path: Path) -> None:
    path = set_up(folder(tmp_path / "f"))
    started: Started = start_files(
        fill(path, {address_of(path, "Criteria", "price", "weight"): "30"}, "Criteria")
    )
    assert started.workbook is not None
    again = tmp_path / "again.xlsx"
    again.write_bytes(started.workbook)
    book = openpyxl.load_workbook(again)
    assert book.sheetnames[0] == "Findings"
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_naughty_text_in_a_setup_comes_back_and_is_no_formula(tmp_path: Path) -> None:
    declares = {
        f"value-{number}": {"unit": "words", "title": text}
        for number, text in enumerate(NAUGHTY)
        if text.strip() and not read_yaml("x", yaml_text(text).encode(), Places())[1]
    }
    root = folder(tmp_path / "f", tender={**TENDER, "declares": declares})
    path = set_up(root)
    book = openpyxl.load_workbook(path)
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    started = start_files(path)
    assert [one.message for one in started.findings if one.severity == "error"] == []
    assert write_started(root, started.files, force=False) == ()
