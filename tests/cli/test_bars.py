"""Bars of work that goes file by file: on a terminal alone, on standard error, and the same output without."""

import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bideval.cli.bars import with_bar
from bideval.cli.main import group
from tests.conftest import ROOT

SAMPLE = ROOT / "sample_tenders" / "community-health"


def test_nothing_is_shown_where_nobody_looks_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(with_bar(("a", "b"), "Letters")) == ["a", "b"]
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_how_far_it_has_come(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(with_bar(("a", "b"), "Letters")) == ["a", "b"]
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Letters" in shown.err
    assert "100%" in shown.err


def test_workbooks_go_out_and_come_back_without_a_word_on_standard_error(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter", reason="the extra excel is not installed: no workbook is written")
    folder = tmp_path / "tender"
    shutil.copytree(SAMPLE, folder)
    call = ["workbook", "export", str(folder), "-o", str(tmp_path / "out")]
    out = CliRunner().invoke(group, call, catch_exceptions=False)
    assert out.exit_code == 0
    assert out.stderr.startswith("Next: ")
    files = sorted(map(str, (tmp_path / "out").iterdir()))
    assert len(files) == 4
    call = ["workbook", "import", *files, "--folder", str(folder), "--at", "2026-04-24"]
    back = CliRunner().invoke(group, call, catch_exceptions=False)
    assert (back.exit_code, back.stderr) == (0, "")
    assert "Nothing is new" in back.stdout
