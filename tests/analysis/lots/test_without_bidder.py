"""The award when a bidder falls away, against enumeration of every award without it."""

import pytest

from bideval.analysis.lots.allocate import allocate
from bideval.analysis.lots.allocation import AllocationStatus
from bideval.analysis.lots.without_bidder import Lost, without_each_bidder
from bideval.scoring.evaluate import evaluate
from tests.analysis.lots.mutual_lots import OFFERS, RULES, enumerated, mutual_lots
from tests.scoring.build import Papers, inputs_of


def lost(papers: Papers) -> dict[str, Lost]:
    """Return the award without each bidder."""
    inputs = inputs_of(papers)
    evaluation = evaluate(inputs)
    whole = allocate(inputs, evaluation)
    return {one.bidder: one for one in without_each_bidder(inputs, evaluation, whole, None)}


LOST = lost(mutual_lots())


@pytest.mark.parametrize("bidder", list(OFFERS))
def test_the_award_is_the_best_without_the_bidder(bidder: str) -> None:
    expected = enumerated(2, 45, 1, capacity=True, out=bidder)
    award = LOST[bidder].award
    assert award is not None
    assert expected is not None
    assert award.cost == expected[0] * 10_000
    assert LOST[bidder].more.cost == (expected[0] - 4290) * 10_000


@pytest.mark.parametrize("bidder", list(OFFERS))
def test_every_lot_of_the_bidder_goes_elsewhere(bidder: str) -> None:
    one = LOST[bidder]
    assert set(one.had) <= {moved.lot for moved in one.moved}
    assert all(moved.after not in {bidder, ""} for moved in one.moved)
    assert bool(one.moved) == bool(one.had)  # here nothing moves where nothing is lost


def test_without_the_mutuals_the_reserved_lots_cannot_be_filled() -> None:
    without_fm = mutual_lots({**RULES, "reserved": {**RULES["reserved"], "least": 3}})
    one = lost(without_fm)["tm"]
    assert one.award is not None
    # by hand: without tm, fm alone is a mutual, and the limit leaves it two lots
    assert one.award.status is AllocationStatus.IMPOSSIBLE
    assert one.why is not None
    assert {conflict.rules for conflict in one.why.conflicts} >= {("limit", "reserved")}
