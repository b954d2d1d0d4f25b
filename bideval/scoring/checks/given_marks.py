"""The individual marks beside an agreed one, and whose is missing.

Beside an agreed mark stand the marks of those who were to mark: the people that
assignments.csv names, or else the evaluators who marked the question for another bid;
nobody who declared a conflict about the bidder.
A tender that keeps no individual marks has none to miss.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Finding, Source, warning
from bideval.model.marking import Consensus, Mark, Stage
from bideval.scoring.checks.board import EVERY, Board
from bideval.scoring.interests import interests_of

EVALUATOR = "evaluator"


class Given(NamedTuple):
    """One mark of one person that stands, with its row in marks.csv."""

    row: int
    person: str
    mark: Fraction
    at: str
    lot: str


GivenMarks = Mapping[tuple[str, str], Sequence[Given]]  # by criterion and bid


def given_marks(marks: Sequence[tuple[int, Mark]]) -> GivenMarks:
    """Return the standing marks by criterion and bid."""
    found: dict[tuple[str, str], list[Given]] = defaultdict(list)
    for index, row in marks:
        found[row.criterion, row.bid].append(Given(index, row.evaluator, row.mark, row.at, row.lot))
    return found


def beside(board: Board, row: Consensus, given: GivenMarks) -> list[Given]:
    """Return the marks that an agreed one was agreed from."""
    meant = {*board.lots_meant(row.lot, row.bid), EVERY}
    return [one for one in given.get((row.criterion, row.bid), ()) if one.lot in meant]


def check_given(
    board: Board, marks: Sequence[tuple[int, Mark]], agreed: Sequence[tuple[int, Consensus]]
) -> Iterator[Finding]:
    """Warn of agreed marks beside which somebody's own mark is missing.

    ``marks`` and ``agreed`` are the rows that stand, with their index in the file.
    """
    if not marks or not agreed or _misnamed(board, marks):
        return
    given = given_marks(marks)
    interests = interests_of(board.inputs)
    asked = _assigned(board) if board.inputs.assignments else _marking(board, marks)
    for index, row in agreed:
        lots = {*board.lots_meant(row.lot, row.bid), EVERY}
        wanted = {person for lot in lots for person in asked.get((row.criterion, lot), ())}
        out = {one for one in wanted if interests.conflict(one, row.bid, Stage.MARKING) is not None}
        missing = sorted((wanted & board.people) - out - {one.person for one in beside(board, row, given)})
        if missing and row.bid in board.inputs.bids:
            yield warning(
                "BE371",
                f"{row.bid} has an agreed mark on {row.criterion}, and marks.csv has no mark of "
                f"{', '.join(missing)} beside it",
                "Add the mark as it was given, or say in assignments.csv who marks the question.",
                Source("consensus.csv", f"/{index}/mark"),
            )


def _misnamed(board: Board, marks: Sequence[tuple[int, Mark]]) -> bool:
    """Whether a mark names something there is not: it may be the one that is missing."""
    return any(
        row.evaluator not in board.people or board.verdict(row.lot, row.criterion, row.bid).faults
        for _, row in marks
    )


Asked = Mapping[tuple[str, str], set[str]]  # people by criterion and lot


def _assigned(board: Board) -> Asked:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in board.inputs.assignments:
        marked = {criterion for lot, criterion in board.scales if row.is_about(lot, criterion)}
        for criterion in marked if row.criterion == EVERY else {row.criterion}:
            found[criterion, row.lot].add(row.evaluator)
    return found


def _marking(board: Board, marks: Sequence[tuple[int, Mark]]) -> Asked:
    """The evaluators who marked a question, for whichever bid."""
    evaluators = {one.id for one in board.inputs.evaluators if one.role == EVALUATOR}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for _, row in marks:
        if row.evaluator in evaluators:
            for lot in (*board.lots_meant(row.lot, row.bid), EVERY) if row.lot == EVERY else (row.lot,):
                found[row.criterion, lot].add(row.evaluator)
    return found
