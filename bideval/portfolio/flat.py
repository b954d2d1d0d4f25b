"""A few thousand tenders as flat arrays of whole numbers: one figure a tender, a bid, or a bid and criterion.

Lines are read into Python's own numbers, which take ten times the room; so they are turned into
arrays a few hundred tenders at a time, and let go.  What is not stated is NONE; a figure that
does not fit is marked, and keeps its tender out later (bideval.portfolio.columns).
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from bideval.kernel.many import POINT_UNIT, WEIGHT_UNIT, Truth
from bideval.kernel.many import WholeTable as Whole
from bideval.portfolio.numbers_in import MISSING, in_units
from bideval.portfolio.release import OUT, OWNERSHIPS, SIZES, BidPart, Number, OcdsBid
from bideval.portfolio.rule import Rule

MONEY_UNIT = 100
YEAR_UNIT = 100
NONE = -1  # not stated
_BY_BID = ("price", "stands", "turnover", "security", "in_price", "spent", "ownership", "size")
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


def flat(
    values: Sequence[Number | None],
    rules: Sequence[Rule],
    bids: Sequence[Sequence[OcdsBid]],
    own: Sequence[Sequence[BidPart]],
    points: Sequence[Number],
) -> Flat:
    """Return tenders as arrays; each has a value, a rule, its bids and our part of them in the same order."""
    every = [bid for one in bids for bid in one]
    bodies = [body for one in own for body in one]
    return Flat(
        value=_stated(values, MONEY_UNIT),
        weighted=_truth([rule.weighted for rule in rules]),
        weight=in_units([rule.price for rule in rules], WEIGHT_UNIT),
        formula=_whole([rule.formula for rule in rules]),
        n=in_units([rule.n for rule in rules], 100),
        when_equal=_stated([rule.when_equal for rule in rules], POINT_UNIT),
        places=_whole([rule.places for rule in rules]),
        ladder=_truth([rule.ladder for rule in rules]),
        step=_stated([rule.step for rule in rules], POINT_UNIT),
        asked_turnover=_stated([rule.turnover for rule in rules], MONEY_UNIT),
        asked_security=_stated([rule.security for rule in rules], MONEY_UNIT),
        years=_stated([rule.years for rule in rules], YEAR_UNIT),
        criteria=_whole([len(rule.names) for rule in rules]),
        bids=_whole([len(one) for one in bids]),
        price=in_units(_amounts(every), MONEY_UNIT),
        stands=_truth([bid.status != OUT for bid in every]),
        turnover=_stated([body.turnover for body in bodies], MONEY_UNIT),
        security=in_units([body.security or 0 for body in bodies], MONEY_UNIT),
        in_price=_truth([body.security_in_price for body in bodies]),
        spent=_stated([body.local_spend for body in bodies], MONEY_UNIT),
        ownership=_whole([_OWNERSHIP[body.ownership] for body in bodies]),
        size=_whole([_SIZE[body.size] for body in bodies]),
        others=in_units([one for rule in rules for one in rule.others], WEIGHT_UNIT),
        social=_truth([one for rule in rules for one in rule.social]),
        points=in_units(points, POINT_UNIT),
    )


def _amounts(bids: Sequence[OcdsBid]) -> list[Number]:
    """The prices; a bid without one was left out before."""
    return [value.amount for bid in bids if (value := bid.value) and value.amount is not None]


def _stated(values: Sequence[Number | None], unit: int) -> Whole:
    """The figures in units, with NONE for those that are not there."""
    figures = in_units([MISSING if value is None else value for value in values], unit)
    figures[figures == MISSING * unit] = NONE
    return figures


def _whole(values: Sequence[int]) -> Whole:
    return np.array(values, np.int64)


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
