"""The award of all lots along a figure and over two, for people: the blocks before those of each lot."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bideval.analysis.award_words import amount, listed
from bideval.analysis.lots.swept import NO_RESULT, AwardAt, AwardsAlong, AwardsOver, LotsAward
from bideval.analysis.sweep import Axis
from bideval.report.lots_study_text import whole_text
from bideval.report.sweep_text import LETTERS
from bideval.report.tables import aligned, money_aligned, most_decimals, table_text, wrapped

_STATUS = {
    NO_RESULT: "no result",
    "impossible": "no award keeps the rules",
    "tied": "awards are tied, and nobody is awarded",
    "not-established": "no best award is established",
}


def along_blocks(found: AwardsAlong, axis: Axis, also: str, unit: str, currency: str) -> Iterator[str]:
    """Yield what comes of the award of all lots along an axis; ``unit`` is that of the axis."""
    low, high = (amount(end, unit, currency) for end in (axis.low, axis.high))
    supposed = f", with {also}" if also else ""
    same = sum(one.award == found.published for one in found.at)
    along = f"{axis.words} goes from {low} to {high}{supposed}, tried at {len(found.at)} values"
    if same == len(found.at):
        said = f"As {along}, the lots are awarded as published at each of them."
    else:
        awards = len({one.award for one in found.at})
        different = "one other result" if awards == 1 else f"{awards} different results"
        said = f"As {along}, the lots are awarded as published at {same} of them; {different} were found."
    yield "\n".join(wrapped(f"All lots together: {said}", ""))
    yield _table(found, unit, currency)
    if len(found.runs) > 1:
        lines = [
            wrapped(f"{_where(run, unit, currency)}: {_words(run[0].award, found.published)}", "  ")
            for run in found.runs
        ]
        yield "\n".join(line for each in lines for line in each)
    yield "The lots were awarded anew at each value; of what lies between two values nothing is said."


def _words(award: LotsAward, published: LotsAward) -> str:
    """How an award differs from the published one, in words."""
    if award.status in _STATUS:
        return _STATUS[award.status]
    moved = [f"{lot} goes to {bid or 'nobody'}" for lot, bid in _moved(award, published)]
    return listed(moved) if moved else "as published"


def _moved(award: LotsAward, published: LotsAward) -> list[tuple[str, str | None]]:
    before = dict(published.lots)
    return [(lot, bid) for lot, bid in award.lots if before.get(lot) != bid]


def _where(run: Sequence[AwardAt], unit: str, currency: str) -> str:
    low, high = (amount(one.value, unit, currency) for one in (run[0], run[-1]))
    return f"at {low}" if len(run) == 1 else f"from {low} to {high}"


def _table(found: AwardsAlong, unit: str, currency: str) -> str:
    """A row for each run of values with one award; its cost where that is the same all along."""
    runs = found.runs
    ends = [end.value for run in runs for end in (run[0], run[-1])]
    texts = iter(money_aligned(ends) if unit == "money" else aligned(ends, most_decimals(ends)))
    costs = money_aligned([_same([one.cost for one in run]) for run in runs])
    points = [whole_text(_same([one.points for one in run])) for run in runs]
    rows: list[tuple[str, ...]] = [
        (next(texts), next(texts), cost, more, _in_short(run[0].award, found.published))
        for run, cost, more in zip(runs, costs, points, strict=True)
    ]
    of = f" {currency if unit == 'money' else unit}".rstrip()
    header: tuple[str, ...] = (f"from{of}", f"to{of}", currency, "points", "lots that move")
    if not any(one.points for one in found.at):
        rows, header = [(*row[:3], row[4]) for row in rows], (*header[:3], header[4])
    return table_text(header, rows, right=set(range(len(header) - 1)))


def _in_short(award: LotsAward, published: LotsAward) -> str:
    moved = _moved(award, published)
    return _STATUS.get(award.status) or (f"{len(moved)}" if moved else "none")


def _same(values: Sequence[Fraction | None]) -> Fraction | None:
    return values[0] if len(set(values)) == 1 else None


def over_blocks(found: AwardsOver, axes: tuple[Axis, Axis], also: str) -> Iterator[str]:
    """Yield a map of letters, one for each award of all lots."""
    met = dict.fromkeys(award for row in found.rows for award in row)
    legend = {award: LETTERS[at] if at < len(LETTERS) else "?" for at, award in enumerate(met)}
    count = sum(len(row) for row in found.rows)
    supposed = f", with {also}" if also else ""
    number = "one award" if len(met) == 1 else f"{len(met)} awards"
    said = f"Over {axes[0].words} and {axes[1].words}{supposed}, {number} in {count} settings tried."
    yield "\n".join(wrapped(f"All lots together: {said}", ""))
    down, across = (axis.values() for axis in axes)
    header = (f"{axes[0].id} \\ {axes[1].id}", *(aligned([value])[0] for value in across))
    rows = [
        (name, *(legend[award] for award in row)) for name, row in zip(aligned(down), found.rows, strict=True)
    ]
    yield table_text(header, rows, right=set(range(len(header))))
    lines = [wrapped(f"{letter}: {_words(award, found.published)}", "  ") for award, letter in legend.items()]
    yield "\n".join(line for each in lines for line in each)
