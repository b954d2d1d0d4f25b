"""Sweeps and grids for people: one sentence, the stretches with their ends, a map of letters."""

from collections.abc import Container, Iterable, Iterator, Sequence
from fractions import Fraction

from bideval.analysis.award_words import about, award_words
from bideval.analysis.not_open_along import Along, Over
from bideval.analysis.reweighed import Award
from bideval.analysis.sweep import Axis, Grid, Stretch, Sweep
from bideval.model.evaluation import Evaluation
from bideval.report.tables import aligned, money_aligned, most_decimals, table_text, wrapped
from bideval.report.whatif_text import SUPPOSED, asked_words, head

EACH_LOT = "Each lot by itself, as its own rules rank it; who is awarded it depends on the award rules:"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CLOSED = "*"  # after the letter of a setting that is not open to the authority
CELLS = 50  # letters of a strip
PLACES = 4  # decimals of an end; the exact one is in the JSON
_AFTER = {"percent": "%", "ratio": " times"}


def sweep_text(
    evaluation: Evaluation,
    axis: Axis,
    also: str,
    sweeps: Sequence[Sweep],
    closed: Sequence[Along] = (),
    together: Sequence[str] = (),
    *,
    drawn: bool = False,
) -> str:
    """Return the page of a sweep; ``also`` is what else is supposed, ``closed`` what is not open.

    ``together`` are the blocks of the award of all lots, where they are awarded together.
    If ``drawn``, the line of each lot stands there as a strip of letters too.
    """
    blocks = [head(evaluation), *together, *((EACH_LOT,) if together and sweeps else ())]
    for one in sweeps:
        where = f"Lot {one.lot}: " if len(sweeps) > 1 else ""
        said = sweep_sentence(axis, also, one, evaluation.currency)
        blocks.append("\n".join(wrapped(f"{where}{said}", "")))
        if drawn and len(one.stretches) > 1:
            blocks.append(_strip(axis, one, evaluation.currency))
        blocks.append(_stretches(one, evaluation.currency))
        if one.rows:
            blocks.append(_rows(one, evaluation.currency))
        if not one.exact:
            blocks.append(
                "Evaluated at steps: a turn is narrowed down, and two turns between two steps can be missed."
            )
    blocks += _closed_along(axis, sweeps, closed, evaluation.currency)
    return "\n\n".join([*blocks, SUPPOSED, f"Inputs {evaluation.digest}"])


def _closed_along(
    axis: Axis, sweeps: Sequence[Sweep], closed: Sequence[Along], currency: str
) -> Iterator[str]:
    """What is not open to the authority, and from where to where on the axis."""
    if not closed:
        return
    unit = next((one.axis_unit for one in sweeps if one.axis_unit), "")
    lines = []
    for one in closed:
        lines += wrapped(asked_words(one.asked, _closed_where(one, axis, unit, currency)), "")
    yield "\n".join(lines)


def _closed_where(one: Along, axis: Axis, unit: str, currency: str) -> str:
    """From where to where something is not open; nothing where that is all along."""
    low, high = (_figure(end, unit, currency) for end in (one.low, one.high))
    if one.low == one.high:
        return f", at {low}"
    begins = "" if one.from_in and one.low == axis.low else f" {'from' if one.from_in else 'above'} {low}"
    ends = "" if one.to_in and one.high == axis.high else f" {'up to' if one.to_in else 'below'} {high}"
    return f",{begins}{ends}" if begins or ends else ""


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
    return f"{about(value)}{_AFTER.get(unit, '')}"


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


def _strip(axis: Axis, one: Sweep, currency: str) -> str:
    """The line to scale, a letter for each award; what is too narrow for a letter is said to be so."""
    legend = _letters(stretch.award for stretch in one.stretches)
    half = (axis.high - axis.low) / CELLS / 2
    met = [_stretch_at(one, axis.low + half * (2 * cell + 1)).award for cell in range(CELLS)]
    low, high = (_figure(end, one.axis_unit, currency) for end in (axis.low, axis.high))
    lines = [f"  {low}  {''.join(legend[award] for award in met)}  {high}", ""]
    for award, letter in legend.items():
        narrow = "" if award in met else ", on too short a stretch to be drawn"
        lines.append(f"  {letter}: {award_words(award, one.places)}{narrow}")
    return "\n".join(lines)


def _stretch_at(one: Sweep, value: Fraction) -> Stretch:
    """The stretch that holds a value; of two that meet there, the later."""
    return next((each for each in reversed(one.stretches) if each.low <= value), one.stretches[0])


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


def grid_text(
    evaluation: Evaluation,
    axes: tuple[Axis, Axis],
    also: str,
    grids: Sequence[Grid],
    closed: Sequence[Over] = (),
    together: Sequence[str] = (),
) -> str:
    """Return the page of a grid: a letter a cell, and what each letter stands for."""
    blocks = [head(evaluation), *together, *((EACH_LOT,) if together and grids else ())]
    for one in grids:
        where = f"Lot {one.lot}: " if len(grids) > 1 else ""
        blocks.append("\n".join(wrapped(f"{where}{grid_sentence(axes, also, one)}", "")))
        blocks += _map(axes, one, {cell for each in closed for cell in each.cells})
    blocks += _closed_over(axes, closed)
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
    return _letters(award for row in one.awards for award in row)


def _letters(awards: Iterable[Award | None]) -> dict[Award | None, str]:
    met = dict.fromkeys(awards)
    return {award: LETTERS[place] if place < len(LETTERS) else "?" for place, award in enumerate(met)}


def _closed_over(axes: tuple[Axis, Axis], closed: Sequence[Over]) -> Iterator[str]:
    """What is not open to the authority, and in how many settings."""
    if closed:
        count = len(axes[0].values()) * len(axes[1].values())
        wheres = [
            "" if len(one.cells) == count else f", in {len(one.cells)} of {count} settings" for one in closed
        ]
        lines = [
            wrapped(asked_words(one.asked, where), "") for one, where in zip(closed, wheres, strict=True)
        ]
        yield "\n".join(line for each in lines for line in each)


def _map(axes: tuple[Axis, Axis], one: Grid, closed: Container[tuple[int, int]]) -> Iterator[str]:
    legend = _legend(one)
    down, across = (axis.values() for axis in axes)
    header = (f"{axes[0].id} \\ {axes[1].id}", *(aligned([value])[0] for value in across))
    rows = [
        (name, *(_cell(legend[award], (down_at, at) in closed) for at, award in enumerate(row)))
        for down_at, (name, row) in enumerate(zip(aligned(down), one.awards, strict=True))
    ]
    yield table_text(header, rows, right=set(range(len(header))))
    lines = [f"  {letter}: {award_words(award, one.places)}" for award, letter in legend.items()]
    lines += (
        [f"  {CLOSED}: not open to this authority, see below"]
        if any(CLOSED in "".join(row) for row in rows)
        else []
    )
    yield "\n".join(lines)


def _cell(letter: str, closed: bool) -> str:
    return f"{letter}{CLOSED}" if closed else letter
