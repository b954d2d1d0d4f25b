"""The sentences about the least move of lots in turn and by prices: every end that it can have."""

from fractions import Fraction

import pytest

from bideval.analysis.lots.bounds_in_turn import OTHER_BIDS, Bound
from bideval.analysis.lots.least_by_price import LeastByPrice
from bideval.analysis.lots.least_in_turn import SAME_AWARD, Beyond, LeastInTurn, LotMove
from bideval.analysis.lots.races import Race
from bideval.analysis.lots.weights_ball import Shift
from bideval.analysis.lots.without_bidder import Moved
from bideval.report.least_in_turn_text import by_price_lines, in_turn_lines

F = Fraction
CRITERIA = ("plan", "care", "price")
LEVEL = Race("north", "ash", "oak", (F(1), F(-2), F(0)), level_tells=False)
HALF = Shift(((0, F(1, 2)),), 1)
BEYOND = Beyond(Shift(((0, F("0.51")),), 1), (Moved("north", "ash", "oak"), Moved("south", "oak", "")))
SURE = (
    "Less than that, among any criteria and in any parts of a point, leaves every lot where it goes as "
    "published; proved."
)

CASES = [
    (
        "an exact one, and what comes of it",
        LeastInTurn(CRITERIA, Bound(F(1, 2), "", ()), HALF, LEVEL, BEYOND),
        (
            "The least that changes the award: 0.5 points from plan to care. There, in north, oak is level with "
            "ash; beyond it, it is ahead. After 0.51 points from plan to care, the published rules award north to "
            f"oak and south to nobody. {SURE}"
        ),
    ),
    (
        "rounding hides it",
        LeastInTurn(CRITERIA, Bound(F(1, 2), "", ()), HALF, LEVEL, None, Bound(F("0.129"), "", ())),
        (
            "The least that changes the award, in totals before rounding: 0.5 points from plan to care. There, in "
            "north, oak is level with ash; beyond it, it is ahead. Under the published rules with all rounding, no "
            f"move a little larger was found to change it. {SURE} Less than 0.12 points changes nothing, whatever "
            "the published rounding does; proved."
        ),
    ),
    (
        "level as published",
        LeastInTurn(CRITERIA, Bound(F(0), "", ()), Shift((), 1), LEVEL, BEYOND),
        (
            "As published, in north, oak is level with ash or ahead of it. The least move, however small, can "
            "tell. After 0.51 points from plan to care, the published rules award north to oak and south to nobody."
        ),
    ),
    (
        "at least",
        LeastInTurn(CRITERIA, Bound(F("1.239"), SAME_AWARD, ())),
        (
            "At least 1.23 points have to move, among any criteria and in any parts of a point, before the award "
            "can change; proved. Whether more has to is not told: there two bids change places in a lot, and the "
            "award may stay."
        ),
    ),
    (
        "nothing is proved",
        LeastInTurn(CRITERIA, Bound(F(0), OTHER_BIDS, ())),
        (
            "The least move of all weights is not told: beyond it other bids may meet the minimums on sections."
        ),
    ),
    (
        "never, and each lot",
        LeastInTurn(
            CRITERIA,
            Bound(F(1, 2), "", ()),
            HALF,
            LEVEL,
            BEYOND,
            None,
            (
                LotMove("north", F(1, 2), is_exact=True),
                LotMove("south", F(1, 2), is_exact=False),
                LotMove("west", F(1, 2), is_exact=False),
                LotMove("east", None, is_exact=False),
            ),
        ),
        (
            "The least that changes the award: 0.5 points from plan to care. There, in north, oak is level with "
            "ash; beyond it, it is ahead. After 0.51 points from plan to care, the published rules award north to "
            f"oak and south to nobody. {SURE} For one lot alone: north more than 0.5 points; south and west at "
            "least 0.5 points; east whatever the weights."
        ),
    ),
    (
        "whatever the weights",
        LeastInTurn(CRITERIA, Bound(None, "", ())),
        "No weights at all change the award; proved.",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_said_of_lots_in_turn(case: tuple[str, LeastInTurn, str]) -> None:
    _, found, expected = case
    assert " ".join(in_turn_lines(found)) == expected


BY_PRICE = [
    ("whatever the weights", LeastByPrice(), "No weights at all change the award: it is found from prices"),
    (
        "until others are assessed",
        LeastByPrice(F("9.375"), OTHER_BIDS),
        (
            "At least 9.37 points have to move, among any criteria and in any parts of a point, before the award "
            "can change; proved. Whether more has to is not told: beyond it other bids may meet the minimums"
        ),
    ),
    (
        "nothing is proved",
        LeastByPrice(F(0), OTHER_BIDS),
        "The least move of all weights is not told: beyond it other bids may meet",
    ),
]


@pytest.mark.parametrize("case", BY_PRICE, ids=lambda case: case[0])
def test_what_is_said_of_prices(case: tuple[str, LeastByPrice, str]) -> None:
    _, found, expected = case
    assert " ".join(by_price_lines(found)).startswith(expected)
