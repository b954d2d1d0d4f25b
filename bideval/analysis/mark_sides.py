"""What the marks of one bid can do: options by question with what they gain, and sums of gains.

A gain is of weighted figures, in units of the whole, as they are ranked on: after the rounding
of points and of weighted figures, before that of sections and totals.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.altered import HUNDRED, with_marks
from bideval.analysis.mark_steps import Memo, Moves, Option, Place, options_of, places_of
from bideval.analysis.tally import Cell, Row, Tally, marked, on_rounded, points_among
from bideval.errors import GuardError
from bideval.model.rules import MarksFrom, Mode, Stage
from bideval.model.tender import RoundingRule
from bideval.scoring.case import LotCase
from bideval.scoring.lot_rules import Leaf, Section
from bideval.scoring.policy import Policy

ZERO = Fraction(0)
Movable = Mapping[str, frozenset[Place]]  # by bid
NO_PLACES: frozenset[Place] = frozenset()
_HALVES = frozenset({Mode.HALF_UP, Mode.HALF_EVEN, Mode.HALF_DOWN})


class Pick(NamedTuple):
    """One option for a bid on a question, and what it gains: units of the whole, never below 0."""

    bid: str
    leaf: str
    option: Option
    gain: Fraction = ZERO


Candidate = tuple[Pick, ...]


class Side(NamedTuple):
    """What the marks of one bid can do, the most telling questions first."""

    bid: str
    leaves: tuple[str, ...]
    picks: Mapping[str, Mapping[int, tuple[Pick, ...]]]  # by question and steps
    best: tuple[tuple[Fraction, ...], ...]  # greatest gain from a question onwards, with so many steps

    def least_steps(self, gain: Fraction) -> int | None:
        """The fewest steps that gain so much; None if too few are looked at."""
        steps = bisect_left(self.best[0], gain)
        return steps if steps < len(self.best[0]) else None


@dataclass(frozen=True, slots=True)
class Board:
    """A lot with what marks can do, worked out once for each bid, direction and choice of marks."""

    tally: Tally
    sides: dict[tuple[str, int, int, frozenset[Place]], Side] = field(default_factory=dict, compare=False)
    ends: dict[tuple[str, int, frozenset[Place]], Row] = field(default_factory=dict, compare=False)
    memo: Memo = field(default_factory=dict, compare=False)

    def side(self, bid: str, movable: Movable, sign: int, most: int) -> Side:
        """What the movable marks of a bid can do."""
        key = (bid, sign, most, movable.get(bid, NO_PLACES))
        if key not in self.sides:
            self.sides[key] = side_of(self, bid, key[3], sign, most)
        return self.sides[key]

    def end(self, bid: str, movable: Movable, sign: int) -> Row:
        """The points of a bid with every movable mark at the end of its scale."""
        key = (bid, sign, movable.get(bid, NO_PLACES))
        if key not in self.ends:
            self.ends[key] = _end(self.tally, bid, key[2], sign)
        return self.ends[key]


def _end(tally: Tally, bid: str, movable: frozenset[Place], sign: int) -> Row:
    row = dict(tally.rows[bid])
    for leaf in tally.case.rules.leaves():
        places = places_of(tally.case, bid, leaf) if leaf.scale is not None else ()
        if leaf.scale is not None and not movable.isdisjoint(places):
            end = leaf.scale.marks[-1 if sign > 0 else 0].mark
            values = tuple(end if place in movable else place.mark for place in places)
            row[leaf.id] = marked(tally.case, leaf, values)
    return row


def side_of(board: Board, bid: str, movable: frozenset[Place], sign: int, most: int) -> Side:
    """Return what the movable marks of a bid can do."""
    tally = board.tally
    case, policy = tally.case, tally.ranking
    picks: dict[str, dict[int, tuple[Pick, ...]]] = {}
    for leaf in case.rules.leaves():
        places = places_of(case, bid, leaf) if leaf.scale is not None else ()
        if movable.isdisjoint(places):
            continue
        now = weighted_of(policy, leaf, _ranked(tally, tally.rows[bid][leaf.id]))
        picks[leaf.id] = {
            steps: tuple(
                Pick(bid, leaf.id, one, sign * (weighted_of(policy, leaf, _ranked(tally, one.cell)) - now))
                for one in options
            )
            for steps, options in options_of(case, leaf, places, movable, sign, most, board.memo).items()
        }
    leaves = tuple(sorted(picks, key=lambda leaf: (-_gain_of_a_step(picks[leaf]), leaf)))
    return Side(bid, leaves, picks, best_sums([_greatest(picks[leaf]) for leaf in leaves], most))


def _ranked(tally: Tally, cell: Cell) -> Fraction:
    return cell.published if on_rounded(tally.case) else cell.exact


def _gain_of_a_step(picks: Mapping[int, tuple[Pick, ...]]) -> Fraction:
    return max((one.gain / steps for steps, found in picks.items() for one in found), default=ZERO)


def _greatest(picks: Mapping[int, tuple[Pick, ...]]) -> dict[int, Fraction]:
    return {steps: max(one.gain for one in found) for steps, found in picks.items()}


def best_sums(gains: Sequence[Mapping[int, Fraction]], most: int) -> tuple[tuple[Fraction, ...], ...]:
    """The greatest sum from each question onwards with 0, 1, 2, ... steps or fewer."""
    rows = [tuple([ZERO] * (most + 1))]
    for own in reversed(gains):
        after = rows[0]
        rows.insert(
            0,
            tuple(
                max([after[total], *(own[steps] + after[total - steps] for steps in own if steps <= total)])
                for total in range(most + 1)
            ),
        )
    return tuple(rows)


def slack_of(tally: Tally) -> Fraction:
    """The most that the roundings after the weighted figures can move a difference of two totals."""
    nodes = [node.id for node in tally.case.rules.nodes() if isinstance(node, Section)]
    sections = [rounding_error(tally.ranking.rule(Stage.SECTION, node)) for node in nodes]
    return sum(sections, rounding_error(tally.ranking.rule(Stage.TOTAL)))


def rounding_error(rule: RoundingRule | None) -> Fraction:
    """Twice the most that one rounding moves one figure."""
    return ZERO if rule is None else Fraction(1 if rule.mode in _HALVES else 2, 10**rule.places)


def weighted_of(policy: Policy, leaf: Leaf, points: Fraction) -> Fraction:
    """The weighted figure of unrounded points."""
    rounded = policy.apply(Stage.POINTS, points, leaf.id)
    return policy.apply(Stage.WEIGHTED, leaf.weight * rounded / HUNDRED, leaf.id)


def vectors(side: Side, steps: int, need: Fraction, start: int = 0) -> Iterator[Candidate]:
    """Every choice of options of exactly so many steps that gains at least ``need``."""
    if not steps:
        if need <= 0:
            yield ()
        return
    for at in range(start, len(side.leaves)):
        if side.best[at][steps] < need:
            return
        leaf = side.leaves[at]
        for own in range(steps, 0, -1):
            for pick in side.picks[leaf].get(own, ()):
                for tail in vectors(side, steps - own, need - pick.gain, at + 1):
                    yield (pick, *tail)


def gain_of(picks: Candidate) -> Fraction:
    """What the picks of one bid gain."""
    return sum((pick.gain for pick in picks), ZERO)


def row_with(tally: Tally, bid: str, picks: Candidate) -> Row:
    """The points of a bid after the picks."""
    return {**tally.rows[bid], **{pick.leaf: pick.option.cell for pick in picks}}


def altered_by(case: LotCase, picks: Candidate) -> LotCase:
    """The lot with the marks of the picks."""
    return with_marks(case, {(pick.bid, pick.leaf): pick.option.values for pick in picks})


def moves_of(case: LotCase, bid: str, leaf: Leaf, movable: frozenset[Place], sign: int) -> Moves:
    """How the marks of a bid on a question may move."""
    assert leaf.scale is not None
    adds = case.rules.marks_from is MarksFrom.MEAN
    return Moves(places_of(case, bid, leaf), movable, leaf.scale, sign, adds)


def _linear(tally: Tally, points: Mapping[str, Fraction]) -> Fraction:
    leaves = tally.case.rules.leaves()
    return sum((weighted_of(tally.ranking, leaf, points[leaf.id]) for leaf in leaves), ZERO)


def linear_totals(
    tally: Tally, bids: tuple[str, ...], rows: Mapping[str, Row]
) -> Mapping[str, Fraction] | None:
    """Totals of the bids before the roundings of sections and totals; None where a rule is not defined."""
    if not rows and bids in tally.linear:
        return tally.linear[bids]
    exact = not on_rounded(tally.case)
    try:
        found = {bid: _linear(tally, points_among(tally, bids, bid, rows, exact=exact)) for bid in bids}
    except GuardError:
        return None
    if not rows:
        tally.linear[bids] = found
    return found
