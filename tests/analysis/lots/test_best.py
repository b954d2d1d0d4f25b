"""The best award against every award tried one by one; ties, pennies, and what is near."""

import random
from fractions import Fraction

import pytest

from bideval.analysis.lots.best import COST, NotProved, best_award
from bideval.analysis.lots.kept import broken_by, takes_once
from bideval.analysis.lots.ladder import comes_to, rung_aims, settle
from bideval.model.allocation import AwardTie
from bideval.proof.awards import award_refusal, is_best, offers_taken
from bideval.proof.lots import Aim, LotRule, Lots, Offer
from tests.analysis.lots.oracle import awards, best_by_trying, breaks, drawn

QUICK, LONG = range(60), range(60, 1000)


def agrees(seed: int) -> None:
    lots = drawn(seed, near_ties=seed % 3 == 0)
    least, best = best_by_trying(lots)
    claim = best_award(lots)
    assert not isinstance(claim, NotProved)
    assert claim.value == least
    if least is not None:
        assert is_best(claim)
        assert offers_taken(claim) in best
        dearer = claim._replace(least=least + Fraction(1, 100))
        assert award_refusal(dearer) is not None


@pytest.mark.parametrize("seed", QUICK)
def test_the_search_agrees_with_every_award_tried(seed: int) -> None:
    agrees(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", LONG)
def test_the_search_agrees_with_every_award_tried_on_many(seed: int) -> None:
    agrees(seed)


@pytest.mark.parametrize("seed", range(30))
def test_rules_are_read_alike_in_two_ways(seed: int) -> None:
    lots = drawn(seed)
    for award in list(awards(lots))[:200]:
        expected = tuple(at for at, rule in enumerate(lots.rules) if breaks(lots, rule, award))
        found = broken_by(lots, award)
        budgets = {
            at for at, rule in enumerate(lots.rules) if rule.kind == "budget"
        }  # before discounts there
        assert set(found) - budgets == set(expected) - budgets
        assert takes_once(lots, award)


def apart(lots: Lots) -> tuple[int, ...]:
    """No two offers rank level."""
    return tuple(range(len(lots.offers)))


@pytest.mark.parametrize("seed", range(0, 45, 3))
def test_all_equal_awards_are_counted(seed: int) -> None:
    lots = drawn(seed, near_ties=True)
    least, best = best_by_trying(lots)
    if least is None or len(best) >= 20:
        return
    settled = settle(lots, (COST,), (), apart(lots))
    assert sorted(settled.equals) == sorted(best)
    assert settled.complete
    assert settled.tied == (len(best) > 1)


def even(lots: int, bids: int, *, price: int = 100) -> Lots:
    """Every bid offers every lot at one price."""
    offers = tuple(Offer(bid, (lot,), price, 50) for lot in range(lots) for bid in range(bids))
    return Lots((None,) * lots, tuple(range(bids)), offers)


def test_equal_bids_everywhere_are_counted_up_to_the_end_and_settled_by_the_order() -> None:
    lots = even(4, 3)  # 81 equal awards
    untold = settle(lots, (COST,), (), apart(lots))
    assert (len(untold.equals), untold.complete, untold.tied) == (21, False, True)
    settled = settle(lots, (COST,), (AwardTie(by="lot-order"),), apart(lots))
    assert settled.best is not None
    assert not settled.tied
    assert offers_taken(settled.best) == (0, 3, 6, 9)  # the first offer of every lot


LEVEL = [
    # in words, by offer the first that ranks with it, offers of the award that is left (None: more than one is)
    ("each rank its own", (0, 1, 2, 3), (0, 2)),
    ("the same rank for the first lot", (0, 0, 2, 3), None),
    ("the same rank for the second lot", (0, 1, 2, 2), None),
    ("the same rank everywhere", (0, 0, 2, 2), None),
]


@pytest.mark.parametrize("case", LEVEL, ids=lambda case: case[0])
def test_the_order_of_lots_goes_by_rank_and_never_by_place(
    case: tuple[str, tuple[int, ...], tuple[int, ...] | None],
) -> None:
    _, level, expected = case
    settled = settle(even(2, 2), (COST,), (AwardTie(by="lot-order"),), level)
    assert settled.tied == (expected is None)
    assert settled.best is not None
    if expected is not None:
        assert offers_taken(settled.best) == expected


def test_where_offers_rank_level_and_not_all_equal_awards_are_known_nothing_is_settled() -> None:
    lots = even(4, 3)
    settled = settle(lots, (COST,), (AwardTie(by="lot-order"),), (0, 0, *range(2, 12)))
    assert "rank level" in settled.why_not
    by_winners = settle(lots, (COST,), (AwardTie(by="fewer-winners"),), (0, 0, *range(2, 12)))
    assert (by_winners.why_not, by_winners.tied) == ("", True)


TIES = [
    # in words, rungs, offers of the award that is left (None: more than one is)
    ("no rung", (), None),
    ("the order of lots", ("lot-order",), (0, 2)),
    ("more winners, and then the order", ("more-winners", "lot-order"), (0, 3)),
    ("more winners alone", ("more-winners",), None),
    ("fewer winners, and then the order", ("fewer-winners", "lot-order"), (0, 2)),
    ("more points", ("more-points",), (1, 3)),
]


@pytest.mark.parametrize("case", TIES, ids=lambda case: case[0])
def test_a_tie_is_settled_by_the_published_rungs(
    case: tuple[str, tuple[str, ...], tuple[int, ...] | None],
) -> None:
    _, rungs, expected = case
    offers = (Offer(0, (0,), 10, 1), Offer(1, (0,), 10, 2), Offer(0, (1,), 10, 1), Offer(1, (1,), 10, 3))
    lots = Lots((None, None), (0, 1), offers)
    settled = settle(
        lots, (COST,), tuple(AwardTie.model_validate({"by": rung}) for rung in rungs), apart(lots)
    )
    assert settled.tied == (expected is None)
    if expected is not None:
        assert settled.best is not None
        assert offers_taken(settled.best) == expected


def test_a_penny_decides_between_millions() -> None:
    offers = (
        Offer(0, (0,), Fraction("99999999.99")),
        Offer(1, (0,), 100_000_000),
        Offer(0, (1,), 100_000_000),
        Offer(1, (1,), Fraction("99999999.98")),
    )
    limit = tuple(LotRule("amount", (one,), (0, 1), (1, 1), None, 1) for one in (0, 1))
    claim = best_award(Lots((None, None), (0, 1), offers, rules=limit))
    assert not isinstance(claim, NotProved)
    assert (offers_taken(claim), claim.value) == ((0, 3), Fraction("199999999.97"))


def test_what_is_near_comes_in_order_and_ends() -> None:
    offers = tuple(Offer(bid, (0,), 100 + bid) for bid in range(5))
    lots = Lots((None,), tuple(range(5)), offers)
    settled = settle(lots, (COST,), (), apart(lots), near=Fraction(3))
    assert settled.others == tuple(((bid,), Fraction(100 + bid)) for bid in (1, 2, 3))
    assert settled.others_complete


def test_a_rung_comes_to_what_its_aim_says() -> None:
    lots = drawn(7)
    for award in list(awards(lots))[:50]:
        for by in ("more-points", "more-winners", "fewer-winners", "lot-order"):
            for aim in rung_aims(lots, by):
                held = best_award(lots._replace(rules=()), aim)
                assert not isinstance(held, NotProved)
                assert held.value is not None
                assert held.value <= comes_to(lots, aim, award, apart(lots))


def test_an_early_end_still_proves_a_bound() -> None:
    lots = drawn(11, lots=9, bids=7)._replace(rules=())
    claim = best_award(lots, cases=1)
    assert not isinstance(claim, NotProved)
    assert claim.value is not None
    assert claim.least is not None
    assert claim.least <= claim.value
    assert award_refusal(claim) is None


def test_nothing_is_left_when_an_award_is_impossible() -> None:
    lots = even(2, 2)._replace(rules=(LotRule("amount", (0, 1), (0, 1), (1, 1), None, 1),))
    settled = settle(lots, (COST,), (), apart(lots))
    assert settled.impossible
    assert settled.claims[-1].least is None
    assert award_refusal(settled.claims[-1]) is None


def test_soft_rules_of_a_first_priority_go_before_the_cost() -> None:
    rule = LotRule("amount", (0,), (0, 1), (1, 1), None, 1, penalty=0)
    offers = (Offer(0, (0,), 10), Offer(1, (0,), 90), Offer(0, (1,), 10), Offer(1, (1,), 80))
    lots = Lots((None, None), (0, 1), offers, rules=(rule,))
    settled = settle(lots, (Aim("broken", (0,)), COST), (), apart(lots))
    assert settled.best is not None
    assert (offers_taken(settled.best), settled.best.value) == ((0, 3), 90)


def pounds_apart(seed: int) -> Lots:
    """Offers for a lot within a hundred pounds of one another, and caps on what each bidder is awarded."""
    dice = random.Random(seed)
    base = [dice.randint(2_000_000, 9_000_000) for _ in range(5)]
    offers = tuple(
        Offer(bid, (lot,), base[lot] + Fraction(dice.randint(0, 10_000), 100))
        for lot in range(5)
        for bid in range(4)
    )
    values = tuple(map(Fraction, base))
    caps = tuple(
        LotRule("amount", (bid,), tuple(range(5)), values, None, Fraction(sum(values)) * 2 / 5)
        for bid in range(4)
    )
    return Lots((None,) * 5, tuple(range(4)), offers, rules=caps)


@pytest.mark.parametrize("seed", range(25))
def test_a_gap_that_a_solver_allows_by_default_is_not_allowed(seed: int) -> None:
    """All awards are within 0.01 percent of one another, so that any would do for such a gap."""
    lots = pounds_apart(seed)
    least, best = best_by_trying(lots)
    claim = best_award(lots)
    assert not isinstance(claim, NotProved)
    assert least is not None
    assert claim.value == least
    assert offers_taken(claim) in best
    assert least >= 500 * 10_000  # so that 500 pounds, the most that awards differ by, are in the gap
