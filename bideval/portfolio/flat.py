"""A few thousand tenders as flat arrays of whole numbers: one figure a tender, a bid, or a bid and criterion.

Lines are read into Python's own numbers, which take ten times the room; so they are turned into
arrays a few hundred tenders at a time, and let go; all else of a line is gone before the next is
read.  What is not stated is NONE; a figure that does not fit is marked, and keeps its tender out
later (bideval.portfolio.columns).
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from types import MappingProxyType

import numpy as np

from bideval.kernel.many import POINT_UNIT, Truth
from bideval.kernel.many import WholeTable as Whole
from bideval.portfolio.numbers_in import MISSING, NONE, in_columns, in_units
from bideval.portfolio.release import OUT, OWNERSHIPS, SIZES, BidPart, Number, OcdsBid
from bideval.portfolio.rule import Rule, Weighing

MONEY_UNIT = 100
YEAR_UNIT = 100
_BY_RULE: Mapping[str, int] = MappingProxyType(
    {
        "value": MONEY_UNIT,
        "places": 1,
        "ladder": 1,
        "step": POINT_UNIT,
        "asked_turnover": MONEY_UNIT,
        "asked_security": MONEY_UNIT,
        "years": YEAR_UNIT,
    }
)
_BY_BID: Mapping[str, int] = MappingProxyType(
    {
        "price": MONEY_UNIT,
        "stands": 1,
        "turnover": MONEY_UNIT,
        "security": MONEY_UNIT,
        "in_price": 1,
        "spent": MONEY_UNIT,
        "ownership": 1,
        "size": 1,
    }
)
_BY_CRITERION = ("others", "social")
_OWNERSHIP = {name: place for place, name in enumerate(OWNERSHIPS)}
_SIZE = {name: place for place, name in enumerate(SIZES)}


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """Figures, tender by tender: each of length tenders, bids, criteria, or bids x criteria."""

    value: Whole  # of the contract
    weighted: Truth  # else the lowest price wins
    weight: Whole  # of price
    formula: Whole  # place in FORMULAS
    n: Whole  # hundredths
    when_equal: Whole  # thousandths of a point
    places: Whole
    ladder: Truth  # a lower price settles a tie
    step: Whole  # thousandths of a point
    asked_turnover: Whole
    asked_security: Whole
    years: Whole
    criteria: Whole  # how many beside price
    bids: Whole  # how many
    price: Whole
    stands: Truth  # false: recorded as disqualified
    turnover: Whole
    security: Whole
    in_price: Truth
    spent: Whole
    ownership: Whole
    size: Whole
    others: Whole  # weights of the criteria beside price
    social: Truth  # whether they are of social value
    points: Whole  # bid by bid, in the order of the criteria


def of_rule(value: Number | None, rule: Rule) -> tuple[Number, ...]:
    """Return what a contest states beside how bids are weighed, as read, in the order of _BY_RULE."""
    amount = MISSING if value is None else value
    stated = rule.stated
    if stated is None:
        return (amount, NONE, False, MISSING, MISSING, MISSING, MISSING)
    return (
        amount,
        NONE if stated.weighted_places is None else stated.weighted_places,
        stated.ties == "lower-price",
        MISSING if stated.mark_step is None else stated.mark_step,
        MISSING if stated.turnover_at_least is None else stated.turnover_at_least,
        MISSING if stated.security is None else stated.security,
        MISSING if stated.years is None else stated.years,
    )


def of_bids(bids: Sequence[OcdsBid], prices: Sequence[Number], own: Sequence[BidPart]) -> list[Number]:
    """Return the figures of bids one after another, as read, each in the order of _BY_BID."""
    figures: list[Number] = []
    for bid, price, body in zip(bids, prices, own, strict=True):
        turnover, spent = body.turnover, body.local_spend
        figures += (
            price,
            bid.status != OUT,
            MISSING if turnover is None else turnover,
            body.security or 0,
            body.security_in_price,
            MISSING if spent is None else spent,
            _OWNERSHIP[body.ownership],
            _SIZE[body.size],
        )
    return figures


def flat(
    weighing: Sequence[Weighing],
    by_rule: Sequence[Number],
    bids: Sequence[int],
    by_bid: Sequence[Number],
    points: Sequence[Number],
) -> Flat:
    """Return tenders as arrays, from what ``of_rule`` and ``of_bids`` found; ``bids``: how many."""
    value, places, ladder, step, turnover, security, years = _turned(by_rule, _BY_RULE)
    price, stands, has, offered, in_price, spent, ownership, size = _turned(by_bid, _BY_BID)
    return Flat(
        value=value,
        weighted=_truth([one.weighted for one in weighing]),
        weight=_whole([one.price for one in weighing]),
        formula=_whole([one.formula for one in weighing]),
        n=_whole([one.n for one in weighing]),
        when_equal=_whole([one.when_equal for one in weighing]),
        places=places,
        ladder=ladder != 0,
        step=step,
        asked_turnover=turnover,
        asked_security=security,
        years=years,
        criteria=_whole([len(one.names) for one in weighing]),
        bids=_whole(bids),
        price=price,
        stands=stands != 0,
        turnover=has,
        security=offered,
        in_price=in_price != 0,
        spent=spent,
        ownership=ownership,
        size=size,
        others=_whole(list(chain.from_iterable([one.others for one in weighing]))),
        social=_truth(list(chain.from_iterable([one.social for one in weighing]))),
        points=in_units(points, POINT_UNIT),
    )


def _turned(rows: Sequence[Number], names: Mapping[str, int]) -> list[Whole]:
    """Rows of figures, one after another, as columns in their units; NONE for what is not there."""
    columns = in_columns(rows, list(names.values()))
    for column, unit in zip(columns, names.values(), strict=True):
        column[column == MISSING * unit] = NONE
    return columns


def _whole(values: Sequence[int]) -> Whole:
    return np.frombuffer(array("q", values), np.int64)


def _truth(values: Sequence[bool]) -> Truth:
    return np.frombuffer(bytes(values), np.bool_)


def joined(flats: Sequence[Flat]) -> Flat:
    """Return several as one."""
    return Flat(
        **{one.name: np.concatenate([getattr(part, one.name) for part in flats]) for one in fields(Flat)}
    )


def part_of(whole: Flat, own: Truth) -> Flat:
    """Return some of the tenders."""
    own_of = dict.fromkeys(_BY_BID, np.repeat(own, whole.bids))
    own_of |= dict.fromkeys(_BY_CRITERION, np.repeat(own, whole.criteria))
    own_of["points"] = np.repeat(own, whole.bids * whole.criteria)
    return Flat(**{one.name: getattr(whole, one.name)[own_of.get(one.name, own)] for one in fields(Flat)})
