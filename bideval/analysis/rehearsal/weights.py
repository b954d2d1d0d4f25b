"""Effective weights: how much each criterion really sets bids apart, against the weight it is given.

Definition.  In one case, the *gap* of a criterion is the sum, over every two assessed bids, of
how far their weighted points lie apart.  The effective weight of a criterion is 100 times its
gap summed over all cases, divided by the gaps of all criteria so summed; effective weights
add up to 100.  That nominal weights and the importance they bring about differ is known of
composite indicators (Paruolo, Saisana and Saltelli, Ratings and rankings: voodoo or science?,
Journal of the Royal Statistical Society A 176, 2013, 609-634, who measure it by a correlation
ratio); this measure is this project's own, because it is exact and adds up.

Two criteria *swap* in a case where the one with the smaller nominal weight has the greater
gap.  Shares are shares of the rehearsed cases; they say nothing of how likely real bids are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from bideval.analysis.rehearsal.cases import Rehearsed
from bideval.analysis.rehearsal.flaws import Flaw, Seriousness
from bideval.analysis.space import columns_of
from bideval.model.numbers import fixed_text
from bideval.model.rules import RankOn
from bideval.scoring.lot_order import Scores
from bideval.scoring.lot_rules import LotRules

HUNDRED = Fraction(100)
FAR = Fraction(5)  # percentage points that a flaw of weights is worth mentioning from
LITTLE, MUCH = Fraction(1, 2), Fraction(2)  # of the nominal weight
VERY_LITTLE = Fraction(1, 4)
OFTEN = Fraction(1, 2)  # of the cases
FEWEST = 20  # cases with two assessed bids, below which nothing is said of weights


class Effective(NamedTuple):
    """One criterion, or one section that is normalised: percent of the whole, and its gap in each case."""

    criterion: str
    title: str
    nominal: Fraction
    effective: Fraction
    gaps: tuple[Fraction, ...]


class Swap(NamedTuple):
    """Two criteria of different weight, and in how many of the cases with two bids they swap."""

    heavier: str
    lighter: str
    swapped: int
    cases: int

    @property
    def share(self) -> Fraction:
        """The share of the cases with two assessed bids or more."""
        return Fraction(self.swapped, self.cases)


def effective_weights(rules: LotRules, cases: Sequence[Rehearsed]) -> tuple[Effective, ...]:
    """Return every criterion with a weight; none where no case has two bids that differ."""
    gaps = [_gaps(one.judged.scores, rules) for one in contested(cases)]
    all_gaps = sum((gap for one in gaps for gap in one.values()), Fraction(0))
    if all_gaps == 0:
        return ()
    nodes = {node.id: node for node in rules.nodes()}
    return tuple(
        Effective(
            column.id,
            nodes[column.id].title,
            nodes[column.id].weight * HUNDRED / rules.whole,
            sum((one[column.id] for one in gaps), Fraction(0)) * HUNDRED / all_gaps,
            tuple(one[column.id] for one in gaps),
        )
        for column in columns_of(rules.tree)
        if nodes[column.id].weight > 0
    )


def contested(cases: Iterable[Rehearsed]) -> tuple[Rehearsed, ...]:
    """The cases with two assessed bids or more."""
    return tuple(one for one in cases if len(one.judged.assessed) > 1)


def _gaps(scores: Scores, rules: LotRules) -> Mapping[str, Fraction]:
    """The gap of each criterion in one case, in units of the whole, as ranked on."""
    rounded = rules.rank_on is RankOn.ROUNDED
    weighted = [
        {score.criterion: score.weighted if rounded else score.weighted_exact for score in own.scores}
        for _, own in sorted(scores.items())
    ]
    return {
        column.id: sum(
            (abs(one[column.id] - other[column.id]) for one, other in combinations(weighted, 2)), Fraction(0)
        )
        for column in columns_of(rules.tree)
    }


def swaps(found: Sequence[Effective]) -> tuple[Swap, ...]:
    """Return every two criteria of different weight, those that swap most often first."""
    listed = [_swap(one, other) for one, other in combinations(found, 2) if one.nominal != other.nominal]
    return tuple(sorted(listed, key=lambda one: (-one.swapped, one.heavier, one.lighter)))


def _swap(one: Effective, other: Effective) -> Swap:
    heavier, lighter = (one, other) if one.nominal > other.nominal else (other, one)
    pairs = list(zip(heavier.gaps, lighter.gaps, strict=True))
    return Swap(heavier.criterion, lighter.criterion, sum(a < b for a, b in pairs), len(pairs))


def weight_flaws(found: Sequence[Effective], pairs: Sequence[Swap]) -> Iterator[Flaw]:
    """What the effective weights say against the published ones; nothing where few cases speak."""
    if not found or len(found[0].gaps) < FEWEST:
        return
    less = []
    for one in found:
        if abs(one.effective - one.nominal) >= FAR:
            yield from _not_borne(one)
            less += [one.criterion] if one.effective <= one.nominal * LITTLE else []
    nominal = {one.criterion: one.nominal for one in found}
    for heavier in found:
        outranked = [
            pair
            for pair in pairs
            if pair.heavier == heavier.criterion
            and pair.share >= OFTEN
            and nominal[pair.heavier] - nominal[pair.lighter] >= FAR
        ]
        if outranked and heavier.criterion not in less:  # else that it counts for little is said already
            yield _swapped(heavier, outranked, nominal)


def _not_borne(one: Effective) -> Iterator[Flaw]:
    ratio = one.effective / one.nominal
    if LITTLE < ratio < MUCH:
        return
    less = ratio <= LITTLE
    grave = Seriousness.MEND if ratio <= VERY_LITTLE else Seriousness.CONSIDER
    how = "widen what bids can get on it (its scale or formula), or lower its weight and say so"
    yield Flaw(
        "weight-not-borne",
        grave,
        (one.criterion,),
        f"{one.title} ({one.criterion}) is published at {_percent(one.nominal)} and counts for "
        f"{_percent(one.effective)} of what sets the rehearsed bids apart.",
        (
            f"its share of all gaps between bids: {_percent(one.effective)}",
            f"{_percent(one.effective)} / {_percent(one.nominal)} = {fixed_text(ratio, 2)}",
        ),
        f"If that is not meant, {how}."
        if less
        else "If that is not meant, narrow what bids can get on it, or widen the other criteria.",
    )


def _swapped(heavier: Effective, pairs: Sequence[Swap], nominal: Mapping[str, Fraction]) -> Flaw:
    others = [f"{pair.lighter} ({_percent(nominal[pair.lighter])})" for pair in pairs]
    return Flaw(
        "order-swaps",
        Seriousness.CONSIDER,
        (heavier.criterion, *(pair.lighter for pair in pairs)),
        f"{heavier.title} ({heavier.criterion}, {_percent(heavier.nominal)}) sets bids apart by less than "
        f"lighter criteria in half of the rehearsed cases or more: {', '.join(others)}.",
        tuple(
            f"{pair.lighter} has the greater gap in {pair.swapped} of {pair.cases} rehearsed cases"
            for pair in pairs
        ),
        "Bidders will put their effort where points differ. Mend the scale or formula of the heavier one.",
    )


def _percent(value: Fraction) -> str:
    return f"{fixed_text(value, 1)}%"
