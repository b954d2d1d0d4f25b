"""What custody finds: for each code a folder that is wrong, and one that is put right."""

import copy
import json
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from bideval.errors import Severity
from bideval.record.canonical import digest_of
from bideval.record.custody import judge_in_custody
from bideval.record.entries import Draft, Kind
from bideval.record.journal import JOURNAL
from bideval.record.steps import freeze
from tests.conftest import ROOT
from tests.record.changes import (
    AGAIN,
    MORE_PRICE,
    REFINE,
    REGIME,
    REWEIGHED,
    Change,
    Make,
    added,
    anew,
    both,
    cut,
    cut_lines,
    drop_line,
    entered,
    forged,
    gone,
    nothing,
    set_aside,
    swap_lines,
    swapped,
)
from tests.record.kept import (
    MODERATED,
    add,
    decided,
    did,
    found,
    frozen,
    kept_checkpoint,
    marked,
    opened,
    swap,
    write,
)

CASES: list[tuple[str, str, Make, Change, Make, Change]] = [
    # in words, code, a folder, what is wrong with it; a folder, what is right with it
    ("a reason reworded in an editor", "BE600", marked, swapped(JOURNAL, "as it was done", "as it was told"), marked, nothing),
    ("a line taken out", "BE600", opened, lambda root: drop_line(root, 2), opened, nothing),
    ("two lines swapped", "BE600", opened, lambda root: swap_lines(root, 2, 3), opened, nothing),
    ("a crash in the last line", "BE601", opened, cut(9), opened, both(cut(9), set_aside, entered(10))),
    ("only the line feed missing", "BE601", opened, cut(1), opened, both(cut(1), set_aside, entered(10))),
    ("a price before the opening", "BE602", marked, forged(MORE_PRICE), opened, nothing),
    ("a row entered twice", "BE602", marked, forged(AGAIN), marked, nothing),
    ("rules fixed twice", "BE602", marked, forged(Draft(Kind.FREEZE, "x", "2026-03-09", "y", digest=digest_of({}))), marked, nothing),
    ("a mark nobody entered", "BE603", marked, added("consensus.csv", MODERATED), marked, both(added("consensus.csv", MODERATED), entered(5))),
    ("a refinement nobody entered", "BE603", frozen, both(REWEIGHED, added("decisions.yaml", REFINE)), frozen, both(REWEIGHED, added("decisions.yaml", REFINE), entered(2))),
    ("a mark overwritten", "BE604", marked, swapped("consensus.csv", "sorrel,3", "sorrel,5"), marked, both(added("consensus.csv", MODERATED), entered(5))),
    ("a reason reworded", "BE604", marked, swapped("consensus.csv", "Crews are named.", "No crew is named."), marked, nothing),
    ("a price overwritten", "BE604", opened, swapped("prices/sorrel.yaml", "104", "99"), opened, nothing),
    ("another spelling of a price", "BE604", opened, swapped("prices/sorrel.yaml", "104", "104.01"), opened, swapped("prices/sorrel.yaml", "104", "104.00")),
    ("a bid edited", "BE604", marked, swapped("bids/sorrel.yaml", "Sorrel Paths", "Sorrel Ways"), marked, nothing),
    ("a row deleted", "BE605", marked, swapped("marks.csv", "plan,sorrel,osei,3,2026-03-03,,Stages.\n", ""), marked, nothing),
    ("a bid deleted", "BE605", opened, both(gone("bids/sorrel.yaml"), gone("prices/sorrel.yaml")), opened, nothing),
    ("all agreed marks gone", "BE605", marked, gone("consensus.csv"), marked, nothing),
    ("a weight changed", "BE606", frozen, REWEIGHED, frozen, both(REWEIGHED, added("decisions.yaml", REFINE), entered(2))),
    ("a refined rule changed again", "BE606", frozen, both(REWEIGHED, added("decisions.yaml", REFINE), entered(2), swapped("tender.yaml", "weight: 70", "weight: 60"), swapped("tender.yaml", "weight: 30", "weight: 40")), frozen, both(REWEIGHED, added("decisions.yaml", REFINE), entered(2))),
    ("a tie rule taken out", "BE606", frozen, swapped("tender.yaml", "ties: [{by: lower-price}]\n", ""), frozen, swapped("tender.yaml", "currency: GBP\n", "currency: GBP  # pounds\n")),
    ("an earlier time", "BE608", marked, both(added("consensus.csv", MODERATED), entered(2)), marked, both(added("consensus.csv", MODERATED), entered(4))),
    ("a new mark after the opening", "BE609", opened, added("consensus.csv", "plan,sorrel,5,Better.,,2026-03-07,\n"), opened, both(added("consensus.csv", MODERATED), entered(8))),
    ("a price before the opening, in a file", "BE612", marked, added("prices/sorrel.yaml", "lots: {whole: {amount: 104}}\n"), opened, nothing),
    ("the key of a price before the opening", "BE612", marked, added("prices/sorrel.opened", "{}"), opened, added("prices/sorrel.opened", "{}")),
    ("bytes set aside", "BE613", opened, both(cut(9), set_aside), opened, nothing),
    ("a mark changed after the opening", "BE614", opened, both(added("consensus.csv", MODERATED), entered(8)), opened, nothing),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[1]} {case[0]}")
def test_a_wrong_folder_gives_its_finding(
    case: tuple[str, str, Make, Change, Make, Change], tmp_path: Path
) -> None:
    _, code, make, change, _, _ = case
    change(make(tmp_path))
    these = [one for one in found(tmp_path) if one.code == code]
    assert these
    for one in these:
        there = [source for source in one.sources if (tmp_path / source.file).is_file()]
        assert one.message
        assert one.remedy
        assert all(source.line is not None for source in there), one
        if one.severity is Severity.ERROR:
            assert judge_in_custody(tmp_path).evaluation is None


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[1]} {case[0]}")
def test_put_right_it_does_not(case: tuple[str, str, Make, Change, Make, Change], tmp_path: Path) -> None:
    _, code, _, _, make, change = case
    change(make(tmp_path))
    findings = found(tmp_path)
    assert code not in {one.code for one in findings}
    assert [one for one in findings if one.severity is Severity.ERROR] == []


def test_a_folder_as_it_was_entered_has_no_findings_and_a_result(tmp_path: Path) -> None:
    judged = judge_in_custody(decided(tmp_path))
    assert judged.findings == ()
    assert judged.evaluation is not None


def test_an_added_gate_cites_what_the_regime_says_of_refinements(tmp_path: Path) -> None:
    write(tmp_path, "tender.yaml", REGIME)
    did(tmp_path, freeze, 1)
    add(
        tmp_path,
        "tender.yaml",
        "gates: [{id: clear, phase: exclusion, use: exclusions/declared-clear@1, test: is, threshold: 'yes', on_fail: must-disregard}]\n",
    )
    messages = [one.message for one in found(tmp_path) if one.code == "BE606"]
    assert any("tender.yaml/gates/clear/" in one and "Procurement Act 2023" in one for one in messages)
    swap(tmp_path, "tender.yaml", "weight: 40", "weight: 39")
    changed = [one.message for one in found(tmp_path) if "price/weight" in one.message]
    assert len(changed) == 1
    assert "Procurement Act 2023" not in changed[0]


def scalars(value: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Return the way to every single value of a YAML file's data."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from scalars(one, (*at, name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from scalars(one, (*at, number))
    else:
        yield at


def other(value: str) -> str:
    """Return another value of the same look."""
    return str(Fraction(value) + 1) if value.isdigit() else f"{value}x"


@pytest.mark.parametrize(
    "sample", ["waived-guarantee", "cleaning-lots", pytest.param("community-health", marks=pytest.mark.long)]
)
def test_no_value_of_the_rules_changes_unnoticed(sample: str, tmp_path: Path) -> None:
    text = (ROOT / "sample_tenders" / sample / "tender.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, yaml.BaseLoader)  # noqa: S506
    write(tmp_path, "tender.yaml", text)
    did(tmp_path, freeze, 1)
    noticed: Counter[str] = Counter()
    for way in scalars(data):
        changed = copy.deepcopy(data)
        *above, last = way
        inside = changed
        for step in above:
            inside = inside[step]
        inside[last] = other(inside[last])
        write(tmp_path, "tender.yaml", json.dumps(changed))
        judged = judge_in_custody(tmp_path)
        assert judged.evaluation is None
        codes = {one.code for one in judged.findings if one.severity is Severity.ERROR}
        assert codes - {"BE451", "BE452"}, way
        noticed["BE606" if "BE606" in codes else "unreadable"] += 1
    assert noticed["BE606"] > noticed.total() / 2


HELD = [
    # in words, what happens after the checkpoint was kept, whether it holds
    ("nothing happened", nothing, True),
    ("more was entered", both(added("consensus.csv", MODERATED), entered(5)), True),
    ("the last line cut off", lambda root: cut_lines(root, 1), False),
    ("all but one line cut off", lambda root: cut_lines(root, 4), False),
    ("everything cut off", lambda root: (root / JOURNAL).write_bytes(b""), False),
    ("no journal any more", gone(JOURNAL), False),
    ("the last entry written anew", anew, False),
    ("half of the last line cut off", cut(100), False),
]


@pytest.mark.parametrize("case", HELD, ids=lambda case: case[0])
def test_a_checkpoint_shows_what_the_chain_cannot(case: tuple[str, Change, bool], tmp_path: Path) -> None:
    _, change, holds = case
    kept = kept_checkpoint(marked(tmp_path))
    change(tmp_path)
    assert ("BE610" not in {one.code for one in found(tmp_path, kept)}) is holds


def test_every_code_of_custody_has_its_cases() -> None:
    source = "".join(
        file.read_text(encoding="utf-8") for file in sorted((ROOT / "bideval" / "record").glob("*.py"))
    )
    codes = set(re.findall(r'"(BE6[01][0-9])"', source))
    assert codes == {case[1] for case in CASES} | {"BE610", "BE611", "BE617"}  # the last: test_redaction.py
