"""Claims about who can win, the smallest change and the best award, each with its data and its proof.

A claim is plain data; ``bideval.proof.checking.check`` says that it is proved or why not,
and ``bideval.proof.claims_json`` writes and reads it.  The programme behind a claim is
built from the claim's own data, so a proof of something else is of no use.

A lead is in points (0-100); weights are in percent of the whole; a *difference* holds the
challenger's points less those of one rival, criterion by criterion.  All claims are about
totals before rounding.  Which tender and which bids the data are of stands in the document
around the claims, for its reader to compare.

Claims about who is ahead of whom hold whatever points are counted in.  So there the
differences may be counted in ``parts`` of a point, all in the same, as whole numbers.
"""

from typing import Literal, NamedTuple

from bideval.proof.awards import BestAward
from bideval.proof.linear import Number, Vector
from bideval.proof.programs import Differences
from bideval.proof.region import Region
from bideval.proof.tree import Tree


class CanWin(NamedTuple):
    """At these weights the challenger is ahead of every rival, or level where ties favour it."""

    region: Region
    differences: Differences
    wins_ties: tuple[bool, ...]  # for each rival, whether the challenger is taken before it when level
    witness: Vector  # weights
    parts: int = 1  # of a point, that differences are counted in


class OnlyTies(NamedTuple):
    """At these weights no rival is ahead of the challenger, and nowhere is it ahead of them all."""

    region: Region
    differences: Differences
    witness: Vector  # weights
    duals: Vector  # of programs.margin_program


class CannotWin(NamedTuple):
    """At no weights is the challenger ahead of every rival, or level where ties favour it.

    The proof is a mixture of rivals that is ahead of it everywhere; or level at best, with a
    rival in it that ties do not favour the challenger over.
    """

    region: Region
    differences: Differences
    wins_ties: tuple[bool, ...]
    duals: Vector  # of programs.margin_program
    parts: int = 1  # of a point, that differences are counted in


class NeverLeads(NamedTuple):
    """At no weights does the challenger lead every rival by what is required."""

    region: Region
    differences: Differences
    required: Vector  # points, one a rival
    ray: Vector  # of programs.lead_program


MoveKind = Literal["points", "largest", "relative-largest", "relative-sum"]
WholeMoveKind = Literal["points", "largest"]


class SmallestMove(NamedTuple):
    """The smallest change of the published weights after which the challenger leads as required.

    ``kind`` says what is small: the points moved in all, the largest change of a weight, or
    the largest or summed change as a share of each published weight.  The size is reached,
    not passed: where level is not enough, more than this size is needed.
    """

    kind: MoveKind
    region: Region
    published: Vector  # weights, summing to 100
    differences: Differences
    required: Vector  # points, one a rival
    size: Number  # points of weight; for a relative kind, shares (1/10 is ten percent)
    witness: Vector  # weights
    duals: Vector  # of the kind's programme


class SmallestWholeMove(NamedTuple):
    """As ``SmallestMove``, with every weight moved by whole points; None: no such move exists."""

    kind: WholeMoveKind
    region: Region
    published: Vector
    differences: Differences
    required: Vector
    size: Number | None
    witness: Vector | None
    tree: Tree  # over the kind's programme, all its columns whole, step 1


class PairBound(NamedTuple):
    """The least lead over one rival at any weights of the region."""

    region: Region
    difference: Vector
    least: Number  # of difference.weights, so in hundredths of a point
    witness: Vector  # weights
    duals: Vector  # of programs.pair_program


class BestRank(NamedTuple):
    """Nowhere does the challenger rank better, a tie counted for it; at the witness it ranks so.

    Each conflict is a mixture of rivals that is ahead of the challenger at all weights, so at
    any weights one of its rivals is ahead; and no ``rank`` - 2 rivals meet every conflict.
    """

    region: Region
    differences: Differences
    rank: int  # one more than the rivals ahead
    witness: Vector  # weights
    conflicts: tuple[Vector, ...]  # multipliers: of the sum, the region's rows and the rivals
    parts: int = 1  # of a point, that differences are counted in


class WorstRank(NamedTuple):
    """Nowhere does the challenger rank worse, a tie counted against it; at the witness it ranks so.

    Each conflict is a mixture of rivals that the challenger is ahead of at all weights, so at
    any weights one of its rivals is behind; and no fewer rivals than are behind by this rank
    meet every conflict.
    """

    region: Region
    differences: Differences
    rank: int  # one more than the rivals ahead or level
    witness: Vector  # weights
    conflicts: tuple[Vector, ...]  # as in ``BestRank``; the rivals' are 0 or less
    parts: int = 1  # of a point, that differences are counted in


WeightClaim = (
    CanWin
    | OnlyTies
    | CannotWin
    | NeverLeads
    | SmallestMove
    | SmallestWholeMove
    | PairBound
    | BestRank
    | WorstRank
)
Claim = WeightClaim | BestAward
