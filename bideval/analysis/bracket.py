"""The greatest whole number at which a claim holds that turns once, found in few looks.

The leads at both ends say where to look next (a straight line between them, with one end
halved where the other keeps moving); near the end, steps that grow find the last turn, and
halving closes it.  What is returned was looked at, and so was the next number.
"""

from collections.abc import Callable
from fractions import Fraction
from math import floor
from typing import NamedTuple

_GROWTH = 16
_MOST_LINES = 16


class Look(NamedTuple):
    """What is seen at a number: whether the claim holds, and by how much if that is known."""

    holds: bool
    lead: Fraction | None = None  # above 0 where the claim holds, but for rounding


def last_that_holds(look: Callable[[int], Look], low: int, high: int) -> int:
    """Return the greatest number at which the claim holds.

    It must hold at ``low``, not at ``high``, and turn once between them.
    """
    low, high, near_low = _by_lines(look, low, high)
    low, high = _by_steps(look, low, high, from_low=near_low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if look(middle).holds else (low, middle)
    return low


def _by_lines(look: Callable[[int], Look], low: int, high: int) -> tuple[int, int, bool]:
    """Narrow the gap by straight lines; say also whether the turn is likely near its low end."""
    above, below = look(low).lead, look(high).lead
    last, moved_low = None, False
    for _ in range(_MOST_LINES):
        if high - low <= 1 or above is None or below is None or above <= 0 or below >= 0:
            break
        at = min(max(floor(low + (high - low) * above / (above - below)), low + 1), high - 1)
        seen = look(at)
        if seen.holds:
            below = below / 2 if moved_low and last is not None else below
            low, above, moved = at, seen.lead, True
        else:
            above = above / 2 if not moved_low and last is not None else above
            high, below, moved = at, seen.lead, False
        close = last is not None and abs(at - last) <= 1
        last, moved_low = at, moved
        if close:
            break
    return low, high, moved_low


def _by_steps(look: Callable[[int], Look], low: int, high: int, *, from_low: bool) -> tuple[int, int]:
    """Go from one end in growing steps until the turn is passed."""
    step = 1
    while high - low > 1 and step < high - low:
        at = low + step if from_low else high - step
        if look(at).holds:
            low = at
            if not from_low:
                break
        else:
            high = at
            if from_low:
                break
        step *= _GROWTH
    return low, high
