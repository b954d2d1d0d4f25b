"""A mini-competition held against what its framework published, and against who has a place on it.

Weights are compared in percent of the whole, whatever the weighting; a listed criterion that is
not used weighs nothing.  What the list does not say may be refined is scored as the framework
scores it, where the framework has a criterion of that id.  Who has a place is taken from the
framework's own evaluation, never from a list.

How the framework's folder or record is read stands in record/followed_framework.py.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.model.evaluation import Evaluation, LotResult
from bideval.model.framework import MiniCompetitions, PublishedCriterion
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.scoring.checks.following_tests import (
    FollowingLot,
    check_tests,
    clause_words,
    not_published,
    otherwise,
)
from bideval.scoring.checks.framework_terms import FILE, HUNDRED, ends_of
from bideval.scoring.checks.known import live_bids
from bideval.scoring.compile_rules import Compiled
from bideval.scoring.lot_rules import Leaf, LotRules, Node, Section
from bideval.scoring.published import WHOLE, for_lot, published_lots


class Framework(NamedTuple):
    """A framework: what it published, its rules by lot, and its own evaluation."""

    inputs: Inputs
    lots: tuple[LotRules, ...]
    evaluation: Evaluation


def check_following(inputs: Inputs, compiled: Compiled, framework: Framework) -> Iterator[Finding]:
    """Report where a mini-competition goes beyond its framework.

    ``compiled`` are its own rules; weights are looked at where they sum up.
    """
    terms = framework.inputs.tender.mini_competitions
    if terms is None:
        message = "the framework that is followed does not publish what its mini-competitions may do"
        remedy = "State mini_competitions: in tender.yaml of the framework, as it was published."
        yield error("BE244", message, remedy, Source(FILE, "/follows"))
        return
    yield from _in_time(inputs, terms)
    under, findings = _lots_under(inputs, framework)
    yield from findings
    at = {one.id: one.criteria.pointer for one in published_lots(inputs.tender)}
    for rules in compiled.lots:
        if rules.id in under:
            lot = FollowingLot(rules, at[rules.id], terms, under[rules.id])
            yield from _unlisted(lot, rules.tree, {one.id: one for one in terms.criteria}, None)
            yield from _weights(lot) if rules in compiled.scorable else ()
            yield from check_tests(lot, (inputs, framework.inputs))
    yield from _bidders(inputs, framework, under)


def _in_time(inputs: Inputs, terms: MiniCompetitions) -> Iterator[Finding]:
    began = inputs.tender.began
    if terms.until is None or (began is not None and began <= terms.until):
        return
    said = "does not say when it began" if began is None else f"began on {began}"
    message = f"the framework could be used until {terms.until}, and this competition {said}"
    remedy = "State began: as published. After that day nobody can be called off from the framework."
    yield error("BE249", message, remedy, Source(FILE, "/began" if began else "/follows"))


def _lots_under(inputs: Inputs, framework: Framework) -> tuple[dict[str, LotRules], list[Finding]]:
    """The framework's lot of every lot of the mini-competition, as far as it is named."""
    there = {one.id: one for one in framework.lots}
    named = inputs.tender.follows.lots if inputs.tender.follows is not None else {}
    found: dict[str, LotRules] = {}
    strange = sorted(set(named) - set(inputs.lot_ids))
    findings = [
        _lot_finding(f"this tender has no lot {lot}", inputs.lot_ids, f"/lots/{lot}") for lot in strange
    ]
    for lot in inputs.lot_ids:
        name = named.get(lot, WHOLE if WHOLE in there else "")
        if name in there:
            found[lot] = there[name]
        else:
            message = f"the framework has no lot {name}" if name else f"no lot of it is named{for_lot(lot)}"
            findings.append(_lot_finding(message, tuple(there), f"/lots/{lot}" if name else ""))
    return found, findings


def _lot_finding(message: str, there: tuple[str, ...], pointer: str) -> Finding:
    remedy = "State under lots: of follows, for each lot of this tender, the framework's lot; there are: "
    source = Source(FILE, f"/follows{pointer}")
    return error("BE244", f"framework: {message}", f"{remedy}{', '.join(there)}.", source)


# Criteria


def _weights(lot: FollowingLot) -> Iterator[Finding]:
    used = {node.id: node for node in lot.rules.nodes()}
    for one in lot.terms.criteria:
        low, high = ends_of(one.weight)
        node = used.get(one.id)
        weight = node.weight * HUNDRED / lot.rules.whole if node is not None else Fraction(0)
        if not low <= weight <= high:
            said = f"weighs {decimal_text(weight)} percent" if node is not None else "is not used"
            yield error(
                "BE246",
                f"{one.id} {said}{for_lot(lot.rules.id)}; the framework publishes {_range(low, high)} percent"
                f"{clause_words(lot, one.clause)}",
                "Give it a weight within the published range.",
                Source(FILE, node.pointer if node is not None else lot.criteria_at),
            )


def _range(low: Fraction, high: Fraction) -> str:
    return decimal_text(low) if low == high else f"{decimal_text(low)} to {decimal_text(high)}"


def _unlisted(
    lot: FollowingLot,
    tree: tuple[Node, ...],
    listed: Mapping[str, PublishedCriterion],
    above: PublishedCriterion | None,
) -> Iterator[Finding]:
    """Criteria that the framework does not publish, or scores otherwise; ``above`` lists their section."""
    for node in tree:
        entry = listed.get(node.id, above)
        if isinstance(node, Section):
            yield from _unlisted(lot, node.children, listed, entry)
        elif entry is None:
            yield not_published(lot, f"the criterion {node.id}", tuple(listed), node.pointer)
        elif not entry.refines:
            yield from _refined(lot, node, entry)


def _refined(lot: FollowingLot, leaf: Leaf, entry: PublishedCriterion) -> Iterator[Finding]:
    """A criterion that may not be refined, and is not as the framework has it."""
    theirs = {node.id: node for node in lot.under.nodes()}
    published = theirs.get(leaf.id)
    if published is None and entry.id not in theirs:
        return  # the framework itself scores nothing so: there is nothing to keep to
    if not isinstance(published, Leaf):
        message = f"{leaf.id} is no criterion of the framework, which does not let {entry.id} be refined"
        yield otherwise(lot, message, entry.clause, leaf.pointer)
    elif _scored(published) != _scored(leaf):
        message = f"{leaf.id} is scored otherwise than in the framework"
        yield otherwise(lot, message, entry.clause, leaf.pointer)


def _scored(leaf: Leaf) -> Leaf:
    """How a leaf scores, without what it weighs, how it is called and the least it asks for."""
    bare = leaf._replace(title="", pointer="", weight=Fraction(0), group=None, clause=None)
    return bare._replace(minimum=None)


# Bidders


def _bidders(inputs: Inputs, framework: Framework, under: Mapping[str, LotRules]) -> Iterator[Finding]:
    results = {one.id: one for one in framework.evaluation.lots}
    for lot, bids in live_bids(inputs).items():
        result = results[under[lot].id] if lot in under else None
        for bid in bids if result is not None else ():
            problem = _without_place(framework, result, inputs.bids[bid].bidder.id)
            if problem:
                yield error(
                    "BE248",
                    f"{bid} of {inputs.bids[bid].bidder.id} bids{for_lot(lot)}, and {problem}",
                    "Only who has a place on the framework may bid: correct the bidder's id, or record a "
                    "decision of kind exclude.",
                    Source(f"bids/{bid}.yaml", "/bidder/id"),
                )


def _without_place(framework: Framework, result: LotResult | None, bidder: str) -> str:
    """Why a bidder has no place on the framework, in words; empty where it has one."""
    if result is None:
        return ""
    of = {bid: one.bidder.id for bid, one in framework.inputs.bids.items()}
    there = "" if result.id == WHOLE else f" in its lot {result.id}"
    if bidder in {of[bid] for bid in result.winners}:
        return ""
    if bidder in {of[bid] for bid in result.tied}:
        return f"whether it has a place on the framework{there} is a tie that no rule settles"
    if not result.winners:
        return f"nobody has a place on the framework{there}: its result is {result.status.value}"
    return f"it has no place on the framework{there}"
