"""CSV files of a tender folder, row by row, into typed rows.

The readers give text; this module types each cell and reports every bad one.  A
row with a bad cell still takes its place, so that row numbers stay right.
"""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Generic, NamedTuple, TypeVar

from bideval.errors import Finding, Source, error
from bideval.io.csv_text import CsvColumns
from bideval.io.typed_words import id_words
from bideval.model.base import ID_PATTERN, moment
from bideval.model.bounds import MOST_LISTED
from bideval.model.marking import EVERY, Assignment, Consensus, Declaration, Evaluator, Interest, Mark, Stage
from bideval.model.numbers import NumberError, parse_number
from bideval.model.price import RateKind, RateRow, ScheduleLine
from bideval.model.rules import Vat

Row = TypeVar("Row")
ZERO = Fraction(0)
_ID = re.compile(ID_PATTERN)
_LINE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
MARKING_ROLES = ("evaluator", "chair", "moderator", "observer", "adviser", "approver")
STAGES, INTERESTS = tuple(one.value for one in Stage), tuple(one.value for one in Interest)
LINE_KINDS = ("rate", "lump-sum", "option", "provisional")


class Cells:
    """The cells of one row: typed on request, problems collected with their place."""

    __slots__ = ("columns", "file", "index", "problems", "row")

    def __init__(self, file: str, index: int, columns: tuple[str, ...], row: tuple[str, ...]) -> None:
        """Keep the row and where it stands."""
        self.file, self.index, self.columns, self.row = file, index, columns, row
        self.problems: list[Finding] = []

    def text(self, column: str) -> str:
        """The cell as it stands."""
        return self.row[self.columns.index(column)]

    def _bad(self, column: str, message: str, remedy: str) -> None:
        source = Source(self.file, f"/{self.index}/{column}")
        self.problems.append(error("BE053", f"{column}: {message}", remedy, source))

    def matching(self, column: str, pattern: re.Pattern[str], remedy: str, *, blank: bool = False) -> str:
        """The cell, which has the form of ``pattern``."""
        value = self.text(column)
        if not (value == "" and blank) and not pattern.fullmatch(value):
            self._bad(
                column, f"{value!r} does not have the right form" if value else "the cell is blank", remedy
            )
        return value

    def id(self, column: str) -> str:
        """The cell as an id."""
        value = self.text(column)
        return value if _ID.fullmatch(value) else self.matching(column, _ID, id_words(value))

    def lot(self, column: str = "lot") -> str:
        """The cell as a lot id or *; a blank cell means every lot the bid entered."""
        return "*" if self.text(column) in {"*", ""} else self.id(column)

    def id_or_every(self, column: str) -> str:
        """The cell as an id, or * for all there are; never blank."""
        return EVERY if self.text(column) == EVERY else self.id(column)

    def at(self, column: str) -> str:
        """The cell as a time, or blank."""
        remedy = "A time is written 2026-01-31T09:30:00Z, or as a date 2026-01-31."
        value = self.text(column)
        try:
            return moment(value) if value else value
        except ValueError:
            self._bad(column, f"{value!r} does not have the right form", remedy)
            return value

    def number(self, column: str) -> Fraction:
        """The cell as an exact number."""
        try:
            return parse_number(self.text(column))
        except NumberError as problem:
            self._bad(
                column, str(problem), "Write the number as it was given. A blank is never read as zero."
            )
            return ZERO

    def optional_number(self, column: str) -> Fraction | None:
        """The cell as an exact number, or None where it is blank."""
        return self.number(column) if self.text(column) else None

    def choice(self, column: str, words: tuple[str, ...]) -> str:
        """The cell as one of ``words``."""
        value = self.text(column)
        if value not in words:
            self._bad(
                column, f"{value!r} is not one of {', '.join(filter(None, words))}", "Use one of these words."
            )
        return value


class Table(NamedTuple, Generic[Row]):
    """A CSV file: its columns, and how a row of cells becomes a typed row."""

    columns: CsvColumns
    row: Callable[[Cells], Row]
    is_summed: bool = False  # whether its rows make up a price, so that one bad cell makes it wrong


def typed_rows(
    file: str, table: Table[Row], rows: Sequence[tuple[str, ...]]
) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """Type the rows of ``file``, and say what is wrong with each bad cell.

    After ``MOST_LISTED`` bad cells the rest is not looked at, and the last finding says so.
    """
    names = (*table.columns.required, *table.columns.optional)
    typed: list[Row] = []
    findings: list[Finding] = []
    for index, row in enumerate(rows):
        cells = Cells(file, index, names, row)
        typed.append(table.row(cells))
        findings += cells.problems
        if len(findings) >= MOST_LISTED and len(typed) < len(rows):
            findings.append(_not_looked_at(file, index + 1, len(rows)))
            break
    return tuple(typed), tuple(findings)


def _not_looked_at(file: str, index: int, rows: int) -> Finding:
    message = f"{MOST_LISTED:,} cells above cannot be read; from here on {rows - index:,} rows are not read"
    return error(
        "BE053", message, "Put right what is listed, and check the folder again.", Source(file, f"/{index}")
    )


def _mark(cells: Cells) -> Mark:
    return Mark(
        cells.lot(), cells.id("criterion"), cells.id("bid"), cells.id("evaluator"), cells.number("mark"),
        cells.text("strengths"), cells.text("weaknesses"), cells.text("evidence"), cells.at("at"),
        cells.at("supersedes"),
    )  # fmt: skip


def _consensus(cells: Cells) -> Consensus:
    agreed = tuple(one.strip() for one in cells.text("agreed_by").split(";") if one.strip())
    return Consensus(
        cells.lot(), cells.id("criterion"), cells.id("bid"), cells.number("mark"), cells.text("reason"),
        cells.text("evidence"), cells.text("moved_from"), cells.text("why_moved"), agreed, cells.at("at"),
        cells.at("supersedes"),
    )  # fmt: skip


def _evaluator(cells: Cells) -> Evaluator:
    return Evaluator(cells.id("id"), cells.text("name"), cells.choice("role", MARKING_ROLES))


def _assignment(cells: Cells) -> Assignment:
    return Assignment(cells.id("evaluator"), cells.lot(), cells.id_or_every("criterion"), cells.at("due"))


def _declaration(cells: Cells) -> Declaration:
    return Declaration(
        cells.id("person"), cells.id_or_every("bid"), cells.choice("stage", STAGES),
        cells.choice("interest", INTERESTS), cells.text("what"), cells.text("measures"),
        cells.id("reviewed_by") if cells.text("reviewed_by") else "", cells.at("at"), cells.at("supersedes"),
    )  # fmt: skip


def _schedule_line(cells: Cells) -> ScheduleLine:
    years = cells.optional_number("years")
    return ScheduleLine(
        cells.text("section"), _line(cells), cells.lot(), cells.text("unit"), cells.number("quantity"),
        Fraction(1) if years is None else years, cells.choice("kind", LINE_KINDS),
        cells.choice("counts", ("yes", "no")) == "yes", cells.text("description"),
    )  # fmt: skip


def _line(cells: Cells) -> str:
    return cells.matching("line", _LINE, "A line id is 1 to 64 letters, digits, dots, - and _.")


def _rate_row(cells: Cells) -> RateRow:
    vat = cells.choice("vat", ("", *(one.value for one in Vat)))
    vat = vat if vat in set(Vat) else ""
    return RateRow(_line(cells), _rate(cells), cells.optional_number("extension"), vat)


def _rate(cells: Cells) -> RateKind:
    """Blank, 0, included and n/a are four different values."""
    words = {"": "blank", "included": "included", "n/a": "not-offered"}.get(cells.text("rate"))
    return RateKind(words, None) if words else RateKind("number", cells.number("rate"))


MARKS = Table(
    CsvColumns(
        ("criterion", "bid", "evaluator", "mark"),
        ("lot", "strengths", "weaknesses", "evidence", "at", "supersedes"),
    ),
    _mark,
)
CONSENSUS = Table(
    CsvColumns(
        ("criterion", "bid", "mark", "reason"),
        ("lot", "evidence", "moved_from", "why_moved", "agreed_by", "at", "supersedes"),
    ),
    _consensus,
)
EVALUATORS = Table(CsvColumns(("id", "name", "role"), ()), _evaluator)
ASSIGNMENTS = Table(CsvColumns(("evaluator", "criterion"), ("lot", "due")), _assignment)
DECLARATIONS = Table(
    CsvColumns(
        ("person", "bid", "stage", "interest"), ("what", "measures", "reviewed_by", "at", "supersedes")
    ),
    _declaration,
)
SCHEDULE = Table(
    CsvColumns(("line", "quantity", "kind", "counts"), ("section", "lot", "unit", "years", "description")),
    _schedule_line,
    is_summed=True,
)
RATES = Table(CsvColumns(("line", "rate"), ("extension", "vat")), _rate_row, is_summed=True)
TABLE_FILES = (
    "marks.csv",
    "consensus.csv",
    "evaluators.csv",
    "assignments.csv",
    "declarations.csv",
    "schedule.csv",
)
