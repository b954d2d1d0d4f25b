"""From aims in order to one award: each is made least while those before it are held.

Soft rules with a priority come first, then what the mechanism aims at, then - only where
several awards are as good - the rungs of the published tie rule.  Every step leaves a claim.
Where all equal awards are known, the rungs are compared on the list itself.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.lots.best import NotProved, Seek, best_award, next_best
from bideval.analysis.lots.effort import CASES, Tell
from bideval.model.allocation import AwardTie
from bideval.proof.awards import BestAward, is_best, offers_taken
from bideval.proof.linear import Number
from bideval.proof.lots import Aim, Held, Lots

EQUALS = 20  # awards that are told apart, at most

Award = tuple[int, ...]  # offers, by place


Level = tuple[int, ...]
_LEVEL = "not every equal award is known, and offers rank level, so what lot-order leaves is not proved"


class Settled(NamedTuple):
    """What came of the aims."""

    claims: tuple[BestAward, ...]
    best: BestAward | None  # the claim that names the award; None where there is none or nothing is proved
    impossible: bool = False
    why_not: str = ""  # why nothing is established
    equals: tuple[Award, ...] = ()  # as good as the best, the best among them
    complete: bool = True  # whether these are all
    others: tuple[tuple[Award, Fraction], ...] = ()  # near the best, with what they come to
    others_complete: bool = True
    rungs: tuple[str, ...] = ()  # those that were needed
    tied: bool = False


def settle(
    lots: Lots,
    aims: tuple[Aim, ...],
    ties: tuple[AwardTie, ...],
    level: Level,
    near: Fraction | None = None,
    cases: int = CASES,
    tell: Tell | None = None,
    seek: Seek = best_award,
) -> Settled:
    """Return the award that the aims and the tie rule leave, with proofs.

    ``level`` is by offer the first one that ranks with it in its lot; ``near`` is in percent.
    """
    held: tuple[Held, ...] = ()
    claims: tuple[BestAward, ...] = ()
    for aim in aims:
        known = claims[-1].taken if claims else None
        claim = seek(lots, aim, held, known=known, cases=cases, tell=tell)
        if isinstance(claim, NotProved):
            return Settled(claims, None, why_not=claim.reason)
        claims = (*claims, claim)
        if claim.least is None:
            return Settled(claims, None, impossible=True)
        if not is_best(claim) or claim.value is None:
            return Settled(
                claims, claim if claim.taken else None, why_not="the search ended before the proof"
            )
        held = (*held, Held(aim, claim.value))
    return _others(lots, aims[-1], held[:-1], Settled(claims, claims[-1]), ties, level, near, cases, seek)


def _others(
    lots: Lots,
    aim: Aim,
    held: tuple[Held, ...],
    settled: Settled,
    ties: tuple[AwardTie, ...],
    level: Level,
    near: Fraction | None,
    cases: int,
    seek: Seek,
) -> Settled:
    """Look for awards that are as good, or near."""
    best = settled.best
    assert best is not None  # settle has found one
    value = Fraction(best.value or 0)
    most = value + abs(value) * (near or 0) / 100
    equals, others, claims = [offers_taken(best)], list[tuple[Award, Fraction]](), list(settled.claims)
    complete = False
    for claim in next_best(lots, aim, held, best, most, EQUALS, cases, seek):
        if isinstance(claim, NotProved):
            break
        claims.append(claim)
        if claim.least is None:
            complete = True
        elif claim.value is not None and is_best(claim):
            _sort(equals, others, offers_taken(claim), Fraction(claim.value), value)
    found = settled._replace(
        claims=tuple(claims),
        equals=tuple(equals),
        complete=complete or bool(others),
        others=tuple(others),
        others_complete=complete,
    )
    if len(equals) == 1 and found.complete:
        return found
    if not found.complete:
        if _reads_level(ties, level):
            return found._replace(why_not=_LEVEL)
        return _ranked_by_search(lots, aim, held, found, ties, cases, seek)
    return _ranked(lots, aim, found, ties, level)


def _sort(
    equals: list[Award], others: list[tuple[Award, Fraction]], award: Award, value: Fraction, best: Fraction
) -> None:
    if value == best:
        equals.append(award)
    else:
        others.append((award, value))


def _reads_level(ties: tuple[AwardTie, ...], level: Level) -> bool:
    """Whether a rung goes by rank, where some offers for a lot have the same."""
    return any(rung.by == "lot-order" for rung in ties) and len(set(level)) < len(level)


def _ranked(lots: Lots, aim: Aim, found: Settled, ties: tuple[AwardTie, ...], level: Level) -> Settled:
    """Apply the rungs of the tie rule one after the other, until one award is left."""
    left, used = list(found.equals), list[str]()
    for rung in ties:
        for step in rung_aims(lots, rung.by):
            values = [comes_to(lots, step, award, level) for award in left]
            kept = [award for award, value in zip(left, values, strict=True) if value == min(values)]
            if len(kept) < len(left) and rung.by not in used:
                used.append(rung.by)
            left = kept
        if len(left) == 1:
            break
    named = next(
        one
        for one in found.claims
        if one.taken is not None and offers_taken(one) == left[0] and one.aim == aim
    )
    return found._replace(best=named, rungs=tuple(used), tied=len(left) > 1)


def _ranked_by_search(
    lots: Lots,
    aim: Aim,
    held: tuple[Held, ...],
    found: Settled,
    ties: tuple[AwardTie, ...],
    cases: int,
    seek: Seek,
) -> Settled:
    """Where not all equal awards are known: each rung is an aim of its own, with the others held."""
    best = found.best
    assert best is not None  # settle has found one
    assert best.value is not None
    held = (*held, Held(aim, best.value))
    claims, used = list(found.claims), list[str]()
    for rung in ties:
        for step in rung_aims(lots, rung.by):
            claim = seek(lots, step, held, known=best.taken, cases=cases)
            if isinstance(claim, NotProved) or not is_best(claim) or claim.value is None:
                return found._replace(why_not="the tie rule could not be proved", claims=tuple(claims))
            claims.append(claim)
            held = (*held, Held(step, claim.value))
            best = claim
        used.append(rung.by)
    last = seek(lots, aim, held, (offers_taken(best),), cases=cases)
    if isinstance(last, NotProved):
        return found._replace(why_not=last.reason, claims=tuple(claims))
    return found._replace(claims=(*claims, last), best=best, rungs=tuple(used), tied=last.least is not None)


def rung_aims(lots: Lots, by: str) -> Iterator[Aim]:
    """Yield what a rung makes least, in order: for the order of lots, the place of each lot's offer."""
    if by == "lot-order":
        yield from (Aim("order", (lot,)) for lot in range(len(lots.reserves)))
    elif by == "lower-price":
        yield Aim("cost")
    elif by == "more-points":
        yield Aim("points")
    elif by == "fewer-winners":
        yield Aim("fewer-winners")
    else:
        yield Aim("more-winners")


def comes_to(lots: Lots, aim: Aim, award: Award, level: Level) -> Number:
    """Return what an award comes to for a rung; awards of one cost are equal in it, discounts and all.

    Offers that rank level come to the same: the order of their ids settles nothing.
    """
    offers = [lots.offers[place] for place in award]
    if aim.kind == "cost":
        return sum((one.price for one in offers), Fraction(0)) if not _has_discounts(lots) else 0
    if aim.kind == "points":
        return -sum((one.points for one in offers), Fraction(0))
    if aim.kind == "order":
        (lot,) = aim.of
        return next((level[place] for place in award if lot in lots.offers[place].lots), len(lots.offers))
    winners = len({lots.bidders[one.bid] for one in offers})
    return winners if aim.kind == "fewer-winners" else -winners


def _has_discounts(lots: Lots) -> bool:
    return bool(lots.discounts or lots.volumes)
