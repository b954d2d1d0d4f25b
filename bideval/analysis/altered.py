"""A lot with something changed, to be judged again by the published rules.

Every function returns a new ``LotCase``; ``judged`` gives its result, or None where a
rule is not defined for it.  What the tests hold: each of these equals editing the
files of the folder.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from bideval.model.evaluation import LotResult
from bideval.scoring.case import LotCase
from bideval.scoring.lot_result import judge_lot
from bideval.scoring.lot_rules import Leaf, Node
from bideval.scoring.policy import Policy

HUNDRED = Fraction(100)


def judged(case: LotCase) -> LotResult | None:
    """Return the result of the lot, or None where a finding stands in its way."""
    return judge_lot(case).result


def with_weights(case: LotCase, weights: Mapping[str, Fraction]) -> LotCase:
    """Return the lot with other leaf weights, in percent of the whole, one for every leaf.

    Several authorities become one, with these weights.
    """
    scale = case.rules.whole / HUNDRED
    tree = tuple(_reweighted(node, weights, scale) for node in case.rules.tree)
    return case._replace(rules=case.rules._replace(tree=tree, authorities=(), combine=None))


def _reweighted(node: Node, weights: Mapping[str, Fraction], scale: Fraction) -> Node:
    if isinstance(node, Leaf):
        return node._replace(weight=weights[node.id] * scale)
    children = tuple(_reweighted(child, weights, scale) for child in node.children)
    return node._replace(children=children, weight=sum((child.weight for child in children), Fraction(0)))


def with_price(case: LotCase, bid: str, amount: Fraction) -> LotCase:
    """Return the lot with another evaluated price of one bid that has one."""
    return case._replace(prices={**case.prices, bid: case.prices[bid]._replace(amount=amount)})


def without_bids(case: LotCase, bids: Iterable[str]) -> LotCase:
    """Return the lot as if ``bids`` had not been made."""
    gone = frozenset(bids)
    return case._replace(
        bids={bid: one for bid, one in case.bids.items() if bid not in gone},
        prices={bid: one for bid, one in case.prices.items() if bid not in gone},
    )


def without_gates(case: LotCase, gates: Iterable[str]) -> LotCase:
    """Return the lot as if the gates had not been published; minimums are not gates of this list."""
    gone = frozenset(gates)
    kept = tuple(gate for gate in case.rules.gates if gate.rule.id not in gone)
    return case._replace(rules=case.rules._replace(gates=kept))


def with_threshold(case: LotCase, gate: str, threshold: Fraction) -> LotCase:
    """Return the lot with another threshold of one numeric gate."""
    gates = tuple(
        one._replace(threshold=threshold) if one.rule.id == gate else one for one in case.rules.gates
    )
    return case._replace(rules=case.rules._replace(gates=gates))


def with_marks(case: LotCase, marks: Mapping[tuple[str, str], tuple[Fraction, ...]]) -> LotCase:
    """Return the lot with other marks, by bid and criterion; one for each mark that counts there."""
    changed = {
        key: tuple(row._replace(value=value) for row, value in zip(case.rows[key], values, strict=True))
        for key, values in marks.items()
    }
    return case._replace(rows={**case.rows, **changed})


def without_decisions(case: LotCase, decisions: Iterable[str]) -> LotCase:
    """Return the lot as if these decisions, by id, had not been made."""
    gone = frozenset(decisions)
    kept = tuple(one for one in case.inputs.decisions if one.id not in gone)
    return case._replace(inputs=replace(case.inputs, decisions=kept))


def with_policy(case: LotCase, policy: Policy) -> LotCase:
    """Return the lot with another published rounding."""
    return case._replace(rules=case.rules._replace(policy=policy))


def without_minimums(case: LotCase, criteria: Iterable[str]) -> LotCase:
    """Return the lot as if these criteria and sections stated no minimum."""
    gone = frozenset(criteria)
    tree = tuple(_without_minimum(node, gone) for node in case.rules.tree)
    return case._replace(rules=case.rules._replace(tree=tree))


def _without_minimum(node: Node, gone: frozenset[str]) -> Node:
    kept = node._replace(minimum=None) if node.id in gone else node
    if isinstance(kept, Leaf):
        return kept
    return kept._replace(children=tuple(_without_minimum(child, gone) for child in kept.children))
