"""``contacts.csv`` of a tender folder: where each bidder is written to.

Columns ``bid``, ``postal``, ``email``, ``identifier``.  No rule reads them and no digest covers
them: an address decides nothing, and may have to be erased.  A cell may be blank; what is
blank is for an officer to supply.
"""

from pathlib import Path
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.io.csv_text import CsvColumns, read_csv
from bideval.io.places import Places
from bideval.io.safe_files import read_file
from bideval.io.tables import Cells, Table, typed_rows
from bideval.model.letter import Party

FILE = "contacts.csv"
MOST_BYTES = 4_000_000


class Contact(NamedTuple):
    """One row: whose it is, and the addresses; ``party`` has no name yet."""

    bid: str
    party: Party


class Contacts(NamedTuple):
    """The addresses by bid, and what is wrong with the file."""

    of: dict[str, Party]
    findings: tuple[Finding, ...]


def _contact(cells: Cells) -> Contact:
    texts = (cells.text(name).strip() for name in ("postal", "email", "identifier"))
    return Contact(cells.id("bid"), Party("", *texts))


_TABLE = Table(CsvColumns(("bid",), ("postal", "email", "identifier")), _contact)


def read_contacts(root: Path, bids: frozenset[str]) -> Contacts:
    """Return the addresses of the folder at ``root``, which may have none; ``bids`` are those there are."""
    if not (root / FILE).exists() and not (root / FILE).is_symlink():
        return Contacts({}, ())
    data = read_file(root, FILE, MOST_BYTES)
    if isinstance(data, Finding):
        return Contacts({}, (data,))
    places = Places()
    rows, findings = read_csv(FILE, data, _TABLE.columns, places)
    typed, problems = typed_rows(FILE, _TABLE, rows)
    found: dict[str, Party] = {}
    listed = [*findings, *problems]
    for place, one in enumerate(typed):
        if one.bid not in bids or one.bid in found:
            listed.append(_stray(place, one.bid, known=one.bid in bids))
        found.setdefault(one.bid, one.party)
    return Contacts(found, places.locate_all(listed))


def _stray(place: int, bid: str, *, known: bool) -> Finding:
    words = f"{bid} has two rows" if known else f"there is no bid called {bid}"
    remedy = (
        "Keep one row for each bid." if known else "Write the id of a bid, as its file in bids/ is called."
    )
    return error("BE834", f"contacts.csv: {words}", remedy, Source(FILE, f"/{place}/bid"))
