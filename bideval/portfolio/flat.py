"""A few thousand tenders as flat arrays of whole numbers: one figure a tender, a bid, or a bid and criterion.

Lines are read into Python's own numbers, which take ten times the room; so they are turned into
arrays a few hundred tenders at a time, and let go.  What is not stated is NONE; a figure that
does not fit is marked, and keeps its tender out later (bideval.portfolio.columns).
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import chain

import numpy as np
from msgspec import Raw

from bideval.kernel.many import POINT_UNIT, Truth
from bideval.kernel.many import WholeTable as Whole
from bideval.portfolio.numbers_in import MISSING, NONE, in_units
from bideval.portfolio.release import OUT, OWNERSHIPS, SIZES, BidPart, Number, OcdsBid, Rules
from bideval.portfolio.rule import Rule

MONEY_UNIT = 100
YEAR_UNIT = 100
_BY_BID = ("price", "stands", "turnover", "security", "in_price", "spent", "ownership", "size")
_BY_CRITERION = ("others", "social")
_NOTHING = Rules(criteria=Raw())
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


def flat(
    values: Sequence[Number | None],
    rules: Sequence[Rule],
    prices: Sequence[Sequence[Number]],
    bids: Sequence[Sequence[OcdsBid]],
    own: Sequence[Sequence[BidPart]],
    points: Sequence[Number],
) -> Flat:
    """Return tenders as arrays; each has a value, a rule, its bids, their prices and our part of them."""
    weighing = [rule.weighing for rule in rules]
    stated = [rule.stated or _NOTHING for rule in rules]
    bodies = list(chain.from_iterable(own))
    return Flat(
        value=_stated(values, MONEY_UNIT),
        weighted=_truth([one.weighted for one in weighing]),
        weight=_whole([one.price for one in weighing]),
        formula=_whole([one.formula for one in weighing]),
        n=_whole([one.n for one in weighing]),
        when_equal=_whole([one.when_equal for one in weighing]),
        places=_whole([NONE if one.weighted_places is None else one.weighted_places for one in stated]),
        ladder=_truth([one.ties == "lower-price" for one in stated]),
        step=_stated([one.mark_step for one in stated], POINT_UNIT),
        asked_turnover=_stated([one.turnover_at_least for one in stated], MONEY_UNIT),
        asked_security=_stated([one.security for one in stated], MONEY_UNIT),
        years=_stated([one.years for one in stated], YEAR_UNIT),
        criteria=_whole([len(one.names) for one in weighing]),
        bids=_whole(list(map(len, bids))),
        price=in_units(list(chain.from_iterable(prices)), MONEY_UNIT),
        stands=_truth([bid.status != OUT for one in bids for bid in one]),
        turnover=_stated([body.turnover for body in bodies], MONEY_UNIT),
        security=in_units([body.security or 0 for body in bodies], MONEY_UNIT),
        in_price=_truth([body.security_in_price for body in bodies]),
        spent=_stated([body.local_spend for body in bodies], MONEY_UNIT),
        ownership=_whole([_OWNERSHIP[body.ownership] for body in bodies]),
        size=_whole([_SIZE[body.size] for body in bodies]),
        others=_whole(list(chain.from_iterable([one.others for one in weighing]))),
        social=_truth(list(chain.from_iterable([one.social for one in weighing]))),
        points=in_units(points, POINT_UNIT),
    )


def _stated(values: Sequence[Number | None], unit: int) -> Whole:
    """The figures in units, with NONE for those that are not there."""
    figures = in_units([MISSING if value is None else value for value in values], unit)
    figures[figures == MISSING * unit] = NONE
    return figures


def _whole(values: Sequence[int]) -> Whole:
    return np.frombuffer(array("q", values), np.int64)


def _truth(values: Sequence[bool]) -> Truth:
    return np.array(values, np.bool_)


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
