"""The best and the worst rank that a bid has among the weights considered (A4).

A rank is one more than the number of bids ahead, in totals before the last roundings.
A tie counts for the bid in its best rank and against it in its worst.  Rivals that are
ahead everywhere, or nowhere, are counted without a search; the others are a programme
with a yes or no for each, whose large numbers are the exact bounds of each pair.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.contest import Contest, contest_of
from bideval.analysis.exact.certify import pair_bound
from bideval.analysis.exact.chain import NotEstablished
from bideval.analysis.exact.whole import SolvedWhole, minimise_whole
from bideval.analysis.settings import Settings
from bideval.proof.claims import PairBound, WholeMinimum
from bideval.proof.linear import Number, Program, Vector
from bideval.proof.region import Region, all_rows


class RankFound(NamedTuple):
    """A proved extreme rank, the weights at which the bid has it, and the claim."""

    rank: int
    weights: Vector
    claim: WholeMinimum


def best_rank(settings: Settings, bid: str) -> RankFound | NotEstablished:
    """Return the best rank of an assessed bid, ties counted for it."""
    contest = contest_of(settings, bid)
    bounds = _least(settings.region, contest)
    if isinstance(bounds, NotEstablished):
        return bounds
    program = best_program(settings.region, contest.differences, tuple(bounds))
    return _solved(program, settings, len(contest.rivals), best=True)


def worst_rank(settings: Settings, bid: str) -> RankFound | NotEstablished:
    """Return the worst rank of an assessed bid, ties counted against it."""
    contest = contest_of(settings, bid)
    turned = contest._replace(differences=tuple(tuple(-d for d in row) for row in contest.differences))
    bounds = _least(settings.region, turned)
    if isinstance(bounds, NotEstablished):
        return bounds
    program = best_program(settings.region, turned.differences, tuple(bounds))
    return _solved(program, settings, len(contest.rivals), best=False)


def _least(region: Region, contest: Contest) -> list[Number] | NotEstablished:
    """The least lead over each rival anywhere, in hundredths of a point."""
    found: list[Number] = []
    for difference in contest.differences:
        bound = pair_bound(region, difference)
        if not isinstance(bound, PairBound):
            return bound
        found.append(bound.least)
    return found


def best_program(region: Region, differences: tuple[Vector, ...], least: tuple[Number, ...]) -> Program:
    """Fewest rivals to be let ahead: columns are the weights, then a yes or no for each rival.

    min sum_j b_j   subject to   w in region,   D_j.w + M_j b_j >= 0,   0 <= b_j <= 1

    M_j is how far the bid can fall behind rival j at most, so that a yes frees the row and
    no more.  Against a rival that is never ahead M_j is 0 and the answer is no.
    """
    width = len(differences)
    frees = [max(Fraction(0), -Fraction(one)) for one in least]
    rows = all_rows(region)
    nothing = (0,) * width
    leads = [
        (*difference, *(frees[place] if place == other else 0 for other in range(width)))
        for place, difference in enumerate(differences)
    ]
    return Program(
        cost=(0,) * len(region.low) + (1,) * width,
        rows=(*((*row.coefficients, *nothing) for row in rows), *leads),
        row_low=(*(row.low for row in rows), *nothing),
        row_high=(*(row.high for row in rows), *(None for _ in differences)),
        low=region.low + nothing,
        high=region.high + (1,) * width,
    )


def _solved(program: Program, settings: Settings, rivals: int, *, best: bool) -> RankFound | NotEstablished:
    columns = len(settings.space.columns)
    whole = tuple(range(columns, columns + rivals))
    outcome = minimise_whole(program, whole, 1)
    if not isinstance(outcome, SolvedWhole):
        reason = outcome.reason if isinstance(outcome, NotEstablished) else "no weights lie in the region"
        return NotEstablished(reason)
    count = int(outcome.objective)
    claim = WholeMinimum(program, whole, 1, outcome.objective, outcome.x, outcome.tree)
    return RankFound(1 + count if best else 1 + rivals - count, outcome.x[:columns], claim)
