"""The result of one lot: placings, winners, margin, shadow results, notes."""

from collections.abc import Iterator
from typing import NamedTuple

from bideval.errors import Finding, GuardError
from bideval.model.decision import Decision
from bideval.model.evaluation import LotResult, LotStatus, Placing, PlacingStatus, Shadow
from bideval.model.numbers import decimal_text
from bideval.model.rules import Combine, RankOn, Stage
from bideval.scoring.admission import Admission, admit
from bideval.scoring.authorities import authority_results, disagreement
from bideval.scoring.case import LotCase
from bideval.scoring.correction_notes import correction_notes
from bideval.scoring.decision_notes import decision_notes
from bideval.scoring.joint import deciding_authority, is_illustrative, score_lot
from bideval.scoring.lot_order import NO_ORDER, Scores, at_the_border, draws_about, margin_of, order_of
from bideval.scoring.lot_rules import has_minimums, without_minimums
from bideval.scoring.lot_scores import SUMMED, WEIGHTED_SUM, BidScores
from bideval.scoring.own_packs import own_pack_notes
from bideval.scoring.placing import Order
from bideval.scoring.policy import places_of
from bideval.scoring.status_places import status_places
from bideval.scoring.ties import deciding_draw
from bideval.scoring.undefined import (
    field_finding,
    is_reported,
    unmarked,
    unpriced,
    without_price_points,
)

NOBODY = ""  # whose scores are told, where nobody's are
__all__ = ["Judged", "draws_about", "judge_lot", "lot_problems"]


class Judged(NamedTuple):
    """A lot's result, or the findings that stand in its way."""

    result: LotResult | None
    findings: tuple[Finding, ...]


def judge_lot(case: LotCase, *, shadows: bool = True, scores_told: bool = True) -> Judged:
    """Admit, score, place and explain the bids of one lot.

    Without ``shadows`` no disregarded bid has a shadow result; without ``scores_told`` the
    scores of a bid need not stand criterion by criterion.  Totals and ranks are the same.
    """
    admission = admit(case)
    try:
        told = None if scores_told else NOBODY
        scores = score_lot(case, admission.assessed, told) if admission.assessed else {}
    except GuardError as problem:
        return Judged(None, (*admission.findings, *_unscorable(case, admission.assessed, problem)))
    findings = (*admission.findings, *unpriced(case, admission.assessed))
    return Judged(None if findings else _result(case, admission, scores, shadows=shadows), findings)


def lot_problems(case: LotCase) -> tuple[Finding, ...]:
    """Return what is wrong with the bids of a lot whose rules do not go together yet.

    Its minimums may rest on wrong weights: they are not tested, and where there are any
    nobody knows which bids need a price.
    """
    plain = case._replace(rules=case.rules._replace(tree=without_minimums(case.rules.tree), with_={}))
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
        score_lot(case, left)
    except GuardError as another:
        if another.bid is not None:
            yield from _one_by_one(case, left, another)


def _result(case: LotCase, admission: Admission, scores: Scores, *, shadows: bool) -> LotResult:
    order = order_of(case, scores) if _is_ranked(case) else NO_ORDER
    status = _status(case, admission, order, scores)
    margin, margin_exact = margin_of(case, order, scores)
    placings = tuple(_placing(case, admission, scores, order, bid) for bid in _listed(case, order, scores))
    if shadows:
        placings = tuple(_with_shadow(case, scores, one) for one in placings)
    authorities = authority_results(case, {one.bid: one for one in placings if one.bid in scores})
    notes = (
        *admission.notes,
        *(correction_notes(case, order.winners) if _is_ranked(case) else ()),
        *decision_notes(case),
        *own_pack_notes(case),
        *disagreement(authorities),
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
        winners=order.winners if status is not LotStatus.NEEDS_ALLOCATION else (),
        tied=order.tied,
        margin=margin,
        margin_exact=margin_exact,
        placings=placings,
        notes=notes,
        decided_by=_decided_by(case, order, scores),
        combine=case.rules.combine.value if case.rules.combine else None,
        authorities=authorities,
        decimals=_decimals(case),
    )


def _decimals(case: LotCase) -> int:
    """The places to which the figures that are ranked were rounded last; 0 where no rounding is published."""
    sums = case.rules.method.id == WEIGHTED_SUM
    return places_of(case.rules.policy, *SUMMED if sums else (Stage.FIGURE,))


def _is_ranked(case: LotCase) -> bool:
    return not case.quality_only and not is_illustrative(case.rules)


def _decided_by(case: LotCase, order: Order, scores: Scores) -> str | None:
    """What ranks the bids where the figure does not: the criterion that the method's terms name.

    In a lexicographic lot: the total of the authority that sets the winner and the next bid apart.
    """
    border = at_the_border(case, order)
    if case.rules.combine is Combine.LEXICOGRAPHIC:
        place = deciding_authority(case.rules, *(scores[bid] for bid in border)) if border else None
        return None if place is None else f"the total of {case.rules.authorities[place].id}"
    named = case.rules.with_.get("decides")
    by_order = any(own.key is not None and len(own.key) > 1 for own in scores.values())
    return named if by_order and isinstance(named, str) else None


def _status(case: LotCase, admission: Admission, order: Order, scores: Scores) -> LotStatus:
    if not scores:
        return LotStatus.NO_ASSESSED_BID
    if case.quality_only:
        return LotStatus.QUALITY_ONLY
    if is_illustrative(case.rules):
        return LotStatus.ILLUSTRATIVE
    if order.tied:
        return LotStatus.TIED
    if admission.pending:
        return LotStatus.PROVISIONAL
    tender = case.inputs.tender
    limited = (tender.lot_limit is not None or tender.award is not None) and len(tender.lots) > 1
    return LotStatus.NEEDS_ALLOCATION if limited else LotStatus.FINAL


def _listed(case: LotCase, order: Order, scores: Scores) -> tuple[str, ...]:
    """Ranked bids best first, then the unranked, then those not assessed, each by id."""
    unranked = sorted(set(scores) - set(order.sequence))
    return (*order.sequence, *unranked, *sorted(set(case.bids) - set(scores)))


def _placing(case: LotCase, admission: Admission, scores: Scores, order: Order, bid: str) -> Placing:
    own = scores.get(bid)
    status, because = admission.statuses[bid]
    price = case.prices.get(bid)
    return Placing(
        bid=bid,
        bidder=case.bids[bid].bidder.id,
        name=case.bids[bid].bidder.name,
        status=status,
        rank=order.ranks.get(bid),
        price=price.amount if price else None,
        total=own.total if own and _is_ranked(case) else None,
        total_exact=own.total_exact if own and _is_ranked(case) else None,
        worked=own.worked if own else "",
        tie_rungs=order.rungs.get(bid, ()),
        scores=own.scores if own else (),
        gates=admission.gates[bid],
        shadow=None,
        because=because,
        because_at=status_places(case, bid, status),
        built=price,
    )


def _with_shadow(case: LotCase, scores: Scores, placing: Placing) -> Placing:
    if placing.status is not PlacingStatus.DISREGARDED:
        return placing
    return placing._replace(shadow=_shadow(case, scores, placing.bid))


def _shadow(case: LotCase, scores: Scores, bid: str) -> Shadow:
    """The plain evaluation of the assessed bids plus this one alone."""
    if case.quality_only:
        return _no_shadow("prices are not opened")
    if is_illustrative(case.rules):
        return _no_shadow("no published rule combines the totals of the authorities")
    if case.rules.reads_price() and bid not in case.prices:
        return _no_shadow("its price is not on file")
    try:
        found = score_lot(case, (*sorted(scores), bid), told=bid)
    except GuardError as problem:
        return _no_shadow(str(problem))
    own = found[bid]
    rank = order_of(case, found).ranks.get(bid)
    return Shadow(rank, own.total, own.total_exact, own.scores, None)


def _no_shadow(reason: str) -> Shadow:
    return Shadow(None, None, None, (), reason)


def _pending_notes(admission: Admission) -> Iterator[str]:
    for bid, gate in admission.pending:
        if any(result.gate == gate and result.passed for result in admission.gates[bid]):
            yield f"{bid} passed the gate {gate} with the grade amber: no decision records its condition yet"
            continue
        yield f"{bid} failed the gate {gate}, and no decision says yet whether it is disregarded"


def _draw_notes(case: LotCase, order: Order) -> Iterator[str]:
    """A draw before witnesses is taken as told, and every output says so."""
    drawn = {
        tuple(sorted(rung.values)) for rungs in order.rungs.values() for rung in rungs if rung.by == "draw"
    }
    draws = draws_about(case)
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
    if not _is_ranked(case) or case.rules.rank_on is not RankOn.ROUNDED:
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
