"""A pack's file, as text data, into a pack; every problem in it becomes a finding.

The file itself is read elsewhere.  Whether its cases come out as written is run in
``bideval.scoring.cases``.
"""

import re
from collections.abc import Mapping

from bideval.errors import Finding
from bideval.model.base import ID_PATTERN
from bideval.model.measure import Measure, ParameterNode
from bideval.model.measure_text import parse_measure
from bideval.model.pack import PACK_FORMAT, Basis, Pack, PackKind
from bideval.model.pack_cases import check_cases, read_cases
from bideval.model.pack_desk import Desk, finding_of, is_whole, read_head
from bideval.model.pack_parameters import read_parameters, units_of
from bideval.model.parameters import Parameter, Problem
from bideval.model.points import PointsRule, ScaleRule
from bideval.model.points_text import parse_points
from bideval.model.raw import Named, Notes, check_keys, choice_of, closest, mapping_of, pointer_part, text_of
from bideval.model.regime_text import read_allowed, read_checks, read_clock
from bideval.model.rules import OnFail
from bideval.model.scale import Scale, parse_scale
from bideval.model.units import WORDS_LIST, Unit

_NEEDED: Mapping[str, str] = {
    "id": "its family and its own id, such as finance/turnover-cover",
    "edition": "a whole number, 1 at first",
    "title": "what a list prints",
    "question": "what it asks, in plain words",
    "status": "V for verified text, S for a secondary source, U for an editable default",
    "source": "the title and section of the law or document it comes from",
    "valid": "the date from which it holds",
    "cases": "worked cases, at least two",
}
_KINDS: Mapping[str, PackKind] = {
    "measure": PackKind.MEASURE,
    "reads": PackKind.MARK,
    "scale": PackKind.SCALE,
    "bases": PackKind.REGIME,
}
_BESIDE: Mapping[PackKind, tuple[str, ...]] = {
    PackKind.MEASURE: ("parameters", "unit", "points", "threshold", "mitigations"),
    PackKind.MARK: ("parameters", "points"),
    PackKind.SCALE: (),
    PackKind.REGIME: ("before", "after", "checks", "clock", "allows"),
}
_ALL_BESIDE = (*_BESIDE[PackKind.MEASURE], *_BESIDE[PackKind.REGIME])
_KEYS = ("bideval-pack", *_NEEDED, "notes", "about", "off", *_KINDS, *_ALL_BESIDE)
_RULE = frozenset({"BE305", "BE306", "BE307", "BE308", "BE310"})  # faults of what is measured and scored
_SCALE_NAME = "scale"  # the parameter in which a marked pack takes its scale
_NO_PACK = Problem(
    "", "this is not a pack: it has no line bideval-pack", "Begin the file with bideval-pack: 1."
)


def parse_pack(raw: object, file: str) -> tuple[Pack | None, tuple[Finding, ...]]:
    """Turn the text data of ``file`` into a pack; return it, or None with every finding.

    A pack of a newer format is refused before anything else in it is looked at.
    """
    if not isinstance(raw, Mapping):
        return None, (finding_of("BE300", _NO_PACK, file),)
    refusal = _refusal(raw.get("bideval-pack"))
    if refusal is not None:
        return None, (finding_of(*refusal, file),)
    desk = Desk(file, raw)
    check_keys(raw, _KEYS, "", desk.notes("BE302"))
    for key, words in _NEEDED.items():
        if key not in raw:
            desk.notes("BE303").add("", f"the pack has no {key}", f"State {key}: {words}.")
    pack = _read(desk)
    findings = desk.findings()
    return (None if findings else pack), findings


def _refusal(stated: object) -> tuple[str, Problem] | None:
    """Return why the file is not read at all: no pack, or one of a newer format."""
    if not isinstance(stated, str):
        return "BE300", _NO_PACK
    if not is_whole(stated):
        message = f"{stated!r} is not the number of a pack format"
        return "BE300", Problem("/bideval-pack", message, f"Write bideval-pack: {PACK_FORMAT}.")
    if int(stated) > PACK_FORMAT:
        message = f"the pack is of format {stated}; this program reads format {PACK_FORMAT}"
        remedy = "Install a newer bideval, or name an edition in the older format."
        return "BE301", Problem("/bideval-pack", message, remedy)
    return None


def _read(desk: Desk) -> Pack | None:
    """Read the parts of the file; None where it does not say what it is or reads."""
    kind = _kind(desk)
    head = read_head(desk, kind)
    if kind is None:
        return None
    declared = desk.raw.get("parameters")
    parameters = () if declared is None else read_parameters(declared, desk.notes("BE309", "/parameters"))
    scope = units_of(parameters)
    measure = _measure(desk, scope) if kind is PackKind.MEASURE else None
    unit = Unit.MARK if kind is PackKind.MARK else None if measure is None else measure.unit
    points = _points(desk, kind, unit, scope)
    threshold = _threshold(desk, unit, scope)
    _check_used(desk, parameters, (measure, points), threshold)
    scale = _scale(desk) if kind is PackKind.SCALE else None
    bases = _bases(desk) if kind is PackKind.REGIME else ()
    cases = read_cases(desk.raw["cases"], desk.notes("BE311", "/cases")) if "cases" in desk.raw else ()
    if head is None:
        return None
    pack = Pack(
        id=head.id,
        edition=head.edition,
        title=head.title,
        question=head.question,
        status=head.status,
        source=head.source,
        valid_from=head.valid_from,
        valid_to=head.valid_to,
        kind=kind,
        cases=cases,
        file=desk.file,
        raw=desk.raw,
        notes=head.notes,
        about=head.about,
        off=head.off,
        parameters=parameters,
        measure=measure,
        points=points,
        threshold=threshold,
        mitigations=_mitigations(desk) if kind is PackKind.MEASURE else (),
        scale=scale,
        bases=bases,
    )
    if kind is PackKind.REGIME:
        pack = _of_regime(pack, desk)
    if not desk.has(_RULE):  # what can come out of a rule at fault is not known
        check_cases(pack, desk.notes("BE311", "/cases"))
    return pack


def _kind(desk: Desk) -> PackKind | None:
    """Return what the pack reads: exactly one thing, and nothing that goes with another."""
    found = [key for key in _KINDS if key in desk.raw]
    notes = desk.notes("BE305")
    if len(found) != 1:
        there = " and ".join(found) or "nothing"
        remedy = "Keep one of measure, reads: mark, scale, and bases (for a regime)."
        notes.add("", f"a pack reads exactly one thing; {there} stands here", remedy)
        return None
    kind = _KINDS[found[0]]
    if kind is PackKind.MARK and desk.raw["reads"] != "mark":
        notes.add("/reads", "reads takes the word mark alone", "Write reads: mark, or a measure instead.")
    for key in _ALL_BESIDE:
        if key in desk.raw and key not in _BESIDE[kind]:
            notes.add(f"/{key}", f"{key} does not go with {found[0]}", "Take it out.")
    return kind


def _measure(desk: Desk, scope: Mapping[str, str]) -> Measure | None:
    measure, problems = parse_measure(desk.raw["measure"], None, scope)
    desk.keep("BE306", "/measure", problems)
    stated = desk.raw.get("unit")
    if measure is not None and stated is not None and stated != measure.unit:
        message = f"the measure is in {measure.unit}, and the pack states {stated}"
        desk.notes("BE306").add("/unit", message, f"State unit: {measure.unit}, or leave it out.")
    return measure


def _points(desk: Desk, kind: PackKind, unit: Unit | None, scope: Mapping[str, str]) -> PointsRule | None:
    if "points" not in desk.raw:
        if kind is PackKind.MARK:
            _note_scale(desk)
        return None
    if unit is None:  # the measure is at fault, or nothing is measured: noted there
        return None
    rule, problems = parse_points(desk.raw["points"], unit, scope)
    desk.keep("BE307", "/points", problems)
    if kind is PackKind.MARK and rule is not None and rule != ScaleRule(Named(_SCALE_NAME)):
        _note_scale(desk)
    return rule


def _note_scale(desk: Desk) -> None:
    remedy = "Declare parameters: {scale: {unit: scale}} and write points: {scale: scale}."
    desk.notes("BE307").add("/points", "a marked pack takes its scale from a parameter called scale", remedy)


def _threshold(desk: Desk, unit: Unit | None, scope: Mapping[str, str]) -> str | None:
    """Return the name of the parameter that a gate compares with, in the unit of the measure."""
    if "threshold" not in desk.raw or unit is None:
        return None
    notes = desk.notes("BE310")
    name = text_of(desk.raw["threshold"], "/threshold", notes, "the name of a parameter")
    if name is None:
        return None
    if name not in scope:
        notes.add("/threshold", f"{name} is not a parameter of the pack", closest(name, tuple(scope)))
        return None
    fits = (unit, WORDS_LIST) if unit is Unit.WORDS else (unit,)
    if scope[name] not in fits:
        message = f"{name} is in {scope[name]}, and the measure in {unit}"
        notes.add("/threshold", message, f"Declare {name} in {unit}.")
    return name


def _mitigations(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return what may make a fail good, as published: ids with words, for a pack that a gate can use."""
    if "mitigations" not in desk.raw:
        return ()
    notes = desk.notes("BE310", "/mitigations")
    entries = mapping_of(desk.raw["mitigations"], "", notes, "mitigations, each an id with its words") or {}
    if "threshold" not in desk.raw:
        notes.add("", "mitigations make a fail good, and nothing can fail here", "Declare a threshold.")
    found = []
    for name, raw in entries.items():
        at = f"/{pointer_part(name)}"
        if not re.fullmatch(ID_PATTERN, name):
            notes.add(at, f"{name!r} is not an id", "Write small letters, digits and hyphens.")
        found.append((name, text_of(raw, at, notes, "what makes the fail good")))
    return tuple((name, words) for name, words in found if words is not None)


def _check_used(
    desk: Desk, parameters: tuple[Parameter, ...], parts: tuple[object, ...], threshold: str | None
) -> None:
    """A parameter that nothing reads would move nothing, and mislead whoever sets it."""
    if desk.has(_RULE):  # a rule at fault may be the one that reads it
        return
    used = {name for part in parts for name in _names_in(part)} | {threshold}
    used |= {one.name for one in parameters if one.stated}
    for name in (one.name for one in parameters):
        if name not in used:
            remedy = "Take it out, or name it in the measure, the points or the threshold."
            desk.notes("BE309").add(f"/parameters/{name}", f"nothing reads the parameter {name}", remedy)


def _names_in(part: object) -> set[str]:
    """Return the names of all parameters in a measure or a points rule."""
    if isinstance(part, Named | ParameterNode):
        return {part.name}
    if isinstance(part, tuple):  # of parts, or the named fields of a node or a rule
        return {name for one in part for name in _names_in(one)}
    return set()


def _scale(desk: Desk) -> Scale | None:
    scale, problems = parse_scale(desk.raw["scale"])
    desk.keep("BE308", "/scale", problems)
    return scale


def _of_regime(pack: Pack, desk: Desk) -> Pack:
    """Return the regime with its checks, its clock and the packs it allows."""
    raw, neighbours = desk.raw, desk.notes("BE304")
    bases = tuple(name for name, _ in pack.bases)
    before, after = (
        text_of(raw[key], f"/{key}", neighbours, "the regime that holds then") if key in raw else None
        for key in ("before", "after")
    )
    return pack._replace(
        before=before,
        after=after,
        checks=read_checks(raw["checks"], bases, desk.notes("BE314", "/checks")) if "checks" in raw else (),
        clock=read_clock(raw["clock"], desk.notes("BE315", "/clock")) if "clock" in raw else (),
        allows=read_allowed(raw["allows"], desk.notes("BE316", "/allows")) if "allows" in raw else (),
    )


def _bases(desk: Desk) -> tuple[tuple[str, Basis], ...]:
    notes = desk.notes("BE313", "/bases")
    entries = mapping_of(desk.raw["bases"], "", notes, "bases, each with consequence, wording and cite")
    if entries is not None and not entries:
        notes.add("", "no basis stands here", "List the kinds of gate that the regime knows.")
    read = [(name, _basis(name, entry, notes)) for name, entry in (entries or {}).items()]
    return tuple((name, basis) for name, basis in read if basis is not None)


def _basis(name: str, raw: object, notes: Notes) -> Basis | None:
    at = f"/{pointer_part(name)}"
    if not re.fullmatch(ID_PATTERN, name):
        notes.add(at, f"{name!r} is not an id", "Write small letters, digits and hyphens.")
    entry = mapping_of(raw, at, notes, "a basis with consequence, wording and cite")
    if entry is None:
        return None
    check_keys(entry, ("consequence", "wording", "cite"), at, notes)
    consequence = choice_of(entry.get("consequence"), f"{at}/consequence", notes, list(OnFail))
    wording = text_of(entry.get("wording"), f"{at}/wording", notes, "the wording")
    cite = text_of(entry.get("cite"), f"{at}/cite", notes, "the citation")
    if consequence is None or wording is None or cite is None:
        return None
    return Basis(OnFail(consequence), wording, cite)
