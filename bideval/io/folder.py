"""Read a tender folder: every file, every finding, and the typed inputs if there are none.

``read_folder`` is the one way in.  It opens files, types them, and keeps the place
of every value.  Whether the rules make sense together is checked in scoring/.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from bideval.analysis.changes.placed import NamedScenario
from bideval.errors import Finding, Severity, Source, error
from bideval.io.csv_text import MAX_CSV_BYTES, read_csv
from bideval.io.file_digests import FileRead, file_read
from bideval.io.file_names import KNOWN_ELSEWHERE, FileNames, file_names, stems
from bideval.io.folder_places import FolderPlaces
from bideval.io.packs import PackShelf
from bideval.io.safe_files import list_folder, read_file
from bideval.io.scenarios import scenario_of
from bideval.io.stand_ins import MisnamedBid, unread_bid, unread_decision
from bideval.io.tables import (
    ASSIGNMENTS,
    CONSENSUS,
    DECLARATIONS,
    EVALUATORS,
    MARKS,
    RATES,
    SCHEDULE,
    Table,
    typed_rows,
)
from bideval.io.team_packs import read_team_packs
from bideval.io.typed import typed
from bideval.io.yaml_text import MAX_YAML_BYTES, read_yaml
from bideval.model.bid import Bid
from bideval.model.decision import Decision
from bideval.model.inputs import Inputs
from bideval.model.price import PriceSheet, RateRow, ScheduleLine
from bideval.model.study import Study
from bideval.model.tender import Tender

__all__ = ["KNOWN_ELSEWHERE", "Reading", "read_folder"]

Model = TypeVar("Model", bound=BaseModel)
Row = TypeVar("Row")
DECISIONS = "decisions.yaml"
NO_PACK = ("BE321", "BE322")  # what also follows from a pack of the tender's own that cannot be read


class Reading(NamedTuple):
    """What a folder holds: inputs if it could be typed whole, every finding, and the places.

    ``draft`` is what further problems can be looked for in: the inputs, or the mended
    inputs of a folder with bad parts, or None where the tender cannot be read.  ``lost``
    names the files of which something is not in the draft.  ``study`` is what analyses are to
    explore, and ``scenarios`` what is supposed, by name; both outside the inputs and their digest.
    ``files`` are those that were read, by name, as they were read.
    """

    inputs: Inputs | None
    draft: Inputs | None
    findings: tuple[Finding, ...]
    places: FolderPlaces
    lost: frozenset[str] = frozenset()
    study: Study | None = None
    scenarios: Mapping[str, NamedScenario] = MappingProxyType({})
    files: tuple[FileRead, ...] = ()


class _Desk:
    """The folder while it is being read."""

    def __init__(self, root: Path, names: FileNames, findings: list[Finding]) -> None:
        self.root = root
        self.names = names
        self.places = FolderPlaces()
        self.findings = findings
        self.lost: set[str] = set()  # files of which something could not be read
        self.files: list[FileRead] = []

    def yaml(self, name: str) -> object | None:
        data = self._bytes(name, MAX_YAML_BYTES)
        if data is None:
            return None
        found, findings = read_yaml(name, data, self.places.values)
        self.findings += findings
        return found

    def model(self, model: type[Model], name: str) -> Model | None:
        if name not in self.names.read:
            return None
        found = self._model(model, name)
        if found is None:
            self.lost.add(name)
        return found

    def _model(self, model: type[Model], name: str) -> Model | None:
        before = len(self.findings)
        data = self.yaml(name)
        if data is None:
            if len(self.findings) == before:
                self.findings.append(empty(name))
            return None
        found, findings = typed(model, data, name)
        self.findings += findings
        return found

    def table(self, name: str, table: Table[Row]) -> tuple[Row, ...]:
        data = self._bytes(name, MAX_CSV_BYTES) if name in self.names.read else None
        if data is None:
            self.lost.update({name} & set(self.names.read))
            return ()
        rows, findings = read_csv(name, data, table.columns, self.places.values)
        typed_up, problems = typed_rows(name, table, rows)
        if findings or (problems and table.is_summed) or len(typed_up) < len(rows):
            self.lost.add(name)
        # Placed at once: these point at rows by number, and a line of a schedule may be called 3.
        self.findings += [*findings, *self.places.values.locate_all(problems)]
        return typed_up

    def _bytes(self, name: str, limit: int) -> bytes | None:
        found = read_file(self.root, self.names.actual.get(name, name), limit)
        if isinstance(found, Finding):
            self.findings.append(found)
            return None
        self.files.append(file_read(name, found))
        return found


def read_folder(root: Path, packs: Path | None = None, own_of: str | None = None) -> Reading:
    """Read every file of the tender folder at ``root``, and of a team's shelf of packs at ``packs``.

    With ``own_of``, the id of a bid, read what is published and what is that bid's own alone:
    no other bid, no mark, no decision and no study is opened.
    """
    listed, left_behind, findings = list_folder(root)
    if own_of is not None:
        listed, left_behind = tuple(name for name in listed if is_own(name, own_of)), ()
        findings = tuple(one for one in findings if any(is_own(each.file, own_of) for each in one.sources))
    names = file_names(listed, left_behind)
    desk = _Desk(root, names, [*findings, *names.findings])
    desk.lost.update(names.unreadable, (source.file for one in findings for source in one.sources))
    tender = desk.model(Tender, "tender.yaml")
    draft = _inputs(desk, tender, packs)
    study = desk.model(Study, "study.yaml")
    scenarios = dict(_scenarios(desk))
    blocked = any(one.severity is Severity.ERROR for one in desk.findings)
    located = desk.places.locate_all(dict.fromkeys(desk.findings))
    inputs, lost = None if blocked else draft, frozenset(desk.lost)
    files = tuple(sorted(desk.files))
    return Reading(inputs, draft, located, desk.places, lost, study, scenarios, files)


def is_own(name: str, bid: str) -> bool:
    """Say whether a file is published with the rules, or is of the bid ``bid`` itself."""
    own = (f"bids/{bid}.yaml", f"prices/{bid}.yaml", f"prices/{bid}.csv")
    return name in {"tender.yaml", "schedule.csv", *own} or name.startswith("criteria/")


def _inputs(desk: _Desk, tender: Tender | None, team: Path | None) -> Inputs | None:
    bids = _bids(desk, tuple(lot.id for lot in tender.lots) if tender else ())
    sheets = stems(desk.names.read, "prices", ".yaml")
    prices = {bid: sheet for bid, name in sheets if (sheet := desk.model(PriceSheet, name))}
    schedule = desk.table("schedule.csv", SCHEDULE)
    rates = {bid: desk.table(name, RATES) for bid, name in stems(desk.names.read, "prices", ".csv")}
    evaluators, assignments = (
        desk.table("evaluators.csv", EVALUATORS),
        desk.table("assignments.csv", ASSIGNMENTS),
    )
    declarations = desk.table("declarations.csv", DECLARATIONS)
    marks, consensus = desk.table("marks.csv", MARKS), desk.table("consensus.csv", CONSENSUS)
    decisions = _decisions(desk)
    desk.places.name_rows("schedule.csv", _lines(schedule))
    for bid, rows in rates.items():
        desk.places.name_rows(f"prices/{bid}.csv", _lines(rows))
    own = _own_packs(desk, team)
    if tender is None:
        return None
    shelf = PackShelf(own)
    own_is_bad = bool(shelf.findings) or None in own.values()
    packs, findings = shelf.named_by(tender)
    desk.findings += [one for one in findings if not own_is_bad or one.code not in NO_PACK]
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
        declarations=declarations,
        decisions=decisions,
    )


def empty(name: str) -> Finding:
    """Return the finding of a file in which nothing stands."""
    return error("BE054", f"{name} is empty", "Fill it in, or remove it.", Source(name))


def _scenarios(desk: _Desk) -> Iterator[tuple[str, NamedScenario]]:
    """Every scenario that can be read, by name."""
    for stem, name in stems(desk.names.read, "scenarios", ".yaml"):
        before = len(desk.findings)
        data = desk.yaml(name)
        if data is None and len(desk.findings) == before:
            desk.findings.append(empty(name))
        if data is None:
            continue
        scenario, findings = scenario_of(data, name, stem)
        desk.findings += findings
        if scenario is not None:
            yield stem, scenario


def _own_packs(desk: _Desk, team: Path | None) -> dict[str, object]:
    """The text data of every pack that does not come with the program, by file."""
    own = {name: desk.yaml(name) for _, name in stems(desk.names.read, "criteria", ".yaml")}
    if team is None:
        return own
    found = read_team_packs(team, desk.places.values)
    desk.findings += found.findings
    return {**own, **found.files}


def _lines(rows: Iterable[ScheduleLine | RateRow]) -> tuple[str, ...]:
    return tuple(row.line for row in rows)


def _bids(desk: _Desk, lots: tuple[str, ...]) -> dict[str, Bid]:
    """Every bid by its id, with stand-ins for those that cannot be read."""
    found: dict[str, Bid] = {}
    for stem, name in stems(desk.names.read, "bids", ".yaml"):
        one = desk.model(Bid, name) or unread_bid(stem, lots)
        if one is not None and one.id != stem:
            misnamed = MisnamedBid(one.id, stem, desk.names.read)
            desk.findings.append(misnamed.finding())
            one = one.model_copy(update={"id": misnamed.meant()})
        if one is not None:
            found.setdefault(one.id, one)
    return found


def _decisions(desk: _Desk) -> tuple[Decision, ...]:
    """Every decision, with stand-ins for those that cannot be read, so that each keeps its place."""
    if DECISIONS not in desk.names.read:
        return ()
    before = len(desk.findings)
    data = desk.yaml(DECISIONS)
    if data is not None and not isinstance(data, list):
        remedy = "Write a list: each decision begins with `- id: ...`."
        desk.findings.append(error("BE056", f"{DECISIONS} is not a list", remedy, Source(DECISIONS)))
    if not isinstance(data, list):
        desk.lost.update({DECISIONS} if len(desk.findings) > before else ())
        return ()
    found: list[Decision] = []
    for index, one in enumerate(data):
        decision, findings = typed(Decision, one, DECISIONS, f"/{index}")
        desk.findings += findings
        found.append(decision or unread_decision(one, index))
    return tuple(found)
