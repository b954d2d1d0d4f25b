from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import Source
from bideval.model.price import RateKind, RateRow, ScheduleLine
from bideval.scoring.prices import evaluated_price
from tests.scoring.checks.base import LOTS, PLAIN, PRICED, Change, Folder, changed, decision, inputs_of

F = Fraction
GROSS = {"basis": "nominal", "vat": "gross", "vat_rates": {"standard": "20", "reduced": "5"}}
NET_COST = {**GROSS, "vat": "net-cost-to-authority", "vat_irrecoverable": "30"}
PENCE = {"correction": "rate-governs", "extension_rounding": {"places": "2", "mode": "half-up"}}


def correct(field: str, before: str, after: str) -> dict[str, object]:
    return decision("correct", bid="acorn", field=field, from_=before, to=after)


# In PRICED acorn asks 10 x 20 + 2 x 25 = 250, and a provisional sum of 50 is everybody's.
AMOUNTS: list[tuple[str, Folder, Change, str]] = [
    # in words, folder, change, the evaluated price of acorn
    ("a lump sum", PLAIN, {}, "100"),
    ("a lump sum of a lot", LOTS, {}, "90"),
    ("lines that count, a provisional sum, and an option that does not", PRICED, {}, "300"),
    ("no total is stated", PRICED, {"prices": {}}, "300"),
    ("an option that counts", PRICED, {"schedule/3": "C1,1,option,yes", "prices": {}}, "307"),
    (
        "a line over three years",
        PRICED,
        {"schedule/0": "A1,10,rate,yes,,,,3", "rates/acorn/0": "A1,20,600", "prices": {}},
        "700",
    ),
    (
        "a provisional sum over half a year",
        PRICED,
        {"schedule/2": "B1,50,provisional,yes,,,,1/2", "prices": {}},
        "275",
    ),
    (
        "a provisional sum that does not count",
        PRICED,
        {"schedule/2": "B1,50,provisional,no", "prices": {}},
        "250",
    ),
    ("an included line is priced elsewhere", PRICED, {"rates/acorn/1": "A2,included", "prices": {}}, "250"),
    ("a rate of nothing is a rate", PRICED, {"rates/acorn/1": "A2,0", "prices": {}}, "250"),
    ("an option not offered, which does not count", PRICED, {"rates/acorn/2": "C1,n/a", "prices": {}}, "300"),
    ("a rate in thirds", PRICED, {"rates/acorn/1": "A2,1/3", "prices": {}}, "752/3"),
    (
        "an extension rounded as published",
        PRICED,
        {"tender/prices": PENCE, "rates/acorn/1": "A2,1/3,0.67", "prices": {}},
        "250.67",
    ),
    (
        "an extension rounded though none is stated",
        PRICED,
        {"tender/prices": PENCE, "rates/acorn/1": "A2,1/3", "prices": {}},
        "250.67",
    ),
    (
        "lines of another lot",
        LOTS,
        {
            "schedule": ["N1,1,rate,yes,,north", "S1,1,rate,yes,,south", "X1,1,rate,yes,,*"],
            "rates": {"acorn": ["N1,1", "S1,20", "X1,300"]},
            "prices": {},
        },
        "320",
    ),
    ("gross: standard", PLAIN, {"tender/money": GROSS, "prices|acorn|lots|whole|vat": "standard"}, "120"),
    ("gross: reduced", PLAIN, {"tender/money": GROSS, "prices|acorn|lots|whole|vat": "reduced"}, "105"),
    ("gross: exempt", PLAIN, {"tender/money": GROSS, "prices|acorn|lots|whole|vat": "exempt"}, "100"),
    (
        "net cost: 30 percent of 20 percent",
        PLAIN,
        {"tender/money": NET_COST, "prices|acorn|lots|whole|vat": "standard"},
        "106",
    ),
    (
        "net cost of a body that recovers all",
        PLAIN,
        {"tender/money": {**NET_COST, "vat_irrecoverable": "0"}, "prices|acorn|lots|whole|vat": "standard"},
        "100",
    ),
    (
        "without VAT",
        PLAIN,
        {"tender/money": {"basis": "nominal", "vat": "ex-vat"}, "prices|acorn|lots|whole|vat": "standard"},
        "100",
    ),
    (
        "gross by line: 200 at 20, 50 at 5, the rest as the whole",
        PRICED,
        {
            "tender/money": GROSS,
            "prices|acorn|lots|whole|vat": "zero",
            "rates/acorn": ["A1,20,200,standard", "A2,25,,reduced", "C1,7"],
        },
        "342.5",
    ),
    (
        "a corrected extension",
        PRICED,
        {
            "rates/acorn/0": "A1,20,210",
            "decisions": [correct("prices/acorn.csv#/A1/extension", "210", "200")],
        },
        "300",
    ),
    (
        "an extension that governs",
        PRICED,
        {
            "tender/prices": {"correction": "extension-governs"},
            "prices": {},
            "rates/acorn/0": "A1,20,210",
            "decisions": [correct("prices/acorn.csv#/A1/extension", "210", "210")],
        },
        "310",
    ),
    (
        "a corrected total",
        PRICED,
        {
            "prices|acorn|lots|whole|amount": "299",
            "decisions": [correct("prices/acorn.yaml#/lots/whole/amount", "299", "300")],
        },
        "300",
    ),
    (
        "a total that governs",
        PRICED,
        {
            "tender/prices": {"correction": "total-governs"},
            "prices|acorn|lots|whole|amount": "299",
            "decisions": [correct("prices/acorn.yaml#/lots/whole/amount", "299", "299")],
        },
        "299",
    ),
]


@pytest.mark.parametrize("case", AMOUNTS, ids=lambda case: case[0])
def test_the_evaluated_price(case: tuple[str, Folder, Change, str]) -> None:
    _, folder, change, expected = case
    inputs = inputs_of(changed(folder, change))
    price, findings = evaluated_price(inputs, inputs.lot_ids[-1], "acorn")
    assert findings == ()
    assert price is not None
    assert price.amount == F(expected)


NONE: list[tuple[str, Folder, Change, str]] = [
    # in words, folder, change, findings
    ("nothing submitted", PLAIN, {"prices": {}}, ""),
    ("a price for another lot alone", LOTS, {"prices/acorn/lots": {"north": {"amount": "1"}}}, ""),
    ("a schedule, and no rates", PRICED, {"rates": {}}, ""),
    ("a blank rate", PRICED, {"rates/acorn/1": "A2,"}, "BE261 /A2/rate"),
    ("a line that is left out", PRICED, {"rates/acorn": ["A1,20,200", "C1,7"]}, "BE261 /A2/rate"),
    ("a line that counts and is not offered", PRICED, {"rates/acorn/1": "A2,n/a"}, "BE261 /A2/rate"),
    ("an option that does not count, left blank", PRICED, {"rates/acorn/2": "C1,"}, "BE261 /C1/rate"),
    (
        "every line that is wrong",
        PRICED,
        {"rates/acorn": ["A1,20,1", "B1,50"]},
        "BE261 /A2/rate BE261 /C1/rate BE262 /B1/rate BE263 /A1/extension",
    ),
    (
        "an extension off by the last place",
        PRICED,
        {"tender/prices": PENCE, "rates/acorn/1": "A2,1/3,0.66", "prices": {}},
        "BE263 /A2/extension",
    ),
    (
        "an extension of a line that does not count",
        PRICED,
        {"rates/acorn/2": "C1,7,8"},
        "BE263 /C1/extension",
    ),
]


@pytest.mark.parametrize("case", NONE, ids=lambda case: case[0])
def test_no_price(case: tuple[str, Folder, Change, str]) -> None:
    _, folder, change, expected = case
    inputs = inputs_of(changed(folder, change))
    price, findings = evaluated_price(inputs, inputs.lot_ids[-1], "acorn")
    assert price is None
    assert " ".join(sorted(f"{one.code} {one.sources[0].pointer}" for one in findings)) == expected


def test_a_price_says_how_it_was_built_and_from_what() -> None:
    price, _ = evaluated_price(inputs_of(PRICED), "whole", "acorn")
    assert price is not None
    assert price.worked == "sum of 3 lines that count = 300"
    assert price.sources == (
        Source("prices/acorn.csv", "/A1/rate"),
        Source("prices/acorn.csv", "/A2/rate"),
        Source("schedule.csv", "/B1/quantity"),
    )


amounts = st.fractions(0, 10**6, max_denominator=100)
lines = st.lists(st.tuples(amounts, amounts, st.integers(1, 30), st.booleans()), min_size=1, max_size=8)


@given(lines, st.permutations(range(8)), st.integers(1, 50))
def test_a_schedule_is_the_sum_of_its_lines_in_any_order_and_currency(
    given_lines: list[tuple[Fraction, Fraction, int, bool]], order: list[int], scale: int
) -> None:
    schedule = [
        ScheduleLine("", f"L{place}", "*", "each", quantity, F(years), "rate", counts)
        for place, (quantity, _, years, counts) in enumerate(given_lines)
    ]
    rows = [
        RateRow(f"L{place}", RateKind("number", rate), None, "")
        for place, (_, rate, *_) in enumerate(given_lines)
    ]
    dearer = [row._replace(rate=RateKind("number", (row.rate.value or F(0)) * scale)) for row in rows]
    shuffled = [rows[place] for place in order if place < len(rows)]
    by_hand = sum((quantity * rate * years for quantity, rate, years, counts in given_lines if counts), F(0))
    for put, factor in ((rows, 1), (shuffled, 1), (dearer, scale)):
        inputs = replace(inputs_of(PLAIN), prices={}, schedule=tuple(schedule), rates={"acorn": tuple(put)})
        price, findings = evaluated_price(inputs, "whole", "acorn")
        assert findings == ()
        assert price is not None
        assert price.amount == by_hand * factor
