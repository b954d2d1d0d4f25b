"""Import what came back: every workbook is judged, and all of it is written or nothing is.

A workbook that was imported before says what stands already, so that nothing is added
again.  Needs the extra ``excel``.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bideval.errors import Finding, Source, error
from bideval.io.added_rows import put_rows, read_now, row_cells, with_rows
from bideval.io.csv_text import read_csv
from bideval.io.places import Places
from bideval.io.tables import CONSENSUS, MARKS, Row, Table, typed_rows
from bideval.io.workbooks.agree_in import take_panel
from bideval.io.workbooks.book import read_book
from bideval.io.workbooks.marks_in import take_book
from bideval.io.workbooks.names import labels_of
from bideval.model.inputs import Inputs
from bideval.model.marking import Consensus, Mark
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.panel.imported import Imported, Returned

FILE, AGREED = "marks.csv", "consensus.csv"


def import_marks(
    folder: Path, inputs: Inputs, lots: tuple[LotRules, ...], files: Iterable[Path], at: str, word: str | None
) -> Imported:
    """Judge the workbooks ``files``, which came back at ``at``, and add their rows to marks.csv.

    ``inputs`` are those of ``folder`` as it stands.  Raise MovedOnError or OSError where
    nothing could be written.
    """
    before = read_now(folder, FILE)
    labels = labels_of(inputs, word)
    returned: list[Returned] = []
    findings: list[Finding] = []
    for path in files:
        book = read_book(path)
        if isinstance(book, Finding):
            findings.append(book)
        else:
            returned.append(take_book(book, inputs, lots, labels, at))
    findings += [one for each in returned for one in each.taken.findings]
    findings += _twice(returned)
    new = tuple(row for each in returned for row in each.taken.new if isinstance(row, Mark))
    found = Imported(tuple(returned), new, tuple(findings))
    return _added(folder, FILE, MARKS, before, found)


def import_agreed(
    folder: Path, inputs: Inputs, lots: tuple[LotRules, ...], file: Path, at: str, word: str | None
) -> Imported:
    """Judge a moderation workbook of a panel that met at ``at``, and add its rows to consensus.csv.

    As ``import_marks``.
    """
    before = read_now(folder, AGREED)
    book = read_book(file)
    if isinstance(book, Finding):
        return Imported((), (), (book,))
    returned = take_panel(book, inputs, lots, labels_of(inputs, word), at)
    new = tuple(row for row in returned.taken.new if isinstance(row, Consensus))
    return _added(folder, AGREED, CONSENSUS, before, Imported((returned,), new, returned.taken.findings))


def _added(folder: Path, name: str, table: Table[Row], before: bytes, found: Imported) -> Imported:
    """Add the new rows to the file, unless an error stands; what is written is read back first."""
    if found.is_refused or not found.added:
        return found._replace(added=())
    new = found.added
    after = with_rows(name, before, type(new[0])._fields, map(row_cells, new))
    if isinstance(after, Finding):
        return found._replace(added=(), findings=(*found.findings, after))
    rows, wrong = read_csv(name, after, table.columns, Places())
    typed, problems = typed_rows(name, table, rows)
    assert not wrong, wrong
    assert not problems, problems
    assert typed[-len(new) :] == new, "what is written does not read back as it was meant"
    put_rows(folder, name, before, after)
    return found


def _twice(returned: Sequence[Returned]) -> Iterator[Finding]:
    """Report two workbooks of one person in one import: which of them counts is not ours to choose."""
    first: dict[str, str] = {}
    for each in returned:
        earlier = first.setdefault(each.person, each.file) if each.person else each.file
        if earlier != each.file:
            message = f"two workbooks are of {each.person}: {earlier} and {each.file}"
            yield error("BE702", message, "Import the one that counts.", Source(each.file), Source(earlier))
