"""Rows that cut off the solver's fractional points, found from its floats and rounded exactly.

Each cut is a sum of rows with multipliers (bideval.proof.binary.Cut).  Whatever the
multipliers, the row made of it holds; floats decide only which cuts are taken.
"""

from bideval.analysis.lots.fractions_near import near_each
from bideval.analysis.propose import BinaryProposer, Proposal
from bideval.proof.binary import BinaryProgram, SparseRow
from bideval.proof.cuts import Cut, rounded_row

ROUNDS = 5
EACH = 15  # cuts a round, at most
_ONE = 0.999  # from here on a column is taken for 1
_DEEP = 0.001  # how far the point is beyond the row, in its own length
_LITTLE = 0.02  # of the way so far: a round that gains less is the last


def cut_rounds(program: BinaryProgram) -> tuple[tuple[Cut, ...], BinaryProgram]:
    """Return cuts, and the programme with their rows."""
    cuts: tuple[Cut, ...] = ()
    first: float | None = None
    last = 0.0
    for _ in range(ROUNDS):
        proposer = BinaryProposer(program)
        proposal = proposer.case({})
        if not isinstance(proposal, Proposal):
            return cuts, program
        value = sum(cost * x for cost, x in zip(program.cost, proposal.x, strict=True))
        if first is None:
            first = value
        elif value - last <= _LITTLE * (last - first):
            return cuts, program
        last = value
        found = _deepest(program, proposer, proposal.x)
        if not found:
            return cuts, program
        cuts += tuple(cut for cut, _ in found)
        program = program._replace(rows=(*program.rows, *(row for _, row in found)))
    return cuts, program


def _deepest(
    program: BinaryProgram, proposer: BinaryProposer, x: tuple[float, ...]
) -> list[tuple[Cut, SparseRow]]:
    turned = tuple(column for column, value in enumerate(x) if value > _ONE)
    found: list[tuple[float, int, Cut, SparseRow]] = []
    for sums in proposer.sums():
        rows = tuple(sorted(sums))
        near = near_each(tuple(sums[row] for row in rows), tuple(program.rows[row] for row in rows))
        for sign in (1, -1):
            cut = Cut(rows, tuple(sign * one for one in near), turned)
            row = rounded_row(program, cut)
            if row is not None and (depth := _depth(row, x)) > _DEEP:
                found.append((-depth, len(found), cut, row))
    return [(cut, row) for _, _, cut, row in sorted(found)[:EACH]]


def _depth(row: SparseRow, x: tuple[float, ...]) -> float:
    activity = sum(factor * x[column] for column, factor in zip(row.columns, row.factors, strict=True))
    length = sum(float(factor) ** 2 for factor in row.factors) ** 0.5
    return float((activity - float(row.high or 0)) / length)
