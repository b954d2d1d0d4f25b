"""A pack in plain words: its points rule and its cases.

The shelf's lists and the generated pages share these words.  Nothing is computed
here; what regimes say of a pack stands in ``regime_words``.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from bideval.model.numbers import exact_text, figure_text
from bideval.model.pack import Case
from bideval.model.points import Band, BandRule, LinearRule, LookupRule, Outside, PointsRule, ScaleRule
from bideval.model.raw import Amount, Named
from bideval.model.scale import Scale

_OUTSIDE = {
    Outside.CLAMP: "beyond them the points of the nearer end",
    Outside.EXTEND: "beyond them the line goes on",
    Outside.REFUSE: "anything beyond them is refused",
}


def points_words(rule: PointsRule) -> Iterator[str]:
    """Yield the points rule, a line for each band or word of it."""
    if isinstance(rule, BandRule):
        yield from (_band_words(band) for band in rule.bands)
    elif isinstance(rule, LinearRule):
        ends = [f"{_amount(one.points)} points at {_amount(one.at)}" for one in (rule.start, rule.end)]
        yield f"a straight line from {ends[0]} to {ends[1]}; {_OUTSIDE[rule.outside]}"
    elif isinstance(rule, LookupRule):
        yield from (f"{word}: {_amount(points)} points" for word, points in rule.points)
    else:
        yield _scale_words(rule)


def _scale_words(rule: ScaleRule) -> str:
    if isinstance(rule.scale, Scale):
        return f"as on its scale: {rule.scale.words()}"
    return "as on the scale " + (rule.scale if isinstance(rule.scale, str) else "that is published")


def _band_words(band: Band) -> str:
    ends = []
    if band.low is not None:
        ends.append(f"{'at or above' if band.has_low else 'above'} {_amount(band.low)}")
    if band.high is not None:
        ends.append(f"{'at or below' if band.has_high else 'below'} {_amount(band.high)}")
    grade = f", grade {band.grade}" if band.grade else ""
    return f"{' and '.join(ends) or 'any value'}: {_amount(band.points)} points{grade}"


def _amount(amount: Amount) -> str:
    return amount.name if isinstance(amount, Named) else figure_text(amount)


def outcome_words(case: Case) -> str:
    """Return what comes out of a case."""
    outcomes = [f"measure {_figure(case.measure)}" if case.measure is not None else ""]
    outcomes.append(f"points {_figure(case.points)}" if case.points is not None else "")
    outcomes.append(f"grade {case.grade}" if case.grade else "")
    outcomes.append(case.consequence.value if case.consequence else "")
    outcomes.append(f"refused: {case.refused}" if case.refused else "")
    outcomes.append({True: "passes", False: "fails", None: ""}[case.passes])
    return ", ".join(filter(None, outcomes)) + (f" ({case.test.value})" if case.test else "")


def _figure(value: Fraction | str) -> str:
    """Return a figure whole, and beside one that is cut its fraction."""
    if isinstance(value, str):
        return value
    shown = figure_text(value)
    return shown if Fraction(shown) == value else f"{exact_text(value)} ({shown})"


def given_words(given: Mapping[str, object]) -> str:
    """Return the values or parameters of a case on one line."""
    return ", ".join(f"{name} {_value(one)}" for name, one in given.items()) or "nothing"


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_value(one)}" for name, one in value.items())
    return " and ".join(map(_value, value)) if isinstance(value, list | tuple) else str(value)
