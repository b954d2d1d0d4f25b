"""The published rules of a lot as rows for people: criteria with weights, tests, rounding, ties.

Every reader sees all of them: they were published.
"""

import re
from collections.abc import Iterator

from bideval.model.inputs import Inputs
from bideval.model.numbers import figure_text
from bideval.model.parameters import With
from bideval.model.rules import RankOn
from bideval.model.scale import Scale
from bideval.report.gate_text import with_unit
from bideval.report.pack_words import given_words, points_words
from bideval.report.page.seen import Rule, Rules
from bideval.report.tables import name_text
from bideval.scoring.lot_rules import Leaf, LotGate, LotRules, Node, Section, walk
from bideval.scoring.measures import formula

_ON_FAIL = {
    "must-disregard": "a bid that fails is disregarded",
    "may-disregard": "a bid that fails may be disregarded; a decision says so",
    "flag": "a fail is flagged and nothing more",
}
_MARKS = {
    "consensus": "the agreed mark counts",
    "mean": "the mean of the marks counts",
    "median": "the median of the marks counts",
    "single": "the one mark counts",
}


def rules_seen(inputs: Inputs, rules: LotRules) -> Rules:
    """Return the published rules of a lot."""
    return Rules(
        tuple(_criteria(rules.tree, 0)),
        tuple(_gate(gate, inputs.tender.currency) for gate in rules.gates),
        tuple(_others(inputs, rules)),
    )


def _criteria(tree: tuple[Node, ...], depth: int) -> Iterator[Rule]:
    for node in tree:
        words = _scored(node) if isinstance(node, Leaf) else _section(node)
        yield Rule(
            f"{name_text(node.title)}\t{figure_text(node.weight)}\t{node.id}", words, node.clause or "", depth
        )
        if isinstance(node, Section):
            yield from _criteria(node.children, depth + 1)


def _section(section: Section) -> str:
    said = ["the sum of its criteria"]
    if section.normalise:
        said.append("measured against the best bid's")
    return "; ".join([*said, *_minimum(section)])


def _scored(leaf: Leaf) -> str:
    if leaf.formula is not None:
        return "; ".join([f"{leaf.formula.title}: {leaf.formula.rule}", *_minimum(leaf)])
    said = [_marked(leaf.scale)] if leaf.scale else _figure(leaf)
    if leaf.normalise:
        said.append("measured against the best bid's")
    return "; ".join([*said, *_minimum(leaf)])


def _marked(scale: Scale) -> str:
    """The marks with the points that each earns; of an even scale its two ends."""
    ends = [f"{figure_text(one.mark)} earns {figure_text(one.points)}" for one in scale.marks]
    if scale.step is None:
        return f"marked, in points: {', '.join(ends)}"
    return f"marked in steps of {figure_text(scale.step)}, in points: {' to '.join(ends)}, evenly"


def _figure(leaf: Leaf) -> list[str]:
    """How a figure is worked out and what points it earns, with the values published for it."""
    if leaf.measure is None or leaf.points is None:
        return ["scored on a figure"]
    said = [f"figure: {formula(leaf.measure)}", *points_words(leaf.points)]
    return [*said, *_given(leaf.with_, said)]


def _given(with_: With, said: list[str]) -> Iterator[str]:
    """The published values that ``said`` calls by their names."""
    for name, value in sorted(with_.items()):
        if any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", one) for one in said):
            yield given_words({name: value})


def _minimum(node: Node) -> Iterator[str]:
    if node.minimum is None:
        return
    for unit, least in (("points", node.minimum.points), ("mark", node.minimum.mark)):
        if least is not None:
            fails = _ON_FAIL[node.minimum.on_fail.value]
            yield f"at least {with_unit(least, unit, '')}, or {fails}"


def _gate(gate: LotGate, currency: str) -> Rule:
    required = with_unit(gate.threshold, gate.unit, currency)
    test = gate.rule.test.value.replace("-", " ")
    words = f"{test} {required}; {_ON_FAIL[gate.rule.on_fail.value]}{_relies(gate)}{_accepts(gate)}"
    return Rule(name_text(gate.rule.title or gate.rule.id), words, gate.rule.clause or "")


def _accepts(gate: LotGate) -> str:
    """Which forms count, where the rules name them: without it an amount says little."""
    forms = gate.with_.get("accepts")
    if not isinstance(forms, tuple) or forms == gate.threshold:
        return ""
    return f"; what counts: {' or '.join(one.replace('-', ' ') for one in forms if isinstance(one, str))}"


def _relies(gate: LotGate) -> str:
    relies = gate.rule.relies_on
    if relies is None or relies.combine == "none":
        return "; the bidder alone counts" if relies is not None else ""
    how = {"sum": "figures are added", "any": "one that passes is enough", "each": "each must pass"}
    lead = f", the bidder alone at least {figure_text(relies.lead_at_least)}%" if relies.lead_at_least else ""
    return f"; may rely on {' and '.join(relies.who)}: {how[relies.combine]}{lead}"


def _others(inputs: Inputs, rules: LotRules) -> Iterator[Rule]:
    yield Rule("Method", f"{rules.method.title}: {rules.method.rule}")
    yield from _authorities(rules)
    if rules.places > 1:
        yield Rule("Places", f"{rules.places} bids are awarded")
    if rules.marks_from is not None:
        yield Rule("Marks", _MARKS[rules.marks_from.value])
    yield Rule("Rounding", "; ".join(_rounding(rules)) or "none")
    ranked = "rounded" if rules.rank_on is RankOn.ROUNDED else "unrounded"
    yield Rule("Ranking", f"on the {ranked} figures")
    ladder = [f"{one.by.replace('-', ' ')}{f' of {one.of}' if one.of else ''}" for one in rules.ties]
    yield Rule("Ties", ", then ".join(ladder) or "no rule")
    for document in inputs.tender.documents:
        version = f", version {document.version}" if document.version else ""
        yield Rule(f"Document {document.id}", f"{name_text(document.title)}{version}")


def _authorities(rules: LotRules) -> Iterator[Rule]:
    """The weights of each authority, where several buy together."""
    for one in rules.authorities:
        weights = ", ".join(
            f"{leaf.id} {figure_text(leaf.weight)}" for leaf in walk(one.tree) if isinstance(leaf, Leaf)
        )
        share = (
            f"{figure_text(one.budget_share)} percent of the budget; " if one.budget_share is not None else ""
        )
        yield Rule(f"Authority {one.id}", f"{name_text(one.title)}; {share}its own weights: {weights}")


def _rounding(rules: LotRules) -> Iterator[str]:
    for one in rules.policy.rules:
        where = f" of {', '.join(one.of)}" if one.of else ""
        places = f"{one.places} place{'' if one.places == 1 else 's'}"
        yield f"{one.stage.value}{where} to {places}, {one.mode.value}"
