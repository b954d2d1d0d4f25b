"""Deadlines for marks: by when each person was to mark, and what came later.

A deadline stands in assignments.csv.  Where several rows give one person one question the latest
counts, so that a deadline is put back by a further row.  A mark that came late counts: this is a
warning.  A mark that replaces one given in time is not late.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Source, warning
from bideval.model.inputs import Inputs
from bideval.model.marking import EVERY
from bideval.scoring.checks.known import lots_of
from bideval.scoring.recorded_times import is_before

MARKS, ASSIGNMENTS = "marks.csv", "assignments.csv"


def deadline(inputs: Inputs, person: str, about: tuple[str, str, str]) -> str:
    """Return by when ``person`` is to mark; ``about`` is the lot, criterion and bid of the row.

    Blank where nothing is said.  Of several deadlines, also of several lots, the latest.
    """
    lot, criterion, bid = about
    lots = lots_of(inputs, bid) if lot == EVERY else (lot,)
    own = (
        row.due
        for row in inputs.assignments
        if row.evaluator == person and any(row.is_about(one, criterion) for one in lots)
    )
    return max(own, key=_end, default="")


def _end(due: str) -> str:
    """By which deadlines are in order: a date is the end of its day."""
    return due if "T" in due or not due else f"{due}T99"


def check_deadlines(inputs: Inputs) -> Iterator[Finding]:
    """Warn once a person and question of marks that were given after their deadline."""
    if not any(row.due for row in inputs.assignments):
        return
    first: dict[tuple[str, str, str, str], tuple[str, int]] = {}
    for index, mark in enumerate(inputs.marks):
        if mark.at:
            key = (mark.evaluator, mark.criterion, mark.lot, mark.bid)
            first[key] = min(first.get(key, (mark.at, index)), (mark.at, index))
    late: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for at, index in sorted(first.values(), key=lambda one: one[1]):
        mark = inputs.marks[index]
        due = deadline(inputs, mark.evaluator, (mark.lot, mark.criterion, mark.bid))
        if due and is_before(due, at):
            late.setdefault((mark.evaluator, mark.criterion), []).append((index, due))
    for (person, criterion), found in late.items():
        index, due = found[0]
        more = f" (in {len(found)} rows; this is the first)" if len(found) > 1 else ""
        yield warning(
            "BE382",
            f"{person} marked {criterion} at {inputs.marks[index].at}, after the deadline of {due}{more}",
            f"If the deadline was put back, add a row with the later one to {ASSIGNMENTS}; the mark counts.",
            Source(MARKS, f"/{index}/at"),
            *_places(inputs, person, criterion, due),
        )


def _places(inputs: Inputs, person: str, criterion: str, due: str) -> Iterator[Source]:
    """The first row that sets the deadline."""
    for index, row in enumerate(inputs.assignments):
        if row.evaluator == person and row.criterion in {criterion, EVERY} and row.due == due:
            yield Source(ASSIGNMENTS, f"/{index}/due")
            return
