"""Bids changed: one less, one more, another price, another mark, other backing."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from bideval.analysis.changes.lists import Lists, leaves, per_lot
from bideval.analysis.changes.placed import CannotChangeError, Placed, does_not_fit, unknown
from bideval.errors import error
from bideval.model.change import (
    BackingChange,
    ConsensusChange,
    MarkChange,
    PriceChange,
    WithBid,
    WithoutBid,
)
from bideval.model.decision import Decision
from bideval.model.inputs import Inputs
from bideval.model.marking import Consensus, Mark
from bideval.model.price import PriceSheet, RateKind, RateRow
from bideval.model.rules import MarksFrom
from bideval.scoring.governing import unsuperseded
from bideval.scoring.published import Published

Row = TypeVar("Row", Mark, Consensus)
EVERY_LOT = "*"
SUPPOSED = "supposed in a what-if"


def _bid(inputs: Inputs, placed: Placed, bid: str) -> None:
    if bid not in inputs.bids:
        raise unknown(placed, "bid", bid, inputs.bids)


def bid_removed(inputs: Inputs, placed: Placed, change: WithoutBid) -> Inputs:
    """Return the inputs as if the bid had not been made: with no row, price or decision about it."""
    _bid(inputs, placed, change.bid)
    gone = change.bid
    return replace(
        inputs,
        bids={name: one for name, one in inputs.bids.items() if name != gone},
        prices={name: one for name, one in inputs.prices.items() if name != gone},
        rates={name: one for name, one in inputs.rates.items() if name != gone},
        marks=tuple(one for one in inputs.marks if one.bid != gone),
        consensus=tuple(one for one in inputs.consensus if one.bid != gone),
        declarations=tuple(one for one in inputs.declarations if one.bid != gone),
        decisions=tuple(_without(one, gone) for one in inputs.decisions if one.bid != gone),
    )


def _without(decision: Decision, bid: str) -> Decision:
    """The decision with the bid left out of an order that was drawn."""
    if decision.drawn is None or bid not in decision.drawn:
        return decision
    return decision.model_copy(update={"drawn": tuple(one for one in decision.drawn if one != bid)})


def bid_added(inputs: Inputs, placed: Placed, change: WithBid) -> Inputs:
    """Return the inputs with one more bid, its prices and its marks."""
    name = change.bid.id
    if name in inputs.bids:
        raise does_not_fit(placed, f"there is a bid {name} already", "Give the new one another id.")
    asked = _questions(inputs)
    for criterion in change.marks:
        if criterion not in asked:
            raise unknown(placed, "criterion", criterion, asked)
    rates = tuple(
        RateRow(line, RateKind("number", rate), None, "") for line, rate in sorted(change.rates.items())
    )
    agreed, given = _rows(inputs, change)
    return replace(
        inputs,
        bids={**inputs.bids, name: change.bid},
        prices={**inputs.prices, name: change.prices} if change.prices is not None else inputs.prices,
        rates={**inputs.rates, name: rates} if rates else inputs.rates,
        consensus=(*inputs.consensus, *agreed),
        marks=(*inputs.marks, *given),
    )


def _questions(inputs: Inputs) -> set[str]:
    names: set[str] = set()

    def look(_: Published, lists: Lists) -> Lists:
        names.update(one.id for one in leaves(lists.criteria))
        return lists

    per_lot(inputs.tender, look)
    return names


def _rows(inputs: Inputs, change: WithBid) -> tuple[list[Consensus], list[Mark]]:
    """Agreed marks, or a mark by each evaluator who marked the question."""
    bid, marks = change.bid.id, sorted(change.marks.items())
    if _agreed_governs(inputs):
        row = (SUPPOSED, "", "", "", (), "", "")
        return [Consensus(EVERY_LOT, one, bid, mark, *row) for one, mark in marks], []
    by_question: dict[str, set[str]] = {}
    for one in inputs.marks:
        by_question.setdefault(one.criterion, set()).add(one.evaluator)
    return [], [
        Mark(EVERY_LOT, one, bid, who, mark, SUPPOSED, "", "", "", "")
        for one, mark in marks
        for who in sorted(by_question.get(one, ()))
    ]


def _agreed_governs(inputs: Inputs) -> bool:
    rule = inputs.tender.marks
    return rule is not None and rule.from_ is MarksFrom.CONSENSUS


def price_changed(inputs: Inputs, placed: Placed, change: PriceChange) -> Inputs:
    """Return the inputs with another stated price of a bid, without VAT."""
    _bid(inputs, placed, change.bid)
    sheet = inputs.prices.get(change.bid)
    if sheet is None or inputs.schedule:
        message = f"the price of {change.bid} is not one stated amount"
        raise does_not_fit(placed, message, "Change its rates in a copy of the folder.")
    lot = change.lot or next(iter(sheet.lots))
    if lot not in sheet.lots:
        raise unknown(placed, f"price of {change.bid} for lot", lot, sheet.lots)
    if change.lot is None and len(sheet.lots) > 1:
        message = f"{change.bid} has a price for each of {len(sheet.lots)} lots"
        raise does_not_fit(placed, message, f"Say which: lot, one of {', '.join(sorted(sheet.lots))}.")
    stated = sheet.lots[lot].model_copy(update={"amount": change.to})
    return replace(inputs, prices={**inputs.prices, change.bid: PriceSheet(lots={**sheet.lots, lot: stated})})


def mark_changed(inputs: Inputs, placed: Placed, change: MarkChange) -> Inputs:
    """Return the inputs with another mark of one evaluator; refused where an agreed mark governs."""
    _bid(inputs, placed, change.bid)
    if _agreed_governs(inputs):
        message = "the agreed mark governs, so the mark of one evaluator moves nothing"
        raise _does_not_govern(placed, message, "Change the agreed mark: a change of kind consensus.")
    rows = _standing(inputs.marks, change.criterion, change.bid)
    if change.evaluator not in {row.evaluator for _, row in rows}:
        who = {row.evaluator for _, row in rows}
        raise unknown(placed, f"mark of {change.bid} on {change.criterion} by", change.evaluator, who)
    changed = {index for index, row in rows if row.evaluator == change.evaluator}
    marks = (row._replace(mark=change.to) if at in changed else row for at, row in enumerate(inputs.marks))
    return replace(inputs, marks=tuple(marks))


def consensus_changed(inputs: Inputs, placed: Placed, change: ConsensusChange) -> Inputs:
    """Return the inputs with another agreed mark; refused where another mark governs."""
    _bid(inputs, placed, change.bid)
    if not _agreed_governs(inputs):
        message = "agreed marks do not govern in this tender, so one moves nothing"
        raise _does_not_govern(placed, message, "Change the mark of an evaluator: a change of kind mark.")
    changed = {index for index, _ in _standing(inputs.consensus, change.criterion, change.bid)}
    if not changed:
        known = {row.criterion for row in inputs.consensus if row.bid == change.bid}
        raise unknown(placed, f"agreed mark of {change.bid} on", change.criterion, known)
    rows = (row._replace(mark=change.to) if at in changed else row for at, row in enumerate(inputs.consensus))
    return replace(inputs, consensus=tuple(rows))


def _does_not_govern(placed: Placed, message: str, remedy: str) -> CannotChangeError:
    return CannotChangeError(error("BE526", message, remedy, placed.source))


def _standing(rows: Iterable[Row], criterion: str, bid: str) -> list[tuple[int, Row]]:
    return [(at, row) for at, row in unsuperseded(rows) if (row.criterion, row.bid) == (criterion, bid)]


def backing_changed(inputs: Inputs, placed: Placed, change: BackingChange) -> Inputs:
    """Return the inputs with other backing of the bidder itself."""
    _bid(inputs, placed, change.bid)
    bid = inputs.bids[change.bid].model_copy(update={"backing": change.backing})
    return replace(inputs, bids={**inputs.bids, change.bid: bid})
