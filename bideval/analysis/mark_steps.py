"""Marks moved by steps of their published scale, and what governs afterwards.

A step takes a mark to the next mark of its scale, however far apart the marks are.  Several
changes of the marks of one bid on one question that come to the same governing mark are one
*option*, with the number of ways in which it can be had.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.pictures import MarkChange
from bideval.analysis.tally import Cell, Values, marked
from bideval.model.rules import MarksFrom, Stage
from bideval.model.scale import Scale
from bideval.scoring.case import LotCase
from bideval.scoring.lot_rules import Leaf

State = tuple[Fraction, ...]  # what is kept of the marks: their sum, or all of them in order


class Place(NamedTuple):
    """One mark on file; ``evaluator`` is empty for an agreed mark."""

    bid: str
    criterion: str
    evaluator: str
    mark: Fraction


class Option(NamedTuple):
    """A governing mark that can be had with so many steps, in so many ways."""

    steps: int
    cell: Cell
    values: Values  # marks that come to the same
    state: State
    ways: int


def places_of(case: LotCase, bid: str, leaf: Leaf) -> tuple[Place, ...]:
    """The marks that govern a bid on a question, by evaluator."""
    agreed = case.rules.marks_from is MarksFrom.CONSENSUS
    found = [
        Place(bid, leaf.id, "" if agreed else case.inputs.marks[row.row].evaluator, row.value)
        for row in case.rows.get((bid, leaf.id), ())
    ]
    return tuple(sorted(found, key=lambda place: place.evaluator))


def ladder(scale: Scale, mark: Fraction, sign: int, most: int) -> tuple[Fraction, ...]:
    """The marks from ``mark`` onwards, up (1) or down (-1), at most so many steps; itself first.

    >>> from bideval.model.scale import ScaleMark
    >>> uneven = Scale(tuple(ScaleMark(Fraction(m), Fraction(10 * m)) for m in (0, 1, 4, 10)))
    >>> [str(one) for one in ladder(uneven, Fraction(1), 1, 5)]
    ['1', '4', '10']
    """
    if scale.step is None:
        listed = [one.mark for one in scale.marks if sign * (one.mark - mark) > 0]
        onwards = sorted(listed, reverse=sign < 0)
    else:
        end = scale.marks[-1 if sign > 0 else 0].mark
        count = int(abs(end - mark) / scale.step)
        onwards = [mark + sign * scale.step * step for step in range(1, min(count, most) + 1)]
    return (mark, *onwards[:most])


Options = Mapping[int, tuple[Option, ...]]  # by number of steps
Memo = dict[tuple[object, ...], Options]


def options_of(
    case: LotCase,
    leaf: Leaf,
    places: tuple[Place, ...],
    movable: frozenset[Place],
    sign: int,
    most: int,
    memo: Memo | None = None,
) -> Options:
    """Return what can be had by moving some of the marks, by number of steps, 0 left out.

    ``memo`` keeps what is the same for other bids and questions: equal marks on one scale.
    """
    assert leaf.scale is not None
    adds = case.rules.marks_from is MarksFrom.MEAN
    moving = sorted(place.mark for place in places if place in movable)
    held: State = tuple(sorted(place.mark for place in places if place not in movable))
    held = (sum(held, Fraction(0)),) if adds else held
    rule = case.rules.policy.rule(Stage.MARK_MEAN, leaf.id)
    rounding = None if rule is None else (rule.places, rule.mode)
    key = (leaf.scale, rounding, sign, most, len(places), held, tuple(moving))
    memo = {} if memo is None else memo
    if key not in memo:
        states = _states(leaf.scale, held, moving, sign, most, adds=adds)
        memo[key] = _options(case, leaf, states, len(places), adds=adds)
    return memo[key]


def _states(
    scale: Scale, held: State, moving: list[Fraction], sign: int, most: int, *, adds: bool
) -> dict[tuple[int, State], int]:
    """What is kept of the marks, by number of steps, with the number of ways."""
    states: dict[tuple[int, State], int] = {(0, held): 1}
    for mark in moving:
        onwards = ladder(scale, mark, sign, most)
        grown: dict[tuple[int, State], int] = defaultdict(int)
        for (steps, state), ways in states.items():
            for more, moved in enumerate(onwards[: most - steps + 1]):
                grown[steps + more, _joined(state, moved, adds=adds)] += ways
        states = grown
    return states


def _options(
    case: LotCase, leaf: Leaf, states: Mapping[tuple[int, State], int], count: int, *, adds: bool
) -> Options:
    found: dict[int, list[Option]] = defaultdict(list)
    for (steps, state), ways in sorted(states.items()):
        if steps:
            values = (state[0] / count,) * count if adds else state
            found[steps].append(Option(steps, marked(case, leaf, values), values, state, ways))
    return {steps: tuple(options) for steps, options in found.items()}


def _joined(state: State, mark: Fraction, *, adds: bool) -> State:
    return (state[0] + mark,) if adds else tuple(sorted((*state, mark)))


class Moves(NamedTuple):
    """How the marks of one bid on one question may move."""

    places: tuple[Place, ...]
    movable: frozenset[Place]
    scale: Scale
    sign: int
    adds: bool


def changes_of(moves: Moves, option: Option) -> Iterator[tuple[MarkChange, ...]]:
    """Every way in which an option can be had, mark by mark."""
    start: State = (Fraction(0),) if moves.adds else ()
    yield from _changes(moves, option, 0, option.steps, start)


def _changes(
    moves: Moves, option: Option, at: int, left: int, state: State
) -> Iterator[tuple[MarkChange, ...]]:
    if at == len(moves.places):
        if not left and state == option.state:
            yield ()
        return
    place = moves.places[at]
    for steps, mark in enumerate(
        ladder(moves.scale, place.mark, moves.sign, left if place in moves.movable else 0)
    ):
        here = (MarkChange(place.bid, place.criterion, place.evaluator, place.mark, mark),) if steps else ()
        joined = _joined(state, mark, adds=moves.adds)
        for rest in _changes(moves, option, at + 1, left - steps, joined):
            yield (*here, *rest)
