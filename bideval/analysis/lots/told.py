"""An award in words and figures: each lot, who was passed and why, discounts, caps, other awards."""

from fractions import Fraction

from bideval.analysis.lots.above_reserve import above_reserve
from bideval.analysis.lots.allocation import (
    AllocationStatus,
    Alternative,
    Capped,
    LotAward,
    Off,
    Passed,
)
from bideval.analysis.lots.in_turn import InTurn
from bideval.analysis.lots.kept import broken_by, counted
from bideval.analysis.lots.ladder import Settled
from bideval.analysis.lots.problem import Problem
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.proof.awards import BestAward, offers_taken
from bideval.proof.lots import VolumeDiscount
from bideval.proof.lots_columns import columns_of

Taken = tuple[int, ...]


def lots_told(
    problem: Problem,
    inputs: Inputs,
    evaluation: Evaluation,
    taken: Taken,
    in_turn: InTurn | None,
    status: AllocationStatus,
) -> tuple[LotAward, ...]:
    """Return every lot in published order, with the bids that rank ahead of the awarded one."""
    results = {lot.id: lot for lot in evaluation.lots}
    by_lot = {lot: place for place in taken for lot in problem.offers[place].lots}
    listed = [lot.id for lot in inputs.tender.lots]
    first = problem.award.order
    ids = [*first, *(lot for lot in listed if lot not in first)]
    found = []
    for lot in ids:
        place = by_lot.get(lot)
        if place is None:
            passed = _passed(problem, lot, None, taken, in_turn)
            because = _why_none(problem, lot, status)
            above = tuple(above_reserve(problem.award, results[lot], None))
            found.append(
                LotAward(lot, results[lot].title, None, None, None, None, None, None, passed, because, above)
            )
            continue
        name, offer = problem.offers[place], problem.data.offers[place]
        single = _single(problem, name.bid, lot)
        found.append(
            LotAward(
                lot=lot,
                title=results[lot].title,
                bid=name.bid,
                bidder=problem.bidders[problem.data.bidders[offer.bid]],
                price=None if name.package else Fraction(offer.price),
                points=_points(problem, single),
                rank=None if single is None else problem.offers[single].rank,
                package=name.package or None,
                passed=_passed(problem, lot, place, taken, in_turn),
                because="",
                above=tuple(above_reserve(problem.award, results[lot], name.bid)),
            )
        )
    return tuple(found)


def _points(problem: Problem, single: int | None) -> Fraction | None:
    return Fraction(problem.data.offers[single].points) if single is not None and problem.has_points else None


_WHY_NONE = {
    AllocationStatus.TIED: "awards are tied",
    AllocationStatus.IMPOSSIBLE: "the rules conflict",
    AllocationStatus.NOT_ESTABLISHED: "not established",
}


def _why_none(problem: Problem, lot: str, status: AllocationStatus) -> str:
    if lot in problem.without_bids:
        return "no assessed bid"
    if status in _WHY_NONE:
        return _WHY_NONE[status]
    place = problem.lots.index(lot)
    reserve = problem.data.reserves[place]
    offered = any(place in offer.lots for offer in problem.data.offers)
    if not offered:
        return "no bid within the reserve price"
    return "no award" if reserve is not None else "every bid is kept off by a rule"


def _single(problem: Problem, bid: str, lot: str) -> int | None:
    """The offer of a bid for a lot alone."""
    pairs = enumerate(problem.offers)
    return next((at for at, name in pairs if name.bid == bid and name.lots == (lot,)), None)


def _passed(
    problem: Problem, lot: str, place: int | None, taken: Taken, in_turn: InTurn | None
) -> tuple[Passed, ...]:
    """The bids that rank ahead of the awarded one, each with the rules that would be broken by it."""
    awarded = None if place is None else _single(problem, problem.offers[place].bid, lot)
    rank = None if awarded is None else problem.offers[awarded].rank
    if not taken:
        return ()
    found = []
    for at, name in enumerate(problem.offers):
        if name.lots != (lot,) or (rank is not None and name.rank >= rank):
            continue
        if in_turn is not None:
            rules = in_turn.kept_off.get((problem.lots.index(lot), at), ())
        else:
            rules = _would_break(problem, at, place, taken)
        found.append(Passed(name.bid, name.rank, _rule_ids(problem, rules)))
    return tuple(found)


def _would_break(problem: Problem, at: int, place: int | None, taken: Taken) -> tuple[int, ...]:
    """The hard rules that the award would break with this offer in the place of the one taken."""
    left = tuple(one for one in taken if one != place)
    before = {*broken_by(problem.data, taken), *broken_by(problem.data, left, so_far=True)}
    after = broken_by(problem.data, (*left, at), so_far=True)
    if not after and (place is None or len(problem.data.offers[place].lots) == 1):
        after = broken_by(problem.data, (*left, at))  # what asks for a least: only where no other lot falls
    return tuple(rule for rule in after if rule not in before and problem.data.rules[rule].penalty is None)


def kept_off(problem: Problem, lot: str, bid: str, taken: Taken) -> tuple[str, ...]:
    """Return the ids of the hard rules that keep a bid's offer for a lot out of an award that searched."""
    at = _single(problem, bid, lot)
    if at is None:
        return ()
    place = next((one for one in taken if lot in problem.offers[one].lots), None)
    return _rule_ids(problem, _would_break(problem, at, place, taken))


def _rule_ids(problem: Problem, rules: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(problem.rules[rule].id for rule in rules))


def discounts_told(problem: Problem, best: BestAward | None) -> tuple[Off, ...]:
    """Return the discounts that come off, from the columns of the proved award."""
    if best is None or best.taken is None or best.lots != problem.data:
        return ()
    columns, ones = columns_of(best.lots, best.aim, best.held), frozenset(best.taken)
    found = []
    for at, column in enumerate(columns.discounts):
        if column in ones:
            one = problem.data.discounts[at]
            found.append(Off(problem.bids[one.bid], problem.discounts[at], Fraction(one.amount)))
    for volume, steps, parts in zip(problem.data.volumes, columns.steps, columns.parts, strict=True):
        for at, (step, taken) in enumerate(zip(steps, parts, strict=True)):
            if step in ones:
                prices = [problem.data.offers[offer].price for offer, part in taken.items() if part in ones]
                amount = _volume_amount(volume, at, sum(map(Fraction, prices), Fraction(0)))
                found.append(Off(problem.bids[volume.bid], "volume", amount))
    return tuple(one for one in found if one.amount)


def _volume_amount(volume: VolumeDiscount, at: int, total: Fraction) -> Fraction:
    """What comes off a total at a step: a percentage of all, or of what lies beyond each step."""
    if not volume.incremental:
        return total * Fraction(volume.steps[at].percent) / 100
    found, before = Fraction(0), Fraction(0)
    for step in volume.steps[: at + 1]:
        found += (total - Fraction(step.at)) * (Fraction(step.percent) - before) / 100
        before = Fraction(step.percent)
    return found


def broken_told(problem: Problem, taken: Taken) -> tuple[tuple[str, str], ...]:
    """Return the soft rules that the award breaks: the id, and whom or what it is about."""
    rules = broken_by(problem.data, taken)
    parts = [problem.rules[at] for at in rules if problem.data.rules[at].penalty is not None]
    return tuple((part.id, part.about) for part in parts)


def capped_told(problem: Problem, taken: Taken) -> tuple[Capped, ...]:
    """Return who could be awarded no lot more: every other offer of the bidder would break the rule."""
    found = []
    for at, (part, rule) in enumerate(zip(problem.rules, problem.data.rules, strict=True)):
        if rule.kind != "amount" or rule.most is None or len(rule.bidders) != 1 or len(rule.lots) < 2:
            continue
        (bidder,) = rule.bidders
        own = [one for one in taken if problem.data.bidders[problem.data.offers[one].bid] == bidder]
        covered = {lot for one in own for lot in problem.data.offers[one].lots}
        more = [
            place
            for place, offer in enumerate(problem.data.offers)
            if problem.data.bidders[offer.bid] == bidder and covered.isdisjoint(offer.lots)
        ]
        if own and more and all(at in broken_by(problem.data, (*own, place)) for place in more):
            used = sum((Fraction(counted(rule, problem.data.offers[one])) for one in own), Fraction(0))
            found.append(Capped(problem.bidders[bidder], part.id, used, Fraction(rule.most)))
    return tuple(found)


def alternatives_told(problem: Problem, settled: Settled) -> tuple[Alternative, ...]:
    """Return the other awards, equal ones first, each with the lots that differ from the best.

    Where a tie leaves nobody awarded, every equal award is told, each with all its lots.
    """
    if settled.best is None:
        return ()
    best, value = offers_taken(settled.best), Fraction(settled.best.value or 0)
    if settled.best.aim != settled.claims[0].aim and settled.equals:
        value = next(Fraction(one.value or 0) for one in settled.claims if one.aim.kind in {"cost", "points"})
    if settled.tied:
        near = [pair for pair in settled.others if pair[0] not in settled.equals]
        every = [*((award, value) for award in settled.equals), *near]
        return tuple(Alternative(worth, tuple(_by_lot(problem, award).items())) for award, worth in every)
    equal = [(award, value) for award in settled.equals if award != best]
    rest = [pair for pair in settled.others if pair[0] != best]
    return tuple(
        Alternative(comes_to, _differing(problem, best, award)) for award, comes_to in (*equal, *rest)
    )


def _differing(problem: Problem, best: Taken, other: Taken) -> tuple[tuple[str, str], ...]:
    one, two = _by_lot(problem, best), _by_lot(problem, other)
    return tuple((lot, two.get(lot, "")) for lot in problem.lots if one.get(lot, "") != two.get(lot, ""))


def _by_lot(problem: Problem, taken: Taken) -> dict[str, str]:
    return {
        lot: name.bid + (f" ({name.package})" if name.package else "")
        for name in (problem.offers[place] for place in taken)
        for lot in name.lots
    }
