"""What every workbook that comes back is held against: its own properties, sheets, formulas and keys.

Everything is checked again, since locks and lists can be taken off by anybody.  What is
found is returned; nothing is repaired.  This module does not judge marks.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from bideval.errors import Finding, Source, error, warning
from bideval.io.characters import flaws, name_of
from bideval.io.workbooks.book import Book, Sheet, Value, cell_text
from bideval.io.workbooks.names import CODES, KIND, ROWS, RULES, TENDER, Labels, key_of, keys_digest
from bideval.model.inputs import Inputs
from bideval.scoring.digest import rules_digest
from bideval.scoring.panel.asked import Key
from bideval.scoring.panel.filled import Cell

_MOST = 20  # findings of one kind in one file
_KEYS = "Put the keys back as they were handed out, or export the workbook again."
_AGAIN = "Export the workbook again, and copy what was filled in."


def check_book(book: Book, inputs: Inputs, kind: str, labels: Labels) -> Iterator[Finding]:
    """Report a workbook of another kind, another tender, other rules or other codes."""
    own = book.properties
    place = Source(book.file)
    if own.get(KIND) != kind:
        said = f"it says {own[KIND]!r}" if KIND in own else "it does not say what it is"
        yield error(
            "BE702", f"the workbook is not the one that was handed out: {said}, not {kind!r}", _AGAIN, place
        )
    elif own.get(TENDER) != inputs.tender.id:
        message = f"the workbook is of the tender {own.get(TENDER)!r}, and the folder of {inputs.tender.id!r}"
        yield error("BE702", message, "Import it into the folder of its own tender.", place)
    elif own.get(RULES) != rules_digest(inputs):
        yield error(
            "BE702", "the published rules are not those for which the workbook was made", _AGAIN, place
        )
    elif own.get(CODES) != labels.fingerprint:
        remedy = "Give --codes with the same word as at the export, and none where bidders were named."
        yield error(
            "BE702", "bidders stand in the workbook under other codes than are given here", remedy, place
        )


def check_sheets(book: Book, expected: Iterable[str]) -> Iterator[Finding]:
    """Report sheets that are missing, hidden or added, and every formula."""
    names = [one.name for one in book.sheets]
    known = set(expected)
    for name in sorted(known - set(names)):
        yield error("BE703", f"the sheet {name} is missing", _AGAIN, Source(book.file))
    for sheet in book.sheets:
        if sheet.hidden:
            message = f"the sheet {sheet.name!r} is hidden"
            remedy = "Show it, look at what it says, and delete it if it was not handed out."
            yield error("BE703", message, remedy, Source(book.file))
        elif sheet.name not in known:
            message = f"the sheet {sheet.name!r} was not handed out; nothing in it is read"
            yield warning("BE703", message, "Say what matters in it under the marks.", Source(book.file))
        for row, column in islice(sheet.formulas, _MOST):
            said = cell_text(sheet.cells.get((row, column), ""))[:60]
            message = (
                f"the cell has a formula: {said!r}" if said.startswith("=") else "the cell has a formula"
            )
            remedy = "Type the value itself: what a formula shows depends on who opens the file."
            yield error("BE704", message, remedy, book.place(sheet.name, row, column))


def check_header(book: Book, sheet: Sheet, row: int, names: Iterable[str]) -> Iterator[Finding]:
    """Report a header that is not as handed out: then columns may have been moved."""
    for column, name in enumerate(names, 1):
        said = sheet.text(row, column)
        if said.split() != name.split():
            message = f"the header says {said[:60]!r} where {' '.join(name.split())!r} stood"
            yield error("BE703", message, _AGAIN, book.place(sheet.name, row, column))


def keyed_rows(
    book: Book, sheet: Sheet, at: tuple[int, int], known: Mapping[Key, object], labels: Labels
) -> tuple[dict[Key, int], list[Finding]]:
    """Return the row of each key, and report keys that are unknown, stand twice or are missing.

    ``at`` is the first row that may have a key, and the column of the keys.  Where the keys
    are all those that were handed out, a bid that came in since is merely not marked yet, and
    a row of one that is out since is passed over with a warning.
    """
    first, key_column = at
    rows = sorted({row for row, column in sheet.cells if column == key_column and row >= first})
    texts = [sheet.text(row, key_column) for row in rows]
    is_whole = keys_digest(texts) == book.properties.get(ROWS)
    found: dict[Key, int] = {}
    findings: list[Finding] = []
    for row, text in zip(rows, texts, strict=True):
        key = key_of(text, labels)
        place = book.place(sheet.name, row, key_column)
        if key is not None and key not in known and is_whole:
            message = f"{labels.by_bid[key[2]]} on {key[1]} is no longer asked for; the row is not read"
            findings.append(warning("BE705", message, "Nothing has to be done.", place))
        elif key is None or key not in known:
            message = f"the key {text[:100]!r} is none of those that were handed out"
            findings.append(error("BE705", message, _KEYS, place))
        elif key in found:
            message = f"the key {text!r} stands twice, first in row {found[key]}"
            findings.append(error("BE705", message, _KEYS, place))
        else:
            found[key] = row
    missing = [] if is_whole else [one for one in known if one not in found]
    for key in missing[:_MOST]:
        message = f"there is no row for {labels.by_bid[key[2]]} on {key[1]}"
        findings.append(error("BE705", message, _KEYS, Source(book.file, f"{sheet.name}!A1")))
    return found, findings


def check_stray(
    book: Book, sheet: Sheet, first: int, columns: Iterable[int], rows: Iterable[int]
) -> Iterator[Finding]:
    """Report each row from ``first`` on that was not handed out and in which something was filled in."""
    kept, wanted = set(rows), set(columns)
    stray: dict[int, int] = {}
    for row, column in sorted(sheet.cells):
        if column in wanted and row >= first and row not in kept:
            stray.setdefault(row, column)
    for row, column in islice(stray.items(), _MOST):
        said = cell_text(sheet.cells[row, column])[:60]
        message = f"something stands in a row that was not handed out: {said!r}"
        remedy = "Move it to the row of its question and bid."
        yield error("BE705", message, remedy, book.place(sheet.name, row, column))


def check_label(book: Book, sheet: Sheet, row: int, column: int, label: str) -> Iterator[Finding]:
    """Report a row whose key and whose bidder are no longer those of one bid."""
    said = sheet.text(row, column)
    if said.split() != label.split():
        message = f"the row says {said[:60]!r}, and its key is that of {label!r}"
        remedy = "The rows were sorted or typed over in part: put bid and key together again."
        yield error("BE705", message, remedy, book.place(sheet.name, row, column))


def cell_at(book: Book, sheet: Sheet, row: int, column: int) -> Cell:
    """Return a cell with its place."""
    said: Value = sheet.cells.get((row, column), "")
    return Cell(said, book.place(sheet.name, row, column))


def check_text(cell: Cell) -> Iterator[Finding]:
    """Report characters that a text of a tender may not hold."""
    for flaw, spans in flaws(cell.text):
        start, _ = next(iter(spans))
        message = (
            f"the text has a character that may not stand there ({flaw.value}): {name_of(cell.text[start])}"
        )
        remedy = "Type the word again: with it a reader sees another text than the one that is kept."
        yield error("BE711", message, remedy, cell.place)
