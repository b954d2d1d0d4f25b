"""What a cell of a workbook holds, as far as recomputing it needs to know.

A spreadsheet keeps a number as a binary fraction of 15 to 17 digits.  Here it is the shortest
decimal text that means that fraction, as an exact number.  Nothing is read from files here.
"""

import re
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bideval.model.numbers import NumberError, parse_number

_REFERS = re.compile(  # an address, an OpenDocument address, or a name that is no function
    r"(?<![A-Za-z0-9_.])\$?[A-Za-z]{1,3}\$?[0-9]+(?![A-Za-z0-9_(])|\[\."
    r"|(?<![A-Za-z0-9_.])[A-Za-z_][A-Za-z0-9_.]*+(?!\()"
)
_QUOTED = re.compile(r'"[^"]*"')
_AROUND = " \u00a0\u202f'`"
_CURRENCY = "£$€¥"


class Kind(StrEnum):
    """What kind of thing stands in a cell."""

    BLANK = "blank"
    NUMBER = "number"
    TEXT = "text"
    LOGICAL = "logical"
    ERROR = "error"
    NOT_COMPUTED = "not-computed"  # a formula without a value beside it


class Held(NamedTuple):
    """What a cell holds.

    ``value`` is its number, in percent where it is shown so (0.15 as 15 % is 15); also of text
    that means a number.  ``formula`` is None where there is none, "" where its text is not kept
    in the cell itself.  ``places`` are the decimals it is shown with, None where that is open.
    """

    kind: Kind = Kind.BLANK
    value: Fraction | None = None
    text: str = ""  # of text, or the name of an error
    formula: str | None = None
    places: int | None = None
    part_of: str | None = None  # the cell into which this one is merged

    @property
    def typed(self) -> bool:
        """Whether the number was typed in: no formula, or one that reads no other cell."""
        return self.formula is None or (self.formula != "" and not refers(self.formula))


def refers(formula: str) -> bool:
    """Say whether a formula reads a cell or a name; ``=2.5+0.93`` does not.

    >>> refers("SUM(D5:D9)"), refers("of:=[.D5]*2"), refers("Total*2")
    (True, True, True)
    >>> refers("ROUND(2.5+0.93,2)"), refers("LOG10(5)"), refers("1E5")
    (False, False, False)
    """
    text = _QUOTED.sub("", formula)
    return _REFERS.search(text.removeprefix("of:").removeprefix("=")) is not None


def meant(text: str) -> Fraction | None:
    """Return the number that a text means to people, None where it is none.

    >>> meant(" 1,250.50"), meant("15 %"), meant("n/a"), meant("1/2")
    (Fraction(2501, 2), Fraction(15, 1), None, None)
    """
    bare = text.strip(_AROUND).strip(_CURRENCY).removesuffix("%").strip(_AROUND)
    if re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", bare):
        bare = bare.replace(",", "")
    if "/" in bare or len(bare) > 30:
        return None
    try:
        return parse_number(bare)
    except NumberError:
        return None
