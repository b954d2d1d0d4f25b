"""What a letter waits for beside its own contents: the decision on the award, and open questions."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from tests.conftest import ROOT

SAMPLES = ROOT / "sample_tenders"
DECISION = "the decision on the award, which the journal does not have yet"
QUESTION = "an answer to the open question BE380, which bideval check shows"
ANSWER = """
- id: brandt-answered
  kind: answer
  finding: BE380
  bid: plover
  reason: Her marks are set aside; a fourth evaluator marks all bids anew.
  by: Ellerdale Council, head of procurement
  at: 2026-05-15
"""


def invoked(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, ["letters", *map(str, arguments)], catch_exceptions=False)


def kept_by(folder: Path, entries: int) -> None:
    """Leave the first ``entries`` of a journal of 16."""
    path = folder / "journal.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert len(lines) == 16
    path.write_text("".join(lines[:entries]), encoding="utf-8", newline="")


def whole(folder: Path) -> None:
    kept_by(folder, 16)


def undecided(folder: Path) -> None:
    kept_by(folder, 15)


def without_journal(folder: Path) -> None:
    (folder / "journal.jsonl").unlink()


def as_it_is(folder: Path) -> None:
    assert folder.is_dir()


def answered(folder: Path) -> None:
    (folder / "decisions.yaml").write_text(ANSWER, encoding="utf-8")


CASES = [
    # in words, sample, what is done to it, what every letter awaits, the codes told
    ("decided under custody",          "footpath-under-custody", whole,           (),          ()),
    ("not decided under custody",      "footpath-under-custody", undecided,       (DECISION,), ("BE836",)),
    ("a folder that keeps no journal", "footpath-under-custody", without_journal, (),          ()),
    ("a mark in conflict",             "late-declaration",       as_it_is,        (QUESTION,), ("BE380",)),
    ("a mark in conflict, answered",   "late-declaration",       answered,        (),          ()),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_awaited_stands_in_every_letter_and_on_the_terminal(
    case: tuple[str, str, Callable[[Path], None], tuple[str, ...], tuple[str, ...]], tmp_path: Path
) -> None:
    _, sample, change, awaited, told = case
    folder = tmp_path / "folder"
    shutil.copytree(SAMPLES / sample, folder)
    change(folder)
    result = invoked(folder, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert (
        tuple(
            code for code in ("BE380", "BE836") if f"{code}:" in result.stderr or f"{code} " in result.stderr
        )
        == told
    )
    listed = json.loads(invoked(folder, "--json").stdout)["letters"]
    assert len(listed) == 3
    for one in listed:
        assert tuple(what for what in one["to_supply"] if what in {DECISION, QUESTION}) == awaited
    for path in (tmp_path / "out" / "to-bidders").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert [what for what in (DECISION, QUESTION) if what in page] == list(awaited)


def test_a_letter_says_of_a_question_nothing_but_its_code(tmp_path: Path) -> None:
    """Whose interest it is, and in whom, is for officers."""
    result = invoked(SAMPLES / "late-declaration", "-o", tmp_path)
    assert "brandt" in result.stderr
    for path in (tmp_path / "to-bidders").rglob("*.html"):
        page = path.read_text(encoding="utf-8").casefold()
        assert [word for word in ("brandt", "conflict", "brother") if word in page] == []
