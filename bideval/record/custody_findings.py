"""What is wrong with the custody of a folder, as findings: the journal, and what differs from it.

A row that was entered is not to change and not to go: what is new goes into a new row that
supersedes it.  What was not entered yet is a warning, for people are still typing; what
was entered and is no more so is an error.

The law is not looked at, but where a criterion or a gate was added to published rules:
then what the regime says of refinements is cited.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bideval.errors import Finding, Source, error, warning
from bideval.model.decision import DecisionKind
from bideval.model.inputs import Inputs
from bideval.model.references import regime_reference
from bideval.model.regime_rules import Looks
from bideval.record.content import CONSENSUS, MARKS, TENDER, WHOLE, Rows, replaced
from bideval.record.differences import Differences, RuleChange, pointer_of
from bideval.record.entries import Kind
from bideval.record.journal import JOURNAL, Journal, set_back, since
from bideval.record.ledger import Ledger, named
from bideval.record.phases import Phase
from bideval.scoring.checks.regime_rules import cited

_MARKED = frozenset({Kind.MARK, Kind.CONSENSUS})
_AFTER_OPENING = frozenset({Phase.OPENED, Phase.DECIDED})
_KEPT = "Put it back as it was entered, and write what is new into a new row or decision that supersedes it."


class Looked(NamedTuple):
    """What is looked at: the inputs, the journal, what it adds up to, and what differs from it."""

    inputs: Inputs
    journal: Journal
    ledger: Ledger
    differences: Differences
    pointers: Mapping[tuple[str, str], str]  # where each row stands, by file and key


def journal_findings(journal: Journal, ledger: Ledger, checkpoint: str | None = None) -> Iterator[Finding]:
    """What is wrong with the journal alone, and with what it holds of a checkpoint."""
    if journal.broken:
        message = f"the journal is broken here: {journal.broken.reason}; nothing from here on counts"
        remedy = "Put back a copy of the journal from before it was touched, and find out who touched it."
        yield error("BE600", message, remedy, Source(JOURNAL, line=journal.broken.line))
    if journal.torn:
        last = journal.lines[-1] + 1 if journal.lines else 1
        message = f"the last {journal.torn} bytes of the journal are no entry: writing was cut off"
        remedy = "Set them aside: bideval enter FOLDER --recover --by NAME --at TIME --reason TEXT"
        yield error("BE601", message, remedy, Source(JOURNAL, line=last))
    for flaw in ledger.flaws:
        message = f"entry {flaw.place + 1} does not agree with those before it: {flaw.reason}"
        remedy = "No command writes such an entry. Find out how it came into the journal."
        yield error("BE602", message, remedy, _entry(journal, flaw.place))
    if checkpoint is not None:
        held = since(journal, checkpoint)
        if not held.holds:
            remedy = "Put back the journal that the checkpoint was taken of, and find out who touched it."
            yield error("BE610", held.words, remedy, Source(JOURNAL))
    yield from _noticed(journal, ledger)


def _noticed(journal: Journal, ledger: Ledger) -> Iterator[Finding]:
    """What a careful reader of the journal wants to see."""
    for entry in set_back(journal):
        message = f"entry {entry.n} is told to be of {entry.draft.at}, before the entry it follows"
        remedy = "Nothing is to be changed: order comes from the journal. Say in a later reason how it came."
        yield warning("BE608", message, remedy, _entry(journal, entry.n - 1))
    for place, entry in enumerate(journal.entries):
        draft = entry.draft
        if draft.kind is Kind.RECOVERED:
            message = f"entry {entry.n} sets aside {draft.torn} bytes as cut off ({draft.by}: {draft.reason})"
            remedy = "Look at the line before it: what stands there was never entered."
            yield warning("BE613", message, remedy, _entry(journal, place))
        if draft.kind in _MARKED and ledger.phases[place] in _AFTER_OPENING:
            message = f"entry {entry.n} changes {draft.file} after prices were opened ({draft.by})"
            remedy = "Nothing is to be changed. bideval log says whether the winner moved with it."
            yield warning("BE614", message, remedy, _entry(journal, place))


def _entry(journal: Journal, place: int) -> Source:
    return Source(JOURNAL, line=journal.lines[place])


def content_findings(looked: Looked) -> Iterator[Finding]:
    """What differs from what was entered; of a broken journal, only rows that it still vouches for."""
    for change in looked.differences.changed:
        yield _row_finding(looked, change.file, change.key, change.old, change.new)
    if looked.journal.broken:
        return
    for rule in looked.differences.rules:
        if not rule.covered_by:
            yield _rule_finding(looked, rule)
    if covered := [one for one in looked.differences.rules if one.covered_by]:
        names = ", ".join(sorted({one.covered_by for one in covered}))
        message = f"the rules were refined by {names}, and the journal does not say so"
        yield warning("BE603", message, _ENTER, _rule_place(looked.inputs, covered[0].path))
    for file, rows in looked.differences.new.items():
        yield from _new(looked, file, rows)


_ENTER = "Enter it: bideval enter FOLDER --by NAME --at TIME --reason TEXT"
_EMPTIED = (
    "The journal begins with the rules, before there are bids. Find out who emptied it, and put it back."
)


def _row_finding(looked: Looked, file: str, key: str, old: str, new: str) -> Finding:
    place = looked.ledger.entered.get((file, key))
    where = (_entry(looked.journal, place),) if place is not None else ()
    if new:
        message = f"{named(file, key)} is not as it was entered: {old} then, {new} now"
        return error("BE604", message, _KEPT, _row_place(looked, file, key), *where)
    return error("BE605", f"{named(file, key)} was entered and is gone", _KEPT, Source(file), *where)


def _rule_finding(looked: Looked, rule: RuleChange) -> Finding:
    digests = f"{rule.old or 'none'} when it was fixed, {rule.new or 'none'} now"
    message = f"the published rule {rule.path} was changed: {digests}"
    if rule.is_added and (said := _law(looked.inputs, rule.path)):
        message = f"{message}. {said}"
    remedy = (
        "Put the rule back. If it was published anew, enter a decision of kind refine that names it,"
        " with from, to and the reason."
    )
    return error("BE606", message, remedy, _rule_place(looked.inputs, rule.path))


def _law(inputs: Inputs, path: str) -> str:
    """What the regime of the tender says of refined rules, for a criterion or gate that was added."""
    if not {"criteria", "gates"} & set(path.split("/")[1:]):
        return ""
    pack = inputs.packs.get(regime_reference(inputs.tender.regime or ""))
    for check in pack.checks if pack else ():
        if pack and check.looks is Looks.DECISION and DecisionKind.REFINE in check.of:
            return f"{check.wording.removesuffix('.')} ({cited(check, pack)})"
    return ""


def _rule_place(inputs: Inputs, path: str) -> Source:
    file = path.partition("/")[0]
    return Source(TENDER, pointer_of(inputs, path)) if file == TENDER else Source(file, "")


def _new(looked: Looked, file: str, rows: Rows) -> Iterator[Finding]:
    """Content that the journal does not have; error where it may not come any more, or not yet."""
    first = min((_row_place(looked, file, key) for key in rows), key=_number)
    if file.startswith("prices/") and looked.ledger.phase is Phase.PUBLISHED:
        remedy = "Take it out until bideval open has recorded the opening."
        yield error("BE612", f"{file} stands in the folder, and prices have not been opened", remedy, first)
        return
    for key in unfounded(looked, file, rows):
        message = f"{named(file, key)} is new after prices were opened, and replaces none"
        remedy = "After the opening a mark only changes by a row that supersedes the one it replaces."
        yield error("BE609", message, remedy, _row_place(looked, file, key))
    count = f"{len(rows)} rows that are" if len(rows) > 1 else "a row that is"
    what = f"{file} is not in the journal" if WHOLE in rows else f"{file} has {count} not in the journal"
    remedy = _EMPTIED if looked.ledger.phase is Phase.DRAFTING else _ENTER
    yield warning("BE603", what, remedy, first)


def _number(source: Source) -> int:
    """Which row of its file a source is about, from 0."""
    number = source.pointer.removesuffix("/id").removeprefix("/")
    return int(number) if number else 0


def unfounded(looked: Looked, file: str, rows: Rows) -> tuple[str, ...]:
    """Return the new rows of marks that come after prices were opened and replace none."""
    if file not in {MARKS, CONSENSUS} or looked.ledger.phase not in _AFTER_OPENING:
        return ()
    return tuple(key for key in rows if not replaced(looked.inputs, file, {key: rows[key]}))


def _row_place(looked: Looked, file: str, key: str) -> Source:
    """Return where a row stands: the first that has its key."""
    return Source(file, looked.pointers.get((file, key.partition(" (")[0]), ""))
