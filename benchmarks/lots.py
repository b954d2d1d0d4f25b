"""The best award of lots under rules, proved, beside PuLP as its users write it and beside CP-SAT.

Offers are drawn in pence: prices of every bid for most lots, packages below the sum of their
lots, a limit of lots and of value for each bidder, and a least for some of them.  Ours ends with
a certificate that its checker accepted; a peer ends with what its solver says, at its default
gap.  Its award is computed again in whole pence: how many were dearer than the best stands
beside its name.  CP-SAT runs in a process of its own, since it and HiGHS cannot share one.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec

import pulp

from benchmarks.clock import Contender, race, timed
from benchmarks.lots_drawn import Instance, drawn, nearly_tied, published
from benchmarks.report import NotRun, Outcome, Row
from benchmarks.sizes import LEAST, Size
from bideval.analysis.lots.best import NotProved, best_award
from bideval.proof.awards import BestAward, is_best
from bideval.proof.binary import BinaryProgram
from bideval.proof.checking import check

_NEAR = 20  # instances whose awards nearly tie
_SIZES = (
    (6, 5, 3, 20, 3),
    (40, 15, 90, 6, 3),
    (100, 30, 60, 1, 1),
)  # lots, bidders, packages, instances, rounds


def ours(given: list[Instance]) -> list[BestAward]:
    """Return the best awards found, each with what is proved of it; a proof that there is none is one too."""
    found = [best_award(one.lots) for one in given]
    held = [one for one in found if not isinstance(one, NotProved)]
    if len(held) < len(found):
        raise ValueError("a certificate was refused")
    return held


def proved(claims: list[BestAward]) -> int:
    """Count the awards that are proved to be best, or that there is none."""
    return sum(is_best(one) or one.least is None for one in claims)


def checked(claims: list[BestAward]) -> None:
    """Check certificates alone."""
    if not all(check(claim).proved for claim in claims):
        raise ValueError("a certificate was refused")


def by_pulp(given: list[Instance], solver: str) -> list[tuple[int, ...] | None]:
    """Return the columns that a solver of PuLP's takes, at its default gap, in pounds and floats."""
    return [_by_pulp(one.program, solver) for one in given]


def _by_pulp(program: BinaryProgram, solver: str) -> tuple[int, ...] | None:
    problem = pulp.LpProblem("award", pulp.LpMinimize)
    columns = [problem.add_variable(f"x{at}", 0, 1, pulp.LpInteger) for at in range(len(program.cost))]
    problem += pulp.lpSum(cost / program.parts * x for cost, x in zip(program.cost, columns, strict=True))
    for row in program.rows:
        terms = zip(row.columns, row.factors, strict=True)
        activity = pulp.lpSum(factor * columns[at] for at, factor in terms)
        if row.low == row.high:
            problem += activity == row.low
        else:
            problem += activity <= row.high if row.high is not None else activity >= row.low
    problem.solve(_solver(solver))
    if problem.sol_status not in {1, 2}:
        return None
    return tuple(at for at, x in enumerate(columns) if (x.value() or 0) > 0.5)


def _solver(name: str) -> pulp.LpSolver:
    return pulp.HiGHS(msg=False, threads=1) if name == "HiGHS" else pulp.getSolver("PULP_CBC_CMD", msg=False)


def by_cp_sat(given: list[Instance], heard: list[tuple[int, ...] | None]) -> Contender:
    """Return a contender in a process of its own; it tells the seconds without starting up."""
    text = json.dumps([one.program for one in given])

    def seconds() -> float:
        command = [sys.executable, "-m", "benchmarks.lots_cp_sat"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
        answer = json.loads(done.stdout)
        heard[:] = [None if one is None else tuple(one) for one in answer["taken"]]
        return float(answer["seconds"])

    return seconds


def dearer(given: list[Instance], claims: list[BestAward], taken: list[tuple[int, ...] | None]) -> int:
    """Count the awards that cost more than ours in whole pence, or that are missing."""
    wrong = 0
    for one, claim, columns in zip(given, claims, taken, strict=True):
        cost = None if columns is None else sum(one.program.cost[at] for at in columns)
        best = None if claim.value is None else claim.value * one.program.parts
        wrong += (cost is None) != (best is None) or (cost is not None and best is not None and cost > best)
    return wrong


def lots(size: Size) -> list[Outcome]:
    """Run every size; the least alone where little is to be run."""
    rows = [row for one in (_SIZES[:1] if size == LEAST else _SIZES) for row in _drawn_rows(size, *one)]
    few = 2 if size == LEAST else _NEAR
    near = [nearly_tied(drawn(seed, *_SIZES[0][:3]), seed) for seed in range(few)]
    rows += _rows(size, near, "best award, 6 lots x 5 bidders, offers pounds apart", 3)
    return rows + _rows(size, published(), "published winner-determination cases", 3)


def _drawn_rows(
    size: Size, count: int, bidders: int, packages: int, instances: int, rounds: int
) -> list[Outcome]:
    given = [drawn(seed, count, bidders, packages) for seed in range(2 if size == LEAST else instances)]
    return _rows(size, given, f"best award, {count} lots x {bidders} bidders, {packages} packages", rounds)


def _rows(size: Size, given: list[Instance], work: str, rounds: int) -> list[Outcome]:
    claims = ours(given)
    names = [name for name in ("CBC", "HiGHS") if _solver(name).available()]
    heard: list[tuple[int, ...] | None] = []
    runs: list[Callable[[], object]] = [partial(ours, given), partial(checked, claims)]
    contenders = [timed(partial(_itself, run), len(given)) for run in runs]
    contenders += [timed(partial(_itself, partial(by_pulp, given, name)), len(given)) for name in names]
    sat = find_spec("ortools") is not None
    contenders += [_each(by_cp_sat(given, heard), len(given))] if sat else []
    mine, certificates, *peers = race(contenders, min(size.rounds, rounds))
    wrong = {name: dearer(given, claims, by_pulp(given, name)) for name in names}
    wrong |= {"CP-SAT": dearer(given, claims, heard)} if sat else {}
    said = {name: f"PuLP with {name}" for name in names} | {"CP-SAT": "OR-Tools CP-SAT, one thread"}
    rows: list[Outcome] = [
        Row(
            f"{work}, {proved(claims)} of {len(given)} proved",
            mine,
            f"{said[name]}: {count_wrong} of {len(given)} dearer",
            peer,
        )
        for (name, count_wrong), peer in zip(wrong.items(), peers, strict=True)
    ]
    rows.append(Row(f"{work}, certificates checked again", certificates, "", None))
    return rows if sat else [*rows, NotRun(f"{work}, CP-SAT", "ortools is not installed")]


def _each(contender: Contender, count: int) -> Contender:
    return lambda: contender() / count


def _itself(run: Callable[[], object]) -> Callable[[], object]:
    return run
