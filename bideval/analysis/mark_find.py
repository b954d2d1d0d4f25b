"""Whose marks may move, and the fewest steps of them with which a bid is awarded.

Lots whose totals are sums of each bid's own points go through ``mark_search``.  Where a
criterion is measured against the best bid, a gate compares prices, several authorities buy
together, or the method adds no weighted criteria, every set of one step, of two, and so on is
recomputed instead, as far as a limit.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bideval.analysis.mark_search import Found, Limits, arena_of, can_ever, search
from bideval.analysis.mark_sides import NO_PLACES, Board, Candidate, Movable, Pick, altered_by, row_with
from bideval.analysis.mark_steps import Place, ladder, options_of, places_of
from bideval.analysis.reweighed import Award
from bideval.analysis.tally import Tally, award_with, full_award, is_normalised
from bideval.model.decision import DecisionKind
from bideval.model.measure import reads_all_prices
from bideval.model.rules import MarksFrom, Phase
from bideval.scoring.case import LotCase
from bideval.scoring.recorded import standing

STEPS = 12  # the largest size looked at
STEPS_OF_MEDIANS = 6
TRIED = 4_000  # sets recomputed
TRIED_LONG = 120  # of lots that are judged the long way
LISTED = 400  # sets kept
ENOUGH_ROOM = 1_000  # steps: more than are ever looked at
ANY = "any marks"


class Scope(NamedTuple):
    """Whose marks may move."""

    words: str
    movable: Movable


def all_places(case: LotCase) -> Iterator[Place]:
    """Every mark that governs something, by bid, question and evaluator."""
    for bid in sorted(case.bids):
        for leaf in case.rules.leaves():
            if leaf.scale is not None:
                yield from places_of(case, bid, leaf)


def sheets(places: tuple[Place, ...]) -> Mapping[str, Movable]:
    """The marks by evaluator and bid; those of all evaluators together under the empty name."""
    found: dict[str, dict[str, set[Place]]] = {"": {}}
    for place in places:
        for person in {"", place.evaluator}:
            found.setdefault(person, {}).setdefault(place.bid, set()).add(place)
    return {
        person: {bid: frozenset(own) for bid, own in sorted(of_bids.items())}
        for person, of_bids in sorted(found.items())
    }


def scopes(challenger: str, by_person: Mapping[str, Movable]) -> Iterator[Scope]:
    """Any marks, the bid's own, and each evaluator's."""
    yield Scope(ANY, by_person[""])
    own = {bid: places for bid, places in by_person[""].items() if bid == challenger}
    yield Scope(f"marks of {challenger}", own)
    for person, movable in by_person.items():
        if person:
            yield Scope(f"marks by {person}", movable)


def find(case: LotCase, board: Board | None, bid: str, scope: Scope, assessed: tuple[str, ...]) -> Found:
    """Return the fewest steps of the marks of ``scope`` with which ``bid`` is awarded."""
    allowed = {one: places for one, places in scope.movable.items() if one in {bid, *assessed}}
    narrow = scope._replace(movable=allowed)
    room = _room(case, bid, narrow)
    most = min(most_steps(case), room)
    if not most:
        return Found(None, (), 0, complete=True, never=True)
    tally = board.tally if board is not None else None
    if board is None or tally is None or is_entangled(case):
        found = _every_set(case, tally, bid, narrow, most)
    elif not can_ever(board, bid, narrow.movable):
        return Found(None, (), most, complete=True, never=True)
    else:
        arena = arena_of(board, bid, narrow.movable, most)
        found = search(arena, lambda candidate: _award(tally, candidate), Limits(most, TRIED, LISTED))
    return found._replace(never=found.steps is None and found.excluded == room)


def most_steps(case: LotCase) -> int:
    """The largest size looked at in a lot."""
    return STEPS_OF_MEDIANS if case.rules.marks_from is MarksFrom.MEDIAN else STEPS


def is_entangled(case: LotCase) -> bool:
    """Whether a bid's marks bear on other bids' points, or a recorded re-test on who is assessed.

    A gate after the minimums may compare the prices of those left.
    """
    compared = any(
        gate.rule.phase is Phase.PRICE and reads_all_prices(gate.measure) for gate in case.rules.gates
    )
    retests = any(decision.kind is DecisionKind.RETEST for _, decision in standing(case.inputs))
    return compared or retests or is_normalised(case)


def _room(case: LotCase, bid: str, scope: Scope) -> int:
    """How many steps there are, as far as anybody looks."""
    scales = {leaf.id: leaf.scale for leaf in case.rules.leaves()}
    room = 0
    for one, places in scope.movable.items():
        for place in places:
            scale = scales[place.criterion]
            assert scale is not None
            room += len(ladder(scale, place.mark, _sign(bid, one), STEPS)) - 1
            if room > ENOUGH_ROOM:
                return room
    return room


def _sign(challenger: str, bid: str) -> int:
    return 1 if bid == challenger else -1


def _award(tally: Tally, candidate: Candidate) -> Award | None:
    rows = {
        bid: row_with(tally, bid, tuple(pick for pick in candidate if pick.bid == bid))
        for bid in sorted({pick.bid for pick in candidate})
    }
    return award_with(tally, rows, altered_by(tally.case, candidate))


def _every_set(case: LotCase, tally: Tally | None, bid: str, scope: Scope, most: int) -> Found:
    """Recompute all sets of one step, of two, and so on, as far as the limit."""
    left = TRIED_LONG if tally is None else TRIED
    groups = tuple(_groups(case, bid, scope, most))
    for size in range(1, most + 1):
        wins: list[Candidate] = []
        for candidate in _of_size(groups, size):
            left -= 1
            if left < 0 or len(wins) >= LISTED:
                return Found(size if wins else None, tuple(wins), size - 1, complete=False)
            award = full_award(altered_by(case, candidate)) if tally is None else _award(tally, candidate)
            if award is not None and bid in award.winners:
                wins.append(candidate)
        if wins:
            return Found(size, tuple(wins), size - 1, complete=True)
    return Found(None, (), most, complete=True)


def _groups(case: LotCase, bid: str, scope: Scope, most: int) -> Iterator[tuple[Pick, ...]]:
    """What can be picked, one group for each bid and question."""
    for one in sorted(scope.movable):
        for leaf in case.rules.leaves():
            places = places_of(case, one, leaf) if leaf.scale is not None else ()
            movable = scope.movable.get(one, NO_PLACES)
            if not movable.isdisjoint(places):
                options = options_of(case, leaf, places, movable, _sign(bid, one), most)
                yield tuple(Pick(one, leaf.id, option) for found in options.values() for option in found)


def _of_size(groups: tuple[tuple[Pick, ...], ...], size: int) -> Iterator[Candidate]:
    """Every choice of at most one pick of each group with ``size`` steps in all."""
    if not size:
        yield ()
        return
    for at, group in enumerate(groups):
        for pick in group:
            if pick.option.steps <= size:
                for rest in _of_size(groups[at + 1 :], size - pick.option.steps):
                    yield (pick, *rest)
