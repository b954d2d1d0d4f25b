"""Years of accounts that are not of twelve months: said, and never silently read as full years.

Turnover, profit and other flows grow with the months they cover; what stands on the last
day (assets, debts) does not.  A ratio of flows of one year is free of its length.  A rule
may say what such a flow is read as (``part_years``); where it does not, it is asked.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from bideval.errors import Finding, GuardError, Source, question, warning
from bideval.model.bid import PART_YEAR, WHOLE_YEAR, AccountYear, Bid
from bideval.model.criterion import ReliesOn
from bideval.model.inputs import Inputs
from bideval.model.measure import FieldNode, Measure, RatioNode, fields_of, parts_of
from bideval.model.parameters import With
from bideval.model.units import ACCOUNTS, FLOWS
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.measure_figures import is_annualised, years_asked
from bideval.scoring.parties import Figures, counting, latest_years, other_figures, own_figures
from bideval.scoring.workings import FRESH, Workings


class _Rule(NamedTuple):
    """A gate or criterion that reads accounts."""

    name: str
    pointer: str
    measure: Measure
    with_: With
    relies_on: ReliesOn | None
    evidence: tuple[str, ...]


def check_part_years(
    inputs: Inputs, lots: tuple[LotRules, ...], workings: Workings = FRESH
) -> Iterator[Finding]:
    """Warn of part-years that state no months, and ask about flows of years that are not of twelve."""
    rules = {lot.id: tuple(_rules(lot)) for lot in lots}
    for name, bid in sorted(inputs.bids.items()):
        own = tuple(rule for lot, some in rules.items() if not bid.lots or lot in bid.lots for rule in some)
        yield from workings.of(("part years", name), (bid, own), partial(_of_bid, bid, own, workings))


def _of_bid(bid: Bid, rules: tuple[_Rule, ...], workings: Workings) -> tuple[Finding, ...]:
    uneven = (finding for rule in rules for finding in _known_uneven(bid, rule, workings))
    return (*_without_months(bid), *uneven)


def _known_uneven(bid: Bid, rule: _Rule, workings: Workings) -> tuple[Finding, ...]:
    place = ("part years", bid.id, rule.pointer)
    return workings.of(place, (bid, rule), lambda: tuple(_uneven(bid, rule)))


def _without_months(bid: Bid) -> Iterator[Finding]:
    lists = (("", bid.accounts), *_of_others(bid))
    for at, accounts in lists:
        for place, year in enumerate(accounts):
            if year.evidence == PART_YEAR and year.months is None:
                yield warning(
                    "BE218",
                    f"{bid.id} states the year to {year.year_end} as {PART_YEAR}, and not how many months "
                    "it has",
                    "Add the months as submitted, such as months: 3. Until then it is read as twelve.",
                    Source(f"bids/{bid.id}.yaml", f"{at}/accounts/{place}/evidence"),
                )


def _of_others(bid: Bid) -> Iterator[tuple[str, tuple[AccountYear, ...]]]:
    roles = (("members", bid.members), ("subcontractors", bid.subcontractors), ("guarantors", bid.guarantors))
    for role, parties in roles:
        for place, party in enumerate(parties):
            yield f"/{role}/{place}", party.accounts


def _rules(lot: LotRules) -> Iterator[_Rule]:
    for gate in lot.gates:
        rule = gate.rule
        yield _Rule(rule.id, gate.pointer, gate.measure, gate.with_, rule.relies_on, rule.evidence)
    for leaf in lot.leaves():
        if leaf.measure is not None:
            yield _Rule(leaf.id, leaf.pointer, leaf.measure, leaf.with_, leaf.relies_on, leaf.evidence)


def _uneven(bid: Bid, rule: _Rule) -> Iterator[Finding]:
    """A question for each year whose flows the rule reads as if it had twelve months."""
    read = [one for one in dict.fromkeys(_flows(rule.measure)) if is_annualised(one, rule.with_) is None]
    for party in (own_figures(bid), *other_figures(bid, rule.relies_on)):
        counted = counting(party, rule.evidence)
        for year in dict.fromkeys(one for node in read for one in _years(counted, node, rule.with_)):
            months = year.months
            if months is None or months == WHOLE_YEAR:
                continue
            names = [node.path.removeprefix(ACCOUNTS) for node in read]
            given = [name for name in names if getattr(year, name) is not None]
            if given:
                yield _question(bid.id, rule, party, year, given)


def _question(bid: str, rule: _Rule, party: Figures, year: AccountYear, names: list[str]) -> Finding:
    row = next(index for index, one in enumerate(party.every) if one is year)
    months = f"{year.months} month{'' if year.months == 1 else 's'}"
    place = Source(party.source.file, f"{party.at}/accounts/{row}/months")
    return question(
        "BE219",
        f"{rule.name} reads {' and '.join(names)} of {party.party} in {bid}, and its year to {year.year_end} "
        f"has {months}: the figure stands as stated beside yearly ones",
        "Is that what the published rule says? Whatever it says, state it: part_years: as-stated or "
        "part_years: annualise. If it says nothing, record what is found: {id: ID, kind: "
        f'answer, finding: BE219, field: "{place.file}#{place.pointer}", reason: WHY, by: WHO, at: WHEN}}.',
        place,
        Source("tender.yaml", rule.pointer),
    )


def _years(party: Figures, node: FieldNode, with_: With) -> list[AccountYear]:
    try:
        return latest_years(party, years_asked(node, with_) or 1)
    except GuardError:  # the number of years is not stated, which is found where it is read
        return []


def _flows(measure: Measure) -> Iterator[FieldNode]:
    """The flows that the measure reads, but for those of a ratio of flows alone."""
    if isinstance(measure, FieldNode):
        if _is_flow(measure):
            yield measure
        return
    if isinstance(measure, RatioNode) and all(
        bool(inside := fields_of(side)) and all(_is_flow(node) for node in inside)
        for side in parts_of(measure)
    ):
        return
    for part in parts_of(measure):
        yield from _flows(part)


def _is_flow(node: FieldNode) -> bool:
    return node.path.startswith(ACCOUNTS) and node.path.removeprefix(ACCOUNTS) in FLOWS
