"""Backing that contradicts itself: amounts, days, years and costs that cannot all be so.

Whether a gate accepts it is decided by the gates.  What is not stated is no fault: it is
asked for where a rule or a study reads it.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from bideval.errors import Finding, Source, error, warning
from bideval.model.bid import Backing, Bid
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.scoring.backing.instruments import Instrument, askings_of, instruments_of
from bideval.scoring.published import WHOLE, contract_years

HUNDRED = Fraction(100)
AS_SUBMITTED = "Correct it to what was submitted; if the bid itself says so, ask the bidder."


class Fault(NamedTuple):
    """What is wrong, and under which key of the instrument."""

    key: str
    message: str


def check_backing(inputs: Inputs) -> Iterator[Finding]:
    """Report instruments that contradict themselves, and costs that may or may not be in the price."""
    lengths = contract_years(inputs.tender)
    for _, bid in sorted(inputs.bids.items()):
        years = _years(lengths, bid)
        for one in instruments_of(bid):
            for fault in (*_amounts(one.backing), *_days(one.backing), *_years_of(one.backing, years)):
                yield error(
                    "BE216", f"the {one.name} of {bid.id} {fault.message}", AS_SUBMITTED, _at(one, fault)
                )
            yield from _in_price(one, bid.id)
        for asking in askings_of(bid):
            amount = asking.approach.amount
            if amount is not None and amount < 0:
                message = f"{bid.id} asked a provider for {decimal_text(amount)}, below zero"
                place = asking.place._replace(pointer=f"{asking.place.pointer}/amount")
                yield error("BE211", message, "State the amount as submitted.", place)


def _at(one: Instrument, fault: Fault) -> Source:
    return one.place._replace(pointer=f"{one.place.pointer}/{fault.key}")


def _years(by_lot: Mapping[str, Fraction | None], bid: Bid) -> int | None:
    """How many contract years there are, where all lots that the bid entered have as many."""
    lengths = {years for lot, years in by_lot.items() if lot == WHOLE or lot in bid.lots}
    length = lengths.pop() if len(lengths) == 1 else None
    return ceil(length) if length is not None and length > 0 else None


def _amounts(one: Backing) -> Iterator[Fault]:
    """The cap, the steps, the collateral and the cost, beside the amount."""
    if one.cap is not None and one.cap > one.amount:
        words = f"has a cap of {decimal_text(one.cap)}, above its amount of {decimal_text(one.amount)}"
        yield Fault("cap", words)
    yield from _steps(one)
    held = one.collateral
    if held is not None and held.amount is not None and held.percent is not None:
        yield Fault("collateral", "states its collateral as an amount and as a percentage")
    if held is not None and held.kind == "none" and (held.amount is not None or held.percent is not None):
        yield Fault("collateral", "states collateral, and that there is none")
    yield from (
        Fault(key, f"has {decimal_text(value)} under {key}, below zero") for key, value in _below(one)
    )


def _steps(one: Backing) -> Iterator[Fault]:
    before = one.amount
    seen: set[int] = set()
    for place, step in sorted(enumerate(one.step_down), key=lambda entry: entry[1].from_year):
        at = f"step_down/{place}"
        if step.from_year in seen:
            yield Fault(f"{at}/from_year", f"steps down twice from year {step.from_year}")
        if step.amount >= before:
            steps = f"{decimal_text(before)} to {decimal_text(step.amount)}"
            yield Fault(f"{at}/amount", f"does not step down from year {step.from_year}: from {steps}")
        seen.add(step.from_year)
        before = step.amount


def _below(one: Backing) -> Iterator[tuple[str, Fraction]]:
    """Every amount and rate beside the amount itself that is below zero, under its key."""
    stated: list[tuple[str, Fraction | None]] = [("cap", one.cap)]
    stated += [(f"step_down/{place}/amount", step.amount) for place, step in enumerate(one.step_down)]
    if one.collateral is not None:
        stated += [
            ("collateral/amount", one.collateral.amount),
            ("collateral/percent", one.collateral.percent),
        ]
    if one.cost is not None:
        stated += [
            ("cost/arrangement_fee", one.cost.arrangement_fee),
            ("cost/collateral_rate", one.cost.collateral_rate),
            ("cost/legal_fees", one.cost.legal_fees),
            *((f"cost/premium/{place}", rate) for place, rate in enumerate(one.cost.premium)),
        ]
    yield from ((key, value) for key, value in stated if value is not None and value < 0)


def _days(one: Backing) -> Iterator[Fault]:
    if one.starts is not None and one.expires is not None and one.expires < one.starts:
        yield Fault("expires", f"ends on {one.expires}, before it starts on {one.starts}")
    if one.open_ended and one.expires is not None:
        yield Fault("open_ended", f"is open-ended, and ends on {one.expires}")
    rating = one.provider_rating
    if rating is not None and rating.grade is None and rating.score is None:
        yield Fault("provider_rating", "has a rating of its provider without a grade or a score")
    if rating is not None and rating.valid_until is not None and rating.valid_until < rating.date:
        yield Fault("provider_rating/valid_until", "has a rating of its provider that ends before it begins")


def _years_of(one: Backing, years: int | None) -> Iterator[Fault]:
    """Steps after the contract, and premiums that are not one a year."""
    if years is None:
        return
    for place, step in enumerate(one.step_down):
        if step.from_year > years:
            words = f"steps down from year {step.from_year} of a contract of {years} years"
            yield Fault(f"step_down/{place}/from_year", words)
    rates = one.cost.premium if one.cost is not None else ()
    if len(rates) > 1 and len(rates) != years:
        yield Fault("cost/premium", f"has {len(rates)} yearly premiums in a contract of {years} years")


def _in_price(one: Instrument, bid: str) -> Iterator[Finding]:
    """A cost that may or may not be in the price cannot be added to it."""
    if one.backing.cost is not None and one.backing.in_price is None:
        yield warning(
            "BE217",
            f"the cost of the {one.name} of {bid} is stated, and not whether its price holds it",
            "State in_price: yes or no as submitted; in_price: unknown, if the bid does not say.",
            one.place._replace(pointer=f"{one.place.pointer}/cost"),
        )
