"""Who marks: each person once in evaluators.csv, and marks only of those who were to mark.

With assignments everybody marks what is assigned.  Without them an observer, adviser or
approver marks nothing, and a chair or moderator who marks a question marks it for every bid, so that
no bid has one mark more.  Where marks are added up this is an error; beside agreed
marks, where single marks do not count, a warning.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bideval.errors import Finding, Source, error, warning
from bideval.model.inputs import Inputs
from bideval.model.marking import Assignment, Mark, Stage
from bideval.model.rules import MarksFrom
from bideval.scoring.checks.board import Board
from bideval.scoring.interests import Interests, interests_of

MARKS, EVALUATORS, ASSIGNMENTS = "marks.csv", "evaluators.csv", "assignments.csv"
ADDED_UP = (MarksFrom.MEAN, MarksFrom.MEDIAN)
EVALUATOR, ONLOOKERS = "evaluator", ("observer", "adviser", "approver")


class Panel(NamedTuple):
    """Who is who, and who is to mark what.

    ``assigned`` is by person; ``left`` has the bids that others marked and a person did
    not, by criterion and person, but for those of bidders about whom they are in conflict.
    """

    roles: Mapping[str, str]
    assigned: Mapping[str, Sequence[Assignment]]
    left: Mapping[tuple[str, str], set[str]]
    rule: MarksFrom


def check_markers(inputs: Inputs, board: Board, marks: Sequence[tuple[int, Mark]]) -> Iterator[Finding]:
    """Report people who stand twice, and marks of people who were not to mark.

    ``marks`` are the rows that stand, with their index in the file.
    """
    yield from _named_twice(inputs)
    panel = _panel(inputs, marks)
    found: dict[tuple[str, str, str], list[int]] = {}
    for index, row in marks:
        why = _not_to_mark(board, panel, row)
        if why is not None:
            found.setdefault((row.evaluator, row.criterion, why), []).append(index)
    for (person, criterion, why), indices in found.items():
        yield _unasked(person, criterion, why, indices, is_counted=panel.rule is not MarksFrom.CONSENSUS)


def _panel(inputs: Inputs, marks: Sequence[tuple[int, Mark]]) -> Panel:
    bids: dict[str, set[str]] = {}
    own: dict[tuple[str, str], set[str]] = {}
    for _, row in marks:
        bids.setdefault(row.criterion, set()).add(row.bid)
        own.setdefault((row.criterion, row.evaluator), set()).add(row.bid)
    assigned: dict[str, list[Assignment]] = {}
    for given in inputs.assignments:
        assigned.setdefault(given.evaluator, []).append(given)
    interests = interests_of(inputs)
    return Panel(
        {one.id: one.role for one in inputs.evaluators},
        assigned,
        {key: _left(interests, key[1], bids[key[0]] - marked) for key, marked in own.items()},
        inputs.tender.marks.from_ if inputs.tender.marks else MarksFrom.CONSENSUS,
    )


def _left(interests: Interests, person: str, bids: set[str]) -> set[str]:
    return {bid for bid in bids if interests.conflict(person, bid, Stage.MARKING) is None}


def _named_twice(inputs: Inputs) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, person in enumerate(inputs.evaluators):
        earlier = first.setdefault(person.id, index)
        if earlier != index:
            yield error(
                "BE372",
                f"{person.id} stands twice in {EVALUATORS}, as {inputs.evaluators[earlier].name} and as "
                f"{person.name}",
                "Give each person an id of their own: marks are told apart by it.",
                Source(EVALUATORS, f"/{index}/id"),
                Source(EVALUATORS, f"/{earlier}/id"),
            )


def _not_to_mark(board: Board, panel: Panel, row: Mark) -> str | None:
    """Why somebody was not to give a mark; None where they were, or are not known."""
    role = panel.roles.get(row.evaluator)
    if role is None or board.verdict(row.lot, row.criterion, row.bid).faults:
        return None
    if panel.assigned:
        meant = board.lots_meant(row.lot, row.bid)
        own = panel.assigned.get(row.evaluator, ())
        is_assigned = all(any(one.is_about(lot, row.criterion) for one in own) for lot in meant)
        return None if own and is_assigned else f"{ASSIGNMENTS} does not give it to them"
    if role in ONLOOKERS:
        return f"an {role} marks only what is assigned"
    left = panel.left[row.criterion, row.evaluator]
    if panel.rule in ADDED_UP and role != EVALUATOR and left:
        return f"as {role} not that of {', '.join(sorted(left))}"
    return None


def _unasked(person: str, criterion: str, why: str, indices: Sequence[int], *, is_counted: bool) -> Finding:
    more = f" (in {len(indices)} rows; this is the first)" if len(indices) > 1 else ""
    return (error if is_counted else warning)(
        "BE369",
        f"{person} marked {criterion}: {why}{more}",
        f"Take the mark out, correct the evaluator, or add the assignment to {ASSIGNMENTS} if it was made.",
        Source(MARKS, f"/{indices[0]}/evaluator"),
    )
