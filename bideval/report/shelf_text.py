"""The shelf for people and programs: packs, price formulas and award methods.

What is unverified is said to be, wherever it is shown.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from bideval.errors import UnknownIdError
from bideval.io.packs import in_families, list_packs
from bideval.io.shelf import docs_root
from bideval.model.numbers import decimal_text
from bideval.model.pack import Pack, PackKind
from bideval.model.parameters import Parameter
from bideval.report.pack_words import outcome_words, points_words
from bideval.report.regime_words import allowed_words, looks_words, regime_words, when_words
from bideval.report.tables import table_text
from bideval.scoring.formulas.registry import PRICE_FORMULAS
from bideval.scoring.measures import formula
from bideval.scoring.methods.registry import METHODS
from bideval.scoring.price_json import Json

STATUS = {"V": "verified text", "S": "secondary source", "U": "unverified: an editable default"}
FORMULAS, AWARD_METHODS = "formulas", "methods"


def list_text(family: str | None, own: tuple[Pack, ...] = ()) -> str:
    """The shelf and the packs of one's ``own``, or one family; raise UnknownIdError for one not there."""
    rows = _rows(family, own)
    blocks = [
        f"{name}\n" + table_text(("name", "title", "status"), own, right=set())
        for name in dict.fromkeys(row[0] for row in rows)
        for own in ([row[1:] for row in rows if row[0] == name],)
    ]
    return "\n\n".join(
        [*blocks, "Status: V verified text, S secondary source, U unverified (an editable default)."]
    )


def list_data(family: str | None, own: tuple[Pack, ...] = ()) -> dict[str, Json]:
    """The shelf as JSON data; raises as ``list_text``."""
    entries: list[Json] = [
        {"family": kind, "name": name, "title": title, "status": status}
        for kind, name, title, status in _rows(family, own)
    ]
    return {"schema": "bideval/shelf", "version": 1, "entries": entries}


def _rows(family: str | None, own: tuple[Pack, ...]) -> list[tuple[str, str, str, str]]:
    """Family, name, title and status of everything asked for."""
    packs = in_families((*list_packs(), *own))
    rows = [(pack.family, pack.reference, pack.title, pack.status) for pack in packs]
    rows += [(FORMULAS, one.id, one.title, one.status) for one in PRICE_FORMULAS.values()]
    rows += [(AWARD_METHODS, one.id, one.title, one.status) for one in METHODS.values()]
    found = [row for row in rows if family in {None, row[0]}]
    if not found and family is not None:
        raise UnknownIdError("family", family, tuple(dict.fromkeys(row[0] for row in rows)))
    return found


def show_text(name: str, own: tuple[Pack, ...] = ()) -> str:
    """One pack, formula or method in full; raise UnknownIdError for a name that is not there."""
    if name in PRICE_FORMULAS:
        return (docs_root() / "formulas" / f"{name}.md").read_text(encoding="utf-8").rstrip()
    if name in METHODS:
        return (docs_root() / "methods" / f"{name}.md").read_text(encoding="utf-8").rstrip()
    return "\n".join(_pack_lines(_pack(name, own), own))


def show_data(name: str, own: tuple[Pack, ...] = ()) -> dict[str, Json]:
    """One pack, formula or method as JSON data; raises as ``show_text``."""
    head: dict[str, Json] = {"schema": "bideval/shelf-entry", "version": 1, "name": name}
    entry = PRICE_FORMULAS.get(name) or METHODS.get(name)
    if entry is not None:
        return {
            **head,
            "title": entry.title,
            "kind": entry.kind.value,
            "rule": entry.rule,
            "source": entry.source,
            "status": entry.status,
            "parameters": [_parameter(one) for one in entry.parameters],
        }
    pack = _pack(name, own)
    return {
        **head,
        "name": pack.reference,
        "title": pack.title,
        "question": pack.question,
        "status": pack.status,
        "source": {"title": pack.source.title, "section": pack.source.section, "date": pack.source.date},
        "valid": {"from": pack.valid_from, "to": pack.valid_to},
        "formula": formula(pack.measure) if pack.measure else None,
        "points": list(points_words(pack.points)) if pack.points else [],
        "threshold": pack.threshold,
        "parameters": [_parameter(one) for one in pack.parameters],
        "cases": [case.words for case in pack.cases],
        "regimes": list(regime_words(pack, (*list_packs(), *own))),
        **(_regime_data(pack) if pack.kind is PackKind.REGIME else {}),
    }


def _regime_data(pack: Pack) -> dict[str, Json]:
    """What a regime says: bases, checks, and the clock that letters and notices go by."""
    return {
        "bases": [
            {"id": name, "consequence": one.consequence.value, "wording": one.wording, "cite": one.cite}
            for name, one in pack.bases
        ],
        "checks": [
            {
                "id": one.id,
                "looks": one.looks.value,
                "severity": one.severity.value,
                "wording": one.wording,
                "cite": one.cite,
                "status": one.status,
                "not_open": one.not_open,
            }
            for one in pack.checks
        ],
        "clock": [
            {
                "id": one.id,
                "after": one.after,
                "wait": one.wait,
                "unit": one.unit.value if one.unit else None,
                "counted": one.counted.value if one.counted else None,
                "wording": one.wording,
                "cite": one.cite,
                "status": one.status,
            }
            for one in pack.clock
        ],
        "allows": [
            {"packs": list(one.packs), "wording": one.wording, "cite": one.cite, "status": one.status}
            for one in pack.allows
        ],
    }


def _parameter(parameter: Parameter) -> Json:
    return {
        "name": parameter.name,
        "kind": parameter.kind.value,
        "words": parameter.words,
        "unit": parameter.unit or None,
        "required": parameter.required and parameter.default is None,
        "default": parameter.default or parameter.same_as,
    }


def _pack(name: str, own: tuple[Pack, ...]) -> Pack:
    packs = {pack.reference: pack for pack in (*list_packs(), *own)}
    latest = {pack.id: pack for pack in packs.values()}
    pack = packs.get(name) or latest.get(name) or latest.get(f"regimes/{name.partition('@')[0]}")
    if pack is None:
        near = _near(name, (*packs, *PRICE_FORMULAS, *METHODS))
        raise UnknownIdError("pack, formula or method", name, near)
    return pack


def _near(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """A few names like the one that is not there; without any, those of its family."""
    family = name.partition("/")[0]
    close = get_close_matches(name, known, n=5, cutoff=0.6)
    return tuple(close) or tuple(one for one in known if one.partition("/")[0] == family)[:5]


def _pack_lines(pack: Pack, own: tuple[Pack, ...]) -> Iterator[str]:
    yield f"{pack.title} ({pack.reference})"
    yield pack.question
    yield ""
    dated = f", {pack.source.date}" if pack.source.date else ""
    yield f"Source: {pack.source.title}, {pack.source.section}{dated}"
    yield f"Status: {pack.status}, {STATUS[pack.status]}"
    yield f"Valid: from {pack.valid_from}" + (f" to {pack.valid_to}" if pack.valid_to else "")
    if pack.notes:
        yield f"Note: {pack.notes}"
    if pack.measure is not None:
        yield f"Measures: {formula(pack.measure)} ({pack.measure.unit.value})"
    if pack.reads_mark:
        yield "Measures: the mark that governs"
    if pack.points is not None:
        yield "Points:"
        yield from (f"  {line}" for line in points_words(pack.points))
    if pack.threshold:
        yield f"As a gate: compares with {pack.threshold}"
    if pack.mitigations:
        yield "A fail may be made good by:"
        yield from (f"  {name}: {words}" for name, words in pack.mitigations)
    yield from _parameter_lines(pack)
    yield from _scale_lines(pack)
    yield from _basis_lines(pack)
    if pack.cases:
        yield "Worked cases:"
        yield from (f"  {case.words}: {outcome_words(case)}" for case in pack.cases)
    if pack.kind is not PackKind.REGIME:
        yield "Regimes:"
        yield from (f"  {line}" for line in regime_words(pack, (*list_packs(), *own)))


def _parameter_lines(pack: Pack) -> Iterator[str]:
    if pack.parameters:
        yield "Parameters (under with:):"
    for one in pack.parameters:
        need = (
            f"default {one.default}"
            if one.default is not None
            else f"default: as {one.same_as}"
            if one.same_as is not None
            else "required"
            if one.required
            else "may be left out"
        )
        yield f"  {one.name} ({one.unit or one.kind.value}, {need}): {one.words}"


def _scale_lines(pack: Pack) -> Iterator[str]:
    if pack.scale is None:
        return
    yield f"Scale: {pack.scale.words()}"
    for mark in pack.scale.marks:
        words = f": {mark.words}" if mark.words else ""
        yield f"  {decimal_text(mark.mark)} gives {decimal_text(mark.points)} points{words}"


def _basis_lines(pack: Pack) -> Iterator[str]:
    if pack.bases:
        yield "Bases of gates:"
    for name, basis in pack.bases:
        yield f"  {name} ({basis.consequence.value}; {basis.cite}): {basis.wording}"
    if pack.checks:
        yield "Checks of the rules:"
    for check in pack.checks:
        yield f"  {check.id} ({check.severity.value}; {check.cite}; status {check.status}): {check.wording}"
        yield f"    looks at {looks_words(check)}"
    if pack.clock:
        yield "Clock of notices and standstill:"
    for step in pack.clock:
        yield f"  {step.id} ({when_words(step)}; {step.cite}; status {step.status}): {step.wording}"
    if pack.allows:
        yield "Packs it allows:"
    yield from (f"  {', '.join(one.packs)}: {allowed_words(one)}" for one in pack.allows)
