"""Start in a spreadsheet: a folder as one workbook, and a workbook as a folder.

A folder's marks, agreed marks and journal are not in the workbook, and are left alone.
Of a folder that is there only files whose data differ are written, so that the comments
of the others stay.  Needs the extra ``excel``.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bideval.errors import Finding, Severity, Source, error
from bideval.io.added_rows import with_rows
from bideval.io.csv_text import MAX_CSV_BYTES, CsvColumns, read_csv
from bideval.io.judged_folder import judge_folder
from bideval.io.places import Places
from bideval.io.safe_files import list_folder, read_file
from bideval.io.tables import ASSIGNMENTS, DECLARATIONS, EVALUATORS, RATES, SCHEDULE
from bideval.io.workbooks.book import read_book
from bideval.io.workbooks.setup.leaves import Data
from bideval.io.workbooks.setup.plan import TENDER, sheets_of
from bideval.io.workbooks.setup.restored import OTHER_FILE, Restored
from bideval.io.workbooks.setup.setup_in import read_setup
from bideval.io.workbooks.setup.setup_out import nearest, setup_workbook
from bideval.io.written_files import FileExistsAlreadyError, write_files, written_over
from bideval.io.yaml_out import yaml_text
from bideval.io.yaml_text import MAX_YAML_BYTES, read_yaml

CSV_COLUMNS: Mapping[str, CsvColumns] = {
    "schedule.csv": SCHEDULE.columns,
    "evaluators.csv": EVALUATORS.columns,
    "assignments.csv": ASSIGNMENTS.columns,
    "declarations.csv": DECLARATIONS.columns,
}

NOT_IN_IT = ("marks.csv", "consensus.csv")  # what is wrong there is no matter of the setup
NOT_YET = ("BE452", "BE453")  # marks and prices come later than the rules


class Parts(NamedTuple):
    """The data of a folder's files as text, and what cannot be read."""

    yaml: Mapping[str, Data]
    tables: Mapping[str, list[dict[str, str]]]
    findings: tuple[Finding, ...]


class Started(NamedTuple):
    """A workbook (None where it cannot be made), or the files of a folder; and what was found."""

    workbook: bytes | None
    files: Mapping[str, str]
    findings: tuple[Finding, ...]


def columns_of(name: str) -> CsvColumns | None:
    """Return the columns of a CSV file that is set up in a workbook."""
    if name.startswith("prices/") and name.endswith(".csv"):
        return RATES.columns
    return CSV_COLUMNS.get(name)


def read_parts(folder: Path) -> Parts:
    """Read the files that a setup workbook holds."""
    names, _, findings = list_folder(folder)
    found: list[Finding] = list(findings)
    yaml: dict[str, Data] = {}
    tables: dict[str, list[dict[str, str]]] = {}
    for name in names:
        columns = columns_of(name)
        is_yaml = name == TENDER or OTHER_FILE.fullmatch(name) is not None
        if columns is None and not is_yaml:
            continue
        data = read_file(folder, name, MAX_CSV_BYTES if columns else MAX_YAML_BYTES)
        if isinstance(data, Finding):
            found.append(data)
        elif columns is not None:
            rows, wrong = read_csv(name, data, columns, Places())
            tables[name] = [dict(zip(columns.names(), row, strict=True)) for row in rows]
            found += wrong
        else:
            value, wrong = read_yaml(name, data, Places())
            found += wrong
            if value is not None:
                yaml[name] = as_data(value)
    return Parts(yaml, tables, tuple(found))


def as_data(value: object) -> Data:
    """Return what the strict reader gives as the data that it is: text, lists, entries or nothing."""
    if isinstance(value, dict):
        return {str(key): as_data(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_data(one) for one in value]
    return None if value is None else str(value)


def start_workbook(folder: Path, packs: Path | None = None) -> Started:
    """Return the workbook of a folder, with its findings as a sheet.

    None, with the findings, where a file of it cannot be read as data at all.  Raise
    CellTextError where a text cannot stand in a cell.
    """
    parts = read_parts(folder)
    if any(one.severity is Severity.ERROR for one in parts.findings):
        return Started(None, {}, parts.findings)
    findings = judge_folder(folder, packs=packs).findings
    tender = parts.yaml.get(TENDER)
    title = tender.get("title") if isinstance(tender, dict) else None
    written = setup_workbook(str(title or ""), sheets_of(parts.yaml, parts.tables), findings)
    return Started(written.data, {}, findings)


def start_files(path: Path, packs: Path | None = None) -> Started:
    """Return the files that a workbook makes, with findings placed in its cells.

    Where the workbook can be put together, ``workbook`` is it again with the findings as
    a sheet; with an error there are no files.
    """
    book = read_book(path)
    if isinstance(book, Finding):
        return Started(None, {}, (book,))
    restored, findings = read_setup(book)
    if restored is None:
        return Started(None, {}, findings)
    yaml = restored.data()
    files, wrong = _texts(yaml, restored, book.file)
    with TemporaryDirectory() as scratch:
        write_files(Path(scratch), files)
        judged = judge_folder(Path(scratch), packs=packs).findings
    judged = tuple(one for one in judged if one.code not in NOT_YET and one.sources[0].file not in NOT_IN_IT)
    placed = tuple(_placed(one, restored, book.file) for one in judged)
    tender = yaml.get(TENDER)
    title = tender.get("title") if isinstance(tender, dict) else None
    again = setup_workbook(str(title or ""), sheets_of(yaml, restored.tables), judged)
    everything = (*findings, *wrong, *placed)
    stops = any(one.severity is Severity.ERROR for one in everything)
    return Started(again.data, {} if stops else files, everything)


def _texts(
    yaml: Mapping[str, Data], restored: Restored, book: str
) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """The text of every file; a finding where a sheet has a column that its file has not."""
    files = {name: yaml_text(data) for name, data in yaml.items()}
    findings: list[Finding] = []
    for name, rows in restored.tables.items():
        columns = columns_of(name)
        assert columns is not None
        used = {column for row in rows for column in row}
        header = [one for one in columns.names() if one in used or one in columns.required]
        for extra in sorted(used - set(columns.names())):
            place = next(
                text
                for (file, at), text in restored.places.items()
                if file == name and at.endswith(f"/{extra}")
            )
            message = f"{name} has no column {extra!r}"
            remedy = f"The columns are {', '.join(columns.names())}."
            findings.append(error("BE720", message, remedy, Source(book, place)))
        kept = [{column: text for column, text in row.items() if column in header} for row in rows]
        data = with_rows(name, b"", header, kept)
        assert isinstance(data, bytes)
        files[name] = data.decode("utf-8")
    return files, tuple(findings)


def _placed(finding: Finding, restored: Restored, book: str) -> Finding:
    """The finding with cells of the workbook in the place of files and lines."""
    sources = tuple(
        Source(book, cell)
        if (cell := nearest(restored.places, one.file, one.pointer))
        else Source(f"{book} ({one.file})")
        for one in finding.sources
    )
    return finding._replace(sources=sources)


def write_started(target: Path, files: Mapping[str, str], *, force: bool) -> tuple[str, ...]:
    """Write the files whose data differ from what stands in ``target``; return their names.

    Raise FileExistsAlreadyError, before anything is written, where one of them is there and
    ``force`` was not asked for, and NoFolderError where a folder on the way is none.
    """
    there = read_parts(target) if target.is_dir() else Parts({}, {}, ())
    changed = {name: text for name, text in files.items() if not _says_the_same(name, text, there)}
    over = written_over(target, changed)
    if over and not force:
        raise FileExistsAlreadyError(target / over[0])
    write_files(target, changed)
    return tuple(sorted(changed))


def _says_the_same(name: str, text: str, there: Parts) -> bool:
    columns = columns_of(name)
    if columns is not None:
        rows, _ = read_csv(name, text.encode(), columns, Places())
        return there.tables.get(name) == [dict(zip(columns.names(), row, strict=True)) for row in rows]
    value, _ = read_yaml(name, text.encode(), Places())
    return name in there.yaml and there.yaml[name] == as_data(value)
