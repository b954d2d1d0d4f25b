"""What an instrument costs over the years of a contract.

    cost = arrangement fee + legal fees
         + sum over years of premium rate x amount outstanding x length of the year
         + sum over years of collateral rate x cash held x length of the year

Rates are percent a year.  The premium is on what is outstanding in the year, after
step-down; a year in which the instrument ends counts whole, since a premium is paid for a
year ahead.  What runs on after the contract is not counted.  Only cash that is held as
collateral costs anything here: what a charge on property costs its owner is not known.

A part that is not stated makes the total not stated.  Whether the price of the bid holds the
cost already decides what may be added to the price: ``to_fold``.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from bideval.model.amounts import money_text
from bideval.model.backing import BackingCost, Collateral
from bideval.model.numbers import figure_text
from bideval.scoring.backing.figures import NOTHING, Figure, NotStated, Stated, not_stated, summed
from bideval.scoring.backing.instruments import Instrument, outstanding
from bideval.scoring.backing.term import ContractYear, Term

HUNDRED = Fraction(100)


class YearCost(NamedTuple):
    """One year of an instrument, in money: what is outstanding, and what that costs."""

    year: ContractYear
    outstanding: Figure
    premium: Figure
    collateral: Figure


class InstrumentCost(NamedTuple):
    """What one instrument costs over the contract, part by part, in money."""

    instrument: Instrument
    arrangement_fee: Figure
    legal_fees: Figure
    years: tuple[YearCost, ...]
    premium: Figure
    collateral: Figure
    total: Figure


def cost_of(one: Instrument, term: Term) -> InstrumentCost:
    """Return the cost of an instrument over the years of ``term``, each part stated or not."""
    stated = one.backing.cost or BackingCost()
    fee = _part(one, stated.arrangement_fee, "arrangement_fee")
    legal = _part(one, stated.legal_fees, "legal_fees")
    years = tuple(_year(one, stated, year, len(term.years)) for year in term.years)
    premium = _over_years(one.premium for one in years)
    collateral = _over_years(one.collateral for one in years)
    return InstrumentCost(
        one, fee, legal, years, premium, collateral, summed((fee, premium, collateral, legal))
    )


def to_fold(cost: InstrumentCost) -> Figure:
    """Return what has to be added to the price for the instrument: its cost, unless the price holds it.

    Refused, as not stated, where the bid does not know or say whether it does.
    """
    stated = cost.instrument.backing.in_price
    if stated == "no":
        return cost.total
    if stated == "yes":
        return Stated(NOTHING, "in the price already", places=(cost.instrument.place,))
    words = f"of the {cost.instrument.name}: whether the price holds its cost (in_price)"
    return not_stated(words, places=(cost.instrument.place,))


def folded_price(price: Figure, costs: Iterable[InstrumentCost]) -> Figure:
    """Return the price with the cost of the instruments in it, none counted twice."""
    return summed((price, *map(to_fold, costs)))


def _part(one: Instrument, value: Fraction | None, name: str) -> Figure:
    return (
        _missing(one, name)
        if value is None
        else Stated(value, places=(one.place._replace(pointer=f"{one.place.pointer}/cost/{name}"),))
    )


def _missing(one: Instrument, name: str) -> NotStated:
    return not_stated(f"of the {one.name}: {name}", places=(one.place,))


def _year(one: Instrument, stated: BackingCost, year: ContractYear, count: int) -> YearCost:
    amount = outstanding(one, year)
    return YearCost(
        year,
        amount,
        _premium(one, stated.premium, amount, year, count),
        _collateral(one, one.backing.collateral, stated.collateral_rate, amount, year),
    )


def _premium(
    one: Instrument, rates: tuple[Fraction, ...], amount: Figure, year: ContractYear, count: int
) -> Figure:
    if len(rates) not in (1, count):
        return _missing(one, "premium") if not rates else _missing(one, "a premium for each contract year")
    rate = rates[0] if len(rates) == 1 else rates[year.number - 1]
    return _charge(rate, amount, year)


def _collateral(
    one: Instrument, held: Collateral | None, rate: Fraction | None, amount: Figure, year: ContractYear
) -> Figure:
    if held is None:
        return _missing(one, "collateral")
    free = held.kind != "cash" or (isinstance(amount, Stated) and amount.value == 0)
    if free or isinstance(amount, NotStated):
        return Stated(NOTHING, places=(one.place,)) if free else amount
    cash = _cash(held, amount.value)
    if cash is None or rate is None:
        return _missing(one, "collateral_rate" if rate is None else "the amount or percent of its collateral")
    return _charge(rate, Stated(cash, places=(one.place,)), year)


def _cash(held: Collateral, amount: Fraction) -> Fraction | None:
    """The cash that is held: an amount, or a part of what is outstanding."""
    if held.amount is not None:
        return held.amount
    return None if held.percent is None else amount * held.percent / HUNDRED


def _charge(rate: Fraction, amount: Figure, year: ContractYear) -> Figure:
    """Percent a year of an amount, for the length of the year."""
    if isinstance(amount, NotStated):
        return amount
    part = "" if year.length == 1 else f" x {figure_text(year.length)} of a year"
    worked = f"{figure_text(rate)} percent of {money_text(amount.value)}{part}"
    return Stated(rate / HUNDRED * amount.value * year.length, worked, places=amount.places)


def _over_years(parts: Iterable[Figure]) -> Figure:
    """The sum over the years; years that are alike are shown once, with how many they are."""
    every = tuple(parts)
    total = summed(every)
    if isinstance(total, NotStated):
        return total
    said = [one.worked for one in every if isinstance(one, Stated) and one.value]
    counted = [(words, said.count(words)) for words in dict.fromkeys(said)]
    worked = " + ".join(words if times == 1 else f"{times} x {words}" for words, times in counted)
    return total._replace(worked=worked or "0")
