"""What a solver in floats proposes: the one place that knows PuLP.

A proposal is a hint and no more.  Its numbers may be wrong in any way; bideval.analysis.exact
turns them into exact ones, and bideval.proof decides.  So a solver that is missing, stops
early or lies costs time, and no answer is ever wrong because of it.

Every programme is a minimisation, with columns named x0, x1, ... and rows c0, c1, ...
Values are read from the objects that were made here, never by place or name from a list of
the solver's.  Works on PuLP 3.3 and 4, whose ``solve`` and ``sol_status`` differ.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from math import inf, isfinite
from typing import NamedTuple

import pulp

from bideval.proof.binary import BinaryProgram
from bideval.proof.linear import Number, Program

SECONDS = 60  # for one call of the solver
_LARGE = 1e15  # HiGHS takes no coefficient beyond
_PART = 0.005  # from a whole number, below which a value is taken for whole
_NOISE = 1e-9  # of a multiplier
_TIGHT = 1e-10  # the smallest tolerance that HiGHS takes
# Made of terms at once, where PuLP 4 has a name of its own: a sum one by one costs more than a solve.
_EXPRESSION = getattr(pulp.LpAffineExpression, "from_dict", pulp.LpAffineExpression)
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


class Lead(NamedTuple):
    """The greatest lead of a bid over the strongest rival: weights, and a share of each bid in a mixture."""

    weights: tuple[float, ...]
    shares: tuple[float, ...]  # one a bid; the mixture that holds the challenger off


class LeadProposer:
    """One model for the leads of all bids over each other, kept in the solver from one question to the next.

    Columns are the weights, a total v_i for each bid, the strongest rival's total u and the
    lead t; the rows of totals stay, and a question only switches rows of bids on and off:

        min -t   subject to   low <= w <= high,  sum w = whole,  v_i = points_i.w / whole,
                              u >= v_i for each rival i,   v_b - u >= t for the challenger b

    So the solver goes on from its last basis.  The ranges' ends and points are floats here.
    """

    def __init__(
        self,
        low: tuple[float, ...],
        high: tuple[float, ...],
        whole: float,
        points: tuple[tuple[float, ...], ...],
    ) -> None:
        problem = pulp.LpProblem("leads", pulp.LpMinimize)
        ends = zip(low, high, strict=True)
        self._weights = [problem.add_variable(f"w{place}", *pair) for place, pair in enumerate(ends)]
        totals = [problem.add_variable(f"v{bid}") for bid in range(len(points))]
        rival, lead = problem.add_variable("u"), problem.add_variable("t")
        problem += _sum([lead], (-1,))
        problem += _sum(self._weights, (1,) * len(low)) == whole, "sum"
        for bid, (total, row) in enumerate(zip(totals, points, strict=True)):
            problem += _sum([*self._weights, total], (*row, -whole)) == 0, f"total{bid}"
            problem += _sum([rival, total], (1, -1)) >= 0, f"rival{bid}"
            problem += _sum([total, rival, lead], (1, -1, -1)) >= 0, f"own{bid}"
        self._problem, self._solver = problem, pulp.HiGHS(**_options(SECONDS), presolve="off")
        self._bids = len(points)
        self._column: dict[str, int] = {}  # where each column stands in the solver
        self._on: set[int] | None = None  # rows switched on, by place; None before the model is built

    def propose(self, bid: int, rivals: frozenset[int]) -> Lead | NoProposal:
        """Propose the greatest lead of a bid over the strongest of some rivals, at least one."""
        if not self._solver.available():
            return NoProposal("the solver is not installed")
        try:
            self._switch({_rival_row(rival) for rival in rivals} | {_rival_row(bid) + 1})
            self._solver.callSolver(self._problem)
        except pulp.PulpError as error:
            return NoProposal(f"the solver failed: {error}")
        model = self._problem.solverModel
        if model.getModelStatus().name != "kOptimal":
            return NoProposal("the solver stopped without a proven optimum")
        solution = model.getSolution()
        values, duals = list(solution.col_value), list(solution.row_dual)
        return Lead(
            tuple(values[self._column[weight.name]] for weight in self._weights),
            tuple(duals[_rival_row(one)] for one in range(self._bids)),
        )

    def _switch(self, wanted: set[int]) -> None:
        """Switch rows on and off in the solver's own model; rows stand there as they were added here."""
        if self._on is None:
            self._solver.createAndConfigureSolver(self._problem)
            self._solver.buildSolverModel(self._problem)
            self._on = {_rival_row(bid) + own for bid in range(self._bids) for own in (0, 1)}
            columns = getattr(self._problem, "exported_variables", self._problem.variables)()  # PuLP 4, 3
            self._column = {column.name: place for place, column in enumerate(columns)}
        for row in sorted(self._on ^ wanted):
            self._problem.solverModel.changeRowBounds(row, 0.0 if row in wanted else -inf, inf)
        self._on = wanted


def _rival_row(bid: int) -> int:
    """The place of a bid's row as a rival; its row as the challenger is the next."""
    return 2 + 3 * bid


class Ray(NamedTuple):
    """Multipliers, one a row, that the solver takes for a proof that a case is empty."""

    duals: tuple[float, ...]


class BinaryProposer:
    """A programme in zeros and ones, kept in the solver from one case to the next.

    Every row and the cost are divided by their largest factor, so that pence and millions
    stand side by side; multipliers come back for the rows as they are.  Rows without a
    column are the caller's to look at.
    """

    def __init__(self, program: BinaryProgram) -> None:
        self._program = program
        self._scale = float(max(map(abs, program.cost), default=1) or 1)
        self._rows = [place for place, row in enumerate(program.rows) if row.columns]
        self._scales = [float(max(map(abs, program.rows[place].factors))) for place in self._rows]
        self._problem, self._columns = self._model(pulp.LpContinuous)
        self._solver = pulp.HiGHS(**_options(SECONDS), presolve="off")
        # Where each column stands in the solver, empty before it is built; one that no row and no cost
        # names has no place there.
        self._places: list[int | None] = []
        self._settled: dict[int, int] = {}

    def _model(self, kind: str) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
        problem = pulp.LpProblem("awards", pulp.LpMinimize)
        columns = [problem.add_variable(f"x{place}", 0, 1, kind) for place in range(len(self._program.cost))]
        problem += _sum(columns, [cost / self._scale for cost in self._program.cost])
        for place, scale in zip(self._rows, self._scales, strict=True):
            row = self._program.rows[place]
            named = [columns[column] for column in row.columns]
            activity = _sum(named, [factor / scale for factor in row.factors])
            ends = (None if end is None else end / scale for end in (row.low, row.high))
            for name, constraint in _parts(f"c{place}", activity, *ends).items():
                problem += constraint, name
        return problem, columns

    def case(self, settled: Mapping[int, int]) -> Proposal | Ray | NoProposal:
        """Propose a point and multipliers where some columns are settled at 0 or 1, or a ray."""
        if not self._solver.available():
            return NoProposal("the solver is not installed")
        try:
            self._settle(settled)
            self._solver.callSolver(self._problem)
        except pulp.PulpError as error:
            return NoProposal(f"the solver failed: {error}")
        model = self._problem.solverModel
        status = model.getModelStatus().name
        if status == "kInfeasible":
            _, found, *ray = model.getDualRay()
            return Ray(self._duals(ray[0], 1.0)) if found else NoProposal("the solver has no ray")
        if status != "kOptimal":
            return NoProposal("the solver stopped without a proven optimum")
        solution = model.getSolution()
        values = list(solution.col_value)
        return Proposal(
            tuple(0.0 if place is None else values[place] for place in self._places),
            self._duals(solution.row_dual, self._scale),
        )

    def sums(self) -> list[dict[int, float]]:
        """Multipliers of rows whose sum shows a fractional column of the last case, for cuts.

        One for each column that stands in the solver's basis with a value that is not whole.
        """
        model = self._problem.solverModel
        values = list(model.getSolution().col_value)
        found = []
        for place, column in enumerate(model.getBasicVariables()[1]):
            if column >= 0 and min(values[column] % 1, -values[column] % 1) > _PART:
                inverse = model.getBasisInverseRow(place)[1]
                pairs = zip(inverse, self._rows, self._scales, strict=True)
                found.append(
                    {row: float(value) / scale for value, row, scale in pairs if abs(value) > _NOISE}
                )
        return found

    def whole(self, seconds: int = SECONDS) -> tuple[float, ...] | NoProposal:
        """Propose a point in zeros and ones, the best that is found in time."""
        solver = pulp.HiGHS(**_options(seconds))
        if not solver.available():
            return NoProposal("the solver is not installed")
        try:
            problem, columns = self._model(pulp.LpInteger)
            problem.solve(solver)
        except pulp.PulpError as error:
            return NoProposal(f"the solver failed: {error}")
        values = [column.value() for column in columns]
        if not all(isinstance(value, (int, float)) and isfinite(value) for value in values):
            return NoProposal("the solver gave something else than numbers")
        return tuple(map(float, values))

    def _settle(self, settled: Mapping[int, int]) -> None:
        """Change the bounds of columns in the solver's own model where they differ from the last case."""
        if not self._places:
            self._solver.createAndConfigureSolver(self._problem)
            self._solver.buildSolverModel(self._problem)
            columns = getattr(self._problem, "exported_variables", self._problem.variables)()  # PuLP 4, 3
            stands = {column.name: place for place, column in enumerate(columns)}
            self._places = [stands.get(column.name) for column in self._columns]
        model = self._problem.solverModel
        for column in sorted(self._settled.keys() | settled.keys()):
            if self._settled.get(column) != settled.get(column):
                value = settled.get(column)
                low, high = (0.0, 1.0) if value is None else (float(value), float(value))
                place = self._places[column]
                if place is not None:
                    model.changeColBounds(place, low, high)
        self._settled = dict(settled)

    def _duals(self, values: Sequence[float], scale: float) -> tuple[float, ...]:
        found = [0.0] * len(self._program.rows)
        for value, place, own in zip(values, self._rows, self._scales, strict=True):
            found[place] = value * scale / own
        return tuple(found)


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


def _sum(columns: list[pulp.LpVariable], factors: Sequence[Number | float]) -> pulp.LpAffineExpression:
    terms = {column: float(factor) for column, factor in zip(columns, factors, strict=True) if factor}
    if any(abs(factor) > _LARGE for factor in terms.values()):
        raise OverflowError
    return _EXPRESSION(terms)


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
