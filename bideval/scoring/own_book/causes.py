"""Why a formula may give another value than it should: what can be seen from the numbers.

Each is a fact about the numbers, said only where it fits to the last digit: a figure that a sum
leaves out or counts twice, text that a sum passes over, a factor of 100.
"""

from collections.abc import Mapping
from fractions import Fraction

from bideval.errors import Source
from bideval.scoring.own_book.figures import Figure, Key, Values
from bideval.scoring.own_book.held import Held, Kind
from bideval.scoring.own_book.rounded_otherwise import agree
from bideval.scoring.totals import HUNDRED


def cause_words(
    figure: Figure,
    held: Held,
    cells: Mapping[Key, Held],
    there: Values,
    places: Mapping[Key, Source],
    beside: Fraction | None,
) -> str:
    """Return what explains the value, to be put behind a message; nothing where nothing does.

    ``beside`` is what the cells that it reads give.
    """
    value = Fraction(0) if held.value is None else held.value * HUNDRED / figure.out_of
    if beside is None:
        return ""
    if beside and (agree(value, beside * 100) or agree(value * 100, beside)):
        return ", 100 times apart: is a percentage meant?"
    if not figure.is_sum:
        return ""
    read = {key: there[key] for key in figure.reads if key in there and key in places}
    text = [key for key in read if cells[key].kind is Kind.TEXT]
    if text and agree(value, beside - sum((read[key] for key in text), Fraction(0))):
        return f", as if {_named(text, places)} did not count, which is text"
    return _one_off(read, beside - value, places)


def _one_off(read: Values, off: Fraction, places: Mapping[Key, Source]) -> str:
    """A single figure by which a sum is off."""
    for key, one in read.items():
        if one and agree(off, one):
            return f", as if {places[key].pointer} were left out"
        if one and agree(-off, one):
            return f", as if {places[key].pointer} were counted twice"
    return ""


def _named(keys: list[Key], places: Mapping[Key, Source]) -> str:
    return ", ".join(places[key].pointer for key in keys)
