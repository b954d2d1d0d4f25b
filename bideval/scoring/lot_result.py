"""The result of one lot: placings, winners, margin, shadow results, notes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Finding, GuardError
from bideval.model.decision import Decision, DecisionKind
from bideval.model.evaluation import LotResult, LotStatus, Placing, PlacingStatus, Shadow
from bideval.model.numbers import decimal_text
from bideval.model.rules import RankOn
from bideval.scoring.admission import Admission, admit
from bideval.scoring.case import LotCase
from bideval.scoring.lot_rules import has_minimums, without_minimums
from bideval.scoring.lot_scores import BidScores, score_bids
from bideval.scoring.placing import Order, order_bids
from bideval.scoring.recorded import standing
from bideval.scoring.ties import Comparable, Settled, deciding_draw, settle
from bideval.scoring.undefined import (
    field_finding,
    is_reported,
    unmarked,
    unpriced,
    without_price_points,
)

Scores = Mapping[str, BidScores]


class Judged(NamedTuple):
    """A lot's result, or the findings that stand in its way."""

    result: LotResult | None
    findings: tuple[Finding, ...]


def judge_lot(case: LotCase) -> Judged:
    """Admit, score, place and explain the bids of one lot."""
    admission = admit(case)
    try:
        scores = score_bids(case, admission.assessed) if admission.assessed else {}
    except GuardError as problem:
        return Judged(None, (*admission.findings, *_unscorable(case, admission.assessed, problem)))
    findings = (*admission.findings, *unpriced(case, admission.assessed))
    return Judged(None if findings else _result(case, admission, scores), findings)


def lot_problems(case: LotCase) -> tuple[Finding, ...]:
    """Return what is wrong with the bids of a lot whose rules do not go together yet.

    Its minimums may rest on wrong weights: they are not tested, and where there are any
    nobody knows which bids need a price.
    """
    plain = case._replace(rules=replace(case.rules, tree=without_minimums(case.rules.tree), with_={}))
    admission = admit(plain)
    found = (*admission.findings, *unmarked(plain, admission.assessed))
    if has_minimums(case.rules):
        return found
    return (*found, *unpriced(plain, admission.assessed), *without_price_points(plain, admission.assessed))


def _unscorable(case: LotCase, assessed: tuple[str, ...], problem: GuardError) -> tuple[Finding, ...]:
    """Every reason why the assessed bids cannot be scored, in one run."""
    checks = (unmarked, unpriced, without_price_points)
    found = tuple(finding for check in checks for finding in check(case, assessed))
    if found or any(is_reported(case, bid) for bid in assessed):
        return found
    return tuple(_one_by_one(case, assessed, problem))


def _one_by_one(case: LotCase, bids: tuple[str, ...], problem: GuardError) -> Iterator[Finding]:
    """A method names the first bid it is not defined for; the others are asked without it."""
    yield field_finding(case, problem)
    left = tuple(bid for bid in bids if bid != problem.bid)
    if problem.bid is None or not left:
        return
    try:
        score_bids(case, left)
    except GuardError as another:
        if another.bid is not None:
            yield from _one_by_one(case, left, another)


def _order(case: LotCase, scores: Scores) -> Order:
    bids = {bid: Comparable(own.price, own.points, case.bids[bid].received) for bid, own in scores.items()}
    draws = _draws(case)

    def settled(group: Sequence[str]) -> Settled:
        return settle(group, bids, case.rules.ties, case.rules.id, draws)

    keys = {bid: own.key for bid, own in scores.items() if own.key is not None}
    return order_bids(keys, settled, case.rules.places)


def _draws(case: LotCase) -> tuple[Decision, ...]:
    """The standing draws about this lot."""
    return tuple(
        decision
        for _, decision in standing(case.inputs)
        if decision.kind is DecisionKind.DRAW and decision.lot in {None, case.rules.id}
    )


def _result(case: LotCase, admission: Admission, scores: Scores) -> LotResult:
    order = _order(case, scores) if not case.quality_only else Order({}, (), (), {}, ())
    status = _status(case, admission, order, scores)
    awards = status not in {LotStatus.NEEDS_ALLOCATION, LotStatus.QUALITY_ONLY}
    margin, margin_exact = _margin(case, order, scores)
    notes = (
        *admission.notes,
        *_pending_notes(admission),
        *_draw_notes(case, order),
        *_rounding_notes(case, order, scores),
    )
    return LotResult(
        id=case.rules.id,
        title=case.rules.title,
        method=case.rules.method.id,
        status=status,
        unit=case.rules.method.unit,
        better=case.rules.method.better.value,
        places=case.rules.places,
        winners=order.winners if awards else (),
        tied=order.tied,
        margin=margin,
        margin_exact=margin_exact,
        placings=tuple(_placing(case, admission, scores, order, bid) for bid in _listed(case, order, scores)),
        notes=notes,
        decided_by=_decided_by(case, scores),
    )


def _decided_by(case: LotCase, scores: Scores) -> str | None:
    """What ranks the bids where the method's figure does not: the criterion its terms name."""
    named = case.rules.with_.get("decides")
    by_order = any(own.key is not None and len(own.key) > 1 for own in scores.values())
    return named if by_order and isinstance(named, str) else None


def _status(case: LotCase, admission: Admission, order: Order, scores: Scores) -> LotStatus:
    if not scores:
        return LotStatus.NO_ASSESSED_BID
    if case.quality_only:
        return LotStatus.QUALITY_ONLY
    if order.tied:
        return LotStatus.TIED
    if admission.pending:
        return LotStatus.PROVISIONAL
    limited = case.inputs.tender.lot_limit is not None and len(case.inputs.tender.lots) > 1
    return LotStatus.NEEDS_ALLOCATION if limited else LotStatus.FINAL


def _listed(case: LotCase, order: Order, scores: Scores) -> tuple[str, ...]:
    """Ranked bids best first, then the unranked, then those not assessed, each by id."""
    unranked = sorted(set(scores) - set(order.sequence))
    return (*order.sequence, *unranked, *sorted(set(case.bids) - set(scores)))


def _margin(case: LotCase, order: Order, scores: Scores) -> tuple[Fraction | None, Fraction | None]:
    """Last awarded against first not awarded: how far the winner is ahead."""
    if len(order.sequence) <= case.rules.places:
        return None, None
    if order.tied:
        return Fraction(0), Fraction(0)
    last, first = order.sequence[case.rules.places - 1], order.sequence[case.rules.places]
    ahead, behind = scores[last], scores[first]
    assert ahead.key is not None
    assert behind.key is not None
    if ahead.key == behind.key:
        return Fraction(0), _exact_gap(ahead, behind)
    return abs(ahead.compared - behind.compared), _exact_gap(ahead, behind)


def _exact_gap(ahead: BidScores, behind: BidScores) -> Fraction | None:
    if ahead.compared_exact is None or behind.compared_exact is None:
        return None
    return abs(ahead.compared_exact - behind.compared_exact)


def _placing(case: LotCase, admission: Admission, scores: Scores, order: Order, bid: str) -> Placing:
    own = scores.get(bid)
    status, because = admission.statuses[bid]
    price = case.prices.get(bid)
    shadow = _shadow(case, scores, bid) if status is PlacingStatus.DISREGARDED else None
    return Placing(
        bid=bid,
        bidder=case.bids[bid].bidder.id,
        name=case.bids[bid].bidder.name,
        status=status,
        rank=order.ranks.get(bid),
        price=price.amount if price else None,
        total=own.total if own and not case.quality_only else None,
        total_exact=own.total_exact if own and not case.quality_only else None,
        worked=own.worked if own else "",
        tie_rungs=order.rungs.get(bid, ()),
        scores=own.scores if own else (),
        gates=admission.gates[bid],
        shadow=shadow,
        because=because,
    )


def _shadow(case: LotCase, scores: Scores, bid: str) -> Shadow:
    """The plain evaluation of the assessed bids plus this one alone."""
    if case.quality_only:
        return _no_shadow("prices are not opened")
    if case.rules.reads_price() and bid not in case.prices:
        return _no_shadow("its price is not on file")
    try:
        found = score_bids(case, (*sorted(scores), bid))
    except GuardError as problem:
        return _no_shadow(str(problem))
    own = found[bid]
    rank = _order(case, found).ranks.get(bid)
    return Shadow(rank, own.total, own.total_exact, own.scores, None)


def _no_shadow(reason: str) -> Shadow:
    return Shadow(None, None, None, (), reason)


def _pending_notes(admission: Admission) -> Iterator[str]:
    for bid, gate in admission.pending:
        yield f"{bid} failed the gate {gate}, and no decision says yet whether it is disregarded"


def _draw_notes(case: LotCase, order: Order) -> Iterator[str]:
    """A draw before witnesses is taken as told, and every output says so."""
    drawn = {
        tuple(sorted(rung.values)) for rungs in order.rungs.values() for rung in rungs if rung.by == "draw"
    }
    draws = _draws(case)
    deciding = [deciding_draw(group, case.rules.id, draws) for group in sorted(drawn)]
    for decision in dict.fromkeys(decision.id for decision in deciding if decision is not None):
        yield _drawn_words(next(draw for draw in draws if draw.id == decision))


def _drawn_words(draw: Decision) -> str:
    if draw.seed is not None:
        return (
            f"a tie was settled by a draw that anyone can recompute from the seed {draw.seed!r} "
            f"(decision {draw.id})"
        )
    by = ", ".join(draw.witnessed_by or ())
    return f"a tie was settled by lot before witnesses ({by}), taken as told (decision {draw.id})"


def _rounding_notes(case: LotCase, order: Order, scores: Scores) -> Iterator[str]:
    """Say where the published rounding decided something that exact figures would not."""
    if case.quality_only or case.rules.rank_on is not RankOn.ROUNDED:
        return
    exact = {bid: own.key_exact or () for bid, own in scores.items()}  # the empty key is behind all others
    worst = min((exact[bid] for bid in order.winners), default=None)
    for bid in sorted(set(exact) - set(order.winners)):
        if worst is not None and exact[bid] > worst:
            yield (
                f"rounding decided: on exact figures {bid}{_exact_words(scores[bid])} is ahead of "
                "an awarded bid"
            )
        elif worst is not None and exact[bid] < worst and _level(scores, order.winners, bid):
            yield f"rounding made a tie: on exact figures {bid}{_exact_words(scores[bid])} is behind"
    best = max((exact[bid] for bid in order.tied), default=None)
    for bid in order.tied:
        if exact[bid] != best:
            yield f"rounding made a tie: on exact figures {bid}{_exact_words(scores[bid])} is behind"


def _exact_words(own: BidScores) -> str:
    """The exact figure, where it is what bids are ranked on."""
    is_ranked_on = own.total_exact is not None and own.key_exact is not None and len(own.key_exact) == 1
    return f" ({decimal_text(own.total_exact)})" if own.total_exact is not None and is_ranked_on else ""


def _level(scores: Scores, winners: tuple[str, ...], bid: str) -> bool:
    return any(scores[winner].key == scores[bid].key for winner in winners)
