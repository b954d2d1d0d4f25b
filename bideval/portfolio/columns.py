"""Contests as columns of whole numbers, and which tenders their own figures keep out.

Prices, turnovers, securities and spending are hundredths of the currency, weights hundredths
of a percent, points thousandths, years hundredths.  A figure that is finer or longer keeps its
tender out; so do a negative one, weights that do not sum to 100 and points above 100.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple, overload

import numpy as np

from bideval.kernel.many import HUNDRED, POINT_UNIT, WEIGHT_UNIT, Truth
from bideval.kernel.many import WholeTable as Whole
from bideval.portfolio.flat import Flat, part_of
from bideval.portfolio.gathered import Gathered, Names
from bideval.portfolio.numbers_in import MOST, NONE
from bideval.portfolio.release import FORMULAS

_FULL = HUNDRED * POINT_UNIT
_NARROW = 4  # bids for which any table has room
_ENOUGH = 3000  # tenders for a table of so few bids: one more small table costs more than empty cells


@dataclass(frozen=True, slots=True, eq=False)
class ByTender:
    """One figure a contest; NONE where it is not stated."""

    value: Whole  # of the contract
    weighted: Truth  # else the lowest price wins
    price: Whole  # weight
    formula: Whole  # place in FORMULAS
    n: Whole  # hundredths
    when_equal: Whole  # thousandths of a point
    places: Whole
    ladder: Truth  # a lower price settles a tie
    step: Whole  # thousandths of a point
    turnover: Whole
    security: Whole
    years: Whole
    criteria: Whole  # how many beside price
    bids: Whole  # how many
    currency: Whole  # place in the currencies of the table
    label: Whole  # place in the labels of the table
    recorded: Truth  # whether a winner is recorded


@dataclass(frozen=True, slots=True, eq=False)
class ByBid:
    """One figure a bid; NONE where it is not stated."""

    price: Whole
    stands: Truth  # false: recorded as disqualified
    turnover: Whole
    security: Whole
    in_price: Truth
    spent: Whole
    ownership: Whole
    size: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Contests of one kind that can be evaluated, with room for as many bids as the most have.

    Tables of bids are bids x contests; a cell without a bid does not stand and holds zeros, a
    price of 1.  Rows of criteria are filled up with weights of 0.
    """

    names: Sequence[Names]
    currencies: tuple[str, ...]
    labels: tuple[str, ...]
    weighted: bool  # else the lowest price wins
    of: ByTender
    bid: ByBid
    there: Truth  # bids x contests
    weights: Whole  # criteria x contests
    social: Truth  # criteria x contests
    points: Whole  # criteria x bids x contests
    times: Whole | None  # twice the power of ten of the decimals of weighted figures, if they are rounded


class KeptOut(NamedTuple):
    """A tender that its own figures keep out, and why."""

    line: int
    ocid: str
    reason: str


def columns(found: Gathered) -> tuple[list[Columns], list[KeptOut]]:
    """Return the tenders that can be evaluated, contests of a kind together, and those that cannot."""
    if not len(found):
        return [], []
    flat = found.figures()
    kinds = _kinds(flat)
    tables = [_table_of(found, flat, kinds == kind) for kind in np.unique(kinds)]
    out: dict[int, KeptOut] = {}
    for table in tables:
        for place, reason in _reasons(table).items():
            one = table.names[place]
            out.setdefault(one.line, KeptOut(one.line, one.ocid, reason))
    if out:
        kept = [[place for place, one in enumerate(table.names) if one.line not in out] for table in tables]
        tables = [chosen(table, np.array(which)) for table, which in zip(tables, kept, strict=True) if which]
    return tables, sorted(out.values())


def _kinds(flat: Flat) -> Whole:
    """A number for each kind of contest: how it is won, and how many bids there is room for."""
    width = np.ceil(np.log2(np.maximum(flat.bids, _NARROW))).astype(np.int64)
    won: Whole = np.where(flat.weighted, 1 + (flat.places >= 0), 0)
    for one in range(3):
        few = (won == one) & (flat.bids <= _NARROW)
        width[few] += np.count_nonzero(few) < _ENOUGH
    kinds: Whole = width * 3 + won
    return kinds


def chosen(columns: Columns, which: Whole) -> Columns:
    """Return the columns of the tenders at ``which``, in that order."""
    return Columns(
        Several(columns.names, which),
        columns.currencies,
        columns.labels,
        columns.weighted,
        ByTender(**{one.name: getattr(columns.of, one.name)[which] for one in fields(ByTender)}),
        ByBid(**{one.name: getattr(columns.bid, one.name).take(which, axis=1) for one in fields(ByBid)}),
        columns.there.take(which, axis=1),
        columns.weights.take(which, axis=1),
        columns.social.take(which, axis=1),
        columns.points.take(which, axis=2),
        None if columns.times is None else columns.times[which],
    )


class Several(Sequence[Names]):
    """Some of the names, looked up when they are asked for."""

    def __init__(self, names: Sequence[Names], which: Whole) -> None:
        """Keep the places of those that are meant."""
        self._names, self._which = names, which

    def __len__(self) -> int:
        return len(self._which)

    @overload
    def __getitem__(self, place: int) -> Names: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Names]: ...
    def __getitem__(self, place: int | slice) -> Names | Sequence[Names]:
        if isinstance(place, slice):
            return Several(self._names, self._which[place])
        return self._names[int(self._which[place])]


def _table_of(found: Gathered, whole: Flat, own: Truth) -> Columns:
    """The contests of a kind as one table, before they are looked at."""
    flat = part_of(whole, own)
    there = np.arange(flat.bids.max())[:, np.newaxis] < flat.bids
    filled = np.arange(flat.criteria.max())[:, np.newaxis] < flat.criteria
    which = np.flatnonzero(own)
    return Columns(
        Several(found.names, which),
        tuple(found.currencies),
        tuple(found.labels),
        weighted=bool(flat.weighted[0]),
        of=_by_tender(found, flat, which),
        bid=_by_bid(flat, there),
        there=there,
        weights=_table(flat.others, filled, 0),
        social=_table(flat.social, filled, 0).astype(np.bool_),
        points=_points(flat, there),
        times=2 * 10**flat.places if flat.places[0] >= 0 else None,
    )


def _by_tender(found: Gathered, flat: Flat, which: Whole) -> ByTender:
    return ByTender(
        value=flat.value,
        weighted=flat.weighted,
        price=flat.weight,
        formula=flat.formula,
        n=flat.n,
        when_equal=flat.when_equal,
        places=flat.places,
        ladder=flat.ladder,
        step=flat.step,
        turnover=flat.asked_turnover,
        security=flat.asked_security,
        years=flat.years,
        criteria=flat.criteria,
        bids=flat.bids,
        currency=np.array(found.currency, np.int64)[which],
        label=np.array(found.label or [0] * len(found), np.int64)[which],
        recorded=np.array([bool(one.recorded) for one in found.names], np.bool_)[which],
    )


def _by_bid(flat: Flat, there: Truth) -> ByBid:
    return ByBid(
        price=_table(flat.price, there, 1),
        stands=_table(flat.stands, there, 0).astype(np.bool_),
        turnover=_table(flat.turnover, there, 0),
        security=_table(flat.security, there, 0),
        in_price=_table(flat.in_price, there, 0).astype(np.bool_),
        spent=_table(flat.spent, there, 0),
        ownership=_table(flat.ownership, there, 0),
        size=_table(flat.size, there, 0),
    )


def _table(flat: Whole | Truth, there: Truth, filling: int) -> Whole:
    """A figure a bid as a table of bids x contests; cells without a bid hold ``filling``."""
    turned = np.full(there.T.shape, filling, np.int64)
    turned[there.T] = flat  # the lists go contest by contest, as the turned table does row by row
    return np.ascontiguousarray(turned.T)


def _points(flat: Flat, there: Truth) -> Whole:
    """Points, criteria x bids x contests."""
    bids, contests = there.shape
    most = int(flat.criteria.max())
    turned = np.zeros((contests, bids, most), np.int64)
    filled = there.T[:, :, np.newaxis] & (np.arange(most) < flat.criteria[:, np.newaxis, np.newaxis])
    turned[filled] = flat.points
    return np.ascontiguousarray(turned.transpose(2, 1, 0))


def _reasons(whole: Columns) -> dict[int, str]:
    """Why tenders are kept out, by their place: the first reason that applies."""
    of, bid = whole.of, whole.bid
    weights = np.stack([of.price, *whole.weights])
    by_tender = np.stack([of.value, of.n, of.when_equal, of.step, of.turnover, of.security, of.years])
    of_bids = np.concatenate([bid.turnover, bid.security, bid.spent])
    points = whole.points.max(axis=(0, 1), initial=0)
    total = of.price + whole.weights.sum(axis=0)
    priced = of.weighted & (of.price > 0)
    n_times, between, of_budget = (priced & (of.formula == place) for place in range(2, len(FORMULAS)))
    checks = (
        ("price-unfit", (bid.price > MOST).any(axis=0)),
        ("weight-unfit", (weights > MOST).any(axis=0)),
        ("points-unfit", (whole.points > MOST).any(axis=(0, 1))),
        ("number-unfit", (by_tender > MOST).any(axis=0) | (of_bids > MOST).any(axis=0)),
        ("negative-price", (bid.price < 0).any(axis=0)),
        ("negative-weight", (weights < 0).any(axis=0)),
        ("negative-points", (whole.points < 0).any(axis=(0, 1))),
        ("negative-number", (by_tender < NONE).any(axis=0) | (of_bids < NONE).any(axis=0)),
        ("negative-number", (bid.security < 0).any(axis=0)),
        ("price-of-nothing", (bid.price == 0).any(axis=0)),
        ("weights-not-100", of.weighted & (total != HUNDRED * WEIGHT_UNIT)),
        ("points-out-of-range", points > _FULL),
        ("formula-unclear", between & ((of.when_equal < 0) | (of.when_equal > _FULL))),
        ("formula-unclear", n_times & ((of.n <= 100) | (of.n > 10_000))),
        ("formula-unclear", of_budget & (of.value <= 0)),
    )
    found: dict[int, str] = {}
    for reason, applies in checks:
        for place in np.flatnonzero(applies).tolist():
            found.setdefault(place, reason)
    return found
