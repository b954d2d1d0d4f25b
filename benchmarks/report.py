"""Rows of the table, their targets, and the table as aligned text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from benchmarks.clock import Figure

_HEAD = ("work", "bideval", "beside", "peer", "ratio", "of minimums", "target", "verdict")
_SCALES = {"s": ((1.0, "s"), (1e-3, "ms"), (1e-6, "us"), (1e-9, "ns")), "B": ((1e6, "MB"),)}


@dataclass(frozen=True)
class Row:
    """Ours beside one peer, or beside a fixed figure where ``peer`` is None."""

    work: str
    ours: Figure
    beside: str
    peer: Figure | None
    target: float | None = None  # of the ratio, or the most of a figure without peer
    slower: bool = False  # whether the ratio says how much longer ours takes than the peer
    unit: str = "s"  # or B, for bytes


@dataclass(frozen=True)
class NotRun:
    """A row that could not be run, and why."""

    work: str
    because: str


Outcome = Row | NotRun


def table_text(outcomes: Sequence[Outcome]) -> str:
    """Return the rows as one aligned table, and below it what was not run."""
    cells = [_HEAD, *(_cells(row) for row in outcomes if isinstance(row, Row))]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in cells]
    rest = [f"not run: {one.work}: {one.because}" for one in outcomes if isinstance(one, NotRun)]
    return "\n".join(chain(lines[:1], ["-" * max(map(len, lines))], lines[1:], rest))


def reached(row: Row) -> bool | None:
    """Say whether the median meets the target; None where there is none."""
    if row.target is None:
        return None
    if row.peer is None:
        return row.ours.median <= row.target
    ratio = _ratio(row, row.ours.median, row.peer.median)
    return ratio <= row.target if row.slower else ratio >= row.target


def _cells(row: Row) -> tuple[str, ...]:
    ours = _figure_text(row.ours.median, row.unit)
    verdict = {True: "reached", False: "missed", None: ""}[reached(row)]
    if row.peer is None:
        target = "" if row.target is None else f"at most {_figure_text(row.target, row.unit)}"
        return row.work, ours, row.beside, "", "", "", target, verdict
    of_medians = _ratio_text(_ratio(row, row.ours.median, row.peer.median))
    of_minimums = _ratio_text(_ratio(row, row.ours.minimum, row.peer.minimum))
    ratios = f"{of_medians} {'as long' if row.slower else 'as fast'}", of_minimums
    bound = "at most" if row.slower else "at least"
    target = "" if row.target is None else f"{bound} {row.target:g}x"
    return row.work, ours, row.beside, _figure_text(row.peer.median, row.unit), *ratios, target, verdict


def _ratio(row: Row, ours: float, peer: float) -> float:
    return ours / peer if row.slower else peer / ours


def _ratio_text(ratio: float) -> str:
    places = 2 if ratio < 10 else 1 if ratio < 100 else 0
    return f"{ratio:,.{places}f}x"


def _figure_text(value: float, unit: str) -> str:
    scale, name = next((one for one in _SCALES[unit] if value >= one[0]), _SCALES[unit][-1])
    return f"{value / scale:.3g} {name}"
