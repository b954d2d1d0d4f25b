"""A tender of two lots that may stay unawarded at a reserve price: small enough to be worked out by hand.

North is offered at 100 by ash and 170 by elm, south at 100 by ash alone; south has a reserve
price of 150, and a bidder has one lot at most.

    ash north, south not awarded     100 paid, 250 with the reserve price: the best
    elm north, ash south             270 paid
    without the limit: ash both      200 paid
"""

from collections.abc import Mapping

from tests.scoring.build import Data, Papers, tender

PRICES = {"ash": {"north": 100, "south": 100}, "elm": {"north": 170}}
LIMIT: Data = {"id": "one-each", "use": "most-lots", "most": 1}
RESERVE: Data = {"id": "reserve", "use": "no-award", "reserves": {"south": 150}}


def reserve_lots(
    rules: tuple[Data, ...] = (LIMIT, RESERVE),
    prices: Mapping[str, Mapping[str, int]] = PRICES,
    mechanism: str = "lowest-total-price",
) -> Papers:
    """Return the tender with these rules and prices."""
    lots = ("north", "south")
    return Papers(
        tender(
            currency="GBP",
            method={"use": "lowest-compliant"},
            contract={"value": 400, "years": 1},
            ties=[{"by": "lower-price"}],
            lots=[{"id": lot, "title": lot.title(), "contract": {"value": 200, "years": 1}} for lot in lots],
            lot_mechanism="The lowest total price that keeps the rules",
            award={"mechanism": mechanism, "rules": list(rules), "ties": [{"by": "lot-order"}]},
        ),
        {
            bid: {"bidder": {"id": bid, "name": f"Bidder {bid}", "type": "commercial"}, "lots": list(own)}
            for bid, own in prices.items()
        },
        {
            bid: {"lots": {lot: {"amount": price} for lot, price in own.items()}}
            for bid, own in prices.items()
        },
    )
