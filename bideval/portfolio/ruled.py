"""What a scenario makes of tenders: whom it admits, at which price, under which weights.

A tender to which a part of the scenario cannot apply says why not, and counts nowhere else.
Where lots are supposed to be smaller, all else is supposed to be in proportion: every price,
the value and what the tests ask for are divided; what a bidder has is not.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from bideval.kernel.many import HUNDRED, WEIGHT_UNIT, Truth, Weights
from bideval.kernel.many import WholeTable as Whole
from bideval.portfolio.columns import Columns
from bideval.portfolio.course import Course
from bideval.portfolio.numbers_in import NONE
from bideval.portfolio.release import OWNERSHIPS
from bideval.portfolio.scenario import Scenario

_FULL = HUNDRED * WEIGHT_UNIT
_PARTS = 1_000_000  # of money a year: percent, hundredths of a percent, hundredths of a year
_SAFE = float(2**61)
_UNSTATED = OWNERSHIPS.index("not-stated")


class Admitted(NamedTuple):
    """Which bids are admitted, and the tenders for which that may have left 64 bits."""

    bids: Truth
    beyond: Truth


class Priced(NamedTuple):
    """Prices as they are compared and budgets in the same unit, and where they may have left 64 bits."""

    price: Whole
    budget: Whole
    beyond: Truth


class Standing(NamedTuple):
    """To which tenders a scenario applies, and why it does not to how many others."""

    key: str
    applies: Truth
    cannot: tuple[tuple[str, int], ...]  # each tender under its first reason alone


def standing_of(columns: Columns, course: Course) -> Standing:
    """Return to which tenders the scenario applies."""
    left = np.ones(len(columns.names), np.bool_)
    found = []
    for reason, which in _reasons(columns, course.scenario):
        found.append((reason, int(np.count_nonzero(which & left))))
        left = left & ~which
    return Standing(course.standing, left, tuple(found))


def _reasons(columns: Columns, scenario: Scenario) -> Iterator[tuple[str, Truth]]:
    of = columns.of
    if scenario.formula is not None:
        yield "no price is weighed", (of.price == 0) | ~of.weighted
        if scenario.formula.id == "budget-linear":
            yield "no contract value is stated", of.value <= 0
    if scenario.social_value is not None:
        held = _social(columns)
        yield "no weight for social value beside others", (held == 0) | (held == _FULL)
    yield from _reasons_of_tests(columns, scenario)
    if scenario.reserve:
        yield "a bidder's type is not stated", _any(columns.bid.ownership == _UNSTATED)
    if scenario.disqualified_in:
        yield "no bid is disqualified", ~_any(columns.there & ~columns.bid.stands)


def _reasons_of_tests(columns: Columns, scenario: Scenario) -> Iterator[tuple[str, Truth]]:
    of, turnover, bond = columns.of, scenario.turnover, scenario.bond
    if turnover is not None:
        if turnover.kind != "on":
            yield "no turnover test is published", of.turnover == NONE
        if turnover.kind != "off":
            yield "no contract value and years are stated", (of.value <= 0) | (of.years <= 0)
            yield "a bid states no turnover", _any(columns.bid.turnover == NONE)
    if bond is not None:
        yield "no security is asked for", of.security <= 0
        if bond.kind == "fold":
            yield "no years are stated", of.years <= 0
            yield "no price is weighed", of.weighted & (of.price == 0)
    if scenario.lots > 1:
        yield "no turnover test or security to divide", (of.turnover == NONE) & (of.security <= 0)


def _any(which: Truth) -> Truth:
    found: Truth = np.logical_or.reduce(which, axis=0)
    return found


def _social(columns: Columns) -> Whole:
    found: Whole = np.where(columns.social, columns.weights, 0).sum(axis=0)
    return found


def weights(columns: Columns, scenario: Scenario) -> Weights:
    """Return the weights: social value at what is supposed, the others in proportion."""
    of = columns.of
    if scenario.social_value is None:
        return Weights(of.price, columns.weights, np.ones(len(columns.names), np.int64))
    wanted = int(scenario.social_value * WEIGHT_UNIT)
    held = np.clip(_social(columns), 1, _FULL - 1)  # beyond these it does not apply
    price = of.price * (_FULL - wanted) * held
    others = columns.weights * np.where(columns.social, wanted * (_FULL - held), (_FULL - wanted) * held)
    below = held * (_FULL - held)
    common = np.gcd(np.gcd.reduce(others, axis=0), np.gcd(price, below))
    return Weights(price // common, others // common, below // common)


def admitted(columns: Columns, scenario: Scenario) -> Admitted:
    """Return which bids are admitted."""
    of, bid, turnover = columns.of, columns.bid, scenario.turnover
    found = columns.there if scenario.disqualified_in else bid.stands
    if scenario.reserve:
        found = found & np.isin(bid.ownership, [OWNERSHIPS.index(one) for one in scenario.reserve])
    if scenario.bond is None:
        found = found & (bid.security * scenario.lots >= of.security)
    if turnover is None or turnover.kind == "cap":
        met = (of.turnover == NONE) | (bid.turnover * scenario.lots >= of.turnover)
    else:
        met = np.full(found.shape, turnover.kind == "off")
    beyond = np.zeros(len(columns.names), np.bool_)
    if turnover is not None and turnover.kind != "off":
        times = int(turnover.times * 100)
        met = met | (bid.turnover * of.years * scenario.lots >= times * of.value)
        most = bid.turnover.max(axis=0).astype(np.float64) * of.years * scenario.lots
        beyond = (most > _SAFE) | (of.value.astype(np.float64) * times > _SAFE)
    return Admitted(found & met, beyond)


def priced(columns: Columns, scenario: Scenario) -> Priced:
    """Return the prices as they are compared.

    A security that is folded costs rate x amount x years; a bid that says that its price
    holds the cost of a sufficient one is not charged.
    """
    of, bid = columns.of, columns.bid
    if scenario.bond is None or scenario.bond.kind != "fold":
        return Priced(bid.price, of.value, np.zeros(len(columns.names), np.bool_))
    each = int(scenario.bond.rate * 100) * np.maximum(of.years, 0)
    common = np.gcd(each, _PARTS)
    times, parts = each // common, _PARTS // common
    amount = np.maximum(of.security, 0)
    free = bid.in_price & (bid.security * scenario.lots >= of.security)
    charge = np.where(free, 0, times * amount)
    highest = np.maximum(bid.price.max(axis=0), of.value).astype(np.float64)
    beyond = highest * parts + times.astype(np.float64) * amount > _SAFE
    return Priced(bid.price * parts + charge, of.value * parts, beyond)
