"""Check an authority's own workbook by its map: read both, recompute, and hold cell against cell.

The workbook is untrusted, and guarded before anything of it is read.  Nothing is written.
"""

import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.io.judged_folder import JudgedFolder
from bideval.io.places import Places
from bideval.io.safe_files import read_file
from bideval.io.typed import typed
from bideval.io.workbooks.guard import UnfitError, read_guarded, unfit
from bideval.io.workbooks.own.cells_read import At, CellsRead, Wanted
from bideval.io.workbooks.own.folder_rules import by_folder
from bideval.io.workbooks.own.map_rules import by_map
from bideval.io.workbooks.own.mapped import Mapped, mapped
from bideval.io.workbooks.own.ods_cells import CONTENT, read_ods
from bideval.io.workbooks.own.ruled import Ruled, doubled, with_numbers
from bideval.io.workbooks.own.xlsx_cells import read_xlsx
from bideval.io.yaml_text import MAX_YAML_BYTES, read_yaml
from bideval.model.numbers import figure_text
from bideval.model.raw import closest
from bideval.model.workbook_map import WorkbookMap
from bideval.scoring.case import lot_case
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.own_book.held import Held
from bideval.scoring.own_book.judged import Book, Judged, judge

Judging = Callable[[Path], JudgedFolder]


class CheckedBook(NamedTuple):
    """What came out; ``judged`` is None where map or workbook cannot be used, and the findings say why."""

    of_map: WorkbookMap | None
    judged: Judged | None
    findings: tuple[Finding, ...]


def check_workbook(file: Path, map_file: Path, judging: Judging) -> CheckedBook:
    """Check the workbook ``file`` by ``map_file``; ``judging`` reads a tender folder that the map names."""
    places = Places()
    of_map, findings = _read_map(map_file, places)
    if of_map is None or findings:
        return CheckedBook(of_map, None, places.locate_all(findings))
    name = map_file.name
    found = mapped(of_map, name)
    ruled = _ruled(of_map, map_file, judging)
    findings = (*doubled(of_map, name), *found.findings, *ruled.findings)
    if findings or ruled.plan is None:
        return CheckedBook(of_map, None, places.locate_all(findings))
    read = _read_cells(file, _wanted(found))
    if isinstance(read, Finding):
        return CheckedBook(of_map, None, (read,))
    if missing := tuple(_missing_sheets(found, read, file.name, name)):
        return CheckedBook(of_map, None, missing)
    cells = {key: read.cells[at.sheet][at.at] for key, at in found.cells.items()}
    where = {key: Source(file.name, at.words()) for key, at in found.cells.items()}
    says = "the map says" if of_map.folder is None else "the folder has"
    judged = judge(with_numbers(ruled.plan, cells), Book(cells, where, ruled.known, says, read.is_stale))
    names = tuple(_names(of_map, found, read, file.name))
    return CheckedBook(of_map, judged._replace(findings=(*names, *judged.findings)), ())


def _read_map(path: Path, places: Places) -> tuple[WorkbookMap | None, tuple[Finding, ...]]:
    data = read_file(path.parent, path.name, MAX_YAML_BYTES)
    if isinstance(data, Finding):
        return None, (data,)
    found, findings = read_yaml(path.name, data, places)
    if findings:
        return None, findings
    if found is None:
        return None, (
            error("BE054", f"{path.name} is empty", "Begin it with bideval-map: 1.", Source(path.name)),
        )
    return typed(WorkbookMap, found, path.name)


def _ruled(of_map: WorkbookMap, path: Path, judging: Judging) -> Ruled:
    if of_map.folder is None:
        return by_map(of_map, path.name)
    place = Source(path.name, "/folder")
    folder = path.parent / of_map.folder
    if not folder.is_dir():
        remedy = "Write where it is as seen from the map, such as ../my-tender."
        return Ruled(
            None, {}, (error("BE730", f"there is no folder {of_map.folder[:100]!r}", remedy, place),)
        )
    judged = judging(folder)
    if judged.evaluation is None or judged.reading.inputs is None:
        remedy = f"Run bideval check {of_map.folder[:100]} and put it right."
        return Ruled(None, {}, (error("BE730", "the folder has no result", remedy, place),))
    lots = {one.id: one for one in judged.evaluation.lots}
    lot = of_map.lot or (next(iter(lots)) if len(lots) == 1 else "")
    if lot not in lots:
        remedy = f"Write lot: and one of {', '.join(lots)}."
        return Ruled(
            None, {}, (error("BE730", "it is not said which lot of the folder is meant", remedy, place),)
        )
    rules = next(one for one in compile_rules(judged.reading.inputs).scorable if one.id == lot)
    return by_folder(of_map, path.name, lot_case(judged.reading.inputs, rules), lots[lot])


def _wanted(found: Mapped) -> Wanted:
    by_sheet: dict[str, set[At]] = defaultdict(set)
    for cell in (*found.cells.values(), *found.names.values()):
        by_sheet[cell.sheet].add(cell.at)
    return {sheet: frozenset(cells) for sheet, cells in by_sheet.items()}


def _read_cells(file: Path, wanted: Wanted) -> CellsRead | Finding:
    data = read_guarded(file)
    if isinstance(data, Finding):
        return data
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            is_open_document = CONTENT in archive.namelist()
        return read_ods(data, wanted) if is_open_document else read_xlsx(data, wanted)
    except UnfitError as problem:
        return unfit(file.name, problem)


def _missing_sheets(found: Mapped, read: CellsRead, file: str, of_map: str) -> Iterator[Finding]:
    """Report sheets that the map names and the workbook does not have."""
    for sheet in sorted(_wanted(found)):
        if sheet not in read.sheets:
            message = f"the map names the sheet {sheet!r}, which is not in {file}"
            yield error("BE730", message, closest(sheet, read.sheets), Source(of_map))


def _names(of_map: WorkbookMap, found: Mapped, read: CellsRead, file: str) -> Iterator[Finding]:
    """Report names of bids that are others than the map has: then columns are mixed up."""
    by_id = {one.id: one.name or "" for one in of_map.bids}
    for bid, at in found.names.items():
        said = _said(read.cells[at.sheet][at.at])
        if said.split() != by_id[bid].split():
            message = f"{said[:60]!r} stands here, and the map has {by_id[bid][:60]!r} for {bid}"
            remedy = "Correct the column or row of the bid in the map, or its name."
            yield error("BE743", message, remedy, Source(file, at.words()))


def _said(held: Held) -> str:
    return figure_text(held.value) if held.value is not None and not held.text else held.text
