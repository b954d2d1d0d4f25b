"""VAT: what each price says of itself, against the basis the tender compares on.

Amounts stand without VAT.  ``not-stated`` is a value of its own: it is printed, and it
is never compared with a stated one.  A body that makes exempt supplies bears VAT on
what it buys; whether that is in its price is asked where the tender compares net cost.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bideval.errors import Finding, Source, error, question
from bideval.model.inputs import Inputs
from bideval.model.rules import Vat
from bideval.scoring.checks.money import TAXED
from bideval.scoring.published import for_lot


class Stated(NamedTuple):
    """A VAT treatment of a bid, and the first place that gives it."""

    bid: str
    vat: Vat
    source: Source


def check_vat(inputs: Inputs, live: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Report VAT treatments that cannot be compared; ``live`` are the bids that stand, by lot."""
    for lot in inputs.lot_ids:
        stated = [one for bid in live[lot] for one in treatments(inputs, lot, bid)]
        yield from _beside_stated(lot, stated)
        yield from _without_basis(inputs, lot, stated)
        yield from _without_rate(inputs, stated)
        yield from _input_tax(inputs, lot, stated)


def treatments(inputs: Inputs, lot: str, bid: str) -> tuple[Stated, ...]:
    """Return each VAT treatment among the amounts of ``bid`` that count in ``lot``, once."""
    sheet = inputs.prices.get(bid)
    price = sheet.lots.get(lot) if sheet else None
    place = Source(f"prices/{bid}.yaml", f"/lots/{lot}/vat")
    lines = {line.line: line for line in inputs.schedule if line.lot in {lot, "*"}}
    if not lines:
        return (Stated(bid, price.vat, place),) if price else ()
    found: dict[Vat, Stated] = {}
    for row in inputs.rates.get(bid, ()):
        line = lines.get(row.line)
        if line is None or not line.counts or (row.rate.words != "number" and not row.vat):
            continue
        if row.vat or price is None:
            vat, source = Vat(row.vat or Vat.NOT_STATED), Source(f"prices/{bid}.csv", f"/{row.line}/vat")
        else:
            vat, source = price.vat, place
        found.setdefault(vat, Stated(bid, vat, source))
    return tuple(found.values())


def _beside_stated(lot: str, stated: list[Stated]) -> Iterator[Finding]:
    known = next((one for one in stated if one.vat is not Vat.NOT_STATED), None)
    for one in stated:
        if known is not None and one.vat is Vat.NOT_STATED:
            yield error(
                "BE255",
                f"{one.bid} does not state the VAT treatment of its price{for_lot(lot)}, "
                f"and {known.bid} states {known.vat.value}",
                "Ask the bidder, and enter vat: standard, reduced, zero, exempt or outside-scope.",
                one.source,
                known.source,
            )


def _without_basis(inputs: Inputs, lot: str, stated: list[Stated]) -> Iterator[Finding]:
    if inputs.tender.money is not None:
        return
    known = [one for one in stated if one.vat is not Vat.NOT_STATED]
    other = next((one for one in known if one.vat is not known[0].vat), None)
    if other is not None:
        yield error(
            "BE257",
            f"prices{for_lot(lot)} differ in VAT: {known[0].bid} is {known[0].vat.value}, "
            f"{other.bid} is {other.vat.value}, and the tender does not say on which basis they are compared",
            "State money as published, such as money: {basis: nominal, vat: ex-vat}; vat may also be gross "
            "or net-cost-to-authority.",
            other.source,
            known[0].source,
        )


def _without_rate(inputs: Inputs, stated: list[Stated]) -> Iterator[Finding]:
    """On a basis with VAT, every amount needs a treatment, and a taxed one its rate."""
    money = inputs.tender.money
    if money is None or money.vat == "ex-vat" or not money.vat_rates:
        return
    place = Source("tender.yaml", "/money/vat_rates")
    for one in stated:
        if one.vat in TAXED and one.vat.value not in money.vat_rates:
            message = f"the price of {one.bid} is {one.vat.value}, and the tender publishes no such rate"
            remedy = f"Add the published rate to vat_rates: {{{one.vat.value}: ...}}."
            yield error("BE256", message, remedy, one.source, place)
        elif one.vat is Vat.NOT_STATED:
            message = f"{one.bid} does not state its VAT treatment, and prices are compared {money.vat}"
            remedy = "Ask the bidder, and enter the treatment: without it no VAT can be added."
            yield error("BE256", message, remedy, one.source, place)


def _input_tax(inputs: Inputs, lot: str, stated: list[Stated]) -> Iterator[Finding]:
    money = inputs.tender.money
    if money is None or money.vat != "net-cost-to-authority":
        return
    for one in stated:
        if one.vat not in {Vat.EXEMPT, Vat.OUTSIDE_SCOPE}:
            continue
        sheet = inputs.prices.get(one.bid)
        price = sheet.lots.get(lot) if sheet else None
        said = price.input_tax if price else None
        if said is None:
            yield question(
                "BE258",
                f"the price of {one.bid}{for_lot(lot)} is {one.vat.value}: does it include the VAT that the "
                "bidder itself cannot recover?",
                "Ask the bidder, and enter input_tax: included, or none where it bears no such VAT.",
                one.source,
            )
        elif said == "excluded":
            yield error(
                "BE258",
                f"the price of {one.bid}{for_lot(lot)} is {one.vat.value} and leaves out VAT that the bidder "
                "cannot recover, so it is not what the authority would pay",
                "Ask for the price with that VAT in it, and enter input_tax: included.",
                Source(f"prices/{one.bid}.yaml", f"/lots/{lot}/input_tax"),
            )
