"""What a criterion may say together: one way of scoring, a readable minimum, a plain reliance.

These are findings about the shape of single criteria.  Weights are checked in
``weights``; packs, formulas and scales where they are resolved.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from bideval.errors import Finding, Source, error
from bideval.model.criterion import Criterion, Gate
from bideval.model.measure import Measure, reads_accounts, reads_bidder, reads_the_bid
from bideval.model.numbers import decimal_text
from bideval.scoring.lot_rules import Leaf, Node, Section
from bideval.scoring.weights import Family, everything

FILE = "tender.yaml"

_WAYS: Mapping[str, Callable[[Criterion], bool]] = {
    "criteria": lambda one: bool(one.criteria),
    "use": lambda one: one.use is not None,
    "formula": lambda one: one.formula is not None,
    "scale": lambda one: one.scale is not None,
    "measure": lambda one: one.measure is not None,
}


def shapes(family: Family) -> Iterator[Finding]:
    """Each criterion is a section or scores in exactly one way."""
    for criterion, pointer in everything(family):
        ways = [name for name, stands in _WAYS.items() if stands(criterion)]
        place = Source(FILE, pointer)
        if not ways:
            yield error(
                "BE122",
                f"nothing says how {criterion.id} scores",
                "Give it one of: criteria (a section), use (a pack), formula (a price), "
                "scale (marks), or measure with points.",
                place,
            )
        if len(ways) > 1:
            remedy = "Keep one of them; a section scores through its criteria."
            yield error("BE123", f"{criterion.id} scores in several ways: {', '.join(ways)}", remedy, place)
        if criterion.points is not None and criterion.measure is None:
            yield error(
                "BE124",
                f"{criterion.id} has points without a measure",
                "Add the measure, or take points out.",
                place,
            )
        if criterion.criteria:
            yield from when_missing_findings(criterion, None, pointer)
        if criterion.reads is not None and criterion.formula is None:
            remedy = "Only a price formula reads the evaluated price."
            yield error("BE124", f"{criterion.id} reads a price without a formula", remedy, place)


def reliance(criterion: Criterion, measure: Measure | None, pointer: str) -> Iterator[Finding]:
    """A criterion can add up figures of several parties; a pass of one of them is a gate's business."""
    relies_on = criterion.relies_on
    yield from when_missing_findings(criterion, measure, pointer)
    yield from evidence_findings(criterion.id, criterion.evidence, measure, pointer)
    if relies_on is None:
        return
    place = Source(FILE, f"{pointer}/relies_on")
    if measure is None or not reads_bidder(measure):
        message = f"{criterion.id} reads nothing of a bidder that others could add to"
        yield error("BE148", message, "Take relies_on out.", place)
    if relies_on.combine not in {"sum", "none"} or relies_on.lead_at_least is not None:
        remedy = "A criterion has combine: sum with `who`, or combine: none; the rest is for gates."
        yield error(
            "BE136", f"{criterion.id} scores figures, and its reliance is that of a test", remedy, place
        )
    if (relies_on.combine == "none") != (not relies_on.who):
        remedy = "combine: none goes without `who`; combine: sum names who."
        message = f"the reliance of {criterion.id} does not say plainly whose figures count"
        yield error("BE149", message, remedy, place)


def when_missing_findings(rule: Criterion | Gate, measure: Measure | None, pointer: str) -> Iterator[Finding]:
    """What follows where a bid states nothing is said of measures that read the bid, in points to 100."""
    place = Source(FILE, f"{pointer}/when_missing")
    if rule.when_missing is None:
        return
    if measure is None or not reads_the_bid(measure):
        message = f"{rule.id} says what follows where a bid states no figure, and reads none of the bid"
        yield error("BE137", message, "Take when_missing out.", place)
    if isinstance(rule.when_missing, Fraction) and not 0 <= rule.when_missing <= 100:
        stated = decimal_text(rule.when_missing)
        message = f"when_missing of {rule.id} is {stated}, not between 0 and 100 points"
        yield error("BE137", message, "State the points as published, of 100.", place)


def evidence_findings(
    name: str, evidence: tuple[str, ...], measure: Measure | None, pointer: str
) -> Iterator[Finding]:
    """Which evidence counts is said of accounts alone, and each kind once."""
    place = Source(FILE, f"{pointer}/evidence")
    if evidence and measure is not None and not reads_accounts(measure):
        message = f"{name} says which evidence of accounts counts, and reads no accounts"
        yield error("BE191", message, "Take evidence out.", place)
    if len(set(evidence)) < len(evidence):
        yield error("BE191", f"{name} lists a kind of evidence twice", "List each kind once.", place)


def minimum_findings(tree: tuple[Node, ...]) -> Iterator[Finding]:
    """A minimum that could only be read once the assessed bids are known is not one."""
    for node in tree:
        if isinstance(node, Section):
            yield from minimum_findings(node.children)
        if node.minimum is None:
            continue
        place = Source(FILE, f"{node.pointer}/minimum")
        if any(leaf.formula is not None for leaf in _leaves(node)):
            remedy = "Put the minimum on criteria that no price stands in."
            yield error("BE130", f"the minimum of {node.id} reads a price criterion", remedy, place)
        if isinstance(node, Section) and node.weight == 0:
            remedy = "Put the minimum on its criteria, or give them their published weights."
            yield error(
                "BE135",
                f"the minimum of {node.id} compares points of a section that has no weight",
                remedy,
                place,
            )
        if (node.minimum.mark is None) == (node.minimum.points is None):
            stated = "no level" if node.minimum.mark is None else "two levels"
            remedy = "State points (0 to 100) or a mark, one of them."
            yield error("BE131", f"the minimum of {node.id} states {stated}", remedy, place)
        if node.minimum.mark is not None and not (isinstance(node, Leaf) and node.scale is not None):
            yield error(
                "BE132",
                f"the minimum of {node.id} is a mark, but {node.id} is not marked",
                "State points.",
                place,
            )
        elif (
            node.minimum.mark is not None
            and isinstance(node, Leaf)
            and node.scale
            and not node.scale.has(node.minimum.mark)
        ):
            level = decimal_text(node.minimum.mark)
            message = f"the minimum of {node.id} is the mark {level}, and its scale has {node.scale.words()}"
            yield error("BE133", message, "Name a mark of its scale.", place)


def _leaves(node: Node) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
        return
    for child in node.children:
        yield from _leaves(child)
