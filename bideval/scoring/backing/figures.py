"""A figure that is stated, with its source, or one that is not, with what is missing.

Sums keep both: a sum with a missing part is not stated, and names every part that is missing.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Source
from bideval.model.amounts import money_text


class Stated(NamedTuple):
    """A value in money, or percent where that is said; how it was worked out; where it comes from."""

    value: Fraction
    worked: str = ""
    said_by: str = ""  # who says so: a document, in the words of the study
    places: tuple[Source, ...] = ()


class NotStated(NamedTuple):
    """What would have to be stated, each in words, for there to be a figure."""

    missing: tuple[str, ...]
    places: tuple[Source, ...] = ()


Figure = Stated | NotStated
NOTHING = Fraction(0)


def not_stated(*missing: str, places: tuple[Source, ...] = ()) -> NotStated:
    """Return that something is missing.

    >>> not_stated("the premium").missing
    ('the premium',)
    """
    return NotStated(missing, places)


def summed(parts: Iterable[Figure]) -> Figure:
    """Return the sum of ``parts``; not stated, with all that is missing, where any is not.

    >>> summed([Stated(Fraction(2)), Stated(Fraction(3))]).value
    Fraction(5, 1)
    >>> summed([Stated(Fraction(2)), not_stated("the premium")]).missing
    ('the premium',)
    """
    all_parts = tuple(parts)
    places = tuple(dict.fromkeys(place for one in all_parts for place in one.places))
    lacking = tuple(
        dict.fromkeys(what for one in all_parts if isinstance(one, NotStated) for what in one.missing)
    )
    if lacking:
        return NotStated(lacking, places)
    values = [one.value for one in all_parts if isinstance(one, Stated)]
    worked = " + ".join(money_text(value) for value in values if value) or "0"
    return Stated(sum(values, NOTHING), worked, places=places)


def less(one: Figure, other: Figure) -> Figure:
    """Return ``one`` less ``other``; not stated where either is not."""
    if isinstance(one, NotStated) or isinstance(other, NotStated):
        return summed((one, other))
    worked = f"{money_text(one.value)} - {money_text(other.value)}"
    places = tuple(dict.fromkeys((*one.places, *other.places)))
    return Stated(one.value - other.value, worked, places=places)
