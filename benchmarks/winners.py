"""Can each bid win, and what is its best rank: with a proof of each answer, beside PuLP alone.

The weights lie within a quarter of the published ones either way.  Ours ends with an exact
certificate that its checker accepted; the peer ends with the solver's floats, one programme
a bid, each built anew as its users write it.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import islice
from typing import NamedTuple

import pulp

from benchmarks.clock import race, timed
from benchmarks.report import NotRun, Outcome, Row
from benchmarks.sizes import Size
from benchmarks.texts import tables
from bideval.analysis.exact.many import can_win_all
from bideval.analysis.exact.ranks import Ranked, best_ranks
from bideval.proof.checking import check
from bideval.proof.claims import CannotWin, CanWin, Claim, OnlyTies
from bideval.proof.region import Region

_ROUNDS = 5  # each takes seconds
_NEAR = Fraction(1, 4)  # how far each weight may move, of itself
_SIZES = ((10, 8, "CBC", 10.0), (10, 20, "HiGHS", 4.0), (20, 50, "HiGHS", 7.0), (50, 200, "HiGHS", 12.0))
Vector = tuple[Fraction, ...]
Floats = tuple[tuple[float, ...], ...]


class Contest(NamedTuple):
    """Points by bid, and the region about the weights, in percent; the peer's points are floats already."""

    points: tuple[Vector, ...]
    region: Region
    floats: Floats

    def differences(self, bid: int) -> Floats:
        """The bid's points less those of each other bid, as the peer has them."""
        own = self.floats[bid]
        return tuple(
            tuple(a - b for a, b in zip(own, other, strict=True))
            for place, other in enumerate(self.floats)
            if place != bid
        )


def contest(bids: int, criteria: int) -> Contest:
    """Return the first drawn table of a size."""
    (table,) = islice(tables(bids, criteria), 1)
    weights = [Fraction(text) for text in table.weights.values()]
    points = tuple(tuple(Fraction(text) for text in row.values()) for row in table.points.values())
    low = tuple(weight * (1 - _NEAR) for weight in weights)
    region = Region(low, tuple(weight * (1 + _NEAR) for weight in weights))
    return Contest(points, region, tuple(tuple(map(float, row)) for row in points))


def our_winners(given: Contest) -> list[bool]:
    """Say which bids can win, each proved."""
    return [isinstance(claim, CanWin) for claim in _claims(given)]


def _claims(given: Contest) -> list[Claim]:
    rivals = len(given.points) - 1
    found = []
    for claim in can_win_all(given.region, given.points, ((False,) * rivals,) * (rivals + 1)):
        if not isinstance(claim, (CanWin, OnlyTies, CannotWin)):
            raise TypeError(claim.reason)
        found.append(claim)
    return found


def checked(claims: list[Claim]) -> None:
    """Check certificates alone."""
    if not all(check(claim).proved for claim in claims):
        raise ValueError("a certificate was refused")


def pulp_winners(given: Contest, solver: str) -> list[bool]:
    """Say which bids can win, by the sign of a solver's float."""
    return [_margin(given, bid, solver) > 0 for bid in range(len(given.points))]


def _margin(given: Contest, bid: int, solver: str) -> float:
    problem = pulp.LpProblem("margin", pulp.LpMinimize)
    weights = _weights(problem, given)
    lead = problem.add_variable("lead")
    problem += -1 * lead
    problem += pulp.lpSum(weights) == 100
    for difference in given.differences(bid):
        problem += pulp.lpSum(d * w for d, w in zip(difference, weights, strict=True)) >= lead
    problem.solve(_solver(solver))
    return float(lead.value())


def _weights(problem: pulp.LpProblem, given: Contest) -> list[pulp.LpVariable]:
    ends = zip(given.region.low, given.region.high, strict=True)
    return [
        problem.add_variable(f"w{place}", float(low), float(high)) for place, (low, high) in enumerate(ends)
    ]


def _solver(name: str) -> pulp.LpSolver:
    return pulp.HiGHS(msg=False, threads=1) if name == "HiGHS" else pulp.getSolver("PULP_CBC_CMD", msg=False)


def our_ranks(given: Contest) -> list[int]:
    """Return the best rank of each bid, proved."""
    return [one.rank for one in _ranked(given)]


def _ranked(given: Contest) -> list[Ranked]:
    found = []
    for one in best_ranks(given.region, given.points):
        if not isinstance(one, Ranked):
            raise TypeError(one.reason)
        found.append(one)
    return found


def pulp_ranks(given: Contest, solver: str) -> list[int]:
    """Return the best rank of each bid by a solver's whole numbers; large numbers are just large enough."""
    return [_pulp_rank(given, bid, solver) for bid in range(len(given.points))]


def _pulp_rank(given: Contest, bid: int, solver: str) -> int:
    problem = pulp.LpProblem("rank", pulp.LpMinimize)
    weights = _weights(problem, given)
    ahead = [
        problem.add_variable(f"b{place}", 0, 1, pulp.LpInteger) for place in range(len(given.points) - 1)
    ]
    problem += pulp.lpSum(ahead)
    problem += pulp.lpSum(weights) == 100
    for difference, one in zip(given.differences(bid), ahead, strict=True):
        most = sum(max(0.0, -d) * float(top) for d, top in zip(difference, given.region.high, strict=True))
        problem += pulp.lpSum(d * w for d, w in zip(difference, weights, strict=True)) + most * one >= 0
    problem.solve(_solver(solver))
    return 1 + sum(round(float(one.value())) for one in ahead)


def winners(size: Size) -> list[Outcome]:
    """Run "can each bid win?" for every size; the least size alone where little is to be run."""
    sizes = _SIZES if size.bids == _SIZES[0][0] else ((size.bids, size.criteria, "HiGHS", 1.0),)
    return [row for one in sizes for row in _winner_rows(size, *one)]


def _winner_rows(size: Size, bids: int, criteria: int, solver: str, target: float) -> list[Outcome]:
    given = contest(bids, criteria)
    claims = _claims(given)
    work = f"can each of {bids} bids win, {criteria} weights"
    if not _solver(solver).available():
        return [NotRun(work, f"{solver} is not installed")]
    runs: list[Callable[[], object]] = [
        partial(our_winners, given),
        partial(checked, claims),
        partial(pulp_winners, given, solver),
    ]
    mine, certificates, peer = race([timed(partial(_itself, run)) for run in runs], min(size.rounds, _ROUNDS))
    return [
        Row(f"{work}, proved", mine, f"PuLP with {solver}, a programme a bid", peer, target),
        Row(f"{work}, certificates checked again", certificates, "", None),
    ]


def ranks(size: Size) -> list[Outcome]:
    """Run the best rank of every bid."""
    given = contest(size.bids, size.criteria)
    work = f"best rank of {size.bids} bids, {size.criteria} weights"
    solvers = [name for name in ("HiGHS", "CBC") if _solver(name).available()]
    runs: list[Callable[[], object]] = [
        partial(our_ranks, given),
        partial(checked, [one.claim for one in _ranked(given)]),
        *(partial(pulp_ranks, given, name) for name in solvers),
    ]
    mine, certificates, *peers = race(
        [timed(partial(_itself, run)) for run in runs], min(size.rounds, _ROUNDS)
    )
    targets = {"HiGHS": 5.0, "CBC": 8.0}
    return [
        *(
            Row(f"{work}, proved", mine, f"PuLP with {name}, a programme a bid", peer, targets[name])
            for name, peer in zip(solvers, peers, strict=True)
        ),
        Row(f"{work}, certificates checked again", certificates, "", None),
    ]


def _itself(run: Callable[[], object]) -> Callable[[], object]:
    return run
