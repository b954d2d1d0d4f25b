"""The journal of a folder as JSON: every entry, and the award before and after it."""

from collections.abc import Sequence

from bideval.errors import Finding
from bideval.model.evaluation import Evaluation
from bideval.record.custody import Custody
from bideval.record.entries import Draft
from bideval.record.history import Step
from bideval.record.journal import Since, checkpoint_of
from bideval.record.steps import Taken
from bideval.report.findings_text import findings_data
from bideval.scoring.price_json import Json


def log_data(
    custody: Custody, steps: tuple[Step, ...], end: Since, seals: tuple[Finding, ...]
) -> dict[str, Json]:
    """The whole document; ``seals`` is what is wrong with sealed prices."""
    draft = custody.plain.reading.draft
    return {
        "schema": "bideval/log",
        "version": 1,
        "tender": draft.tender.id if draft else None,
        "illustration": bool(draft and draft.tender.illustration),
        "phase": custody.ledger.phase.value,
        "checkpoint": checkpoint_of(custody.journal),
        "end": since_data(end),
        "entries": [_entry(one) for one in steps],
        "findings": findings_data(None, (*custody.found, *seals))["findings"],
    }


def since_data(end: Since | None) -> Json:
    """Whether a checkpoint holds; null where there is no journal."""
    return None if end is None else {"holds": end.holds, "words": end.words}


def taken_data(taken: Taken) -> dict[str, Json]:
    """What a step entered."""
    last = taken.entries[-1] if taken.entries else None
    return {
        **_entered([one.draft for one in taken.entries]),
        "checkpoint": f"{last.n}:{last.hash}" if last else checkpoint_of(taken.custody.journal),
    }


def proposed_data(drafts: Sequence[Draft]) -> dict[str, Json]:
    """What would be entered."""
    return {**_entered(drafts), "checkpoint": None}


def _entered(drafts: Sequence[Draft]) -> dict[str, Json]:
    return {"schema": "bideval/entered", "version": 1, "entries": [_draft(one) for one in drafts]}


def _draft(draft: Draft) -> dict[str, Json]:
    return {
        "kind": draft.kind.value,
        "file": draft.file or None,
        "digest": draft.digest or None,
        "rows": [{"row": one.row, "digest": one.digest} for one in draft.rows],
        "supersedes": list(draft.supersedes),
    }


def _entry(step: Step) -> dict[str, Json]:
    entry, draft = step.entry, step.entry.draft
    return {
        "n": entry.n,
        "by": draft.by,
        "at": draft.at or None,
        "set_back": step.is_set_back,
        "reason": draft.reason,
        "asked": draft.asked or None,
        **_draft(draft),
        "hash": entry.hash,
        "before": _awards(step.before) if step.counts else None,
        "after": _awards(step.after) if step.counts else None,
        "moved": step.moved if step.counts else None,
    }


def _awards(evaluation: Evaluation | None) -> Json:
    if evaluation is None:
        return []
    return [
        {"lot": lot.id, "status": lot.status.value, "winners": list(lot.winners), "tied": list(lot.tied)}
        for lot in evaluation.lots
    ]
