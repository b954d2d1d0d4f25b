"""A points rule with the values of its parameters: checked, and its scale put in.

What the text of a rule tells was found in ``points_text``.  A parameter without a
value is the business of ``read_with``.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise

from bideval.model.numbers import decimal_text
from bideval.model.parameters import Problem, With
from bideval.model.points import BandRule, LinearRule, LookupRule, PointsRule, ScaleRule
from bideval.model.raw import Amount, Named, Notes, amount_words, resolved
from bideval.model.scale import Scale, check_points_range, parse_scale


def check_points(rule: PointsRule, with_: With) -> tuple[Problem, ...]:
    """Return what the values under ``with:`` do wrong to ``rule``; pointers are into ``with:``.

    Looks at parameters alone: what the text itself tells was found by
    ``parse_points``.  A parameter without a value is the business of ``read_with``.
    """
    notes = Notes()
    if isinstance(rule, LinearRule):
        _check_order(rule.start.at, rule.end.at, with_, notes, _apart)
        _check_range((rule.start.points, rule.end.points), rule.declares_negative, with_, notes)
    elif isinstance(rule, BandRule):
        ends = [end for band in rule.bands for end in (band.low, band.high) if end is not None]
        for one, after in pairwise(dict.fromkeys(ends)):
            _check_order(one, after, with_, notes, _rising)
        _check_range([band.points for band in rule.bands], rule.declares_negative, with_, notes)
    elif isinstance(rule, LookupRule):
        _check_range([points for _, points in rule.points], rule.declares_negative, with_, notes)
    return notes.all()


def _apart(one: Fraction, other: Fraction) -> str | None:
    return "both anchors of the line stand at one value" if one == other else None


def _rising(one: Fraction, other: Fraction) -> str | None:
    return "the ends of the bands do not rise" if one >= other else None


def _check_order(
    one: Amount, after: Amount, with_: With, notes: Notes, fault: Callable[[Fraction, Fraction], str | None]
) -> None:
    named = [amount.name for amount in (after, one) if isinstance(amount, Named)]
    first, second = resolved(one, with_), resolved(after, with_)
    if not named or first is None or second is None:
        return
    words = fault(first, second)
    if words is not None:
        values = f"{amount_words(one)} {decimal_text(first)}, {amount_words(after)} {decimal_text(second)}"
        notes.add(f"/{named[0]}", f"{words}: {values}", "Give them values in the order of the rule.")


def _check_range(
    points: list[Amount] | tuple[Amount, ...], negative: bool, with_: With, notes: Notes
) -> None:
    for amount in points:
        value = resolved(amount, with_)
        if isinstance(amount, Named) and value is not None:
            check_points_range(value, f"/{amount.name}", negative, notes)


def settled(
    rule: PointsRule, with_: With, scales: Mapping[str, Scale]
) -> tuple[PointsRule, tuple[Problem, ...]]:
    """Return ``rule`` with its scale put in; other rules come back as they are.

    A scale that a parameter holds is read from ``with_``, a reference such as
    ``scales/0-5@1`` from ``scales``.  Pointers of problems are into ``with:``.
    """
    if not isinstance(rule, ScaleRule) or isinstance(rule.scale, Scale):
        return rule, ()
    at = f"/{rule.scale.name}" if isinstance(rule.scale, Named) else ""
    held = with_.get(rule.scale.name) if isinstance(rule.scale, Named) else rule.scale
    if isinstance(held, str):
        scale = scales.get(held)
        missing = Problem(
            at, f"{held} is not a scale that is at hand", "Name a scale pack, such as scales/0-5@1."
        )
        return (rule, (missing,)) if scale is None else (ScaleRule(scale), ())
    scale, problems = parse_scale(held)
    if scale is None:
        return rule, tuple(one._replace(pointer=f"{at}{one.pointer}") for one in problems)
    return ScaleRule(scale), ()
