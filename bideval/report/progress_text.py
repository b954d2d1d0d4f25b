"""Who has still to mark what, and to declare what, for people: no mark of anybody is shown."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bideval.report.evaluation_text import ILLUSTRATION
from bideval.report.tables import one_line, table_text, wrapped
from bideval.scoring.panel.to_come import Member, Progress, ToMark

EVERY_LOT = ("*", "whole")


def progress_text(progress: Progress) -> str:
    """The whole page."""
    blocks = ["\n".join(_summary(progress))]
    asked = [one for one in progress.members if one.asked]
    if asked:
        blocks.append(_marks(asked))
    left = [one for one in progress.members if one.missing]
    if left:
        blocks.append("\n".join(_still(left, progress.on)))
    if any(one.aside for one in progress.members):
        blocks.append("\n".join(_aside(progress.members)))
    if any(one.declared for one in progress.members):
        blocks.append("\n".join(_declared(progress)))
    return "\n\n".join(blocks)


def _summary(progress: Progress) -> Iterator[str]:
    if progress.illustration:
        yield ILLUSTRATION
    yield one_line(progress.title)
    asked = sum(one.asked for one in progress.members)
    given = sum(one.given for one in progress.members)
    late = sum(row.is_overdue is True for one in progress.members for row in one.missing)
    if not asked:
        yield "Nobody is asked for a mark."
        return
    said = "all are in" if given == asked else f"{asked - given} still to come"
    yield f"{given} of {asked} marks: {said}{f', {late} of them overdue on {progress.on}' if late else ''}."
    if progress.agreed is not None:
        yield f"{progress.agreed} of {progress.to_agree} marks are agreed."


def _marks(asked: Sequence[Member]) -> str:
    rows = [
        (one.id, one.role, str(one.asked), str(one.given), str(len(one.missing)), one.due or "-")
        for one in asked
    ]
    return table_text(("person", "role", "asked for", "given", "still to come", "next due"), rows, {2, 3, 4})


def _still(left: Sequence[Member], on: str) -> Iterator[str]:
    yield "Still to mark:"
    for one in left:
        rows = sorted(one.missing, key=lambda row: (row.due or "~", one.missing.index(row)))
        for due, due_rows in groupby(rows, key=lambda row: row.due):
            yield from _person(one.id, due, list(due_rows), on)


def _person(person: str, due: str, rows: Sequence[ToMark], on: str) -> Iterator[str]:
    overdue = f", overdue on {on}" if rows[0].is_overdue else ""
    yield f"  {person}{f', by {due}' if due else ', no deadline is set'}{overdue}:"
    for (lot, criterion), found in groupby(rows, key=lambda row: (row.lot, row.criterion)):
        where = "" if lot in EVERY_LOT else f" in lot {lot}"
        yield from wrapped(f"{criterion}{where}: {', '.join(row.bid for row in found)}", "    ")


def _aside(members: Sequence[Member]) -> Iterator[str]:
    yield "Takes no part, for a conflict of interest:"
    for one in members:
        for aside in one.aside:
            marks = "1 mark of theirs stands" if aside.marks == 1 else f"{aside.marks} marks of theirs stand"
            yield f"  {one.id} in {aside.bid}{f': {marks}; see check' if aside.marks else ''}"


def _declared(progress: Progress) -> Iterator[str]:
    yield "Interests declared or reviewed at each stage that has begun:"
    stages = [stage.value for stage, _ in progress.members[0].declared]
    rows = [
        (one.id, one.role, *(_reviewed(len(missing), len(progress.bids)) for _, missing in one.declared))
        for one in progress.members
    ]
    yield table_text(("person", "role", *stages), rows, set())


def _reviewed(missing: int, bids: int) -> str:
    if not missing:
        return "yes"
    return "no" if missing == bids else f"{bids - missing} of {bids} bids"
