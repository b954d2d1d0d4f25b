"""Years without figures and ratings, as bids state them."""

import pytest

from tests.scoring.checks.base import PLAIN, Case, assert_found

SHUT = {"year_end": "2025-03-31", "evidence": "period-unavailable"}
RATED = {"agency": "Northmark", "grade": "B+", "date": "2026-01-05"}

WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "a year without figures has a turnover of nothing",
        PLAIN,
        {"bids/acorn/accounts": [{**SHUT, "turnover": "0"}]},
        "BE220 bids/acorn.yaml#/accounts/0/evidence",
        "the bidder of acorn states the year to 2025-03-31 as period-unavailable, and its turnover",
    ),
    (
        "a guarantor's year without figures has reserves",
        PLAIN,
        {"bids/acorn/guarantors": [{"id": "elm", "accounts": [{**SHUT, "reserves": "7"}]}]},
        "BE220 bids/acorn.yaml#/guarantors/0/accounts/0/evidence",
        "elm in acorn",
    ),
    (
        "a rating of nothing",
        PLAIN,
        {"bids/acorn/ratings": [{"agency": "Northmark", "date": "2026-01-05"}]},
        "BE221 bids/acorn.yaml#/ratings/0",
        "neither a grade nor a score",
    ),
    (
        "a rating that ends before it begins",
        PLAIN,
        {"bids/acorn/ratings": [{**RATED, "valid_until": "2026-01-04"}]},
        "BE221 bids/acorn.yaml#/ratings/0/valid_until",
        "ends on 2026-01-04, before its date",
    ),
    (
        "one agency and day twice",
        PLAIN,
        {
            "bids/acorn/members": [
                {"id": "acorn-care"},
                {"id": "elm", "ratings": [RATED, {**RATED, "grade": "C"}]},
            ]
        },
        "BE221 bids/acorn.yaml#/members/1/ratings/1 bids/acorn.yaml#/members/1/ratings/0",
        "elm in acorn has two ratings by Northmark of 2026-01-05",
    ),
]

RIGHT: list[Case] = [
    ("a year without figures", PLAIN, {"bids/acorn/accounts": [SHUT]}, "", ""),
    ("a grade", PLAIN, {"bids/acorn/ratings": [RATED]}, "", ""),
    (
        "a score of nothing for one day",
        PLAIN,
        {
            "bids/acorn/ratings": [
                {"agency": "Northmark", "score": "0", "date": "2026-01-05", "valid_until": "2026-01-05"}
            ]
        },
        "",
        "",
    ),
    (
        "two agencies on one day",
        PLAIN,
        {"bids/acorn/ratings": [RATED, {**RATED, "agency": "Southmark"}]},
        "",
        "",
    ),
    (
        "one agency on two days",
        PLAIN,
        {"bids/acorn/ratings": [RATED, {**RATED, "date": "2026-02-05"}]},
        "",
        "",
    ),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_ratings_and_years(case: Case) -> None:
    assert_found(case)
