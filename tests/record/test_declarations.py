"""Declarations are part of what is recorded, entered and checked, like every other file of people."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bideval.record.steps import enter, take
from tests.conftest import ROOT
from tests.record.changes import Change, added, gone, nothing, swapped
from tests.record.kept import did, found, frozen, marked, told, write
from tests.record.recorded import loaded, record_of_sample, verified, with_digests

HEADER = "person,bid,stage,interest,what,measures,reviewed_by,at,supersedes\n"
NONE = "osei,*,marking,none,,,,2026-03-02,\n"
SISTER = "osei,sorrel,award,conflict,A sister is a director there,,,2026-03-06,\n"
WHAT = "Her brother has been operations manager of Plover Travel since February"


def with_declarations(root: Path) -> Path:
    """Make a folder in which a declaration is entered."""
    marked(root)
    write(root, "declarations.csv", HEADER + NONE)
    did(root, enter, 5)
    return root


def test_a_record_holds_the_rows_and_the_words_apart() -> None:
    record = loaded(record_of_sample("late-declaration"))
    inputs, texts = record["inputs"], record["texts"]
    assert isinstance(inputs, dict)
    assert isinstance(texts, dict)
    assert WHAT in texts.values()
    assert WHAT not in json.dumps(inputs)
    assert isinstance(inputs["declarations"], list)
    assert len(inputs["declarations"]) == 18
    assert verified(record_of_sample("late-declaration")).same


def record_of_sample_digest() -> str:
    """Return the digest by which the record of the sample is known."""
    digests = loaded(record_of_sample("late-declaration"))["digests"]
    assert isinstance(digests, dict)
    return str(digests["record"])


CHANGED = [
    # in words                     what becomes of the row
    ("a conflict made none",       {"interest": "none"}),
    ("another bidder",             {"bid": "wren"}),
    ("another stage",              {"stage": "marking"}),
    ("another person",             {"person": "ames"}),
    ("other words",                {"what": f"sha256:{'0' * 64}"}),
    ("another time",               {"at": "2026-05-14"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CHANGED, ids=lambda case: case[0])
def test_a_changed_declaration_does_not_hold(case: tuple[str, dict[str, str]]) -> None:
    record = loaded(record_of_sample("late-declaration"))
    inputs = record["inputs"]
    assert isinstance(inputs, dict)
    rows = inputs["declarations"]
    assert isinstance(rows, list)
    (row,) = [one for one in rows if isinstance(one, dict) and one["interest"] == "conflict"]
    row.update(case[1])
    rows.sort(key=lambda one: json.dumps(one, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
    assert not verified(record).same
    known = record_of_sample_digest()
    assert verified(record_of_sample("late-declaration"), known).same
    assert not verified(with_digests(record), known).same  # its digests made anew, it is another record


def test_the_second_verifier_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "late.json"
    path.write_bytes(record_of_sample("late-declaration"))
    command = [sys.executable, str(ROOT / "verifier" / "verify.py"), str(path)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)  # noqa: S603
    assert done.returncode == 0, done.stdout
    assert "SAME: " in done.stdout


AFTER = [
    # in words                         what is done                                               findings
    ("nothing",                        nothing,                                                   set()),
    ("a row taken back silently",      swapped("declarations.csv", "none", "conflict"),           {"BE604"}),
    ("the file taken away",            gone("declarations.csv"),                                  {"BE605"}),
]  # fmt: skip


@pytest.mark.parametrize("case", AFTER, ids=lambda case: case[0])
def test_custody_sees_a_changed_declaration(case: tuple[str, Change, set[str]], tmp_path: Path) -> None:
    _, change, codes = case
    change(with_declarations(tmp_path))
    custody = {one.code for one in found(tmp_path) if one.code.startswith("BE6")}
    assert custody == codes


def test_a_later_declaration_is_entered_beside_the_first(tmp_path: Path) -> None:
    with_declarations(tmp_path)
    added("declarations.csv", SISTER)(tmp_path)
    taken = take(tmp_path, enter, told(6))
    assert taken.findings == ()
    (entry,) = taken.entries
    assert (entry.draft.kind.value, entry.draft.file) == ("people", "declarations.csv")
    assert [one.row for one in entry.draft.rows] == ["osei/sorrel/award@2026-03-06"]


def test_one_that_replaces_another_says_so(tmp_path: Path) -> None:
    with_declarations(tmp_path)
    added("declarations.csv", "osei,*,marking,none,,,,2026-03-07,2026-03-02\n")(tmp_path)
    (entry,) = take(tmp_path, enter, told(7)).entries
    assert entry.draft.supersedes == ("osei/*/marking@2026-03-02",)


def test_a_deadline_is_put_back_under_custody_by_one_more_row(tmp_path: Path) -> None:
    frozen(tmp_path)
    write(tmp_path, "evaluators.csv", "id,name,role\nosei,M. Osei,evaluator\n")
    write(tmp_path, "assignments.csv", "evaluator,criterion,due\nosei,*,2026-03-05\n")
    did(tmp_path, enter, 2)
    added("assignments.csv", "osei,*,2026-03-09\n")(tmp_path)
    (entry,) = take(tmp_path, enter, told(3)).entries
    assert [one.row for one in entry.draft.rows] == ["*/*/osei@2026-03-09"]
