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

_ANY = "among any criteria and in any parts of a point"


def least_move_lines(found: LeastMoves) -> Iterator[str]:
    """Yield the sentences."""
    plain = found.before_rounding
    if plain is None:
        yield f"The least move of all weights is not told: {found.why_not}."
        return
    before = "" if found.rounded is None else ", in totals before rounding"
    yield from _plain(plain, found.names, found.moved, before)
    if found.rounded is not None:
        yield _rounded(found.rounded)


def _plain(found: Least, names: Names, moved: Sequence[Moved], before: str) -> Iterator[str]:
    if found.is_behind:
        yield f"Before rounding another award has more points as published: {_elsewhere(moved)}."
    elif found.shift is None:
        yield _unmet(found, before)
    elif not found.points:
        yield f"Another award is level as published{before}: {_elsewhere(moved)}."
        yield "The least move, however small, can put it ahead."
    else:
        yield f"The least that changes the award{before}: {_shift(found.shift, names)}."
        yield f"There another award is level, and beyond it ahead: {_elsewhere(moved)}."
        yield f"Less than that, {_ANY}, leaves the published award a best one; proved."


def _unmet(found: Least, before: str) -> str:
    if not found.ends:
        return f"No weights at all put another award ahead{before}; proved."
    if not found.points:
        return f"The least move of all weights is not told: {found.ends}."
    least = f"At least {_points(found)} have to move, {_ANY}, before another award is ahead{before}"
    return f"{least}; proved. How many more is not told: {found.ends}."


def _rounded(found: Least) -> str:
    if not found.points:
        return "The published rounding can do more than another award is behind, so it may decide sooner."
    return f"Less than {_points(found)} changes nothing, whatever the published rounding does; proved."


def _points(found: Least) -> str:
    """What is proved of fewer points, so cut and never rounded up."""
    places = 2 if found.points * 100 >= 1 else 9
    return f"{decimal_text(Fraction(floor(found.points * 10**places), 10**places), places)} points"


def _shift(shift: Shift, names: Names) -> str:
    given = [f"{_amount(amount)} points from {names.criteria[place]}" for place, amount in shift.given]
    return f"{listed(given)} to {names.criteria[shift.to]}"


def _amount(value: Fraction) -> str:
    text = points_text(value)
    return text if parse_number(text) == value else f"about {text}"


def _elsewhere(moved: Sequence[Moved]) -> str:
    return listed([f"{one.lot} to {one.after or 'nobody'}" for one in moved])
