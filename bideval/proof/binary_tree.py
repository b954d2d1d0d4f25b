"""Trees that prove the least cost of a programme in zeros and ones.

The nodes are those of bideval.proof.tree, in the same order: a ``Split`` of a column at 0,
followed by all of its case 0, then all of its case 1; a ``Bound`` or ``Nothing`` that closes a
case by multipliers; a ``Narrow`` that leaves out, by one set of multipliers, every column whose
1 alone costs too much, and goes on with the case.

A split at anything but 0, of a column that is not there, or of one that is settled in its
case already, is refused: branches outside {0, 1} would leave out the points that there are.
Multipliers for a cut that is not among the rows are refused with their length.
"""

from fractions import Fraction

from bideval.proof.binary import OPEN, BinaryProgram, bound_in_case, dear_columns, raised, step_in
from bideval.proof.linear import Number, count, is_vector
from bideval.proof.tree import Bound, Narrow, Nothing, Split, Tree, are_columns


def proves_minimum_binary(program: BinaryProgram, minimum: Number | None, tree: Tree) -> bool:
    """Say whether ``tree`` shows that no point costs less than ``minimum``; None: that there is no point."""
    if count(tree) < 1:
        return False
    least = None if minimum is None else Fraction(minimum) * program.parts
    case, settled = [OPEN] * len(program.cost), list[int]()
    left: list[tuple[int, int, int]] = [(0, -1, 0)]  # how many are settled above; the column and its value
    for node in tree:
        if not left:
            return False  # nodes that belong to no case
        depth, column, value = left.pop()
        _enter(case, settled, depth, column, value)
        if isinstance(node, Split):
            if not _may_split(case, node):
                return False
            left += [(len(settled), node.column, 1), (len(settled), node.column, 0)]
        elif isinstance(node, Narrow):
            if not _may_narrow(program, case, node, least):
                return False
            for each in node.columns:
                case[each] = 0
            settled += node.columns
            left.append((len(settled), -1, 0))
        elif not _closed(program, case, node, least):
            return False
    return not left


def _enter(case: list[int], settled: list[int], depth: int, column: int, value: int) -> None:
    """Leave what is settled below ``depth``, and settle one more column."""
    while len(settled) > depth:
        case[settled.pop()] = OPEN
    if column >= 0:
        case[column] = value
        settled.append(column)


def _may_split(case: list[int], split: Split) -> bool:
    column, at = split
    if type(column) is not int or type(at) is not int or at != 0:
        return False
    return 0 <= column < len(case) and case[column] == OPEN


def _may_narrow(program: BinaryProgram, case: list[int], node: Narrow, least: Fraction | None) -> bool:
    if least is None or not is_vector(node.duals, len(program.rows)):
        return False
    if not are_columns(node.columns, len(case)):
        return False
    return set(node.columns) <= set(dear_columns(program, case, node.duals, least, step_in(program)))


def _closed(program: BinaryProgram, case: list[int], leaf: object, least: Fraction | None) -> bool:
    height = len(program.rows)
    if isinstance(leaf, Nothing):
        if not is_vector(leaf.ray, height):
            return False
        found = bound_in_case(program, case, leaf.ray, costs=False)
        return found is not None and found > 0
    if not isinstance(leaf, Bound) or least is None or not is_vector(leaf.duals, height):
        return False
    bound = bound_in_case(program, case, leaf.duals)
    return bound is not None and raised(bound, step_in(program)) >= least
