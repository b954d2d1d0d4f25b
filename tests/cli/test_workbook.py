"""``bideval workbook`` and ``bideval moderate`` as processes: exit codes, what is written, what is said."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.cli.run import ROOT, called, run, run_code
from tests.io.workbooks.panel_folder import AT, HEAD, Cells, fill, folder, handed_out, panel_book

GIVEN: Cells = {"B4": 3, "C4": "Named staff for nights, p. 12"}


def tree(root: Path) -> dict[str, bytes]:
    return {str(one.relative_to(root)): one.read_bytes() for one in sorted(root.rglob("*")) if one.is_file()}


def test_marks_go_out_and_come_back(tmp_path: Path) -> None:
    root = folder(tmp_path / "f")
    out = called("workbook", "export", root, "-o", tmp_path / "out")
    assert out.code == 0
    files = sorted((tmp_path / "out").iterdir())
    assert [one.name for one in files] == [f"care-marks-{one}.xlsx" for one in ("ada", "bo", "cy")]
    fill(files[0], GIVEN)
    back = called("workbook", "import", *files, "--folder", root, "--at", AT)
    assert back.code == 0
    assert "Added 1 row." in back.out
    again = called("workbook", "import", *files, "--folder", root, "--at", AT)
    assert "Nothing is new; nothing was written." in again.out
    assert (root / "marks.csv").read_text().count("\n") == 2


CALLS: list[tuple[str, list[str], int, str]] = [
    # in words                         arguments                                                        code   said
    ("no time",                        ["workbook", "import", "{ada}", "--folder", "{root}"],            2,    "--at"),
    ("a time that is none",            ["workbook", "import", "{ada}", "--folder", "{root}", "--at", "noon"], 2, "2026-01-31"),
    ("no such file",                   ["workbook", "import", "{root}/x.xlsx", "--folder", "{root}", "--at", AT], 2, "does not exist"),
    ("a code word of three letters",   ["workbook", "export", "{root}", "--codes", "abc"],               2,    "12 characters"),
    ("nobody of that name",            ["workbook", "export", "{root}", "--evaluator", "eve"],           2,    "ada, bo, cy"),
    ("workbooks are there",            ["workbook", "export", "{root}", "-o", "{out}"],                  2,    "--force"),
    ("a wrong workbook",               ["workbook", "import", "{bad}", "--folder", "{root}", "--at", AT], 3,   "bad.xlsx:Marks!B4: error BE706"),
    ("a wrong workbook, as JSON",      ["workbook", "import", "{bad}", "--folder", "{root}", "--at", AT, "--json"], 3, '"pointer": "Marks!B4"'),
    ("a panel without a time",         ["moderate", "{root}", "--import", "{panel}"],                    2,    "--met"),
    ("a panel and the officers",       ["moderate", "{root}", "--import", "{panel}", "--met", AT, "--officers"], 2, "--met"),
    ("a panel's workbook for marks",   ["workbook", "import", "{panel}", "--folder", "{root}", "--at", AT], 3, "BE702"),
    ("marks for a panel's workbook",   ["moderate", "{root}", "--import", "{ada}", "--met", AT],         3,    "BE702"),
    ("marks for a setup",              ["workbook", "start", "{ada}", "-o", "{out}/new"],                3,    "BE702"),
    ("a setup over a file",            ["workbook", "start", "{root}", "-o", "{ada}"],                   2,    "--force"),
    ("a setup of nothing",             ["workbook", "start", "{out}", "-o", "{out}/new.xlsx"],           0,    "wrote"),
]  # fmt: skip


@pytest.mark.parametrize("case", CALLS, ids=lambda case: case[0])
def test_calls_that_go_wrong_say_so_and_leave_the_folder_alone(
    case: tuple[str, list[str], int, str], tmp_path: Path
) -> None:
    _, arguments, code, said = case
    root = folder(tmp_path / "f", marks=HEAD)
    names = {"root": root, "ada": handed_out(root), "panel": panel_book(root), "out": tmp_path / "out"}
    names["bad"] = fill(handed_out(root, "bo").rename(tmp_path / "bad.xlsx"), {**GIVEN, "B4": 9})
    names["out"].mkdir()
    (names["out"] / "care-marks-ada.xlsx").write_bytes(b"mine")
    before = tree(root)
    ran = called(*(one.format_map(names) for one in arguments))
    assert (ran.code, said in ran.out + ran.err) == (code, True), ran.out + ran.err
    assert tree(root) == before
    assert (names["out"] / "care-marks-ada.xlsx").read_bytes() == b"mine"


def test_a_panel_agrees(tmp_path: Path) -> None:
    marks = (
        HEAD
        + "*,plan,acorn,ada,2,Named staff,,p. 3,2026-04-07,\n*,plan,acorn,bo,3,Named staff,,p. 3,2026-04-07,\n"
    )
    root = folder(tmp_path / "f", marks=marks)
    shown = called("moderate", root)
    assert "To discuss first" in shown.out
    assert "ada 2, bo 3" in shown.out
    assert "Still to mark: ada, bo, cy" in shown.out
    path = tmp_path / "panel.xlsx"
    assert called("moderate", root, "--workbook", path).code == 0
    header = openpyxl.load_workbook(path)["Agree"][1]
    columns = {str(cell.value).split("\n")[0]: cell.coordinate[:-1] for cell in header}
    said: Cells = {
        "Agreed mark": 3,
        "Reason": "All nights are covered",
        "Who agreed": "ada;bo",
        "Why it moved": "p. 3 read again",
    }
    fill(path, {f"{columns[name]}4": value for name, value in said.items()}, "Agree")
    taken = called("moderate", root, "--import", path, "--met", AT, "--json")
    assert taken.code == 0
    assert '"mark": "3"' in taken.out
    assert "ada 2" in (root / "consensus.csv").read_text()
    assert '"agreed": "3"' in called("moderate", root, "--json").out


def test_without_the_extra_a_sentence_names_it(tmp_path: Path) -> None:
    root = folder(tmp_path / "f")
    code = (
        "import importlib.util as u, sys\n"
        "found = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'xlsxwriter' else found(name, *rest)\n"
        "sys.argv = ['bideval', *sys.argv[1:]]\n"
        "from bideval.cli.main import main\n"
        "main()\n"
    )
    ran = run_code(code, "workbook", "export", root)
    assert ran.code == 2
    assert "pip install 'bideval[excel]'" in ran.err
    assert run_code(code, "moderate", root).code == 0  # the page needs no workbook


def test_help_loads_no_library_of_workbooks() -> None:
    code = (
        "import sys\n"
        "import bideval.cli.workbook, bideval.cli.moderate\n"
        "assert not {'openpyxl', 'xlsxwriter', 'python_calamine', 'pulp'} & set(sys.modules), sorted(sys.modules)\n"
    )
    assert run_code(code).code == 0


def test_a_sample_goes_out_and_back_under_another_hash_seed_with_the_same_bytes(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sample_tenders" / "community-health", tmp_path / "f")
    for seed in ("1", "2"):
        for arguments in (
            ("workbook", "export", tmp_path / "f", "-o", tmp_path / seed),
            ("workbook", "start", tmp_path / "f", "-o", tmp_path / seed / "setup.xlsx"),
            ("moderate", tmp_path / "f", "--workbook", tmp_path / seed / "panel.xlsx"),
        ):
            assert run(*arguments, variables={"PYTHONHASHSEED": seed, "TZ": f"GMT+{seed}"}).code == 0
    assert tree(tmp_path / "1") == tree(tmp_path / "2")
    assert len(tree(tmp_path / "1")) == 6
