"""One bidder's view: the published rules and its own data, and nothing of anybody else.

Which tests of the group it passes, by how much it fails the others, which accepted routes
would pass and what each would cost, and what to ask before the deadline.  No bid but its
own is in the inputs, so no place, winner or relative price can be said.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.backing_study.accepts import asks_for_backing
from bideval.analysis.backing_study.group import Group, group_names, group_of
from bideval.analysis.backing_study.questions import questions_of
from bideval.analysis.backing_study.routes import Route, routes_of
from bideval.analysis.backing_study.standing import Standing, supposed
from bideval.errors import GuardError, UnknownIdError
from bideval.model.inputs import Inputs
from bideval.scoring.case import LotCase, lot_case
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.leaf_points import raw_points
from bideval.scoring.lot_rules import Leaf, LotGate, Reads


class Faced(NamedTuple):
    """One test: how the bidder stands, the routes that would pass where it fails, what to ask."""

    gate: LotGate
    standing: Standing
    routes: tuple[Route, ...]
    questions: tuple[str, ...]


class Scored(NamedTuple):
    """The bidder's points on a criterion of the group, 0 to 100; None with the reason where not known."""

    criterion: str
    weight: Fraction  # percent of the whole
    points: Fraction | None
    why: str


class OwnLot(NamedTuple):
    """One lot of the view."""

    lot: str
    title: str
    group: Group
    tests: tuple[Faced, ...]
    scored: tuple[Scored, ...]


def own_view(inputs: Inputs, bid: str, group: str, rate: Fraction | None) -> tuple[OwnLot, ...]:
    """Return the view of ``bid`` on every lot that it entered; ``inputs`` hold no other bid.

    Raise UnknownIdError where no lot has any part of the group.
    """
    assert set(inputs.bids) <= {bid}
    rules = compile_rules(inputs).scorable
    known = group_names(rules, None)
    if group not in known:
        raise UnknownIdError("group, section or criterion", group, known)
    cases = (lot_case(inputs, one) for one in rules)
    return tuple(
        _lot(case, bid, group_of(case.rules, None, group), rate) for case in cases if bid in case.bids
    )


def _lot(case: LotCase, bid: str, group: Group, rate: Fraction | None) -> OwnLot:
    gates = [one for one in case.rules.gates if one.rule.id in group.gates]
    leaves = [leaf for leaf in case.rules.leaves() if leaf.id in group.leaves]
    return OwnLot(
        case.rules.id,
        case.rules.title,
        group,
        tuple(_test(case, bid, gate, rate) for gate in gates),
        tuple(_scored(case, bid, leaf) for leaf in leaves),
    )


def _test(case: LotCase, bid: str, gate: LotGate, rate: Fraction | None) -> Faced:
    standing = supposed(case, bid, gate.rule.id)
    routes = tuple(routes_of(case, bid, gate, standing, rate)) if standing.failed else ()
    asks = asks_for_backing(gate)
    return Faced(gate, standing, routes, tuple(questions_of(case, bid, gate, standing, backing=asks)))


def _scored(case: LotCase, bid: str, leaf: Leaf) -> Scored:
    weight = leaf.weight * 100 / case.rules.whole
    if leaf.reads is Reads.MARK:
        return Scored(leaf.id, weight, None, "evaluators mark it")
    if leaf.reads is Reads.PRICE or leaf.formula is not None:
        return Scored(leaf.id, weight, None, "it depends on the prices of others")
    try:
        return Scored(leaf.id, weight, raw_points(case, bid, leaf).points, "")
    except GuardError as problem:
        return Scored(leaf.id, weight, None, problem.reason)
