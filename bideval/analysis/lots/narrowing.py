"""A programme made smaller and tighter before its cases are split: cuts, and columns left out.

Where a point is known, a column whose 1 alone would cost as much is 0 in everything cheaper.
One set of multipliers shows that of many columns at once (bideval.proof.tree.Narrow), and the
search goes on with the columns that are left.  Rows and cuts stay those of the whole programme,
so that what is proved of the few columns is proved of all.
"""

from bideval.analysis.lots.cuts import DEEP, cut_of, deep_cuts, depth_of, float_rows
from bideval.analysis.lots.fractions_near import near_each
from bideval.analysis.propose import BinaryProposer, Proposal
from bideval.proof.binary import OPEN, BinaryProgram, SparseRow, dear_columns
from bideval.proof.cuts import Cut, rounded_row
from bideval.proof.linear import Vector
from bideval.proof.tree import Bound, Narrow, Node, Nothing, Split, Tree

ROUNDS = 22
EACH = 25  # cuts a round, at most
EVERY = 4  # rounds, after which columns are left out and idle cuts dropped
_GAIN = 0.1  # of what lies between the bound and the best: rounds that gain less are the last


class Narrowed:
    """The whole programme with its cuts, and the part of it that is searched.

    ``live`` are the columns that are left, in order; ``program`` has these alone.
    """

    def __init__(self, whole: BinaryProgram, step: int) -> None:
        """Begin with every column and no cuts."""
        self.whole, self.step = whole, step
        self.cuts: list[Cut] = []
        self.above: list[Narrow] = []  # which columns were left out, in turn
        self.live = list(range(len(whole.cost)))
        self._own = len(whole.rows)  # rows that are no cuts
        self._restrict()

    def tighten(self, best: int | None) -> None:
        """Add cuts and leave out columns while that gains; ``best`` is the cost in parts of a known point."""
        bounds: list[float] = []
        for turn in range(ROUNDS):
            proposer = BinaryProposer(self.program)
            said = proposer.case({})
            if not isinstance(said, Proposal):
                return
            bounds.append(sum(cost * x for cost, x in zip(self.program.cost, said.x, strict=True)))
            if turn % EVERY == 1 or turn == ROUNDS - 1:
                near = self.forget(said.duals, self._own)
                if best is not None:
                    self._leave_out(near, best)
                if _gains_little(bounds, best):
                    return
                proposer = BinaryProposer(self.program)
                said = proposer.case({})
            if not isinstance(said, Proposal) or not self.cut(proposer, said.x):
                return

    def ones(self, ones: tuple[int, ...]) -> tuple[int, ...]:
        """Return the columns of the whole programme that columns of the part are."""
        return tuple(self.live[column] for column in ones)

    def tree(self, nodes: list[Node]) -> Tree:
        """Return a tree of the whole programme, for one of the part; later cuts count 0 in earlier nodes."""
        height = len(self.whole.rows)
        above = (one._replace(duals=padded(one.duals, height)) for one in self.above)
        return (*above, *(self._named(node, height) for node in nodes))

    def _named(self, node: Node, height: int) -> Node:
        if isinstance(node, Split):
            return node._replace(column=self.live[node.column])
        if isinstance(node, Narrow):
            return Narrow(padded(node.duals, height), self.ones(node.columns))
        if isinstance(node, Bound):
            return Bound(padded(node.duals, height))
        return Nothing(padded(node.ray, height))

    def cut(self, proposer: BinaryProposer, x: tuple[float, ...]) -> bool:
        """Add a round of cuts; say whether there are any."""
        turned = frozenset(self.live[column] for column, value in enumerate(x) if value > 0.5)
        found = []
        for tried in deep_cuts(self._rows, x, proposer.sums(), EACH):
            cut = cut_of(self.whole, tried, turned)
            row = rounded_row(self.whole, cut)
            if row is not None and depth_of(self._part(row), x) > DEEP:
                found.append((cut, row))
        self.cuts += (cut for cut, _ in found)
        self.whole = self.whole._replace(rows=(*self.whole.rows, *(row for _, row in found)))
        self._restrict()
        return bool(found)

    def forget(self, duals: tuple[float, ...], first: int) -> Vector:
        """Drop cuts from row ``first`` on that nothing rests on; return the multipliers that are left."""
        near = rational(self.program, duals)
        order = self._needed(near, first)
        to = {old: new for new, old in enumerate(order)}
        self.cuts = [
            cut._replace(rows=tuple(to[row] for row in cut.rows))
            for place, cut in enumerate(self.cuts, self._own)
            if place in to
        ]
        rows = self.whole.rows
        self.whole = self.whole._replace(rows=tuple(rows[place] for place in order))
        self.above = [
            one._replace(duals=tuple(padded(one.duals, len(rows))[place] for place in order))
            for one in self.above
        ]
        self._restrict()
        return tuple(near[place] for place in order)

    def _leave_out(self, duals: Vector, best: int) -> None:
        width = len(self.program.cost)
        dear = dear_columns(self.program, [OPEN] * width, duals, best, self.step)
        if dear:
            self.above.append(Narrow(duals, self.ones(dear)))
            gone = frozenset(dear)
            self.live = [column for place, column in enumerate(self.live) if place not in gone]
            self._restrict()

    def _needed(self, duals: Vector, first: int) -> list[int]:
        """The rows to keep, in order: those before ``first``, and cuts that a proof so far rests on."""
        used = (duals, *(one.duals for one in self.above))
        needed = {place for each in used for place, dual in enumerate(each) if dual}
        for place in range(len(self.whole.rows) - 1, first - 1, -1):
            if place in needed:
                needed |= set(self.cuts[place - self._own].rows)
        return [place for place in range(len(self.whole.rows)) if place < first or place in needed]

    def _restrict(self) -> None:
        self._at = {column: place for place, column in enumerate(self.live)}
        cost = tuple(self.whole.cost[column] for column in self.live)
        rows = tuple(self._part(row) for row in self.whole.rows)
        self.program = BinaryProgram(cost, rows, self.whole.parts)
        self._rows = float_rows(self.program)

    def _part(self, row: SparseRow) -> SparseRow:
        pairs = zip(row.columns, row.factors, strict=True)
        kept = [(self._at[column], factor) for column, factor in pairs if column in self._at]
        return SparseRow(
            tuple(column for column, _ in kept), tuple(factor for _, factor in kept), row.low, row.high
        )


def rational(program: BinaryProgram, duals: tuple[float, ...]) -> Vector:
    """Return multipliers near the solver's, 0 where their side has no bound."""
    near = near_each(duals, program.rows)
    pairs = zip(near, program.rows, strict=True)
    return tuple(
        0 if not dual or (row.low if dual > 0 else row.high) is None else dual for dual, row in pairs
    )


def padded(duals: Vector, height: int) -> Vector:
    """Return multipliers with 0 for rows that came later."""
    return (*duals, *((0,) * (height - len(duals))))


def _gains_little(bounds: list[float], best: int | None) -> bool:
    if len(bounds) <= EVERY + 1:
        return False
    before, last = bounds[-EVERY - 1], bounds[-1]
    left = (best - before) if best is not None else before - bounds[0]
    return last - before <= _GAIN * max(left, 0)
