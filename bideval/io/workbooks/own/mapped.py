"""The cell of every figure that a map names, with what is wrong with its addresses."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, TypeVar

from bideval.errors import Finding, Source, error
from bideval.io.workbooks.own.spots import CellAt, SpotError, cell_of, cell_of_bid, spots_of
from bideval.model.workbook_map import MapCriterion, Place, WorkbookMap
from bideval.scoring.own_book.figures import Key, Role

Found = TypeVar("Found")
MOST_CELLS = 50_000  # that a map may name


class Mapped(NamedTuple):
    """The cells by figure, those of the bids' names by bid, and what is wrong."""

    cells: dict[Key, CellAt]
    names: dict[str, CellAt]
    findings: tuple[Finding, ...]


def mapped(found: WorkbookMap, file: str) -> Mapped:
    """Return where each figure of the map stands; ``file`` is its name for findings."""
    mapping = _Mapping(found, file)
    mapping.single(Key(Role.WEIGHTS), found.weights_total_at, "/weights_total_at")
    for place, one in enumerate(found.criteria):
        mapping.criterion(one, f"/criteria/{place}")
    mapping.for_bids(Role.TOTAL, "", found.total, "/total")
    mapping.for_bids(Role.RANK, "", found.rank, "/rank")
    mapping.single(Key(Role.MARGIN), found.margin, "/margin")
    mapping.named()
    if not mapping.cells and not mapping.findings:
        remedy = "Name cells: of totals, points, marks. The page on workbooks has an example."
        mapping.findings.append(error("BE730", "the map names no cell", remedy, Source(file)))
    if mapping.is_too_large:
        remedy = "Check a part of the workbook at a time."
        message = f"the map names more than {MOST_CELLS:,} cells"
        mapping.findings.append(error("BE730", message, remedy, Source(file)))
    return Mapped(mapping.cells, mapping.names, tuple(mapping.findings))


class _Mapping:
    def __init__(self, found: WorkbookMap, file: str) -> None:
        self.map, self.file = found, file
        self.cells: dict[Key, CellAt] = {}
        self.names: dict[str, CellAt] = {}
        self.findings: list[Finding] = []
        self.taken: dict[CellAt, Key] = {}
        self.is_too_large = False

    def criterion(self, one: MapCriterion, at: str) -> None:
        """Place the figures of a criterion and of its parts."""
        self.single(Key(Role.WEIGHT, one.id), one.weight_at, f"{at}/weight_at")
        for role, places, name in (
            (Role.MARKS, one.marks, "marks"),
            (Role.PARTS, one.price_parts, "price_parts"),
        ):
            for part, (place, where) in enumerate(self.each(places, f"{at}/{name}")):
                self.for_bids(role, one.id, place, where, part)
        for role, figure, name in (
            (Role.MARK, one.mark, "mark"),
            (Role.PRICE, one.price, "price"),
            (Role.POINTS, one.points, "points"),
            (Role.WEIGHTED, one.weighted, "weighted"),
        ):
            self.for_bids(role, one.id, figure, f"{at}/{name}")
        for number, part_of in enumerate(one.criteria):
            self.criterion(part_of, f"{at}/criteria/{number}")

    def each(self, places: tuple[Place, ...], at: str) -> Iterator[tuple[Place, str]]:
        """Each place of a list, with its pointer; a range is every address in it."""
        for number, place in enumerate(places):
            listed = self.tried(f"{at}/{number}", partial(_listed, place))
            yield from ((one, f"{at}/{number}") for one in listed or ())

    def for_bids(self, role: Role, criterion: str, place: Place | None, at: str, part: int = 0) -> None:
        """Place a figure that every bid has."""
        if place is None:
            return
        for bid in self.map.bids:
            cell = self.tried(at, partial(cell_of_bid, place, bid, self.map))
            if cell is None:
                return  # it is the same for the others
            self.take(Key(role, criterion, bid.id, part), cell, at)

    def single(self, key: Key, place: str | None, at: str) -> None:
        """Place a figure that there is once."""
        if place is not None:
            cell = self.tried(at, partial(cell_of, place, self.map))
            if cell is not None:
                self.take(key, cell, at)

    def named(self) -> None:
        """Place the names of the bids."""
        if self.map.names is None:
            return
        for number, bid in enumerate(self.map.bids):
            if bid.name is None:
                remedy = "Add name: as the workbook has it, or take names out."
                message = f"names are to be compared, and {bid.id} has none"
                self.findings.append(error("BE730", message, remedy, Source(self.file, f"/bids/{number}")))
                continue
            cell = self.tried("/names", partial(cell_of_bid, self.map.names, bid, self.map))
            if cell is None:
                return
            self.names[bid.id] = cell

    def take(self, key: Key, cell: CellAt, at: str) -> None:
        """Keep the cell of a figure, unless it is another's."""
        if len(self.cells) >= MOST_CELLS:
            self.is_too_large = True
            return
        if cell in self.taken:
            message = f"{cell.words()} is named for the {self.taken[cell].words()} and for the {key.words()}"
            remedy = "Each figure has its own cell: correct one of the two."
            self.findings.append(error("BE730", message, remedy, Source(self.file, at)))
            return
        self.taken[cell] = key
        self.cells[key] = cell

    def tried(self, at: str, follow: Callable[[], Found]) -> Found | None:
        """Follow an address, or keep why it cannot be."""
        try:
            return follow()
        except SpotError as problem:
            self.findings.append(error("BE730", problem.message, problem.remedy, Source(self.file, at)))
            return None


def _listed(place: Place) -> list[Place]:
    return [*spots_of(place)] if isinstance(place, str) else [place]
