"""What a solver in floats proposes: the one place that knows PuLP.

A proposal is a hint and no more.  Its numbers may be wrong in any way; bideval.analysis.exact
turns them into exact ones, and bideval.proof decides.  So a solver that is missing, stops
early or lies costs time, and no answer is ever wrong because of it.

Every programme is a minimisation, with columns named x0, x1, ... and rows c0, c1, ...
Values are read from the objects that were made here, never by place or name from a list of
the solver's.  Works on PuLP 3.3 and 4, whose ``solve`` and ``sol_status`` differ.
"""

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from math import isfinite
from typing import NamedTuple

import pulp

from bideval.proof.linear import Number, Program, Vector

SECONDS = 60  # for one call of the solver
_TIGHT = 1e-10  # the smallest tolerance that HiGHS takes
_PROVEN = 1  # PuLP: LpStatusOptimal and LpSolutionOptimal


class Proposal(NamedTuple):
    """A point, one float a column, and multipliers, one a row (none of a whole-number programme)."""

    x: tuple[float, ...]
    duals: tuple[float, ...]


class NoProposal(NamedTuple):
    """Why there is no proposal."""

    reason: str


Proposer = Callable[[Program], Proposal | NoProposal]


class Solver(NamedTuple):
    """Names and versions of what proposed, for provenance; they decide nothing."""

    name: str
    version: str
    through: str


def solver() -> Solver:
    """Return which solver is used, and through what."""
    return Solver("HiGHS", _version("highspy"), f"PuLP {_version('PuLP')}")


def propose(program: Program) -> Proposal | NoProposal:
    """Propose a point and multipliers of a linear programme."""
    return _proposed(program, (), pulp.HiGHS(**_options(SECONDS)))


def propose_whole(
    program: Program, whole_columns: tuple[int, ...], seconds: int = SECONDS
) -> Proposal | NoProposal:
    """Propose a point whose ``whole_columns`` are whole, with no gap allowed."""
    return _proposed(program, whole_columns, pulp.HiGHS(**_options(seconds)))


def propose_with(solver: pulp.LpSolver) -> Proposer:
    """Return the proposer that uses another solver of PuLP's, such as CBC."""
    return lambda program: _proposed(program, (), solver)


def _options(seconds: int) -> dict[str, object]:
    return {
        "msg": False,
        "threads": 1,
        "gapRel": 0,
        "gapAbs": 0,
        "timeLimit": seconds,
        "primal_feasibility_tolerance": _TIGHT,
        "dual_feasibility_tolerance": _TIGHT,
    }


def _proposed(
    program: Program, whole_columns: tuple[int, ...], chosen: pulp.LpSolver
) -> Proposal | NoProposal:
    if not chosen.available():
        return NoProposal("the solver is not installed")
    try:
        model = _model(program, frozenset(whole_columns))
        outcome = model.problem.solve(chosen)
    except OverflowError:
        return NoProposal("the numbers are too large for the solver")
    except pulp.PulpError as error:
        return NoProposal(f"the solver failed: {error}")
    if not _proven(model.problem, outcome):
        return NoProposal("the solver stopped without a proven optimum")
    return _read(model, with_duals=not whole_columns)


class _Model(NamedTuple):
    """The problem with its own columns; for each row of the programme the names of its rows there."""

    problem: pulp.LpProblem
    columns: list[pulp.LpVariable]
    rows: list[list[str]]


def _model(program: Program, whole_columns: frozenset[int]) -> _Model:
    """Write the programme in floats; a row with two different bounds becomes two rows."""
    problem = pulp.LpProblem("proposal", pulp.LpMinimize)
    columns = [
        problem.add_variable(
            f"x{place}",
            _float(low),
            _float(high),
            pulp.LpInteger if place in whole_columns else pulp.LpContinuous,
        )
        for place, (low, high) in enumerate(zip(program.low, program.high, strict=True))
    ]
    problem += _sum(columns, program.cost)
    rows: list[list[str]] = []
    for place, (row, low, high) in enumerate(
        zip(program.rows, program.row_low, program.row_high, strict=True)
    ):
        activity = _sum(columns, row)
        parts = _parts(f"c{place}", activity, _float(low), _float(high))
        for name, constraint in parts.items():
            problem += constraint, name
        rows.append(list(parts))
    return _Model(problem, columns, rows)


def _parts(
    name: str, activity: pulp.LpAffineExpression, low: float | None, high: float | None
) -> dict[str, pulp.LpConstraint]:
    if low is not None and low == high:
        return {name: activity == low}
    below = {} if low is None else {f"{name}l": activity >= low}
    return below if high is None else {**below, f"{name}h": activity <= high}


def _sum(columns: list[pulp.LpVariable], factors: Vector) -> pulp.LpAffineExpression:
    return pulp.lpSum(
        float(factor) * column for column, factor in zip(columns, factors, strict=True) if factor
    )


def _proven(problem: pulp.LpProblem, outcome: object) -> bool:
    """Say whether the solver claims an optimum: PuLP 3 keeps apart one that was stopped by the clock."""
    status = getattr(outcome, "status", outcome)
    claimed = getattr(problem, "sol_status", _PROVEN)
    return bool(status == _PROVEN and claimed == _PROVEN)


def _read(model: _Model, *, with_duals: bool) -> Proposal | NoProposal:
    x = [column.value() for column in model.columns]
    parts = [
        [model.problem.get_constraint_by_name(name).pi for name in names]
        for names in (model.rows if with_duals else [])
    ]
    values = [*x, *(part for own in parts for part in own)]
    if not all(isinstance(value, (int, float)) and isfinite(value) for value in values):
        return NoProposal("the solver gave something else than numbers")
    return Proposal(tuple(map(float, x)), tuple(float(sum(own)) for own in parts))


def _float(bound: Number | None) -> float | None:
    return None if bound is None else float(bound)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
