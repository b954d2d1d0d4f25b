"""Exact branch and bound: the least cost of a programme some of whose columns are whole.

A solver's whole-number answer is recomputed exactly and sets the mark.  Then all cases are
split until multipliers or a ray close each; the tree of splits is the proof that
bideval.proof.tree checks.  A case is closed, in this order, by the solver's multipliers
turned into fractions, or by the exact optimum of the case (bideval.analysis.exact.chain).

Floats choose where to split and never what is true.  No cuts: a programme that needs
very many cases is "not established" with the number that was tried.
"""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import NamedTuple

from bideval.analysis.exact.chain import Empty, NotEstablished, Solved, minimise
from bideval.analysis.propose import NoProposal, Proposal, Proposer, propose, propose_whole
from bideval.proof.linear import Number, Program, Vector, is_program, lower_bound
from bideval.proof.tree import (
    Bound,
    Node,
    Nothing,
    Split,
    Tree,
    are_columns,
    proves_minimum_whole,
    tightened,
    whole_objective_at,
)

CASES = 2_000  # nodes of a tree
DENOMINATOR = 10**9  # of multipliers made from floats: finer would copy the solver's noise

WholeProposer = Callable[[Program, tuple[int, ...]], Proposal | NoProposal]


class SolvedWhole(NamedTuple):
    """A proved optimum at whole numbers."""

    x: Vector
    objective: Fraction
    tree: Tree


class EmptyWhole(NamedTuple):
    """Proved: no point is whole where it must be and keeps all rows and bounds."""

    tree: Tree


WholeOutcome = SolvedWhole | EmptyWhole | NotEstablished


def minimise_whole(
    program: Program,
    whole_columns: tuple[int, ...],
    step: Number | None = None,
    limit: int = CASES,
    proposer: Proposer = propose,
    whole_proposer: WholeProposer = propose_whole,
) -> WholeOutcome:
    """Return the proved least cost at whole numbers, the proof that there is no such point, or why neither.

    Every cost at whole points is a multiple of ``step`` (``step_of`` finds one); None claims none.
    """
    if not is_program(program):
        return NotEstablished("the programme is malformed")
    if not are_columns(whole_columns, len(program.cost)):
        return NotEstablished("the whole columns are not columns of the programme, each once")
    search = _Search(tightened(program, whole_columns), whole_columns, step, proposer)
    search.look_at(whole_proposer(program, whole_columns))
    reason = search.run(limit)
    if reason:
        return NotEstablished(reason)
    tree, best = tuple(search.tree), search.best
    minimum = None if best is None else best.objective
    if not proves_minimum_whole(program, whole_columns, step, minimum, tree):
        return NotEstablished("the checker refuses the tree")
    return EmptyWhole(tree) if best is None else SolvedWhole(best.x, best.objective, tree)


def step_of(program: Program, whole_columns: tuple[int, ...]) -> Fraction | None:
    """Return the greatest number of which all costs at whole points are multiples; None if there is none."""
    costs = [Fraction(cost) for cost in program.cost]
    loose = (cost for column, cost in enumerate(costs) if column not in set(whole_columns))
    if any(loose) or not any(costs):
        return None
    factor = lcm(*(cost.denominator for cost in costs))
    return Fraction(gcd(*(int(cost * factor) for cost in costs)), factor)


class _Point(NamedTuple):
    x: Vector
    objective: Fraction


class _Search:
    """One run: the best point so far, the nodes of the tree so far, and the cases still open."""

    def __init__(
        self, program: Program, whole_columns: tuple[int, ...], step: Number | None, proposer: Proposer
    ) -> None:
        self.program = program
        self.whole_columns = whole_columns
        self.step = step
        self.proposer = proposer
        self.best: _Point | None = None
        self.tree: list[Node] = []

    def look_at(self, proposal: Proposal | NoProposal) -> None:
        """Take the whole columns of a proposal, rounded, and find the best of the others exactly."""
        if isinstance(proposal, NoProposal) or len(proposal.x) != len(self.program.cost):
            return
        try:
            fixed = {column: round(proposal.x[column]) for column in self.whole_columns}
        except (OverflowError, ValueError):  # endless, or no number at all
            return
        outcome = minimise(_fixed(self.program, fixed), self.proposer)
        if isinstance(outcome, Solved):
            self.keep(outcome.x)

    def keep(self, x: Vector) -> None:
        """Keep a whole point that costs less than the best so far."""
        objective = whole_objective_at(self.program, self.whole_columns, x)
        if objective is not None and (self.best is None or objective < self.best.objective):
            self.best = _Point(x, objective)

    def run(self, limit: int) -> str:
        """Close or split every case, low cases first; return why not, or nothing."""
        open_cases = [self.program]
        while open_cases:
            if len(self.tree) >= limit:
                return f"not all cases are closed after {limit}"
            case = open_cases.pop()
            node = self.node(case)
            if isinstance(node, NotEstablished):
                return node.reason
            self.tree.append(node)
            if isinstance(node, Split):
                open_cases += (_above(case, node), _below(case, node))
        return ""

    def node(self, case: Program) -> Node | NotEstablished:
        """Return what closes or splits a case."""
        proposal = self.proposer(case)
        if isinstance(proposal, Proposal):
            duals = _rational(case, proposal.duals)
            if duals is not None and self.closes(lower_bound(case, duals)):
                return Bound(duals)
        outcome = minimise(case, lambda asked: proposal if asked is case else self.proposer(asked))
        if isinstance(outcome, NotEstablished):
            return outcome
        if isinstance(outcome, Empty):
            return Nothing(outcome.ray)
        self.keep(outcome.x)
        if self.closes(outcome.objective):
            return Bound(outcome.duals)
        return _split(outcome.x, self.whole_columns)

    def closes(self, bound: Fraction | None) -> bool:
        """Say whether a bound, raised to the next multiple of the step, reaches the best so far."""
        if bound is None or self.best is None:
            return False
        raised = bound if self.step is None else ceil(bound / self.step) * Fraction(self.step)
        return raised >= self.best.objective


def _split(x: Vector, whole_columns: tuple[int, ...]) -> Node:
    """Split at the column that is furthest from whole, the first of several."""
    column = max(whole_columns, key=lambda one: (abs(_rest(x[one]) - Fraction(1, 2)) * -1, -one))
    return Split(column, floor(x[column]))


def _rest(value: Number) -> Fraction:
    return Fraction(value) - floor(value)


def _below(case: Program, split: Split) -> Program:
    column, at = split
    return case._replace(high=(*case.high[:column], at, *case.high[column + 1 :]))


def _above(case: Program, split: Split) -> Program:
    column, at = split
    return case._replace(low=(*case.low[:column], at + 1, *case.low[column + 1 :]))


def _fixed(program: Program, values: dict[int, int]) -> Program:
    """Return the programme with some columns fixed."""
    ends = enumerate(zip(program.low, program.high, strict=True))
    bounds = [(values.get(column, low), values.get(column, high)) for column, (low, high) in ends]
    return program._replace(low=tuple(low for low, _ in bounds), high=tuple(high for _, high in bounds))


def _rational(case: Program, duals: tuple[float, ...]) -> Vector | None:
    """Return multipliers near the solver's, 0 where their side has no bound; None for no numbers."""
    try:
        near = [Fraction(dual).limit_denominator(DENOMINATOR) for dual in duals]
    except (OverflowError, ValueError):
        return None
    if len(near) != len(case.rows):
        return None
    ends = zip(near, case.row_low, case.row_high, strict=True)
    return tuple(Fraction(0) if (low if dual > 0 else high) is None else dual for dual, low, high in ends)
