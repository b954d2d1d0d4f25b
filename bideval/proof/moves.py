"""Claims about moves of the published weights: the kinds, the size of a move, and the check."""

from fractions import Fraction

from bideval.proof.claims import MoveKind, SmallestMove, SmallestWholeMove
from bideval.proof.linear import Program, Vector, dot, is_exact, lower_bound
from bideval.proof.programs import (
    Differences,
    is_move,
    least_largest_move_program,
    least_points_program,
    relative_program,
)
from bideval.proof.region import WHOLE, contains
from bideval.proof.tree import proves_minimum_whole

KINDS: tuple[MoveKind, ...] = ("points", "largest", "relative-largest", "relative-sum")
WHOLE_KINDS: tuple[MoveKind, ...] = ("points", "largest")

NO_RACE = "the region, the points or the weights are malformed or of different lengths"
NO_WITNESS = "the witness is not in the region"


def move_size(kind: MoveKind, before: Vector, after: Vector) -> Fraction | None:
    """Return the size of a move; None where a relative kind changes a weight of 0.

    Both weights sum to the same, so the points moved are half of all changes.
    """
    changes = [abs(Fraction(new) - Fraction(old)) for old, new in zip(before, after, strict=True)]
    if kind == "points":
        return sum(changes, Fraction(0)) / 2
    if kind == "largest":
        return max(changes)
    pairs = list(zip(changes, before, strict=True))
    if any(change and not old for change, old in pairs):
        return None
    shares = [change / old for change, old in pairs if old]
    return max(shares) if kind == "relative-largest" else sum(shares, Fraction(0))


def move_program(claim: SmallestMove | SmallestWholeMove) -> Program:
    """Return the programme whose minimum is the size that is claimed."""
    data = (claim.region, claim.published, claim.differences, claim.required)
    if claim.kind == "points":
        return least_points_program(*data)
    if claim.kind == "largest":
        return least_largest_move_program(*data)
    return relative_program(*data, largest=claim.kind == "relative-largest")


def whole_columns_of(program: Program) -> tuple[int, ...]:
    """Return all columns of a move: whole moves up and down have a whole largest one."""
    return tuple(range(len(program.cost)))


def move_refusal(claim: SmallestMove) -> str | None:
    """Return why a claim about a smallest move is refused; None where it is proved."""
    if not is_exact(claim.size):
        return "the size is no exact number"
    refusal = _malformed(claim) or _not_of_size(claim, claim.witness)
    if refusal is not None:
        return refusal
    bound = lower_bound(move_program(claim), claim.duals)
    return None if bound is not None and bound >= claim.size else "the multipliers leave room for less"


def whole_move_refusal(claim: SmallestWholeMove) -> str | None:
    """Return why a claim about a smallest whole move is refused; None where it is proved."""
    if (claim.size is None) != (claim.witness is None):
        return "a size needs a witness, and a witness a size"
    refusal = _malformed(claim)
    if refusal is None and claim.witness is not None:
        refusal = _not_of_size(claim, claim.witness) or _not_whole(claim.published, claim.witness)
    if refusal is not None:
        return refusal
    program = move_program(claim)
    proved = proves_minimum_whole(program, whole_columns_of(program), 1, claim.size, claim.tree)
    return None if proved else "the tree does not close every case"


def _malformed(claim: SmallestMove | SmallestWholeMove) -> str | None:
    if not is_move(claim.region, claim.published, claim.differences, claim.required):
        return NO_RACE
    if sum(claim.published) != WHOLE or min(claim.published) < 0:
        return "the published weights are not weights that sum to 100"
    kinds = KINDS if isinstance(claim, SmallestMove) else WHOLE_KINDS
    return None if claim.kind in kinds else "there is no such kind of move"


def _not_of_size(claim: SmallestMove | SmallestWholeMove, witness: Vector) -> str | None:
    if not contains(claim.region, witness):
        return NO_WITNESS
    if move_size(claim.kind, claim.published, witness) != claim.size:
        return "the witness is not a move of this size"
    if not _leads(claim.differences, claim.required, witness):
        return "the challenger does not lead as required at the witness"
    return None


def _not_whole(before: Vector, after: Vector) -> str | None:
    moves = (Fraction(new) - old for old, new in zip(before, after, strict=True))
    return None if all(move.denominator == 1 for move in moves) else "the witness does not move whole points"


def _leads(differences: Differences, required: Vector, weights: Vector) -> bool:
    pairs = zip(differences, required, strict=True)
    return all(dot(difference, weights) >= lead * WHOLE for difference, lead in pairs)
