"""The accepted routes by which a bidder that fails a test would pass it, and what each costs.

Every route is tried: what it would add is put into the bid, and the published test is
applied to that.  A cost is worked out from the terms that the bid states for that form of
backing, or from a stated rate; otherwise it is not stated.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.backing_study.accepts import asks_for_backing
from bideval.analysis.backing_study.standing import Standing
from bideval.errors import GuardError
from bideval.model.amounts import money_text
from bideval.model.backing import BackingCost
from bideval.model.bid import AccountYear, Backing, Bid, Party, Rating
from bideval.model.measure import FieldNode, fields_of
from bideval.model.measure_backing import ANY
from bideval.model.units import ACCOUNTS, BACKING
from bideval.scoring.asked_backing import Asked, asked_of, counts
from bideval.scoring.backing.cost import InstrumentCost, cost_of
from bideval.scoring.backing.figures import Figure, NotStated, Stated, not_stated
from bideval.scoring.backing.instruments import Instrument, instruments_of
from bideval.scoring.backing.term import Term, term_of
from bideval.scoring.case import LotCase
from bideval.scoring.gates import gate_result
from bideval.scoring.leaf_points import known_of
from bideval.scoring.lot_rules import LotGate

HUNDRED = Fraction(100)
PARTNER = "a-partner"  # a party that is supposed


class Route(NamedTuple):
    """One way to pass: what it takes (``amount`` in money, or None), and what it costs over the term."""

    kind: str  # backing, partner or mitigation
    what: str  # a form of backing, who may be relied on, or a published mitigation
    amount: Fraction | None
    cost: Figure
    passes: bool


def routes_of(
    case: LotCase, bid: str, gate: LotGate, standing: Standing, rate: Fraction | None
) -> Iterator[Route]:
    """Yield every route that the published rules leave open for a test that the bid fails."""
    if asks_for_backing(gate):
        yield from _by_backing(case, bid, gate, rate)
    yield from _by_partner(case, bid, gate, standing)
    pack = case.inputs.packs.get(gate.rule.use) if gate.rule.use else None
    listed = {**dict(pack.mitigations if pack is not None else ()), **gate.rule.mitigations}
    for words in listed.values():
        yield Route("mitigation", words, None, not_stated("what it costs"), passes=False)


# Backing


def _by_backing(case: LotCase, bid: str, gate: LotGate, rate: Fraction | None) -> Iterator[Route]:
    """One more instrument of each accepted form, of what is missing."""
    node = next(one for one in fields_of(gate.measure) if one.path == BACKING)
    try:
        asked = asked_of(node, gate.with_, known_of(case, bid).day)
    except GuardError:
        return
    assert isinstance(gate.threshold, Fraction)
    own = _counted(case.bids[bid], asked)
    for form in sorted(asked.accepts):
        amount = max(gate.threshold - own, Fraction(0))
        added = _instrument(asked, form, amount)
        changed = case.bids[bid].model_copy(update={"backing": (*case.bids[bid].backing, added)})
        cost = _cost(case, bid, added, rate)
        yield Route("backing", form, amount, cost, _passes(case, changed, gate))


def _counted(bid: Bid, asked: Asked) -> Fraction:
    """What the bidder itself brings that counts."""
    values = (
        one.amount if one.cap is None else min(one.amount, one.cap)
        for one in bid.backing
        if counts(one, asked) is True
    )
    return sum(values, Fraction(0))


def _instrument(asked: Asked, form: str, amount: Fraction) -> Backing:
    """An instrument that has all that is asked."""
    rating = None
    if asked.grades and asked.agency and asked.day:
        rating = Rating(agency=asked.agency, grade=asked.grades[0], date=asked.day)
    return Backing.model_construct(
        form=form,
        amount=amount,
        stage=asked.stage,
        called=None if asked.called == ANY else asked.called,
        open_ended=True,
        provider_rating=rating,
    )


def _cost(case: LotCase, bid: str, added: Backing, rate: Fraction | None) -> Figure:
    """What it costs over the term, on the terms stated for that form, or at a stated rate."""
    term = term_of(case.inputs, case.rules.id)
    if isinstance(term, NotStated):
        return term
    stated = next((one for one in instruments_of(case.bids[bid]) if _priced(one, added.form)), None)
    if stated is None and rate is None:
        return not_stated(f"what a {added.form.replace('-', ' ')} costs")
    if stated is not None:
        terms = {"cost": stated.backing.cost, "collateral": stated.backing.collateral}
        place = stated.place
        return _in_parts(cost_of(Instrument(bid, True, added.model_copy(update=terms), place), term))
    return _at_rate(added, term, rate or Fraction(0))


def _in_parts(cost: InstrumentCost) -> Figure:
    """The whole cost, with what each part of it is for."""
    if isinstance(cost.total, NotStated):
        return cost.total
    parts = {
        "arrangement fee": cost.arrangement_fee,
        "premium": cost.premium,
        "collateral": cost.collateral,
        "legal fees": cost.legal_fees,
    }
    said = [
        f"{name} {money_text(one.value)}"
        for name, one in parts.items()
        if isinstance(one, Stated) and one.value
    ]
    return cost.total._replace(worked=" + ".join(said))


def _priced(one: Instrument, form: str) -> bool:
    return one.own and one.backing.form == form and one.backing.cost is not None


def _at_rate(added: Backing, term: Term, rate: Fraction) -> Figure:
    years = sum((one.length for one in term.years), Fraction(0))
    cost = BackingCost(premium=(rate,)).premium[0] * added.amount * years / HUNDRED
    return Stated(cost, "at the stated rate")


# Partners


def _by_partner(case: LotCase, bid: str, gate: LotGate, standing: Standing) -> Iterator[Route]:
    """A partner whose figure would be enough, where the rule lets one be relied on."""
    relies_on, result = gate.rule.relies_on, standing.result
    if relies_on is None or relies_on.combine not in {"sum", "any"} or result is None:
        return
    accounts = {one.path.removeprefix(ACCOUNTS) for one in fields_of(gate.measure) if _of_accounts(one)}
    slack = standing.slack
    if len(accounts) != 1 or slack is None or slack >= 0:
        return
    (name,) = accounts
    who = (
        "guarantors"
        if relies_on.who and relies_on.who[0].startswith("guarantor")
        else (relies_on.who or ("",))[0]
    )
    if who not in {"members", "subcontractors", "guarantors"}:
        return
    low, high = (_value(case, _with_partner(case.bids[bid], who, name, one), gate) for one in (1, 2))
    if low is None or high is None or low == high:
        return
    assert isinstance(gate.threshold, Fraction)
    amount = 1 + (gate.threshold - low) / (high - low)
    passes = _passes(case, _with_partner(case.bids[bid], who, name, amount), gate)
    words = f"{who} with {name.replace('_', ' ')}"
    yield Route("partner", words, amount, not_stated("what a partner costs"), passes)


def _of_accounts(node: FieldNode) -> bool:
    return node.path.startswith(ACCOUNTS)


def _with_partner(bid: Bid, who: str, name: str, amount: Fraction | int) -> Bid:
    """The bid with one more party, which has the same figure in every year of the bidder's accounts."""
    years = tuple(
        AccountYear(year_end=one.year_end, evidence=one.evidence, months=one.months).model_copy(
            update={name: Fraction(amount)}
        )
        for one in bid.accounts
    )
    party = Party(id=PARTNER, accounts=()).model_copy(update={"accounts": years})
    return bid.model_copy(update={who: (*getattr(bid, who), party)})


def _value(case: LotCase, bid: Bid, gate: LotGate) -> Fraction | None:
    """The figure that the test finds with the figures of all added, before any partner passes alone."""
    try:
        value = gate_result(_holding(case, bid), bid.id, gate).value
    except GuardError:
        return None
    return value if isinstance(value, Fraction) else None


def _passes(case: LotCase, bid: Bid, gate: LotGate) -> bool:
    try:
        return gate_result(_holding(case, bid), bid.id, gate).passed
    except GuardError:
        return False


def _holding(case: LotCase, bid: Bid) -> LotCase:
    return case._replace(bids={**case.bids, bid.id: bid})
