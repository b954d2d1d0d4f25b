"""At which weights the contract moves from one kind of bidder to another, one weight at a time.

The others keep their proportions.  Where the published rounding decides in between, the
turn is where another kind is awarded for certain, and that is said.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict, does_not_apply
from bideval.analysis.backing_study.scene import Scene
from bideval.analysis.backing_study.words import awarded_words, figure, who_cells
from bideval.analysis.intervals import Leads, leads_of, stays_clear
from bideval.analysis.movers import Mover, in_proportion, movers
from bideval.analysis.rays import Run, runs
from bideval.analysis.reweighed import (
    Award,
    Reweighed,
    Weights,
    award_at,
    published_weights,
    reweighed,
)
from bideval.analysis.space import score_space

ID = "weights"
MOST_SAID = 3


class Turn(NamedTuple):
    """Where a weight has moved the contract to another kind, on one side."""

    at: Fraction  # percent of the whole
    holds: bool  # whether exactly there it has moved
    award: Award
    by_rounding: bool  # whether rounding decides on the way


class Moved(NamedTuple):
    """One weight with its nearest turns below and above; ``known`` says that both are established."""

    mover: Mover
    below: Turn | None
    above: Turn | None
    known: bool

    @property
    def nearest(self) -> Fraction | None:
        """The smaller of both moves, in percent of the whole."""
        found = [abs(one.at - self.mover.weight) for one in (self.below, self.above) if one is not None]
        return min(found, default=None)


def weights_answer(scene: Scene) -> Answer:
    """Say which single weights move the contract to another kind of bidder, the nearest first."""
    space = score_space(scene.asked)
    if isinstance(space, str):
        return does_not_apply(ID, space)
    lot, weights = reweighed(scene.case), published_weights(scene.case)
    base = award_at(lot, weights)
    if base is None:
        return does_not_apply(ID, "The published rules give no result, so no weight can move it.")
    found = []
    leads = leads_of(lot, weights, space.rounding)
    for mover in movers(scene.case.rules, weights):
        scene.tell(f"weight of {mover.id}")
        found.append(_moved(scene, lot, weights, mover, base, leads))
    ordered = sorted(found, key=lambda one: (one.nearest is None, one.nearest or 0))
    known = all(one.known for one in found)
    return Answer(
        ID,
        "",
        _sentence(scene, ordered),
        Verdict.PROVED if known else Verdict.NOT_ESTABLISHED,
        Basis.CLOSED_FORM if known else Basis.NONE,
        (_table(scene, ordered),),
    )


def _moved(
    scene: Scene, lot: Reweighed, weights: Weights, mover: Mover, base: Award, leads: Leads | None
) -> Moved:
    sides: list[tuple[Turn | None, bool]] = []
    for sign in (-1, 1):
        ray = in_proportion(mover, weights, sign)
        if ray is None or (leads is not None and stays_clear(lot, leads, ray)):
            sides.append((None, True))
        else:
            sides.append(_turn(scene, mover, sign, runs(lot, ray), base))
    (below, first), (above, second) = sides
    return Moved(mover, below, above, first and second)


def _turn(
    scene: Scene, mover: Mover, sign: int, found: Iterable[Run], base: Award
) -> tuple[Turn | None, bool]:
    """The first run in which other kinds are awarded for certain, and whether all before is established."""
    kinds, near = scene.kinds.awarded(base), False
    for run in found:
        if run.award is None:
            return None, False
        if run.by_rounding or run.low == run.high:
            near = near or scene.kinds.awarded(run.award) != kinds
        elif scene.kinds.awarded(run.award) != kinds:
            return Turn(mover.weight + sign * run.low, run.from_in, run.award, near), True
    return None, True


def _sentence(scene: Scene, ordered: Sequence[Moved]) -> str:
    moving = [one for one in ordered if one.nearest is not None]
    if not moving:
        return "No single weight, from 0 to 100 percent, moves the contract to another kind of bidder."
    said = [_moved_words(scene, one) for one in moving[:MOST_SAID]]
    rest = len(moving) - len(said)
    more = f"; {rest} more in the table" if rest else ""
    return f"One weight at a time, the contract moves to another kind of bidder: {'; '.join(said)}{more}."


def _moved_words(scene: Scene, one: Moved) -> str:
    title = f"{one.mover.title} (published at {figure(one.mover.weight, 'percent', '')})"
    sides = [
        turn_words(scene, side, turn)
        for side, turn in (("below", one.below), ("above", one.above))
        if turn is not None
    ]
    return f"{title}: {', and '.join(sides)}"


def turn_words(scene: Scene, side: str, turn: Turn) -> str:
    """One turn in words."""
    at = figure(turn.at, "percent", "")
    where = f"{'from' if side == 'above' else 'at'} {at}{'' if side == 'above' else ' or less'}"
    where = where if turn.holds else f"{side} {at}"
    near = " (shortly before, rounding decides)" if turn.by_rounding else ""
    return f"{where} {awarded_words(turn.award, scene.case.rules.places, scene.kinds)}{near}"


def _table(scene: Scene, ordered: Sequence[Moved]) -> Table:
    headings = (
        Heading("id", "weight of"),
        Heading("published", "published", "%"),
        Heading("below", "moves below", "%"),
        Heading("below_awarded", "awarded there"),
        Heading("above", "moves above", "%"),
        Heading("above_awarded", "awarded there"),
    )
    rows = tuple(
        (one.mover.id, one.mover.weight, *_cells(scene, one.below), *_cells(scene, one.above))
        for one in ordered
    )
    return Table("Where one weight moves the contract to another kind of bidder", headings, rows)


def _cells(scene: Scene, turn: Turn | None) -> tuple[Cell, Cell]:
    return (None, None) if turn is None else (turn.at, who_cells(scene.kinds, turn.award)[0])
