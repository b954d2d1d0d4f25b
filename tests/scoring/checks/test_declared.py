import pytest

from bideval.errors import Source
from bideval.io.packs import find_pack
from tests.scoring.checks.base import PLAIN, Case, Change, assert_found, built, changed

ASKED = changed(
    PLAIN,
    {
        "tender/declares": {
            "beds": {"unit": "count", "min": "1", "max": "40"},
            "grade": {"unit": "words", "choices": ["gold", "silver"]},
            "note": {"unit": "words"},
            "savings": {"unit": "money", "min": "0", "yearly": "true"},
        },
    },
)
PRICE_ONLY: Change = {
    "tender/weighting": None,
    "tender/criteria": [],
    "marks": [],
    "consensus": [],
    "tender/marks": None,
}
FEATURES = changed(
    PLAIN,
    {
        **PRICE_ONLY,
        "tender/method": {
            "use": "feature-coefficient",
            "with": {"features": [{"id": "payment", "max": "0.3"}]},
        },
        "bids/acorn/declared": {"payment": "0.1"},
        "bids/beech/declared": {"payment": "0.3"},
    },
)
OFFER = {
    "contract-years": "5",
    "contract-days": "0",
    "payment-share": "0.5",
    "cost-reductions": ["10", "10", "10"],
}
SAVINGS = changed(
    PLAIN,
    {
        **PRICE_ONLY,
        "tender/method": {
            "use": "life-cycle-npv",
            "with": {
                "announcement_date": "2026-08-18",
                "discount_rate": "0.1",
                "days_per_year": "365",
                "horizon_years": "2",
            },
        },
        "bids/acorn/declared": {**OFFER, "contract-years": "1"},
        "bids/beech/declared": {**OFFER, "contract-years": "1"},
    },
)


def declared(**values: object) -> dict[str, object]:
    return {"bids/acorn/declared": values}


WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "a value that nobody asked for",
        ASKED,
        declared(bed="3"),
        "BE208 bids/acorn.yaml#/declared/bed",
        "acorn declares bed, which the tender does not ask for Did you mean beds?",
    ),
    (
        "a feature beside the published ones",
        FEATURES,
        {"bids/acorn/declared/payments": "0.1"},
        "BE208 bids/acorn.yaml#/declared/payments",
        "Did you mean payment?",
    ),
    (
        "what a method reads, under another method",
        ASKED,
        declared(**{"payment-share": "0.5"}),
        "BE208 bids/acorn.yaml#/declared/payment-share",
        "No rule would read it.",
    ),
    (
        "not a number",
        ASKED,
        declared(beds="many"),
        "BE209 bids/acorn.yaml#/declared/beds",
        "'many' is not a number",
    ),
    (
        "a number with a comma",
        ASKED,
        declared(beds="1,5"),
        "BE209 bids/acorn.yaml#/declared/beds",
        "has a comma",
    ),
    (
        "below the range",
        ASKED,
        declared(beds="0.5"),
        "BE209 bids/acorn.yaml#/declared/beds",
        "0.5 is below 1",
    ),
    (
        "above the range",
        ASKED,
        declared(beds="40.1"),
        "BE209 bids/acorn.yaml#/declared/beds",
        "40.1 is above 40",
    ),
    (
        "a list for a single value",
        ASKED,
        declared(beds=["3"]),
        "BE209 bids/acorn.yaml#/declared/beds",
        "a list stands",
    ),
    (
        "nothing after the colon",
        ASKED,
        declared(beds=None),
        "BE209 bids/acorn.yaml#/declared/beds",
        "a single value",
    ),
    (
        "a map for a value",
        ASKED,
        declared(grade={"a": "b"}),
        "BE209 bids/acorn.yaml#/declared/grade",
        "a single value",
    ),
    (
        "not one of its words",
        ASKED,
        declared(grade="bronze"),
        "BE209 bids/acorn.yaml#/declared/grade",
        "gold, silver",
    ),
    (
        "a single value for a yearly one",
        ASKED,
        declared(savings="3"),
        "BE209 bids/acorn.yaml#/declared/savings",
        "the tender asks for one a year",
    ),
    (
        "no years at all",
        ASKED,
        declared(savings=[]),
        "BE209 bids/acorn.yaml#/declared/savings",
        "the earliest year first",
    ),
    (
        "one wrong year",
        ASKED,
        declared(savings=["3", "x", "-1"]),
        "BE209 bids/acorn.yaml#/declared/savings/1\nBE209 bids/acorn.yaml#/declared/savings/2",
        "-1 is below 0",
    ),
    (
        "features that are no features",
        FEATURES,
        {"tender/method/with/features": ["payment", {"max": "0.3"}, {"id": ["payment"]}]},
        "BE208 bids/acorn.yaml#/declared/payment\nBE208 bids/beech.yaml#/declared/payment",
        "No rule would read it.",
    ),
]

RIGHT: list[Case] = [
    (
        "the ends of the range",
        ASKED,
        declared(beds="40", grade="gold", note="anything", savings=["0", "2/3"]),
        "",
        "",
    ),
    ("nothing is declared", ASKED, {}, "", ""),
    ("the features of a method", FEATURES, {}, "", ""),
    ("what life-cycle-npv reads", SAVINGS, {}, "", ""),
    (
        "a value with a most alone",
        ASKED,
        {"tender/declares/beds": {"unit": "count", "max": "40"}, **declared(beds="-5")},
        "",
        "",
    ),
    (
        "a value with a least alone",
        ASKED,
        {"tender/declares/beds": {"unit": "count", "min": "1"}, **declared(beds="500")},
        "",
        "",
    ),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_declared_values(case: Case) -> None:
    assert_found(case)


UNTYPED: list[Case] = [
    (
        "a list of words that the method reads",
        SAVINGS,
        {"bids/acorn/declared/cost-reductions": ["many"]},
        "",
        "",
    ),
    ("a word where the method reads a number", FEATURES, {"bids/acorn/declared/payment": "much"}, "", ""),
    ("a list where the method reads a number", FEATURES, {"bids/acorn/declared/payment": ["0.1"]}, "", ""),
    ("nothing where the method reads a number", FEATURES, {"bids/acorn/declared/payment": None}, "", ""),
]


@pytest.mark.parametrize("case", UNTYPED, ids=lambda case: case[0])
def test_what_a_method_reads_is_judged_by_the_method(case: Case) -> None:
    assert_found(case)


SURPLUS = {"id": "surplus", "weight": "20", "use": "local/surplus-reinvested@1"}
SHIPPED = find_pack("local/surplus-reinvested@1", {}, Source("tender.yaml"))[0]
BY_PACK = changed(PLAIN, {"packs|local/surplus-reinvested@1": SHIPPED, "tender/criteria/1": SURPLUS})
DECLARES = {"surplus-reinvested": {"unit": "percent"}}

NOT_DECLARED: list[tuple[str, Change, list[str]]] = [
    # in words, change, findings
    ("a pack reads what nobody is asked for", {}, ["BE138"]),
    ("and a bid states it", {"bids/acorn/declared": {"surplus-reinvested": "40"}}, ["BE138", "BE208"]),
    ("it is declared", {"tender/declares": DECLARES, "bids/acorn/declared": {"surplus-reinvested": "40"}}, []),
    ("another word of a bid is still nobody's", {"bids/acorn/declared": {"surplus": "40"}}, ["BE138", "BE208"]),
]  # fmt: skip


@pytest.mark.parametrize("case", NOT_DECLARED, ids=lambda case: case[0])
def test_a_pack_that_reads_what_the_tender_does_not_declare(case: tuple[str, Change, list[str]]) -> None:
    _, change, codes = case
    found = [one for one in built(BY_PACK, change).findings if one.code in {"BE138", "BE208"}]
    assert [one.code for one in found] == codes
    for one in found:
        told = "surplus-reinvested" in one.message
        assert ("declares: {surplus-reinvested: {unit: percent}} in tender.yaml" in one.remedy) is told
