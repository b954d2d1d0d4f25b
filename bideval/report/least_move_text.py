"""The least move of weight that changes an award of lots, for people, in sentences."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor

from bideval.analysis.award_words import listed
from bideval.analysis.contest import points_text
from bideval.analysis.lots.least_move import Least, LeastMoves, Names
from bideval.analysis.lots.weights_ball import Shift
from bideval.analysis.lots.without_bidder import Moved
from bideval.model.numbers import decimal_text, parse_number

ANY = "among any criteria and in any parts of a point"


def least_move_lines(found: LeastMoves) -> Iterator[str]:
    """Yield the sentences."""
    plain = found.before_rounding
    if plain is None:
        yield f"The least move of all weights is not told: {found.why_not}."
        return
    before = "" if found.rounded is None else ", in totals before rounding"
    yield from _plain(plain, found.names, found.moved, before)
    if found.rounded is not None:
        yield rounded_words(found.rounded.points)


def _plain(found: Least, names: Names, moved: Sequence[Moved], before: str) -> Iterator[str]:
    if found.is_behind:
        yield f"Before rounding another award has more points as published: {elsewhere_words(moved)}."
    elif found.shift is None:
        yield _unmet(found, before)
    elif not found.points:
        yield f"Another award is level as published{before}: {elsewhere_words(moved)}."
        yield "The least move, however small, can put it ahead."
    else:
        yield f"The least that changes the award{before}: {shift_words(found.shift, names.criteria)}."
        yield f"There another award is level, and beyond it ahead: {elsewhere_words(moved)}."
        yield f"Less than that, {ANY}, leaves the published award a best one; proved."


def _unmet(found: Least, before: str) -> str:
    if not found.ends:
        return f"No weights at all put another award ahead{before}; proved."
    if not found.points:
        return f"The least move of all weights is not told: {found.ends}."
    least = f"At least {cut_points(found.points)} have to move, {ANY}, before another award is ahead{before}"
    return f"{least}; proved. How many more is not told: {found.ends}."


def rounded_words(points: Fraction) -> str:
    """Return what no rounding undoes where fewer than ``points`` move."""
    if not points:
        return "The published rounding can do more than another award is behind, so it may decide sooner."
    return f"Less than {cut_points(points)} changes nothing, whatever the published rounding does; proved."


def cut_points(points: Fraction) -> str:
    """Return points that fewer are proved of: cut, and never rounded up."""
    places = 2 if points * 100 >= 1 else 9
    return f"{decimal_text(Fraction(floor(points * 10**places), 10**places), places)} points"


def shift_words(shift: Shift, criteria: tuple[str, ...]) -> str:
    """Return which criteria give how much to which."""
    given = [f"{_amount(amount)} points from {criteria[place]}" for place, amount in shift.given]
    return f"{listed(given)} to {criteria[shift.to]}"


def _amount(value: Fraction) -> str:
    text = points_text(value)
    return text if parse_number(text) == value else f"about {text}"


def elsewhere_words(moved: Sequence[Moved]) -> str:
    """Return which lots go to whom."""
    return listed([f"{one.lot} to {one.after or 'nobody'}" for one in moved])
