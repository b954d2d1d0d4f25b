"""The least change of the weights that changes an award of lots in turn, proved.

What is proved of fewer points is ``bounds_in_turn``'s.  Here stands a move that is as small, what
the published rules award a little beyond it with all rounding, and how far each lot by itself is
sure.  Totals are those before rounding; beside them stands how much may move whatever rounding does.

Lot by lot, a later lot may have other bids once an earlier one moves.  So of one lot alone the
least move is told where no lot that could bear on it moves before; else it is at least so much.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.altered import judged, with_weights
from bideval.analysis.lots.allocate import Asked, allocated
from bideval.analysis.lots.allocation import Allocation, AllocationStatus
from bideval.analysis.lots.bounds_in_turn import Bound, Turn, bound_of, changes_beyond, races_at
from bideval.analysis.lots.one_set import OneSet, one_set
from bideval.analysis.lots.problem import problem_of
from bideval.analysis.lots.races import Race, least_shift
from bideval.analysis.lots.weights_ball import Shift, furthest, moved_by
from bideval.analysis.lots.without_bidder import Moved, moved_lots
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs

SAME_AWARD = "there two bids change places in a lot, and the award may stay"
BEYOND = (Fraction(1, 100), Fraction(1, 10), Fraction(1), Fraction(5))  # the next multiple of these points
MOST_TRIED = 5  # races that are level at the same move


class Beyond(NamedTuple):
    """What the published rules with all rounding award after a move a little larger than the least."""

    shift: Shift
    moved: tuple[Moved, ...]


class LotMove(NamedTuple):
    """Where fewer than ``points`` move, the lot goes where it goes as published; None: whatever moves."""

    lot: str
    points: Fraction | None
    is_exact: bool  # whether the least move beyond can move the lot


class LeastInTurn(NamedTuple):
    """The least move, in totals before rounding; and what no rounding undoes, where totals are rounded."""

    criteria: tuple[str, ...]
    bound: Bound
    shift: Shift | None = None  # a least move; None where none is known
    level: Race | None = None  # the race that is level after it
    beyond: Beyond | None = None  # None where no move a little larger was found to change the award
    rounded: Bound | None = None
    lots: tuple[LotMove, ...] = ()  # lot by lot alone


def least_in_turn(inputs: Inputs, evaluation: Evaluation, whole: Allocation) -> LeastInTurn | str:
    """Return the least move of weight that changes the award ``whole``, or why none is told."""
    if whole.status not in {AllocationStatus.FINAL, AllocationStatus.PROVISIONAL}:
        return "the award is not settled as published"
    common = one_set(inputs, evaluation, whole.problem.lots)
    if isinstance(common, str):
        return common
    turn = Turn(whole.problem, whole.taken, common)
    plain, rounded = bound_of(turn), None
    if any(one.space.rounding for one in common.settings.values()):
        rounded = bound_of(turn, rounded=True)
    near = [one.race for one in plain.races if one.points == plain.points and not plain.ends]
    changing = [one for one in near if turn.is_lot_by_lot or changes_beyond(turn, one)]
    if near and not changing:
        plain = plain._replace(ends=SAME_AWARD)
    found = LeastInTurn(common.criteria, plain, rounded=rounded, lots=tuple(_lots(turn)))
    if not changing:
        return found
    tried = ((one, _beyond(inputs, evaluation, whole, common, one)) for one in changing[:MOST_TRIED])
    race, beyond = next((one for one in tried if one[1]), (changing[0], None))
    return found._replace(shift=least_shift(common.weights, race), level=race, beyond=beyond)


def _beyond(
    inputs: Inputs, evaluation: Evaluation, whole: Allocation, common: OneSet, race: Race
) -> Beyond | None:
    """The first of some moves a little beyond that changes the award under the published rules."""
    level = least_shift(common.weights, race)
    if level is None:
        return None
    for step in BEYOND:
        shift = furthest(common.weights, race.lead, (level.points // step + 1) * step)
        weights = moved_by(common.weights, shift)
        results = {
            lot: judged(with_weights(common.asked[lot].case, one.spread(weights)))
            for lot, one in common.settings.items()
        }
        lots = [results.get(one.id, one) for one in evaluation.lots]
        known = tuple(one for one in lots if one is not None)
        if len(known) < len(lots):
            continue
        changed = evaluation._replace(lots=known)
        award = allocated(problem_of(inputs, changed), inputs, changed, Asked())
        moved = moved_lots(whole, award)
        if moved:
            return Beyond(shift, moved)
    return None


def _lots(turn: Turn) -> Iterator[LotMove]:
    """Lot by lot: what may bear on a lot are lots before it that share a rule with it, and so on."""
    if not turn.is_lot_by_lot:
        return
    own = dict[int, list[Fraction]]()
    bearing = dict[int, frozenset[int]]()
    for at, lot in enumerate(turn.problem.lots):
        raced = (least_shift(turn.common.weights, race) for race in races_at(turn, at))
        own[at] = [one.points for one in raced if one is not None]
        before = [other for other in range(at) if _share_a_rule(turn, other, at)]
        bearing[at] = frozenset(before).union(*(bearing[other] for other in before))
        others = [points for other in bearing[at] for points in own[other]]
        others += [] if turn.common.reach is None else [turn.common.reach]
        least = min((*own[at], *others), default=None)
        yield LotMove(lot, least, least is not None and all(one > least for one in others))


def _share_a_rule(turn: Turn, one: int, other: int) -> bool:
    """Whether a rule that what is awarded before can meet counts both lots."""
    rules = turn.problem.data.rules
    return any(one in rule.lots and other in rule.lots and rule.most != 0 for rule in rules)
