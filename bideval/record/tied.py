"""Whether the numbers of a claim are those of the tender: docs/record.md, claims that are tied.

A certificate proves its claim about the data in it.  Here the data are compared with points
and weights computed from the record: differences, published weights, who wins ties, and
that the published weights are among those considered.

A claim that is not tied is no forgery by itself; it says nothing that the record shows.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from bideval.model.evaluation import LotResult, Placing, PlacingStatus
from bideval.model.inputs import Inputs
from bideval.model.recorded import RecordedAnswer
from bideval.model.rules import RankOn
from bideval.proof.awards import BestAward
from bideval.proof.claims import (
    BestRank,
    CannotWin,
    CanWin,
    Claim,
    NeverLeads,
    OnlyTies,
    PairBound,
    SmallestMove,
    SmallestWholeMove,
    WeightClaim,
    WorstRank,
)
from bideval.proof.linear import Vector
from bideval.proof.region import Region, contains
from bideval.scoring.case import lot_case
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.pairs import ahead_in_ties

HUNDRED = Fraction(100)
_AGAINST_ALL = (CanWin, OnlyTies, SmallestMove, SmallestWholeMove, BestRank, WorstRank)
_MOVES = (SmallestMove, SmallestWholeMove)

Columns = tuple[Mapping[str, Fraction], ...]


class Race(NamedTuple):
    """A lot as claims see it: rules, the assessed bids' placings, and who is ahead in a tie of two."""

    rules: LotRules
    placings: Mapping[str, Placing]
    ahead: Mapping[tuple[str, str], bool]


def races(inputs: Inputs, results: tuple[LotResult, ...]) -> dict[str, Race]:
    """Return the race of each lot; ``results`` are those of ``inputs``."""
    rules = {one.id: one for one in compile_rules(inputs).scorable}
    found = {}
    for result in results:
        assessed = {one.bid: one for one in result.placings if one.status is PlacingStatus.ASSESSED}
        ties = ahead_in_ties(lot_case(inputs, rules[result.id]), assessed.values())
        found[result.id] = Race(rules[result.id], assessed, ties)
    return found


def why_not_tied(answer: RecordedAnswer, claim: Claim, race: Race | None) -> str | None:
    """Return why the data of ``claim`` are not this tender's, or None where they are."""
    if isinstance(claim, BestAward):
        return "it is about an award of lots, which no answer of a lot holds"
    if race is None:
        return f"there is no lot {answer.lot} with a result"
    columns = tuple({name: Fraction(share) for name, share in one.items()} for one in answer.columns)
    fault = _columns_fault(race.rules, columns)
    if fault is not None:
        return fault
    if answer.about is not None and answer.about not in race.placings:
        return "it is about no assessed bid"
    bids = race.placings if answer.about is None else (answer.about,)
    faults = [_fault(bid, claim, race, columns) for bid in bids]
    return next((None for one in faults if one is None), faults[0]) if faults else "no bid is assessed"


def _fault(bid: str, claim: WeightClaim, race: Race, columns: Columns) -> str | None:
    """Why the data are not those of the challenger ``bid``, or None where they are."""
    faults = (check(bid, claim, race, columns) for check in _CHECKS)
    return next((one for one in faults if one is not None), None)


def _columns_fault(rules: LotRules, columns: Columns) -> str | None:
    """Columns part the weights: every criterion once, shares that sum to 1."""
    known = {node.id for node in rules.nodes()}
    if any(sum(column.values()) != 1 or not known.issuperset(column) for column in columns):
        return "its columns are no shares of the lot's criteria"
    weights, of = _weights(rules, columns), _weights_by_node(rules)
    if sum(weights) != HUNDRED:
        return "its columns do not hold all the weight"
    for column, weight in zip(columns, weights, strict=True):
        if any(share * weight != of[name] for name, share in column.items()):
            return "its columns part the weight otherwise than the tender does"
    return None


def _weights(rules: LotRules, columns: Columns) -> Vector:
    """The published weight of each column, percent of the whole."""
    weights = _weights_by_node(rules)
    return tuple(sum((weights[name] for name in column), Fraction(0)) for column in columns)


def _weights_by_node(rules: LotRules) -> dict[str, Fraction]:
    return {node.id: node.weight * HUNDRED / rules.whole for node in rules.nodes()}


def _points(race: Race, columns: Columns, bid: str) -> Vector:
    exact = race.rules.rank_on is not RankOn.ROUNDED
    of = {one.criterion: one.points_exact if exact else one.points for one in race.placings[bid].scores}
    return tuple(sum((share * of[name] for name, share in column.items()), Fraction(0)) for column in columns)


def _region_fault(bid: str, claim: WeightClaim, race: Race, columns: Columns) -> str | None:
    del bid
    region: Region = claim.region
    if len(region.low) != len(columns):
        return "it has another number of weights than the answer has columns"
    return None if contains(region, _weights(race.rules, columns)) else "the published weights lie outside it"


def _weights_fault(bid: str, claim: WeightClaim, race: Race, columns: Columns) -> str | None:
    del bid
    if isinstance(claim, _MOVES) and tuple(claim.published) != _weights(race.rules, columns):
        return "its published weights are not those of the tender"
    if not isinstance(claim, (*_MOVES, NeverLeads)):
        return None
    asked = zip(claim.differences, claim.required, strict=True)
    if all(not lead or _is_any_lead(claim, difference, Fraction(lead)) for difference, lead in asked):
        return None
    return "it asks for a lead that nobody has to have"


def _is_any_lead(claim: WeightClaim, difference: Vector, lead: Fraction) -> bool:
    """Whether, at weights moved by whole percents, to lead by so much is to lead at all."""
    if not isinstance(claim, SmallestWholeMove) or lead < 0:
        return False
    steps = [Fraction(one) / HUNDRED for one in difference]
    now = sum((step * weight for step, weight in zip(steps, claim.published, strict=True)), Fraction(0))
    return lead <= Fraction(1, lcm(*(one.denominator for one in (now, *steps))))


def _differences_fault(bid: str, claim: WeightClaim, race: Race, columns: Columns) -> str | None:
    parts = claim.parts if isinstance(claim, CanWin | CannotWin | BestRank | WorstRank) else 1
    stated = (claim.difference,) if isinstance(claim, PairBound) else claim.differences
    ours = _points(race, columns, bid)
    rivals = {
        rival: tuple(parts * (a - b) for a, b in zip(ours, _points(race, columns, rival), strict=True))
        for rival in race.placings
        if rival != bid
    }
    known = list(rivals.values())
    if any(tuple(map(Fraction, one)) not in known for one in stated):
        return "its differences are not those of the points computed"
    some = isinstance(claim, _MOVES) and race.rules.places > 1
    if isinstance(claim, _AGAINST_ALL) and not some and any(one not in stated for one in known):
        return "it leaves a rival out"
    if isinstance(claim, CanWin | CannotWin):
        return _ties_fault(bid, claim, rivals, race)
    return None


def _ties_fault(bid: str, claim: CanWin | CannotWin, rivals: Mapping[str, Vector], race: Race) -> str | None:
    """Rivals with the same points cannot be told apart by them: each flag must be that of one of them."""
    for stated, wins in zip(claim.differences, claim.wins_ties, strict=True):
        flags = {race.ahead.get((bid, one), False) for one, known in rivals.items() if known == stated}
        if wins not in flags:
            return "it takes ties otherwise than the published rungs"
    for rival, known in rivals.items():
        ahead = race.ahead.get((bid, rival), False)
        pairs = zip(claim.differences, claim.wins_ties, strict=True)
        if isinstance(claim, CanWin) and (known, ahead) not in [(tuple(one), wins) for one, wins in pairs]:
            return "it takes ties otherwise than the published rungs"
    return None


_CHECKS: tuple[Callable[[str, WeightClaim, Race, Columns], str | None], ...] = (
    _region_fault,
    _weights_fault,
    _differences_fault,
)
