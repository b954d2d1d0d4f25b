"""How far a procurement under custody has come, and what may be entered when.

drafting -> published -> opened -> decided -> closed.  A phase begins with one kind of
entry; every other kind has the phases in which it may be made.  The same table is asked
before an entry is made and when a journal is checked.

Nothing is said of what the law allows: a phase keeps what was to be settled apart from
what was still to be seen.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from bideval.record.entries import Kind
from bideval.record.journal import Journal


class Phase(StrEnum):
    """How far a procurement has come."""

    DRAFTING = "drafting"  # the rules are still being written
    PUBLISHED = "published"  # the rules are fixed; bids come in and are marked
    OPENED = "opened"  # quality is settled, prices are opened
    DECIDED = "decided"  # the award is decided
    CLOSED = "closed"  # nothing more is entered


BEGINS: Mapping[Kind, Phase] = MappingProxyType(
    {
        Kind.FREEZE: Phase.PUBLISHED,
        Kind.OPEN: Phase.OPENED,
        Kind.DECIDE: Phase.DECIDED,
        Kind.CLOSE: Phase.CLOSED,
    }
)

_RUNNING = frozenset({Phase.PUBLISHED, Phase.OPENED, Phase.DECIDED})
_ANY = frozenset(Phase)
IN: Mapping[Kind, frozenset[Phase]] = MappingProxyType(
    {
        Kind.FREEZE: frozenset({Phase.DRAFTING}),
        Kind.REFINEMENT: frozenset({Phase.PUBLISHED}),
        Kind.RECEIVE: frozenset({Phase.PUBLISHED, Phase.OPENED}),
        Kind.PEOPLE: _RUNNING,
        Kind.MARK: _RUNNING,
        Kind.CONSENSUS: _RUNNING,
        Kind.DECISION: _RUNNING,
        Kind.OPEN: frozenset({Phase.PUBLISHED}),
        Kind.PRICE: frozenset({Phase.OPENED}),
        Kind.WHATIF: _RUNNING,
        Kind.DECIDE: frozenset({Phase.OPENED}),
        Kind.CLOSE: _RUNNING,
        Kind.CHECKPOINT: _ANY - {Phase.DRAFTING},
        Kind.RECOVERED: _ANY,
    }
)

_WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.FREEZE: "rules are fixed",
        Kind.REFINEMENT: "rules are published anew",
        Kind.RECEIVE: "bids are entered",
        Kind.PEOPLE: "evaluators are entered",
        Kind.MARK: "marks are entered",
        Kind.CONSENSUS: "agreed marks are entered",
        Kind.DECISION: "decisions are entered",
        Kind.OPEN: "prices are opened",
        Kind.PRICE: "prices are entered",
        Kind.WHATIF: "a look at other results is authorised",
        Kind.DECIDE: "the award is decided",
        Kind.CLOSE: "the procedure is closed",
        Kind.CHECKPOINT: "a checkpoint is entered",
        Kind.RECOVERED: "cut off bytes are set aside",
    }
)


def phase_after(phase: Phase, kind: Kind) -> Phase:
    """Return the phase once an entry of ``kind`` is made in ``phase``."""
    return BEGINS.get(kind, phase)


def phase_of(journal: Journal) -> Phase:
    """Return how far the journal says that things have come."""
    phase = Phase.DRAFTING
    for entry in journal.entries:
        phase = phase_after(phase, entry.draft.kind)
    return phase


def out_of_phase(kind: Kind, phase: Phase) -> str:
    """Say why an entry of ``kind`` cannot be made in ``phase``; blank where it can."""
    if phase in IN[kind]:
        return ""
    allowed = [one.value for one in Phase if one in IN[kind]]
    return (
        f"{_WORDS[kind]} in the phase {' or '.join(allowed)}, and this folder is in the phase {phase.value}"
    )
