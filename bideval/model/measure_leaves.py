"""The leaves of a measure, from text: fields, constants and parameters.

A declared value (``bid.declared.<id>``) takes its unit from the tender where one
is at hand, else from ``unit`` beside it.  What backing and ratings state beside
their path is read in ``measure_backing``.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.model.base import ID_PATTERN
from bideval.model.measure import ConstantNode, FieldNode, Measure, ParameterNode, Years
from bideval.model.measure_backing import OF_BACKING, read_agency, read_backing
from bideval.model.raw import (
    Named,
    Notes,
    amount_of,
    choice_of,
    closest,
    named_of,
    number_of,
    text_of,
)
from bideval.model.units import ACCOUNTS, BACKINGS, DECLARED, FIELDS, FLOWS, JUDGED, PRICES, RATINGS, Unit

MOST_YEARS = 50
AS_STATED, ANNUALISE = PART_YEARS = ("as-stated", "annualise")


class Context(NamedTuple):
    """What a node may refer to, and the problems found so far."""

    declared: Mapping[str, str] | None  # units by id; None where no tender is at hand
    parameters: Mapping[str, str]
    notes: Notes


def read_field(node: Mapping[str, object], at: str, _depth: int, context: Context) -> Measure | None:
    """Read ``{field: PATH}`` with its years, and for backing what is accepted."""
    notes = context.notes
    path = text_of(node["field"], f"{at}/field", notes, "the path of a field")
    unit = None if path is None else _field_unit(path, node, at, context)
    if path is None or unit is None:
        return None
    years = _years(path, node, at, context)
    if years is not None and unit is Unit.WORDS:
        notes.add(f"{at}/years", "words do not go by the year", "Take years out.")
    for key, owners in _OWNED.items():
        if key in node and path not in owners:
            whose = "flows of accounts" if key == "part_years" else " and ".join(owners)
            notes.add(f"{at}/{key}", f"{key} belongs to {whose} alone", "Take it out.")
    if path in RATINGS:
        return FieldNode(path, unit, agency=read_agency(node, at, notes, context.parameters))
    if path in SHARED:
        share = amount_of(node.get("share"), f"{at}/share", notes, Unit.PERCENT, context.parameters)
        return FieldNode(path, unit, share=share)
    if path not in BACKINGS:
        return FieldNode(path, unit, years, part_years=_part_years(node, at, context))
    return read_backing(FieldNode(path, unit, years), node, at, notes, context.parameters)


def _part_years(node: Mapping[str, object], at: str, context: Context) -> str | Named | None:
    """What becomes of a flow of a year of other than twelve months; None where the rule does not say."""
    if "part_years" not in node:
        return None
    raw, place = node["part_years"], f"{at}/part_years"
    if isinstance(raw, str) and raw in context.parameters:
        return named_of(raw, place, context.notes, Unit.WORDS, context.parameters)
    return choice_of(raw, place, context.notes, PART_YEARS)


SHARED = (f"{PRICES}double-mean", f"{PRICES}italy-trimmed")  # they leave prices out by a share
_OWNED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(OF_BACKING, BACKINGS),
    "agency": (*RATINGS, *BACKINGS),
    "share": SHARED,
    "part_years": tuple(f"{ACCOUNTS}{name}" for name in FLOWS),
}


def _field_unit(path: str, node: Mapping[str, object], at: str, context: Context) -> Unit | None:
    if path in FIELDS:
        return FIELDS[path].unit
    if path.startswith(DECLARED):
        return _declared_unit(path, node, at, context)
    if path.startswith(JUDGED):
        return _judged_unit(path.removeprefix(JUDGED), at, context)
    context.notes.add(
        f"{at}/field", f"{path} is not a field", closest(path, (*FIELDS, f"{DECLARED}<id>", f"{JUDGED}<id>"))
    )
    return None


def _is_id(name: str, at: str, notes: Notes) -> bool:
    if re.fullmatch(ID_PATTERN, name):
        return True
    notes.add(f"{at}/field", f"{name!r} is not an id", "Write small letters, digits and hyphens.")
    return False


def _judged_unit(name: str, at: str, context: Context) -> Unit | None:
    """A judgement is a word; where a tender is at hand, one of the words that it declares."""
    if not _is_id(name, at, context.notes):
        return None
    unit = None if context.declared is None else context.declared.get(name)
    if context.declared is not None and unit != Unit.WORDS:
        lacks = "the tender declares no" if unit is None else f"in {unit}, which no judgement is, stands"
        add = (
            f"Declare its words in the tender, such as declares: {{{name}: {{unit: words, choices: [...]}}}}."
        )
        context.notes.add(f"{at}/field", f"{lacks} {name}", add)
        return None
    return Unit.WORDS


def _declared_unit(path: str, node: Mapping[str, object], at: str, context: Context) -> Unit | None:
    notes, declared, name = context.notes, context.declared, path.removeprefix(DECLARED)
    if not _is_id(name, at, notes):
        return None
    if declared is not None and name not in declared:
        close = closest(name, tuple(declared))
        add = f"Declare it in the tender, such as declares: {{{name}: {{unit: count}}}}."
        notes.add(f"{at}/field", f"the tender declares no {name}", close if close.startswith("Did") else add)
        return None
    unit = node.get("unit") if declared is None else declared[name]
    if unit is None:
        notes.add(at, f"the unit of {path} is not stated", "State its unit beside the field.")
        return None
    word = choice_of(unit, f"{at}/unit", notes, [one for one in Unit if one is not Unit.MARK])
    return None if word is None else Unit(word)


def _years(path: str, node: Mapping[str, object], at: str, context: Context) -> Years | None:
    if "years" not in node:
        return None
    notes = context.notes
    raw, place = node["years"], f"{at}/years"
    if isinstance(raw, str) and raw in context.parameters:
        return named_of(raw, place, notes, Unit.COUNT, context.parameters)
    years = number_of(raw, place, notes)
    if years is None:
        return None
    if not is_count_of_years(years):
        notes.add(f"{at}/years", f"{years} is not a whole number from 1 to {MOST_YEARS}", "Write years: 2.")
    if path in FIELDS and not FIELDS[path].yearly:
        notes.add(f"{at}/years", f"{path} has one value, not one a year", "Take years out.")
    return int(years)


def is_count_of_years(years: Fraction) -> bool:
    """Say whether so many years can be read: a whole number from 1 to MOST_YEARS."""
    return years.denominator == 1 and 1 <= years <= MOST_YEARS


def read_constant(node: Mapping[str, object], at: str, _depth: int, context: Context) -> Measure | None:
    """Read ``{constant: NUMBER, unit: UNIT}``."""
    value = number_of(node["constant"], f"{at}/constant", context.notes)
    if "unit" not in node:
        context.notes.add(
            at, "a constant states its unit", "Write unit: ratio, money, percent or another beside it."
        )
        return None
    units = [unit for unit in Unit if unit is not Unit.WORDS]
    unit = choice_of(node["unit"], f"{at}/unit", context.notes, units)
    return None if value is None or unit is None else ConstantNode(value, Unit(unit))


def read_parameter(node: Mapping[str, object], at: str, _depth: int, context: Context) -> Measure | None:
    """Read ``{parameter: NAME}``, whose unit is the one it is declared in."""
    place = f"{at}/parameter"
    name = text_of(node["parameter"], place, context.notes, "the name of a parameter")
    if name is None:
        return None
    unit = context.parameters.get(name)
    if unit is None:
        context.notes.add(
            place, f"{name} is not a parameter that is declared", closest(name, tuple(context.parameters))
        )
        return None
    if unit not in set(Unit) - {Unit.WORDS}:
        context.notes.add(
            place, f"the parameter {name} is in {unit}, not a number", "Name one that is a number."
        )
        return None
    return ParameterNode(name, Unit(unit))
