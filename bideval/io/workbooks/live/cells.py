"""Numbers and roundings as a spreadsheet writes them, and where it cannot be trusted with them.

A spreadsheet keeps numbers as binary fractions of some 15 digits.  So every rounding first
rounds to ten decimals, which takes away what the binary fraction adds, and then as published:
4.015 x 1 is 4.01499... in binary, and must still become 4.02.  That is right wherever the exact
value does not lie closer than that to the border of two roundings without being on it; there
the workbook is refused, never wrong.  Source: ECMA-376 part 1, 18.17 (formulas).

Nothing is written here.
"""

import math
from fractions import Fraction

from bideval.errors import BidevalError
from bideval.model.numbers import decimal_text, fraction_words
from bideval.model.rules import Mode
from bideval.model.tender import RoundingRule

CLEAN = 10  # decimals that are left before a published rounding
MOST = Fraction(10_000)  # points: beyond it ten decimals are more than a spreadsheet has
_BEYOND = Fraction(11, 10 ** (CLEAN + 1))  # a little more than a unit of the last of them
_DIGITS = 15  # that a spreadsheet keeps
_FUNCTIONS = {Mode.HALF_UP: "ROUND", Mode.UP: "ROUNDUP", Mode.DOWN: "ROUNDDOWN"}


class NoModelError(BidevalError):
    """Raised where formulas of a spreadsheet cannot be trusted to give the result; says why."""

    def __init__(self, why: str) -> None:
        """Keep the reason in plain words."""
        self.why = why
        super().__init__(why)

    def __str__(self) -> str:
        return self.why


def number_text(value: Fraction) -> str:
    """Return a number as a formula has it: in decimals, or as a division where they do not end.

    Raise NoModelError for more than 15 digits.

    >>> number_text(Fraction("48250.5")), number_text(Fraction(-10, 3))
    ('48250.5', '-10/3')
    """
    text = decimal_text(value, _DIGITS)
    if Fraction(text) == value and len(text.lstrip("-").replace(".", "").lstrip("0")) <= _DIGITS:
        return text
    if max(abs(value.numerator), value.denominator) < 10**_DIGITS and Fraction(text) != value:
        return f"{value.numerator}/{value.denominator}"
    raise NoModelError(f"a spreadsheet keeps {_DIGITS} digits, and {fraction_words(value)} has more")


def rounded_text(formula: str, rule: RoundingRule) -> str:
    """Return a formula in its published rounding.

    >>> rule = RoundingRule(stage="total", places=2, mode="half-up")
    >>> rounded_text("C2*E5/100", rule)
    'ROUND(ROUND(C2*E5/100,10),2)'
    """
    places = rule.places
    clean, units = f"ROUND({formula},{CLEAN})", f"ROUND(({formula})*10^{places},{CLEAN - places})"
    if rule.mode in _FUNCTIONS:
        return f"{_FUNCTIONS[rule.mode]}({clean},{places})"
    to_even = rule.mode is Mode.HALF_EVEN
    at_half = f"2*ROUND({units}/2,0)" if to_even else f"ROUNDDOWN({units},0)"
    return f"IF(MOD(ABS({units}),1)=0.5,{at_half},ROUND({units},0))/10^{places}"


def rounded_price(cell: str, rule: RoundingRule) -> str:
    """Return a price, a number of 15 digits at most as it was typed, in its published rounding.

    Raise NoModelError for a mode that no function of a spreadsheet has.
    """
    if rule.mode not in _FUNCTIONS:
        raise NoModelError(f"no function of a spreadsheet rounds prices {rule.mode.value}")
    return f"{_FUNCTIONS[rule.mode]}({cell},{rule.places})"


def trusted(value: Fraction, places: int, what: str) -> None:
    """Raise NoModelError where ``value`` lies too near the border of two roundings to be trusted."""
    if abs(value) > MOST:
        raise NoModelError(f"{what} has over {MOST} points, more than a spreadsheet rounds safely")
    halves = value * 2 * 10**places  # whole at a half and at a unit of the last place
    off = abs(halves - round(halves))
    if 0 < off < _BEYOND * 2 * 10**places:
        raise NoModelError(
            f"{what} lies nearer the border of two roundings than a spreadsheet can tell: "
            f"{fraction_words(value)}"
        )


def telling_places(totals: tuple[Fraction, ...]) -> int:
    """Return to how many decimals unrounded totals are rounded so that they compare as they should.

    Equal totals may be worked out in different ways, and must not part at a half of the last
    decimal.  Raise NoModelError where no number of decimals keeps all of them in order.
    """
    for places in range(CLEAN, CLEAN - 4, -1):
        apart = min(
            (abs(one - other) for one in totals for other in totals if one != other), default=Fraction(1)
        )
        if apart > Fraction(2, 10**places) and not any(_near_half(one * 10**places) for one in totals):
            return places
    raise NoModelError("two totals lie nearer each other than a spreadsheet can tell")


def _near_half(units: Fraction) -> bool:
    return abs(units - math.floor(units) - Fraction(1, 2)) < Fraction(1, 20)
