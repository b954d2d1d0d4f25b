"""Whose prices a bid's points are measured against.

A formula knows prices alone.  A reader wants to know whose they are, and where they
stand.  Nothing here changes a point.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.scoring.formulas.entry import Benchmark, PriceFormula


class Against(NamedTuple):
    """The bids whose prices a bid is measured against, and how that is said."""

    bids: tuple[str, ...]
    words: str


def measured_against(formula: PriceFormula, prices: Mapping[str, Fraction]) -> Against:
    """Return the bids whose prices ``formula`` looks at by name; none where it looks at all of them.

    ``prices`` are those of the whole field, by bid, as the formula reads them.
    """
    found: list[str] = []
    words = ""
    for benchmark in formula.benchmarks:
        if benchmark is Benchmark.ALL:
            words += f"; all {len(prices)} prices count"
            continue
        end = min(prices.values()) if benchmark is Benchmark.LOWEST else max(prices.values())
        holders = sorted(bid for bid, price in prices.items() if price == end)
        found += holders
        words += f"; the {benchmark.value} price is that of {' and '.join(holders)}"
    return Against(tuple(dict.fromkeys(found)), words)
