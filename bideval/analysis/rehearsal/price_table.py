"""The worked price table: prices and what the tender's own rules make of them, to publish with the rules.

The prices of the table are taken as the bids of one contest, so that what relative formulas
measure against (the lowest, the highest, the mean) is that of the table.  Where no range of
prices is stated, they lie around the value of the contract, else around 100.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from bideval.analysis.answer import Cell, Heading, Table
from bideval.analysis.rehearsal.flaws import Flaw, Seriousness
from bideval.analysis.rehearsal.formula_defects import cents
from bideval.analysis.rehearsal.setting import Setting, price_span
from bideval.analysis.rehearsal.staged import FULL, Entry, even, of_bid, open_contest
from bideval.analysis.rehearsal.words import money
from bideval.model.evaluation import LotResult
from bideval.model.numbers import decimal_text
from bideval.scoring.lot_rules import Leaf
from bideval.scoring.lot_scores import WEIGHTED_SUM
from bideval.scoring.rounding import Mode, round_to

ROWS = 11
QUALITIES = (Fraction(60), Fraction(80), FULL)
NO_VALUE = Fraction(100)


class PriceGround(NamedTuple):
    """The prices that examples are made of, and where they come from."""

    low: Fraction
    high: Fraction
    words: str
    stated: bool


def price_ground(setting: Setting) -> PriceGround:
    """Return the stated range of prices, or an invented one that says so."""
    span = price_span(setting)
    if span is not None:
        return PriceGround(*span, "the stated range of prices", True)
    value = setting.rules.value
    words = "no range of prices is stated: from 60% to 100% of "
    words += "100" if value is None else "the value of the contract"
    base = NO_VALUE if value is None else value
    return PriceGround(cents(base * 6 / 10), cents(base), words, False)


def table_prices(ground: PriceGround) -> tuple[Fraction, ...]:
    """Eleven prices from the lowest to the highest, in hundredths; whole where the range is wide."""
    places = 0 if ground.high - ground.low >= 1000 else 2
    steps = (ground.low + (ground.high - ground.low) * step / (ROWS - 1) for step in range(ROWS))
    rounded = (round_to(step, places, Mode.HALF_UP) for step in steps)
    inside = (min(max(step, ground.low), ground.high) for step in rounded)
    return tuple(sorted({cents(price) for price in inside}))


def price_tables(setting: Setting, ground: PriceGround) -> Iterator[Table]:
    """The tables of a lot: one for each price criterion, or one of the method's figure."""
    prices = table_prices(ground)
    if setting.rules.method.id == WEIGHTED_SUM:
        for leaf in setting.rules.leaves():
            if leaf.formula is not None:
                yield from _of_leaf(setting, leaf, prices)
    elif setting.rules.method.reads_price and setting.rules.method.reads_quality and setting.rules.tree:
        yield from _of_method(setting, prices)


def _named(prices: tuple[Fraction, ...], points: dict[str, Fraction]) -> tuple[Entry, ...]:
    return tuple(Entry(f"price-{place:02}", price, points) for place, price in enumerate(prices, 1))


def _of_leaf(setting: Setting, leaf: Leaf, prices: tuple[Fraction, ...]) -> Iterator[Table]:
    entries = _named(prices, even(setting.rules, FULL))
    result = open_contest(setting, entries)
    if result is None:
        return
    rows: list[tuple[Cell, ...]] = []
    for entry in entries:
        score = next(one for one in of_bid(result, entry.id).scores if one.criterion == leaf.id)
        rows.append((entry.price, score.points, score.weighted))
    headings = (
        Heading("price", f"price {setting.inputs.tender.currency}", "money"),
        Heading("points", "points of 100", "points"),
        Heading("weighted", f"points of the {decimal_text(leaf.weight)} for {leaf.id}", "points"),
    )
    yield Table(f"Were these the prices: {leaf.title} ({leaf.id}) {_rule(leaf)}", headings, tuple(rows))


def _rule(leaf: Leaf) -> str:
    return f"by {leaf.formula.id}: {leaf.formula.rule}" if leaf.formula is not None else ""


def _of_method(setting: Setting, prices: tuple[Fraction, ...]) -> Iterator[Table]:
    columns = []
    for quality in QUALITIES:
        entries = _named(prices, even(setting.rules, quality))
        result = open_contest(setting, entries)
        if result is None:
            return
        columns.append([of_bid(result, entry.id).total for entry in entries])
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (price, *cells) for price, *cells in zip(prices, *columns, strict=True)
    )
    method = setting.rules.method
    headings = (
        Heading("price", f"price {setting.inputs.tender.currency}", "money"),
        *(
            Heading(f"at_{decimal_text(one)}", f"quality {decimal_text(one)}", method.unit)
            for one in QUALITIES
        ),
    )
    title = f"Were these the prices: {method.unit} by {method.id} ({method.better.value} is better)"
    yield Table(title, headings, rows)


def alike_flaws(setting: Setting, ground: PriceGround) -> Iterator[Flaw]:
    """Prices of the table that differ and get the same points by the formula itself, before any rounding."""
    entries = _named(table_prices(ground), even(setting.rules, FULL))
    result = open_contest(setting, entries) if ground.stated else None
    for leaf in setting.rules.leaves() if result is not None else ():
        if leaf.formula is None or leaf.weight == 0:
            continue
        assert result is not None
        points = [_exact_points(result, entry.id, leaf.id) for entry in entries]
        alike = [
            (one.price, other.price, at)
            for (one, at), (other, beside) in pairwise(zip(entries, points, strict=True))
            if at == beside
        ]
        if alike:
            yield _alike(setting, leaf, alike)


def _exact_points(result: LotResult, bid: str, leaf: str) -> Fraction:
    return next(one.points_exact for one in of_bid(result, bid).scores if one.criterion == leaf)


def _alike(setting: Setting, leaf: Leaf, alike: list[tuple[Fraction, Fraction, Fraction]]) -> Flaw:
    currency = setting.inputs.tender.currency
    first, last = alike[0][0], alike[-1][1]
    return Flaw(
        "prices-alike",
        Seriousness.CONSIDER,
        (leaf.id,),
        f"Between {money(first, currency)} and {money(last, currency)} there are prices that get the same "
        f"points on {leaf.title} ({leaf.id}): there a dearer bid loses nothing.",
        tuple(
            f"{money(one, currency)} and {money(other, currency)}: both {decimal_text(points, 2)} points"
            for one, other, points in alike[:3]
        ),
        "Let the formula run over the whole range in which bids are expected.",
    )
