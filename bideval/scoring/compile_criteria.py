"""The criteria tree of a lot: weights resolved, each leaf's way of scoring resolved.

A leaf scores in exactly one way: a pack, a price formula, a scale, or a measure
with its points written in place.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.model.criterion import Criterion
from bideval.model.inputs import Inputs
from bideval.model.measure import Measure
from bideval.model.measure_text import parse_measure
from bideval.model.parameters import With, read_with
from bideval.model.points import PointsRule, ScaleRule
from bideval.model.points_text import parse_points
from bideval.model.points_with import check_points, settled
from bideval.model.raw import closest
from bideval.model.scale import Scale, parse_scale
from bideval.model.units import Unit
from bideval.scoring.compile_authorities import authority_rules, is_joint, joint_weights
from bideval.scoring.compile_method import with_findings
from bideval.scoring.criteria_shapes import minimum_findings, reliance, shapes
from bideval.scoring.formulas.entry import PriceFormula
from bideval.scoring.formulas.registry import PRICE_FORMULAS
from bideval.scoring.lot_rules import AuthorityRules, Leaf, Node, Reads, Section
from bideval.scoring.published import Published
from bideval.scoring.recorded import decided_weights
from bideval.scoring.weights import HUNDRED, Family, Weights, everything, leaves, resolve_weights
from bideval.scoring.workings import FRESH, Workings

FILE = "tender.yaml"


class CompiledCriteria(NamedTuple):
    """The compiled tree and the sum of its weights, and the tree under the weights of each authority."""

    whole: Fraction
    tree: tuple[Node, ...]
    authorities: tuple[AuthorityRules, ...] = ()


class _Way(NamedTuple):
    """How a leaf scores."""

    reads: Reads
    scale: Scale | None = None
    measure: Measure | None = None
    points: PointsRule | None = None
    formula: PriceFormula | None = None
    with_: With = MappingProxyType({})


Found = tuple[_Way | None, tuple[Finding, ...]]
Compiled = tuple[CompiledCriteria | None, tuple[Finding, ...]]


def compile_criteria(inputs: Inputs, published: Published, workings: Workings = FRESH) -> Compiled:
    """Compile the criteria of a lot; a lot without criteria has an empty tree.

    A tree that comes with findings serves the search for further problems alone.
    """
    tender = inputs.tender
    own = (tender.weighting, tender.declares, tender if is_joint(tender) else None)
    reads = (published.criteria, inputs.packs, inputs.decisions, *own)
    place = ("criteria", published.id)
    return workings.of(place, reads, lambda: _compiled(inputs, published, workings))


def _compiled(inputs: Inputs, published: Published, workings: Workings) -> Compiled:
    family = published.criteria
    if not family.criteria:
        return CompiledCriteria(HUNDRED, ()), ()
    findings = [*_duplicates(family), *shapes(family)]
    weights, in_weights = _weights(inputs, published)
    ways: dict[str, _Way] = {}
    for criterion, pointer in everything(family):
        if not criterion.criteria:
            way, problems = _known_way(inputs, criterion, pointer, workings)
            findings += problems
            if way is not None:
                ways[criterion.id] = way
                findings += reliance(criterion, way.measure, pointer)
    if findings or any(leaf.id not in ways for leaf, _ in leaves(family)):  # or its pack could not be read
        return None, (*findings, *in_weights)
    weights = weights or _any_weights(family)
    tree = tuple(
        _node(one, f"{family.pointer}/{place}", weights, ways) for place, one in enumerate(family.criteria)
    )
    authorities = authority_rules(inputs.tender, tree) if not in_weights else ()
    return CompiledCriteria(weights.whole, tree, authorities), (*in_weights, *minimum_findings(tree))


def _weights(inputs: Inputs, published: Published) -> tuple[Weights | None, tuple[Finding, ...]]:
    if is_joint(inputs.tender) and inputs.tender.weighting is not None:
        return joint_weights(inputs, published)
    weighting = inputs.tender.weighting
    if weighting is None:
        remedy = "State weighting: {kind: percent-of-whole}, or percent-of-parent, or points with a total."
        return None, (
            error("BE108", "the tender does not say what a weight means", remedy, Source(FILE, "")),
        )
    if (weighting.kind == "points") != (weighting.total is not None):
        remedy = (
            "A weighting in points has a total, such as {kind: points, total: 1000}; the other "
            "kinds have none."
        )
        return None, (
            error(
                "BE109", "the weighting and its total do not go together", remedy, Source(FILE, "/weighting")
            ),
        )
    return resolve_weights(published.criteria, weighting, decided_weights(inputs, published.id))


def _any_weights(family: Family) -> Weights:
    """Weights for the search for further problems, where those published do not add up; never scored."""
    known = dict.fromkeys((leaf.id for leaf, _ in leaves(family)), Fraction(1))
    return Weights(HUNDRED, known)


def _duplicates(family: Family) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for criterion, pointer in everything(family):
        if criterion.id in seen:
            yield error(
                "BE100",
                f"two criteria are called {criterion.id}",
                "Give each criterion its own id.",
                Source(FILE, f"{pointer}/id"),
                Source(FILE, f"{seen[criterion.id]}/id"),
            )
        seen.setdefault(criterion.id, pointer)


def _known_way(inputs: Inputs, criterion: Criterion, pointer: str, workings: Workings) -> Found:
    own = (criterion.id, criterion.use, criterion.with_, criterion.formula, criterion.scale)
    reads = (*own, criterion.measure, criterion.points, inputs.packs, inputs.tender.declares)
    return workings.of(("way", pointer), reads, lambda: _way_of(inputs, criterion, pointer))


def _way_of(inputs: Inputs, criterion: Criterion, pointer: str) -> Found:
    if criterion.use is not None:
        return _from_pack(inputs, criterion, pointer)
    if criterion.formula is not None:
        return _from_formula(criterion, pointer)
    if criterion.scale is not None:
        scale, findings = _scale(inputs, criterion.scale, f"{pointer}/scale")
        return (_Way(Reads.MARK, scale=scale) if scale else None), (
            *findings,
            *_nothing_with(criterion, pointer),
        )
    if criterion.measure is not None:
        return _in_place(inputs, criterion, pointer)
    return None, ()


def _from_pack(inputs: Inputs, criterion: Criterion, pointer: str) -> Found:
    pack = inputs.packs.get(criterion.use or "")
    if pack is None:  # reported where packs are read
        return None, ()
    with_, problems = read_with(pack.parameters, criterion.with_)
    findings = list(with_findings(problems, f"{pointer}/with"))
    points = pack.points
    if points is not None and not findings:
        points, in_scale = settled(points, with_, _scales(inputs))
        findings += with_findings((*in_scale, *check_points(points, with_)), f"{pointer}/with")
    if pack.reads_mark:
        scale = points.scale if isinstance(points, ScaleRule) and isinstance(points.scale, Scale) else None
        return (_Way(Reads.MARK, scale=scale, with_=with_) if scale else None), tuple(findings)
    if pack.measure is None or not pack.gives_points:
        message = f"{criterion.use} gives no points, so it cannot score {criterion.id}"
        remedy = "Use a pack that scores, or make it a gate."
        return None, (*findings, error("BE125", message, remedy, Source(FILE, f"{pointer}/use")))
    return _Way(Reads.MEASURE, measure=pack.measure, points=points, with_=with_), tuple(findings)


def _scales(inputs: Inputs) -> dict[str, Scale]:
    return {reference: pack.scale for reference, pack in inputs.packs.items() if pack.scale is not None}


def _from_formula(criterion: Criterion, pointer: str) -> Found:
    name = criterion.formula or ""
    formula = PRICE_FORMULAS.get(name)
    if formula is None:
        place = Source(FILE, f"{pointer}/formula")
        return None, (
            error("BE126", f"{name} is not a price formula", closest(name, tuple(PRICE_FORMULAS)), place),
        )
    with_, problems = read_with(formula.parameters, criterion.with_)
    return _Way(Reads.PRICE, formula=formula, with_=with_), with_findings(problems, f"{pointer}/with")


def _in_place(inputs: Inputs, criterion: Criterion, pointer: str) -> Found:
    declared = {name: one.unit for name, one in inputs.tender.declares.items()}
    measure, in_measure = parse_measure(criterion.measure, declared)
    findings = list(with_findings(in_measure, f"{pointer}/measure"))
    points: PointsRule | None = None
    if criterion.points is not None:
        points, in_points = parse_points(criterion.points, measure.unit if measure else Unit.RATIO)
        findings += with_findings(in_points, f"{pointer}/points")
    elif measure is not None and measure.unit is not Unit.POINTS:
        message = f"{criterion.id} measures {measure.unit.value}, and nothing turns that into points"
        remedy = "Add points: bands, linear or lookup."
        findings.append(error("BE127", message, remedy, Source(FILE, f"{pointer}/measure")))
    findings += _nothing_with(criterion, pointer)
    return (_Way(Reads.MEASURE, measure=measure, points=points) if measure else None), tuple(findings)


def _nothing_with(criterion: Criterion, pointer: str) -> tuple[Finding, ...]:
    if not criterion.with_:
        return ()
    remedy = "Take `with` out: only packs and formulas have parameters."
    return (
        error(
            "BE128",
            f"{criterion.id} has parameters, but nothing that takes them",
            remedy,
            Source(FILE, f"{pointer}/with"),
        ),
    )


def _scale(inputs: Inputs, given: object, pointer: str) -> tuple[Scale | None, tuple[Finding, ...]]:
    """A scale written in place, or the scale of a pack."""
    if given is None:
        return None, ()
    if isinstance(given, str):
        pack = inputs.packs.get(given)
        if pack is not None and pack.scale is not None:
            return pack.scale, ()
        if pack is None and "/" in given and "@" in given:  # reported where packs are read
            return None, ()
        remedy = "Name a scale pack such as scales/0-5@1, or write the scale in place."
        return None, (error("BE129", f"{given} is not a mark scale", remedy, Source(FILE, pointer)),)
    scale, problems = parse_scale(given)
    return scale, with_findings(problems, pointer)


def _node(criterion: Criterion, pointer: str, weights: Weights, ways: Mapping[str, _Way]) -> Node:
    if criterion.criteria:
        below = tuple(
            _node(one, f"{pointer}/criteria/{place}", weights, ways)
            for place, one in enumerate(criterion.criteria)
        )
        return Section(
            id=criterion.id,
            title=criterion.title or criterion.id,
            pointer=pointer,
            weight=sum((one.weight for one in below), Fraction(0)),
            children=below,
            minimum=criterion.minimum,
            normalise=criterion.normalise is not None,
            group=criterion.group,
            clause=criterion.clause,
        )
    way = ways[criterion.id]
    return Leaf(
        id=criterion.id,
        title=criterion.title or criterion.id,
        pointer=pointer,
        weight=weights.by_leaf[criterion.id],
        reads=way.reads,
        scale=way.scale,
        measure=way.measure,
        points=way.points,
        formula=way.formula,
        with_=way.with_,
        relies_on=criterion.relies_on,
        evidence=criterion.evidence,
        when_missing=criterion.when_missing,
        minimum=criterion.minimum,
        normalise=criterion.normalise is not None,
        group=criterion.group,
        clause=criterion.clause,
    )
