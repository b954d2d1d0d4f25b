"""All that is said of the backing of one bid in one lot: instruments, cost, cover and exposure by year.

Which forms are accepted is what the gates and criteria of the lot ask; the exposure takes
what ``study.yaml`` names, or what all rules of the lot ask alike.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import GuardError
from bideval.model.inputs import Inputs
from bideval.model.measure import FieldNode, Measure, fields_of
from bideval.model.parameters import With
from bideval.model.study import Exposure
from bideval.model.units import BACKINGS, DECLARED, Unit
from bideval.scoring.asked_backing import Asked, asked_of
from bideval.scoring.backing.cost import InstrumentCost, cost_of, folded_price
from bideval.scoring.backing.cover import cover_in
from bideval.scoring.backing.exposure import Reader, YearExposure, exposure_of
from bideval.scoring.backing.figures import Figure, NotStated, Stated, not_stated
from bideval.scoring.backing.instruments import Asking, Instrument, askings_of, instruments_of
from bideval.scoring.backing.term import Term, term_of
from bideval.scoring.case import LotCase, lot_case
from bideval.scoring.fields import lookup_for
from bideval.scoring.leaf_points import known_of
from bideval.scoring.lot_rules import LotRules

READABLE = ("tender.contract.value", "tender.contract.annual_value", "price.evaluated")


class AskedBy(NamedTuple):
    """What one gate or criterion asks of backing, or what the study takes as callable."""

    rule: str
    asked: Asked


class BidBacking(NamedTuple):
    """The backing of one bid in one lot; years are those of ``term``."""

    bid: str
    instruments: tuple[Instrument, ...]
    askings: tuple[Asking, ...]
    term: Term | NotStated
    costs: tuple[InstrumentCost, ...]  # of each instrument, in their order; empty without a term
    price: Figure
    folded: Figure  # the price with what it does not hold yet
    accepted: AskedBy | NotStated  # what the cover below is of
    cover: tuple[Figure, ...]  # by year
    exposure: tuple[YearExposure, ...]  # by year; empty where study.yaml has no section for the lot
    rules: tuple[AskedBy, ...]  # every rule of the lot that asks for backing


def backings_of(
    inputs: Inputs,
    rules: LotRules,
    exposure: Exposure | None,
    bids: tuple[str, ...],
    *,
    quality_only: bool = False,
) -> Mapping[str, BidBacking]:
    """Return all that is said of the backing of each of ``bids``, but of those of which nothing is.

    ``quality_only`` leaves prices unread.  Nothing here moves a result.
    """
    case = lot_case(inputs, rules, quality_only=quality_only)
    section = exposure if exposure is not None and exposure.lot in {None, rules.id} else None
    found = {bid: _backing_of(case, section, bid) for bid in bids}
    return {bid: one for bid, one in found.items() if one.instruments or one.askings or one.exposure}


def _backing_of(case: LotCase, section: Exposure | None, bid: str) -> BidBacking:
    rules = case.rules
    instruments, term = instruments_of(case.bids[bid]), term_of(case.inputs, rules.id)
    asked = tuple(_asked(rules, known_of(case, bid).day))
    accepted = _accepted(section, asked)
    priced = case.prices.get(bid)
    price: Figure = (
        not_stated("the evaluated price")
        if priced is None
        else Stated(priced.amount, priced.worked, places=priced.sources)
    )
    years = term.years if isinstance(term, Term) else ()
    costs = tuple(cost_of(one, term) for one in instruments) if isinstance(term, Term) else ()
    cover = tuple(
        accepted if isinstance(accepted, NotStated) else cover_in(instruments, accepted.asked, year)
        for year in years
    )
    by_year = {year.number: one for year, one in zip(years, cover, strict=True)}
    return BidBacking(
        bid,
        instruments,
        askings_of(case.bids[bid]),
        term,
        costs,
        price,
        folded_price(price, costs) if isinstance(term, Term) else term,
        accepted,
        cover,
        exposure_of(section, bid, term, by_year, reader_of(case, bid))
        if section is not None and isinstance(term, Term)
        else (),
        asked,
    )


def _asked(rules: LotRules, day: str | None) -> Iterator[AskedBy]:
    """What each gate and criterion of the lot asks of backing, in published order."""
    for gate in rules.gates:
        yield from _asked_by(gate.rule.id, gate.measure, gate.with_, day)
    for leaf in rules.leaves():
        if leaf.measure is not None:
            yield from _asked_by(leaf.id, leaf.measure, leaf.with_, day)


def _asked_by(name: str, measure: Measure, with_: With, day: str | None) -> Iterator[AskedBy]:
    nodes = (node for node in fields_of(measure) if node.path in BACKINGS)
    yield from (AskedBy(name, asked_of(node, with_, day)) for node in nodes)


def _accepted(section: Exposure | None, asked: tuple[AskedBy, ...]) -> AskedBy | NotStated:
    """What can be called: as the study says, else as all rules of the lot ask alike."""
    if section is not None and section.accepts and section.stage is not None:
        return AskedBy("study.yaml", Asked(section.accepts, section.stage))
    if len({one.asked for one in asked}) == 1:
        return asked[0]
    return not_stated("which forms of backing can be called (exposure.accepts and exposure.stage)")


def reader_of(case: LotCase, bid: str) -> Reader:
    """Return what looks up a field in money that a term of the exposure names."""
    lookup = lookup_for(known_of(case, bid), ())

    def read(path: str) -> Fraction | tuple[Fraction, ...]:
        if path not in READABLE and not path.startswith(DECLARED):
            raise GuardError(f"{path} is no field that an exposure reads")
        value = lookup(FieldNode(path, Unit.MONEY), {})
        if isinstance(value, str):
            raise GuardError(f"{path} is the word {value}, where an amount is expected")
        return value

    return read
