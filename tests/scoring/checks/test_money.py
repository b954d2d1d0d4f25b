from collections.abc import Mapping

import pytest

from tests.scoring.checks.base import PLAIN, Case, Change, assert_found, changed

RATES = {"standard": "20", "reduced": "5"}
GROSS = {"basis": "nominal", "vat": "gross", "vat_rates": RATES}
NET_COST = {**GROSS, "vat": "net-cost-to-authority", "vat_irrecoverable": "50"}
TAXED = changed(PLAIN, {"prices|acorn|lots|whole|vat": "standard", "prices|beech|lots|whole|vat": "zero"})


def money(basis: Mapping[str, object], **more: object) -> Change:
    return {"tender/money": {key: value for key, value in {**basis, **more}.items() if value is not None}}


WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "gross prices without rates",
        TAXED,
        money(GROSS, vat_rates=None),
        "BE156 tender.yaml#/money",
        "prices are compared gross, and the tender publishes no VAT rates",
    ),
    (
        "gross prices with an empty list of rates",
        TAXED,
        money(GROSS, vat_rates={}),
        "BE156 tender.yaml#/money",
        "vat_rates: {standard: 20, reduced: 5}",
    ),
    (
        "net cost without the share that is lost",
        TAXED,
        money(NET_COST, vat_irrecoverable=None),
        "BE156 tender.yaml#/money",
        "how much VAT it cannot recover",
    ),
    (
        "more VAT lost than there is",
        TAXED,
        money(NET_COST, vat_irrecoverable="100.01"),
        "BE156 tender.yaml#/money/vat_irrecoverable",
        "100.01 percent of the VAT",
    ),
    (
        "a share below zero",
        TAXED,
        money(NET_COST, vat_irrecoverable="-1"),
        "BE156 tender.yaml#/money/vat_irrecoverable",
        "from 0 to 100",
    ),
    (
        "a treatment that is none",
        TAXED,
        money(GROSS, vat_rates={**RATES, "standart": "20"}),
        "BE156 tender.yaml#/money/vat_rates/standart",
        "Did you mean standard?",
    ),
    (
        "a rate for what is not stated",
        TAXED,
        money(GROSS, vat_rates={**RATES, "not-stated": "20"}),
        "BE156 tender.yaml#/money/vat_rates/not-stated",
        "not-stated is not a VAT treatment that has a rate",
    ),
    (
        "a negative rate",
        TAXED,
        money(GROSS, vat_rates={"standard": "-20"}),
        "BE156 tender.yaml#/money/vat_rates/standard",
        "the standard rate of VAT is -20 percent",
    ),
    (
        "VAT on what bears none",
        TAXED,
        money(GROSS, vat_rates={**RATES, "exempt": "5"}),
        "BE156 tender.yaml#/money/vat_rates/exempt",
        "Only standard and reduced carry VAT",
    ),
    (
        "real prices of no date",
        TAXED,
        money({"basis": "real", "vat": "ex-vat"}),
        "BE157 tender.yaml#/money",
        "at which date's price level",
    ),
    (
        "a rate of more than everything",
        TAXED,
        money(GROSS, vat_rates={"standard": "100.1"}),
        "BE156 tender.yaml#/money/vat_rates/standard",
        "is 100.1 percent",
    ),
]

RIGHT: list[Case] = [
    ("gross with rates", TAXED, money(GROSS), "", ""),
    ("a zero rate for what is zero-rated", TAXED, money(GROSS, vat_rates={**RATES, "zero": "0"}), "", ""),
    ("net cost of a body that recovers all", TAXED, money(NET_COST, vat_irrecoverable="0"), "", ""),
    ("net cost of a body that recovers nothing", TAXED, money(NET_COST, vat_irrecoverable="100"), "", ""),
    ("without VAT no rates are needed", PLAIN, money({"basis": "nominal", "vat": "ex-vat"}), "", ""),
    (
        "real prices of a date",
        PLAIN,
        money({"basis": "real", "base_date": "2026-04-01", "vat": "ex-vat"}),
        "",
        "",
    ),
    ("a rate of everything", TAXED, money(GROSS, vat_rates={"standard": "100"}), "", ""),
    ("a rate of nothing", TAXED, money(GROSS, vat_rates={"standard": "0"}), "", ""),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_the_basis_of_money(case: Case) -> None:
    assert_found(case)
