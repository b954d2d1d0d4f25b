"""The same test of backing, accepting other forms; everything else that it asks stays."""

from fractions import Fraction

from bideval.model.bid import Bid
from bideval.model.measure import (
    AllNode,
    CombineNode,
    CountNode,
    FieldNode,
    Measure,
    PresentValueNode,
    RatioNode,
    ReduceNode,
    fields_of,
)
from bideval.model.units import BACKING
from bideval.scoring.backing.instruments import instruments_of
from bideval.scoring.case import LotCase
from bideval.scoring.lot_rules import LotGate
from bideval.scoring.measure_figures import accepted_forms

Forms = tuple[str, ...]


def asks_for_backing(gate: LotGate) -> bool:
    """Whether a gate asks for an amount of backing."""
    reads = any(node.path == BACKING for node in fields_of(gate.measure))
    return reads and gate.unit == "money" and isinstance(gate.threshold, Fraction)


def forms_of(gate: LotGate) -> Forms:
    """The forms of backing that a gate accepts, in order of the alphabet."""
    nodes = (node for node in fields_of(gate.measure) if node.path == BACKING)
    return tuple(sorted({form for node in nodes for form in accepted_forms(node, gate.with_)}))


def forms_brought(bid: Bid) -> Forms:
    """The forms of everything that stands behind a bid."""
    return tuple(sorted({one.backing.form for one in instruments_of(bid)}))


def with_accepted(case: LotCase, gate: str, forms: Forms) -> LotCase:
    """Return the lot in which a gate accepts exactly ``forms``."""
    gates = tuple(
        one._replace(measure=_accepting(one.measure, forms)) if one.rule.id == gate else one
        for one in case.rules.gates
    )
    return case._replace(rules=case.rules._replace(gates=gates))


def _accepting(measure: Measure, forms: Forms) -> Measure:
    """The measure with ``forms`` wherever it reads an amount of backing."""

    def inside(part: Measure) -> Measure:
        return _accepting(part, forms)

    if isinstance(measure, FieldNode) and measure.path == BACKING:
        return measure._replace(accepts=forms)
    if isinstance(measure, CombineNode | PresentValueNode):
        return measure._replace(parts=tuple(map(inside, measure.parts)))
    if isinstance(measure, ReduceNode):
        return measure._replace(part=inside(measure.part))
    if isinstance(measure, RatioNode):
        return measure._replace(above=inside(measure.above), below=inside(measure.below))
    return _of_tests(measure, forms)


def _of_tests(measure: Measure, forms: Forms) -> Measure:
    """The same for a measure that is made of tests; any other stays as it is."""
    if isinstance(measure, CountNode):
        tests = (one._replace(of=_accepting(one.of, forms)) for one in measure.tests)
        return measure._replace(tests=tuple(tests))
    if isinstance(measure, AllNode):
        conditions = (one._replace(of=_accepting(one.of, forms)) for one in measure.conditions)
        return measure._replace(conditions=tuple(conditions))
    return measure
