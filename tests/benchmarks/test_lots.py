"""Lots that benchmarks draw: near ties are near, published cases fetch what was published, counts agree."""

from fractions import Fraction

from benchmarks.lots import ours, proved
from benchmarks.lots_drawn import drawn, nearly_tied, published
from benchmarks.lots_enumerated import BIDDERS, LOTS, PACKAGES, Counts, counted, least_by_trying
from bideval.proof.lots import LotRule, Lots, Offer


def test_small_cases_are_certified_and_agree_with_every_award_tried() -> None:
    found = counted(6)
    assert (found.cases, found.certified, found.agree) == (6, 6, 6)
    assert isinstance(found, Counts)


def test_offers_of_a_near_tie_are_a_hundred_pounds_apart_at_most() -> None:
    given = nearly_tied(drawn(1, LOTS, BIDDERS, PACKAGES), 1)
    for lot in range(LOTS):
        prices = [Fraction(one.price) for one in given.lots.offers if one.lots == (lot,)]
        assert max(prices) - min(prices) <= 100
    assert given.lots.rules == drawn(1, LOTS, BIDDERS, PACKAGES).lots.rules


def test_published_cases_fetch_eleven() -> None:
    claims = ours(published())
    assert [claim.value for claim in claims] == [-11, -11]
    assert proved(claims) == 2


def test_trying_every_award_keeps_the_rules() -> None:
    offers = (Offer(0, (0,), 1), Offer(1, (0,), 5), Offer(0, (1,), 1), Offer(1, (1,), 7), Offer(1, (0, 1), 9))
    lots = Lots((None, None), (0, 1), offers)
    limit = LotRule("amount", (0,), (0, 1), (1, 1), None, 1)
    assert least_by_trying(lots) == 2
    assert least_by_trying(lots._replace(rules=(limit,))) == 6
    assert least_by_trying(lots._replace(rules=(limit._replace(most=0),))) == 9
    assert least_by_trying(lots._replace(rules=(limit._replace(bidders=(0, 1), most=0),))) is None
