"""What is said of a corrected price, wherever the result is: figures, rule, decision, and the award."""

import pytest

from bideval.scoring.evaluate import judge
from tests.scoring.checks.base import PRICED, Change, changed, decision, inputs_of

# acorn's lines sum to 10 x 20 + 2 x 25 + 50 = 300, beech's to 10 x 30 + 0 + 50 = 350.
TOTAL = "prices|acorn|lots|whole|amount"
FIELD = "prices/acorn.yaml#/lots/whole/amount"
LOWEST: dict[str, object] = {
    "tender/method": {"use": "lowest-compliant"},
    "tender/criteria": [],
    "tender/weighting": None,
    "tender/marks": None,
    "tender/gates": [],
    "tender/ties": [],
    "consensus": [],
    "marks": [],
}
GIVEN = "acorn: the total is given as GBP {}, and its parts make GBP 300"
RATE = "published rule rate-governs (decision d-1, Cy): as minuted"
DECIDES = "the corrected prices decide the award: on the prices as submitted beech would have been first"


def corrected(before: str, after: str) -> dict[str, object]:
    return decision("correct", bid="acorn", field=FIELD, from_=before, to=after, reason="as minuted")


SAID: list[tuple[str, Change, list[str]]] = [
    # in words, change, what the notes say
    ("nothing differs", {}, []),
    (
        "a total that is corrected and changes nothing",
        {TOTAL: "299", "decisions": [corrected("299", "300")]},
        [
            f"{GIVEN.format('299')}; GBP 300 counts under the {RATE}",
        ],
    ),
    (
        "a total that is corrected and decides the award",
        {TOTAL: "351.50", "decisions": [corrected("351.50", "300")]},
        [
            f"{GIVEN.format('351.50')}; GBP 300 counts under the {RATE}",
            DECIDES,
        ],
    ),
    (
        "a total that stands under the rule needs no decision, and is said",
        {TOTAL: "299", "tender/prices": {"correction": "total-governs"}},
        [
            f"{GIVEN.format('299')}; the submitted figure stands under the published rule total-governs",
        ],
    ),
]


@pytest.mark.parametrize("case", SAID, ids=lambda case: case[0])
def test_what_is_said(case: tuple[str, Change, list[str]]) -> None:
    _, change, expected = case
    judged = judge(inputs_of(changed(PRICED, {**LOWEST, **change})))
    assert judged.evaluation is not None, judged.findings
    (lot,) = judged.evaluation.lots
    assert list(lot.notes) == expected
    assert lot.winners == ("acorn",)


SUBMITTED: list[tuple[str, Change, str, str]] = [
    # in words, change, the price as submitted, the price that counts
    ("nothing differs", {}, "300", "300"),
    ("a corrected total", {TOTAL: "299", "decisions": [corrected("299", "300")]}, "299", "300"),
    (
        "a wrong extension under a right total",
        {
            "rates/acorn/0": "A1,20,210",
            "decisions": [
                decision(
                    "correct", bid="acorn", field="prices/acorn.csv#/A1/extension", from_="210", to="200"
                )
            ],
        },
        "300",
        "300",
    ),
    (
        "a wrong extension where no total is stated",
        {
            "prices": {},
            "rates/acorn/0": "A1,20,210",
            "decisions": [
                decision(
                    "correct", bid="acorn", field="prices/acorn.csv#/A1/extension", from_="210", to="200"
                )
            ],
        },
        "310",
        "300",
    ),
]


@pytest.mark.parametrize("case", SUBMITTED, ids=lambda case: case[0])
def test_the_price_as_submitted_stays(case: tuple[str, Change, str, str]) -> None:
    _, change, submitted, counts = case
    judged = judge(inputs_of(changed(PRICED, {**LOWEST, **change})))
    assert judged.evaluation is not None, judged.findings
    built = next(one.built for one in judged.evaluation.lots[0].placings if one.bid == "acorn")
    assert built is not None
    assert (str(built.submitted), str(built.amount)) == (submitted, counts)
