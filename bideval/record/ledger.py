"""What the entries of a journal add up to: the content entered, row by row, and how it came in.

Every entry is held against those before it: its kind must be possible in its phase, no
row is entered twice, what is replaced must have been there, and its digest must be that
of the content so far.  What does not agree is a flaw; the entry still counts, so that
what follows can be looked at.

Files are not looked at here.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bideval.record.canonical import digest_of
from bideval.record.content import CONSENSUS, DECISIONS, DECLARATIONS, MARKS, WHOLE, Rows
from bideval.record.entries import Draft, Entry, Kind
from bideval.record.journal import Journal
from bideval.record.phases import Phase, out_of_phase, phase_after

RULES = frozenset({Kind.FREEZE, Kind.REFINEMENT})
KIND_OF: Mapping[str, Kind] = MappingProxyType(
    {
        MARKS: Kind.MARK,
        CONSENSUS: Kind.CONSENSUS,
        DECISIONS: Kind.DECISION,
        "evaluators.csv": Kind.PEOPLE,
        "assignments.csv": Kind.PEOPLE,
        DECLARATIONS: Kind.PEOPLE,
    }
)


class Flaw(NamedTuple):
    """An entry that does not agree with those before it, by its place among the entries, and why."""

    place: int
    reason: str


class Ledger(NamedTuple):
    """The content that was entered, the rules as last published, the phase, and what does not agree."""

    files: Mapping[str, Rows]
    rules: Rows
    rules_digest: str
    phase: Phase
    flaws: tuple[Flaw, ...]
    entered: Mapping[tuple[str, str], int]  # which entry, by its place, each row of a file came with
    phases: tuple[Phase, ...]  # in which each entry was made


class Frozen(NamedTuple):
    """The rules that a journal fixed: their digest as last published, and by which entries."""

    digest: str
    entry: int  # the one that fixed them
    refined: tuple[int, ...]  # those that published them anew


def frozen_of(journal: Journal) -> Frozen | None:
    """Return the rules that a journal fixed; None where it has fixed none."""
    found = [one for one in journal.entries if one.draft.kind in RULES]
    if not found:
        return None
    return Frozen(found[-1].draft.digest, found[0].n, tuple(one.n for one in found[1:]))


def kind_of(file: str) -> Kind:
    """Return the kind of entry that content of ``file`` is entered by."""
    if file in KIND_OF:
        return KIND_OF[file]
    return Kind.PRICE if file.startswith("prices/") else Kind.RECEIVE


def table_digest(rows: Rows) -> str:
    """Return the digest of a file's content: its own if it is entered whole, else that of its rows by key."""
    return rows[WHOLE] if set(rows) == {WHOLE} else digest_of(dict(rows))


def ledger_of(journal: Journal) -> Ledger:
    """Return what the entries of ``journal`` add up to."""
    files: dict[str, dict[str, str]] = {}
    rules: dict[str, str] = {}
    rules_digest = ""
    phase = Phase.DRAFTING
    flaws: list[Flaw] = []
    entered: dict[tuple[str, str], int] = {}
    phases: list[Phase] = []
    for place, entry in enumerate(journal.entries):
        draft = entry.draft
        phases.append(phase)
        flaws += [Flaw(place, reason) for reason in _flaws(entry, phase, files, rules)]
        phase = phase_after(phase, draft.kind)
        if draft.kind in RULES:
            rules = rules_after(rules, draft)
            rules_digest = draft.digest
        elif draft.file:
            rows = files.setdefault(draft.file, {})
            for key, digest in _entered(draft):
                rows.setdefault(key, digest)  # what came first stands
                entered.setdefault((draft.file, key), place)
    return Ledger(files, rules, rules_digest, phase, tuple(flaws), entered, tuple(phases))


def rules_after(rules: Rows, draft: Draft) -> dict[str, str]:
    """Return the rules once those that ``draft`` replaces are gone and its own are there."""
    kept = {name: one for name, one in rules.items() if name not in draft.supersedes}
    return dict(sorted({**kept, **{one.row: one.digest for one in draft.rows}}.items()))


def _entered(draft: Draft) -> list[tuple[str, str]]:
    return [(one.row, one.digest) for one in draft.rows] or [(WHOLE, draft.digest)]


def _flaws(entry: Entry, phase: Phase, files: Mapping[str, Rows], rules: Rows) -> Iterator[str]:
    draft = entry.draft
    if reason := out_of_phase(draft.kind, phase):
        yield reason
    if draft.kind in RULES:
        there = {one.row for one in draft.rows} & set(rules) - set(draft.supersedes)
        if there:
            yield f"it publishes {min(there)} anew without saying that it replaces it"
        return
    if draft.kind in {Kind.WHATIF, Kind.CHECKPOINT, Kind.RECOVERED, *_STEPS}:
        if draft.file or draft.rows:
            yield f"an entry of kind {draft.kind.value} names no file and no rows"
        return
    if not draft.file or not draft.digest or kind_of(draft.file) is not draft.kind:
        yield f"an entry of kind {draft.kind.value} does not enter {draft.file or 'nothing'}"
        return
    before = files.get(draft.file, {})
    coming = dict(_entered(draft))
    if again := sorted(set(before) & set(coming)):
        yield f"it enters {named(draft.file, again[0])} again, which was entered before"
    elif (found := table_digest({**before, **coming})) != draft.digest:
        yield f"its digest is not that of the content of {draft.file}, which is {found}"
    if missing := [key for key in draft.supersedes if key not in before and key not in coming]:
        yield f"it replaces {named(draft.file, missing[0])}, which was never entered"


_STEPS = (Kind.OPEN, Kind.DECIDE, Kind.CLOSE)


def named(file: str, key: str) -> str:
    """Return how a row is called in words: its key and its file.

    >>> named("marks.csv", "*/design/acorn/ada"), named("bids/acorn.yaml", "")
    ('row */design/acorn/ada of marks.csv', 'bids/acorn.yaml')
    """
    if key == WHOLE:
        return file
    return f"{'decision' if file == DECISIONS else 'row'} {key} of {file}"
