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


def verdict(row: Row) -> str:
    """Say whether the target is reached: by the medians and by the minimums, or it is unclear."""
    if row.target is None:
        return ""
    peer = row.peer or Figure(1, 1)
    by = {_reaches(row, row.ours.median, peer.median), _reaches(row, row.ours.minimum, peer.minimum)}
    return "unclear" if len(by) > 1 else "reached" if by == {True} else "missed"


def _reaches(row: Row, ours: float, peer: float) -> bool:
    if row.target is None:
        return False
    at_most = row.slower or row.peer is None
    return ours <= row.target * peer if at_most else peer >= row.target * ours


def _cells(row: Row) -> tuple[str, ...]:
    ours = _figure_text(row.ours.median, row.unit)
    if row.peer is None:
        target = "" if row.target is None else f"at most {_figure_text(row.target, row.unit)}"
        return row.work, ours, row.beside, "", "", "", target, verdict(row)
    of_medians = _ratio_text(row, row.ours.median, row.peer.median)
    ratios = (
        f"{of_medians} as {'long' if row.slower else 'fast'}",
        _ratio_text(row, row.ours.minimum, row.peer.minimum),
    )
    bound = "at most" if row.slower else "at least"
    target = "" if row.target is None else f"{bound} {row.target:g}x"
    return row.work, ours, row.beside, _figure_text(row.peer.median, row.unit), *ratios, target, verdict(row)


def _ratio_text(row: Row, ours: float, peer: float) -> str:
    ratio = ours / peer if row.slower else peer / ours
    places = 2 if ratio < 10 else 1 if ratio < 100 else 0
    return f"{ratio:,.{places}f}x"


def _figure_text(value: float, unit: str) -> str:
    scale, name = next((one for one in _SCALES[unit] if value >= one[0]), _SCALES[unit][-1])
    return f"{value / scale:.3g} {name}"
