"""From the published tender to the compiled rules of each lot, or every finding about them.

Each part of the rules has its own module; this one puts them together.  A lot is
compiled only if none of its parts has a finding, and only if every figure of it is
defined; what is merely left unsaid is reported beside what else is wrong.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.model.raw import closest
from bideval.model.rules import RankOn, Stage
from bideval.scoring.compile_criteria import compile_criteria
from bideval.scoring.compile_gates import compile_gates
from bideval.scoring.compile_method import compile_method
from bideval.scoring.lot_rules import LotRules, Reads
from bideval.scoring.policy import Policy
from bideval.scoring.published import Published, lot_words, published_lots
from bideval.scoring.weights import HUNDRED
from bideval.scoring.workings import FRESH, Workings

FILE = "tender.yaml"


class Compiled(NamedTuple):
    """The lots whose rules can be read, those that can be scored, and what is wrong with the others.

    A lot whose rules are right one by one but do not go together can be checked
    against its data, but not scored.
    """

    lots: tuple[LotRules, ...]
    scorable: tuple[LotRules, ...]
    findings: tuple[Finding, ...]


def compile_rules(inputs: Inputs, workings: Workings = FRESH) -> Compiled:
    """Compile the rules of every lot of the tender."""
    reads = (inputs.tender, inputs.packs, inputs.decisions)
    return workings.of(("compiled",), reads, lambda: _compiled(inputs, workings))


def _compiled(inputs: Inputs, workings: Workings) -> Compiled:
    lots: list[LotRules] = []
    scorable: list[LotRules] = []
    findings: list[Finding] = []
    for published in published_lots(inputs.tender):
        rules, problems = _compile_lot(inputs, published, workings)
        findings += problems
        if rules is not None:
            lots.append(rules)
            scorable += [] if problems else [rules]
    return Compiled(tuple(lots), tuple(scorable), tuple(dict.fromkeys(findings)))


def _compile_lot(
    inputs: Inputs, published: Published, workings: Workings
) -> tuple[LotRules | None, tuple[Finding, ...]]:
    tender = inputs.tender
    method, in_method = compile_method(published)
    criteria, in_criteria = compile_criteria(inputs, published, workings)
    gates, in_gates = compile_gates(inputs, published, workings)
    if method is None or criteria is None or in_method or in_gates:
        return None, (*in_method, *in_criteria, *in_gates)
    rules = LotRules(
        id=published.id,
        title=published.title,
        pointer=published.pointer,
        whole=criteria.whole,
        tree=criteria.tree,
        gates=gates,
        method=method.method,
        with_=method.with_,
        policy=Policy(tender.rounding),
        rank_on=tender.rank_on or RankOn.EXACT,
        marks_from=tender.marks.from_ if tender.marks else None,
        ties=tender.ties,
        places=published.places,
        value=published.value,
        years=published.years,
        contract_at=published.contract_at,
        authorities=criteria.authorities,
        combine=tender.combine,
    )
    undefined = (*_endless(published, rules), *_method_and_criteria(published, rules))
    unsaid = (*_unsaid(inputs, published, rules), *_rungs(inputs, rules), *_rounded_ids(inputs, rules))
    beside = (*in_criteria, *undefined, *unsaid)
    return (None if undefined else rules), beside


def _unsaid(inputs: Inputs, published: Published, rules: LotRules) -> Iterator[Finding]:
    """What rules that are right one by one leave open between them."""
    tender = inputs.tender
    if tender.rounding and tender.rank_on is None:
        yield error(
            "BE112",
            "figures are rounded, and the tender does not say which ones are ranked on",
            "State rank_on: rounded, or rank_on: exact, as published.",
            Source(FILE, "/rounding"),
        )
    if any(leaf.reads is Reads.MARK for leaf in rules.leaves()) and tender.marks is None:
        yield error(
            "BE113",
            "questions are marked, and the tender does not say which mark governs",
            "State marks: {from: consensus}, or mean, median or single, as published.",
            Source(FILE, published.criteria.pointer),
        )


def _endless(published: Published, rules: LotRules) -> Iterator[Finding]:
    """Figures without an end are defined by the rounding that is published for them."""
    for leaf in rules.leaves():
        if (
            leaf.formula is not None
            and leaf.formula.irrational
            and rules.policy.rule(Stage.POINTS, leaf.id) is None
        ):
            yield error(
                "BE114",
                f"{leaf.formula.id} gives values without an end, and no rounding of points is "
                f"published for {leaf.id}",
                "State a rounding at stage points, of at most nine places.",
                Source(FILE, f"{leaf.pointer}/formula"),
            )
    if rules.method.id == "weighted-vfm-index" and rules.policy.rule(Stage.FIGURE) is None:
        yield error(
            "BE115",
            "weighted-vfm-index takes a root, and no rounding of the figure is published",
            "State a rounding at stage figure, of at most nine places.",
            Source(FILE, published.method_at),
        )


def _method_and_criteria(published: Published, rules: LotRules) -> Iterator[Finding]:
    """Price criteria go with weighted-sum; every other method has an all-quality tree."""
    additive = rules.method.id == "weighted-sum"
    for leaf in rules.leaves():
        if leaf.reads is Reads.PRICE and not additive:
            yield error(
                "BE116",
                f"{leaf.id} turns the price into points, but {rules.method.id} reads the price itself",
                "Take the price criterion out, or use the method weighted-sum.",
                Source(FILE, f"{leaf.pointer}/formula"),
                Source(FILE, published.method_at),
            )
    if not additive and rules.tree and rules.whole != HUNDRED:
        yield error(
            "BE134",
            f"{rules.method.id} reads quality as 0 to 100 points, and the criteria are weighted out of "
            f"{decimal_text(rules.whole)}",
            "State the weights in percent: weighting: {kind: percent-of-whole}.",
            Source(FILE, "/weighting"),
            Source(FILE, published.method_at),
        )
    if rules.method.reads_quality and not rules.tree:
        yield error(
            "BE117",
            f"the method {rules.method.id} reads quality, and {lot_words(rules.id)} has no criteria",
            "Add the published criteria.",
            Source(FILE, published.method_at),
        )


def _rungs(inputs: Inputs, rules: LotRules) -> Iterator[Finding]:
    known = {node.id for node in rules.nodes()}
    for index, rung in enumerate(inputs.tender.ties):
        place = Source(FILE, f"/ties/{index}")
        if rung.by == "points" and (rung.of is None or rung.of not in known):
            named = f"{lot_words(rules.id)} has no criterion {rung.of}" if rung.of else "points of what?"
            message = f"a rung of the tie ladder cannot be read: {named}"
            yield error("BE118", message, closest(rung.of, tuple(sorted(known))), place)
        elif rung.by != "points" and rung.of is not None:
            remedy = "Take `of` out; only {by: points, of: ID} has one."
            yield error("BE118", f"the rung {rung.by} is not of a criterion", remedy, place)


def _rounded_ids(inputs: Inputs, rules: LotRules) -> Iterator[Finding]:
    """Each stage rounds at most once per criterion, and only ones there are."""
    lots = inputs.tender.lots
    known = {node.id for node in rules.nodes()}
    seen: dict[tuple[Stage, str], int] = {}
    for index, rule in enumerate(inputs.tender.rounding):
        place = Source(FILE, f"/rounding/{index}")
        for name in rule.of:
            if name not in known and len(lots) <= 1:
                message = f"{name} is rounded, but is not a criterion or section"
                yield error("BE119", message, closest(name, tuple(sorted(known))), place)
        for name in rule.of or ("*", *sorted(known)):
            if (rule.stage, name) in seen:
                yield error(
                    "BE120",
                    f"the stage {rule.stage.value} is rounded twice"
                    + (f" for {name}" if name != "*" else ""),
                    "A stage rounds at most once per criterion: keep the published rule.",
                    place,
                    Source(FILE, f"/rounding/{seen[rule.stage, name]}"),
                )
                break
            seen[rule.stage, name] = index
