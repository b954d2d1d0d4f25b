"""The published price schedule, and the rates that bids put against it.

Lines are named by their ids; a line that stands twice is pointed at by its row,
``/+ROW/line``.  Extensions and totals are recomputed in ``scoring.prices``.
"""

from collections.abc import Iterator, Sequence

from bideval.errors import Finding, Source, error
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.model.price import RateRow
from bideval.scoring.checks.known import Nearby, lots_of
from bideval.scoring.published import for_lot

FILE = "schedule.csv"


def check_schedule(inputs: Inputs) -> Iterator[Finding]:
    """Report what is wrong with the schedule, and with rates that do not fit it."""
    yield from _twice([line.line for line in inputs.schedule], FILE, "BE259", "the price schedule")
    yield from _lines(inputs)
    nearby = Nearby(line.line for line in inputs.schedule)
    for bid, rows in sorted(inputs.rates.items()):
        file = f"prices/{bid}.csv"
        if rows and not inputs.schedule:
            yield error(
                "BE269",
                f"{bid} has rates, and the tender has no price schedule",
                "Add the published schedule.csv, or give the price as a lump sum in prices/" + f"{bid}.yaml.",
                Source(file, ""),
            )
            continue
        yield from _twice([row.line for row in rows], file, "BE267", f"the rates of {bid}")
        yield from _rates(inputs, bid, rows, nearby)
        yield from _nothing_priced(inputs, bid, rows, file)


def _twice(lines: Sequence[str], file: str, code: str, where: str) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for row, line in enumerate(lines):
        if first.setdefault(line, row) != row:
            yield error(
                code,
                f"line {line} stands twice in {where}",
                "Keep one of them: a line has one id, and an id one line.",
                Source(file, f"/+{row}/line"),
                Source(file, f"/{line}/line"),
            )


def _lines(inputs: Inputs) -> Iterator[Finding]:
    known = {*inputs.lot_ids, "*"}
    nearby = Nearby(known)
    for line in inputs.schedule:
        for what, value in (("quantity", line.quantity), ("years", line.years)):
            if value < 0:
                message = (
                    f"line {line.line} of the price schedule has {what} {decimal_text(value)}, below zero"
                )
                yield error("BE268", message, "State it as published.", Source(FILE, f"/{line.line}/{what}"))
        if line.lot not in known:
            message = f"line {line.line} of the price schedule is for the lot {line.lot}, which there is not"
            yield error("BE251", message, nearby.remedy(line.lot), Source(FILE, f"/{line.line}/lot"))


def _rates(inputs: Inputs, bid: str, rows: tuple[RateRow, ...], nearby: Nearby) -> Iterator[Finding]:
    file = f"prices/{bid}.csv"
    lots = {line.line: line.lot for line in inputs.schedule}
    entered = {*lots_of(inputs, bid), "*"}
    for row in rows:
        if row.line not in lots:
            yield error(
                "BE260",
                f"{bid} has a rate for line {row.line}, which the price schedule does not have",
                nearby.remedy(row.line),
                Source(file, f"/{row.line}/line"),
                Source(FILE, ""),
            )
        elif bid in inputs.bids and lots[row.line] not in entered and row.rate.words != "blank":
            yield error(
                "BE251",
                f"{bid} has a rate for line {row.line} of the lot {lots[row.line]}, which it did not enter",
                "Take the rate out, or add the lot to the bid if it was entered.",
                Source(file, f"/{row.line}/rate"),
                Source(f"bids/{bid}.yaml", "/lots"),
            )
        yield from _below_zero(bid, row, file)


def _nothing_priced(inputs: Inputs, bid: str, rows: tuple[RateRow, ...], file: str) -> Iterator[Finding]:
    """``included`` means priced on another line; where every line says so, there is none."""
    words = {row.line: row.rate.words for row in rows}
    for lot in lots_of(inputs, bid):
        lines = [line for line in inputs.schedule if line.lot in {lot, "*"}]
        counted = [
            words.get(line.line, "blank") for line in lines if line.counts and line.kind != "provisional"
        ]
        if counted and set(counted) == {"included"}:
            first = next(line.line for line in lines if words.get(line.line) == "included")
            yield error(
                "BE270",
                f"{bid} says included on every line that counts{for_lot(lot)}, so that nothing is priced",
                "Ask the bidder where the price stands. A line is included in another that has a rate.",
                Source(file, f"/{first}/rate"),
            )


def _below_zero(bid: str, row: RateRow, file: str) -> Iterator[Finding]:
    for what, value in (("rate", row.rate.value), ("extension", row.extension)):
        if value is not None and value < 0:
            message = f"the {what} of line {row.line} of {bid} is {decimal_text(value)}, below zero"
            remedy = (
                "Enter it as submitted. If it really is below zero, the authority must ask what it means."
            )
            yield error("BE252", message, remedy, Source(file, f"/{row.line}/{what}"))
