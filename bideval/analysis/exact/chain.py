"""From a solver's proposal to a proved optimum of a linear programme.

1. *basis*: the solver's floats show a vertex, which is computed exactly;
2. *warm*: the exact simplex goes on from there;
3. *simplex*: the exact simplex from nothing, for a programme that is not large.

Where the solver finds no point, it is asked by how much the rows must be missed at least;
what it proposes for that is turned into a ray in the same way.

The first stage whose point and multipliers meet - the objective at the point equals the
lower bound of the multipliers, both by bideval.proof - gives the answer.  That nothing
keeps all rows and bounds is an answer too, proved by a ray.  Whatever the solver says,
an answer is right; a bad proposal makes it slow, or "not established" with the reason.

The point is one of possibly many optima and may differ between solvers; the objective
never does.  Whoever publishes a point makes it unique first.
"""

from enum import StrEnum
from fractions import Fraction
from math import isfinite
from typing import NamedTuple

from bideval.analysis.exact.basis import exact_vertex, read, start
from bideval.analysis.exact.simplex import End, Ended, simplex
from bideval.analysis.propose import NoProposal, Proposal, Proposer, propose
from bideval.proof.linear import Program, Vector, is_program, lower_bound, objective_at, proves_empty

# Sizes are numbers of entries of a tableau.
TINY = 500  # up to here the exact simplex is as quick as a second call of the solver
SMALL = 20_000  # up to here it may begin from nothing: a few seconds at most
WARM = 100_000  # up to here it may go on from a proposal
WARM_PIVOTS = 500


class Stage(StrEnum):
    """What found the proved answer."""

    BASIS = "basis"
    WARM = "warm"
    SIMPLEX = "simplex"


class Solved(NamedTuple):
    """A proved optimum."""

    x: Vector  # one a column
    duals: Vector  # one a row; their bound equals the objective
    objective: Fraction
    stage: Stage


class Empty(NamedTuple):
    """Proved: nothing keeps all rows and bounds."""

    ray: Vector  # one a row
    stage: Stage


class NotEstablished(NamedTuple):
    """No answer, and why."""

    reason: str


Outcome = Solved | Empty | NotEstablished


def minimise(program: Program, proposer: Proposer = propose) -> Outcome:
    """Return the proved optimum of a programme, the proof that it is empty, or why neither."""
    early = _without_search(program)
    if early is not None:
        return early
    proposal = proposer(program)
    outcome = _from_proposal(program, proposal)
    if outcome is None and size(program) > TINY:
        outcome = _empty_by_shortfall(program, proposer)
    if outcome is None and size(program) <= SMALL:
        outcome = _accepted(program, simplex(program), Stage.SIMPLEX)
    if outcome is not None:
        return outcome
    said = f"; the solver: {proposal.reason}" if isinstance(proposal, NoProposal) else ""
    return NotEstablished(f"no stage found a proved answer{said}")


def minimise_exactly(program: Program) -> Outcome:
    """As ``minimise``, by the exact simplex alone: slow, and the same point on every machine."""
    early = _without_search(program)
    if early is not None:
        return early
    ended = simplex(program)
    return _accepted(program, ended, Stage.SIMPLEX) or NotEstablished(ended.end.value)


def size(program: Program) -> int:
    """Return how many entries the tableau of a programme has."""
    return len(program.rows) * (len(program.cost) + len(program.rows))


def _without_search(program: Program) -> Outcome | None:
    """Answer what needs no search: a malformed programme, and a low bound above its high one."""
    if not is_program(program):
        return NotEstablished("the programme is malformed")
    nothing = (0,) * len(program.rows)
    return Empty(nothing, Stage.SIMPLEX) if proves_empty(program, nothing) else None


def _from_proposal(program: Program, proposal: Proposal | NoProposal) -> Outcome | None:
    if isinstance(proposal, NoProposal) or not _fits(program, proposal):
        return None
    reading = read(program, proposal)
    vertex = exact_vertex(program, reading)
    if vertex is not None:
        x, duals = vertex
        solved = _solved(program, x, duals, Stage.BASIS)
        if solved is not None:
            return solved
    if size(program) > WARM:
        return None
    return _accepted(program, simplex(program, start(program, reading), WARM_PIVOTS), Stage.WARM)


def _accepted(program: Program, ended: Ended, stage: Stage) -> Outcome | None:
    """Return what the checkers accept of a run of the exact simplex."""
    if ended.end is End.OPTIMAL:
        return _solved(program, ended.x, ended.duals, stage)
    if ended.end is End.EMPTY and proves_empty(program, ended.duals):
        return Empty(ended.duals, stage)
    if ended.end is End.UNBOUNDED:
        return NotEstablished(ended.end.value)
    return None


def _solved(program: Program, x: Vector, duals: Vector, stage: Stage) -> Solved | None:
    objective = objective_at(program, x)
    if objective is None or objective != lower_bound(program, duals):
        return None
    return Solved(x, duals, objective, stage)


def _empty_by_shortfall(program: Program, proposer: Proposer) -> Empty | None:
    """Prove a programme empty: the least total by which rows must be missed is above 0.

    That programme always has a point and an optimum, so the solver has a proposal for it, and
    the multipliers of its rows are a ray of the first.
    """
    proposal = proposer(shortfall_program(program))
    outcome = _from_proposal(shortfall_program(program), proposal)
    if isinstance(outcome, Solved) and proves_empty(program, outcome.duals):
        return Empty(outcome.duals, outcome.stage)
    return None


def shortfall_program(program: Program) -> Program:
    """Least total by which the rows are missed: columns x, then a lack and an excess a row."""
    height = len(program.rows)
    ones = tuple(tuple(int(place == other) for other in range(height)) for place in range(height))
    return program._replace(
        cost=(0,) * len(program.cost) + (1,) * (2 * height),
        rows=tuple(
            (*row, *one, *(-entry for entry in one)) for row, one in zip(program.rows, ones, strict=True)
        ),
        low=program.low + (0,) * (2 * height),
        high=program.high + (None,) * (2 * height),
    )


def _fits(program: Program, proposal: Proposal) -> bool:
    """Say whether a proposal has a finite number for every column and row."""
    if len(proposal.x) != len(program.cost) or len(proposal.duals) != len(program.rows):
        return False
    return all(map(isfinite, (*proposal.x, *proposal.duals)))
