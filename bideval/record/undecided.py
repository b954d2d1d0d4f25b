"""What a folder under custody still awaits before a letter may tell of its award.

Letters can be made at any time, to be looked at.  Where the journal has no decision yet, a
letter that is sent would tell of an award that nobody has made.  A folder without a journal
awaits nothing here.
"""

from pathlib import Path

from bideval.errors import Finding, Source, warning
from bideval.record.journal import has_journal, read_journal
from bideval.record.phases import Phase, phase_of

DECISION = "the decision on the award, which the journal does not have yet"
_DECIDED = frozenset({Phase.DECIDED, Phase.CLOSED})


def check_decided(root: Path) -> tuple[Finding, ...]:
    """Warn of a folder under custody whose award is not decided; of a damaged journal custody tells."""
    journal = read_journal(root) if has_journal(root) else None
    if journal is None or isinstance(journal, Finding):
        return ()
    phase = phase_of(journal)
    if phase in _DECIDED:
        return ()
    return (
        warning(
            "BE836",
            f"the journal is in the phase {phase.value}: nobody has decided on the award that these letters "
            "tell of",
            "Send none of them. Enter the decision with bideval decide, and make the letters again.",
            Source("journal.jsonl"),
        ),
    )
