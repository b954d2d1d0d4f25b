"""Questions about weights, each answered by a claim that its checker has accepted.

What is returned is a claim of bideval.proof, proved, or why none was established.  The
data are a region of weights and the challenger's points less each rival's, as in
bideval.proof.programs; no tender, bid or rounding is known here.

A witness is one of possibly many.  Whoever shows it makes it unique first.
"""

from fractions import Fraction
from typing import TypeVar

from bideval.analysis.exact.box import fill
from bideval.analysis.exact.chain import Empty, NotEstablished, Solved, minimise
from bideval.analysis.exact.whole import CASES, EmptyWhole, minimise_whole
from bideval.analysis.propose import Proposer, propose
from bideval.proof.checking import check
from bideval.proof.claims import (
    CannotWin,
    CanWin,
    Claim,
    MoveKind,
    NeverLeads,
    OnlyTies,
    PairBound,
    SmallestMove,
    SmallestWholeMove,
    WholeMoveKind,
)
from bideval.proof.linear import Vector
from bideval.proof.moves import move_program, whole_columns_of
from bideval.proof.programs import (
    Differences,
    is_move,
    is_race,
    lead_program,
    margin_program,
    pair_program,
    zeros_held,
)
from bideval.proof.region import Region, Row, is_region

_MALFORMED = NotEstablished("the region and the points are malformed or of different lengths")
_NO_WEIGHTS = NotEstablished("no weights lie in the region")
_Proved = TypeVar("_Proved", bound=Claim)


def can_win(
    region: Region, differences: Differences, wins_ties: tuple[bool, ...], proposer: Proposer = propose
) -> CanWin | OnlyTies | CannotWin | NotEstablished:
    """Say whether the challenger can win anywhere in the region.

    ``OnlyTies`` where it can be level with the best and ties favour it over no rival: who
    then wins is the tie rule's to say.  Where ties favour it over some rivals and not over
    others, and it still cannot win, the answer is ``CannotWin``.
    """
    if not is_race(region, differences) or len(wins_ties) != len(differences):
        return _MALFORMED
    if not differences:
        return _alone(region, proposer)
    outcome = minimise(margin_program(region, differences), proposer)
    if not isinstance(outcome, Solved):
        return _NO_WEIGHTS if isinstance(outcome, Empty) else outcome
    if outcome.objective > 0:
        return _proved(CannotWin(region, differences, wins_ties, outcome.duals))
    if outcome.objective < 0 or all(wins_ties):
        return _proved(CanWin(region, differences, wins_ties, outcome.x[:-1]))
    return _level(region, differences, wins_ties, outcome, proposer)


def smallest_move(
    kind: MoveKind,
    region: Region,
    published: Vector,
    differences: Differences,
    required: Vector,
    proposer: Proposer = propose,
) -> SmallestMove | NeverLeads | NotEstablished:
    """Return the smallest move of the published weights after which the challenger leads as required.

    ``NeverLeads`` where there is none; for a relative kind that is about the region in which
    a criterion published with weight 0 stays at 0.
    """
    if not is_move(region, published, differences, required):
        return _MALFORMED
    claim = SmallestMove(kind, region, published, differences, required, 0, (), ())
    outcome = minimise(move_program(claim), proposer)
    if isinstance(outcome, Empty):
        held = zeros_held(region, published) if kind.startswith("relative") else region
        return _never(held, differences, required, proposer)
    if isinstance(outcome, NotEstablished):
        return outcome
    weights = moved(published, outcome.x)
    return _proved(claim._replace(size=outcome.objective, witness=weights, duals=outcome.duals))


def smallest_whole_move(
    kind: WholeMoveKind,
    region: Region,
    published: Vector,
    differences: Differences,
    required: Vector,
    limit: int = CASES,
) -> SmallestWholeMove | NotEstablished:
    """As ``smallest_move``, each weight moved by whole points; size None where there is no such move."""
    if not is_move(region, published, differences, required):
        return _MALFORMED
    claim = SmallestWholeMove(kind, region, published, differences, required, None, None, ())
    program = move_program(claim)
    outcome = minimise_whole(program, whole_columns_of(program), 1, limit)
    if isinstance(outcome, NotEstablished):
        return outcome
    if isinstance(outcome, EmptyWhole):
        return _proved(claim._replace(tree=outcome.tree))
    weights = moved(published, outcome.x)
    return _proved(claim._replace(size=outcome.objective, witness=weights, tree=outcome.tree))


def pair_bound(
    region: Region, difference: Vector, proposer: Proposer = propose
) -> PairBound | NotEstablished:
    """Return the least lead over one rival in the region, in hundredths of a point."""
    if not is_race(region, (difference,)):
        return _MALFORMED
    filled = fill(region, difference)
    if filled is not None:
        return _proved(PairBound(region, difference, filled.least, filled.weights, (filled.multiplier,)))
    outcome = minimise(pair_program(region, difference), proposer)
    if not isinstance(outcome, Solved):
        return _NO_WEIGHTS if isinstance(outcome, Empty) else outcome
    return _proved(PairBound(region, difference, outcome.objective, outcome.x, outcome.duals))


def moved(published: Vector, x: Vector) -> Vector:
    """Return the weights after a move: ``x`` begins with what goes up, then what goes down."""
    width = len(published)
    return tuple(
        Fraction(before) + up - down
        for before, up, down in zip(published, x[:width], x[width : 2 * width], strict=True)
    )


def _alone(region: Region, proposer: Proposer) -> CanWin | NotEstablished:
    """With no rival, any weights do."""
    outcome = minimise(lead_program(region, (), ()), proposer)
    if not isinstance(outcome, Solved):
        return _NO_WEIGHTS if isinstance(outcome, Empty) else outcome
    return _proved(CanWin(region, (), (), outcome.x))


def _level(
    region: Region, differences: Differences, wins_ties: tuple[bool, ...], best: Solved, proposer: Proposer
) -> CanWin | OnlyTies | CannotWin | NotEstablished:
    """Decide where level with the best is the best: that is enough over those that ties favour us over."""
    if not any(wins_ties):
        return _proved(OnlyTies(region, differences, best.x[:-1], best.duals))
    favoured = [place for place, wins in enumerate(wins_ties) if wins]
    others = [place for place, wins in enumerate(wins_ties) if not wins]
    level = tuple(Row(differences[place], 0, None) for place in favoured)
    narrower = region._replace(rows=region.rows + level)
    outcome = minimise(margin_program(narrower, tuple(differences[place] for place in others)), proposer)
    if isinstance(outcome, NotEstablished):
        return outcome
    if isinstance(outcome, Solved) and outcome.objective < 0:
        return _proved(CanWin(region, differences, wins_ties, outcome.x[:-1]))
    duals = outcome.duals if isinstance(outcome, Solved) else outcome.ray
    kept = 1 + len(region.rows)
    shares = dict(zip(others, duals[kept + len(level) :], strict=True))
    # A row of the margin programme is a hundredth of the difference itself.
    shares |= {place: 100 * dual for place, dual in zip(favoured, duals[kept:], strict=False)}
    total = sum(shares.values())
    if total <= 0:
        return NotEstablished("no mixture of rivals was found")
    mixture = (*duals[:kept], *(shares[place] for place in range(len(differences))))
    return _proved(
        CannotWin(region, differences, wins_ties, tuple(Fraction(dual) / total for dual in mixture))
    )


def _never(
    region: Region, differences: Differences, required: Vector, proposer: Proposer
) -> NeverLeads | NotEstablished:
    if not is_region(region):
        return NotEstablished("the range of a criterion published with weight 0 leaves out 0")
    outcome = minimise(lead_program(region, differences, required), proposer)
    if not isinstance(outcome, Empty):
        return NotEstablished("no proof was found that there is no such move")
    return _proved(NeverLeads(region, differences, required, outcome.ray))


def _proved(claim: _Proved) -> _Proved | NotEstablished:
    """Return the claim if its checker accepts it."""
    verdict = check(claim)
    return claim if verdict.proved else NotEstablished(f"the checker refuses: {verdict.words}")
