import pytest

from bideval.errors import Severity
from tests.scoring.checks.base import LOTS, PLAIN, Case, assert_found, built, decision
from tests.scoring.checks.test_decisions import DRAWN
from tests.scoring.checks.test_one_matter import OPEN, WEIGHTS

CAME = {"bids/acorn/received": "2026-03-02T10:00:00Z"}
EARLY = "BE433 decisions.yaml#/0/at bids/acorn.yaml#/received"


def at(time: str, kind: str, **fields: object) -> dict[str, object]:
    return {"decisions": [decision(kind, **{**fields, "at": time})]}


def opened(first: str, second: str) -> dict[str, object]:
    """Return weights set at one time and prices opened at another."""
    return {"decisions": [{**WEIGHTS, "at": first}, decision("open-prices", id="d-2", at=second)]}


CASES: list[Case] = [
    # in words, folder, change, findings, part of a message
    ("withdrawn years before it came", PLAIN, {**CAME, **at("2020-03-02", "withdraw", bid="acorn")}, EARLY, "2020-03-02"),
    ("withdrawn an hour before it came", PLAIN, {**CAME, **at("2026-03-02T09:00:00Z", "withdraw", bid="acorn")}, EARLY, "before the bid was received"),
    ("withdrawn on the day it came", PLAIN, {**CAME, **at("2026-03-02", "withdraw", bid="acorn")}, "", ""),
    ("a bid whose time nobody noted", PLAIN, at("2020-03-02", "withdraw", bid="acorn"), "", ""),
    ("lots drawn before a bid came", DRAWN, {**CAME, **at("2026-03-01", "draw", seed="18-07")}, EARLY, "the draw, d-1"),
    ("lots drawn of the other bid", DRAWN, {**CAME, **at("2026-03-01", "draw", drawn=["beech"], witnessed_by=["Di"])}, "", ""),
    ("lots drawn after all came", DRAWN, {**CAME, **at("2026-03-03", "draw", seed="18-07")}, "", ""),
    ("prices opened before a bid came", PLAIN, {**CAME, **at("2026-03-01", "open-prices")}, EARLY, "the opening of prices"),
    ("prices opened in a lot it did not enter", LOTS, {"bids/acorn/received": "2026-03-02", "bids/acorn/lots": ["south"], "prices/acorn/lots": {"south": {"amount": "90"}}, "consensus": [], "marks": [], **at("2026-03-01", "open-prices", lot="north")}, "", ""),
    ("prices opened before a bid that came late", PLAIN, {**CAME, "bids/acorn/status": "late", **at("2026-03-01", "open-prices")}, "", ""),
    ("prices opened before the deadline", PLAIN, {"tender/deadline": "2026-03-02T12:00:00Z", **at("2026-03-02T11:00:00Z", "open-prices")}, "BE433 decisions.yaml#/0/at tender.yaml#/deadline", "before the deadline of"),
    ("prices opened on the day of the deadline", PLAIN, {"tender/deadline": "2026-03-02T12:00:00Z", **at("2026-03-02", "open-prices")}, "", ""),
    ("weights set after the opening", OPEN, opened("2026-02-02", "2026-02-01"), "BE432 decisions.yaml#/0/at decisions.yaml#/1/at", "after prices were opened at 2026-02-01 (d-2)"),
    ("weights set before the opening", OPEN, opened("2026-01-15", "2026-02-01"), "", ""),
    ("weights set on the day of the opening", OPEN, opened("2026-02-01", "2026-02-01T12:00:00Z"), "", ""),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_times_of_decisions(case: Case) -> None:
    assert_found(case)


def test_an_opening_stays_one_where_a_later_one_replaces_it() -> None:
    openings = [
        decision("open-prices", id="d-2", at="2026-02-01"),
        decision("open-prices", id="d-3", at="2026-02-05", supersedes="d-2"),
    ]
    change = {"decisions": [{**WEIGHTS, "at": "2026-02-03"}, *openings]}
    expected = "BE432 decisions.yaml#/0/at decisions.yaml#/1/at"
    assert_found(("opened twice", OPEN, change, expected, "opened at 2026-02-01"))


def test_an_early_decision_is_a_warning_and_late_weights_an_error() -> None:
    early = built(PLAIN, {**CAME, **at("2020-03-02", "withdraw", bid="acorn")}).findings
    late = built(OPEN, opened("2026-02-02", "2026-02-01")).findings
    assert [one.severity for one in (*early, *late)] == [Severity.WARNING, Severity.ERROR]
