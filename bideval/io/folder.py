"""Read a tender folder: every file, every finding, and the typed inputs if there are none.

``read_folder`` is the one way in.  It opens files, types them, and keeps the place
of every value.  Whether the rules make sense together is checked in scoring/.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from bideval.errors import Finding, Severity, Source, error, warning
from bideval.io.csv_text import MAX_CSV_BYTES, read_csv
from bideval.io.folder_places import FolderPlaces
from bideval.io.packs import PackShelf
from bideval.io.safe_files import list_folder, read_file
from bideval.io.tables import (
    ASSIGNMENTS,
    CONSENSUS,
    EVALUATORS,
    MARKS,
    RATES,
    SCHEDULE,
    TABLE_FILES,
    Table,
    typed_rows,
)
from bideval.io.typed import typed
from bideval.io.yaml_text import MAX_YAML_BYTES, read_yaml
from bideval.model.bid import Bid
from bideval.model.decision import Decision
from bideval.model.inputs import Inputs
from bideval.model.price import PriceSheet, RateRow, ScheduleLine
from bideval.model.study import Study
from bideval.model.tender import Tender

Model = TypeVar("Model", bound=BaseModel)
Row = TypeVar("Row")
KNOWN_ELSEWHERE = ("README.md", "journal.jsonl", "expected/", "scenarios/", "documents/", "letters/")


class Reading(NamedTuple):
    """What a folder holds: inputs if it could be typed whole, every finding, and the places.

    ``draft`` is what further problems can be looked for in: the inputs, or the mended
    inputs of a folder with bad parts, or None where too much is missing.
    """

    inputs: Inputs | None
    draft: Inputs | None
    findings: tuple[Finding, ...]
    places: FolderPlaces


@dataclass
class _Desk:
    """The folder while it is being read."""

    root: Path
    names: tuple[str, ...]
    places: FolderPlaces = field(default_factory=FolderPlaces)
    findings: list[Finding] = field(default_factory=list)
    lost: bool = False  # whether a file is so bad that what refers to it cannot be checked

    def yaml(self, name: str) -> object | None:
        data = self._bytes(name, MAX_YAML_BYTES)
        if data is None:
            return None
        found, findings = read_yaml(name, data, self.places.values)
        self.findings += findings
        return found

    def model(self, model: type[Model], name: str) -> Model | None:
        if name not in self.names:
            return None
        found = self._model(model, name)
        self.lost = self.lost or found is None
        return found

    def _model(self, model: type[Model], name: str) -> Model | None:
        before = len(self.findings)
        data = self.yaml(name)
        if data is None:
            if len(self.findings) == before:
                self.findings.append(error("BE054", f"{name} is empty", "Fill it in, or remove it.", Source(name)))
            return None
        found, findings = typed(model, data, name)
        self.findings += findings
        return found

    def table(self, name: str, table: Table[Row]) -> tuple[Row, ...]:
        data = self._bytes(name, MAX_CSV_BYTES) if name in self.names else None
        if data is None:
            return ()
        rows, findings = read_csv(name, data, table.columns, self.places.values)
        typed_up, problems = typed_rows(name, table, rows)
        self.lost = self.lost or bool(findings)
        # Placed at once: these point at rows by number, and a line of a schedule may be called 3.
        self.findings += [*findings, *self.places.values.locate_all(problems)]
        return typed_up

    def _bytes(self, name: str, limit: int) -> bytes | None:
        found = read_file(self.root, name, limit)
        if isinstance(found, Finding):
            self.findings.append(found)
            return None
        return found

    def below(self, folder: str, ending: str) -> Iterator[tuple[str, str]]:
        """The files of a subfolder with this ending: id and name."""
        for name in self.names:
            if name.startswith(f"{folder}/") and name.endswith(ending) and name.count("/") == 1:
                yield name.removeprefix(f"{folder}/").removesuffix(ending), name


def read_folder(root: Path) -> Reading:
    """Read every file of the tender folder at ``root``."""
    names, findings = list_folder(root)
    desk = _Desk(root, names, findings=list(findings))
    if "tender.yaml" not in names:
        desk.findings.append(_no_tender(names))
        desk.lost = True
    desk.findings += _unread(names)
    tender = desk.model(Tender, "tender.yaml")
    inputs = _inputs(desk, tender)
    desk.model(Study, "study.yaml")
    blocked = any(one.severity is Severity.ERROR for one in desk.findings)
    located = desk.places.locate_all(dict.fromkeys(desk.findings))
    draft = None if desk.lost else inputs
    return Reading(None if blocked else inputs, draft, located, desk.places)


def _inputs(desk: _Desk, tender: Tender | None) -> Inputs | None:
    bids = _by_id(desk, "bids", Bid)
    prices = {bid: sheet for bid, name in desk.below("prices", ".yaml") if (sheet := desk.model(PriceSheet, name))}
    schedule = desk.table("schedule.csv", SCHEDULE)
    rates = {bid: desk.table(name, RATES) for bid, name in desk.below("prices", ".csv")}
    evaluators, assignments = desk.table("evaluators.csv", EVALUATORS), desk.table("assignments.csv", ASSIGNMENTS)
    marks, consensus = desk.table("marks.csv", MARKS), desk.table("consensus.csv", CONSENSUS)
    decisions = _decisions(desk)
    desk.places.name_rows("schedule.csv", _lines(schedule))
    for bid, rows in rates.items():
        desk.places.name_rows(f"prices/{bid}.csv", _lines(rows))
    own = {name: desk.yaml(name) for _, name in desk.below("criteria", ".yaml")}
    if tender is None:
        return None
    shelf = PackShelf(own)
    packs, findings = shelf.named_by(tender)
    desk.findings += findings
    return Inputs(
        tender=tender,
        packs=packs,
        bids=bids,
        prices=prices,
        schedule=schedule,
        rates=rates,
        evaluators=evaluators,
        marks=marks,
        consensus=consensus,
        assignments=assignments,
        decisions=decisions,
    )


def _lines(rows: Iterable[ScheduleLine | RateRow]) -> tuple[str, ...]:
    return tuple(row.line for row in rows)


def _by_id(desk: _Desk, folder: str, model: type[Bid]) -> Mapping[str, Bid]:
    found: dict[str, Bid] = {}
    for stem, name in desk.below(folder, ".yaml"):
        one = desk.model(model, name)
        if one is not None and one.id != stem:
            desk.findings.append(
                error("BE055", f"the file {name} holds the bid {one.id}", "Name the file after the bid's id.", Source(name, "/id"))
            )
        elif one is not None:
            found[stem] = one
    return found


def _decisions(desk: _Desk) -> tuple[Decision, ...]:
    if "decisions.yaml" not in desk.names:
        return ()
    data = desk.yaml("decisions.yaml")
    if data is None:
        return ()
    if not isinstance(data, list):
        remedy = "Write a list: each decision begins with `- id: ...`."
        desk.findings.append(error("BE056", "decisions.yaml is not a list", remedy, Source("decisions.yaml")))
        return ()
    found: list[Decision] = []
    for index, one in enumerate(data):
        decision, findings = typed(Decision, one, "decisions.yaml", f"/{index}")
        desk.findings += findings
        if decision is not None:
            found.append(decision)
    return tuple(found)


def _no_tender(names: tuple[str, ...]) -> Finding:
    close = [name for name in names if name.lower() in {"tender.yml", "tender.yaml", "tender.json", "tender.yaml.txt"}]
    hint = f"Rename {close[0]} to tender.yaml." if close else "Begin one with: bideval new FOLDER --regime generic"
    return error("BE057", "there is no tender.yaml in the folder", hint, Source("tender.yaml"))


def _unread(names: tuple[str, ...]) -> Iterator[Finding]:
    """Files that no rule reads: an error where a bid might be lost, else a warning."""
    for name in names:
        if _is_read(name) or name.startswith(KNOWN_ELSEWHERE):
            continue
        folder = name.partition("/")[0] if "/" in name else ""
        if folder in {"bids", "prices", "criteria"}:
            remedy = f"Files of {folder}/ end in .yaml{' or .csv' if folder == 'prices' else ''} and stand in no subfolder."
            yield error("BE058", f"{name} would not be read", remedy, Source(name))
        else:
            remedy = "Remove it, or keep it in documents/, which bideval does not read."
            yield warning("BE059", f"{name} is not part of a tender folder and is not read", remedy, Source(name))


def _is_read(name: str) -> bool:
    if name in {"tender.yaml", "decisions.yaml", "study.yaml", *TABLE_FILES}:
        return True
    folder, _, rest = name.partition("/")
    endings = {"bids": (".yaml",), "criteria": (".yaml",), "prices": (".yaml", ".csv")}.get(folder, ())
    return "/" not in rest and rest.endswith(endings) if endings else False
