"""Who is awarded which lot where lots are awarded together, as a reader may see it.

Members, officers and courts see every price and which bids of a better rank were passed over.
The public sees the winners with their prices, their packages and all discounts in one sum; a
bidder the winners of its own lots and why its own bid was passed over.  The mechanism, the rules
and what is proved are for everybody.  What the rules cost stands on the page of
``bideval allocate`` alone.
"""

from collections.abc import Collection, Iterator
from fractions import Fraction

from bideval.analysis.lots.allocate import allocate
from bideval.analysis.lots.allocation import Allocation, LotAward
from bideval.analysis.lots.problem import LotsError
from bideval.model.evaluation import Evaluation, LotStatus
from bideval.model.inputs import Inputs
from bideval.report.allocation_text import package_lines, passed_by, proof_lines, sentence, unawarded_words
from bideval.report.award_rules_told import mechanism_words, rules_told
from bideval.report.page.audience import Audience, Reader
from bideval.report.page.seen import Asked, Grid, Said
from bideval.report.tables import money_aligned, money_text, name_text

WON, PASSED = "Who is awarded which lot?", "Who had a better rank and was passed over?"
HOW = "By which published rules are the lots awarded together?"
ALONE = "By the ranking alone"


def awarded_together(inputs: Inputs, evaluation: Evaluation) -> Allocation | None:
    """Return the award of all lots; None where each lot is awarded by itself, or nothing can be awarded."""
    if not any(one.status is LotStatus.NEEDS_ALLOCATION for one in evaluation.lots):
        return None
    try:
        return allocate(inputs, evaluation)
    except LotsError:
        return None


def awards_seen(
    found: Allocation | None,
    inputs: Inputs,
    evaluation: Evaluation,
    reader: Reader,
    lots: Collection[str],
) -> tuple[Asked, ...]:
    """Return what ``reader`` may see of the award of ``lots``."""
    if found is None:
        return ()
    names = {one.bid: name_text(one.name) for lot in evaluation.lots for one in lot.placings}
    shown = [one for one in found.lots if one.lot in lots]
    priced = reader.audience is not Audience.BIDDER
    said = sentence(found, evaluation.currency) if priced else ""
    table = _won(shown, names, evaluation.currency, priced=priced)
    sums = tuple(_sums(found, evaluation.currency, reader)) if priced else ()
    won = Asked("plain", WON, (Said(said, "", tables=(table,), notes=sums),))
    how = Asked("plain", HOW, (_how(found, inputs),))
    rows = tuple(_passed(found, shown, names, reader, evaluation.currency))
    table = Grid("", ("lot", "bidder", "rank", "why"), frozenset({2}), rows)
    passed = Asked("plain", PASSED, (Said("", "", tables=(table,)),))
    return (won, how, passed) if rows else (won, how)


def _sums(found: Allocation, currency: str, reader: Reader) -> Iterator[str]:
    """How the prices come to what the award costs; who sees no losing bid sees discounts in all alone."""
    yield from (f"Package of {one}." for one in package_lines(found, currency))
    off = sum((one.amount for one in found.discounts), Fraction(0))
    if not off or found.cost is None:
        return
    each = [f"{one.bid} {currency} {money_text(one.amount)} ({one.discount})" for one in found.discounts]
    which = f" ({'; '.join(each)})" if reader.sees_bids else ""
    total, cost, less = (f"{currency} {money_text(one)}" for one in (found.cost + off, found.cost, off))
    yield f"The prices come to {total}; discounts take off {less}{which}, so the award costs {cost}."


def _how(found: Allocation, inputs: Inputs) -> Said:
    """The mechanism, every published rule with its clause, and what is proved: for every reader."""
    award = found.problem.award
    rows = tuple((one.id, one.words, one.clause or "-") for one in rules_told(inputs))
    table = Grid("", ("rule", "in words", "published in"), frozenset(), rows)
    proved = " ".join(line.strip() for line in proof_lines(found))
    said = f"The published mechanism: {mechanism_words(award)}. {proved}"
    return Said(said, "", tables=(table,) if rows else ())


def alone(asked: tuple[Asked, ...], found: Allocation | None) -> tuple[Asked, ...]:
    """Return answers about a lot by itself, each sentence saying so where lots are awarded together."""
    if found is None:
        return asked
    return tuple(
        one._replace(
            found=tuple(
                said._replace(sentence=f"{ALONE}: {said.sentence}") if said.sentence else said
                for said in one.found
            )
        )
        for one in asked
    )


def award_sentence(found: Allocation | None, lot: str) -> str:
    """Return who is awarded a lot, in a sentence; empty where that is not settled."""
    award = next((one for one in found.lots if one.lot == lot), None) if found is not None else None
    if award is None:
        return ""
    if award.bid is None:
        return "Nobody is awarded the lot by the award rules across lots."
    return f"{award.bid} is awarded the lot by the award rules across lots."


def unawarded_said(found: Allocation | None, lot: str, currency: str, reader: Reader) -> tuple[str, ...]:
    """Return why nobody is awarded a lot: bid by bid for those who see bids; nothing of any other lot."""
    award = next((one for one in found.lots if one.lot == lot), None) if found is not None else None
    if found is None or award is None or award.bid is not None:
        return ()
    why = unawarded_words(found, award, currency) if reader.sees_bids else award.because
    return () if why == "no award" else (f"Why nobody is awarded it: {why}.",)


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
    found: Allocation, shown: list[LotAward], names: dict[str, str], reader: Reader, currency: str
) -> Iterator[tuple[str, ...]]:
    """Bids of a better rank than the winner's: all for those who see bids, its own for a bidder."""
    for lot in shown:
        for bid, rank, why in passed_by(found, lot, currency):
            if reader.sees_bids or bid == reader.bid:
                yield name_text(lot.title), names[bid], str(rank), why
