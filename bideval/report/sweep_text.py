"""Sweeps and grids for people: one sentence, the stretches with their ends, a map of letters."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bideval.analysis.award_words import about, award_words
from bideval.analysis.reweighed import Award
from bideval.analysis.sweep import Axis, Grid, Stretch, Sweep
from bideval.model.evaluation import Evaluation
from bideval.report.tables import aligned, money_aligned, most_decimals, table_text, wrapped
from bideval.report.whatif_text import SUPPOSED, head

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PLACES = 4  # decimals of an end; the exact one is in the JSON


def sweep_text(evaluation: Evaluation, axis: Axis, also: str, sweeps: Sequence[Sweep]) -> str:
    """Return the page of a sweep; ``also`` is what else is supposed, in words."""
    blocks = [head(evaluation)]
    for one in sweeps:
        where = f"Lot {one.lot}: " if len(sweeps) > 1 else ""
        said = sweep_sentence(axis, also, one, evaluation.currency)
        blocks.append("\n".join(wrapped(f"{where}{said}", "")))
        blocks.append(_stretches(one, evaluation.currency))
        if one.rows:
            blocks.append(_rows(one, evaluation.currency))
        if not one.exact:
            blocks.append(
                "Evaluated at steps: a turn is narrowed down, and two turns between two steps can be missed."
            )
    return "\n\n".join([*blocks, SUPPOSED, f"Inputs {evaluation.digest}"])


def sweep_sentence(axis: Axis, also: str, one: Sweep, currency: str) -> str:
    """Who is awarded along an axis, in one sentence."""
    low, high = (_figure(end, one.axis_unit, currency) for end in (axis.low, axis.high))
    supposed = f", with {also}" if also else ""
    if len(one.stretches) == 1:
        said = award_words(one.stretches[0].award, one.places)
        return f"Wherever {axis.words} lies from {low} to {high}{supposed}, {said}."
    parts = [
        f"{award_words(stretch.award, one.places)} {_where(stretch, one, currency)}"
        for stretch in one.stretches
    ]
    return f"As {axis.words} goes from {low} to {high}{supposed}: {'; '.join(parts)}."


def _where(stretch: Stretch, one: Sweep, currency: str) -> str:
    low, high = (_figure(end, one.axis_unit, currency) for end in (stretch.low, stretch.high))
    if stretch.low == stretch.high:
        return f"at exactly {low}"
    if stretch == one.stretches[0]:
        return f"up to {high}" if stretch.to_in else f"below {high}"
    if stretch == one.stretches[-1]:
        return f"from {low}" if stretch.from_in else f"above {low}"
    from_ = f"from {low}" if stretch.from_in else f"above {low}"
    return f"{from_} {'up to' if stretch.to_in else 'to below'} {high}"


def _figure(value: Fraction, unit: str, currency: str) -> str:
    if unit == "money":
        return f"{currency} {money_aligned([value])[0]}"
    return f"{about(value)}{'%' if unit == 'percent' else ''}"


def _stretches(one: Sweep, currency: str) -> str:
    unit = currency if one.axis_unit == "money" else one.axis_unit
    ends = [end for stretch in one.stretches for end in (stretch.low, stretch.high)]
    texts = iter(_column(ends, one.axis_unit))
    rows = [
        (
            f"{'' if stretch.from_in else 'above '}{next(texts)}",
            f"{'' if stretch.to_in else 'below '}{next(texts)}",
            award_words(stretch.award, one.places),
        )
        for stretch in one.stretches
    ]
    return table_text((f"from {unit}".strip(), f"to {unit}".strip(), "result"), rows, right={0, 1})


def _column(values: Sequence[Fraction], unit: str) -> list[str]:
    return money_aligned(values) if unit == "money" else aligned(values, min(most_decimals(values), PLACES))


def _rows(one: Sweep, currency: str) -> str:
    values = _column([row.value for row in one.rows], one.axis_unit)
    margins = [row.margin for row in one.rows]
    ahead = aligned(margins, most_decimals(margins))
    prices = money_aligned([row.price for row in one.rows])
    table = [
        (value, award_words(row.award, one.places), margin, price)
        for value, row, margin, price in zip(values, one.rows, ahead, prices, strict=True)
    ]
    return table_text(("at", "result", "ahead by", f"price {currency}"), table, right={0, 2, 3})


def grid_text(evaluation: Evaluation, axes: tuple[Axis, Axis], also: str, grids: Sequence[Grid]) -> str:
    """Return the page of a grid: a letter a cell, and what each letter stands for."""
    blocks = [head(evaluation)]
    for one in grids:
        where = f"Lot {one.lot}: " if len(grids) > 1 else ""
        blocks.append("\n".join(wrapped(f"{where}{grid_sentence(axes, also, one)}", "")))
        blocks += _map(axes, one)
    return "\n\n".join([*blocks, SUPPOSED, f"Inputs {evaluation.digest}"])


def grid_sentence(axes: tuple[Axis, Axis], also: str, one: Grid) -> str:
    """How many results there are on the grid, in one sentence."""
    cells = [award for row in one.awards for award in row]
    found = _legend(one)
    supposed = f", with {also}" if also else ""
    over = f"Over {axes[0].words} and {axes[1].words}{supposed}"
    if len(found) == 1:
        return f"{over}, {award_words(cells[0], one.places)} in all {len(cells)} settings tried."
    counts = [
        f"{award_words(award, one.places)} in {sum(cell == award for cell in cells)}" for award in found
    ]
    return f"{over}, of {len(cells)} settings tried: {'; '.join(counts)}."


def _legend(one: Grid) -> dict[Award | None, str]:
    """A letter for each award, in the order in which they are met."""
    met = dict.fromkeys(award for row in one.awards for award in row)
    return {award: LETTERS[place] if place < len(LETTERS) else "?" for place, award in enumerate(met)}


def _map(axes: tuple[Axis, Axis], one: Grid) -> Iterator[str]:
    legend = _legend(one)
    down, across = (axis.values() for axis in axes)
    header = (f"{axes[0].id} \\ {axes[1].id}", *(aligned([value])[0] for value in across))
    rows = [
        (name, *(legend[award] for award in row)) for name, row in zip(aligned(down), one.awards, strict=True)
    ]
    yield table_text(header, rows, right=set(range(len(header))))
    yield "\n".join(f"  {letter}: {award_words(award, one.places)}" for award, letter in legend.items())
