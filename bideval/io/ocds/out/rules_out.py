"""The published rules of a lot as part of a release: criteria, weights, scales, gates, rounding, ties.

Everything is as compiled for the calculation: weights in units of the whole, packs resolved,
what a lot inherits put in.  The text of the rules themselves stands beside, in ``files``.
"""

from collections.abc import Mapping
from fractions import Fraction

from bideval.io.ocds.out.asked import Data, figure, told
from bideval.io.ocds.strict_json import OcdsJson
from bideval.model.numbers import lossless_text
from bideval.model.points import ScaleRule
from bideval.model.rules import Phase
from bideval.model.scale import Scale
from bideval.scoring.lot_rules import Leaf, LotGate, LotRules, Node, leaf_reads_price
from bideval.scoring.policy import Policy

HUNDRED = Fraction(100)
WEIGHTED = "weighted-sum"


def lot_rules_data(rules: LotRules) -> Data:
    """Return the rules of a lot under the names of the extension."""
    return {
        "method": rules.method.id,
        **told(methodParameters=_parameters(rules.with_)),
        **figure("wholeWeight", rules.whole),
        **told(criteria=[_node(one) for one in rules.tree]),
        **told(gates=[_gate(one) for one in rules.gates]),
        "rounding": _rounding(rules.policy),
        "rankOn": rules.rank_on.value,
        "ties": [told(by=one.by, of=one.of, method=one.method, order=one.order) for one in rules.ties],
        "places": rules.places,
        **told(marksFrom=rules.marks_from.value if rules.marks_from else None),
    }


def award_criteria(rules: LotRules) -> Data:
    """Return the award criteria of a lot as the award criteria extension has them."""
    if rules.method.id == WEIGHTED:
        unit = "percentageExact" if rules.whole == HUNDRED else "pointsExact"
        listed: list[OcdsJson] = [_criterion(one, unit) for one in rules.leaves()]
        return {"criteria": listed}
    if not rules.tree:
        only: Data = {
            "type": "price",
            "name": "Price",
            "numbers": [{"number": 100, "weight": "percentageExact"}],
        }
        return {"criteria": [only]}
    named: list[OcdsJson] = [{"type": "quality", "name": one.title} for one in rules.leaves()]
    words = f"By the method {rules.method.id}; weights and formula stand under evaluation."
    return {"weightingDescription": words, "criteria": [{"type": "price", "name": "Price"}, *named]}


def selection_criteria(rules: LotRules) -> Data | None:
    """Return the tests of who may be selected, as the selection criteria extension has them."""
    listed: list[OcdsJson] = [
        {
            "type": _selection_type(one),
            "description": one.rule.title or one.rule.id,
            "minimum": threshold_text(one),
        }
        for one in rules.gates
        if one.rule.phase in {Phase.EXCLUSION, Phase.CONDITIONS}
        and one.rule.test.value in {"at-least", "more-than"}
    ]
    return {"criteria": listed} if listed else None


def threshold_text(gate: LotGate) -> str:
    """The threshold of a gate in words; several apart by commas."""
    limit = gate.threshold
    if isinstance(limit, tuple):
        return ", ".join(limit)
    return lossless_text(limit) if isinstance(limit, Fraction) else limit


def _selection_type(gate: LotGate) -> str:
    family = (gate.rule.use or "").partition("/")[0]
    return "economic" if family in {"finance", "backing"} else "other"


def _criterion(leaf: Leaf, unit: str) -> Data:
    kind = "price" if leaf_reads_price(leaf) else "quality"
    return {"type": kind, "name": leaf.title, "numbers": [{**figure("number", leaf.weight), "weight": unit}]}


def _node(node: Node) -> Data:
    data: Data = {
        "id": node.id,
        "title": node.title,
        **figure("weight", node.weight),
        **told(clause=node.clause, group=node.group),
        **({"normalise": "to-best"} if node.normalise else {}),
    }
    if node.minimum is not None:
        least = node.minimum
        data["minimum"] = {
            **figure("points", least.points),
            **figure("mark", least.mark),
            "onFail": least.on_fail.value,
        }
    if not isinstance(node, Leaf):
        return {**data, "criteria": [_node(one) for one in node.children]}
    return {**data, **_scored(node)}


def _scored(leaf: Leaf) -> Data:
    """How a leaf becomes points."""
    scale = leaf.scale
    if scale is None and isinstance(leaf.points, ScaleRule) and isinstance(leaf.points.scale, Scale):
        scale = leaf.points.scale
    return told(
        reads=leaf.reads.value,
        formula=leaf.formula.id if leaf.formula else None,
        parameters=_parameters(leaf.with_),
        scale=None if scale is None else _scale(scale),
        **figure("pointsWhenMissing", leaf.when_missing),
    )


def _scale(scale: Scale) -> Data:
    marks: list[OcdsJson] = [
        {**figure("mark", one.mark), **figure("points", one.points), **told(words=one.words)}
        for one in scale.marks
    ]
    return {"marks": marks, **figure("step", scale.step)}


def _gate(gate: LotGate) -> Data:
    rule = gate.rule
    data = told(
        id=rule.id, title=rule.title, phase=rule.phase.value, basis=rule.basis, pack=rule.use,
        test=rule.test.value, unit=gate.unit, onFail=rule.on_fail.value, clause=rule.clause, group=rule.group,
    )  # fmt: skip
    if isinstance(gate.threshold, Fraction):
        return {**data, **figure("threshold", gate.threshold)}
    words: list[OcdsJson] = [*gate.threshold] if isinstance(gate.threshold, tuple) else [gate.threshold]
    return {**data, "thresholdWords": words}


def _parameters(parameters: Mapping[str, object]) -> Data:
    """Parameters by name: figures as decimal text or n/d, anything else in words."""
    return {name: _parameter(one) for name, one in sorted(parameters.items())}


def _parameter(value: object) -> str:
    if isinstance(value, Fraction):
        return lossless_text(value)
    if isinstance(value, tuple | list):
        return ", ".join(map(_parameter, value))
    return str(value)


def _rounding(policy: Policy) -> list[OcdsJson]:
    return [
        told(stage=one.stage.value, places=one.places, mode=one.mode.value, of=[*one.of])
        for one in policy.rules
    ]
