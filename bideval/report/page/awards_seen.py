"""Who is awarded which lot where lots are awarded together, as a reader may see it.

Members, officers and courts see every price and which bids of a better rank were passed over.
The public sees the winners with their prices, a bidder the winners of its own lots and why its
own bid was passed over.  What the rules cost stands on the page of ``bideval allocate`` alone.
"""

from collections.abc import Collection, Iterator

from bideval.analysis.lots.allocate import allocate
from bideval.analysis.lots.allocation import Allocation, LotAward
from bideval.analysis.lots.problem import LotsError
from bideval.model.evaluation import Evaluation, LotStatus
from bideval.model.inputs import Inputs
from bideval.report.allocation_text import passed_words, sentence
from bideval.report.page.audience import Audience, Reader
from bideval.report.page.seen import Asked, Grid, Said
from bideval.report.tables import money_aligned, name_text

WON, PASSED = "Who is awarded which lot?", "Who had a better rank and was passed over?"


def awarded_together(inputs: Inputs, evaluation: Evaluation) -> Allocation | None:
    """Return the award of all lots; None where each lot is awarded by itself, or nothing can be awarded."""
    if not any(one.status is LotStatus.NEEDS_ALLOCATION for one in evaluation.lots):
        return None
    try:
        return allocate(inputs, evaluation)
    except LotsError:
        return None


def awards_seen(
    found: Allocation | None, evaluation: Evaluation, reader: Reader, lots: Collection[str]
) -> tuple[Asked, ...]:
    """Return what ``reader`` may see of the award of ``lots``."""
    if found is None:
        return ()
    names = {one.bid: name_text(one.name) for lot in evaluation.lots for one in lot.placings}
    shown = [one for one in found.lots if one.lot in lots]
    priced = reader.audience is not Audience.BIDDER
    said = sentence(found, evaluation.currency) if priced else ""
    won = Asked(
        "plain", WON, (Said(said, "", tables=(_won(shown, names, evaluation.currency, priced=priced),)),)
    )
    rows = tuple(_passed(found, shown, names, reader))
    table = Grid("", ("lot", "bidder", "rank", "why"), frozenset({2}), rows)
    passed = Asked("plain", PASSED, (Said("", "", tables=(table,)),))
    return (won, passed) if rows else (won,)


def award_sentence(found: Allocation | None, lot: str) -> str:
    """Return who is awarded a lot, in a sentence; empty where that is not settled."""
    bid = next((one.bid for one in found.lots if one.lot == lot), None) if found is not None else None
    return f"{bid} is awarded the lot by the award rules across lots." if bid else ""


def _won(shown: list[LotAward], names: dict[str, str], currency: str, *, priced: bool) -> Grid:
    prices = money_aligned([one.price for one in shown])
    rows = tuple(
        (
            name_text(one.title),
            names[one.bid] if one.bid else one.because or "-",
            "-" if one.rank is None else str(one.rank),
            *([f"package {one.package}" if one.package else price] if priced else []),
        )
        for one, price in zip(shown, prices, strict=True)
    )
    headings = ("lot", "awarded to", "its rank in the lot", *([currency] if priced else []))
    return Grid("", headings, frozenset({2, 3}), rows)


def _passed(
    found: Allocation, shown: list[LotAward], names: dict[str, str], reader: Reader
) -> Iterator[tuple[str, ...]]:
    """Bids of a better rank than the winner's: all for those who see bids, its own for a bidder."""
    for lot in shown:
        for one in lot.passed:
            if reader.sees_bids or one.bid == reader.bid:
                yield name_text(lot.title), names[one.bid], str(one.rank), passed_words(found, lot, one.rules)
