import pytest

from tests.scoring.checks.base import LOTS, PLAIN, Case, Folder, assert_found, changed, decision

RECOMPUTED = {"by": "draw", "method": "sha256-counter", "order": "id"}
SEED = decision("draw", seed="18-07-33")
DECLARES: Folder = changed(PLAIN, {"tender/declares": {}})
TIMED = {
    "tender/ties": [{"by": "earlier-received"}],
    "bids/acorn/received": "2026-02-01T09:30:00Z",
    "bids/beech/received": "2026-02-01T09:31:00Z",
}

WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "a seed, and a rung that does not publish how it is drawn",
        PLAIN,
        {"tender/ties": [{"by": "draw"}], "decisions": [SEED]},
        "BE150 tender.yaml#/ties/0 decisions.yaml#/0",
        "d-1 draws from a seed, but the rung does not publish how",
    ),
    (
        "a seed, and a rung that publishes half of it",
        PLAIN,
        {"tender/ties": [{"by": "lower-price"}, {"by": "draw", "order": "id"}], "decisions": [SEED]},
        "BE150 tender.yaml#/ties/1 decisions.yaml#/0",
        "{by: draw, method: sha256-counter, order: id}",
    ),
    (
        "a draw that no rung asks for",
        PLAIN,
        {"tender/ties": [{"by": "lower-price"}], "decisions": [SEED]},
        "BE150 decisions.yaml#/0 tender.yaml#/ties",
        "no rung of the published tie ladder is a draw",
    ),
    (
        "a method of drawing on another rung",
        PLAIN,
        {"tender/ties": [{**RECOMPUTED, "by": "lower-price"}]},
        "BE150 tender.yaml#/ties/0",
        "the rung lower-price has a method",
    ),
    (
        "the earlier bid wins, and one does not say when it came",
        PLAIN,
        {**TIMED, "bids/beech": {"id": "beech", "bidder": {"id": "beech-health", "name": "Beech Health"}}},
        "BE151 bids/beech.yaml# tender.yaml#/ties/0",
        "beech does not say when it was received",
    ),
    (
        "a day beside a time of day",
        PLAIN,
        {**TIMED, "bids/beech/received": "2026-02-01"},
        "BE151 bids/beech.yaml#/received bids/acorn.yaml#/received",
        "beech was received on 2026-02-01, without a time of day",
    ),
    (
        "a declared range upside down",
        DECLARES,
        {"tender/declares/beds": {"unit": "count", "min": "10", "max": "9.5"}},
        "BE153 tender.yaml#/declares/beds",
        "beds runs from 10 to 9.5",
    ),
    (
        "words with a range",
        DECLARES,
        {"tender/declares/grade": {"unit": "words", "min": "1"}},
        "BE153 tender.yaml#/declares/grade",
        "grade is in words, which have no range",
    ),
    (
        "words by the year",
        DECLARES,
        {"tender/declares/grade": {"unit": "words", "yearly": "true"}},
        "BE153 tender.yaml#/declares/grade",
        "do not go by the year",
    ),
    (
        "a number with words to choose from",
        DECLARES,
        {"tender/declares/grade": {"unit": "points", "choices": ["gold"]}},
        "BE153 tender.yaml#/declares/grade",
        "grade is in points, and lists words",
    ),
    (
        "a contract of no years",
        PLAIN,
        {"tender/contract": {"value": "90", "years": "0"}},
        "BE154 tender.yaml#/contract/years",
        "the contract lasts 0 years",
    ),
    (
        "a contract of negative years and value, in a lot",
        LOTS,
        {"tender/lots/0/contract": {"value": "-90", "years": "-1/2"}},
        "BE154 tender.yaml#/lots/0/contract/years\nBE154 tender.yaml#/lots/0/contract/value",
        "the value of the contract is -90, below zero",
    ),
    (
        "a lot of negative value",
        LOTS,
        {"tender/lots/1/value": "-1"},
        "BE154 tender.yaml#/lots/1/value",
        "the value of lot south is -1",
    ),
    (
        "a lot limit without lots",
        PLAIN,
        {"tender/lot_limit": "2"},
        "BE155 tender.yaml#/lot_limit",
        "at most 2 lots",
    ),
    (
        "a seed, and a rung that publishes the other half",
        PLAIN,
        {"tender/ties": [{"by": "draw", "method": "sha256-counter"}], "decisions": [SEED]},
        "BE150 tender.yaml#/ties/0 decisions.yaml#/0",
        "does not publish how",
    ),
    (
        "an order of drawing on another rung",
        PLAIN,
        {"tender/ties": [{"by": "lower-price", "order": "id"}]},
        "BE150 tender.yaml#/ties/0",
        "has a method or an order",
    ),
    (
        "the first bid does not say when it came, and the second does",
        PLAIN,
        {**TIMED, "bids/acorn/received": None},
        "BE151 bids/acorn.yaml# tender.yaml#/ties/0",
        "acorn does not say",
    ),
    (
        "words with a most",
        DECLARES,
        {"tender/declares/grade": {"unit": "words", "max": "1"}},
        "BE153 tender.yaml#/declares/grade",
        "Take min and max out.",
    ),
]

RIGHT: list[Case] = [
    (
        "a seed, and a rung that publishes how",
        PLAIN,
        {"tender/ties": [RECOMPUTED], "decisions": [SEED]},
        "",
        "",
    ),
    (
        "a draw before witnesses needs no method",
        PLAIN,
        {
            "tender/ties": [{"by": "draw"}],
            "decisions": [decision("draw", drawn=["acorn", "beech"], witnessed_by=["Di"])],
        },
        "",
        "",
    ),
    (
        "a draw that was superseded by one before witnesses",
        PLAIN,
        {
            "tender/ties": [{"by": "draw"}],
            "decisions": [
                SEED,
                decision("draw", id="d-2", drawn=["acorn"], witnessed_by=["Di"], supersedes="d-1"),
            ],
        },
        "",
        "",
    ),
    ("every bid with its time", PLAIN, TIMED, "", ""),
    (
        "days alone are alike",
        PLAIN,
        {**TIMED, "bids/acorn/received": "2026-02-01", "bids/beech/received": "2026-02-02"},
        "",
        "",
    ),
    (
        "a withdrawn bid needs no time",
        PLAIN,
        {**TIMED, "bids/beech/received": None, "bids/beech/status": "withdrawn"},
        "",
        "",
    ),
    ("no rung asks for the time", PLAIN, {"tender/ties": [{"by": "lower-price"}]}, "", ""),
    (
        "a declared range of one value",
        DECLARES,
        {"tender/declares/beds": {"unit": "count", "min": "9", "max": "9"}},
        "",
        "",
    ),
    (
        "words to choose from",
        DECLARES,
        {"tender/declares/grade": {"unit": "words", "choices": ["gold"]}},
        "",
        "",
    ),
    (
        "a contract of half a year and no value",
        PLAIN,
        {"tender/contract": {"value": "0", "years": "1/2"}},
        "",
        "",
    ),
    ("a lot limit with lots", LOTS, {"tender/lot_limit": "1"}, "", ""),
    ("a method and an order on a draw that nobody drew", PLAIN, {"tender/ties": [RECOMPUTED]}, "", ""),
    ("a declared least alone", DECLARES, {"tender/declares/beds": {"unit": "count", "min": "9"}}, "", ""),
    ("a declared most alone", DECLARES, {"tender/declares/beds": {"unit": "count", "max": "9"}}, "", ""),
    ("a number by the year", DECLARES, {"tender/declares/beds": {"unit": "count", "yearly": "true"}}, "", ""),
    ("a contract without years", PLAIN, {"tender/contract": {"value": "90"}}, "", ""),
    ("a lot of no value", LOTS, {"tender/lots/1/value": "0"}, "", ""),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_the_tender_itself(case: Case) -> None:
    assert_found(case)
