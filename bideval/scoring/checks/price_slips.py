"""A price that is about ten times lower than the others: perhaps a decimal point that slipped.

A price is held against the median of the other prices of the lot.  Where that is about
ten times it, or about a hundred times, a person is asked.  Nothing is corrected, and a
low price that is meant is another matter: the screens of ``scoring.screens`` are for it.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from statistics import median

from bideval.errors import Finding, Source, question
from bideval.model.amounts import money_text
from bideval.model.inputs import Inputs
from bideval.scoring.published import for_lot

SLIPS = ((Fraction(10), "ten"), (Fraction(100), "a hundred"))
NEAR = Fraction(5, 4)  # about ten times: from 8 times to 12.5 times


def price_slips(inputs: Inputs, lot: str, prices: Mapping[str, Fraction]) -> Iterator[Finding]:
    """Ask about each of ``prices``, by bid, that may have lost a decimal place; 0 and below are left out."""
    above = {bid: price for bid, price in sorted(prices.items()) if price > 0}
    for bid, price in above.items():
        others = tuple(one for name, one in above.items() if name != bid)
        times = median(others) / price if others else Fraction(1)
        for slip, words in SLIPS:
            if slip / NEAR <= times <= slip * NEAR:
                yield _question(inputs, lot, bid, (price, median(others)), words)


def _question(inputs: Inputs, lot: str, bid: str, both: tuple[Fraction, Fraction], words: str) -> Finding:
    own, middle = (f"{inputs.tender.currency} {money_text(one)}" for one in both)
    sheet = inputs.prices.get(bid)
    stated = sheet is not None and lot in sheet.lots
    place = Source(f"prices/{bid}.yaml", f"/lots/{lot}/amount") if stated else Source(f"prices/{bid}.csv", "")
    return question(
        "BE271",
        f"the price of {bid}{for_lot(lot)}, {own}, is about {words} times lower than the others, whose "
        f"median is {middle}",
        "Did a decimal point slip when it was copied? Correct the copy if the submitted document says "
        "otherwise. If it is as submitted, ask the bidder as the published rules provide, and record a "
        f'decision of kind answer: finding: BE271, field: "{place.file}#{place.pointer}".',
        place,
    )
