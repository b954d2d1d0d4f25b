"""Phases: which kind of entry may be made when, as the page says, and what is refused out of phase."""

import random
from pathlib import Path

import pytest

from bideval.record.canonical import digest_of
from bideval.record.entries import START, Draft, Entry, Kind, placed
from bideval.record.journal import Journal
from bideval.record.ledger import ledger_of
from bideval.record.phases import BEGINS, IN, Phase, out_of_phase, phase_of
from tests.conftest import ROOT
from tests.docs.pages import tables_of

KINDS = next(table for table in tables_of(ROOT / "docs" / "journal.md") if table.heading == "Kinds")


def test_the_page_has_every_kind_with_its_phases() -> None:
    said = {row["Kind"].strip("`"): set(row["In the phases"].split(", ")) for row in KINDS.rows}
    assert said == {kind.value: {phase.value for phase in phases} for kind, phases in IN.items()}
    begins = {row["Kind"].strip("`"): row["Then begins"] for row in KINDS.rows if row["Then begins"] != "-"}
    assert begins == {kind.value: phase.value for kind, phase in BEGINS.items()}
    assert set(IN) == set(Kind)


def chained(kinds: list[Kind]) -> Journal:
    """Return a journal with a sound chain of entries of these kinds, whatever they say."""
    prev = START
    entries: list[Entry] = []
    for n, kind in enumerate(kinds, 1):
        entry, _ = placed(Draft(kind, "R. Ames", "2026-03-02", "x"), n, prev)
        entries.append(entry)
        prev = entry.hash
    return Journal(tuple(entries), tuple(range(1, len(entries) + 1)))


ORDER = [
    # in words, kinds, the phase at the end
    ("nothing", [], Phase.DRAFTING),
    ("rules fixed", [Kind.FREEZE], Phase.PUBLISHED),
    ("prices opened", [Kind.FREEZE, Kind.OPEN], Phase.OPENED),
    ("decided", [Kind.FREEZE, Kind.OPEN, Kind.DECIDE], Phase.DECIDED),
    ("a look after the decision", [Kind.FREEZE, Kind.OPEN, Kind.DECIDE, Kind.WHATIF], Phase.DECIDED),
    ("closed", [Kind.FREEZE, Kind.OPEN, Kind.DECIDE, Kind.CLOSE], Phase.CLOSED),
    ("given up", [Kind.FREEZE, Kind.CLOSE], Phase.CLOSED),
]


@pytest.mark.parametrize("case", ORDER, ids=lambda case: case[0])
def test_how_far_things_have_come(case: tuple[str, list[Kind], Phase]) -> None:
    _, kinds, phase = case
    assert phase_of(chained(kinds)) is phase
    assert not any("in the phase" in flaw.reason for flaw in ledger_of(chained(kinds)).flaws)


def test_five_thousand_entries_out_of_phase_are_flawed() -> None:
    source = random.Random(11)  # noqa: S311
    paths = [kinds for _, kinds, _ in ORDER]
    checked = 0
    while checked < 5000:
        kinds, kind = source.choice(paths), source.choice(list(Kind))
        journal = chained([*kinds, kind])
        flaws = [
            one
            for one in ledger_of(journal).flaws
            if one.place == len(kinds) and "in the phase" in one.reason
        ]
        reason = out_of_phase(kind, phase_of(chained(kinds)))
        assert [one.reason for one in flaws] == ([reason] if reason else [])
        checked += bool(reason)


MEANT: list[tuple[str, Draft, str]] = [
    # in words, an entry behind one that fixed rules, what is said of it; blank where nothing is
    ("a bid", Draft(Kind.RECEIVE, "x", "", "y", file="bids/oak.yaml", digest=digest_of({})), ""),
    (
        "a bid without a file",
        Draft(Kind.RECEIVE, "x", "", "y", digest=digest_of({})),
        "does not enter nothing",
    ),
    (
        "a bid without a digest",
        Draft(Kind.RECEIVE, "x", "", "y", file="bids/oak.yaml"),
        "does not enter bids/oak.yaml",
    ),
    (
        "a bid as a mark",
        Draft(Kind.MARK, "x", "", "y", file="bids/oak.yaml", digest=digest_of({})),
        "does not enter",
    ),
    (
        "an opening with a file",
        Draft(Kind.OPEN, "x", "", "y", file="marks.csv", digest=digest_of({})),
        "names no file",
    ),
    (
        "what replaces nothing",
        Draft(Kind.RECEIVE, "x", "", "y", file="bids/oak.yaml", digest=digest_of({}), supersedes=("oak",)),
        "which was never entered",
    ),
]


@pytest.mark.parametrize("case", MEANT, ids=lambda case: case[0])
def test_an_entry_says_what_its_kind_says(case: tuple[str, Draft, str], tmp_path: Path) -> None:
    _, draft, words = case
    first, _ = placed(Draft(Kind.FREEZE, "x", "", "y", file="tender.yaml", digest=digest_of({})), 1, START)
    second, _ = placed(draft, 2, first.hash)
    flaws = ledger_of(Journal((first, second), (1, 2))).flaws
    assert (words in flaws[0].reason) if words else (flaws == ()), tmp_path
