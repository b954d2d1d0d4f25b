"""One lot with everything a calculation needs at hand: rules, bids, prices, marks that govern."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bideval.model.bid import Bid
from bideval.model.inputs import Inputs
from bideval.scoring.governing import Rows, standing_rows
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.prices import EvaluatedPrice, evaluated_price
from bideval.scoring.workings import FRESH, Workings


class Given(NamedTuple):
    """Unrounded points that are supposed: as the published rounding sees them, and exact."""

    points: Fraction
    exact: Fraction


NOTHING_GIVEN: Mapping[tuple[str, str], Given] = MappingProxyType({})


class LotCase(NamedTuple):
    """A lot ready to be scored.  ``prices`` lacks the bids without a usable price."""

    inputs: Inputs
    rules: LotRules
    bids: Mapping[str, Bid]
    prices: Mapping[str, EvaluatedPrice]
    rows: Rows
    quality_only: bool  # evaluated before prices are opened: no rule may read one
    compared: tuple[str, ...] | None = None  # bids whose prices screens compare; None: every bid with one
    given: Mapping[tuple[str, str], Given] = NOTHING_GIVEN  # of a what-if alone, by bid and criterion
    workings: Workings = FRESH  # what is known already of lots like this one


def lot_case(
    inputs: Inputs, rules: LotRules, *, quality_only: bool = False, workings: Workings = FRESH
) -> LotCase:
    """Gather what concerns one lot."""
    bids = {bid.id: bid for bid in inputs.bids_for(rules.id)}
    found = {} if quality_only else {bid: _price(inputs, rules.id, bid, workings) for bid in bids}
    prices = {bid: price for bid, price in found.items() if price is not None}
    reads = (inputs.tender.marks, inputs.consensus, inputs.marks)
    rows = workings.of(("rows", rules.id), reads, lambda: standing_rows(inputs, rules.id))
    return LotCase(inputs, rules, bids, prices, rows, quality_only, workings=workings)


def _price(inputs: Inputs, lot: str, bid: str, workings: Workings) -> EvaluatedPrice | None:
    tender = inputs.tender
    stated, rates = inputs.prices.get(bid), inputs.rates.get(bid)
    reads = (stated, rates, inputs.schedule, inputs.decisions, tender.prices, tender.money)
    return workings.of(("price", lot, bid), reads, lambda: evaluated_price(inputs, lot, bid)[0])
