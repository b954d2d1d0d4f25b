import pytest

from bideval.errors import Severity
from tests.scoring.checks.base import LOTS, PLAIN, PRICED, Case, Change, assert_found, built

EX_VAT = {"basis": "nominal", "vat": "ex-vat"}
GROSS = {"basis": "nominal", "vat": "gross", "vat_rates": {"standard": "20"}}
NET_COST = {**GROSS, "vat": "net-cost-to-authority", "vat_irrecoverable": "100"}
LINES = ["A1,30,300,standard", "A2,included", "B1,", "C1,n/a"]


def said(money: object, first: str | None, second: str | None, **more: object) -> Change:
    """State the tender's basis, and the treatment of each lump sum."""
    stated = {name: vat for name, vat in (("acorn", first), ("beech", second)) if vat}
    prices = {f"prices/{bid}/lots/whole/vat": vat for bid, vat in stated.items()}
    asked = {f"prices/{bid}/lots/whole/input_tax": word for bid, word in more.items()}
    return {"tender/money": money, **prices, **asked}


WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "not stated beside stated",
        PLAIN,
        said(EX_VAT, None, "standard"),
        "BE255 prices/acorn.yaml#/lots/whole/vat prices/beech.yaml#/lots/whole/vat",
        "acorn does not state the VAT treatment of its price, and beech states standard",
    ),
    (
        "lines without a treatment beside lines with one",
        PRICED,
        {"tender/money": EX_VAT, "rates/beech": LINES},
        "BE255 prices/acorn.yaml#/lots/whole/vat prices/beech.csv#/A1/vat",
        "acorn does not state",
    ),
    (
        "within one bid",
        PRICED,
        {
            "tender/money": EX_VAT,
            "bids/acorn/status": "late",
            "rates/beech": ["A1,30,300,standard", "A2,3", "C1,n/a"],
        },
        "BE255 prices/beech.csv#/A2/vat prices/beech.csv#/A1/vat",
        "beech does not state",
    ),
    (
        "a taxed price without a published rate",
        PLAIN,
        said(GROSS, "standard", "reduced"),
        "BE256 prices/beech.yaml#/lots/whole/vat tender.yaml#/money/vat_rates",
        "vat_rates: {reduced: ...}",
    ),
    (
        "gross prices of which nothing is known",
        PLAIN,
        said(GROSS, None, None),
        "\n".join(
            f"BE256 prices/{bid}.yaml#/lots/whole/vat tender.yaml#/money/vat_rates"
            for bid in ("acorn", "beech")
        ),
        "without it no VAT can be added",
    ),
    (
        "two treatments, and no basis to compare on",
        PLAIN,
        said(None, "standard", "exempt"),
        "BE257 prices/beech.yaml#/lots/whole/vat prices/acorn.yaml#/lots/whole/vat",
        "acorn is standard, beech is exempt",
    ),
    (
        "an exempt price of which it is not known what is in it",
        PLAIN,
        said(NET_COST, "standard", "exempt"),
        "BE258 prices/beech.yaml#/lots/whole/vat",
        "does it include the VAT that the bidder itself cannot recover?",
    ),
    (
        "an exempt price without the bidder's own VAT",
        PLAIN,
        said(NET_COST, "standard", "outside-scope", beech="excluded"),
        "BE258 prices/beech.yaml#/lots/whole/input_tax",
        "so it is not what the authority would pay",
    ),
    (
        "a basis without rates is said once, not for each price",
        PLAIN,
        said({"basis": "nominal", "vat": "gross"}, None, None),
        "BE156 tender.yaml#/money",
        "publishes no VAT rates",
    ),
]

RIGHT: list[Case] = [
    ("nothing is stated anywhere", PLAIN, {}, "", ""),
    ("both are stated, and compared without VAT", PLAIN, said(EX_VAT, "standard", "exempt"), "", ""),
    ("one treatment needs no basis", PLAIN, said(None, "standard", "standard"), "", ""),
    (
        "the one that states nothing is out",
        PLAIN,
        {**said(EX_VAT, None, "zero"), "bids/acorn/status": "late"},
        "",
        "",
    ),
    (
        "a provisional sum, an included line and one not offered state nothing",
        PRICED,
        {"tender/money": EX_VAT, "bids/acorn/status": "late", "rates/beech": LINES},
        "",
        "",
    ),
    ("untaxed prices need no rate", PLAIN, said(GROSS, "zero", "exempt"), "", ""),
    ("a taxed price with its rate", PLAIN, said(GROSS, "standard", "outside-scope"), "", ""),
    (
        "an exempt price with all VAT in it",
        PLAIN,
        said(NET_COST, "standard", "exempt", beech="included"),
        "",
        "",
    ),
    ("an exempt price that bears no VAT", PLAIN, said(NET_COST, "standard", "exempt", beech="none"), "", ""),
    ("without VAT nobody asks", PLAIN, said(EX_VAT, "standard", "exempt", beech="excluded"), "", ""),
    ("a zero-rated bidder recovers its VAT", PLAIN, said(NET_COST, "standard", "zero"), "", ""),
    (
        "rates beside a basis that needs none",
        PLAIN,
        said({**GROSS, "vat": "ex-vat"}, "reduced", "reduced"),
        "",
        "",
    ),
    (
        "a line that does not count",
        PRICED,
        {
            "tender/money": EX_VAT,
            "bids/acorn/status": "late",
            "rates/beech": ["A1,30,300", "A2,included", "C1,7,7,standard"],
        },
        "",
        "",
    ),
    (
        "a line's own treatment beside that of the whole",
        PRICED,
        {
            "tender/money": EX_VAT,
            "prices|acorn|lots|whole|vat": "standard",
            "rates/acorn": ["A1,20,200,zero", "A2,25,,zero", "C1,7,,zero"],
            "rates/beech": ["A1,30,300,zero", "A2,included", "C1,n/a"],
        },
        "",
        "",
    ),
    (
        "a line of another lot",
        LOTS,
        {
            "tender/money": EX_VAT,
            "prices": {},
            "schedule": ["N1,1,rate,yes,,north", "S1,1,rate,yes,,south"],
            "rates": {"acorn": ["N1,1", "S1,2,,zero"], "beech": ["S1,2,,zero"]},
        },
        "",
        "",
    ),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_vat(case: Case) -> None:
    assert_found(case)


def test_what_is_not_known_is_a_question_and_what_is_wrong_an_error() -> None:
    asked = built(PLAIN, said(NET_COST, "standard", "exempt")).findings
    wrong = built(PLAIN, said(NET_COST, "standard", "exempt", beech="excluded")).findings
    assert [one.severity for one in (*asked, *wrong)] == [Severity.QUESTION, Severity.ERROR]
