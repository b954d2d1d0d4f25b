"""Where the panel differs: how far apart the marks of a question are, and what to discuss first.

Marks are compared by their points, 0 to 100, so that questions on different scales can
stand in one list.  What is at stake is the weight of the question times that distance,
in units of the whole: how much of the total hangs on whose mark is taken.

A mark stands alone where it is two marks of the scale or more from its nearest neighbour,
and farther than the others are from one another; it takes three marks to say so.

This module does not say who is right, and ranks questions only, never people.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from bideval.model.marking import Mark
from bideval.model.scale import Scale
from bideval.scoring.checks.consensus import words_alone
from bideval.scoring.panel.asked import Agreeing

HUNDRED = 100
LEAST_ALONE = 3  # marks
STEPS_ALONE = 2  # marks of the scale
LIKE = Fraction(3, 4)  # of the words of two reasons together that both have
LEAST_WORDS = 4


class Spread(NamedTuple):
    """The marks on one question and bid beside one another."""

    row: Agreeing
    low: Fraction | None  # the lowest mark; None without marks
    high: Fraction | None
    points: Fraction  # from the lowest to the highest, 0 to 100
    stake: Fraction  # weight x points / 100, in units of the whole
    alone: tuple[str, ...]  # whose mark stands alone


class LikeWords(NamedTuple):
    """Two marks of one person on one question: the same words, and different marks."""

    person: str
    criterion: str
    one: Mark
    other: Mark


def spreads(rows: Iterable[Agreeing]) -> tuple[Spread, ...]:
    """Return the spread of every row, in the order of the rows."""
    return tuple(map(_spread, rows))


def discuss_first(found: Iterable[Spread]) -> tuple[Spread, ...]:
    """Return what is not agreed yet and has unlike marks, the most at stake first."""
    open_rows = [one for one in found if one.row.agreed is None and one.points > 0]
    return tuple(sorted(open_rows, key=lambda one: (-one.stake, -one.points, one.row.key)))


def _spread(row: Agreeing) -> Spread:
    if not row.marks:
        return Spread(row, None, None, Fraction(0), Fraction(0), ())
    marks = [one.mark for one in row.marks]
    points = [row.scale.points_between(mark) for mark in marks if row.scale.has(mark)]
    distance = max(points) - min(points) if points else Fraction(0)
    stake = row.question.weight * distance / HUNDRED
    return Spread(row, min(marks), max(marks), distance, stake, _alone(row))


def _alone(row: Agreeing) -> tuple[str, ...]:
    if len(row.marks) < LEAST_ALONE:
        return ()
    found = []
    for one in row.marks:
        others = [other.mark for other in row.marks if other.evaluator != one.evaluator]
        gap = min(steps_apart(row.scale, one.mark, other) for other in others)
        if gap >= STEPS_ALONE and gap > steps_apart(row.scale, min(others), max(others)):
            found.append(one.evaluator)
    return tuple(found)


def steps_apart(scale: Scale, one: Fraction, other: Fraction) -> Fraction:
    """Return how many marks of the scale lie from ``one`` to ``other``."""
    if scale.step is not None:
        return abs(one - other) / scale.step
    low, high = min(one, other), max(one, other)
    return Fraction(sum(low < mark.mark <= high for mark in scale.marks))


def like_words(marks: Iterable[Mark], scales: Mapping[str, Scale]) -> tuple[LikeWords, ...]:
    """Return pairs of marks by one person on one question whose reasons are alike and whose marks are not.

    Alike: of the words of both, three quarters stand in both; at least four words each.
    """
    by_question: dict[tuple[str, str, str], list[tuple[frozenset[str], Mark]]] = {}
    for row in sorted(marks, key=lambda one: (one.criterion, one.evaluator, one.lot, one.bid)):
        words = frozenset(words_alone(f"{row.strengths} {row.weaknesses}").split())
        if row.criterion in scales and len(words) >= LEAST_WORDS:
            by_question.setdefault((row.criterion, row.evaluator, row.lot), []).append((words, row))
    return tuple(
        LikeWords(one.evaluator, one.criterion, one, other)
        for rows in by_question.values()
        for (said, one), (also, other) in combinations(rows, 2)
        if one.mark != other.mark and Fraction(len(said & also), len(said | also)) >= LIKE
    )
