"""The values that one figure of a hypothetical bid may have, counted from the lowest."""

from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.rehearsal.drawn import Span, step_of
from bideval.analysis.rehearsal.kinds import Allowed
from bideval.model.scale import Scale
from bideval.model.tender import Declared

Value = Fraction | str
WHOLE_UNITS = ("count", "years")


class Values(NamedTuple):
    """``size`` values: those ``listed``, or ``low``, ``low + step`` and so on."""

    size: int
    low: Fraction = Fraction(0)
    step: Fraction = Fraction(1)
    listed: tuple[Value, ...] = ()

    def at(self, place: int) -> Value:
        """The value at ``place``, from 0 to ``size`` - 1."""
        return self.listed[place] if self.listed else self.low + self.step * place


def values_in(span: Span, *, whole: bool = False) -> Values:
    """Return the values of a range; its two ends alone where they do not lie on one grid."""
    low, high = span
    step = step_of(span, whole=whole)
    if step is None:
        return Values(len(set(span)), listed=tuple(sorted(set(span))))
    return Values(int((high - low) / step) + 1, low, step)


def declared_values(allowed: Allowed, declared: Declared) -> Values:
    """Return the values of a declared figure or word."""
    words = tuple(one for one in allowed if isinstance(one, str))
    if words:
        return Values(len(words), listed=words)
    low, high = (Fraction(one) for one in allowed)
    return values_in((low, high), whole=declared.unit in WHOLE_UNITS)


def mark_values(scale: Scale, span: Span | None) -> Values:
    """Return the marks of a scale that lie in ``span``, all of them where it is None; perhaps none."""
    if scale.step is None:
        marks = tuple(one.mark for one in scale.marks if span is None or span[0] <= one.mark <= span[1])
        return Values(len(marks), listed=marks)
    first, last = scale.marks[0].mark, scale.marks[-1].mark
    low, high = span or (first, last)
    below = max(0, -((first - low) // scale.step))  # steps from the lowest mark up to the range
    low, high = first + below * scale.step, min(high, last)
    return Values(max(0, int((high - low) // scale.step) + 1), low, scale.step)
