"""The least move of weight that changes lots awarded in turn or by prices, for people, in sentences."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bideval.analysis.award_words import listed
from bideval.analysis.lots.least_by_price import LeastByPrice
from bideval.analysis.lots.least_in_turn import LeastInTurn, LotMove
from bideval.analysis.lots.races import Race
from bideval.analysis.lots.weights_ball import Shift
from bideval.report.least_move_text import ANY, cut_points, elsewhere_words, rounded_words, shift_words


def in_turn_lines(found: LeastInTurn) -> Iterator[str]:
    """Yield the sentences about lots in turn."""
    before = "" if found.rounded is None else ", in totals before rounding"
    if found.shift is not None and found.level is not None:
        yield from _exact(found, found.shift, found.level, before)
    elif found.bound.points is None:
        yield f"No weights at all change the award{before}; proved."
    else:
        yield _at_least(found.bound.points, found.bound.ends, before)
    if found.rounded is not None and found.rounded.points is not None:
        yield rounded_words(found.rounded.points)
    if len(found.lots) > 1 and found.bound.points:
        yield f"For one lot alone{before}: {'; '.join(_by_lot(found.lots))}."


def _exact(found: LeastInTurn, shift: Shift, level: Race, before: str) -> Iterator[str]:
    pair = f"in {level.lot}, {level.behind} is level with {level.ahead}"
    if shift.points:
        yield f"The least that changes the award{before}: {shift_words(shift, found.criteria)}."
        yield f"There, {pair}; beyond it, it is ahead."
    else:
        yield f"As published{before}, {pair} or ahead of it. The least move, however small, can tell."
    if found.beyond is None:
        yield "Under the published rules with all rounding, no move a little larger was found to change it."
    else:
        after = shift_words(found.beyond.shift, found.criteria)
        yield f"After {after}, the published rules award {elsewhere_words(found.beyond.moved)}."
    if shift.points:
        yield f"Less than that, {ANY}, leaves every lot where it goes as published; proved."


def _by_lot(lots: Sequence[LotMove]) -> Iterator[str]:
    """What each lot needs, those that need the same together."""
    alike = dict[str, list[str]]()
    for one in lots:
        alike.setdefault(_needs(one), []).append(one.lot)
    yield from (f"{listed(names)} {needs}" for needs, names in alike.items())


def _needs(one: LotMove) -> str:
    if one.points is None:
        return "whatever the weights"
    return f"{'more than' if one.is_exact else 'at least'} {cut_points(one.points)}"


def by_price_lines(found: LeastByPrice) -> Iterator[str]:
    """Yield the sentence about an award that compares prices."""
    if found.points is None:
        yield (
            "No weights at all change the award: it is found from prices, no points are read, and no "
            "minimum that weights decide lets a bid in or keeps it out."
        )
    else:
        yield _at_least(found.points, found.ends, "")


def _at_least(points: Fraction, ends: str, before: str) -> str:
    if not points:
        return f"The least move of all weights is not told: {ends}."
    least = f"At least {cut_points(points)} have to move, {ANY}, before the award can change{before}"
    return f"{least}; proved. Whether more has to is not told: {ends}."
