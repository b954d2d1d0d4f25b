"""The evaluated price of a bid: a lump sum, or published lines times its rates.

Every extension and total is recomputed.  A difference is a finding that prints
the ready decision under the published correction rule; with that decision the
corrected figure counts and the submitted one stays in its file.

A provisional sum is an amount that the authority publishes: over the whole term
where its line states no years, else a year.

Amounts stand without VAT; the tender's comparison basis says what is added.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Finding, Source
from bideval.model.amounts import money_text
from bideval.model.evaluated_price import Correction, EvaluatedPrice, PricePart
from bideval.model.inputs import Inputs
from bideval.model.price import LotPrice, RateRow, ScheduleLine
from bideval.model.rules import Vat
from bideval.scoring.corrections import Difference, corrected_or_finding
from bideval.scoring.line_findings import no_rate, rate_on_provisional
from bideval.scoring.rounding import round_to

__all__ = ["EvaluatedPrice", "evaluated_price"]

HUNDRED, ONE = Fraction(100), Fraction(1)
STATED = "stated"  # the kind of a part that is an amount as the bid gives it


class _Built(NamedTuple):
    """What a line gives: its part, how a wrong extension was settled, and what is wrong."""

    part: PricePart | None
    correction: Correction | None = None
    findings: tuple[Finding, ...] = ()


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
        part = _as_stated(inputs, lot, bid, stated)
        return _on_basis(inputs, [part], f"{money_text(stated.amount)} as submitted"), ()
    if bid not in inputs.rates:
        return None, ()
    return _from_schedule(inputs, lot, bid, lines, stated)


def _as_stated(inputs: Inputs, lot: str, bid: str, stated: LotPrice) -> PricePart:
    return PricePart(
        kind=STATED,
        line="",
        section="",
        rate=None,
        quantity=ONE,
        years=ONE,
        amount=stated.amount,
        vat=stated.vat.value,
        added=_vat_added(inputs, stated.amount, stated.vat),
        source=Source(f"prices/{bid}.yaml", f"/lots/{lot}/amount"),
    )


def _from_schedule(
    inputs: Inputs, lot: str, bid: str, lines: list[ScheduleLine], stated: LotPrice | None
) -> tuple[EvaluatedPrice | None, tuple[Finding, ...]]:
    rows = {row.line: row for row in inputs.rates[bid]}
    built = [(line, _line_part(inputs, bid, line, rows.get(line.line), stated)) for line in lines]
    findings = [finding for _, one in built for finding in one.findings]
    counting = [one for line, one in built if line.counts]
    parts = [one.part for one in counting if one.part is not None]
    if len(parts) < len(counting):  # without every line there is no sum to hold the stated total against
        return None, tuple(findings)
    corrections = [one.correction for _, one in built if one.correction is not None]
    if stated is None:
        total = sum((part.amount for part in parts), Fraction(0))
        price = _on_basis(inputs, parts, f"{_sum_words(parts)} = {money_text(total)}", corrections)
    else:
        price, problems = _against_total(inputs, lot, bid, stated, parts, corrections)
        findings += problems
    return (None if findings else price), tuple(findings)


def _sum_words(parts: list[PricePart]) -> str:
    return f"sum of {len(parts)} {'line' if len(parts) == 1 else 'lines'} that count"


def _against_total(
    inputs: Inputs,
    lot: str,
    bid: str,
    stated: LotPrice,
    parts: list[PricePart],
    corrections: list[Correction],
) -> tuple[EvaluatedPrice, tuple[Finding, ...]]:
    """Hold the total that the bid states against the sum of its lines."""
    total = sum((part.amount for part in parts), Fraction(0))
    own = _as_stated(inputs, lot, bid, stated)
    said = f"{_sum_words(parts)} = {money_text(total)}"
    if stated.amount == total:  # as submitted: the total was right whatever its lines said
        price = _on_basis(inputs, parts, said, corrections)
        return price._replace(submitted=price.amount), ()
    difference = Difference(bid, own.source.file, own.source.pointer, "the total", stated.amount, total)
    settled = corrected_or_finding(inputs, difference)
    if settled.correction is not None:
        corrections = [*corrections, settled.correction]
    submitted = own.amount + own.added
    if settled.counts is None or settled.counts == total:
        price = _on_basis(inputs, parts, said, corrections)
    else:
        said = f"total as stated = {money_text(settled.counts)} (the lines sum to {money_text(total)})"
        price = _on_basis(inputs, [own], said, corrections)
    return price._replace(submitted=submitted), settled.findings


def _line_part(
    inputs: Inputs, bid: str, line: ScheduleLine, row: RateRow | None, stated: LotPrice | None
) -> _Built:
    file, pointer = f"prices/{bid}.csv", f"/{line.line}"
    vat = Vat(row.vat) if row and row.vat else stated.vat if stated else Vat.NOT_STATED
    if line.kind == "provisional":
        if row and row.rate.words == "number":
            return _Built(None, None, (rate_on_provisional(line, Source(file, f"{pointer}/rate")),))
        place = Source("schedule.csv", f"/{line.line}/quantity")
        return _Built(_of_line(inputs, line, line.kind, None, line.quantity * line.years, vat, place))
    source = Source(file, f"{pointer}/rate")
    if row is None or row.rate.words in {"blank", "not-offered"}:
        return _Built(None, None, tuple(no_rate(bid, line, row, source)))
    if row.rate.value is None:  # "included": priced elsewhere, by the bidder's own word
        return _Built(_of_line(inputs, line, "included", None, Fraction(0), vat, source))
    return _priced(inputs, bid, line, row.rate.value, row.extension, vat)


def _priced(
    inputs: Inputs, bid: str, line: ScheduleLine, rate: Fraction, extension: Fraction | None, vat: Vat
) -> _Built:
    """A line with a rate, its extension recomputed."""
    file, pointer = f"prices/{bid}.csv", f"/{line.line}"
    source, computed = Source(file, f"{pointer}/rate"), _extension(inputs, line, rate)
    if extension is None or extension == computed:
        return _Built(_of_line(inputs, line, line.kind, rate, computed, vat, source))
    what = f"the extension of line {line.line}"
    difference = Difference(bid, file, f"{pointer}/extension", what, extension, computed)
    settled = corrected_or_finding(inputs, difference)
    if settled.counts is None:
        return _Built(None, None, settled.findings)
    part = _of_line(inputs, line, line.kind, rate, settled.counts, vat, source)
    return _Built(part, settled.correction, settled.findings)


def _extension(inputs: Inputs, line: ScheduleLine, rate: Fraction) -> Fraction:
    """Rate x quantity x years, rounded as published."""
    computed = rate * line.quantity * line.years
    rounding = inputs.tender.prices.extension_rounding if inputs.tender.prices else None
    return computed if rounding is None else round_to(computed, rounding.places, rounding.mode)


def _of_line(
    inputs: Inputs,
    line: ScheduleLine,
    kind: str,
    rate: Fraction | None,
    amount: Fraction,
    vat: Vat,
    source: Source,
) -> PricePart:
    return PricePart(
        kind=kind,
        line=line.line,
        section=line.section,
        rate=rate,
        quantity=line.quantity,
        years=line.years,
        amount=amount,
        vat=vat.value,
        added=_vat_added(inputs, amount, vat),
        source=source,
    )


def _on_basis(
    inputs: Inputs, parts: list[PricePart], worked: str, corrections: list[Correction] | None = None
) -> EvaluatedPrice:
    """Add what the published comparison basis adds."""
    net = sum((part.amount for part in parts), Fraction(0))
    total = sum((part.amount + part.added for part in parts), Fraction(0))
    if total != net:
        worked = f"{worked}; with VAT on the published basis {money_text(total)}"
    settled = tuple(corrections or ())
    return EvaluatedPrice(
        amount=total,
        worked=worked,
        sources=tuple(part.source for part in parts),
        submitted=total + _undone(inputs, parts, settled),
        basis=inputs.tender.money.vat if inputs.tender.money else "",
        parts=tuple(parts),
        corrections=settled,
    )


def _undone(inputs: Inputs, parts: list[PricePart], corrections: tuple[Correction, ...]) -> Fraction:
    """What the price would change by with every extension as submitted."""
    wrong = {one.source.pointer.split("/")[1]: one for one in corrections if one.source.file.endswith(".csv")}
    gaps = [
        (part, wrong[part.line].submitted - wrong[part.line].counts) for part in parts if part.line in wrong
    ]
    return sum((gap + _vat_added(inputs, gap, Vat(part.vat)) for part, gap in gaps), Fraction(0))


def _vat_added(inputs: Inputs, amount: Fraction, vat: Vat) -> Fraction:
    money = inputs.tender.money
    if money is None or money.vat == "ex-vat" or money.vat_rates is None:
        return Fraction(0)
    rate = money.vat_rates.get(vat.value, Fraction(0))
    borne = HUNDRED if money.vat == "gross" else money.vat_irrecoverable or Fraction(0)
    return amount * rate * borne / (HUNDRED * HUNDRED)
