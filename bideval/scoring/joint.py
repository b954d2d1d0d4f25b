"""Several authorities, one lot: each scores the bids by its own weights; a published rule combines them.

``mean-of-totals`` adds budget share x total / 100 and rounds at stage ``total`` once,
after that; ``lexicographic`` compares the first listed authority's totals, and the
next one's where they are equal.  Without a rule nobody is ranked.

Points of a criterion are the same for all: only weights differ.
"""

from fractions import Fraction

from bideval.model.evaluation import Score
from bideval.model.numbers import decimal_text
from bideval.model.rules import Combine, RankOn, Stage
from bideval.scoring.case import LotCase
from bideval.scoring.lot_rules import AuthorityRules, LotRules
from bideval.scoring.lot_scores import BidScores, score_bids

HUNDRED = Fraction(100)


def score_lot(case: LotCase, bids: tuple[str, ...], told: str | None = None) -> dict[str, BidScores]:
    """Score ``bids`` as one field by the rules of the lot; raise GuardError where one is not defined.

    Where ``told`` is a bid, the scores of the others need not be told one by one.
    """
    if not case.rules.authorities:
        return score_bids(case, bids, told)
    own = [score_bids(alone(case, one), bids) for one in case.rules.authorities]
    return {bid: _combined(case, [scores[bid] for scores in own]) for bid in bids}


def alone(case: LotCase, authority: AuthorityRules) -> LotCase:
    """Return the lot as ``authority`` alone would decide it, by its own weights."""
    return case._replace(rules=case.rules._replace(tree=authority.tree, authorities=(), combine=None))


def is_illustrative(rules: LotRules) -> bool:
    """Say whether several authorities buy together without a published rule that combines their totals."""
    return bool(rules.authorities) and rules.combine is None


def _combined(case: LotCase, own: list[BidScores]) -> BidScores:
    """What a bid gets in the lot, from what it gets of each authority, in published order."""
    rules = case.rules
    if rules.combine is Combine.MEAN_OF_TOTALS:
        return _mean(rules, own)
    if rules.combine is Combine.LEXICOGRAPHIC and not case.quality_only:
        return _in_turn(rules, own)
    return own[0]._replace(key=None, key_exact=None, scores=(), worked="")


def _in_turn(rules: LotRules, own: list[BidScores]) -> BidScores:
    keys = tuple(one.compared for one in own)
    totals = ", ".join(
        f"{authority.id} {decimal_text(one.total)}"
        for authority, one in zip(rules.authorities, own, strict=True)
    )
    exact = tuple(one.total_exact for one in own if one.total_exact is not None)
    return own[0]._replace(key=keys, key_exact=exact, worked=f"in this order: {totals}")


def _mean(rules: LotRules, own: list[BidScores]) -> BidScores:
    """Every figure is the sum of budget share x figure / 100; the total is rounded after that."""
    shares = [one.budget_share or Fraction(0) for one in rules.authorities]
    weights = {node.id: node.weight for node in rules.nodes()}
    of_each = [{score.criterion: score for score in one.scores} for one in own]
    scores = tuple(
        _mean_score(score, weights[score.criterion], [each[score.criterion] for each in of_each], shares)
        for score in own[0].scores
    )
    unrounded = _mean_of([_top(one) for one in own], shares)
    total = rules.policy.apply(Stage.TOTAL, unrounded)
    exact = _mean_of([one.total_exact or Fraction(0) for one in own], shares)
    compared = total if rules.rank_on is RankOn.ROUNDED else exact
    return own[0]._replace(
        total=total,
        total_exact=exact,
        key=(compared,),
        key_exact=(exact,),
        compared=compared,
        compared_exact=exact,
        points={score.criterion: score.points for score in scores},
        scores=scores,
        worked=_worked(own, shares, total),
    )


def _mean_score(score: Score, weight: Fraction, of_each: list[Score], shares: list[Fraction]) -> Score:
    weighted = _mean_of([one.weighted for one in of_each], shares)
    exact = _mean_of([one.weighted_exact for one in of_each], shares)
    found = score._replace(weight=weight, weighted=weighted, weighted_exact=exact)
    if not score.section:
        return found
    added = zip(shares, of_each, strict=True)
    said = " + ".join(f"{decimal_text(share)} x {decimal_text(one.weighted)} / 100" for share, one in added)
    return found._replace(
        points=_points(weighted, weight),
        points_exact=_points(exact, weight),
        worked=f"{said} = {decimal_text(weighted)}",
    )


def _points(weighted: Fraction, weight: Fraction) -> Fraction:
    return weighted * HUNDRED / weight if weight else Fraction(0)


def _top(own: BidScores) -> Fraction:
    """An authority's total before it is rounded at stage total."""
    return sum((score.weighted for score in own.scores if score.within is None), Fraction(0))


def _mean_of(values: list[Fraction], shares: list[Fraction]) -> Fraction:
    return sum((share * value for share, value in zip(shares, values, strict=True)), Fraction(0)) / HUNDRED


def _worked(own: list[BidScores], shares: list[Fraction], total: Fraction) -> str:
    parts = (
        f"{decimal_text(share)} x {decimal_text(_top(one))} / 100"
        for share, one in zip(shares, own, strict=True)
    )
    return f"{' + '.join(parts)} = {decimal_text(total)}"


def deciding_authority(rules: LotRules, ahead: BidScores, behind: BidScores) -> int | None:
    """Return the place of the authority whose totals set two bids apart; None outside lexicographic lots."""
    if rules.combine is not Combine.LEXICOGRAPHIC or ahead.key is None or behind.key is None:
        return None
    pairs = enumerate(zip(ahead.key, behind.key, strict=True))
    return next((place for place, (ours, theirs) in pairs if ours != theirs), None)
