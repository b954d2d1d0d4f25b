"""An index of decision records: who weighed what, how much, who won and how close it was.

The records stay plain files; the index is one SQLite file that can be thrown away and made
again from them.  A record is computed again before it is taken in, and one whose result
differs is refused, so what is found here was recomputed.  Figures are exact text; whole
numbers beside them serve to compare only.

Nothing here says what a weight should be.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from bideval.analysis.lots.recorded import award_again
from bideval.errors import BidevalError
from bideval.model.criterion import Criterion
from bideval.model.evaluation import Evaluation, LotResult, Placing, PlacingStatus
from bideval.model.inputs import Inputs
from bideval.model.numbers import exact_text
from bideval.record.rebuilt import rebuilt
from bideval.record.verified import ReadRecord, verify
from bideval.scoring.evaluate import judge

if TYPE_CHECKING:
    from bideval.record.canonical import Json

_SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
  digest TEXT PRIMARY KEY, path TEXT NOT NULL, tender TEXT NOT NULL, title TEXT NOT NULL,
  illustration INTEGER NOT NULL, buys TEXT NOT NULL, currency TEXT NOT NULL, value TEXT, pence INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS lots (
  digest TEXT NOT NULL REFERENCES records, lot TEXT NOT NULL, title TEXT NOT NULL, method TEXT NOT NULL,
  status TEXT NOT NULL, bids INTEGER NOT NULL, winners TEXT NOT NULL, types TEXT NOT NULL, margin TEXT,
  unit TEXT NOT NULL, PRIMARY KEY (digest, lot)
) STRICT;
CREATE TABLE IF NOT EXISTS criteria (
  digest TEXT NOT NULL, lot TEXT NOT NULL, criterion TEXT NOT NULL, title TEXT NOT NULL, pack TEXT NOT NULL,
  formula TEXT NOT NULL, weight TEXT NOT NULL, parts INTEGER NOT NULL, won_with TEXT, best TEXT,
  PRIMARY KEY (digest, lot, criterion), FOREIGN KEY (digest, lot) REFERENCES lots
) STRICT;
"""
_PARTS = 1_000_000  # of a percent
HUNDRED = Fraction(100)  # percent
_DIGEST = "sha256:"
_FORGET = (
    "DELETE FROM criteria WHERE digest = ?",
    "DELETE FROM lots WHERE digest = ?",
    "DELETE FROM records WHERE digest = ?",
)
_FIND = """
SELECT records.path, records.tender, records.title, lots.lot, lots.title, criteria.criterion, criteria.title,
  criteria.pack, criteria.formula, criteria.weight, criteria.won_with, criteria.best, lots.status,
  lots.winners, lots.types, lots.bids, lots.margin, lots.unit, records.illustration
FROM criteria JOIN lots USING (digest, lot) JOIN records USING (digest)
WHERE (:formula IS NULL OR criteria.formula = :formula)
  AND (:buys IS NULL OR records.buys = :buys)
  AND (:won_by IS NULL OR instr(' ' || lots.types || ' ', ' ' || :won_by || ' '))
  AND (:least_weight IS NULL OR criteria.parts >= :least_weight)
  AND (:most_weight IS NULL OR criteria.parts <= :most_weight)
  AND (:least_value IS NULL OR records.pence >= :least_value)
  AND (:most_value IS NULL OR records.pence <= :most_value)
ORDER BY criteria.parts DESC, records.tender, lots.lot, criteria.criterion, records.digest
"""


class LibraryError(BidevalError):
    """Raised when a record cannot be taken in, or an index is none; says why."""


class Wanted(NamedTuple):
    """What is searched for; what is None or empty does not narrow the search."""

    words: tuple[str, ...] = ()  # each in the criterion, its pack, or the title of tender or lot
    formula: str | None = None
    buys: str | None = None
    won_by: str | None = None  # a type of bidder
    least_weight: Fraction | None = None  # percent
    most_weight: Fraction | None = None
    least_value: Fraction | None = None  # money
    most_value: Fraction | None = None


class Found(NamedTuple):
    """A criterion of a lot of a record; figures are exact text, ``n/d``."""

    path: str
    tender: str
    title: str
    lot: str
    lot_title: str
    criterion: str
    criterion_title: str
    pack: str
    formula: str
    weight: str  # percent of the whole
    won_with: str | None  # points of the winner, where there is one
    best: str | None  # points, of the assessed bids
    status: str
    winners: str
    types: str
    bids: int
    margin: str | None
    unit: str
    illustration: int


class _Clear(NamedTuple):
    """Inputs of a record, and the texts that they name by their digests."""

    inputs: Inputs
    texts: Mapping[str, str]

    def text(self, said: str | None) -> str:
        """A text in clear; blank where the record does not hold it."""
        if said is None or not said.startswith(_DIGEST):
            return said or ""
        return self.texts.get(said.removeprefix(_DIGEST), "")


class _Row(NamedTuple):
    id: str
    title: str
    pack: str
    formula: str
    weight: Fraction  # percent
    won_with: Fraction | None
    best: Fraction | None


def add(index: Path, path: str, record: ReadRecord) -> bool:
    """Take a record in; say whether it is new.  Raise LibraryError where its result differs."""
    if not verify(record, award_again=award_again).same_but_for_words:
        raise LibraryError(f"{path}: the record does not come to its own result; bideval verify says where")
    data = record.data
    inputs = rebuilt(cast("Mapping[str, Json]", data["inputs"]), record.typed.texts).inputs
    evaluation = judge(inputs).evaluation
    if evaluation is None:
        raise LibraryError(f"{path}: the record has no result to look for")
    digest = cast("Mapping[str, str]", data["digests"])["record"]
    with closing(_opened(index)) as store, store:
        is_new = not store.execute("SELECT 1 FROM records WHERE digest = ?", (digest,)).fetchone()
        for statement in _FORGET:  # so that what an earlier edition of the index left out comes in
            store.execute(statement, (digest,))
        _insert(store, digest, path, _Clear(inputs, record.typed.texts), evaluation)
    return is_new


def _opened(index: Path) -> sqlite3.Connection:
    store = sqlite3.connect(index)
    try:
        store.execute("PRAGMA foreign_keys = ON")
        store.executescript(_SCHEMA)
    except sqlite3.DatabaseError as problem:
        store.close()
        raise LibraryError(f"{index} is no index of records: {problem}") from None
    return store


def _insert(store: sqlite3.Connection, digest: str, path: str, clear: _Clear, evaluation: Evaluation) -> None:
    inputs, tender = clear.inputs, clear.inputs.tender
    value = tender.contract.value if tender.contract else None
    title = clear.text(tender.title)
    kind = (int(tender.illustration), tender.buys or "", tender.currency)
    head = (digest, path, tender.id, title, *kind)
    amount = (None, None) if value is None else (exact_text(value), int(value * 100))
    store.execute("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*head, *amount))
    for lot in evaluation.lots:
        types = {name: bid.bidder.type for name, bid in inputs.bids.items()}
        winners = ", ".join(lot.winners)
        won_by = " ".join(sorted({types[bid] for bid in lot.winners}))
        margin = None if lot.margin is None else exact_text(lot.margin)
        bids = sum(one.status is PlacingStatus.ASSESSED for one in lot.placings)
        who = (lot.method, lot.status.value, bids, winners, won_by, margin, lot.unit)
        row = (digest, lot.id, clear.text(lot.title), *who)
        store.execute("INSERT INTO lots VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        store.executemany(
            "INSERT INTO criteria VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_cells(digest, lot.id, one) for one in _rows(clear, lot)],
        )


def _cells(digest: str, lot: str, one: _Row) -> tuple[str | int | None, ...]:
    return (
        digest,
        lot,
        one.id,
        one.title,
        one.pack,
        one.formula,
        exact_text(one.weight),
        int(one.weight * _PARTS),
        None if one.won_with is None else exact_text(one.won_with),
        None if one.best is None else exact_text(one.best),
    )


def _rows(clear: _Clear, lot: LotResult) -> Iterator[_Row]:
    """Every criterion that scores, with its weight in percent of the whole; the price where none does."""
    tender = clear.inputs.tender
    own = next((one for one in tender.lots if one.id == lot.id), None)
    tree = own.criteria if own is not None and own.criteria is not None else tender.criteria
    assessed = [one for one in lot.placings if one.status is PlacingStatus.ASSESSED]
    scores = assessed[0].scores if assessed else ()
    weights = {one.criterion: one.weight for one in scores if not one.section}
    if not tree or (assessed and not weights):
        yield _Row("price", "Price, by which alone the award is made", "", lot.method, HUNDRED, None, None)
    whole = sum(weights.values(), Fraction(0))
    winner = next((one for one in assessed if one.bid == lot.winner), None)
    for leaf in _leaves(tree):
        if leaf.id in weights and whole:
            title, weight = clear.text(leaf.title), weights[leaf.id] * HUNDRED / whole
            won_with = None if winner is None else _points(winner, leaf.id)
            best = max(_points(one, leaf.id) for one in assessed)
            yield _Row(leaf.id, title, leaf.use or "", leaf.formula or "", weight, won_with, best)


def _leaves(tree: tuple[Criterion, ...]) -> Iterator[Criterion]:
    for one in tree:
        if one.criteria:
            yield from _leaves(one.criteria)
        else:
            yield one


def _points(placing: Placing, criterion: str) -> Fraction:
    return next(one.points for one in placing.scores if one.criterion == criterion)


def search(index: Path, wanted: Wanted) -> list[Found]:
    """Return the criteria that are wanted, the heaviest first; raise LibraryError where there is no index."""
    if not index.exists():
        raise LibraryError(f"there is no index {index}; make one with: bideval library add RECORD")
    with closing(_opened(index)) as store:
        found = [Found(*row) for row in store.execute(_FIND, _bounds(wanted))]
    return [one for one in found if all(_is_about(one, word) for word in wanted.words)]


class Held(NamedTuple):
    """Words of an index that a search may ask for, in order."""

    formulas: tuple[str, ...]
    buys: tuple[str, ...]
    types: tuple[str, ...]  # of bidders that won


def held(index: Path) -> Held:
    """Return which formulas, things bought and types of winners an index holds."""
    with closing(_opened(index)) as store:
        formulas, buys, types = (
            sorted({word for (text,) in store.execute(statement) for word in str(text).split()})
            for statement in (
                "SELECT DISTINCT formula FROM criteria",
                "SELECT DISTINCT buys FROM records",
                "SELECT DISTINCT types FROM lots",
            )
        )
    return Held(tuple(formulas), tuple(buys), tuple(types))


def _bounds(wanted: Wanted) -> dict[str, str | int | None]:
    """What narrows the search, in the units of the index; no value becomes part of the statement."""
    return {
        "formula": wanted.formula,
        "buys": wanted.buys,
        "won_by": wanted.won_by,
        "least_weight": _units(wanted.least_weight, _PARTS),
        "most_weight": _units(wanted.most_weight, _PARTS),
        "least_value": _units(wanted.least_value, 100),
        "most_value": _units(wanted.most_value, 100),
    }


def _units(value: Fraction | None, unit: int) -> int | None:
    return None if value is None else int(value * unit)


def _is_about(one: Found, word: str) -> bool:
    """Whether a word stands in the criterion, its pack, or the title of its tender or lot."""
    said = (one.criterion, one.criterion_title, one.pack, one.lot_title, one.title)
    return any(word.casefold() in text.casefold() for text in said)
