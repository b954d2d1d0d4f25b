"""The evaluation for people: one sentence first, then placings, gates and notes.

Fits 100 columns.  Shadow results are for officers, auditors and courts; this page
is theirs, and letters and notices are made elsewhere.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.analysis.reported import NOTHING, Beside
from bideval.model.amounts import at_least, grouped
from bideval.model.evaluation import Evaluation, LotResult, LotStatus, Placing, PlacingStatus
from bideval.model.numbers import figure_text
from bideval.report.authorities_text import authorities_text
from bideval.report.fitting import PIPED
from bideval.report.gate_text import gate_words
from bideval.report.lots_text import lots_text
from bideval.report.reported_text import reported_text
from bideval.report.tables import (
    aligned,
    money_aligned,
    money_text,
    most_decimals,
    name_text,
    name_width,
    one_line,
    shortened,
    table_text,
)
from bideval.report.terminal_bars import beside as barred

ILLUSTRATION = "Illustration: invented figures and fictional names."


def evaluation_text(
    evaluation: Evaluation, folder: str, width: int = PIPED, *, beside: Beside = NOTHING, drawn: bool = False
) -> str:
    """The whole page; names are shortened so that its tables fit ``width`` columns, bars are ``drawn``.

    ``beside`` is what the study reports beside the result, by lot.
    """
    parts = [name_text(evaluation.title)]
    if evaluation.illustration:
        parts.insert(0, ILLUSTRATION)
    blocks = ["\n".join(parts)]
    blocks += list(lots_text(evaluation))
    for lot in evaluation.lots:
        single = len(evaluation.lots) == 1
        blocks += list(_lot_blocks(lot, evaluation, single=single, width=width, drawn=drawn))
        blocks += _reported(lot, beside, evaluation, width)
    if any(lot.status is LotStatus.NEEDS_ALLOCATION for lot in evaluation.lots):
        blocks.append(together_text(folder))
    blocks.append(f"Inputs {evaluation.digest}")
    blocks.append("\n".join(["Next:", *_next(evaluation, folder)]))
    return "\n\n".join(blocks)


def together_text(folder: str) -> str:
    """Return where the award of lots stands that are awarded together."""
    return f"Lots are awarded together: bideval allocate {folder}"


def _lot_blocks(
    lot: LotResult, evaluation: Evaluation, *, single: bool, width: int, drawn: bool
) -> Iterator[str]:
    if not single:
        yield f"Lot {lot.id}: {name_text(lot.title)}"
    yield sentence(lot, evaluation.currency)
    if not lot.authorities or any(placing.scores for placing in lot.placings):
        yield _placings(lot, evaluation.currency, name_width(width), width if drawn else 0)
    yield from authorities_text(lot)
    out = [one_line(line) for placing in lot.placings for line in _outside(placing, lot, evaluation.currency)]
    if out:
        yield "\n".join(["Not assessed:", *out])
    relied = [line for placing in lot.placings for line in _relied(placing)]
    if relied:
        yield "\n".join(["Passed by relying on others:", *relied])
    yield from notes_text(lot)


def _reported(lot: LotResult, beside: Beside, evaluation: Evaluation, width: int) -> Iterator[str]:
    bids = [placing.bid for placing in lot.placings]
    found = beside.get(lot.id, ())
    if found:
        yield reported_text(found, bids, evaluation.currency, width, lots=len(evaluation.lots))


def notes_text(lot: LotResult) -> Iterator[str]:
    """What a reader of the result must know; nothing where there are no notes."""
    if lot.notes:
        yield "\n".join(["Note:", *(f"  {one_line(note).removesuffix('.')}." for note in lot.notes)])


def sentence(lot: LotResult, currency: str, *, has_notes: bool = True) -> str:
    """The result of a lot in one sentence; ``has_notes`` where the notes of the lot stand near it."""
    if lot.status is LotStatus.NO_ASSESSED_BID:
        return "No bid is left to assess, so nobody wins."
    if lot.status is LotStatus.QUALITY_ONLY:
        return "Quality alone is scored here. No price was read, so nobody is ranked."
    if lot.status is LotStatus.ILLUSTRATIVE:
        return "Illustrative, and nobody wins: no published rule combines the totals of the authorities."
    if lot.status is LotStatus.NEEDS_ALLOCATION:
        return "Bids are ranked within the lot; who is awarded it depends on the award rules across lots."
    if lot.status is LotStatus.TIED:
        certain = f" {names(lot.winners)} {_has(lot.winners)} a place for certain." if lot.winners else ""
        return f"No winner yet: {names(lot.tied)} are tied. {_way_out(lot)}{certain}"
    note = " (see the note)" if has_notes else ""
    awaited = f" The result is provisional: a decision is awaited{note}."
    provisional = awaited if lot.status is LotStatus.PROVISIONAL else ""
    return f"{_won(lot, currency)}{provisional}"


def _way_out(lot: LotResult) -> str:
    """What settles a tie: a draw where the rules publish one, else nothing in them."""
    drawn = any(rung.by == "draw" for placing in lot.placings for rung in placing.tie_rungs)
    if drawn:
        return "The published rules draw lots: record a decision of kind draw."
    return "The published rules have no further way to settle it."


def _won(lot: LotResult, currency: str) -> str:
    if not lot.winners:
        return "No bid is ranked under this method, so nobody wins."
    by_tie = any(placing.bid in lot.winners and placing.tie_rungs for placing in lot.placings)
    if lot.places > 1:
        head = (
            f"{names(lot.winners)} {'are' if len(lot.winners) > 1 else 'is'} awarded "
            f"{len(lot.winners)} of {lot.places} places"
        )
    else:
        head = f"{lot.winners[0]} wins"
    if lot.margin is None:
        return f"{head}; no other bid was left to compare."
    if lot.margin == 0 and by_tie:
        return f"{head}, level with the next bid, by the published tie rule."
    ahead = "the last of them ahead of the next" if lot.places > 1 else "ahead"
    if lot.decided_by is not None:
        unit = "money" if lot.decided_by == "price" else "points"
        return f"{head}, {ahead} by {amount_words(lot.margin, unit, currency)} on {lot.decided_by}."
    return f"{head}, {ahead} by {figure_words(lot.margin, lot, currency)}."


def figure_words(value: Fraction, lot: LotResult, currency: str) -> str:
    """A figure of the lot, or a difference of two, with the decimals of its table and its unit."""
    return amount_words(value, lot.unit, currency, figure_places(lot))


def figure_places(lot: LotResult) -> int:
    """The fewest decimals of a figure: those of its published rounding; of money two where any has pence."""
    pence = lot.unit == "money" and most_decimals([one.total for one in lot.placings]) > 0
    return max(lot.decimals, 2 if pence else 0)


def amount_words(value: Fraction, unit: str, currency: str, places: int = 0) -> str:
    """A figure with its unit, grouped, with ``places`` decimals at least; money in its currency."""
    if unit == "money":
        return f"{currency} {at_least(money_text(value), places)}"
    return f"{grouped(at_least(figure_text(value), places))} {unit.replace('money', currency)}"


def names(bids: tuple[str, ...]) -> str:
    """Bids in a sentence: a, b and c."""
    return bids[0] if len(bids) == 1 else f"{', '.join(bids[:-1])} and {bids[-1]}"


def _has(bids: tuple[str, ...]) -> str:
    return "has" if len(bids) == 1 else "have"


def _placings(lot: LotResult, currency: str, most: int, width: int) -> str:
    assessed = [placing for placing in lot.placings if placing.status is PlacingStatus.ASSESSED]
    if not assessed:
        return "Placings: none."
    if lot.status is LotStatus.QUALITY_ONLY:
        return _quality(assessed, most)
    is_money = lot.unit == "money"
    header = (
        "rank",
        "bid",
        "bidder",
        f"price {currency}",
        f"figure {currency}" if is_money else lot.unit.replace("money", currency),
    )
    prices = money_aligned([placing.price for placing in assessed])
    totals = [placing.total for placing in assessed]
    figures = aligned(totals, max(most_decimals(totals), figure_places(lot)))
    rows = [
        (str(placing.rank or "-"), placing.bid, shortened(placing.name, most), price, figure)
        for placing, price, figure in zip(assessed, prices, figures, strict=True)
    ]
    table = table_text(header, rows, right={0, 3, 4})
    return barred(table, totals, width) if lot.better == "higher" else table


def _quality(assessed: list[Placing], most_name: int) -> str:
    """What each bid has on the criteria that read no price, in units of the whole."""
    most = figure_text(sum((score.weight for score in assessed[0].scores), Fraction(0)))
    sums = [sum((score.weighted for score in placing.scores), Fraction(0)) for placing in assessed]
    rows = [
        (placing.bid, shortened(placing.name, most_name), points)
        for placing, points in zip(assessed, aligned(sums), strict=True)
    ]
    return table_text(("bid", "bidder", f"quality of {most}"), rows, right={2})


def _outside(placing: Placing, lot: LotResult, currency: str) -> Iterator[str]:
    """Why a bid is out, the tests it failed, and what it would have got."""
    if placing.status is PlacingStatus.ASSESSED:
        return
    yield f"  {placing.bid}: {placing.status.value}, {placing.because}"
    for gate in placing.gates:
        if not gate.passed:
            yield f"      {gate_words(gate, currency)}"
    shadow = placing.shadow
    if shadow is None:
        return
    if shadow.why_null is not None or shadow.total is None:
        yield f"      no shadow result: {shadow.why_null}"
    else:
        figure = figure_words(shadow.total, lot, currency)
        yield (
            f"      had it been assessed: {figure}, rank {shadow.rank or '-'} (shadow result, not "
            "for letters)"
        )


def _relied(placing: Placing) -> Iterator[str]:
    for gate in placing.gates:
        if gate.relied_on:
            yield f"  {placing.bid}: {gate.gate}, with {names(gate.relied_on)}"


def _next(evaluation: Evaluation, folder: str) -> Iterator[str]:
    """What to try next, with names of this very tender."""
    assessed = [
        placing.bid for lot in evaluation.lots[:1] for placing in lot.placings if placing.rank is not None
    ]
    bids = f" {assessed[0]} --against {assessed[1]}" if len(assessed) > 1 else ""
    stage = " --stage quality" if any(lot.status is LotStatus.QUALITY_ONLY for lot in evaluation.lots) else ""
    yield f"  bideval explain {folder}{bids}{stage}"
    yield f"  bideval evaluate {folder}{stage} --json"
