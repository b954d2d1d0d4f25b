"""The one place where anything is rounded.

Rounding is part of the published rules: where (the stage), how far (places) and
how (mode).  A formula, a measure or a method never rounds; it hands an exact
value to this module at its stage.

Half-up is away from zero, as commercial rounding (DIN 1333) has it, and agrees
with every published figure among the known cases that can tell modes apart.
"""

from fractions import Fraction
from typing import assert_never

from bideval.errors import PlacesError
from bideval.model.rules import Mode

__all__ = ["Mode", "round_to"]


def round_to(value: Fraction, places: int, mode: Mode) -> Fraction:
    """Return ``value`` rounded to ``places`` decimals (0 or more) by ``mode``.

    Raise PlacesError when ``places`` is negative.

    >>> round_to(Fraction("4.015"), 2, Mode.HALF_UP)
    Fraction(201, 50)
    """
    if places < 0:
        raise PlacesError(places)
    scale = 10**places
    units, rest = divmod(abs(value.numerator) * scale, value.denominator)
    if _goes_up(units, 2 * rest - value.denominator, rest, mode):
        units += 1
    return Fraction(units if value >= 0 else -units, scale)


def _goes_up(units: int, beyond_half: int, rest: int, mode: Mode) -> bool:
    """Say whether the magnitude ``units`` plus a rest goes up by one unit."""
    match mode:  # by value, so that the word of a mode does as the mode does
        case Mode.HALF_UP:
            return beyond_half >= 0
        case Mode.HALF_EVEN:
            return beyond_half > 0 or (beyond_half == 0 and units % 2 == 1)
        case Mode.HALF_DOWN:
            return beyond_half > 0
        case Mode.UP:
            return rest > 0
        case Mode.DOWN:
            return False
        case _:
            assert_never(mode)
