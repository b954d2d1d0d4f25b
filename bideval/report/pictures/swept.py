"""Pictures of sweeps and grids: who is awarded along a line, and over two figures."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from bideval.analysis.pictures import Area, Map, NumberLine, Stretch, Tick
from bideval.analysis.reweighed import Award
from bideval.analysis.sweep import Axis, Grid, Sweep
from bideval.report.pictures.draw import drawn
from bideval.report.sweep_text import grid_sentence, sweep_sentence

NAME = "sweep", "grid"


def sweep_pictures(axis: Axis, also: str, sweeps: Sequence[Sweep], currency: str) -> dict[str, str]:
    """Return the SVG of each lot by its file name."""
    found = {}
    for one in sweeps:
        unit = currency if one.axis_unit == "money" else one.axis_unit
        stretches = tuple(Stretch(each.low, each.high, _awarded(each.award)) for each in one.stretches)
        ends = {axis.low, axis.high, *(each.high for each in one.stretches)}
        ticks = tuple(Tick("", end) for end in sorted(ends))
        picture = NumberLine(axis.words, unit, None, ticks, stretches)
        said = sweep_sentence(axis, also, one, currency)
        found[_file(NAME[0], one.lot, single=len(sweeps) == 1)] = drawn(said, picture)
    return found


def grid_pictures(axes: tuple[Axis, Axis], also: str, grids: Sequence[Grid]) -> dict[str, str]:
    """Return the SVG of each lot by its file name; each setting tried fills the room up to the next."""
    up, across = axes
    found = {}
    for one in grids:
        picture = Map(
            across.id,
            up.id,
            (across.low, up.low),
            (across.high, up.high),
            tuple(_areas(up.values(), across.values(), one)),
            None,
            (across.words, up.words),
        )
        said = grid_sentence(axes, also, one)
        found[_file(NAME[1], one.lot, single=len(grids) == 1)] = drawn(said, picture)
    return found


def _areas(rows: Sequence[Fraction], columns: Sequence[Fraction], one: Grid) -> Iterator[Area]:
    for (low, high), awards in zip(_rooms(rows), one.awards, strict=True):
        for (left, right), award in zip(_rooms(columns), awards, strict=True):
            yield Area(_awarded(award), ((left, low), (right, low), (right, high), (left, high)))


def _rooms(values: Sequence[Fraction]) -> list[tuple[Fraction, Fraction]]:
    """Each value with the room around it, half way to the next ones."""
    halves = [(one + other) / 2 for one, other in pairwise(values)]
    return list(zip([values[0], *halves], [*halves, values[-1]], strict=True))


def _awarded(award: Award | None) -> tuple[str, ...]:
    return () if award is None else (*award.winners, *award.tied)


def _file(name: str, lot: str, *, single: bool) -> str:
    return f"{name}.svg" if single else f"{lot}-{name}.svg"
