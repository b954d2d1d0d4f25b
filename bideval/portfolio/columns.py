"""Tenders as columns of whole numbers, and which of them their own figures keep out.

Prices, turnovers, securities and spending are hundredths of the currency, weights hundredths
of a percent, points thousandths, years hundredths.  A figure that is finer or longer keeps its
tender out; so do a negative one, weights that do not sum to 100 and points above 100.
"""

from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np

from bideval.kernel.many import HUNDRED, POINT_UNIT, WEIGHT_UNIT, Truth
from bideval.kernel.many import WholeTable as Whole
from bideval.portfolio.gathered import FORMULAS, Gathered, Labels
from bideval.portfolio.numbers_in import MOST, absent, in_units

MONEY_UNIT = 100
YEAR_UNIT = 100
NONE = -1  # in a column: not stated
_FULL = HUNDRED * POINT_UNIT


class Names(NamedTuple):
    """What stands beside the columns of a tender."""

    line: int
    ocid: str
    bids: tuple[str, ...]
    criteria: tuple[str, ...]
    labels: Labels
    currency: str
    recorded: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ByTender:
    """One figure a tender; NONE where it is not stated."""

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
    """Tenders of one kind that can be evaluated, with room for as many bids as the most have.

    Tables of bids are bids x tenders; a cell without a bid does not stand and holds zeros, a
    price of 1.  Rows of criteria are filled up with weights of 0.
    """

    names: tuple[Names, ...]
    weighted: bool  # else the lowest price wins
    of: ByTender
    bid: ByBid
    there: Truth  # bids x tenders
    weights: Whole  # criteria x tenders
    social: Truth  # criteria x tenders
    points: Whole  # criteria x bids x tenders
    times: Whole | None  # twice the power of ten of the decimals of weighted figures, if they are rounded


class KeptOut(NamedTuple):
    """A tender that its own figures keep out, and why."""

    line: int
    ocid: str
    reason: str


def columns(found: Gathered) -> tuple[list[Columns], list[KeptOut]]:
    """Return the tenders that can be evaluated, those of a kind together, and those that cannot."""
    if not found.lines:
        return [], []
    whole = _whole(found)
    reasons = _reasons(whole)
    out = [
        KeptOut(whole.names[place].line, whole.names[place].ocid, reason)
        for place, reason in sorted(reasons.items())
    ]
    kinds = _kinds(whole)
    kinds[list(reasons)] = -1
    return [_part_of(whole, kinds == kind) for kind in np.unique(kinds[kinds >= 0]).tolist()], out


def _kinds(whole: Columns) -> Whole:
    """A number for each kind of tender: how it is won, and how many bids there is room for."""
    width = np.ceil(np.log2(whole.there.sum(axis=0))).astype(np.int64)
    won: Whole = np.where(whole.of.weighted, 1 + (whole.of.places >= 0), 0)
    kinds: Whole = width * 3 + won
    return kinds


def _part_of(whole: Columns, keep: Truth) -> Columns:
    """Return the columns of some of the tenders, all of one kind."""
    most = int(whole.there[:, keep].sum(axis=0).max())
    criteria = int(whole.of.criteria[keep].max(initial=0))
    of = ByTender(**{one.name: getattr(whole.of, one.name)[keep] for one in fields(ByTender)})
    return Columns(
        tuple(one for one, kept in zip(whole.names, keep.tolist(), strict=True) if kept),
        bool(of.weighted[0]),
        of,
        ByBid(**{one.name: getattr(whole.bid, one.name)[:most, keep] for one in fields(ByBid)}),
        whole.there[:most, keep],
        whole.weights[:criteria, keep],
        whole.social[:criteria, keep],
        whole.points[:criteria, :most, keep],
        2 * 10**of.places if of.places[0] >= 0 else None,
    )


def _stated(values: Whole, unit: int) -> Whole:
    """The figures with NONE for those that are not there."""
    found: Whole = np.where(values == absent(unit), NONE, values)
    return found


def _whole(found: Gathered) -> Columns:
    """All tenders in one table, before they are looked at."""
    sizes = np.array(found.sizes, np.int64)
    there = np.arange(sizes.max())[:, np.newaxis] < sizes
    of = _by_tender(found)
    weights, social = _by_criterion(found, of.criteria)
    points = in_units(found.points, POINT_UNIT)
    return Columns(
        _names(found, sizes),
        weighted=False,
        of=of,
        bid=_by_bid(found, there),
        there=there,
        weights=weights,
        social=social,
        points=_points(points, there, of.criteria, len(weights)),
        times=None,
    )


def _by_tender(found: Gathered) -> ByTender:
    rules = found.rules
    return ByTender(
        value=_stated(in_units(found.values, MONEY_UNIT), MONEY_UNIT),
        weighted=np.array([rule.weighted for rule in rules], np.bool_),
        price=in_units([rule.price for rule in rules], WEIGHT_UNIT),
        formula=np.array([rule.formula for rule in rules], np.int64),
        n=in_units([rule.n for rule in rules], 100),
        when_equal=_stated(in_units([rule.when_equal for rule in rules], POINT_UNIT), POINT_UNIT),
        places=np.array([rule.places for rule in rules], np.int64),
        ladder=np.array([rule.ladder for rule in rules], np.bool_),
        step=_stated(in_units([rule.step for rule in rules], POINT_UNIT), POINT_UNIT),
        turnover=_stated(in_units([rule.turnover for rule in rules], MONEY_UNIT), MONEY_UNIT),
        security=_stated(in_units([rule.security for rule in rules], MONEY_UNIT), MONEY_UNIT),
        years=_stated(in_units([rule.years for rule in rules], YEAR_UNIT), YEAR_UNIT),
        criteria=np.array([len(rule.names) for rule in rules], np.int64),
    )


def _by_bid(found: Gathered, there: Truth) -> ByBid:
    return ByBid(
        price=_table(in_units(found.prices, MONEY_UNIT), there, 1),
        stands=_table(np.array(found.stands, np.bool_), there, 0).astype(np.bool_),
        turnover=_table(_stated(in_units(found.turnovers, MONEY_UNIT), MONEY_UNIT), there, 0),
        security=_table(in_units(found.securities, MONEY_UNIT), there, 0),
        in_price=_table(np.array(found.in_price, np.bool_), there, 0).astype(np.bool_),
        spent=_table(_stated(in_units(found.spent, MONEY_UNIT), MONEY_UNIT), there, 0),
        ownership=_table(np.array(found.ownerships, np.int64), there, 0),
        size=_table(np.array(found.body_sizes, np.int64), there, 0),
    )


def _table(flat: Whole | Truth, there: Truth, filling: int) -> Whole:
    """A figure a bid as a table of bids x tenders; cells without a bid hold ``filling``."""
    turned = np.full(there.T.shape, filling, np.int64)
    turned[there.T] = flat  # the lists go tender by tender, as the turned table does row by row
    return np.ascontiguousarray(turned.T)


def _by_criterion(found: Gathered, counts: Whole) -> tuple[Whole, Truth]:
    """Weights and whether they are of social value, criteria x tenders."""
    filled = np.arange(int(counts.max()))[:, np.newaxis] < counts
    weights = in_units([one for rule in found.rules for one in rule.others], WEIGHT_UNIT)
    social = np.array([one for rule in found.rules for one in rule.social], np.bool_)
    return _table(weights, filled, 0), _table(social, filled, 0).astype(np.bool_)


def _points(flat: Whole, there: Truth, counts: Whole, most: int) -> Whole:
    """Points, criteria x bids x tenders."""
    bids, tenders = there.shape
    turned = np.zeros((tenders, bids, most), np.int64)
    filled = there.T[:, :, np.newaxis] & (np.arange(most) < counts[:, np.newaxis, np.newaxis])
    turned[filled] = flat
    return np.ascontiguousarray(turned.transpose(2, 1, 0))


def _names(found: Gathered, sizes: Whole) -> tuple[Names, ...]:
    begins = (np.cumsum(sizes) - sizes).tolist()
    return tuple(
        Names(line, ocid, tuple(found.ids[begin : begin + size]), rule.names, labels, currency, recorded)
        for line, ocid, begin, size, rule, labels, currency, recorded in zip(
            found.lines,
            found.ocids,
            begins,
            found.sizes,
            found.rules,
            found.labels,
            found.currencies,
            found.recorded,
            strict=True,
        )
    )


def _reasons(whole: Columns) -> dict[int, str]:
    """Why tenders are kept out, by their place: the first reason that applies."""
    of, bid = whole.of, whole.bid
    by_tender = np.stack(
        [of.value, of.price, of.n, of.when_equal, of.step, of.turnover, of.security, of.years, *whole.weights]
    )
    by_bid = np.concatenate([bid.price, bid.turnover, bid.security, bid.spent, *whole.points])
    points = whole.points.max(axis=(0, 1), initial=0)
    total = of.price + whole.weights.sum(axis=0)
    priced = of.weighted & (of.price > 0)
    n_times, between, of_budget = (priced & (of.formula == place) for place in range(2, len(FORMULAS)))
    checks = (
        ("number-unfit", (by_tender > MOST).any(axis=0) | (by_bid > MOST).any(axis=0)),
        ("negative-number", (by_tender < NONE).any(axis=0) | (by_bid < NONE).any(axis=0)),
        ("negative-number", (bid.price < 0).any(axis=0) | (bid.security < 0).any(axis=0)),
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
