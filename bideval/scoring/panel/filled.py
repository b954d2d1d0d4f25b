"""A returned sheet of marks, row by row: what becomes a row of marks.csv, and what is wrong.

Nothing that a sheet was locked against is taken on trust: a mark is held against its
scale again, and a mark without words beside it is refused, since an assessment has to
explain every score.  A row that says what stands already becomes nothing.  A row that
differs replaces what stands, which is kept.

Source: Bromcom Technologies v United Learning Trust [2022] EWHC 3262 (TCC): a score
needs reasons; EnergySolutions v NDA [2016] EWHC 1988 (TCC): individual marks are kept.
This module does not read workbooks and knows no files but marks.csv.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Finding, Source, error, warning
from bideval.model.marking import Consensus, Mark
from bideval.model.numbers import NumberError, decimal_text, parse_number
from bideval.model.scale import Scale
from bideval.scoring.checks.consensus import repeated, words_alone
from bideval.scoring.panel.asked import Asked


class Cell(NamedTuple):
    """What a cell says, and where it stands."""

    said: str | Fraction
    place: Source

    @property
    def text(self) -> str:
        """What it says as text, without spaces around it."""
        return self.said.strip() if isinstance(self.said, str) else decimal_text(self.said)


class Filled(NamedTuple):
    """One row as it came back."""

    asked: Asked
    mark: Cell
    strengths: Cell
    weaknesses: Cell
    evidence: Cell

    def words(self) -> tuple[str, str, str]:
        """Strengths, weaknesses and evidence."""
        return self.strengths.text, self.weaknesses.text, self.evidence.text


class Taken(NamedTuple):
    """What becomes of a sheet: new rows, rows that stand already, rows not marked yet, findings."""

    new: tuple[Mark, ...] | tuple[Consensus, ...]
    unchanged: int
    unmarked: int
    findings: tuple[Finding, ...]


def take_marks(rows: tuple[Filled, ...], person: str, at: str) -> Taken:
    """Judge every row of the sheet of ``person``, given at ``at``."""
    new: list[Mark] = []
    findings: list[Finding] = []
    unchanged = unmarked = 0
    for row in rows:
        if not any((row.mark.text, *row.words())):
            unmarked += 1
            findings += [_left_blank(row)] if row.asked.standing else []
            continue
        value, wrong = given_mark(row.mark, row.asked.scale, *row.asked.key[1:])
        wrong += tuple(_reasons(row, value))
        if value is not None and not wrong_ones(wrong):
            given, untimely = _as_row(row, person, value, at)
            wrong += untimely
            unchanged += given is None and not untimely
            new += [given] if given else []
        findings += wrong
    return Taken(tuple(new), unchanged, unmarked, tuple(findings))


def wrong_ones(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings of severity error."""
    return tuple(one for one in findings if one.severity == "error")


def given_mark(
    cell: Cell, scale: Scale, criterion: str, bid: str
) -> tuple[Fraction | None, tuple[Finding, ...]]:
    """Return the mark of a cell, or None with the finding that says why it is none."""
    remedy = "Choose a mark from the list in the cell. A mark between two marks of the scale is none of them."
    if not cell.text:
        message = f"there are words and no mark for {bid} on {criterion}"
        fill = "Enter the mark, or take the words out until it is given. A blank is never read as zero."
        return None, (error("BE707", message, fill, cell.place),)
    try:
        value = cell.said if isinstance(cell.said, Fraction) else parse_number(cell.text)
    except NumberError as problem:
        return None, (error("BE706", f"the mark for {bid} on {criterion}: {problem}", remedy, cell.place),)
    if not scale.has(value):
        mark = f"the mark {decimal_text(value)} for {bid} on {criterion}"
        message = f"{mark} is not on its scale, which has {scale.words()}"
        return None, (error("BE706", message, remedy, cell.place),)
    return value, ()


def _reasons(row: Filled, value: Fraction | None) -> Iterator[Finding]:
    about = f"{row.asked.bid} on {row.asked.criterion}"
    strengths, weaknesses, _ = row.words()
    if row.mark.text and not words_alone(strengths + weaknesses).strip():
        yield error(
            "BE707",
            f"the mark for {about} has neither strengths nor weaknesses beside it",
            "Say what in the bid the mark rests on: an assessment has to explain every score.",
            row.strengths.place,
        )
    elif value is not None and (found := repeated(row.asked.scale, f"{strengths} {weaknesses}")):
        yield warning(
            "BE708",
            f"the reason for the mark of {about} only repeats the scale: {found!r}",
            "Say what in the bid the mark rests on, beyond the words of the scale.",
            row.strengths.place,
        )


def _as_row(row: Filled, person: str, value: Fraction, at: str) -> tuple[Mark | None, tuple[Finding, ...]]:
    """The row of marks.csv; None where it stands already, or cannot replace what stands."""
    standing = row.asked.standing
    strengths, weaknesses, evidence = row.words()
    given = Mark(*row.asked.key, person, value, strengths, weaknesses, evidence, at, "")
    if standing is None:
        return given, ()
    if _said(standing) == _said(given):
        return None, ()
    if untimely := cannot_replace(
        standing.at, at, f"{row.asked.bid} on {row.asked.criterion}", row.mark.place
    ):
        return None, (untimely,)
    return given._replace(supersedes=standing.at), ()


def _said(mark: Mark) -> tuple[Fraction, str, str, str]:
    return mark.mark, mark.strengths.strip(), mark.weaknesses.strip(), mark.evidence.strip()


def cannot_replace(standing_at: str, at: str, about: str, place: Source) -> Finding | None:
    """Return the finding of a row that cannot replace the one that stands since ``standing_at``."""
    if standing_at and at > standing_at:
        return None
    why = f"stands since {standing_at}, which is not before {at}" if standing_at else "has no time of its own"
    return error(
        "BE710",
        f"the sheet changes what stands for {about}, and that {why}",
        "Give the time at which the changed sheet came back; a row without a time cannot be replaced.",
        place,
    )


def _left_blank(row: Filled) -> Finding:
    return warning(
        "BE709",
        f"the mark for {row.asked.bid} on {row.asked.criterion} is blank here, and one stands in marks.csv",
        "It stays as it is: a blank takes nothing back. Enter the mark that is meant, with its reasons.",
        row.mark.place,
    )
