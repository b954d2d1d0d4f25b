"""Branch and bound over programmes in zeros and ones, with a tree that proves what comes of it.

The solver's answer in whole numbers sets the mark, recomputed exactly.  Cuts are added and
columns left out (bideval.analysis.lots.narrowing).  Then the case with the least bound is looked
at next: closed by multipliers or a ray, or split.  So where the work ends before all is closed,
the least bound of the open cases is a bound of the whole, and proved.

The multipliers are floats made fractions; a bound from them is right whatever they are.  Floats
choose where to split and never what is true.  How many cases are looked at is a number, not a
time, so that no clock decides what is found.
"""

from fractions import Fraction
from heapq import heappop, heappush
from math import inf, isfinite
from typing import NamedTuple

from bideval.analysis.lots.cuts import PART
from bideval.analysis.lots.effort import CASES, Tell
from bideval.analysis.lots.narrowing import Narrowed, padded, rational
from bideval.analysis.propose import BinaryProposer, NoProposal, Proposal, Ray
from bideval.proof.binary import (
    OPEN,
    BinaryProgram,
    bound_in_case,
    cost_of,
    dear_columns,
    raised,
    step_in,
)
from bideval.proof.cuts import Cut
from bideval.proof.linear import Vector
from bideval.proof.tree import Bound, Narrow, Node, Nothing, Split, Tree

_WORK = 3_000_000  # cases times columns, at most: less than a minute, on machines of today
TRIED = 10  # columns that a split is tried at
TRUSTED = 1  # tries after which what a column gained so far is believed
CUT_FIRST = 100  # cases after which cuts are looked for again
CUT_ROUNDS = 4
TOLD = 200  # cases between two words of progress


class Found(NamedTuple):
    """The best point found and what is proved: no point costs less than ``bound``.

    ``ones`` None: no point is known; with ``bound`` None as well it is proved that there is none.
    """

    ones: tuple[int, ...] | None
    cost: Fraction | None
    bound: Fraction | None
    tree: Tree
    cuts: tuple[Cut, ...] = ()

    @property
    def is_proved(self) -> bool:
        """Whether the best is known to be the best, or nothing is known to be there."""
        return self.cost == self.bound


def solve_binary(
    program: BinaryProgram,
    known: tuple[int, ...] | None = None,
    cases: int = CASES,
    tell: Tell | None = None,
) -> Found:
    """Return the least cost with its proof, or the best that was found with a proved bound.

    ``known`` is a point that may be a good one; ``tell`` is told of progress in words.
    """
    broken = _row_without_columns(program)
    if broken is not None:
        return Found(None, None, None, (Nothing(broken),))
    search = _Search(program, tell)
    if known is not None:
        search.keep(known)
    if search.begin():
        search.tighten()
    search.run(min(cases, max(_WORK // max(len(search.program.cost), 1), 1)))
    return search.found()


class _Case:
    """A case: what is settled on the way to it, what its programme said, and what became of it."""

    def __init__(self, above: "_Case | None", column: int, value: int) -> None:
        self.above, self.column, self.value = above, column, value
        self.depth: int = 0 if above is None else above.depth + 1
        self.settled: dict[int, int] = {} if above is None else {**above.settled, column: value}
        self.guess = inf  # the solver's bound, a float
        self.x: tuple[float, ...] | None = None
        self.said: Proposal | Ray | None = None
        self.bound = 0  # exact, in parts
        self.duals: Vector = ()
        self.narrow: Narrow | None = None  # what is settled before the node
        self.node: Node | None = None
        self.below: tuple[_Case, ...] = ()


class _Search:
    def __init__(self, program: BinaryProgram, tell: Tell | None) -> None:
        self.tell = tell
        self.step = step_in(program)
        self.narrowed = Narrowed(program, self.step)
        self.program = self.narrowed.program  # of the columns that are left
        self.proposer = BinaryProposer(program)
        self.best: tuple[int, ...] | None = None
        self.best_cost: int | None = None  # in parts
        self.gains: dict[tuple[int, int], tuple[float, int]] = {}  # by column and value: summed, how often
        self.looked, self.cut_next = 0, CUT_FIRST
        self.left: list[int] = []  # bounds of cases that were left open

    def keep(self, ones: tuple[int, ...]) -> None:
        """Keep a point that keeps all rows and costs less than the best so far."""
        cost = cost_of(self.program, ones)
        if cost is None:
            return
        parts = int(cost * self.program.parts)
        if self.best_cost is None or parts < self.best_cost:
            self.best, self.best_cost = self.narrowed.ones(ones), parts

    def begin(self) -> bool:
        """Look at the solver's answer in whole numbers; say whether the first case is still open."""
        proposed = self.proposer.whole()
        if not isinstance(proposed, NoProposal):
            self.keep(_ones(proposed))
        self.root = self._first()
        return self.root.node is None

    def tighten(self) -> None:
        """Begin again with cuts, and with the columns that are left."""
        if self.tell is not None:
            self.tell("looking for cuts")
        self.narrowed.tighten(self.best_cost)
        self._take_up()
        self.root = self._first()

    def _first(self) -> _Case:
        root = _Case(None, -1, 0)
        least = sum(min(cost, 0) for cost in self.program.cost)  # multipliers of 0 prove it
        root.bound, root.duals = raised(Fraction(least), self.step), (0,) * len(self.program.rows)
        broken = _row_without_columns(self.program)
        if broken is not None:  # what was left out would have been needed
            root.node = Nothing(broken)
            return root
        self._ask(root)
        self._settle(root)
        return root

    def run(self, cases: int) -> None:
        """Close or split every case, the least bound first, until so many were made."""
        open_ = [] if self.root.node is not None else [(self.root.bound, 0, 0, self.root)]
        while open_ and self.looked < cases:
            _, _, _, case = heappop(open_)
            if self._is_reached(case.bound):
                case.node = Bound(case.duals)
                continue
            if self.looked >= self.cut_next:
                self._cut_again(case)
                if case.node is not None:
                    continue
            self._split(case)
            for child in case.below:
                self.looked += 1
                if child.node is None:
                    heappush(open_, (child.bound, -child.depth, self.looked, child))
            if self.tell is not None and self.looked % TOLD == 0:
                self.tell(self._progress(min((bound for bound, *_ in open_), default=None)))
        for *_, case in open_:
            case.node = Bound(case.duals)
        self.left = [case.bound for *_, case in open_]

    def _cut_again(self, case: _Case) -> None:
        """Add cuts that the case with the least bound lacks; they hold everywhere."""
        self.cut_next += max(self.looked // 2, CUT_FIRST)
        first = len(self.program.rows)
        for _ in range(CUT_ROUNDS):
            said = self.proposer.case(case.settled)
            if not isinstance(said, Proposal) or not self.narrowed.cut(self.proposer, said.x):
                break
            self._take_up()
        said = self.proposer.case(case.settled)
        if not isinstance(said, Ray):
            # Where the solver fails with the new cuts, all of them go again.
            duals = said.duals if isinstance(said, Proposal) else (0.0,) * len(self.program.rows)
            self.narrowed.forget(duals, first)
            self._take_up()
        self._ask(case)
        self._settle(case)

    def _take_up(self) -> None:
        self.program = self.narrowed.program
        self.proposer = BinaryProposer(self.program)

    def found(self) -> Found:
        """Return what is known and proved."""
        bounds = self.left + ([] if self.best_cost is None else [self.best_cost])
        parts = self.program.parts
        cost = None if self.best_cost is None else Fraction(self.best_cost, parts)
        bound = Fraction(min(bounds), parts) if bounds else None
        tree = self.narrowed.tree(_in_order(self.root))
        return Found(self.best, cost, bound, tree, tuple(self.narrowed.cuts))

    def _progress(self, least: int | None) -> str:
        parts = self.program.parts
        best = "none" if self.best_cost is None else str(float(self.best_cost / parts))
        return f"{self.looked} cases; best {best}; proved at least {'-' if least is None else least / parts}"

    def _is_reached(self, bound: int) -> bool:
        return self.best_cost is not None and bound >= self.best_cost

    def _ask(self, case: _Case) -> None:
        """Put a case to the solver."""
        said = self.proposer.case(case.settled)
        if isinstance(said, Proposal):
            case.said, case.x = said, said.x
            case.guess = sum(cost * x for cost, x in zip(self.program.cost, said.x, strict=True))
        elif isinstance(said, Ray):
            case.said = said

    def _settle(self, case: _Case) -> None:
        """Make what the solver said of a case exact; close it where that closes it."""
        values = self._values(case)
        if isinstance(case.said, Proposal):
            self.keep(_ones(case.said.x))
            near = rational(self.program, case.said.duals)
            found = bound_in_case(self.program, values, near)
            if found is not None and raised(found, self.step) > case.bound:
                case.bound, case.duals = raised(found, self.step), near
        elif isinstance(case.said, Ray):
            ray = self._empty(values, case.said)
            if ray is not None:
                case.node = Nothing(ray)
                return
        if self._is_reached(case.bound):
            case.node = Bound(case.duals)
        elif len(case.settled) == len(self.program.cost):
            case.node = self._settled_out(values, case.duals)
        case.said = None

    def _split(self, case: _Case) -> None:
        """Split a case at the column whose two cases promise the highest bounds."""
        self._narrow(case)
        if len(case.settled) == len(self.program.cost):
            case.node = self._settled_out(self._values(case), case.duals)
            return
        columns = self._candidates(case)
        chosen: tuple[_Case, ...] = ()
        promise = -1.0
        for column in columns:
            pair = tuple(_Case(case, column, value) for value in (0, 1))
            known = all(self.gains.get((column, value), (0, 0))[1] >= TRUSTED for value in (0, 1))
            if known:
                gains = [
                    sum(self.gains[column, value][:1]) / self.gains[column, value][1] for value in (0, 1)
                ]
            else:
                for one in pair:
                    self._ask(one)
                gains = [self._learned(case, one) for one in pair]
            product = max(gains[0], 1e-6) * max(gains[1], 1e-6)
            if product > promise:
                promise, chosen = product, pair
        case.node, case.below = Split(chosen[0].column, 0), chosen
        for one in chosen:
            one.bound, one.duals = case.bound, case.duals
            if one.said is None:
                self._ask(one)
                self._learned(case, one)
            self._settle(one)
        case.x, case.settled = None, {} if case.above is None else case.settled

    def _narrow(self, case: _Case) -> None:
        """Settle at 0 what costs too much in this case."""
        if self.best_cost is None:
            return
        case.duals = padded(case.duals, len(self.program.rows))  # cuts may have come since
        dear = dear_columns(self.program, self._values(case), case.duals, self.best_cost, self.step)
        if dear:
            case.narrow = Narrow(case.duals, dear)
            case.settled.update(dict.fromkeys(dear, 0))

    def _learned(self, case: _Case, one: _Case) -> float:
        """How much the bound rises in a case, remembered for the column."""
        if not isfinite(case.guess):
            return 0.0
        gain = min(one.guess - case.guess, abs(case.guess)) / (abs(case.guess) or 1)
        total, often = self.gains.get((one.column, one.value), (0.0, 0))
        self.gains[one.column, one.value] = total + gain, often + 1
        return gain

    def _candidates(self, case: _Case) -> list[int]:
        """The columns that are furthest from whole, those with a large cost first among equals."""
        free = [column for column in range(len(self.program.cost)) if column not in case.settled]
        x, cost = case.x, self.program.cost
        if x is None:
            return free[:1]
        parts = [column for column in free if PART < x[column] < 1 - PART] or free[:1]
        parts.sort(key=lambda one: (round(abs(x[one] - 0.5), 2), -abs(cost[one]), one))
        return parts[:TRIED]

    def _values(self, case: _Case) -> list[int]:
        return [case.settled.get(column, OPEN) for column in range(len(self.program.cost))]

    def _settled_out(self, values: list[int], duals: Vector) -> Node:
        """Close a case in which every column is settled: by its cost, or by the row that it breaks."""
        ones = tuple(column for column, value in enumerate(values) if value == 1)
        if cost_of(self.program, ones) is not None:
            self.keep(ones)
            return Bound((0,) * len(self.program.rows))
        for sign in (1, -1):
            for place in range(len(self.program.rows)):
                ray = tuple(sign if own == place else 0 for own in range(len(self.program.rows)))
                found = bound_in_case(self.program, values, ray, costs=False)
                if found is not None and found > 0:
                    return Nothing(ray)
        return Bound(duals)

    def _empty(self, values: list[int], proposal: Ray) -> Vector | None:
        for sign in (1, -1):
            ray = rational(self.program, tuple(sign * value for value in proposal.duals))
            found = bound_in_case(self.program, values, ray, costs=False)
            if found is not None and found > 0:
                return ray
        return None


def _ones(x: tuple[float, ...]) -> tuple[int, ...]:
    return tuple(place for place, value in enumerate(x) if value > 0.5)


def _row_without_columns(program: BinaryProgram) -> Vector | None:
    """The ray of a row that asks something of no column at all, and cannot be kept."""
    for place, row in enumerate(program.rows):
        if not row.columns and ((row.low or 0) > 0 or (row.high or 0) < 0):
            sign = 1 if (row.low or 0) > 0 else -1
            return tuple(sign if own == place else 0 for own in range(len(program.rows)))
    return None


def _in_order(root: _Case) -> list[Node]:
    """The nodes of a tree: each split, all of its case 0, all of its case 1."""
    found: list[Node] = []
    left = [root]
    while left:
        case = left.pop()
        assert case.node is not None  # every case was looked at, or left with its bound
        found += [case.node] if case.narrow is None else [case.narrow, case.node]
        if case.below is not None:
            left += reversed(case.below)
    return found
