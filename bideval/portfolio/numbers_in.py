"""Many numbers of JSON as whole numbers of a unit, all at once; what does not fit is marked.

A number fits where it is a whole number of the unit and at most ``MOST`` of them.  Nothing is
rounded: one that is finer, or longer than any amount, comes out as ``UNFIT``.
"""

from array import array
from collections.abc import Iterable, Sequence
from decimal import Context, DecimalException, Inexact, InvalidOperation, localcontext
from itertools import repeat
from operator import mul
from typing import cast

import numpy as np

from bideval.kernel.many import WholeTable
from bideval.portfolio.release import Number

NONE = -1  # units: not stated
MOST = 4 * 10**14  # units: four million million pounds in pence
MISSING = -(10**15)  # stands for a number that is not there; in units it is below -MOST
UNFIT = 4 * 10**18
_STRICT = Context(prec=60, traps=[Inexact, InvalidOperation])
_MOST_READ = 10**15  # before the unit


def in_units(values: Sequence[Number], unit: int) -> WholeTable:
    """Return ``values`` in units: ``unit`` of them make 1.

    >>> from decimal import Decimal
    >>> in_units([1, Decimal("2.5"), Decimal("0.001")], 100).tolist() == [100, 250, UNFIT]
    True
    """
    try:
        found = np.frombuffer(array("q", cast("Sequence[int]", values)), np.int64)
    except TypeError:  # a decimal is among them
        return np.fromiter(_scaled(values, unit), np.int64, len(values))
    except OverflowError:
        return np.array([units_of(value, unit) for value in values], np.int64)
    fits = (found <= _MOST_READ) & (found >= MISSING)
    return np.where(fits, found * unit, UNFIT)


def in_columns(rows: Sequence[Number], units: Sequence[int]) -> list[WholeTable]:
    """Return rows of figures, one after another, as columns, each in its unit.

    >>> from decimal import Decimal
    >>> [column.tolist() for column in in_columns([1, 2, Decimal("0.5"), 3], [100, 1])]
    [[100, 50], [2, 3]]
    """
    try:
        found = np.frombuffer(array("q", cast("Sequence[int]", rows)), np.int64)
    except (TypeError, OverflowError):
        return [in_units(rows[place :: len(units)], unit) for place, unit in enumerate(units)]
    table = found.reshape(-1, len(units)).T
    fits = (table <= _MOST_READ) & (table >= MISSING)
    return list(np.where(fits, table * np.array(units)[:, np.newaxis], UNFIT))


def _scaled(values: Sequence[Number], unit: int) -> Iterable[int]:
    """Decimals, and whole numbers among them."""
    if not values:
        return ()
    with localcontext(_STRICT):
        try:
            if max(values) > _MOST_READ or min(values) < MISSING:
                return [units_of(value, unit) for value in values]
            finer = list(map(mul, values, repeat(unit)))
        except DecimalException:
            return [units_of(value, unit) for value in values]
        whole = list(map(int, finer))
    return whole if whole == finer else [units_of(value, unit) for value in values]


def units_of(value: Number, unit: int) -> int:
    """Return one number in units, or UNFIT."""
    with localcontext(_STRICT):
        try:
            if value > _MOST_READ or value < MISSING:
                return UNFIT
            finer = value * unit
        except DecimalException:  # more digits than any amount has, or no number at all
            return UNFIT
        return int(finer) if int(finer) == finer else UNFIT
