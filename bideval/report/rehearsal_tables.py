"""The figures of a rehearsal as tables, for the page and the JSON alike."""

from collections.abc import Iterator
from fractions import Fraction

from bideval.analysis.answer import Cell, Heading, Table
from bideval.analysis.rehearsal.kinds import ANY
from bideval.analysis.rehearsal.rehearse import LotRehearsal
from bideval.analysis.rehearsal.words import figure
from bideval.scoring.lot_scores import WEIGHTED_SUM

HUNDRED = Fraction(100)
MOST_SWAPS = 10  # on the page; the JSON has all


def tables_of(lot: LotRehearsal, *, whole: bool) -> Iterator[Table]:
    """Yield every table of a lot that has rows, but for those of prices; ``whole`` gives every row."""
    found = (_weights(lot), _swaps(lot, whole=whole), _reach(lot), _outcomes(lot), _decided(lot))
    yield from (table for table in found if table.rows)


def _weights(lot: LotRehearsal) -> Table:
    headings = (
        Heading("criterion", "criterion"),
        Heading("nominal", "published %", "percent"),
        Heading("effective", "counts for %", "percent"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.criterion, one.nominal, one.effective) for one in lot.weights
    )
    contested = len(lot.weights[0].gaps) if lot.weights else 0
    of = "" if lot.setting.rules.method.id == WEIGHTED_SUM else " within quality"
    title = f"What each criterion counts for{of}, in {contested} rehearsed cases with two bids or more"
    return Table(title, headings, rows)


def _swaps(lot: LotRehearsal, *, whole: bool) -> Table:
    headings = (
        Heading("heavier", "criterion"),
        Heading("lighter", "is outdone by the lighter"),
        Heading("swapped", "cases", "count"),
        Heading("cases", "of", "count"),
        Heading("share", "share of the rehearsed cases %", "percent"),
    )
    listed = [one for one in lot.swaps if one.swapped]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.heavier, one.lighter, Fraction(one.swapped), Fraction(one.cases), one.share * HUNDRED)
        for one in (listed if whole else listed[:MOST_SWAPS])
    )
    more = "" if whole or len(listed) <= MOST_SWAPS else f" (the first {MOST_SWAPS} of {len(listed)})"
    return Table(
        f"Where the order of two criteria swaps, drawn from the seed {lot.setting.seed!r}{more}",
        headings,
        rows,
    )


def _reach(lot: LotRehearsal) -> Table:
    headings = (
        Heading("criterion", "criterion"),
        Heading("weight", "weight %", "percent"),
        Heading("lowest", "fewest", "points"),
        Heading("highest", "most", "points"),
        Heading("out_of_reach", "out of reach", "points"),
        Heading("for_all", "for all", "points"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.criterion, one.weight, one.lowest, one.highest, one.out_of_reach, one.for_all)
        for one in lot.reach
    )
    return Table(
        "The fewest and the most points anybody gets, and points of the whole out of reach and for all",
        headings,
        rows,
    )


def _outcomes(lot: LotRehearsal) -> Table:
    currency = lot.setting.inputs.tender.currency
    single = len(lot.setting.kinds) == 1 and lot.setting.kinds[0].id == ANY
    headings = (
        Heading("test", "test"),
        *(() if single else (Heading("kind", "kind of bidder"),)),
        Heading("failed", "fail", "count"),
        Heading("bids", "of", "count"),
        Heading("share", "share of bids %", "percent"),
        Heading("required", "required"),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in lot.outcomes:
        required = "-" if one.best is None else figure(one.best.required, one.best.unit, currency)
        counts = (Fraction(one.failed), Fraction(one.bids), Fraction(one.failed, one.bids) * HUNDRED)
        rows.append((one.test, *(() if single else (one.group,)), *counts, required))
    return Table("Who fails which test, each test by itself", headings, tuple(rows))


def _decided(lot: LotRehearsal) -> Table:
    headings = (
        Heading("test", "test"),
        Heading("changed", "another award without it", "count"),
        Heading("left_alone", "nobody left to compare", "count"),
        Heading("cases", "of rehearsed cases", "count"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.test, Fraction(one.changed), Fraction(one.left_alone), Fraction(one.cases))
        for one in lot.decided
    )
    return Table("What each test decides", headings, rows)
