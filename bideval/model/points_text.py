"""Text data into a points rule: keys, units, and gaps or overlaps between bands.

Where the end of a band is a parameter, its neighbour must name the same one.  What
the values of parameters do to a rule is checked in ``points_with``.
"""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from bideval.model.parameters import Problem
from bideval.model.points import (
    GRADES,
    Anchor,
    Band,
    BandRule,
    LinearRule,
    LookupRule,
    Outside,
    PointsRule,
    ScaleRule,
)
from bideval.model.raw import (
    Amount,
    Notes,
    amount_of,
    amount_words,
    check_keys,
    choice_of,
    list_of,
    mapping_of,
    named_of,
    pointer_part,
    true_of,
)
from bideval.model.scale import check_points_range, parse_scale
from bideval.model.units import SCALE, Unit

_SIDES = {"from": (True, False), "to": (False, True), "both": (True, True), "neither": (False, False)}
_REFERENCE = re.compile(r"scales/[a-z0-9-]+@[1-9][0-9]{0,3}")


def parse_points(
    raw: object, unit: str, parameters: Mapping[str, str] | None = None
) -> tuple[PointsRule | None, tuple[Problem, ...]]:
    """Turn text data into a points rule for values of ``unit``.

    Returns the rule, or None with every problem found.  ``parameters`` gives the
    units of the parameters that may be named in place of a number.
    """
    notes = Notes()
    entry = mapping_of(raw, "", notes, "a points rule")
    rule = None if entry is None else _rule(entry, unit, parameters or {}, notes)
    problems = notes.all()
    return (None if problems else rule), problems


def _rule(
    entry: Mapping[str, object], unit: str, scope: Mapping[str, str], notes: Notes
) -> PointsRule | None:
    found = [key for key in entry if key in _READERS]
    check_keys(entry, (*_READERS, "declares_negative"), "", notes)
    if len(found) != 1:
        kinds = ", ".join(_READERS)
        notes.add(
            "", "a points rule is exactly one of scale, bands, linear, lookup", f"Write one of {kinds}."
        )
        return None
    reader, fits = _READERS[found[0]]
    if unit not in fits:
        notes.add(f"/{found[0]}", f"{found[0]} does not go over {unit}", f"It goes over {', '.join(fits)}.")
    if found[0] == "scale" and "declares_negative" in entry:
        notes.add(
            "/declares_negative", "negative points are declared in the scale itself", "Take it out here."
        )
    negative = "declares_negative" in entry and true_of(
        entry["declares_negative"], "/declares_negative", notes
    )
    return reader(entry[found[0]], _Scope(unit, scope, negative, notes))


class _Scope(NamedTuple):
    """The unit of the values, the parameters there are, and the problems so far."""

    unit: str
    parameters: Mapping[str, str]
    negative: bool  # whether points below 0 are declared
    notes: Notes

    def value(self, raw: object, at: str) -> Amount | None:
        """Read a value in the unit of the measure."""
        return amount_of(raw, at, self.notes, self.unit, self.parameters)

    def points(self, raw: object, at: str) -> Amount | None:
        """Read points."""
        amount = amount_of(raw, at, self.notes, Unit.POINTS, self.parameters)
        if isinstance(amount, Fraction):
            check_points_range(amount, at, self.negative, self.notes)
        return amount


def _scale(raw: object, scope: _Scope) -> ScaleRule | None:
    if isinstance(raw, Mapping):
        scale, problems = parse_scale(raw)
        for problem in problems:
            scope.notes.add(f"/scale{problem.pointer}", problem.message, problem.remedy)
        return None if scale is None else ScaleRule(scale)
    if isinstance(raw, str) and _REFERENCE.fullmatch(raw):
        return ScaleRule(raw)
    if isinstance(raw, str) and raw in scope.parameters:
        named = named_of(raw, "/scale", scope.notes, SCALE, scope.parameters)
        return None if named is None else ScaleRule(named)
    remedy = "Write a scale pack such as scales/0-5@1, a scale in place, or the parameter that holds one."
    scope.notes.add("/scale", "no scale stands here", remedy)
    return None


def _bands(raw: object, scope: _Scope) -> BandRule | None:
    entry = mapping_of(raw, "/bands", scope.notes, "bands, as includes and rows")
    if entry is None:
        return None
    check_keys(entry, ("includes", "rows"), "/bands", scope.notes)
    side = choice_of(entry.get("includes"), "/bands/includes", scope.notes, ("from", "to"))
    rows = (
        list_of(entry.get("rows"), "/bands/rows", scope.notes, "bands, each with from, to and points") or ()
    )
    bands = [_band(row, f"/bands/rows/{index}", side or "from", scope) for index, row in enumerate(rows)]
    sound = tuple(band for band in bands if band is not None)
    if not sound or len(sound) != len(bands):
        return None
    _check_ends(sound, scope.notes)
    _check_grades(sound, scope.notes)
    return BandRule(sound, scope.negative)


def _band(raw: object, at: str, side: str, scope: _Scope) -> Band | None:
    row = mapping_of(raw, at, scope.notes, "a band with from, to and points")
    if row is None:
        return None
    check_keys(row, ("from", "to", "points", "grade", "includes"), at, scope.notes)
    if "includes" in row:
        side = choice_of(row["includes"], f"{at}/includes", scope.notes, _SIDES) or side
    low, high = (scope.value(row[key], f"{at}/{key}") if key in row else None for key in ("from", "to"))
    points = scope.points(row.get("points"), f"{at}/points")
    grade = choice_of(row["grade"], f"{at}/grade", scope.notes, GRADES) if "grade" in row else None
    has_low, has_high = _SIDES[side]
    return None if points is None else Band(low, high, has_low, has_high, points, grade)


def _check_ends(bands: tuple[Band, ...], notes: Notes) -> None:
    """Only the outer ends may be open, and each inner end belongs to exactly one band."""
    for index, band in enumerate(bands):
        at = f"/bands/rows/{index}"
        if band.low is None and index > 0:
            notes.add(at, "a band without from stands after the first", "Say where it begins.")
        if band.high is None and index < len(bands) - 1:
            notes.add(at, "a band without to stands before the last", "Say where it ends.")
        if _is_empty(band):
            notes.add(at, "the band ends where it begins, or before", "Write the lower value under from.")
    for index, (one, after) in enumerate(pairwise(bands), start=1):
        _check_border(one, after, f"/bands/rows/{index}", notes)


def _check_grades(bands: tuple[Band, ...], notes: Notes) -> None:
    """A value that a gate tests by its grade has one, whatever band it lies in."""
    for index, band in enumerate(bands):
        if band.grade is None and any(other.grade is not None for other in bands):
            remedy = f"Give it one of {', '.join(GRADES)}, or take the grades out of the others."
            notes.add(f"/bands/rows/{index}", "the band has no grade, and others have one", remedy)


def _is_empty(band: Band) -> bool:
    """A band of one value is sound where both its ends are in it."""
    if not isinstance(band.low, Fraction) or not isinstance(band.high, Fraction):
        return False
    return band.low > band.high or (band.low == band.high and not (band.has_low and band.has_high))


def _check_border(one: Band, after: Band, at: str, notes: Notes) -> None:
    if one.high is None or after.low is None:
        return
    if one.high != after.low:
        words = f"a band ends at {amount_words(one.high)} and the next begins at {amount_words(after.low)}"
        notes.add(
            f"{at}/from", f"{words}: {_how(one.high, after.low)}", "Begin each band where the last one ends."
        )
    elif one.has_high == after.has_low:
        both = "both bands" if after.has_low else "neither band"
        remedy = "Say includes: from, to, both or neither so that one band has it."
        notes.add(at, f"{amount_words(after.low)} itself belongs to {both}", remedy)


def _how(end: Amount, begin: Amount) -> str:
    if isinstance(end, Fraction) and isinstance(begin, Fraction):
        return "a gap" if end < begin else "an overlap, or bands out of order"
    return "a gap or an overlap"


def _linear(raw: object, scope: _Scope) -> LinearRule | None:
    entry = mapping_of(raw, "/linear", scope.notes, "a line, as from, to and outside")
    if entry is None:
        return None
    check_keys(entry, ("from", "to", "outside"), "/linear", scope.notes)
    start, end = (_anchor(entry.get(key), f"/linear/{key}", scope) for key in ("from", "to"))
    outside = choice_of(entry.get("outside"), "/linear/outside", scope.notes, [str(one) for one in Outside])
    if start is None or end is None or outside is None:
        return None
    if start.at == end.at:
        scope.notes.add("/linear/to/at", "both anchors stand at one value", "Give the line two values.")
    return LinearRule(start, end, Outside(outside), scope.negative)


def _anchor(raw: object, at: str, scope: _Scope) -> Anchor | None:
    entry = mapping_of(raw, at, scope.notes, "an anchor with at and points")
    if entry is None:
        return None
    check_keys(entry, ("at", "points"), at, scope.notes)
    value, points = (
        scope.value(entry.get("at"), f"{at}/at"),
        scope.points(entry.get("points"), f"{at}/points"),
    )
    return None if value is None or points is None else Anchor(value, points)


def _lookup(raw: object, scope: _Scope) -> LookupRule | None:
    entry = mapping_of(raw, "/lookup", scope.notes, "words with their points")
    if entry is None:
        return None
    rows = [(word, scope.points(one, f"/lookup/{pointer_part(word)}")) for word, one in entry.items()]
    if not rows:
        scope.notes.add("/lookup", "no word stands here", "List each word with its points.")
    sound = tuple((word, points) for word, points in rows if points is not None)
    return LookupRule(sound, scope.negative) if len(sound) == len(rows) else None


_NUMBERS = tuple(str(unit) for unit in Unit if unit is not Unit.WORDS)
_READERS: Mapping[str, tuple[Callable[[object, _Scope], PointsRule | None], tuple[str, ...]]] = (
    MappingProxyType(
        {
            "scale": (_scale, (Unit.MARK,)),
            "bands": (_bands, _NUMBERS),
            "linear": (_linear, _NUMBERS),
            "lookup": (_lookup, (Unit.WORDS,)),
        }
    )
)
