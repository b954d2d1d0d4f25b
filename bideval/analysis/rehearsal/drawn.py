"""Figures of hypothetical bids, drawn from a published seed so that anyone gets the same ones.

The rule (docs/rehearse.md has a worked example).  What is drawn has a name, such as
``price`` or ``declared staff-stay``.  Block k, for k = 0, 1, 2, ..., is the SHA-256 digest of
the UTF-8 bytes of ``bideval-rehearsal-1``, the seed, the lot, the number of the case, the
number of the bid (0 for what concerns the whole case), the name and k, in decimal, with a
line feed between each two; it is read as one number of 256 bits.  From the blocks one of m
values is taken as in a draw by lot (``scoring.draws.one_of``): each is equally likely.

A figure is one of the values from the lowest to the highest in steps of ``step_of`` its
range, both ends included, so that it is exact decimal text.
"""

from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256
from typing import NamedTuple

from bideval.model.numbers import ROUNDING_PLACES
from bideval.scoring.draws import one_of

Span = tuple[Fraction, Fraction]
HUNDREDTH = 2  # decimals of a figure whose range has no more


class Drawer(NamedTuple):
    """Where drawn figures come from: the seed, the lot and the case."""

    seed: str
    lot: str
    case: int

    def place(self, bid: int, name: str, count: int) -> int:
        """Return a number from 0 to ``count`` - 1 (``count`` 1 or more) for what is called ``name``."""
        return one_of(self._blocks(bid, name), count)

    def figure(self, bid: int, name: str, span: Span, step: Fraction) -> Fraction:
        """Return a value of ``span`` in steps of ``step`` (above 0), both ends among them."""
        low, high = span
        return low + step * self.place(bid, name, int((high - low) / step) + 1)

    def _blocks(self, bid: int, name: str) -> Iterator[int]:
        text = f"bideval-rehearsal-1\n{self.seed}\n{self.lot}\n{self.case}\n{bid}\n{name}\n"
        counter = 0
        while True:
            yield int.from_bytes(sha256(f"{text}{counter}".encode()).digest(), "big")
            counter += 1


def step_of(span: Span, *, whole: bool = False) -> Fraction | None:
    """Return the step between values of a range: 1 where ``whole``, else a hundredth or finer.

    Finer where an end has more decimals.  None where an end does not lie on such a grid.

    >>> step_of((Fraction(5), Fraction("7.125"))), step_of((Fraction(1, 3), Fraction(1)))
    (Fraction(1, 1000), None)
    """
    for places in range(0 if whole else HUNDREDTH, 1 if whole else ROUNDING_PLACES + 1):
        if all((end * 10**places).denominator == 1 for end in span):
            return Fraction(1, 10**places)
    return None
