"""A security folded into price: P' = P + rate x required amount x years, and its gate goes.

Every bid is charged but those whose accepted backing costs nothing more: backing whose
premium is stated to be 0, with no other cost above 0, or whose cost is stated to be in
the price.  Whether such backing is enough is asked of the gate itself.  A cost that is
not stated is not taken to be 0.  (Domain rule: the cost of a bond, folded into price.)
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from bideval.analysis.changes.gates import gate_dropped, gate_names
from bideval.analysis.changes.placed import Placed, does_not_fit, unknown
from bideval.errors import GuardError
from bideval.model.bid import Backing, Bid, Party
from bideval.model.change import DropGate, FoldBond
from bideval.model.inputs import Inputs
from bideval.model.measure import fields_of
from bideval.model.price import RateKind, RateRow, ScheduleLine
from bideval.model.units import BACKING
from bideval.scoring.case import LotCase, lot_case
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.gates import gate_result
from bideval.scoring.lot_rules import LotGate

HUNDRED, ONE = Fraction(100), Fraction(1)
FOLDED = "folded-security"  # the line that a schedule is given


def folded(inputs: Inputs, placed: Placed, change: FoldBond) -> Inputs:
    """Return the inputs with the security charged to the bids that pay for it, and without its gate."""
    cases = [lot_case(inputs, rules) for rules in compile_rules(inputs).lots]
    name = _gate(inputs, placed, change, cases)
    changed = inputs
    for case in cases:
        gate = _found(case, name)
        if gate is not None:
            changed = _charged(changed, case, charges(placed, case, gate, change.rate))
    return gate_dropped(changed, placed, DropGate(kind="drop-gate", gate=name))


def _found(case: LotCase, name: str) -> LotGate | None:
    return next((one for one in case.rules.gates if one.rule.id == name and _is_security(one)), None)


def _is_security(gate: LotGate) -> bool:
    reads = any(node.path == BACKING for node in fields_of(gate.measure))
    return reads and isinstance(gate.threshold, Fraction)


def _gate(inputs: Inputs, placed: Placed, change: FoldBond, cases: list[LotCase]) -> str:
    """The id of the gate that is folded."""
    names = {one.rule.id for case in cases for one in case.rules.gates if _is_security(one)}
    if change.gate in names:
        return change.gate
    if change.gate is not None and change.gate not in gate_names(inputs):
        raise unknown(placed, "gate", change.gate, names)
    if change.gate is not None or not names:
        what = f"{change.gate} asks" if change.gate is not None else "no gate asks"
        remedy = f"Those that do: {', '.join(sorted(names)) or 'none'}."
        no = "for no amount of backing" if change.gate is not None else "for an amount of backing"
        raise does_not_fit(placed, f"{what} {no}", remedy)
    if len(names) > 1:
        listed = ", ".join(sorted(names))
        raise does_not_fit(
            placed, f"{len(names)} gates ask for backing", f"Say which: gate, one of {listed}."
        )
    return min(names)


def charges(placed: Placed, case: LotCase, gate: LotGate, rate: Fraction) -> Mapping[str, Fraction]:
    """What each bid of a lot is charged, by bid; 0 for one whose backing costs nothing more."""
    if case.rules.years is None:
        raise does_not_fit(
            placed, "the contract states no years", "State contract: {value: ..., years: ...}."
        )
    if not case.rules.reads_price():
        raise does_not_fit(placed, "no rule of the lot reads a price", "Drop the gate instead.")
    assert isinstance(gate.threshold, Fraction)
    charge = rate * gate.threshold * case.rules.years / HUNDRED
    return {bid: Fraction(0) if _is_free(case, bid, gate) else charge for bid in sorted(case.bids)}


def _is_free(case: LotCase, bid: str, gate: LotGate) -> bool:
    """Whether the bid passes the gate with the backing alone that costs nothing more."""
    alone = case._replace(bids={**case.bids, bid: _with_free_backing(case.bids[bid])})
    try:
        return gate_result(alone, bid, gate).passed
    except GuardError:
        return False


def _with_free_backing(bid: Bid) -> Bid:
    def of_parties(parties: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(one.model_copy(update={"backing": _free(one.backing)}) for one in parties)

    return bid.model_copy(
        update={
            "backing": _free(bid.backing),
            "members": of_parties(bid.members),
            "subcontractors": of_parties(bid.subcontractors),
            "guarantors": of_parties(bid.guarantors),
        }
    )


def _free(backing: tuple[Backing, ...]) -> tuple[Backing, ...]:
    return tuple(one for one in backing if _costs_nothing(one))


def _costs_nothing(one: Backing) -> bool:
    if one.in_price == "yes":
        return True
    if one.cost is None or not one.cost.premium:
        return False
    parts = (one.cost.arrangement_fee, one.cost.collateral_rate, one.cost.legal_fees, *one.cost.premium)
    return not any(parts)


def _charged(inputs: Inputs, case: LotCase, charged: Mapping[str, Fraction]) -> Inputs:
    """The inputs with each charge in the bid's price for the lot: on its amount, or as a line of its own."""
    lot = case.rules.id
    prices = {**inputs.prices}
    for bid, charge in charged.items():
        sheet = prices.get(bid)
        if sheet is not None and lot in sheet.lots:
            stated = sheet.lots[lot]
            lots = {**sheet.lots, lot: stated.model_copy(update={"amount": stated.amount + charge})}
            prices[bid] = sheet.model_copy(update={"lots": lots})
    if not any(line.lot in {lot, "*"} for line in inputs.schedule):
        return replace(inputs, prices=prices)
    name = FOLDED if lot == "whole" else f"{FOLDED}-{lot}"
    line = ScheduleLine(FOLDED, name, "*" if lot == "whole" else lot, "sum", ONE, ONE, "lump-sum", True)
    rates = {
        bid: (*rows, RateRow(name, _rate(charged.get(bid)), None, "")) for bid, rows in inputs.rates.items()
    }
    return replace(inputs, prices=prices, schedule=(*inputs.schedule, line), rates=rates)


def _rate(charge: Fraction | None) -> RateKind:
    return RateKind("number", charge) if charge else RateKind("included", None)
