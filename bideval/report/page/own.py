"""What a bidder is told of its own bid beside marks and reasons: its tests, and where points were not won.

The gap to the winner is taken apart criterion by criterion.  What else a bidder could have
done is its own affair; no shadow result and no smallest flip stands here.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from bideval.model.evaluation import LotResult, Placing
from bideval.model.rules import RankOn
from bideval.report.page.audience import Audience, Reader
from bideval.report.page.ranking import own_tests
from bideval.report.page.seen import Asked, Grid, Said
from bideval.report.tables import aligned, most_decimals, name_text
from bideval.scoring.explain import Contribution, contributions
from bideval.scoring.lot_rules import LotRules

GAP, TESTS = "own-gap", "own-tests"
_HEADINGS = ("criterion", "winner", "yours", "winner ahead by", "points you could still have won")


def own_seen(
    lot: LotResult,
    rules: LotRules,
    currency: str,
    reader: Reader,
    reads_others: frozenset[str],
    titles: Mapping[str, str],
) -> tuple[Asked, ...]:
    """Return the answers of a bidder's page; nothing on any other.  ``titles``: of tests, by id."""
    if reader.audience is not Audience.BIDDER:
        return ()
    own = next(one for one in lot.placings if one.bid == reader.bid)
    found = list(_gap(lot, rules, own))
    tests = tuple(Said(f"{one}.", "") for one in own_tests(own, currency, reads_others, titles))
    if tests:
        found.append(Asked(TESTS, "Which tests did the bid meet?", tests))
    return tuple(found)


def _gap(lot: LotResult, rules: LotRules, own: Placing) -> Iterator[Asked]:
    winner = next((one for one in lot.placings if one.bid in lot.winners), None)
    in_money = lot.unit == "money"  # parts of a price that is not shown
    if winner is None or winner.bid == own.bid or not own.scores or in_money:
        return
    parts = contributions(lot, winner, own, rules.rank_on)
    if not parts:
        return
    weights = {leaf.id: leaf.weight for leaf in rules.leaves()}
    titles = {leaf.id: name_text(leaf.title) for leaf in rules.leaves()}
    gap = sum((one.difference for one in parts), Fraction(0))
    ahead = [one for one in parts if one.difference > 0]
    named = " and ".join(titles.get(one.what, one.what) for one in ahead[:2])
    basis = "as rounded" if rules.rank_on is RankOn.ROUNDED else "before rounding"
    (size,) = aligned([gap])
    where = f"; most of it lies in {named}" if named else ""
    said = f"The winner is ahead by {size} points ({basis}){where}."
    table = Grid(
        "Figures in points of the whole", _HEADINGS, frozenset({1, 2, 3, 4}), _rows(parts, titles, weights)
    )
    yield Asked(GAP, "Where is the winner ahead?", (Said(said, "", tables=(table,)),))


def _rows(
    parts: tuple[Contribution, ...], titles: dict[str, str], weights: dict[str, Fraction]
) -> tuple[tuple[str, ...], ...]:
    left = [weights[one.what] - one.theirs if one.what in weights else None for one in parts]
    ours, theirs = [one.ours for one in parts], [one.theirs for one in parts]
    ahead = [one.difference for one in parts]
    places = most_decimals([*ours, *theirs, *ahead, *left])
    columns = (
        [titles.get(one.what, one.what) for one in parts],
        aligned(ours, places),
        aligned(theirs, places),
        aligned(ahead, places, plus=True),
        aligned(left, places),
    )
    return tuple(zip(*columns, strict=True))
