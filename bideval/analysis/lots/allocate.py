"""Allocate the lots of a tender by its published mechanism, and say what is proved of it."""

from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.lots.allocation import Allocation, AllocationStatus, Compared, Count
from bideval.analysis.lots.best import Seek, best_award
from bideval.analysis.lots.effort import CASES, Tell
from bideval.analysis.lots.in_turn import InTurn, by_preference, lot_by_lot
from bideval.analysis.lots.ladder import Settled, settle
from bideval.analysis.lots.problem import Problem, problem_of
from bideval.analysis.lots.told import (
    alternatives_told,
    broken_told,
    capped_told,
    discounts_told,
    lots_told,
)
from bideval.model.evaluation import Evaluation, LotStatus
from bideval.model.inputs import Inputs
from bideval.proof.awards import BestAward, offers_taken
from bideval.proof.lots import Aim, Lots
from bideval.scoring.mechanisms import MECHANISMS


class Asked(NamedTuple):
    """How far to look: near the best, in percent, and at how many cases; and who answers."""

    near: Fraction | None = None
    cases: int = CASES
    tell: Tell | None = None
    seek: Seek = best_award


_ASKED = Asked()


def allocate(inputs: Inputs, evaluation: Evaluation, asked: Asked = _ASKED) -> Allocation:
    """Return the allocation.  Raises LotsError where the tender awards no lots together."""
    return allocated(problem_of(inputs, evaluation), inputs, evaluation, asked)


def allocated(problem: Problem, inputs: Inputs, evaluation: Evaluation, asked: Asked) -> Allocation:
    """Return the allocation of a problem, which may be another than the tender's own."""
    mechanism = problem.award.mechanism or ""
    if not MECHANISMS[mechanism].searches:
        return _in_turn(problem, inputs, evaluation)
    if mechanism == "best-combination":
        return _combined(problem, inputs, evaluation, asked)
    main = Aim("points") if MECHANISMS[mechanism].reads_points else Aim("cost")
    settled = _settled(problem, problem.data, main, asked)
    return _told(problem, inputs, evaluation, settled, asked)


def aims_of(problem: Problem, main: Aim) -> tuple[Aim, ...]:
    """Return what is made least, in order: soft rules by their priority, then what the mechanism aims at."""
    order = sorted({part.priority for part in problem.rules if part.priority is not None})
    of = [tuple(at for at, part in enumerate(problem.rules) if part.priority == one) for one in order]
    return (*(Aim("broken", places) for places in of), main)


def without_combinations(lots: Lots) -> Lots:
    """Return the same without packages and discounts: the single awards."""
    return lots._replace(
        offers=tuple(one for one in lots.offers if len(one.lots) == 1), discounts=(), volumes=()
    )


def _settled(problem: Problem, data: Lots, main: Aim, asked: Asked) -> Settled:
    return settle(data, aims_of(problem, main), problem.award.ties, level_offers(problem), *asked)


def level_offers(problem: Problem) -> tuple[int, ...]:
    """Return by offer the first that ranks with it: bids of one rank in a lot, and all packages."""
    first: dict[tuple[tuple[str, ...], int], int] = {}
    names = [((), 0) if not name.rank else (name.lots, name.rank) for name in problem.offers]
    return tuple(first.setdefault(name, place) for place, name in enumerate(names))


def _combined(problem: Problem, inputs: Inputs, evaluation: Evaluation, asked: Asked) -> Allocation:
    """The combination is awarded only where it is below the single awards by what is published."""
    main = Aim("cost")
    single = _settled(problem, without_combinations(problem.data), main, asked)
    whole = _settled(problem, problem.data, main, asked)
    if single.best is None or whole.best is None or single.why_not or whole.why_not:
        chosen = whole if single.impossible else single
        told = _told(problem, inputs, evaluation, chosen, asked)
        return told._replace(certificates=(*single.claims, *whole.claims))
    one, other = Fraction(single.best.value or 0), Fraction(whole.best.value or 0)
    gain = problem.award.gain
    needed = Fraction(0)
    if gain is not None:
        needed = gain.amount if gain.amount is not None else one * (gain.percent or 0) / 100
    taken = one - other >= needed and one > other
    told = _told(problem, inputs, evaluation, whole if taken else single, asked)
    return told._replace(
        compared=Compared(one, other, needed, taken), certificates=(*single.claims, *whole.claims)
    )


def _in_turn(problem: Problem, inputs: Inputs, evaluation: Evaluation) -> Allocation:
    ranks = tuple(name.rank for name in problem.offers)
    if problem.award.mechanism == "lot-by-lot":
        found = lot_by_lot(problem.data, ranks)
    else:
        found = by_preference(problem.data, ranks, problem.preferences)
    status = AllocationStatus.TIED if found.tied else _status(evaluation)
    open_ = tuple(problem.lots[lot] for lot in found.tied)
    notes = (f"a tie in {', '.join(open_)} is not settled, so nothing is awarded there",) if open_ else ()
    return _whole(problem, inputs, evaluation, found.taken, status, found)._replace(notes=notes)


def _told(
    problem: Problem, inputs: Inputs, evaluation: Evaluation, settled: Settled, asked: Asked
) -> Allocation:
    status = _status(evaluation)
    if settled.impossible:
        status = AllocationStatus.IMPOSSIBLE
    elif settled.why_not:
        status = AllocationStatus.NOT_ESTABLISHED
    elif settled.tied:
        status = AllocationStatus.TIED
    best = settled.best
    named = best is not None and status is not AllocationStatus.TIED
    taken = offers_taken(best) if best is not None and named else ()
    found = _whole(problem, inputs, evaluation, taken, status, None, best if named else None)
    return found._replace(
        equal=None if best is None else Count(max(len(settled.equals), 1), settled.complete),
        settled_by=settled.rungs,
        alternatives=alternatives_told(problem, settled),
        near=asked.near,
        near_complete=settled.others_complete,
        certificates=settled.claims,
        least=_least(settled, best),
        notes=(settled.why_not,) if settled.why_not else (),
    )


def _least(settled: Settled, best: BestAward | None) -> Fraction | None:
    """What is proved of the cost where the award is not proved to be the best."""
    return Fraction(best.least) if settled.why_not and best is not None and best.least is not None else None


def _whole(
    problem: Problem,
    inputs: Inputs,
    evaluation: Evaluation,
    taken: tuple[int, ...],
    status: AllocationStatus,
    in_turn: InTurn | None,
    best: BestAward | None = None,
) -> Allocation:
    offers = [problem.data.offers[place] for place in taken]
    prices = sum((Fraction(one.price) for one in offers), Fraction(0))
    discounts = discounts_told(problem, best)
    named = bool(taken) or status in {AllocationStatus.FINAL, AllocationStatus.PROVISIONAL}
    return Allocation(
        problem=problem,
        mechanism=problem.award.mechanism or "",
        status=status,
        lots=lots_told(problem, inputs, evaluation, taken, in_turn, status),
        cost=prices - sum((one.amount for one in discounts), Fraction(0)) if named else None,
        points=_points(problem, taken) if named else None,
        discounts=discounts,
        broken=broken_told(problem, taken) if named else (),
        capped=capped_told(problem, taken) if named else (),
        taken=taken,
    )


def _points(problem: Problem, taken: tuple[int, ...]) -> Fraction | None:
    """The points of the award; none where a package is taken, which has no points of its own."""
    offers = [problem.data.offers[place] for place in taken]
    if not problem.has_points or any(len(one.lots) > 1 for one in offers):
        return None
    return sum((Fraction(one.points) for one in offers), Fraction(0))


def _status(evaluation: Evaluation) -> AllocationStatus:
    if any(lot.status is LotStatus.PROVISIONAL for lot in evaluation.lots):
        return AllocationStatus.PROVISIONAL
    return AllocationStatus.FINAL
