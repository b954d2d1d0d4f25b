"""Why a tender was not assessed, for its own bidder: the test or the decision, and the evidence.

A tender that was not assessed has no scores.  A test that compares the prices of all tenders
says how it came out and gives no figures.
"""

from bideval.model.evaluation import GateResult, Placing
from bideval.model.letter import Ground
from bideval.model.measure import reads_all_prices
from bideval.model.pack import Basis, Pack
from bideval.report.gate_text import gate_words
from bideval.report.letters.assessed import Reasons
from bideval.report.tables import name_text
from bideval.scoring.lot_rules import LotGate, LotRules

_OVERRULED = ("keep", "waive", "mitigate")


def grounds(
    placing: Placing, rules: LotRules, regime: Pack | None, reasons: Reasons, currency: str
) -> tuple[Ground, ...]:
    """Return every ground, the failed tests first, then what a decision says."""
    found = [_failed(one, rules, regime, reasons, currency) for one in placing.gates if _counts(one)]
    if placing.because.startswith("decision ") or not found:
        found.append(Ground(placing.status.value.capitalize(), _said(placing), (), "", "", ""))
    return tuple(found)


def _counts(gate: GateResult) -> bool:
    overruled = gate.decision is not None and gate.decision.split()[0] in _OVERRULED
    chosen = gate.on_fail == "must-disregard" or gate.decision is not None
    return not gate.passed and gate.on_fail != "flag" and chosen and not overruled


def _said(placing: Placing) -> str:
    """What a decision says, without the id under which it stands in our files."""
    _, colon, words = placing.because.partition(": ")
    return name_text(words if colon and placing.because.startswith("decision ") else placing.because)


def _failed(
    result: GateResult, rules: LotRules, regime: Pack | None, reasons: Reasons, currency: str
) -> Ground:
    gate = next((one for one in rules.gates if one.rule.id == result.gate), None)
    if gate is not None:
        return _of_gate(result, gate, regime, currency)
    criterion = result.gate.removesuffix("/minimum")
    node = next((one for one in rules.nodes() if one.id == criterion), None)
    told = tuple(one.reason for one in reasons.get(criterion, ()) if one.reason)
    basis = regime.basis("minimum") if regime is not None else None
    title = f"Published minimum of {name_text(node.title)}" if node is not None else "Published minimum"
    clause = name_text(node.clause) if node is not None and node.clause else ""
    return Ground(title, _outcome(result, currency), told, *_rule(basis), clause)


def _of_gate(result: GateResult, gate: LotGate, regime: Pack | None, currency: str) -> Ground:
    rule = gate.rule
    basis = regime.basis(rule.basis) if regime is not None and rule.basis else None
    compares = reads_all_prices(gate.measure)
    found = "failed: the test compares the prices of all tenders" if compares else _outcome(result, currency)
    return Ground(
        name_text(rule.title or rule.id),
        found,
        (),
        *_rule(basis),
        name_text(rule.clause) if rule.clause else "",
    )


def _outcome(result: GateResult, currency: str) -> str:
    return gate_words(result, currency).removeprefix(f"{result.gate} ")


def _rule(basis: Basis | None) -> tuple[str, str]:
    return (basis.wording, basis.cite[:1].upper() + basis.cite[1:]) if basis is not None else ("", "")
