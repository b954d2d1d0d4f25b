import pytest

from tests.scoring.checks.base import LOTS, PLAIN, PRICED, Case, assert_found, decision

REAL = {"basis": "real", "base_date": "2026-04-01", "vat": "ex-vat"}
OUT = {"bids/beech/status": "withdrawn"}

WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "a price for a bid with no file",
        PLAIN,
        {"prices/becch": {"lots": {"whole": {"amount": "3"}}}},
        "BE250 prices/becch.yaml#",
        "there is no bid called becch Did you mean beech?",
    ),
    (
        "rates for a bid with no file",
        PRICED,
        {"rates/cedar": ["A1,3"]},
        "BE250 prices/cedar.csv#",
        "prices/cedar.csv holds a price",
    ),
    (
        "a price for a lot that is none",
        LOTS,
        {"prices/beech/lots/west": {"amount": "3"}},
        "BE251 prices/beech.yaml#/lots/west",
        "beech has a price for the lot west, which there is not",
    ),
    (
        "a price for a lot where there are none",
        PLAIN,
        {"prices/beech/lots/north": {"amount": "3"}},
        "BE251 prices/beech.yaml#/lots/north",
        "Write whole: the tender has no lots.",
    ),
    (
        "a price for a lot that was not entered",
        LOTS,
        {"prices/beech/lots/north": {"amount": "3"}},
        "BE251 prices/beech.yaml#/lots/north bids/beech.yaml#/lots",
        "which it did not enter",
    ),
    (
        "a price below zero",
        PLAIN,
        {"prices/acorn/lots/whole/amount": "-0.01"},
        "BE252 prices/acorn.yaml#/lots/whole/amount",
        "the price of acorn is -0.01, below zero",
    ),
    (
        "another currency",
        PLAIN,
        {"prices/acorn/lots/whole/currency": "EUR"},
        "BE253 prices/acorn.yaml#/lots/whole/currency tender.yaml#/currency",
        "is in EUR, and the tender in GBP",
    ),
    (
        "another basis",
        PLAIN,
        {"tender/money": REAL, "prices/acorn/lots/whole/basis": "nominal"},
        "BE254 prices/acorn.yaml#/lots/whole/basis tender.yaml#/money/basis",
        "has the basis nominal, and the tender real",
    ),
    (
        "another base date",
        PLAIN,
        {"tender/money": REAL, "prices/acorn/lots/whole/base_date": "2025-04-01"},
        "BE254 prices/acorn.yaml#/lots/whole/base_date tender.yaml#/money/base_date",
        "has the base date 2025-04-01, and the tender 2026-04-01",
    ),
    (
        "a base date where the tender has none",
        PLAIN,
        {
            "tender/money": {"basis": "nominal", "vat": "ex-vat"},
            "prices/acorn/lots/whole/base_date": "2025-04-01",
        },
        "BE254 prices/acorn.yaml#/lots/whole/base_date tender.yaml#/money",
        "and the tender states none",
    ),
    (
        "two bids of different bases, and a tender without one",
        PLAIN,
        {"prices/acorn/lots/whole/basis": "real", "prices/beech/lots/whole/basis": "nominal"},
        "BE254 prices/beech.yaml#/lots/whole/basis prices/acorn.yaml#/lots/whole/basis",
        "the price of beech has the basis nominal, and that of acorn real",
    ),
    (
        "a rate that is missing",
        PRICED,
        {"rates/acorn/1": "A2,"},
        "BE261 prices/acorn.csv#/A2/rate schedule.csv#/A2/line",
        "line A2 of the price schedule has no rate in the prices of acorn",
    ),
    (
        "a rate against a provisional sum",
        PRICED,
        {"rates/beech/2": "B1,60"},
        "BE262 prices/beech.csv#/B1/rate schedule.csv#/B1/quantity",
        "line B1 is a provisional sum",
    ),
    (
        "an extension that is wrong",
        PRICED,
        {"rates/acorn/0": "A1,20,210"},
        "BE263 prices/acorn.csv#/A1/extension",
        "is given as 210, but its parts make 200",
    ),
    (
        "a total that is wrong",
        PRICED,
        {"prices/acorn/lots/whole/amount": "299"},
        "BE263 prices/acorn.yaml#/lots/whole/amount",
        "given as 299, but its parts make 300",
    ),
    (
        "a wrong extension without a rule",
        PRICED,
        {"tender/prices": None, "rates/acorn/0": "A1,20,210"},
        "BE265 prices/acorn.csv#/A1/extension",
        "the tender states no correction rule",
    ),
    (
        "a wrong extension that the rule rejects",
        PRICED,
        {"tender/prices": {"correction": "reject"}, "rates/acorn/0": "A1,20,210"},
        "BE266 prices/acorn.csv#/A1/extension",
        "the published rule rejects such a bid",
    ),
]

RIGHT: list[Case] = [
    ("no price yet is found where a price is read", PLAIN, {"prices": {}}, "", ""),
    ("a price of nothing", PLAIN, {"prices/acorn/lots/whole/amount": "0"}, "", ""),
    ("the tender's own currency", PLAIN, {"prices/acorn/lots/whole/currency": "GBP"}, "", ""),
    (
        "the tender's own basis and date",
        PLAIN,
        {
            "tender/money": REAL,
            "prices/acorn/lots/whole/basis": "real",
            "prices/acorn/lots/whole/base_date": "2026-04-01",
        },
        "",
        "",
    ),
    ("one basis, and a tender without one", PLAIN, {"prices/acorn/lots/whole/basis": "real"}, "", ""),
    (
        "another basis of a bid that is out",
        PLAIN,
        {**OUT, "prices/acorn/lots/whole/basis": "real", "prices/beech/lots/whole/basis": "nominal"},
        "",
        "",
    ),
    ("the price of a bid that is out", PRICED, {**OUT, "rates/beech": ["A1,30,999"]}, "", ""),
    (
        "the price of a bid excluded by decision",
        PRICED,
        {"decisions": [decision("exclude", bid="beech", ground="section 1")], "rates/beech": ["A1,30,999"]},
        "",
        "",
    ),
    ("a line that does not count and is not offered", PRICED, {}, "", ""),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_prices(case: Case) -> None:
    assert_found(case)
