"""The fewest one-step mark changes with which a bid is awarded, and every set of so many.

The challenger's marks go up, the others' go down.  While the same bids are assessed, points
on price stand still, and a bid's total is a sum that its own marks alone move.  So for every
set of rivals that lower marks would shut out, and every number of steps:

    bound:  the challenger's greatest gain with u steps, and for each rival the fewest steps
            that bring it level with that, within what later roundings can do
    sets:   sizes that the bound excludes are done with; of the next size every set that the
            bound allows is recomputed by the published rules, until one size has a set that wins

So a smaller size is excluded by exact arithmetic or by recomputing all of its sets.  Where a
criterion is measured against the best bid, or the method adds no weighted criteria, there is
no such bound: all sets of a size are recomputed, as far as a limit.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from bideval.analysis.altered import HUNDRED
from bideval.analysis.mark_sides import (
    ZERO,
    Board,
    Candidate,
    Movable,
    Side,
    best_sums,
    gain_of,
    linear_totals,
    rounding_error,
    row_with,
    slack_of,
    vectors,
    weighted_of,
)
from bideval.analysis.reweighed import Award
from bideval.analysis.tally import Tally, fails, flags_of, plain_points
from bideval.model.rules import Stage
from bideval.scoring.case import LotCase
from bideval.scoring.lot_rules import Leaf, Node, Section, walk
from bideval.scoring.policy import Policy

Judge = Callable[[Candidate], Award | None]
MOST_SHUT_OUT = 200  # sets of rivals tried as shut out


class Found(NamedTuple):
    """What a search came to.

    Every size up to ``excluded`` is excluded.  ``steps`` is the smallest size, None if none
    was found; then ``never`` says that no size would do.  ``complete`` says that ``sets`` are
    all there are of that size.
    """

    steps: int | None
    sets: tuple[Candidate, ...]
    excluded: int
    complete: bool
    never: bool = False


class Arena(NamedTuple):
    """A challenger, its rivals, and which marks may move."""

    tally: Tally
    challenger: Side
    rivals: Mapping[str, Side]
    most: int
    slack: Fraction  # what later roundings can do to a difference of two totals
    guarded: frozenset[str]  # questions that a minimum reads


def arena_of(board: Board, challenger: str, movable: Movable, most: int) -> Arena:
    """Return the contest of ``challenger``: of the movable marks its own go up, the others' down."""
    tally = board.tally
    bids = [bid for bid in sorted(tally.assessed) if bid != challenger]
    rivals = {bid: board.side(bid, movable, -1, most) for bid in bids}
    own = board.side(challenger, movable, 1, most)
    return Arena(tally, own, rivals, most, slack_of(tally), _guarded(tally.case))


class Assessed(NamedTuple):
    """The bids assessed while some rivals are shut out, with their totals before any mark moves."""

    out: tuple[str, ...]
    totals: Mapping[str, Fraction]


def without(arena: Arena, out: tuple[str, ...]) -> Assessed | None:
    """Return the field without the rivals ``out``; None where a rule is not defined for it."""
    bids = tuple(sorted({arena.challenger.bid, *arena.rivals} - set(out)))
    totals = linear_totals(arena.tally, bids, {})
    return None if totals is None else Assessed(out, totals)


def is_out(arena: Arena, bid: str, picks: Candidate) -> bool:
    """Whether the picks of one bid leave it below a minimum."""
    tally = arena.tally
    if arena.guarded.isdisjoint(pick.leaf for pick in picks):
        return fails(tally, bid, tally.flags[bid])
    return fails(tally, bid, flags_of(tally.case, row_with(tally, bid, picks)))


def _guarded(case: LotCase) -> frozenset[str]:
    return frozenset(
        leaf for node in case.rules.nodes() if node.minimum is not None for leaf in _leaves_in(node)
    )


def _leaves_in(node: Node) -> set[str]:
    return {one.id for one in walk((node,)) if isinstance(one, Leaf)}


def steps_to_shut_out(arena: Arena, side: Side) -> int | None:
    """At least so many steps leave a rival below a minimum; None if it takes more than is looked at."""
    case = arena.tally.case
    found = [
        steps
        for node in case.rules.nodes()
        if node.minimum is not None
        for steps in _steps_below(arena, side, node)
    ]
    return min(found, default=None)


def _steps_below(arena: Arena, side: Side, node: Node) -> Iterator[int]:
    """At least so many steps bring a bid below the minimum of one node."""
    if isinstance(node, Leaf):
        for steps, picks in sorted(side.picks.get(node.id, {}).items()):
            if any(is_out(arena, side.bid, (pick,)) for pick in picks):
                yield steps
                return
        return
    assert node.minimum is not None
    if node.minimum.points is None:
        return
    policy, row = arena.tally.case.rules.policy, arena.tally.rows[side.bid]
    inside = tuple(leaf for leaf in walk((node,)) if isinstance(leaf, Leaf) and leaf.id in side.picks)
    drops = [
        {
            steps: max(
                weighted_of(policy, leaf, row[leaf.id].published)
                - weighted_of(policy, leaf, pick.option.cell.published)
                for pick in picks
            )
            for steps, picks in side.picks[leaf.id].items()
        }
        for leaf in inside
    ]
    best = best_sums(drops, arena.most)[0]
    spare = (plain_points(arena.tally.case, node, row) - node.minimum.points) * node.weight / HUNDRED
    slack = _section_slack(policy, node)
    yield from (steps for steps, drop in enumerate(best) if steps and drop >= spare - slack)


def _section_slack(policy: Policy, section: Section) -> Fraction:
    inside = [node.id for node in walk((section,)) if isinstance(node, Section)]
    return sum((rounding_error(policy.rule(Stage.SECTION, one)) for one in inside), ZERO)


class Limits(NamedTuple):
    """How much is looked at."""

    most: int  # steps
    tried: int  # sets of marks recomputed
    listed: int  # sets kept


def search(arena: Arena, judge: Judge, limits: Limits) -> Found:
    """Return the fewest steps with which the challenger is awarded."""
    flips = {bid: steps_to_shut_out(arena, side) for bid, side in arena.rivals.items()}
    fields: dict[tuple[str, ...], Assessed | None] = {}
    tried = 0
    for size in range(1, arena.most + 1):
        outs = _outs(flips, size)
        if len(outs) > MOST_SHUT_OUT:
            return Found(None, (), size - 1, complete=False)
        wins: list[Candidate] = []
        for out in outs:
            if out not in fields:
                fields[out] = without(arena, out)
            among = fields[out]
            if among is None:
                continue
            for candidate in candidates(arena, among, size, {bid: flips[bid] or 0 for bid in out}):
                tried += 1
                award = judge(candidate)
                if award is not None and arena.challenger.bid in award.winners:
                    wins.append(candidate)
                if tried > limits.tried or len(wins) > limits.listed:
                    return Found(size if wins else None, tuple(wins), size - 1, complete=False)
        if wins:
            return Found(size, tuple(wins), size - 1, complete=True)
    return Found(None, (), arena.most, complete=True)


def _outs(flips: Mapping[str, int | None], size: int) -> list[tuple[str, ...]]:
    """The sets of rivals that so many steps could shut out."""
    open_ = [bid for bid, steps in flips.items() if steps is not None and steps <= size]
    found: list[tuple[str, ...]] = []
    for count in range(min(len(open_), size) + 1):
        for out in combinations(open_, count):
            if sum(flips[bid] or 0 for bid in out) <= size:
                found.append(out)
            if len(found) > MOST_SHUT_OUT:
                return found
    return found


def candidates(arena: Arena, among: Assessed, size: int, out: Mapping[str, int]) -> Iterator[Candidate]:
    """Every set of exactly ``size`` steps that the bound allows and that shuts out the rivals ``out``."""
    own = among.totals[arena.challenger.bid]
    left = size - sum(out.values())
    for steps in range(left + 1):
        need = _need(arena, among, steps, left - steps)
        if need is None:
            continue
        rest = _Left(tuple(arena.rivals), size - steps, arena.tally.case.rules.places - 1)
        for picks in vectors(arena.challenger, steps, need):
            if not is_out(arena, arena.challenger.bid, picks):
                for more in _against(arena, among, rest, own + gain_of(picks), out):
                    yield (*picks, *more)


def _need(arena: Arena, among: Assessed, steps: int, left: int) -> Fraction | None:
    """The least gain of the challenger after which the rivals need no more than ``left`` steps.

    None if it cannot gain so much with ``steps``.
    """
    own = among.totals[arena.challenger.bid] + arena.slack
    if _steps_for_rivals(arena, among, own + arena.challenger.best[0][steps], left) > left:
        return None
    gains = {ZERO}
    for bid, side in arena.rivals.items():
        if bid not in among.out:
            gains.update(among.totals[bid] - gain - own for gain in side.best[0][: left + 1])
    rising = sorted(gain for gain in gains if gain >= 0)
    low, high = 0, len(rising)
    while low < high:
        middle = (low + high) // 2
        if _steps_for_rivals(arena, among, own + rising[middle], left) <= left:
            high = middle
        else:
            low = middle + 1
    return rising[low] if low < len(rising) else None


def _steps_for_rivals(arena: Arena, among: Assessed, total: Fraction, left: int) -> int:
    """The fewest steps that bring enough rivals down to ``total``; above ``left`` if that is too few."""
    costs = []
    for bid, side in arena.rivals.items():
        if bid not in among.out:
            needed = side.least_steps(among.totals[bid] - total)
            costs.append(left + 1 if needed is None else needed)
    spared = max(len(costs) - (arena.tally.case.rules.places - 1), 0)
    return sum(sorted(costs)[:spared])


class _Left(NamedTuple):
    """What is left to choose: rivals, steps, and how many of them may stay ahead."""

    rivals: tuple[str, ...]
    steps: int
    ahead: int


def _against(
    arena: Arena, among: Assessed, left: _Left, total: Fraction, out: Mapping[str, int]
) -> Iterator[Candidate]:
    """Every choice for the rivals of all steps that are left, against a challenger with ``total``."""
    if not left.rivals:
        if not left.steps:
            yield ()
        return
    bid, *others = left.rivals
    own = _shutting_out(arena, bid, left, out[bid]) if bid in out else _lowering(arena, among, left, total)
    for picks, steps, ahead in own:
        rest = _Left(tuple(others), left.steps - steps, left.ahead - ahead)
        for more in _against(arena, among, rest, total, out):
            yield (*picks, *more)


_Choice = tuple[Candidate, int, int]  # picks of one rival, their steps, and 1 where it stays ahead


def _shutting_out(arena: Arena, bid: str, left: _Left, least: int) -> Iterator[_Choice]:
    for steps in range(least, left.steps + 1):
        for picks in vectors(arena.rivals[bid], steps, ZERO):
            if is_out(arena, bid, picks):
                yield picks, steps, 0


def _lowering(arena: Arena, among: Assessed, left: _Left, total: Fraction) -> Iterator[_Choice]:
    bid = left.rivals[0]
    behind = total - among.totals[bid]
    if behind >= -arena.slack:
        yield (), 0, 0
    elif left.ahead:
        yield (), 0, 1
    if behind <= arena.slack:
        for steps in range(1, left.steps + 1):
            for picks in vectors(arena.rivals[bid], steps, -behind - arena.slack):
                if not is_out(arena, bid, picks):
                    yield picks, steps, 0


def can_ever(board: Board, challenger: str, movable: Movable) -> bool:
    """Whether the bound allows an award with the challenger's marks at the top and the others' at the bottom.

    True also where there are too many sets of rivals to shut out to look at.
    """
    tally = board.tally
    rows = {
        bid: board.end(bid, movable, 1 if bid == challenger else -1) for bid in _contest(tally, challenger)
    }
    out = {bid for bid, row in rows.items() if fails(tally, bid, flags_of(tally.case, row))}
    if challenger in out:
        return False
    weak = sorted(out)
    if 2 ** len(weak) > MOST_SHUT_OUT:
        return True
    slack, ahead = slack_of(tally), tally.case.rules.places - 1
    for count in range(len(weak) + 1):
        for gone in combinations(weak, count):
            bids = tuple(bid for bid in sorted(rows) if bid not in gone)
            totals = linear_totals(tally, bids, rows)
            if totals is not None:
                level = totals[challenger] + slack
                if sum(total > level for total in totals.values()) <= ahead:
                    return True
    return False


def _contest(tally: Tally, challenger: str) -> tuple[str, ...]:
    return tuple(sorted({challenger, *tally.assessed}))
