"""The evaluated price of a bid: a lump sum, or published lines times its rates.

Every extension and total is recomputed.  A difference is a finding that prints
the ready decision under the published correction rule; with that decision the
corrected figure counts and the submitted one stays in its file.

Amounts stand without VAT; the tender's comparison basis says what is added.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.model.price import LotPrice, RateRow, ScheduleLine
from bideval.model.rules import Vat
from bideval.scoring.corrections import Difference, corrected_or_finding
from bideval.scoring.rounding import round_to

HUNDRED = Fraction(100)


class EvaluatedPrice(NamedTuple):
    """A price on the tender's comparison basis, with how it was built."""

    amount: Fraction
    worked: str
    sources: tuple[Source, ...]


class Part(NamedTuple):
    """One amount before VAT, with its treatment and place."""

    amount: Fraction
    vat: Vat
    source: Source


def evaluated_price(inputs: Inputs, lot: str, bid: str) -> tuple[EvaluatedPrice | None, tuple[Finding, ...]]:
    """Return the evaluated price of ``bid`` in ``lot``, or the findings that prevent one.

    (None, ()) means that no price is on file: not yet opened, or never submitted.
    """
    sheet = inputs.prices.get(bid)
    stated = sheet.lots.get(lot) if sheet else None
    lines = [line for line in inputs.schedule if line.lot in {lot, "*"}]
    if not lines:
        if stated is None:
            return None, ()
        parts = [Part(stated.amount, stated.vat, Source(f"prices/{bid}.yaml", f"/lots/{lot}/amount"))]
        return _on_basis(inputs, parts, f"{decimal_text(stated.amount)} as submitted"), ()
    if bid not in inputs.rates:
        return None, ()
    return _from_schedule(inputs, lot, bid, lines, stated)


def _from_schedule(
    inputs: Inputs, lot: str, bid: str, lines: list[ScheduleLine], stated: LotPrice | None
) -> tuple[EvaluatedPrice | None, tuple[Finding, ...]]:
    rows = {row.line: row for row in inputs.rates[bid]}
    findings: list[Finding] = []
    parts: list[Part] = []
    unpriced = False
    for line in lines:
        part, problems = _line_part(inputs, bid, line, rows.get(line.line), stated)
        findings += problems
        if line.counts and part is not None:
            parts.append(part)
        unpriced = unpriced or (line.counts and part is None)
    if unpriced:  # without every line there is no sum to hold the stated total against
        return None, tuple(findings)
    total = sum((part.amount for part in parts), Fraction(0))
    worked = f"sum of {len(parts)} lines that count = {decimal_text(total)}"
    if stated is not None and stated.amount != total:
        pointer = f"/lots/{lot}/amount"
        difference = Difference(bid, f"prices/{bid}.yaml", pointer, "the total", stated.amount, total)
        settled, problems = corrected_or_finding(inputs, difference)
        findings += problems
        if settled is not None and settled != total:
            worked = f"total as stated = {decimal_text(settled)} (the lines sum to {decimal_text(total)})"
            parts = [Part(settled, stated.vat, Source(f"prices/{bid}.yaml", pointer))]
    return (None if findings else _on_basis(inputs, parts, worked)), tuple(findings)


def _line_part(
    inputs: Inputs, bid: str, line: ScheduleLine, row: RateRow | None, stated: LotPrice | None
) -> tuple[Part | None, tuple[Finding, ...]]:
    file, pointer = f"prices/{bid}.csv", f"/{line.line}"
    vat = Vat(row.vat) if row and row.vat else stated.vat if stated else Vat.NOT_STATED
    if line.kind == "provisional":
        if row and row.rate.words == "number":
            return None, (_rate_on_provisional(line, Source(file, f"{pointer}/rate")),)
        return Part(line.quantity * line.years, vat, Source("schedule.csv", f"/{line.line}/quantity")), ()
    source = Source(file, f"{pointer}/rate")
    if row is None or row.rate.words in {"blank", "not-offered"}:
        return None, tuple(_no_rate(bid, line, row, source))
    if row.rate.value is None:  # "included": priced elsewhere, by the bidder's own word
        return Part(Fraction(0), vat, source), ()
    computed = row.rate.value * line.quantity * line.years
    rounding = inputs.tender.prices.extension_rounding if inputs.tender.prices else None
    if rounding is not None:
        computed = round_to(computed, rounding.places, rounding.mode)
    if row.extension is None or row.extension == computed:
        return Part(computed, vat, source), ()
    difference = Difference(
        bid, file, f"{pointer}/extension", f"the extension of line {line.line}", row.extension, computed
    )
    settled, findings = corrected_or_finding(inputs, difference)
    return (None if settled is None else Part(settled, vat, source)), findings


def _no_rate(bid: str, line: ScheduleLine, row: RateRow | None, source: Source) -> Iterator[Finding]:
    if row is not None and row.rate.words == "not-offered" and not line.counts:
        return
    said = "says n/a" if row is not None and row.rate.words == "not-offered" else "has no rate"
    yield error(
        "BE261",
        f"line {line.line} of the price schedule {said} in the prices of {bid}",
        "Enter the rate as submitted: a number, or the word included if it is priced elsewhere. "
        "A blank is never read as zero.",
        source,
        Source("schedule.csv", f"/{line.line}/line"),
    )


def _rate_on_provisional(line: ScheduleLine, source: Source) -> Finding:
    return error(
        "BE262",
        f"line {line.line} is a provisional sum of the authority, but a rate stands against it",
        "Leave the rate of a provisional sum blank: its amount is the one published in the schedule.",
        source,
        Source("schedule.csv", f"/{line.line}/quantity"),
    )


def _on_basis(inputs: Inputs, parts: list[Part], worked: str) -> EvaluatedPrice:
    """Add what the published comparison basis adds."""
    net = sum((part.amount for part in parts), Fraction(0))
    total = sum((part.amount + _vat_added(inputs, part) for part in parts), Fraction(0))
    sources = tuple(part.source for part in parts)
    if total != net:
        worked = f"{worked}; with VAT on the published basis {decimal_text(total)}"
    return EvaluatedPrice(total, worked, sources)


def _vat_added(inputs: Inputs, part: Part) -> Fraction:
    money = inputs.tender.money
    if money is None or money.vat == "ex-vat" or money.vat_rates is None:
        return Fraction(0)
    rate = money.vat_rates.get(part.vat.value, Fraction(0))
    borne = HUNDRED if money.vat == "gross" else money.vat_irrecoverable or Fraction(0)
    return part.amount * rate * borne / (HUNDRED * HUNDRED)
