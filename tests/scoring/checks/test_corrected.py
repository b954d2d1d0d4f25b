import pytest

from tests.scoring.checks.base import DROP, LOTS, PLAIN, PRICED, Case, Change, assert_found, changed, decision

EXTENSION, TOTAL = "prices/acorn.csv#/A1/extension", "prices/acorn.yaml#/lots/whole/amount"
WRONG_LINE = changed(PRICED, {"rates/acorn/0": "A1,20,210"})
WRONG_TOTAL = changed(PRICED, {"prices/acorn/lots/whole/amount": "299"})


def correct(*fields: tuple[str, str, str], bid: str = "acorn") -> Change:
    decisions = [
        decision("correct", id=f"c-{place}", bid=bid, field=field, from_=before, to=after)
        for place, (field, before, after) in enumerate(fields)
    ]
    return {"decisions": decisions}


WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "an extension that is right",
        PRICED,
        correct((EXTENSION, "200", "200")),
        "BE408 decisions.yaml#/0/field",
        "c-0 corrects prices/acorn.csv#/A1/extension, where nothing differs",
    ),
    (
        "a line without an extension",
        PRICED,
        correct(("prices/acorn.csv#/A2/extension", "50", "50")),
        "BE408 decisions.yaml#/0/field",
        "where nothing differs",
    ),
    (
        "an extension that is right beside one that is corrected",
        WRONG_LINE,
        {
            **correct((EXTENSION, "210", "200"), ("prices/beech.csv#/A1/extension", "300", "300")),
            "decisions/1/bid": "beech",
        },
        "BE408 decisions.yaml#/1/field",
        "c-1 corrects prices/beech.csv#/A1/extension",
    ),
    (
        "a total that is right",
        PRICED,
        correct((TOTAL, "300", "300")),
        "BE408 decisions.yaml#/0/field",
        "there is nothing to correct",
    ),
    (
        "a total that is right once the line is corrected",
        WRONG_LINE,
        correct((EXTENSION, "210", "200"), (TOTAL, "310", "300")),
        "BE408 decisions.yaml#/1/field",
        "c-1 corrects prices/acorn.yaml#/lots/whole/amount, where nothing differs",
    ),
    (
        "a total that was never stated",
        PRICED,
        correct(("prices/beech.yaml#/lots/whole/amount", "360", "350"), bid="beech"),
        "BE408 decisions.yaml#/0/field",
        "nothing differs",
    ),
    (
        "a rate",
        PRICED,
        correct(("prices/acorn.csv#/A1/rate", "20", "21")),
        "BE408 decisions.yaml#/0/field",
        "only an extension or a total can be corrected",
    ),
    (
        "a lump sum",
        PLAIN,
        correct((TOTAL, "100", "90")),
        "BE408 decisions.yaml#/0/field",
        "a lump sum has no parts",
    ),
    (
        "a line that is none",
        PRICED,
        correct(("prices/acorn.csv#/Z9/extension", "1", "2")),
        "BE408 decisions.yaml#/0/field",
        "the price schedule has no line Z9",
    ),
    (
        "what is no price",
        PRICED,
        correct(("bids/acorn.yaml#/id", "a", "b")),
        "BE408 decisions.yaml#/0/field",
        "that is not the file of a price",
    ),
    (
        "another bid's price",
        PRICED,
        correct(("prices/beech.csv#/A1/extension", "300", "300")),
        "BE408 decisions.yaml#/0/field",
        "the decision is about acorn",
    ),
    (
        "under a rule that corrects nothing",
        WRONG_LINE,
        {"tender/prices": {"correction": "reject"}, **correct((EXTENSION, "210", "200"))},
        "BE408 decisions.yaml#/0/field tender.yaml#/prices/correction\nBE266 prices/acorn.csv#/A1/extension",
        "under the published rule a wrong price is not corrected",
    ),
    (
        "a difference corrected to the wrong figure",
        WRONG_LINE,
        correct((EXTENSION, "210", "210")),
        "BE264 decisions.yaml#/0 prices/acorn.csv#/A1/extension",
        "is not what the published rule rate-governs gives",
    ),
    (
        "a price file without an ending",
        PRICED,
        correct(("prices/acorn#/A1/extension", "200", "200")),
        "BE408 decisions.yaml#/0/field",
        "that is not the file of a price",
    ),
    (
        "an extension in a file of lump sums",
        PRICED,
        correct(("prices/acorn.yaml#/A1/extension", "200", "200")),
        "BE408 decisions.yaml#/0/field",
        "only an extension or a total can be corrected",
    ),
    (
        "a cell below an extension",
        PRICED,
        correct(("prices/acorn.csv#/A1/x/extension", "200", "200")),
        "BE408 decisions.yaml#/0/field",
        "only an extension or a total",
    ),
    (
        "a total in a file of rates",
        PRICED,
        correct(("prices/acorn.csv#/lots/whole/amount", "300", "300")),
        "BE408 decisions.yaml#/0/field",
        "only an extension or a total",
    ),
    (
        "a lot's treatment",
        PRICED,
        correct(("prices/acorn.yaml#/lots/whole/vat", "zero", "exempt")),
        "BE408 decisions.yaml#/0/field",
        "only an extension or a total",
    ),
    (
        "a total below a lot",
        PRICED,
        correct(("prices/acorn.yaml#/lots/whole/amount/x", "300", "300")),
        "BE408 decisions.yaml#/0/field",
        "only an extension or a total",
    ),
    (
        "a total of a bid without rates",
        PRICED,
        {**correct((TOTAL, "300", "299")), "rates/acorn": DROP, "bids/acorn/status": "late"},
        "BE408 decisions.yaml#/0/field",
        "nothing differs",
    ),
    (
        "a correction without a field, which is found with the decisions",
        PRICED,
        {"decisions": [decision("correct", bid="acorn", from_="1", to="2")]},
        "BE400 decisions.yaml#/0",
        "has no field",
    ),
    (
        "a correction without a bid, of what is wrong",
        WRONG_LINE,
        {"decisions": [decision("correct", field=EXTENSION, from_="210", to="200")]},
        "BE400 decisions.yaml#/0",
        "has no bid",
    ),
    (
        "a lump sum in a tender whose schedule is for another lot",
        changed(LOTS, {"schedule": ["N1,1,rate,yes,,north"], "rates": {"acorn": ["N1,100"]}}),
        correct(("prices/acorn.yaml#/lots/south/amount", "90", "80")),
        "BE408 decisions.yaml#/0/field",
        "a lump sum has no parts",
    ),
]

RIGHT: list[Case] = [
    ("a wrong extension", WRONG_LINE, correct((EXTENSION, "210", "200")), "", ""),
    (
        "a wrong extension that governs, and the total it makes wrong",
        WRONG_LINE,
        {
            "tender/prices": {"correction": "extension-governs"},
            **correct((EXTENSION, "210", "210"), (TOTAL, "300", "310")),
        },
        "",
        "",
    ),
    ("a wrong total", WRONG_TOTAL, correct((TOTAL, "299", "300")), "", ""),
    (
        "a wrong total that governs",
        WRONG_TOTAL,
        {"tender/prices": {"correction": "total-governs"}, **correct((TOTAL, "299", "299"))},
        "",
        "",
    ),
    (
        "a correction of nothing that was superseded",
        PRICED,
        {
            "decisions": [
                decision("correct", bid="acorn", field=EXTENSION, from_="200", to="200"),
                decision("keep", id="d-2", bid="acorn", supersedes="d-1"),
            ]
        },
        "",
        "",
    ),
    (
        "a line of every lot",
        changed(
            LOTS,
            {
                "prices": {},
                "tender/prices": {"correction": "rate-governs"},
                "schedule": ["X1,2,rate,yes,,*"],
                "rates": {"acorn": ["X1,5,11"], "beech": ["X1,6"]},
            },
        ),
        correct(("prices/acorn.csv#/X1/extension", "11", "10")),
        "",
        "",
    ),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_corrections(case: Case) -> None:
    assert_found(case)
