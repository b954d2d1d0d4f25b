"""The gates of a lot: what each measures, its threshold, and whose figures count."""

from collections.abc import Iterator
from fractions import Fraction

from bideval.errors import Finding, Source, error
from bideval.model.criterion import Gate
from bideval.model.inputs import Inputs
from bideval.model.measure import Measure, reads_bidder
from bideval.model.measure_text import parse_measure
from bideval.model.numbers import NumberError, parse_number
from bideval.model.parameters import Value, With, read_with
from bideval.model.rules import Test
from bideval.model.units import Unit
from bideval.scoring.compile_method import with_findings
from bideval.scoring.criteria_shapes import evidence_findings, when_missing_findings
from bideval.scoring.graded_gates import GRADE, amber_findings, graded_by
from bideval.scoring.lot_rules import LotGate
from bideval.scoring.published import Published
from bideval.scoring.workings import FRESH, Workings

FILE = "tender.yaml"
Threshold = Fraction | str | tuple[str, ...]
Compiled = tuple[LotGate | None, tuple[Finding, ...]]


def compile_gates(
    inputs: Inputs, published: Published, workings: Workings = FRESH
) -> tuple[tuple[LotGate, ...], tuple[Finding, ...]]:
    """Compile the gates of a lot, in published order."""
    found: list[LotGate] = []
    findings: list[Finding] = list(_duplicates(published))
    for index, gate in enumerate(published.gates):
        compiled, problems = _known_gate(inputs, gate, f"{published.gates_at}/{index}", workings)
        findings += problems
        if compiled is not None:
            found.append(compiled)
    return tuple(found), tuple(findings)


def _known_gate(inputs: Inputs, gate: Gate, pointer: str, workings: Workings) -> Compiled:
    reads = (gate, inputs.packs.get(gate.use or ""), inputs.tender.declares)
    return workings.of(("compiled gate", pointer), reads, lambda: _compile_gate(inputs, gate, pointer))


def _duplicates(published: Published) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for index, gate in enumerate(published.gates):
        if gate.id in seen:
            places = (Source(FILE, f"{published.gates_at}/{one}/id") for one in (index, seen[gate.id]))
            yield error("BE140", f"two gates are called {gate.id}", "Give each gate its own id.", *places)
        seen.setdefault(gate.id, index)


def _compile_gate(inputs: Inputs, gate: Gate, pointer: str) -> Compiled:
    measure, with_, given, findings = _measured(inputs, gate, pointer)
    grades = graded_by(inputs, gate)
    unknown = gate.use is not None and gate.use not in inputs.packs  # said once, of the pack
    amber = () if unknown else tuple(amber_findings(gate, grades, pointer))
    if measure is None:
        return None, (*findings, *amber)
    unit = measure.unit if grades is None else Unit.WORDS
    threshold, in_threshold = _threshold(gate, unit, given, pointer)
    problems = (*findings, *in_threshold, *amber, *_reliance(gate, measure, pointer))
    if threshold is None or problems:
        return None, problems
    shown = GRADE if grades is not None else measure.unit.value
    return LotGate(gate, pointer, measure, with_, threshold, shown, grades), ()


def _measured(
    inputs: Inputs, gate: Gate, pointer: str
) -> tuple[Measure | None, With, Value, tuple[Finding, ...]]:
    """The gate's measure, parameters and threshold as given: from its pack, or in place."""
    if (gate.use is None) == (gate.measure is None):
        remedy = "Give it use (a pack) or a measure written in place, one of them."
        return (
            None,
            {},
            None,
            (
                error(
                    "BE141", f"nothing or too much says what {gate.id} tests", remedy, Source(FILE, pointer)
                ),
            ),
        )
    if gate.measure is not None:
        declared = {name: one.unit for name, one in inputs.tender.declares.items()}
        measure, problems = parse_measure(gate.measure, declared)
        return measure, {}, gate.threshold, with_findings(problems, f"{pointer}/measure")
    pack = inputs.packs.get(gate.use or "")
    if pack is None:  # reported where packs are read
        return None, {}, None, ()
    with_, problems = read_with(pack.parameters, gate.with_)
    findings = with_findings(problems, f"{pointer}/with")
    if graded_by(inputs, gate) is not None:
        return (None if findings else pack.measure), with_, gate.threshold, findings
    if pack.measure is None or pack.threshold is None:
        message = f"{gate.use} has no threshold, so it cannot be a gate"
        remedy = "Use a pack that declares a threshold, or write measure and threshold in place."
        return None, with_, None, (*findings, error("BE142", message, remedy, Source(FILE, f"{pointer}/use")))
    if gate.threshold is not None:
        remedy = f"Give it under with: {{{pack.threshold}: ...}}."
        findings += (
            error(
                "BE143",
                f"the threshold of {gate.id} belongs to its pack",
                remedy,
                Source(FILE, f"{pointer}/threshold"),
            ),
        )
    return (None if findings else pack.measure), with_, with_.get(pack.threshold), findings


def _threshold(
    gate: Gate, unit: Unit, given: Value, pointer: str
) -> tuple[Threshold | None, tuple[Finding, ...]]:
    """The threshold in the measure's unit; words only for words."""
    place = Source(FILE, pointer)
    if given is None:
        finding = error(
            "BE144", f"the gate {gate.id} has no threshold", "State the published threshold.", place
        )
        return None, (finding,)
    if gate.test is Test.ONE_OF or unit is Unit.WORDS:
        return _words(gate, unit, given, place)
    if isinstance(given, Fraction):
        return given, ()
    try:
        return parse_number(str(given)), ()
    except NumberError as problem:
        remedy = f"State a number in {unit.value}."
        return None, (error("BE146", f"the threshold of {gate.id}: {problem}", remedy, place),)


def _words(
    gate: Gate, unit: Unit, given: Value, place: Source
) -> tuple[Threshold | None, tuple[Finding, ...]]:
    """Words are compared with one word, or with a list of them."""
    if unit is Unit.WORDS and gate.test is Test.ONE_OF and isinstance(given, tuple):
        return tuple(str(one) for one in given), ()
    if unit is Unit.WORDS and gate.test is Test.IS and isinstance(given, str):
        return given, ()
    if unit is Unit.WORDS:
        message, remedy = f"{gate.id} compares words", "Use test: is with a word, or one-of with a list."
    else:
        message, remedy = f"{gate.id} tests one-of without a list of words", "List the words that pass."
    return None, (error("BE145", message, remedy, place),)


def _reliance(gate: Gate, measure: Measure, pointer: str) -> Iterator[Finding]:
    """``relies_on`` is required where a bidder's own figures are read, and refused elsewhere."""
    yield from when_missing_findings(gate, measure, pointer)
    yield from evidence_findings(gate.id, gate.evidence, measure, pointer)
    if reads_bidder(measure) and gate.relies_on is None:
        yield error(
            "BE147",
            f"{gate.id} reads the bidder's own figures, and the tender does not say whose count",
            "State relies_on, as published: {combine: none} for the bidder alone, or who: [members, "
            "subcontractors, guarantors] with combine: sum, any or each.",
            Source(FILE, pointer),
        )
    if gate.relies_on is None:
        return
    place = Source(FILE, f"{pointer}/relies_on")
    if not reads_bidder(measure):
        yield error(
            "BE148",
            f"{gate.id} reads nothing of a bidder that others could add to",
            "Take relies_on out.",
            place,
        )
    if (gate.relies_on.combine == "none") != (not gate.relies_on.who):
        remedy = "combine: none goes without `who`; sum, any and each name who."
        yield error(
            "BE149", f"the reliance of {gate.id} does not say plainly whose figures count", remedy, place
        )
    is_sum = gate.relies_on.combine == "sum" and gate.test is not Test.ONE_OF
    if gate.relies_on.lead_at_least is not None and not is_sum:
        remedy = "A share of the lead goes with combine: sum, and a threshold in numbers."
        yield error("BE149", f"lead_at_least of {gate.id} has nothing to be a share of", remedy, place)
