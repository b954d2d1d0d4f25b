"""The journal of a folder for people: who entered what and why, and whether the winner moved with it."""

from collections.abc import Iterator

from bideval.model.evaluation import Evaluation
from bideval.record.custody import Custody
from bideval.record.entries import Draft, Kind
from bideval.record.history import Step
from bideval.record.journal import Since, checkpoint_of
from bideval.record.steps import Taken
from bideval.report.evaluation_text import ILLUSTRATION, sentence
from bideval.report.tables import name_text, wrapped

_SAYS = {
    Kind.FREEZE: "fixes the published rules",
    Kind.OPEN: "opens the prices",
    Kind.DECIDE: "decides the award",
    Kind.CLOSE: "closes the procedure",
    Kind.CHECKPOINT: "hands out a checkpoint",
    Kind.WHATIF: "is authorised to look at other results",
}
_MOST_ROWS = 6  # that are listed of one entry


def log_text(custody: Custody, steps: tuple[Step, ...], end: Since) -> str:
    """The whole page."""
    tender = custody.inputs.tender if custody.content else None
    title = name_text(tender.title) if tender else "The folder cannot be read"
    first = f"{title}: {_counted(len(steps), 'entry')}, phase {custody.ledger.phase.value}"
    blocks = ["\n".join([ILLUSTRATION, first] if tender and tender.illustration else [first])]
    blocks += ["\n".join(_step(step)) for step in steps]
    blocks += ["\n".join(_moves(steps))] if any(step.counts for step in steps) else []
    words = f"Whether the end was cut off: {end.words}."
    blocks.append("\n".join([f"Checkpoint {checkpoint_of(custody.journal)}", *wrapped(words, "")]))
    return "\n\n".join(blocks)


def frozen_text(taken: Taken) -> str:
    """What is said once the rules are fixed."""
    digest = taken.entries[0].draft.digest
    return f"The rules are fixed. Print this digest in the notice:\n  {digest}\n\n{taken_text(taken)}"


def taken_text(taken: Taken) -> str:
    """What was entered, and the checkpoint to hand out."""
    if not taken.entries:
        return "Nothing is new; nothing was entered."
    lines = [f"Entry {entry.n}: {entered_words(entry.draft)}." for entry in taken.entries]
    last = taken.entries[-1]
    return "\n".join([*lines, f"Checkpoint {last.n}:{last.hash}"])


def proposed_text(drafts: tuple[Draft, ...]) -> str:
    """What would be entered."""
    if not drafts:
        return "Nothing is new."
    lines = [line for draft in drafts for line in _proposed(draft)]
    return "\n".join(
        ["To be entered:", *lines, "Nothing was entered: add --by NAME --at TIME --reason TEXT."]
    )


def _proposed(draft: Draft) -> Iterator[str]:
    yield f"  {entered_words(draft)}"
    for row in draft.rows[:_MOST_ROWS]:
        yield f"    {row.row}"
    if len(draft.rows) > _MOST_ROWS:
        yield f"    and {len(draft.rows) - _MOST_ROWS} more"


def _step(step: Step) -> Iterator[str]:
    draft = step.entry.draft
    back = ", earlier than the entry before it" if step.is_set_back else ""
    who = name_text(draft.by)
    yield f"{step.entry.n}. {draft.at or 'time not told'}{back}: {who} {entered_words(draft)}."
    yield from wrapped(f"Why: {draft.reason}", "     ")
    if draft.asked:
        yield from wrapped(f"Asked: {draft.asked}", "     ")
    if draft.kind in {Kind.FREEZE, Kind.REFINEMENT}:
        yield f"     Rules {draft.digest}"
    for row in draft.supersedes[:_MOST_ROWS]:
        yield f"     Replaces {row}"
    if len(draft.supersedes) > _MOST_ROWS:
        yield f"     and {len(draft.supersedes) - _MOST_ROWS} more"
    if step.counts:
        yield from (f"     {line}" for line in _results(step))


def entered_words(draft: Draft) -> str:
    """What an entry did, as the rest of a sentence that begins with who did it."""
    if draft.kind in _SAYS:
        return _SAYS[draft.kind]
    if draft.kind is Kind.RECOVERED:
        return f"sets aside {draft.torn} bytes that a crash cut off"
    if draft.kind is Kind.REFINEMENT:
        return f"publishes {_counted(max(len(draft.rows), len(draft.supersedes)), 'rule')} anew"
    if not draft.rows:
        return f"enters {draft.file}"
    what = "decision" if draft.kind is Kind.DECISION else "row"
    return f"enters {_counted(len(draft.rows), what)} of {draft.file}"


def _counted(number: int, thing: str) -> str:
    many = f"{thing.removesuffix('y')}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number} {thing if number == 1 else many}"


def _results(step: Step) -> Iterator[str]:
    """The result before and after; one line where it stayed."""
    before, after = _words(step.before), _words(step.after)
    if step.before is None and step.after is None:
        yield "No result yet: something is still missing."
        return
    if before == after:
        yield f"The result stays: {after}"
        return
    yield f"Before: {before}"
    yield f"After:  {after}"
    if step.moved:
        yield "The award moved with this entry."


def _words(evaluation: Evaluation | None) -> str:
    if evaluation is None:
        return "no result yet: something is still missing."
    if len(evaluation.lots) == 1:
        return sentence(evaluation.lots[0], evaluation.currency, has_notes=False)
    said = ((lot.id, sentence(lot, evaluation.currency, has_notes=False)) for lot in evaluation.lots)
    return " ".join(f"{lot}: {result}" for lot, result in said)


def _moves(steps: tuple[Step, ...]) -> Iterator[str]:
    moved = [str(step.entry.n) for step in steps if step.moved]
    if not moved:
        yield "No entry moved the award once there was one."
    else:
        yield f"The award moved with {'entry' if len(moved) == 1 else 'entries'} {', '.join(moved)}."
    yield "Each result is of what had been entered by then, on today's rules, bids and prices."
