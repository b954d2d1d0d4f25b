"""Agreed marks against the individual marks they were agreed from.

``moved_from`` names who moved, each with the mark they gave (``tallis 5; mistry 3``), or
lists marks before (``3;4;4``).  Either can be held against marks.csv.  What is
written in other words is left to people.  All of this is a warning: an agreed mark
counts whatever was given before.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Finding, Source, warning
from bideval.model.marking import Consensus, Mark
from bideval.model.numbers import NumberError, decimal_text, parse_number
from bideval.scoring.checks.board import Board
from bideval.scoring.checks.given_marks import Given, beside, given_marks
from bideval.scoring.recorded_times import is_before

AGREED, MARKS = "consensus.csv", "marks.csv"
_MOVE = re.compile(r"(?P<who>[a-z0-9][a-z0-9-]*)[ :]+(?P<mark>-?[0-9./]+)")


class Moved(NamedTuple):
    """What ``moved_from`` says: who moved from which mark, or marks before."""

    people: Mapping[str, Fraction]
    marks: tuple[Fraction, ...]


def check_moves(
    board: Board, marks: Sequence[tuple[int, Mark]], agreed: Sequence[tuple[int, Consensus]]
) -> Iterator[Finding]:
    """Warn where agreed marks and the individual marks beside them do not go together.

    ``marks`` and ``agreed`` are the rows that stand, with their index in the file.
    """
    if not marks or not agreed:
        return
    given = given_marks(marks)
    names_people = any(_said(board, row).people for _, row in agreed)
    early: list[tuple[int, Given]] = []
    for index, row in agreed:
        own = beside(board, row, given)
        yield from _moved(board, index, row, own, names_people=names_people)
        early += [(index, one) for one in own if row.at and one.at and is_before(row.at, one.at)][:1]
    yield from _agreed_first(agreed, early)


def _said(board: Board, row: Consensus) -> Moved:
    """Read ``moved_from``; nothing of what is not in one of the two forms."""
    parts = [part.strip() for part in row.moved_from.split(";") if part.strip()]
    people: dict[str, Fraction] = {}
    marks: list[Fraction] = []
    for part in parts:
        match = _MOVE.fullmatch(part)
        mark = _number(match["mark"] if match else part)
        if mark is None or (match and match["who"] not in board.people):
            return Moved({}, ())
        if match:
            people[match["who"]] = mark
        else:
            marks.append(mark)
    return Moved(people, ()) if people else Moved({}, tuple(marks))


def _number(text: str) -> Fraction | None:
    try:
        return parse_number(text)
    except NumberError:
        return None


def _moved(
    board: Board, index: int, row: Consensus, given: Sequence[Given], *, names_people: bool
) -> Iterator[Finding]:
    """Hold ``moved_from`` against the marks, where there are any."""
    if not given:
        return
    said = _said(board, row)
    place = Source(AGREED, f"/{index}/moved_from")
    about = f"{row.bid} on {row.criterion}"
    if Counter(said.marks) - Counter(one.mark for one in given):
        there = ", ".join(decimal_text(one) for one in sorted(one.mark for one in given))
        message = f"moved_from lists the marks of {about} as {row.moved_from}, and {MARKS} has {there}"
        yield _unlike(message, place, given[0])
    for person, mark in said.people.items():
        own = [one for one in given if one.person == person]
        says = f"moved_from says that {person} moved from {decimal_text(mark)} on {about}"
        if mark == row.mark:
            yield _unlike(f"{says}, the mark that was agreed", place, *own[:1])
        elif all(one.mark != mark for one in own):
            gave = f"gave {decimal_text(own[0].mark)}" if own else "gave none"
            yield _unlike(f"{says}; in {MARKS} they {gave}", place, *own[:1])
    is_outside = not min(one.mark for one in given) <= row.mark <= max(one.mark for one in given)
    listed = bool(said.people) or not row.moved_from.strip()
    if listed and (names_people or (is_outside and row.why_moved.strip())):
        silent = [one for one in given if one.mark != row.mark and one.person not in said.people]
        if silent:
            yield _unnamed(row, silent, place)


def _unlike(message: str, place: Source, *given: Given) -> Finding:
    remedy = "Correct the row that was copied wrongly: the moves are what explains the agreed mark."
    return warning("BE370", message, remedy, place, *(Source(MARKS, f"/{one.row}/mark") for one in given))


def _unnamed(row: Consensus, silent: Sequence[Given], place: Source) -> Finding:
    who = ", ".join(f"{one.person} {decimal_text(one.mark)}" for one in silent)
    return warning(
        "BE370",
        f"{row.bid} was agreed {decimal_text(row.mark)} on {row.criterion}, and moved_from does not say that "
        f"these moved: {who}",
        "Check the marks. If they are right, write under moved_from who moved, such as "
        f"{who.replace(', ', '; ')}.",
        place,
        Source(MARKS, f"/{silent[0].row}/mark"),
    )


def _agreed_first(
    agreed: Sequence[tuple[int, Consensus]], early: Sequence[tuple[int, Given]]
) -> Iterator[Finding]:
    """Warn once of marks that were agreed before they were given."""
    if not early:
        return
    index, mark = early[0]
    row = next(one for at, one in agreed if at == index)
    more = f" (in {len(early)} rows; this is the first)" if len(early) > 1 else ""
    yield warning(
        "BE374",
        f"the mark of {row.bid} on {row.criterion} was agreed at {row.at}, before {mark.person} gave "
        f"theirs at {mark.at}{more}",
        "One of the two times is wrong: correct it. A mark changed after the panel agreed goes back to it.",
        Source(AGREED, f"/{index}/at"),
        Source(MARKS, f"/{mark.row}/at"),
    )
