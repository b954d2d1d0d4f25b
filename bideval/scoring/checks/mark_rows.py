"""Rows that replace rows: one standing mark for each question, bid and evaluator.

Files of marks and declarations are append-only.  A row names the ``at`` of the row it replaces,
which is about the same (lot, criterion, bid and evaluator; person, bid and stage), and earlier.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from bideval.errors import Finding, Source, error
from bideval.model.marking import Consensus, Declaration, Mark
from bideval.scoring.checks.board import EVERY
from bideval.scoring.governing import key_of

Rows = Sequence[Mark | Consensus]
AnyRow = Mark | Consensus | Declaration
Standing = Sequence[tuple[int, Mark | Consensus]]  # with their index in the file


def check_replaced(file: str, rows: Sequence[AnyRow]) -> Iterator[Finding]:
    """Report times that do not single out a row, and replacements of nothing."""
    times: dict[tuple[Hashable, str], int] = {}
    for index, row in enumerate(rows):
        first = times.setdefault((key_of(row), row.at), index) if row.at else index
        if first != index:
            yield error(
                "BE359",
                f"two rows for {_about(row)} have the time {row.at}",
                "Give each row its own time: a time tells which row a later one replaces.",
                Source(file, f"/{index}/at"),
                Source(file, f"/{first}/at"),
            )
    for index, row in enumerate(rows):
        if row.supersedes:
            yield from _replaces(file, index, row, times.get((key_of(row), row.supersedes)))


def _replaces(file: str, index: int, row: AnyRow, replaced: int | None) -> Iterator[Finding]:
    place = Source(file, f"/{index}/supersedes")
    about = _about(row)
    key = "person, bid and stage" if isinstance(row, Declaration) else "lot, criterion, bid and evaluator"
    if replaced is None:
        yield error(
            "BE358",
            f"this row replaces the row of {row.supersedes} for {about}, and there is none",
            f"Enter under supersedes the `at` of the row it replaces: same {key}.",
            place,
        )
    elif row.at and row.at <= row.supersedes:
        yield error(
            "BE358",
            f"this row of {row.at} for {about} replaces one that is not earlier, of {row.supersedes}",
            "A row replaces an earlier one: correct `at` or supersedes.",
            place,
            Source(file, f"/{replaced}/at"),
        )


def _about(row: AnyRow) -> str:
    """What a row is about, in words."""
    if isinstance(row, Declaration):
        return f"{row.person} about {row.bid} at stage {row.stage}"
    return f"{row.bid} on {row.criterion}{_by(row)}"


def _by(row: Mark | Consensus) -> str:
    return f" by {row.evaluator}" if isinstance(row, Mark) else ""


def check_given_twice(file: str, rows: Rows, standing: Standing) -> Iterator[Finding]:
    """Report standing rows that give one mark twice."""
    grouped: dict[tuple[str, str, str], list[tuple[str, int]]] = defaultdict(list)
    for index, row in standing:
        person = row.evaluator if isinstance(row, Mark) else ""
        grouped[row.criterion, row.bid, person].append((row.lot, index))
    for group in grouped.values():
        for later, first in overlaps(group) if len(group) > 1 else ():
            yield _given_twice(file, rows, later, first)


def _given_twice(file: str, rows: Rows, later: int, first: int) -> Finding:
    row = rows[later]
    return error(
        "BE357",
        f"{row.bid} has two marks on {row.criterion}{_by(row)}, and neither replaces the other",
        f"If the later one replaces the earlier, enter supersedes: {rows[first].at or 'its time'}"
        f"{'' if rows[first].lot == row.lot else ', and the same lot'}; else remove what was not given.",
        Source(file, f"/{later}/mark"),
        Source(file, f"/{first}/mark"),
    )


def overlaps(rows: Iterable[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    """Return each row about a lot that an earlier row is about too, with that row.

    ``rows`` are pairs of lot and index; ``*`` is about every lot.
    """
    first: dict[str, int] = {}
    for lot, index in rows:
        earlier = min(first.values(), default=None) if lot == EVERY else first.get(lot, first.get(EVERY))
        if earlier is not None:
            yield index, earlier
        first.setdefault(lot, index)
