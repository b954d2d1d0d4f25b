"""Number formats of a spreadsheet: how many decimals they show, and whether in percent.

Source: ECMA-376 part 1, 18.8.30 (number formats).  Only the first section counts, that of
numbers above zero; dates, fractions and exponents show no fixed decimals.
"""

import re
from fractions import Fraction
from typing import NamedTuple

from bideval.model.numbers import decimal_text

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DECIMALS = re.compile(r"[0#?]*(?:\.([0#?]*))?")
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_BUILT_IN |= dict.fromkeys((5, 6, 37, 38, 41, 42), "#,##0") | dict.fromkeys(
    (7, 8, 39, 40, 43, 44), "#,##0.00"
)


class Shape(NamedTuple):
    """``places`` is None where the format shows as many decimals as there are, or none of its own."""

    places: int | None = None
    percent: bool = False


def shape_of(code: str) -> Shape:
    """Return what a format code shows.

    >>> shape_of("#,##0.00"), shape_of('0.0%;[Red]-0.0%'), shape_of("General").places
    (Shape(places=2, percent=False), Shape(places=1, percent=True), None)
    """
    bare = _QUOTED.sub("", code.partition(";")[0])
    digits = bare.replace(",", "").replace("%", "").replace(" ", "")
    found = _DECIMALS.fullmatch(digits)
    places = len(found[1] or "") if found and digits else None
    return Shape(places, "%" in bare)


def built_in(number: int) -> str:
    """Return the code of a built-in format; General where it is none of numbers."""
    return _BUILT_IN.get(number, "General")


def shown_places(text: str, value: Fraction) -> int | None:
    """Return the decimals of a number that is shown as ``text``; None where that cannot be told.

    >>> shown_places("1.234,50", Fraction("1234.5")), shown_places("see note", Fraction(3))
    (2, None)
    """
    bare = text.strip().rstrip("% ")
    digits = "".join(one for one in bare if one.isascii() and one.isdigit())
    for separator in (".", ","):
        behind = bare.rpartition(separator)[2] if separator in bare else ""
        places = len(behind) if behind.isdigit() else 0
        if digits and decimal_text(abs(value), places) == decimal_text(
            Fraction(int(digits), 10**places), places
        ):
            return places
    return None
