import pytest

from tests.scoring.checks.base import (
    CLINICAL,
    LOTS,
    PLAIN,
    PRICE,
    PRICED,
    WORKFORCE,
    Case,
    Change,
    assert_found,
    changed,
    decision,
)

RANGED = changed(
    PLAIN,
    {
        "tender/criteria": [
            {**CLINICAL, "weight": ["30", "50"]},
            WORKFORCE,
            {**PRICE, "weight": ["30", "50"]},
        ],
        "decisions": [decision("weights", weights={"clinical": "40", "price": "40"})],
    },
)
DRAWN = changed(PLAIN, {"tender/ties": [{"by": "draw", "method": "sha256-counter", "order": "id"}]})
ROUNDED = changed(
    PLAIN,
    {"tender/rounding": [{"stage": "total", "places": "2", "mode": "half-up"}], "tender/rank_on": "exact"},
)


def refined(field: str, to: object) -> Change:
    return {"decisions": [decision("refine", field=field, from_="as first published", to=to)]}


def drawn(*bids: str) -> Change:
    return {"decisions": [decision("draw", drawn=list(bids), witnessed_by=["Di"])]}


def low_price(to: object) -> Change:
    return {"decisions": [decision("low-price", bid="acorn", to=to)]}


WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "a weight for a criterion that is none",
        RANGED,
        {"decisions/0/weights/clincal": "40"},
        "BE406 decisions.yaml#/0/weights/clincal",
        "d-1 sets the weight of clincal, which is no criterion Did you mean clinical?",
    ),
    (
        "a weight that is published as it is",
        RANGED,
        {"decisions/0/weights/workforce": "20"},
        "BE406 decisions.yaml#/0/weights/workforce",
        "the weight of workforce, which is not published as a range",
    ),
    (
        "a weight for a criterion of the other lot",
        LOTS,
        {"decisions": [decision("weights", lot="south", weights={"workforce": "20"})]},
        "BE406 decisions.yaml#/0/weights/workforce",
        "which is no criterion",
    ),
    (
        "a bid drawn that is none",
        DRAWN,
        drawn("acorn", "becch"),
        "BE407 decisions.yaml#/0/drawn/1",
        "Did you mean beech?",
    ),
    (
        "a bid drawn twice",
        DRAWN,
        drawn("acorn", "beech", "acorn"),
        "BE407 decisions.yaml#/0/drawn/2",
        "drew acorn twice",
    ),
    (
        "a refinement that the tender does not show",
        PLAIN,
        refined("tender.yaml#/criteria/0/weight", "45"),
        "BE409 decisions.yaml#/0/to tender.yaml#/criteria/0/weight",
        "d-1 refines /criteria/0/weight to 45, and tender.yaml says otherwise",
    ),
    (
        "a refinement of nothing",
        PLAIN,
        refined("tender.yaml#/criteria/9/weight", "45"),
        "BE409 decisions.yaml#/0/field tender.yaml#/criteria/9/weight",
        "tender.yaml has nothing there",
    ),
    (
        "a refinement of a key that there is not",
        PLAIN,
        refined("tender.yaml#/criteria/0/wait", "45"),
        "BE409 decisions.yaml#/0/field tender.yaml#/criteria/0/wait",
        "Correct the pointer",
    ),
    (
        "a refinement below a single value",
        PLAIN,
        refined("tender.yaml#/title/0", "x"),
        "BE409 decisions.yaml#/0/field tender.yaml#/title/0",
        "nothing there",
    ),
    (
        "a refinement of another file",
        PLAIN,
        refined("bids/acorn.yaml#/id", "acorn"),
        "BE409 decisions.yaml#/0/field",
        "is no place in the tender",
    ),
    (
        "a refinement of no place",
        PLAIN,
        refined("tender.yaml", "x"),
        "BE409 decisions.yaml#/0/field",
        "no place",
    ),
    (
        "a refined list that is shorter",
        PLAIN,
        refined("tender.yaml#/criteria", []),
        "BE409 decisions.yaml#/0/to tender.yaml#/criteria",
        "to [], and",
    ),
    (
        "a refined rule that is no such rule",
        ROUNDED,
        refined("tender.yaml#/rounding/0", {"stage": "total"}),
        "BE409 decisions.yaml#/0/to tender.yaml#/rounding/0",
        "to new values",
    ),
    (
        "a refined number that is none",
        PLAIN,
        refined("tender.yaml#/criteria/0/weight", "forty"),
        "BE409 decisions.yaml#/0/to tender.yaml#/criteria/0/weight",
        "to forty",
    ),
    ("a low price of a third kind", PLAIN, low_price("ask"), "BE410 decisions.yaml#/0/to", "says 'ask'"),
    (
        "a low price, and no word",
        PLAIN,
        low_price(None),
        "BE410 decisions.yaml#/0",
        "does not say so in one word",
    ),
    ("a low price, and a list", PLAIN, low_price(["keep"]), "BE410 decisions.yaml#/0/to", "Write to: keep"),
    (
        "a seed with a space in it",
        DRAWN,
        {"decisions": [decision("draw", seed="18 07")]},
        "BE412 decisions.yaml#/0/seed",
        "the seed '18 07' is not 1 to 200 visible ASCII characters",
    ),
    (
        "a refined list with another entry",
        ROUNDED,
        refined("tender.yaml#/rounding", [{"stage": "total", "places": "3", "mode": "half-up"}]),
        "BE409 decisions.yaml#/0/to tender.yaml#/rounding",
        "and tender.yaml says otherwise",
    ),
    (
        "a word in place of a list",
        ROUNDED,
        refined("tender.yaml#/rounding", "half-up"),
        "BE409 decisions.yaml#/0/to tender.yaml#/rounding",
        "to half-up",
    ),
    (
        "none in place of a list that is not empty",
        ROUNDED,
        refined("tender.yaml#/rounding", "none"),
        "BE409 decisions.yaml#/0/to tender.yaml#/rounding",
        "to none",
    ),
    (
        "a list in place of a number",
        PLAIN,
        refined("tender.yaml#/criteria/0/weight", ["40"]),
        "BE409 decisions.yaml#/0/to tender.yaml#/criteria/0/weight",
        "to [40]",
    ),
    (
        "a word in place of names with values",
        PLAIN,
        refined("tender.yaml#/criteria/0/scale", "scales/0-5@1"),
        "BE409 decisions.yaml#/0/to tender.yaml#/criteria/0/scale",
        "to scales/0-5@1",
    ),
    (
        "other names in place of names with values",
        PLAIN,
        refined("tender.yaml#/criteria/0/scale", {"from": "0", "to": "5", "step": "1"}),
        "BE409 decisions.yaml#/0/to tender.yaml#/criteria/0/scale",
        "to new values",
    ),
    (
        "a place in a list that is no number",
        PLAIN,
        refined("tender.yaml#/criteria/clinical/weight", "40"),
        "BE409 decisions.yaml#/0/field tender.yaml#/criteria/clinical/weight",
        "nothing there",
    ),
    (
        "a place in a list with a digit of another script",
        PLAIN,
        refined("tender.yaml#/criteria/\u0660/weight", "40"),
        "BE409 decisions.yaml#/0/field tender.yaml#/criteria/\u0660/weight",
        "nothing there",
    ),
]

RIGHT: list[Case] = [
    ("weights within their ranges", RANGED, {}, "", ""),
    ("each bid drawn once", DRAWN, drawn("beech", "acorn"), "", ""),
    ("a number written otherwise", PLAIN, refined("tender.yaml#/criteria/0/weight", "040.0"), "", ""),
    ("a range", RANGED, refined("tender.yaml#/criteria/0/weight", ["30", "50.0"]), "", ""),
    ("a word", PLAIN, refined("tender.yaml#/criteria/2/formula", "lowest-over-bid"), "", ""),
    ("a key that the language reserves", PLAIN, refined("tender.yaml#/marks/from", "consensus"), "", ""),
    ("a whole number", ROUNDED, refined("tender.yaml#/rounding/0/places", "2"), "", ""),
    (
        "a whole rule",
        ROUNDED,
        refined("tender.yaml#/rounding/0", {"stage": "total", "places": "2", "mode": "half-up"}),
        "",
        "",
    ),
    (
        "a whole list of rules",
        ROUNDED,
        refined("tender.yaml#/rounding", [{"stage": "total", "places": "2", "mode": "half-up"}]),
        "",
        "",
    ),
    ("no rounding", PLAIN, refined("tender.yaml#/rounding", "none"), "", ""),
    ("true or false", PLAIN, refined("tender.yaml#/illustration", "false"), "", ""),
    ("a scale, which stays text", PLAIN, refined("tender.yaml#/criteria/0/scale", CLINICAL["scale"]), "", ""),
    ("a place inside a scale", PLAIN, refined("tender.yaml#/criteria/0/scale/marks/1/points", "60"), "", ""),
    ("a low price that is kept", PLAIN, low_price("keep"), "", ""),
    ("a low price that is not", PLAIN, low_price("disregard"), "", ""),
    (
        "a refinement that was itself refined",
        PLAIN,
        {
            "decisions": [
                decision("refine", field="tender.yaml#/criteria/0/weight", from_="30", to="35"),
                decision(
                    "refine",
                    id="d-2",
                    field="tender.yaml#/criteria/0/weight",
                    from_="35",
                    to="40",
                    supersedes="d-1",
                ),
            ]
        },
        "",
        "",
    ),
    (
        "a range in one lot, a weight in the other",
        LOTS,
        {
            "tender/lots/1/criteria/0/weight": ["40", "60"],
            "decisions": [decision("weights", weights={"clinical": "50"})],
        },
        "",
        "",
    ),
    (
        "what another kind of decision says of a field",
        PRICED,
        {
            "rates/acorn/0": "A1,20,210",
            "decisions": [
                decision(
                    "correct", bid="acorn", field="prices/acorn.csv#/A1/extension", from_="210", to="200"
                )
            ],
        },
        "",
        "",
    ),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_what_decisions_set(case: Case) -> None:
    assert_found(case)
