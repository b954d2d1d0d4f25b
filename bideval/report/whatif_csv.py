"""``whatif --csv``: one flat table of each kind of what-if, figures as plain decimal text.

An empty cell stands where there is nothing to say.  Several awarded bids stand in one cell,
apart by a space.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bideval.analysis.reweighed import Award
from bideval.analysis.sweep import Axis, Grid, Sweep
from bideval.analysis.whatif import SideBySide, WhatIf
from bideval.model.evaluation import Placing
from bideval.model.numbers import decimal_text

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]  # the names of the columns, and the rows

_BIDS = ("lot", "bid", "status_published", "rank_published", "total_published", "price_published")
_CHANGED = ("status_changed", "rank_changed", "total_changed", "price_changed", "total_difference")
_SCENARIOS = ("scenario", "lot", "awarded", "tied", "margin", "price", "price_difference", "award_changes")
_SWEEP = ("lot", "from", "from_included", "to", "to_included", "awarded", "tied", "exact")


def whatif_table(lots: Sequence[SideBySide]) -> Table:
    """A row for each bid of each lot, with both placings."""
    return (*_BIDS, *_CHANGED), [_bid(lot, *row) for lot in lots for row in lot.rows]


def _bid(lot: SideBySide, bid: str, before: Placing | None, after: Placing | None) -> tuple[str, ...]:
    totals = [None if one is None else one.total for one in (before, after)]
    gap = totals[1] - totals[0] if totals[0] is not None and totals[1] is not None else None
    same = lot.published.unit == lot.changed.unit
    return (lot.published.id, bid, *_placing(before), *_placing(after), _number(gap if same else None))


def _placing(one: Placing | None) -> tuple[str, ...]:
    if one is None:
        return ("", "", "", "")
    return (one.status.value, str(one.rank or ""), _number(one.total), _number(one.price))


def scenarios_table(rows: Sequence[tuple[str, str, WhatIf, Sequence[SideBySide]]]) -> Table:
    """A row for each scenario and lot; one alone where a scenario has no result."""
    return _SCENARIOS, [cells for name, _, _, lots in rows for cells in _scenario(name, lots)]


def _scenario(name: str, lots: Sequence[SideBySide]) -> Iterator[tuple[str, ...]]:
    if not lots:
        yield (name, *("" for _ in _SCENARIOS[1:]))
    for lot in lots:
        price = lot.costs[0]
        gap = None if price.published is None or price.changed is None else price.changed - price.published
        figures = (_number(lot.changed.margin), _number(price.changed), _number(gap))
        yield (name, lot.published.id, *_award(lot.after), *figures, _yes(lot.before != lot.after))


def sweep_table(sweeps: Sequence[Sweep]) -> Table:
    """A row for each stretch with one award."""
    return _SWEEP, [
        (
            one.lot,
            _number(stretch.low),
            _yes(stretch.from_in),
            _number(stretch.high),
            _yes(stretch.to_in),
            *_award(stretch.award),
            _yes(one.exact),
        )
        for one in sweeps
        for stretch in one.stretches
    ]


def grid_table(axes: tuple[Axis, Axis], grids: Sequence[Grid]) -> Table:
    """A row for each cell of the map."""
    down, across = (axis.values() for axis in axes)
    rows: list[tuple[str, ...]] = [
        (one.lot, _number(first), _number(second), *_award(award))
        for one in grids
        for first, row in zip(down, one.awards, strict=True)
        for second, award in zip(across, row, strict=True)
    ]
    return ("lot", axes[0].id, axes[1].id, "awarded", "tied"), rows


def _award(award: Award | None) -> tuple[str, str]:
    return ("", "") if award is None else (" ".join(award.winners), " ".join(award.tied))


def _number(value: Fraction | None) -> str:
    return "" if value is None else decimal_text(value)


def _yes(value: object) -> str:
    return "yes" if value else "no"
