"""What the regime calls not open along a sweep, or in the settings of a grid.

The checks are those of the regime pack (``bideval.analysis.not_open``), run on the changed
inputs.  Along an axis they are run at every step; where one begins or ends to find a thing,
that is narrowed down.  A thing that is found between two steps alone is missed.  Nothing
is called open or lawful.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from typing import NamedTuple

from bideval.analysis.changes.apply import apply
from bideval.analysis.changes.placed import Placed
from bideval.analysis.not_open import Asked, asked_by_regime
from bideval.analysis.sweep import FINE, Axis
from bideval.errors import Source
from bideval.model.inputs import Inputs
from bideval.scoring.workings import Workings

Key = tuple[str, tuple[Source, ...]]  # a check, and what it is about
Found = Mapping[Key, Asked]


class Along(NamedTuple):
    """What is not open from one value of an axis to another, and whether those values are so too.

    An end that is not has the value nearest to it, to a smallest unit, at which the thing is not found.
    """

    asked: Asked
    low: Fraction
    from_in: bool
    high: Fraction
    to_in: bool


class Over(NamedTuple):
    """What is not open in some settings of a grid: places of values of the first axis and the second."""

    asked: Asked
    cells: tuple[tuple[int, int], ...]


class _Look:
    """The checks on inputs with some changes and more."""

    def __init__(self, inputs: Inputs, changes: Sequence[Placed]) -> None:
        self._inputs, self._changes, self._workings = inputs, tuple(changes), Workings()

    def at(self, *more: Placed) -> Found:
        """What is not open with ``more`` changed too; nothing where that cannot be made."""
        changed = apply([*self._changes, *more], self._inputs).inputs
        if changed is None:
            return {}
        found = asked_by_regime(self._inputs, changed, self._workings)
        return {(one.check, one.finding.sources): one for one in found if one.not_open}


def not_open_along(inputs: Inputs, changes: Sequence[Placed], axis: Axis) -> tuple[Along, ...]:
    """Return what is not open along ``axis`` with ``changes`` made, by where it begins."""
    if inputs.tender.regime is None:
        return ()
    look = _Look(inputs, changes)
    found = {value: look.at(axis.change(value)) for value in axis.values()}
    keys = list(dict.fromkeys(key for one in found.values() for key in one))
    return tuple(
        sorted((one for key in keys for one in _runs(look, axis, found, key)), key=lambda one: one.low)
    )


def _runs(look: _Look, axis: Axis, found: Mapping[Fraction, Found], key: Key) -> Iterator[Along]:
    """Every stretch on which one thing is found."""
    turns = {
        (one, other): _turn(look, axis, key, one, other)
        for one, other in pairwise(found)
        if (key in found[one]) != (key in found[other])
    }
    starts, stops = ({pair[side]: turn for pair, turn in turns.items()} for side in (1, 0))
    for has, run in groupby(found, key=lambda value: key in found[value]):
        values = list(run)
        first, last = values[0], values[-1]
        if has:
            low, high = starts.get(first, first), stops.get(last, last)
            yield Along(found[first][key], low, first not in starts, high, last not in stops)


def _turn(look: _Look, axis: Axis, key: Key, low: Fraction, high: Fraction) -> Fraction:
    """The last value on the side where the thing is not found, to a smallest unit."""
    first = key in look.at(axis.change(low))
    while high - low > FINE:
        middle = max(low + ((high - low) / 2 // FINE) * FINE, low + FINE)
        if (key in look.at(axis.change(middle))) == first:
            low = middle
        else:
            high = middle
    return high if first else low


def not_open_over(inputs: Inputs, changes: Sequence[Placed], first: Axis, second: Axis) -> tuple[Over, ...]:
    """Return what is not open in the settings of a grid, in the order in which it is met."""
    if inputs.tender.regime is None:
        return ()
    look = _Look(inputs, changes)
    asked: dict[Key, Asked] = {}
    cells: dict[Key, list[tuple[int, int]]] = {}
    for row, one in enumerate(first.values()):
        for column, other in enumerate(second.values()):
            for key, found in look.at(first.change(one), second.change(other)).items():
                asked.setdefault(key, found)
                cells.setdefault(key, []).append((row, column))
    return tuple(Over(one, tuple(cells[key])) for key, one in asked.items())
