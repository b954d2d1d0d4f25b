"""Naughty strings and payloads in what people declare, in maps and in cells of workbooks: each command that reads them.

They end in one of two ways: refused with a finding, or kept and printed in one line with no
control character, no change of direction and no escape.  Nothing ends in a traceback, and
what somebody declares of their life reaches no page of progress and no letter.
"""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner, Result

from bideval.cli.main import group
from bideval.io.characters import flaws
from tests.conftest import ROOT
from tests.io.workbooks.naughty import NAUGHTY
from tests.io.workbooks.own_sheet import MAP, evaluation
from tests.report.letters.naughty import ALL

STRINGS = list(dict.fromkeys([*ALL, *NAUGHTY]))
FLAWED = [text for text in STRINGS if any(flaws(text.replace("\r\n", "\n")))]
FAIR = [text for text in STRINGS if text not in FLAWED]
PER_FILE = 12  # people of one panel
BATCHES = [FAIR[start : start + PER_FILE] for start in range(0, len(FAIR), PER_FILE)]
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what no workbook holds
CANARY = "zqownlifeqz"
# What a terminal acts on, or shows in another order than it stands: controls, and marks of direction.
ACTS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def invoked(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, [*map(str, arguments)], catch_exceptions=False)


def test_there_are_as_many_strings_as_asked_for() -> None:
    assert len(ALL) >= 515
    assert len(STRINGS) >= 715


def declared(folder: Path, batch: list[str]) -> None:
    """The late-declaration sample, with strings in every text that somebody declares, and as names."""
    shutil.copytree(ROOT / "sample_tenders" / "late-declaration", folder)
    rows: list[list[str]] = []
    panel = [["id", "name", "role"]]
    for number, text in enumerate(batch):
        person = f"person-{number}"
        panel.append([person, f"N {text} N", "adviser"])
        rows.append(
            [
                person,
                "heron",
                "award",
                "managed",
                f"{CANARY} {text}",
                f"{CANARY} {text} M",
                "dell",
                "2026-05-12",
                "",
            ]
        )
    for name, added in (("evaluators.csv", panel[1:]), ("declarations.csv", rows)):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(added)
        with (folder / name).open("a", encoding="utf-8", newline="") as file:
            file.write(out.getvalue())


def check_declared(batch: list[str], tmp_path: Path) -> None:
    """What is in order is kept: every command runs, and none but check and letters' own terminal shows a row."""
    folder = tmp_path / "folder"
    declared(folder, batch)
    for command, options in (("check", ()), ("progress", ()), ("letters", ("-o", tmp_path / "out"))):
        result = invoked(command, folder, *options)
        assert result.exit_code == 0, result.output
        assert not ACTS.search(result.output)
    progress, as_data = invoked("progress", folder), invoked("progress", folder, "--json")
    assert len(json.loads(as_data.stdout)["people"]) >= len(batch)
    assert CANARY not in progress.output + as_data.stdout
    pages = list((tmp_path / "out" / "to-bidders").rglob("*.html"))
    assert len(pages) == 3
    assert [path for path in pages if CANARY in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("batch", BATCHES[::8], ids=lambda batch: ascii(batch[0])[:30])
def test_what_is_declared_is_kept_and_shown_to_nobody_else(batch: list[str], tmp_path: Path) -> None:
    check_declared(batch, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: ascii(batch[0])[:30])
def test_every_string_that_is_declared(batch: list[str], tmp_path: Path) -> None:
    check_declared(batch, tmp_path)


@pytest.mark.parametrize("text", FLAWED[::9], ids=ascii)
def test_a_declaration_that_shows_otherwise_than_it_stands_is_refused(text: str, tmp_path: Path) -> None:
    declared(tmp_path / "folder", [text])
    for command in ("check", "progress", "letters"):
        result = invoked(command, tmp_path / "folder")
        assert result.exit_code == 3
        assert not ACTS.search(result.output)


def check_mapped(text: str, tmp_path: Path) -> None:
    """The string as title of the map and name of a bid, and in cells that are read for names and numbers."""
    book, kept = tmp_path / "book.xlsx", tmp_path / "map.yaml"
    data = yaml.safe_load(MAP)
    data["title"], data["bids"][0]["name"], data["criteria"][0]["title"] = text, text, text
    kept.write_text(json.dumps(data), encoding="utf-8")
    book.write_bytes(evaluation())
    sheets = openpyxl.load_workbook(book)
    for at in ("C1", "C2", "C5", "D13"):
        cell = sheets["Evaluation"][at]
        cell.value, cell.data_type = ascii(text) if NOT_XML.search(text) else text, "s"
    sheets.save(book)
    found = invoked("workbook", "check", book, "--map", kept)
    answer = json.loads(invoked("workbook", "check", book, "--map", kept, "--json").stdout)
    assert not ACTS.search(found.output)
    assert answer["findings"], "words stand where numbers belong"
    assert found.exit_code in {3, 4}
    if found.exit_code == 4:
        assert answer["title"].split() == text.split()


@pytest.mark.parametrize("text", STRINGS[::14], ids=ascii)
def test_a_map_and_a_workbook_are_refused_or_told_in_plain_lines(text: str, tmp_path: Path) -> None:
    check_mapped(text, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("text", STRINGS, ids=ascii)
def test_every_string_in_a_map_and_a_workbook(text: str, tmp_path: Path) -> None:
    check_mapped(text, tmp_path)


@pytest.mark.parametrize("flawed", ["a\u202eb", "a\x1b[31mb", "a\u2066b"], ids=ascii)
def test_the_search_would_find_what_a_terminal_acts_on(flawed: str) -> None:
    assert ACTS.search(flawed)
    assert list(flaws(flawed))
