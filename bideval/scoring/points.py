"""Points rules applied: a mark, figure or word in, exact points out.

A rule is applied as it stands, never rounded; the ``points`` stage rounds once,
elsewhere.  A measure in points needs no rule: it is the points themselves.
"""

from fractions import Fraction

from bideval.errors import GuardError
from bideval.model.numbers import decimal_text, shown
from bideval.model.parameters import With
from bideval.model.points import (
    Anchor,
    Band,
    BandRule,
    LinearRule,
    LookupRule,
    Outside,
    PointsRule,
    ScaleRule,
)
from bideval.model.scale import FULL, Scale
from bideval.scoring.measure_figures import amount_value


def points_of(rule: PointsRule | None, value: Fraction | str, with_: With) -> Fraction:
    """Return the exact points of ``value`` under ``rule``.

    ``value`` is a mark, a figure in the rule's unit, or a word; with no rule it is
    itself in points, 0 to 100.  A scale must have been put in (``settled``); a mean
    between two of its marks lies on the line between them.  Raises GuardError where
    the rule does not cover the value.
    """
    if isinstance(rule, LookupRule):
        return _looked_up(rule, value, with_)
    if isinstance(value, str):
        raise GuardError(f"{value!r} is a word, where a number is expected")
    if isinstance(rule, BandRule):
        return amount_value(band_of(rule, value, with_).points, with_)
    if isinstance(rule, LinearRule):
        return _on_line(rule, value, with_)
    if isinstance(rule, ScaleRule):
        return scale_in(rule).points_between(value)
    if not 0 <= value <= FULL:
        raise GuardError(f"{decimal_text(value)} points lie outside 0 to 100")
    return value


def worked_points(rule: PointsRule | None, value: Fraction | str, with_: With) -> str:
    """Return how ``value`` becomes points, with the numbers put in; raises as ``points_of``."""
    points = f"{shown(points_of(rule, value, with_))} points"
    if isinstance(value, str):
        return f"{value}: {points}"
    if isinstance(rule, BandRule):
        return f"{band_words(rule, value, with_)}: {points}"
    if isinstance(rule, LinearRule):
        return f"{_line_words(rule, value, with_)}{points}"
    if isinstance(rule, ScaleRule):
        return f"{_mark_words(scale_in(rule), value)}{points}"
    return f"{points}, as measured"


def scale_in(rule: PointsRule | None) -> Scale:
    """Return the scale that was put into ``rule``; raise GuardError where there is none."""
    if isinstance(rule, ScaleRule) and isinstance(rule.scale, Scale):
        return rule.scale
    raise GuardError("the scale of this rule is not at hand")


def _mark_words(scale: Scale, value: Fraction) -> str:
    low, high = scale.neighbours(value)
    if scale.has(value):
        words = scale.describe(value)
        return f"mark {shown(value)}{f' ({words})' if words else ''}: "
    line = _share_words((low.mark, low.points), (high.mark, high.points), value)
    return f"{shown(value)} between marks {shown(low.mark)} and {shown(high.mark)}: {line} = "


def _looked_up(rule: LookupRule, value: Fraction | str, with_: With) -> Fraction:
    for word, points in rule.points:
        if word == value:
            return amount_value(points, with_)
    known = ", ".join(word for word, _ in rule.points)
    shown_value = value if isinstance(value, str) else decimal_text(value)
    raise GuardError(f"{shown_value!r} is not a value of this rule; it has {known}")


def band_of(rule: BandRule, value: Fraction, with_: With) -> Band:
    """Return the band that ``value`` lies in; raise GuardError where none has it."""
    for band in rule.bands:
        if _in_band(band, value, with_):
            return band
    raise GuardError(f"{decimal_text(value)} lies in none of the bands")


def band_words(rule: BandRule, value: Fraction, with_: With) -> str:
    """Return in which band ``value`` lies, with the numbers put in; raises as ``band_of``."""
    return f"{shown(value)} lies {_band_words(band_of(rule, value, with_), with_)}"


def grade_of(rule: BandRule, value: Fraction, with_: With) -> str:
    """Return the grade of the band that ``value`` lies in; raise GuardError where there is none."""
    grade = band_of(rule, value, with_).grade
    if grade is None:
        raise GuardError("the bands of this rule have no grades")
    return grade


def _in_band(band: Band, value: Fraction, with_: With) -> bool:
    if band.low is not None:
        low = amount_value(band.low, with_)
        if value < low or (value == low and not band.has_low):
            return False
    if band.high is not None:
        high = amount_value(band.high, with_)
        return value < high or (value == high and band.has_high)
    return True


def _band_words(band: Band, with_: With) -> str:
    ends = []
    if band.low is not None:
        ends.append(f"{'at or above' if band.has_low else 'above'} {shown(amount_value(band.low, with_))}")
    if band.high is not None:
        ends.append(f"{'at or below' if band.has_high else 'below'} {shown(amount_value(band.high, with_))}")
    return " and ".join(ends) or "in the only band"


_Point = tuple[Fraction, Fraction]  # a value and its points


def _line(rule: LinearRule, with_: With) -> tuple[_Point, _Point]:
    """Return both anchors, the lower value first."""
    start, end = sorted((_anchor(rule.start, with_), _anchor(rule.end, with_)))
    if start[0] == end[0]:
        raise GuardError(f"both anchors of the line stand at {decimal_text(start[0])}")
    return start, end


def _anchor(anchor: Anchor, with_: With) -> _Point:
    return amount_value(anchor.at, with_), amount_value(anchor.points, with_)


def _on_line(rule: LinearRule, value: Fraction, with_: With) -> Fraction:
    start, end = _line(rule, with_)
    if not start[0] <= value <= end[0]:
        if rule.outside is Outside.REFUSE:
            ends = f"{decimal_text(start[0])} to {decimal_text(end[0])}"
            raise GuardError(f"{decimal_text(value)} lies outside {ends}, and the rule refuses that")
        if rule.outside is Outside.CLAMP:
            return start[1] if value < start[0] else end[1]
    return start[1] + (value - start[0]) / (end[0] - start[0]) * (end[1] - start[1])


def _line_words(rule: LinearRule, value: Fraction, with_: With) -> str:
    start, end = _line(rule, with_)
    if rule.outside is Outside.CLAMP and not start[0] <= value <= end[0]:
        near, word = (start, "below") if value < start[0] else (end, "above")
        return f"{shown(value)} lies {word} {shown(near[0])}: "
    return f"{_share_words(start, end, value)} = "


def _share_words(start: _Point, end: _Point, value: Fraction) -> str:
    share = f"({shown(value)} - {shown(start[0])}) / ({shown(end[0])} - {shown(start[0])})"
    return f"{shown(start[1])} + {share} x ({shown(end[1])} - {shown(start[1])})"
