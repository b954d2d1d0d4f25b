"""docs/verifier.md: its transcripts are what the commands print, and its tables name every exit code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.docs.console import agrees, commands_of, run
from tests.docs.pages import blocks_of, tables_of
from tests.verifier.award_tenders import MECHANISMS
from tests.verifier.loaded import VERIFIER, verifier

PAGE = ROOT / "docs" / "verifier.md"
PYTHON = "python3 verifier/verify.py "


def test_the_transcripts_are_what_is_printed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sample_tenders" / "works-auction", tmp_path / "sample_tenders" / "works-auction")
    ran = 0
    transcripts = [block for block in blocks_of(PAGE, "text") if block.text.startswith("$ ")]
    for command in (one for block in transcripts for one in commands_of(block)):
        if command.text.startswith(PYTHON):
            arguments = command.text.removeprefix(PYTHON).split()
            done = subprocess.run(
                [sys.executable, "-I", "-S", str(VERIFIER), *arguments],
                cwd=tmp_path,
                capture_output=True,
                check=False,
                timeout=60,
            )
            code, text = done.returncode, done.stdout.decode().replace(os.linesep, "\n")
        else:
            printed = run(command.text, tmp_path)
            code, text = printed.code, printed.text
        assert (code, agrees(command.shown, text)) == (0, True), f"{command.place}: {text}"
        ran += 1
    assert ran == 3


def test_every_exit_code_stands_on_the_page_and_in_the_help() -> None:
    table = next(table for table in tables_of(PAGE) if "Exit code" in table.rows[0])
    module = verifier()
    codes = (module.SAME, 2, module.UNREADABLE, module.DIFFERS, module.UNCHECKED)
    assert table.column("Exit code") == tuple(map(str, codes))


def test_every_formula_method_and_claim_is_covered() -> None:
    module = verifier()
    pages = {
        folder: {one.stem for one in (ROOT / "docs" / folder).glob("*.md")}
        for folder in ("formulas", "methods")
    }
    assert set(module.FORMULAS) == pages["formulas"]
    assert set(module.METHODS) == pages["methods"]
    claims = next(
        table for table in tables_of(ROOT / "docs" / "certificates.md") if "It says" in table.rows[0]
    )
    listed = {one.strip("`") for one in claims.column("`claim`")}
    assert {*module.beside("certificates").CLAIMS, "best-award"} == listed
    mechanisms = {one.stem for one in (ROOT / "docs" / "allocation").glob("*.md")} - {"README"}
    assert mechanisms == set(MECHANISMS)
