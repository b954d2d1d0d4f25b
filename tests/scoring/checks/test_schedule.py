import pytest

from tests.scoring.checks.base import LOTS, PLAIN, PRICED, Case, assert_found, changed

LOT_LINES = changed(
    LOTS,
    {
        "prices": {},
        "schedule": ["N1,1,rate,yes,,north", "S1,1,rate,yes,,south", "X1,1,rate,yes,,*"],
        "rates": {"acorn": ["N1,1", "S1,2", "X1,3"], "beech": ["S1,2", "X1,3"]},
    },
)

WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "a line twice in the schedule",
        PRICED,
        {"schedule/+": "C1,5,option,no"},
        "BE259 schedule.csv#/+4/line schedule.csv#/C1/line",
        "line C1 stands twice in the price schedule",
    ),
    (
        "included on every line that counts",
        PRICED,
        {"rates/beech": ["A1,included", "A2,included", "B1,", "C1,7"]},
        "BE270 prices/beech.csv#/A1/rate",
        "beech says included on every line that counts, so that nothing is priced",
    ),
    (
        "included on every line of one lot",
        LOT_LINES,
        {"rates/acorn": ["N1,0", "S1,included", "X1,included"]},
        "BE270 prices/acorn.csv#/S1/rate",
        "for lot south",
    ),
    (
        "a rate for a line that is none",
        PRICED,
        {"rates/beech/+": "A11,3"},
        "BE260 prices/beech.csv#/A11/line schedule.csv#",
        "Did you mean A1?",
    ),
    (
        "a line twice in the rates",
        PRICED,
        {"rates/beech/+": "A1,3,30"},
        "BE267 prices/beech.csv#/+4/line prices/beech.csv#/A1/line",
        "line A1 stands twice in the rates of beech",
    ),
    (
        "a negative quantity",
        PRICED,
        {"schedule/3": "C1,-1,option,no"},
        "BE268 schedule.csv#/C1/quantity",
        "line C1 of the price schedule has quantity -1, below zero",
    ),
    (
        "negative years",
        PRICED,
        {"schedule/3": "C1,1,option,no,,,,-2"},
        "BE268 schedule.csv#/C1/years",
        "has years -2",
    ),
    (
        "rates without a schedule",
        PLAIN,
        {"rates/acorn": ["A1,3"]},
        "BE269 prices/acorn.csv#",
        "acorn has rates, and the tender has no price schedule",
    ),
    (
        "a line for a lot that is none",
        LOT_LINES,
        {"schedule/0": "N1,1,rate,yes,,norht"},
        "BE251 prices/acorn.csv#/N1/rate bids/acorn.yaml#/lots\nBE251 schedule.csv#/N1/lot",
        "Did you mean north?",
    ),
    (
        "a rate in a lot that the bid did not enter",
        LOT_LINES,
        {"rates/beech/+": "N1,4"},
        "BE251 prices/beech.csv#/N1/rate bids/beech.yaml#/lots",
        "a rate for line N1 of the lot north, which it did not enter",
    ),
    (
        "a rate below zero",
        PRICED,
        {"rates/acorn/2": "C1,-7"},
        "BE252 prices/acorn.csv#/C1/rate",
        "the rate of line C1 of acorn is -7, below zero",
    ),
    (
        "an extension below zero",
        PRICED,
        {"rates/beech/0": "A1,30,-300"},
        "BE252 prices/beech.csv#/A1/extension\nBE263 prices/beech.csv#/A1/extension",
        "the extension of line A1 of beech is -300",
    ),
    (
        "rates of a bid with no file are not held against its lots",
        LOT_LINES,
        {"rates/cedar": ["N1,4", "S1,4", "X1,4"]},
        "BE250 prices/cedar.csv#",
        "there is no bid called cedar",
    ),
]

RIGHT: list[Case] = [
    ("a quantity of nothing", PRICED, {"schedule/3": "C1,0,option,no"}, "", ""),
    ("lines of two lots and of both", LOT_LINES, {}, "", ""),
    ("a blank cell in a lot that the bid did not enter", LOT_LINES, {"rates/beech/+": "N1,"}, "", ""),
    (
        "no rates yet",
        PRICED,
        {"rates": {}, "prices": {}, "bids/acorn/status": "late", "bids/beech/status": "late"},
        "",
        "",
    ),
    ("an empty file of rates without a schedule", PLAIN, {"rates/acorn": []}, "", ""),
    ("a rate of nothing", PRICED, {"rates/acorn/2": "C1,0,0"}, "", ""),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_schedule_and_rates(case: Case) -> None:
    assert_found(case)
