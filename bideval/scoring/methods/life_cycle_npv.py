"""Life-cycle net present value: discounted savings less payments, the highest wins.

For energy-performance contracts, after openprocurement/esculator (Prozorro).  The
horizon starts on the announcement date and is cut into periods: the days left to
31 December, whole years, and a last stub that completes the horizon.  Each bid
declares its yearly cost reduction for every period and the share of it that the
buyer pays out while the contract lasts; the buyer keeps the rest.

- Reduction of a period: the first counts as declared (it is meant for those days
  alone; nothing where the period has no day), later ones count days / days a year.
- Payment of a period: share x declared reduction x contract days / period days.
- Discount factor: divided by ``1 + r x days / days a year`` at every period in turn.

A year of the contract is ``days_per_year`` days, also across a leap day.  A contract
that runs into the last stub is refused: there the source pays out by days of the
stub and counts the reduction by days of a year.

No calendar library is used: a date is read as text and counted in whole numbers.
"""

import re
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import GuardError
from bideval.model.numbers import decimal_text, fixed_text, shown
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.given import number, word
from bideval.scoring.methods.entry import Better, Figure, Method, MethodBid
from bideval.scoring.methods.pointwise import each
from bideval.scoring.methods.readings import declared_number, declared_whole, first_refusal

CONTRACT_YEARS, CONTRACT_DAYS = "contract-years", "contract-days"
PAYMENT_SHARE, COST_REDUCTIONS = "payment-share", "cost-reductions"
SHOWN_PLACES = 11  # as the source prints its results

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Period(NamedTuple):
    """One period of the horizon and what a bid gives and takes in it."""

    days: int
    reduction: Fraction  # money, the part of the declared reduction that falls in the period
    payment: Fraction  # money, paid by the buyer to the bidder


def figure(bid: MethodBid, with_: With) -> Figure:
    """Return the net present value (money) of the bid to the buyer."""
    value = net_present_value(bid, with_)
    amount = fixed_text(contract_amount(bid, with_), SHOWN_PLACES)
    periods, rate = len(horizon(with_)), shown(number(with_, "discount_rate"))
    worked = (
        f"reductions less payments over {periods} periods, discounted at {rate} a year "
        f"= {fixed_text(value, SHOWN_PLACES)}; payments in all, undiscounted: {amount}"
    )
    return Figure(value, worked)


def net_present_value(bid: MethodBid, with_: With) -> Fraction:
    """Return the sum of discounted reductions less payments (money), exact."""
    rate, year = number(with_, "discount_rate"), number(with_, "days_per_year")
    factor, value = Fraction(1), Fraction(0)
    for period in periods_of(bid, with_):
        factor /= 1 + rate * period.days / year
        value += factor * (period.reduction - period.payment)
    return value


def contract_amount(bid: MethodBid, with_: With) -> Fraction:
    """Return what the buyer pays under the contract (money), undiscounted, exact."""
    return sum((period.payment for period in periods_of(bid, with_)), Fraction(0))


def periods_of(bid: MethodBid, with_: With) -> tuple[Period, ...]:
    """Return the periods of the horizon with the bid's reductions and payments."""
    lengths, year = horizon(with_), number(with_, "days_per_year")
    share = _payment_share(bid)
    declared = _cost_reductions(bid, len(lengths))
    paid = _contract_days(bid, lengths, int(year))
    periods = []
    for place, (days, yearly, contract) in enumerate(zip(lengths, declared, paid, strict=True)):
        counted = Fraction(bool(days)) if place == 0 else days / year
        payment = share * yearly * Fraction(contract, days) if days else Fraction(0)
        periods.append(Period(days, yearly * counted, payment))
    return tuple(periods)


def horizon(with_: With) -> tuple[int, ...]:
    """Return the days of each period: first stub, whole years, last stub."""
    year, years = int(number(with_, "days_per_year")), int(number(with_, "horizon_years"))
    first = days_left_in_year(word(with_, "announcement_date"))
    return (first, *[year] * (years - 1), year - first)


def days_left_in_year(date: str) -> int:
    """Return the days from ``date`` (YYYY-MM-DD) to 31 December, 0 to 365.

    >>> days_left_in_year("2017-08-18"), days_left_in_year("2016-01-01")
    (135, 365)
    """
    found = _DATE.fullmatch(date)
    year, month, day = (int(part) for part in found.groups()) if found else (0, 0, 0)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    months = [days + (leap and place == 1) for place, days in enumerate(_MONTH_DAYS)]
    if not (1 <= month <= 12 and 1 <= day <= months[month - 1]):
        raise GuardError(f"announcement_date is {date!r}; a day of the calendar as YYYY-MM-DD is needed")
    return months[month - 1] - day + sum(months[month:])


def _payment_share(bid: MethodBid) -> Fraction:
    """Return the share of the reductions that is paid out, 0 to 1."""
    share = declared_number(bid, PAYMENT_SHARE)
    if not 0 <= share <= 1:
        reason = f"bid {bid.bid} declares {decimal_text(share)} for {PAYMENT_SHARE}; 0 to 1 is allowed"
        raise GuardError(reason, bid.bid)
    return share


def _cost_reductions(bid: MethodBid, periods: int) -> tuple[Fraction, ...]:
    """Return the declared yearly reductions (money, 0 or more), one a period."""
    listed = bid.declared.get(COST_REDUCTIONS)
    amounts = tuple(one for one in listed if isinstance(one, Fraction)) if isinstance(listed, tuple) else ()
    if not isinstance(listed, tuple) or len(amounts) != len(listed) or len(listed) != periods:
        raise GuardError(f"bid {bid.bid} must declare {periods} numbers for {COST_REDUCTIONS}", bid.bid)
    if min(amounts) < 0:
        least = decimal_text(min(amounts))
        raise GuardError(
            f"bid {bid.bid} declares {least} among its {COST_REDUCTIONS}; 0 or more is needed", bid.bid
        )
    return amounts


def _contract_days(bid: MethodBid, lengths: tuple[int, ...], year: int) -> tuple[int, ...]:
    """Return the days of the contract that fall in each period."""
    odd = declared_whole(bid, CONTRACT_DAYS)
    if odd >= year:
        raise GuardError(
            f"bid {bid.bid} declares {odd} {CONTRACT_DAYS}; fewer than {year} are allowed", bid.bid
        )
    left = declared_whole(bid, CONTRACT_YEARS) * year + odd
    longest = sum(lengths[:-1])
    if left > longest:
        reason = f"the contract of bid {bid.bid} lasts {left} days; the rule is settled for {longest} at most"
        raise GuardError(reason, bid.bid)
    paid = []
    for days in lengths:
        paid.append(min(left, days))
        left -= paid[-1]
    return tuple(paid)


METHOD = Method(
    id="life-cycle-npv",
    title="Life-cycle net present value",
    kind=Kind.ABSOLUTE,
    better=Better.HIGHER,
    unit="money",
    figures=each(figure),
    guard=first_refusal(each(figure)),
    parameters=(
        Parameter(
            "announcement_date",
            ParameterKind.TEXT,
            "the day from which the horizon runs, as YYYY-MM-DD",
        ),
        Parameter(
            "discount_rate",
            ParameterKind.NUMBER,
            "r, the yearly discount rate as a share of 1, such as 0.125",
            minimum=Fraction(0),
            unit="ratio",
        ),
        Parameter(
            "days_per_year",
            ParameterKind.WHOLE,
            "the days that count as a year; the source has 365",
            minimum=Fraction(365),
            maximum=Fraction(366),
            unit="days",
        ),
        Parameter(
            "horizon_years",
            ParameterKind.WHOLE,
            "the years over which value is counted; the source has 20",
            minimum=Fraction(1),
            maximum=Fraction(100),
            unit="years",
        ),
    ),
    rule="sum over periods of (reduction - payment) / product of (1 + r x days / days a year), highest wins",
    source="openprocurement/esculator (Prozorro)",
    status="V",
    reads_price=False,
    reads_quality=False,
)
