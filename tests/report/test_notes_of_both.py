"""The notes of two results beside each other: a sentence that points to a note has it below."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bideval.cli.main import group
from tests.conftest import ROOT

SAMPLES = ROOT / "sample_tenders"
CASES = [
    # in words                                   command                                                      heads of notes
    ("a note of both results",                   ["whatif", "mutual-reserved", "--weight", "price=31"],           ["Note:"]),
    ("a decision that goes with its test",       ["whatif", "waived-guarantee", "--drop-gate", "refund-guarantee"], ["Note, as published:"]),
    ("neither result has a note",                ["whatif", "community-health", "--drop-gate", "security"],       []),
    ("two drafts with one note",                 ["compare", "waived-guarantee", "waived-guarantee"],             ["Note:"]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_notes_stand_below_the_results(case: tuple[str, list[str], list[str]]) -> None:
    _, (command, *rest), heads = case
    args = [str(SAMPLES / one) if Path(SAMPLES / one).is_dir() else one for one in rest]
    result = CliRunner().invoke(group, [command, *args])
    assert result.exit_code == 0, result.stderr
    assert [line for line in result.stdout.splitlines() if line.startswith("Note")] == heads
    assert ("see the note" not in result.stdout) or heads
