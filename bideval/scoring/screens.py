"""Screens: the price that a bid's price is held against, made from all bids of the lot.

A screen is a field of a measure, ``prices.<rule>``.  It gives an amount of money for one
bid: a mean, a median, another bid's price, or the line that a national rule draws.  The
prices compared are those of the bids still in when the price gates begin.  Where a rule
has nothing to compare a bid with, the bid is compared with itself, and the words say so.

Sources: RD 1098/2001 art. 85 (Spain), D.Lgs 50/2016 art. 97(2) and the older art. 86
(Italy), practice on Prozorro (Ukraine): all by secondary sources.  No law is claimed to
be met, nothing is rounded, and no bid is excluded here: a gate says what follows.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bideval.errors import GuardError
from bideval.model.numbers import shown
from bideval.model.units import PRICES

TENTH, HUNDRED = Fraction(1, 10), Fraction(100)


class Compared(NamedTuple):
    """One bid's price beside those of the others, and the contract's estimated value."""

    own: Fraction
    others: tuple[Fraction, ...]
    estimate: Fraction | None = None
    share: Fraction | None = None  # percent, for the rules that leave something out by a share

    @property
    def all(self) -> tuple[Fraction, ...]:
        """Every price, the lowest first."""
        return tuple(sorted((self.own, *self.others)))


class Line(NamedTuple):
    """The amount a price is held against, and how it was worked out."""

    amount: Fraction
    worked: str


def line_of(path: str, compared: Compared) -> Line:
    """Return the amount that the field ``path`` stands for; raise GuardError where a figure is wanting."""
    return SCREENS[path](compared)


def _mean(prices: Sequence[Fraction], of: str = "mean") -> Line:
    amount = sum(prices, Fraction(0)) / len(prices)
    return Line(amount, f"{of} ({' + '.join(map(shown, prices))}) / {len(prices)} = {shown(amount)}")


def _itself(compared: Compared, why: str) -> Line:
    return Line(compared.own, f"{why}, so the bid is compared with itself")


def _of_all(compared: Compared) -> Line:
    return _mean(compared.all)


def _median(compared: Compared) -> Line:
    prices = compared.all
    middle = prices[(len(prices) - 1) // 2 : len(prices) // 2 + 1]
    amount = sum(middle, Fraction(0)) / len(middle)
    return Line(amount, f"median of {', '.join(map(shown, prices))} = {shown(amount)}")


def _second_lowest(compared: Compared) -> Line:
    if not compared.others:
        return _itself(compared, "there is no second price")
    amount = compared.all[1]
    return Line(amount, f"second lowest of {', '.join(map(shown, compared.all))} = {shown(amount)}")


def _of_others(compared: Compared) -> Line:
    if not compared.others:
        return _itself(compared, "there is no other price")
    return _mean(tuple(sorted(compared.others)), "mean of the others")


def _next(compared: Compared) -> Line:
    dearer = [price for price in compared.others if price >= compared.own]
    if not dearer:
        return _itself(compared, "no other price is as high")
    return Line(min(dearer), f"next price = {shown(min(dearer))}")


def _double_mean(compared: Compared) -> Line:
    """The mean of the prices not more than ``share`` percent above the mean of all."""
    share = _stated(compared.share, "share")
    first = _mean(compared.all)
    limit = first.amount * (HUNDRED + share) / HUNDRED
    kept = [price for price in compared.all if price <= limit]
    second = _mean(kept, f"mean of those up to {shown(limit)}")
    return Line(second.amount, f"{first.worked}; {second.worked}")


def _spain(compared: Compared) -> Line:
    """The lowest price that is not presumed abnormal, by the number of bids."""
    prices = compared.all
    if len(prices) == 1:
        return _part(Line(_stated(compared.estimate, "estimate"), "one bid, estimate"), 75)
    if len(prices) == 2:
        (other,) = compared.others
        return _part(Line(other, f"two bids, the other {shown(other)}"), 80)
    if len(prices) > 3:
        return _part(_spanish_mean(prices), 90)
    mean = _mean(prices)
    if prices[-1] > mean.amount * (1 + TENTH):
        mean = _mean(prices[:-1], "mean without the highest")
    by_mean = _part(mean, 90)
    estimate = _stated(compared.estimate, "estimate")
    by_estimate = _part(Line(estimate, f"estimate {shown(estimate)}"), 75)
    higher = max(by_mean.amount, by_estimate.amount)
    return Line(higher, f"{by_mean.worked}; {by_estimate.worked}; the higher of both {shown(higher)}")


def _spanish_mean(prices: tuple[Fraction, ...]) -> Line:
    first = _mean(prices)
    kept = [price for price in prices if price <= first.amount * (1 + TENTH)]
    if len(kept) == len(prices):
        return first
    if len(kept) < 3:
        return _mean(prices[:3], "mean of the three lowest")
    return _mean(kept, "mean of those not more than 10 percent above the mean")


def _part(of: Line, percent: int) -> Line:
    amount = of.amount * percent / HUNDRED
    return Line(amount, f"{of.worked}, of it {percent} percent = {shown(amount)}")


def _italy(compared: Compared) -> Line:
    """Estimate less the threshold discount: trimmed mean plus the mean excess above it."""
    share, estimate = _stated(compared.share, "share"), _stated(compared.estimate, "estimate")
    if estimate <= 0:
        raise GuardError("the estimated value is not above zero, so there are no discounts from it")
    discounts = sorted((estimate - price) * HUNDRED / estimate for price in compared.all)
    trimmed = -(-len(discounts) * share // HUNDRED)  # rounded up to a whole number of bids
    kept = discounts[int(trimmed) : len(discounts) - int(trimmed)]
    if not kept:
        return _itself(compared, f"no discount is left of {len(discounts)} after {trimmed} at each end")
    mean = sum(kept, Fraction(0)) / len(kept)
    above = [one - mean for one in kept if one > mean]
    excess = sum(above, Fraction(0)) / len(above) if above else Fraction(0)
    amount = estimate * (HUNDRED - mean - excess) / HUNDRED
    said = (
        f"discounts {', '.join(map(shown, discounts))} percent, {trimmed} left out at each end: mean "
        f"{shown(mean)}, mean excess {shown(excess)}, threshold {shown(mean + excess)} percent below the "
        f"estimate {shown(estimate)} = {shown(amount)}"
    )
    return Line(amount, said)


def _stated(value: Fraction | None, what: str) -> Fraction:
    if value is None:
        raise GuardError(f"the {what} that the screen needs is not stated")
    return value


SCREENS: Mapping[str, Callable[[Compared], Line]] = MappingProxyType(
    {
        f"{PRICES}mean": _of_all,
        f"{PRICES}median": _median,
        f"{PRICES}second-lowest": _second_lowest,
        f"{PRICES}mean-of-others": _of_others,
        f"{PRICES}next": _next,
        f"{PRICES}double-mean": _double_mean,
        f"{PRICES}spain-rd-1098-2001": _spain,
        f"{PRICES}italy-trimmed": _italy,
    }
)
