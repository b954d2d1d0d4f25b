"""Prices as submitted: for which bid and lot, in which currency and at which price level.

Nothing is converted: unlike money is a finding.  VAT is checked in ``vat``, rates in
``schedule``.
"""

from collections.abc import Iterator, Mapping

from bideval.errors import Finding, Source, error
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.model.price import LotPrice
from bideval.scoring.checks.known import Nearby, close_to, lots_of
from bideval.scoring.checks.price_slips import price_slips
from bideval.scoring.prices import evaluated_price
from bideval.scoring.published import for_lot


def check_prices(inputs: Inputs, live: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Report what is wrong with prices; ``live`` are the bids that stand, by lot."""
    nearby = Nearby(inputs.bids)
    for bid in sorted(inputs.prices):
        yield from _without_bid(inputs, bid, f"prices/{bid}.yaml", nearby)
        for lot, price in sorted(inputs.prices[bid].lots.items()):
            yield from _lot(inputs, bid, lot)
            yield from _amount(inputs, bid, lot, price)
    for bid in sorted(inputs.rates):
        yield from _without_bid(inputs, bid, f"prices/{bid}.csv", nearby)
    for lot in inputs.lot_ids:
        yield from _unlike(inputs, lot, live[lot])
        evaluated = {bid: evaluated_price(inputs, lot, bid) for bid in live[lot]}
        for _, findings in evaluated.values():
            yield from findings
        amounts = {bid: price.amount for bid, (price, _) in evaluated.items() if price is not None}
        yield from price_slips(inputs, lot, amounts)


def _without_bid(inputs: Inputs, bid: str, file: str, nearby: Nearby) -> Iterator[Finding]:
    if bid not in inputs.bids:
        message = f"{file} holds a price, and there is no bid called {bid}"
        remedy = f"{nearby.bid_remedy(bid)} A price file is named after its bid."
        yield error("BE250", message, remedy, Source(file, ""))


def _lot(inputs: Inputs, bid: str, lot: str) -> Iterator[Finding]:
    source = Source(f"prices/{bid}.yaml", f"/lots/{lot}")
    if lot not in inputs.lot_ids:
        message = f"{bid} has a price for the lot {lot}, which there is not"
        remedy = (
            close_to(lot, inputs.lot_ids) if inputs.tender.lots else "Write whole: the tender has no lots."
        )
        yield error("BE251", message, remedy, source)
    elif bid in inputs.bids and lot not in lots_of(inputs, bid):
        yield error(
            "BE251",
            f"{bid} has a price for the lot {lot}, which it did not enter",
            "Take the price out, or add the lot to the bid if it was entered.",
            source,
            Source(f"bids/{bid}.yaml", "/lots"),
        )


def _amount(inputs: Inputs, bid: str, lot: str, price: LotPrice) -> Iterator[Finding]:
    file, at = f"prices/{bid}.yaml", f"/lots/{lot}"
    tender, money = inputs.tender, inputs.tender.money
    if price.amount < 0:
        message = f"the price of {bid}{for_lot(lot)} is {decimal_text(price.amount)}, below zero"
        yield error("BE252", message, "Enter the amount as submitted.", Source(file, f"{at}/amount"))
    if price.currency is not None and price.currency != tender.currency:
        yield error(
            "BE253",
            f"the price of {bid} is in {price.currency}, and the tender in {tender.currency}",
            "Nothing is converted here. Enter the amount in the tender's currency, at the published rate.",
            Source(file, f"{at}/currency"),
            Source("tender.yaml", "/currency"),
        )
    if money is None:
        return
    for name, ours, theirs in (
        ("basis", price.basis, money.basis),
        ("base_date", price.base_date, money.base_date),
    ):
        if ours is not None and ours != theirs:
            yield error(
                "BE254",
                f"the price of {bid} has the {_WORDS[name]} {ours}, and the tender {theirs or 'states none'}",
                "Prices of unlike price levels are not compared: ask for the price on the published basis.",
                Source(file, f"{at}/{name}"),
                Source("tender.yaml", f"/money/{name}" if theirs else "/money"),
            )


_WORDS = {"basis": "basis", "base_date": "base date"}


def _unlike(inputs: Inputs, lot: str, live: tuple[str, ...]) -> Iterator[Finding]:
    """Where the tender states no price level, the bids of a lot still share one."""
    if inputs.tender.money is not None:
        return
    stated: dict[str, tuple[str, str]] = {}
    for bid in live:
        price = inputs.prices[bid].lots.get(lot) if bid in inputs.prices else None
        for name, ours in (("basis", price.basis), ("base_date", price.base_date)) if price else ():
            if ours is None:
                continue
            other, theirs = stated.setdefault(name, (bid, ours))
            if theirs != ours:
                yield error(
                    "BE254",
                    f"the price of {bid} has the {_WORDS[name]} {ours}, and that of {other} {theirs}",
                    "Prices of unlike price levels are not compared: state money in the tender as published.",
                    Source(f"prices/{bid}.yaml", f"/lots/{lot}/{name}"),
                    Source(f"prices/{other}.yaml", f"/lots/{lot}/{name}"),
                )
