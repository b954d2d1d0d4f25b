import pytest

from bideval.errors import Severity
from tests.scoring.checks.base import PLAIN, Case, assert_found, built


def years(*ends: str) -> list[dict[str, str]]:
    return [{"year_end": end, "turnover": "50"} for end in ends]


def bond(expires: str) -> list[dict[str, str]]:
    return [{"form": "bond", "amount": "5", "stage": "in-force", "expires": expires}]


BEGAN = {"tender/began": "2026-01-15"}
ENDED = "BE215 bids/acorn.yaml#/backing/0/expires"

CASES: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "2015 for 2025",
        PLAIN,
        {"bids/acorn/accounts": years("2024-03-31", "2015-03-31")},
        "BE213 bids/acorn.yaml#/accounts/1/year_end bids/acorn.yaml#/accounts/0/year_end",
        "the year to 2015-03-31 of the bidder of acorn stands after the year to 2024-03-31",
    ),
    (
        "the years of a guarantor",
        PLAIN,
        {"bids/acorn/guarantors": [{"id": "elm", "accounts": years("2025-03-31", "2024-03-31")}]},
        "BE213 bids/acorn.yaml#/guarantors/0/accounts/1/year_end bids/acorn.yaml#/guarantors/0/accounts/0/year_end",
        "elm in acorn",
    ),
    ("earliest first", PLAIN, {"bids/acorn/accounts": years("2023-03-31", "2024-03-31", "2025-03-31")}, "", ""),
    ("a bond of 2021", PLAIN, {**BEGAN, "bids/acorn/backing": bond("2021-12-31")}, f"{ENDED} tender.yaml#/began", "ended on 2021-12-31"),
    (
        "a bond that ended before the bid came",
        PLAIN,
        {**BEGAN, "bids/acorn/received": "2026-03-02", "bids/acorn/backing": bond("2026-02-28")},
        f"{ENDED} bids/acorn.yaml#/received",
        "before the bid was received on 2026-03-02",
    ),
    ("a bond of the day", PLAIN, {**BEGAN, "bids/acorn/backing": bond("2026-01-15")}, "", ""),
    ("a bond in a tender without dates", PLAIN, {"bids/acorn/backing": bond("2021-12-31")}, "", ""),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_figures_in_time(case: Case) -> None:
    assert_found(case)


def test_years_out_of_order_are_an_error_and_an_old_bond_a_warning() -> None:
    order = built(PLAIN, {"bids/acorn/accounts": years("2024-03-31", "2015-03-31")}).findings
    old = built(PLAIN, {**BEGAN, "bids/acorn/backing": bond("2021-12-31")}).findings
    assert [one.severity for one in (*order, *old)] == [Severity.ERROR, Severity.WARNING]
