"""Rules that ask for an offer nobody makes: what follows, and who says so."""

import pytest

from bideval.analysis.lots.allocate import allocate
from bideval.analysis.lots.allocation import AllocationStatus
from bideval.analysis.lots.problem import problem_of
from bideval.analysis.lots.unmet import Unmet, unmet_in
from bideval.scoring.checks.award import check_award
from bideval.scoring.evaluate import evaluate
from tests.analysis.lots.reserve_lots import RESERVE, reserve_lots
from tests.scoring.build import Data, inputs_of

ALL = {"ash": {"north": 100, "south": 100}, "elm": {"north": 170}}
NORTH = {"ash": {"north": 100}, "elm": {"north": 170}}
LINKED: Data = {"id": "link", "use": "linked", "lots": ["north", "south"]}
ONE: Data = {**LINKED, "one_bidder": True}
LIKED: Data = {**LINKED, "soft": {"penalty": 30}}
NORTH_OPEN: Data = {"id": "open", "use": "no-award", "reserves": {"north": 120}}


def keeping(bidder: str, *, keep: bool = True) -> Data:
    """Return the rule that south stays with a bidder, or does not."""
    return {"id": "inc", "use": "incumbents", "incumbents": {"south": bidder}, "keep": keep}


CASES = [
    # in words, rules, prices, who is awarded north, what is told, words of the finding
    ("a linked lot without a bid", (LINKED, NORTH_OPEN), NORTH, None,
     Unmet("link", ("south",), None, "none-awarded", ("north",)), "links south, which nobody bid for"),
    ("linked for one bidder", (ONE, NORTH_OPEN), NORTH, None,
     Unmet("link", ("south",), None, "none-awarded", ("north",)), "so north cannot be awarded either"),
    ("linked at a price: 100 + 30 is above 120", (LIKED, NORTH_OPEN), NORTH, None,
     Unmet("link", ("south",), None, "none-awarded", ("north",)), "links south"),
    ("linked lots that all have bids", (LINKED,), ALL, "ash", None, None),
    ("an incumbent that made no bid", (keeping("oak"), RESERVE), ALL, "ash",
     Unmet("inc", ("south",), "oak", "not-read"), "which made no bid, so it keeps nothing"),
    ("an incumbent that made no bid and keeps nothing", (keeping("oak", keep=False),), ALL, "ash", None, None),
    ("an incumbent that bid elsewhere alone", (keeping("elm"),), ALL, None,
     Unmet("inc", ("south",), "elm", "never-kept"), "so the rule lets no award stand"),
    ("an incumbent that bid", (keeping("ash"),), ALL, "ash", None, None),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_nobody_offers_is_told_and_followed(
    case: tuple[str, tuple[Data, ...], dict[str, dict[str, int]], str | None, Unmet | None, str | None],
) -> None:
    _, rules, prices, north, told, words = case
    inputs = inputs_of(reserve_lots(rules, prices))
    evaluation = evaluate(inputs)
    assert allocate(inputs, evaluation).lots[0].bid == north
    assert unmet_in(problem_of(inputs, evaluation)) == (() if told is None else (told,))
    found = [one for one in check_award(inputs) if one.code == "BE233"]
    assert len(found) == (words is not None)
    assert all(words is not None and words in one.message for one in found)


def test_linked_with_a_lot_that_must_be_awarded_nothing_can_be() -> None:
    inputs = inputs_of(reserve_lots((LINKED,), NORTH))
    assert allocate(inputs, evaluate(inputs)).status is AllocationStatus.IMPOSSIBLE
