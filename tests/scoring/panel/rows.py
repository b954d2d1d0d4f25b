"""Rows of a panel for tests: marks by bid, criterion and person, on a scale of 0 to 5 unless stated."""

from collections.abc import Mapping
from fractions import Fraction

from bideval.model.inputs import Inputs
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.panel.asked import Agreeing, to_agree
from tests.scoring.build import Papers, inputs_of, tender

FIVE = {"from": 0, "to": 5, "step": 1}


def panel(
    marks: Mapping[tuple[str, str, str], object], scales: Mapping[str, object] | None = None, **rules: object
) -> Inputs:
    """Return a tender whose questions share the weight, with these marks."""
    questions = sorted({criterion for _, criterion, _ in marks} | set(scales or {}))
    weight = Fraction(100, len(questions))
    criteria = [{"id": one, "weight": weight, "scale": (scales or {}).get(one, FIVE)} for one in questions]
    bids: dict[str, Mapping[str, object]] = {bid: {} for bid in sorted({bid for bid, _, _ in marks})}
    base = {
        "method": {"use": "weighted-sum"},
        "weighting": {"kind": "percent-of-whole"},
        "marks": {"from": "consensus"},
    }
    return inputs_of(Papers(tender(**{**base, "criteria": criteria, **rules}), bids, marks=marks))


def lots_of(inputs: Inputs) -> tuple[LotRules, ...]:
    """Return the compiled rules, which have no findings."""
    compiled = compile_rules(inputs)
    assert compiled.findings == ()
    return compiled.lots


def rows_of(inputs: Inputs) -> tuple[Agreeing, ...]:
    """Return what the panel has to agree on."""
    return to_agree(inputs, lots_of(inputs))
