"""Which sheet has which part of a tender folder: from the data of files to tables, and back.

Criteria, gates, lots, bids and prices have a sheet each with a row for each of them; their
usual keys are columns that always stand there, and whatever else one of them has is a
further column.  What has no sheet of its own stands under Tender or Other, one value a row.
Whatever has not the usual shape is left there too, so that nothing is lost.

This module knows no workbook and no file; it reads and gives the text data of both.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bideval.io.workbooks.setup.leaves import Data, Path, cell_of, leaves, path_text

TENDER = "tender.yaml"
LOT, PART_OF, BID, FILE, ITEM, VALUE, NAME, FIELD, CRITERION = (
    "lot", "part of", "bid", "file", "item", "value", "name", "field", "criterion",
)  # fmt: skip


class Table(NamedTuple):
    """A sheet: the columns that say whose a row is, and those that always stand there."""

    sheet: str
    owner: tuple[str, ...]
    fixed: tuple[str, ...]
    words: str  # what it is for


TABLES = (
    Table("Tender", (ITEM,), (VALUE,), "One value a row: what is published of the whole tender."),
    Table("Criteria", (LOT, PART_OF), (
        "id", "title", "weight", "use", "with/scale", "formula", "reads", "minimum/mark", "minimum/points",
        "minimum/on_fail", "group", "clause", "because",
    ), "The award criteria in order; a criterion inside another names it under part of."),
    Table("Scales", (LOT, CRITERION, FIELD), ("mark", "points", "words"),
          "Mark scales that stand with a criterion: field is scale/marks or with/scale/marks."),
    Table("Bands", (LOT, CRITERION, FIELD), ("from", "to", "points"),
          "Bands of points that stand with a criterion: field is points/bands/rows."),
    Table("Gates", (LOT,), (
        "id", "title", "phase", "basis", "use", "test", "on_fail", "relies_on/who", "relies_on/combine",
        "group", "clause", "because",
    ), "The tests that admit a bid or not."),
    Table("Lots", (), ("id", "title", "value"), "The lots, if there are any."),
    Table("Rounding", (), ("stage", "places", "mode", "of"), "Each published rounding."),
    Table("Ties", (), ("by", "of", "method", "order"), "What settles a tie, in order."),
    Table("Documents", (), ("id", "title", "version", "sha256"), "The procurement documents."),
    Table("Declares", (NAME,), ("unit", "min", "max", "choices", "title"), "What bids declare."),
    Table("Schedule", (), (
        "section", "line", "lot", "unit", "quantity", "years", "kind", "counts", "description",
    ), "The price schedule, if one is published."),
    Table("Evaluators", (), ("id", "name", "role"), "Who marks; names stand here alone."),
    Table("Assignments", (), ("evaluator", "lot", "criterion", "due"),
          "Who marks what, by when; without it all mark all."),
    Table("Declarations", (), ("person", "bid", "stage", "interest", "what", "measures", "reviewed_by", "at"),
          "Interests declared about bidders, stage by stage."),
    Table("Bids", (FILE,), (
        "id", "bidder/id", "bidder/name", "bidder/type", "lots", "received", "status",
    ), "A row for each bid; file is the name of its file without .yaml."),
    Table("Accounts", (BID,), ("year_end", "turnover"), "Yearly accounts of bidders."),
    Table("Backing", (BID,), ("form", "amount", "stage", "provider"), "Bonds, guarantees and reserves."),
    Table("Members", (BID,), ("id", "name", "type", "share"), "Members of a consortium."),
    Table("Subcontractors", (BID,), ("id", "name", "type"), "Subcontractors that are relied on."),
    Table("Guarantors", (BID,), ("id", "name", "type"), "Guarantors that are relied on."),
    Table("Prices", (BID, LOT), ("amount", "vat"), "A price by bid and lot; whole without lots."),
    Table("Rates", (BID,), ("line", "rate", "extension", "vat"), "Rates for the price schedule."),
    Table("Other", (FILE, ITEM), (VALUE,), "Whatever has no sheet of its own: the study, packs, decisions."),
)  # fmt: skip
BY_SHEET: Mapping[str, Table] = {one.sheet: one for one in TABLES}
WHOLE_FILE = "(file)"  # the item of a file that is one single value
ITEMS = (
    "bideval", "id", "title", "illustration", "authority", "began", "deadline", "regime", "currency",
    "money/basis", "money/base_date", "money/vat", "contract/value", "contract/years", "contract/starts",
    "places", "method/use", "weighting/kind", "weighting/total", "marks/from", "marks/quorum", "rounding",
    "rank_on",
    "bids_per_bidder", "lot_limit",
)  # fmt: skip
TENDER_LISTS: Mapping[str, str] = {
    "gates": "Gates", "lots": "Lots", "rounding": "Rounding", "ties": "Ties", "documents": "Documents",
}  # fmt: skip
BID_LISTS: Mapping[str, str] = {
    "accounts": "Accounts", "backing": "Backing", "members": "Members", "subcontractors": "Subcontractors",
    "guarantors": "Guarantors",
}  # fmt: skip
CSV_FILES: Mapping[str, str] = {
    "schedule.csv": "Schedule", "evaluators.csv": "Evaluators", "assignments.csv": "Assignments",
    "declarations.csv": "Declarations",
}  # fmt: skip
TAKEN_OUT: tuple[tuple[Path, str], ...] = (  # of a criterion, into a sheet of its own
    (("scale", "marks"), "Scales"),
    (("with", "scale", "marks"), "Scales"),
    (("points", "bands", "rows"), "Bands"),
)


class Row(NamedTuple):
    """A row of a sheet: its cells by column, and the place in its file that it stands for."""

    cells: Mapping[str, str]
    file: str
    at: Path


Sheets = dict[str, list[Row]]


def sheets_of(yaml: Mapping[str, Data], tables: Mapping[str, list[dict[str, str]]]) -> Sheets:
    """Spread the data of YAML files and the rows of CSV files over sheets."""
    found: Sheets = {table.sheet: [] for table in TABLES}
    for file, data in sorted(yaml.items()):
        if file == TENDER and isinstance(data, dict):
            left = _tender(found, data)
            items = dict(leaves(left)) if left else {}
            found["Tender"] += _values(file, items, {})
        elif file.startswith("bids/") and isinstance(data, dict):
            _bid(found, file, data)
        else:
            rest = _prices(found, file, data) if file.startswith("prices/") else data
            if rest != {} or data == {}:
                found["Other"] += _values(file, dict(leaves(rest)), {FILE: file})
    for file, rows in sorted(tables.items()):
        sheet, owner = (CSV_FILES[file], {}) if file in CSV_FILES else ("Rates", {BID: _stem(file)})
        for index, cells in enumerate(rows):
            found[sheet].append(Row({**owner, **_csv_cells(cells)}, file, (index,)))
    return found


def _csv_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a CSV row; an empty one stays empty."""
    return {column: cell_of(text) for column, text in cells.items() if text}


def _stem(file: str) -> str:
    return file.partition("/")[2].rpartition(".")[0]


def _values(file: str, items: Mapping[Path, str], owner: Mapping[str, str]) -> Iterator[Row]:
    """One value a row."""
    for path, text in items.items():
        yield Row({**owner, ITEM: path_text(path) or WHOLE_FILE, VALUE: text}, file, path)


def _row(owner: Mapping[str, str], data: Mapping[str, Data], file: str, at: Path) -> Row:
    cells = {path_text(path): text for path, text in leaves(dict(data)) if path}
    return Row({**owner, **cells}, file, at)


def _is_list(data: Data) -> bool:
    """Whether there is a row for each: a list of one or more, each with entries."""
    return isinstance(data, list) and bool(data) and all(isinstance(one, dict) and one for one in data)


def _tender(found: Sheets, data: dict[str, Data]) -> dict[str, Data]:
    """Put the parts of tender.yaml on their sheets; return what is left."""
    rest = dict(data)
    lots = data.get("lots")
    seen: set[str] = set()
    named = isinstance(lots, list) and _is_list(lots)
    named = named and all(isinstance(one, dict) and _is_name(one.get("id"), seen) for one in lots or ())
    for index, lot in enumerate(lots if named and isinstance(lots, list) else []):
        assert isinstance(lot, dict)
        _rules(found, lot, str(lot["id"]), ("lots", index))
    _rules(found, rest, "", ())
    for key, sheet in TENDER_LISTS.items():
        part = rest.get(key)
        if key == "gates" or not _is_list(part) or (key == "lots" and not named):
            continue
        del rest[key]
        for index, one in enumerate(part if isinstance(part, list) else []):
            assert isinstance(one, dict)
            kept = _without_rules(one) if key == "lots" else one
            found[sheet].append(_row({}, kept, TENDER, (key, index)))
    declares = rest.get("declares")
    if (
        isinstance(declares, dict)
        and declares
        and all(isinstance(one, dict) and one for one in declares.values())
    ):
        del rest["declares"]
        for name, one in declares.items():
            assert isinstance(one, dict)
            found["Declares"].append(_row({NAME: cell_of(name)}, one, TENDER, ("declares", name)))
    return rest


def _rules(found: Sheets, holder: dict[str, Data], lot: str, at: Path) -> None:
    """Put criteria and gates of the tender or of a lot on their sheets, and take them out of the tender."""
    criteria, gates = holder.get("criteria"), holder.get("gates")
    if isinstance(criteria, list) and _fit(criteria):
        _criteria(found, criteria, lot, "", (*at, "criteria"))
        if not at:
            del holder["criteria"]
    if isinstance(gates, list) and _is_list(gates):
        for index, one in enumerate(gates):
            assert isinstance(one, dict)
            found["Gates"].append(_row({LOT: lot}, one, TENDER, (*at, "gates", index)))
        if not at:
            del holder["gates"]


def _without_rules(lot: dict[str, Data]) -> dict[str, Data]:
    """A lot without what has gone to the sheets of criteria and gates."""
    criteria, gates = lot.get("criteria"), lot.get("gates")
    out = {"criteria"} if isinstance(criteria, list) and _fit(criteria) else set()
    out |= {"gates"} if isinstance(gates, list) and _is_list(gates) else set()
    return {key: one for key, one in lot.items() if key not in out}


def _fit(criteria: list[Data]) -> bool:
    """Whether criteria can have a row each: all have ids of their own, by which rows find each other."""
    return _are_fit(criteria, set())


def _are_fit(criteria: Data, seen: set[str]) -> bool:
    if not isinstance(criteria, list) or not _is_list(criteria):
        return False
    for one in criteria:
        name = one.get("id") if isinstance(one, dict) else None
        if not isinstance(one, dict) or not _is_name(name, seen):
            return False
        if "criteria" in one and not _are_fit(one["criteria"], seen):
            return False
    return True


def _is_name(name: Data, seen: set[str]) -> bool:
    """Whether ``name`` is a text that nothing else is called; it is noted."""
    if not isinstance(name, str) or not name or name in seen or cell_of(name) != name:
        return False
    seen.add(name)
    return True


def _criteria(found: Sheets, items: list[Data], lot: str, parent: str, at: Path) -> None:
    for index, one in enumerate(items):
        assert isinstance(one, dict)
        name, here = str(one["id"]), (*at, index)
        kept: Data = {key: part for key, part in one.items() if key != "criteria"}
        for path, sheet in TAKEN_OUT:
            part = _at(kept, path)
            if isinstance(part, list) and _is_list(part):
                kept = _without(kept, path)
                owner = {LOT: lot, CRITERION: name, FIELD: path_text(path)}
                for number, row in enumerate(part):
                    assert isinstance(row, dict)
                    found[sheet].append(_row(owner, row, TENDER, (*here, *path, number)))
        assert isinstance(kept, dict)
        found["Criteria"].append(_row({LOT: lot, PART_OF: parent}, kept, TENDER, here))
        inside = one.get("criteria")
        if isinstance(inside, list):
            _criteria(found, inside, lot, name, (*here, "criteria"))


def _at(data: Data, path: Path) -> Data:
    for key in path:
        data = data.get(str(key)) if isinstance(data, dict) else None
    return data


def _without(data: Data, path: Path) -> Data:
    """``data`` without what stands at ``path``, and without what is empty above it then."""
    assert isinstance(data, dict)
    key = str(path[0])
    if len(path) == 1:
        return {name: one for name, one in data.items() if name != key}
    inside = _without(data[key], path[1:])
    return {name: (inside if name == key else one) for name, one in data.items() if name != key or inside}


def _bid(found: Sheets, file: str, data: dict[str, Data]) -> None:
    rest = dict(data)
    stem = _stem(file)
    for key, sheet in BID_LISTS.items():
        part = rest.get(key)
        if isinstance(part, list) and _is_list(part):
            del rest[key]
            for index, one in enumerate(part):
                assert isinstance(one, dict)
                found[sheet].append(_row({BID: stem}, one, file, (key, index)))
    found["Bids"].append(_row({FILE: stem}, rest, file, ()))


def _prices(found: Sheets, file: str, data: Data) -> Data:
    """Put the prices by lot on their sheet; return what is left."""
    lots = data.get("lots") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(lots, dict) or not lots:
        return data
    if not all(isinstance(one, dict) and one for one in lots.values()):
        return data
    for lot, one in lots.items():
        assert isinstance(one, dict)
        found["Prices"].append(_row({BID: _stem(file), LOT: cell_of(lot)}, one, file, ("lots", lot)))
    return {key: one for key, one in data.items() if key != "lots"}
