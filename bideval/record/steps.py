"""The steps of custody: freeze, enter, open, decide, close, and leave to look at other results.

Each step looks at the folder, says what stands in its way, and otherwise hands back the
drafts of its entries; ``take`` writes them behind the very journal that was looked at.
So two people who enter at once do not enter the same row twice: the second is told that
the journal has moved, and looks again.

What a step writes is added to the journal; no file of the folder is touched.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bideval.errors import Finding, Severity, Source, error
from bideval.model.evaluation import LotStatus
from bideval.record.content import CONSENSUS, DECISIONS, DECLARATIONS, MARKS, TENDER, WHOLE, Rows, replaced
from bideval.record.custody import Custody, custody_of
from bideval.record.entries import Draft, Entry, Kind, Row
from bideval.record.journal import JOURNAL, MovedError, append
from bideval.record.ledger import kind_of, named, table_digest
from bideval.record.phases import Phase, out_of_phase
from bideval.scoring.digest import digest

_OPEN = frozenset({LotStatus.TIED, LotStatus.PROVISIONAL, LotStatus.QUALITY_ONLY})
_TRIES = 100  # looks at a journal that others keep adding to
_ORDER = ("bids/", "evaluators.csv", "assignments.csv", DECLARATIONS, MARKS, CONSENSUS, "prices/", DECISIONS)


class Told(NamedTuple):
    """Who takes a step, when as told, and why."""

    by: str
    at: str
    reason: str


class Step(NamedTuple):
    """What a step would enter, or the findings in its way."""

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...] = ()


class Taken(NamedTuple):
    """What a step entered, the findings in its way if it entered nothing, and the folder looked at."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    custody: Custody


Steps = Callable[[Custody, Told], Step]


def take(
    root: Path, step: Steps, told: Told, *, packs: Path | None = None, quality_only: bool | None = None
) -> Taken:
    """Take a step in the folder at ``root``; raise OSError or TornError where nothing can be written.

    Where others enter meanwhile, the folder is looked at again.
    """
    for _ in range(_TRIES):
        custody = custody_of(root, packs=packs, quality_only=quality_only)
        drafts, findings = step(custody, told)
        if findings or not drafts:
            return Taken((), findings, custody)
        try:
            return Taken(append(root / JOURNAL, drafts, after=custody.journal.head), (), custody)
        except MovedError:
            continue
    raise MovedError


def _errors(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.severity is Severity.ERROR)


def _refused(kind: Kind, custody: Custody) -> tuple[Finding, ...]:
    """What keeps an entry of ``kind`` from being made: the phase, or a folder that is not as entered."""
    if custody.content is None:
        return custody.judged.findings
    if found := _errors(custody.found):
        return found
    reason = out_of_phase(kind, custody.ledger.phase)
    if not reason:
        return ()
    first = "begin with: bideval freeze FOLDER --by NAME --at TIME --reason TEXT"
    is_drafting = custody.ledger.phase is Phase.DRAFTING
    remedy = f"Nothing was entered; {first}" if is_drafting else "Nothing was entered."
    return (error("BE611", reason, remedy, Source(JOURNAL if custody.journal.entries else TENDER)),)


def freeze(custody: Custody, told: Told) -> Step:
    """Fix the published rules, with the digest to print in the notice."""
    refused = _refused(Kind.FREEZE, custody) or _rule_errors(custody) or tuple(_bids_already(custody))
    if refused or custody.content is None:
        return Step((), refused)
    rows = tuple(Row(*one) for one in custody.content.rules.items())
    return Step((Draft(Kind.FREEZE, *told, file=TENDER, rows=rows, digest=custody.content.rules_digest),))


def _bids_already(custody: Custody) -> Iterator[Finding]:
    """Bids in the folder before the rules are fixed: what the rules were fixed before cannot be shown."""
    for bid in sorted(custody.inputs.bids):
        remedy = "Fix the rules before bids come in; take bids that were invented for a draft out."
        message = f"the rules are fixed before there are bids, and bids/{bid}.yaml is there"
        yield error("BE611", message, remedy, Source(f"bids/{bid}.yaml"))


def _rule_errors(custody: Custody) -> tuple[Finding, ...]:
    """The errors of the rules themselves; bids and marks may still be missing."""
    files = {TENDER, "schedule.csv"}
    return tuple(
        one
        for one in _errors(custody.plain.findings)
        if any(source.file in files or source.file.startswith("criteria/") for source in one.sources)
    )


def enter(custody: Custody, told: Told) -> Step:
    """Enter what is new in the folder: one entry a file, and one where the rules were refined."""
    refused = _refused(Kind.DECISION, custody) or tuple(_untimely(custody)) or _unread(custody)
    if refused or custody.content is None:
        return Step((), refused)
    drafts = [_draft(custody, told, file, rows) for file, rows in sorted(_new(custody), key=_place)]
    return Step((*drafts, *_refinement(custody, told)))


def _new(custody: Custody) -> Iterator[tuple[str, Rows]]:
    yield from custody.differences.new.items()


def _place(new: tuple[str, Rows]) -> tuple[int, str]:
    """Files in the order in which a procurement fills them."""
    return next(number for number, name in enumerate(_ORDER) if new[0].startswith(name)), new[0]


def _unread(custody: Custody) -> tuple[Finding, ...]:
    """The errors of files that cannot be read as they stand: what is entered is to be what they say."""
    return _errors(custody.plain.reading.findings)


def _draft(custody: Custody, told: Told, file: str, rows: Rows) -> Draft:
    whole = {**custody.ledger.files.get(file, {}), **rows}
    named_rows = tuple(Row(key, one) for key, one in sorted(rows.items()) if key != WHOLE)
    return Draft(
        kind_of(file),
        *told,
        file=file,
        rows=named_rows,
        digest=table_digest(whole),
        supersedes=replaced(custody.inputs, file, dict(rows)),
    )


def _refinement(custody: Custody, told: Told) -> Iterator[Draft]:
    """The entry of refined rules: those that are new or changed, and those they replace."""
    rules = custody.differences.rules
    if rules and custody.content is not None:
        yield Draft(
            Kind.REFINEMENT,
            *told,
            file=TENDER,
            rows=tuple(Row(one.path, one.new) for one in rules if one.new),
            digest=custody.content.rules_digest,
            supersedes=tuple(one.path for one in rules if one.old),
        )


def _untimely(custody: Custody) -> Iterator[Finding]:
    """New content whose kind cannot be entered in this phase."""
    phase = custody.ledger.phase
    kinds = [(kind_of(file), file) for file in custody.differences.new]
    kinds += [(Kind.REFINEMENT, TENDER)] if custody.differences.rules else []
    for kind, file in kinds:
        if reason := out_of_phase(kind, phase):
            yield error("BE611", f"{file}: {reason}", "Nothing was entered.", Source(file))
        elif kind is Kind.RECEIVE and phase is Phase.OPENED and not _is_late(custody, file):
            message = f"{file} is new after prices were opened, and is not marked as late"
            yield error("BE611", message, "State its status: late, if that is what it is.", Source(file))


def _is_late(custody: Custody, file: str) -> bool:
    bid = custody.inputs.bids.get(file.removeprefix("bids/").removesuffix(".yaml"))
    return bid is not None and bid.status == "late"


def open_prices(custody: Custody, told: Told) -> Step:
    """Record the opening of prices: everything that is marked is entered, and quality is settled.

    ``custody`` was judged on quality alone.
    """
    refused = _refused(Kind.OPEN, custody) or tuple(_not_entered(custody)) or _errors(custody.plain.findings)
    if refused:
        return Step((), refused)
    return Step((Draft(Kind.OPEN, *told, digest=digest(custody.inputs)),))


def decide(custody: Custody, told: Told) -> Step:
    """Record that the award is decided on the inputs as they stand.

    ``custody`` was judged with prices, where a rule reads one.
    """
    refused = (
        _refused(Kind.DECIDE, custody)
        or tuple(_not_entered(custody))
        or _errors(custody.plain.findings)
        or tuple(_unsettled(custody))
    )
    if refused:
        return Step((), refused)
    return Step((Draft(Kind.DECIDE, *told, digest=digest(custody.inputs)),))


def _unsettled(custody: Custody) -> Iterator[Finding]:
    """Lots in which a person still has something to decide before there is an award."""
    for lot in custody.plain.evaluation.lots if custody.plain.evaluation else ():
        if lot.status in _OPEN:
            message = f"the result of lot {lot.id} is {lot.status.value}, so there is no award to decide"
            remedy = "Enter the decision that it waits for: bideval evaluate FOLDER says which."
            yield error("BE611", message, remedy, Source(DECISIONS))


def close(custody: Custody, told: Told) -> Step:
    """Record that nothing more is entered."""
    refused = _refused(Kind.CLOSE, custody) or tuple(_not_entered(custody))
    return Step((), refused) if refused else Step((Draft(Kind.CLOSE, *told),))


def _not_entered(custody: Custody) -> Iterator[Finding]:
    """What has to be entered before a phase can end."""
    remedy = "Enter it first: bideval enter FOLDER --by NAME --at TIME --reason TEXT"
    for file, rows in custody.differences.new.items():
        what = named(file, next(iter(rows)))
        more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
        yield error("BE611", f"{what}{more} is not entered yet", remedy, Source(file))
    if custody.differences.rules:
        yield error("BE611", "the refined rules are not entered yet", remedy, Source(TENDER))


def authorised(asked: str) -> Steps:
    """Return the step by which a look at other results is authorised; ``asked`` is the command."""

    def step(custody: Custody, told: Told) -> Step:
        refused = _refused(Kind.WHATIF, custody)
        return Step((), refused) if refused else Step((Draft(Kind.WHATIF, *told, asked=asked),))

    return step


def checkpoint(custody: Custody, told: Told) -> Step:
    """Record that the head of the journal was handed out."""
    refused = _refused(Kind.CHECKPOINT, custody)
    return Step((), refused) if refused else Step((Draft(Kind.CHECKPOINT, *told),))
