"""Mark scales: which marks may be given, and how many points each one is.

A scale lists its marks with points and, where published, a descriptor; or it runs
``from`` a mark ``to`` a mark in equal steps, with points in proportion.  Uneven
scales are as good as even ones.

A mean or median of marks may fall between two marks.  Its points then lie on the
straight line between those two (``points_between``); whether averaging is allowed
at all is a published rule, checked elsewhere.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import GuardError
from bideval.model.numbers import decimal_text
from bideval.model.parameters import Problem
from bideval.model.raw import Notes, check_keys, list_of, mapping_of, number_of, text_of, true_of

FULL = Fraction(100)  # points


class ScaleMark(NamedTuple):
    """One mark, its points (0 to 100) and its descriptor."""

    mark: Fraction
    points: Fraction
    words: str | None = None


class Scale(NamedTuple):
    """A mark scale.

    ``marks`` are in ascending order.  An even scale keeps its two ends there and
    the distance between marks in ``step``; a listed scale has ``step`` None.
    """

    marks: tuple[ScaleMark, ...]
    step: Fraction | None = None

    def has(self, mark: Fraction) -> bool:
        """Say whether ``mark`` may be given on this scale."""
        if self.step is None:
            return any(one.mark == mark for one in self.marks)
        lowest, highest = self.marks[0].mark, self.marks[-1].mark
        return lowest <= mark <= highest and ((mark - lowest) / self.step).denominator == 1

    def points(self, mark: Fraction) -> Fraction:
        """Return the points of a mark of the scale; raise GuardError for any other."""
        if not self.has(mark):
            raise GuardError(f"{decimal_text(mark)} is not a mark of the scale; it has {self.words()}")
        return self.points_between(mark)

    def points_between(self, value: Fraction) -> Fraction:
        """Return the points of a mean or median of marks, on the line between its neighbours.

        Raises GuardError outside the scale.
        """
        low, high = self.neighbours(value)
        if low.mark == high.mark:
            return low.points
        return low.points + (value - low.mark) / (high.mark - low.mark) * (high.points - low.points)

    def neighbours(self, value: Fraction) -> tuple[ScaleMark, ScaleMark]:
        """Return the listed marks around ``value``, twice the same one where it is one of them."""
        below = [one for one in self.marks if one.mark <= value]
        above = [one for one in self.marks if one.mark >= value]
        if not below or not above:
            raise GuardError(f"{decimal_text(value)} lies outside the scale; it has {self.words()}")
        return below[-1], above[0]

    def words(self) -> str:
        """Return the marks in words, for a message: ``the marks 0, 1, 2``."""
        if self.step is None:
            return f"the marks {', '.join(decimal_text(one.mark) for one in self.marks)}"
        lowest, highest = (decimal_text(one.mark) for one in (self.marks[0], self.marks[-1]))
        return f"marks from {lowest} to {highest} in steps of {decimal_text(self.step)}"

    def describe(self, mark: Fraction) -> str | None:
        """Return the descriptor of ``mark``, where one is published."""
        return next((one.words for one in self.marks if one.mark == mark), None)


def parse_scale(raw: object) -> tuple[Scale | None, tuple[Problem, ...]]:
    """Turn text data into a scale; return it, or None with every problem found.

    Points run from 0 to 100 and never fall as marks rise; a listed scale may go
    below 0 if it says ``declares_negative: true``.
    """
    notes = Notes()
    entry = mapping_of(raw, "", notes, "a mark scale")
    scale = None
    if entry is not None:
        listed = "marks" in entry
        keys = ("marks", "declares_negative") if listed else ("from", "to", "step")
        check_keys(entry, keys, "", notes)
        scale = _listed(entry, notes) if listed else _even(entry, notes)
    problems = notes.all()
    return (None if problems else scale), problems


def _stated(entry: Mapping[str, object], key: str, notes: Notes) -> Fraction | None:
    if key in entry:
        return number_of(entry[key], f"/{key}", notes)
    notes.add(
        f"/{key}", f"the scale does not state {key}", "Write {from: 0, to: 5, step: 1}, or list the marks."
    )
    return None


def _even(entry: Mapping[str, object], notes: Notes) -> Scale | None:
    lowest, highest, step = (_stated(entry, key, notes) for key in ("from", "to", "step"))
    if lowest is None or highest is None or step is None:
        return None
    if highest <= lowest:
        notes.add("/to", "the highest mark is not above the lowest", "Write the lowest mark under from.")
    elif step <= 0 or ((highest - lowest) / step).denominator != 1:
        ends = f"from {decimal_text(lowest)} to {decimal_text(highest)}"
        words = f"steps of {decimal_text(step)} do not lead {ends}"
        notes.add("/step", words, "Choose a step that divides the distance.")
    return Scale((ScaleMark(lowest, Fraction(0)), ScaleMark(highest, FULL)), step)


def _listed(entry: Mapping[str, object], notes: Notes) -> Scale | None:
    negative = "declares_negative" in entry and true_of(
        entry["declares_negative"], "/declares_negative", notes
    )
    rows = list_of(entry["marks"], "/marks", notes, "marks, each with mark and points") or ()
    if len(rows) == 1:
        notes.add("/marks", "a scale of one mark tells nothing apart", "List two marks or more.")
    marks = [_mark(row, f"/marks/{index}", negative, notes) for index, row in enumerate(rows)]
    sound = tuple(mark for mark in marks if mark is not None)
    if len(sound) != len(marks):
        return None
    for index in range(1, len(sound)):
        _check_step(sound[index - 1], sound[index], f"/marks/{index}", notes)
    return Scale(sound)


def _mark(raw: object, at: str, negative: bool, notes: Notes) -> ScaleMark | None:
    row = mapping_of(raw, at, notes, "a mark with its points")
    if row is None:
        return None
    check_keys(row, ("mark", "points", "words"), at, notes)
    words = text_of(row["words"], f"{at}/words", notes, "a descriptor") if "words" in row else None
    mark = number_of(row.get("mark"), f"{at}/mark", notes)
    points = number_of(row.get("points"), f"{at}/points", notes)
    if mark is None or points is None:
        return None
    check_points_range(points, f"{at}/points", negative, notes)
    return ScaleMark(mark, points, words)


def check_points_range(points: Fraction, at: str, negative: bool, notes: Notes) -> None:
    """Add a problem for points above 100, or below 0 where that is not declared."""
    if points > FULL:
        notes.add(at, f"{decimal_text(points)} points: points end at 100", "Put them in proportion to 100.")
    if points < 0 and not negative:
        remedy = "Write declares_negative: true if the published rule takes points away."
        notes.add(at, f"{decimal_text(points)} points: points begin at 0", remedy)


def _check_step(one: ScaleMark, after: ScaleMark, at: str, notes: Notes) -> None:
    marks = f"{decimal_text(one.mark)} is followed by {decimal_text(after.mark)}"
    if after.mark <= one.mark:
        notes.add(f"{at}/mark", f"mark {marks}", "List each mark once, the lowest first.")
    if after.points < one.points:
        points = f"{decimal_text(after.points)} points after {decimal_text(one.points)}"
        notes.add(f"{at}/points", f"a higher mark is worth less: {points}", "Let points rise with the marks.")
