import pytest

from bideval.errors import Severity
from tests.scoring.checks.base import LOTS, PLAIN, Case, assert_found, built, changed, decision

BOTH = changed(PLAIN, {"bids/beech/bidder": {"id": "acorn-care", "name": "Acorn Care"}})
THREE = changed(
    BOTH,
    {
        "bids/cedar": {"id": "cedar", "bidder": {"id": "acorn-care", "name": "Acorn Care"}},
        "prices/cedar": {"lots": {"whole": {"amount": "130"}}},
        "consensus/+": "clinical,cedar,0,Nothing on the first year.",
        "marks": [],
    },
)

WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "a second bid that nothing explains",
        BOTH,
        {},
        "BE201 bids/beech.yaml#/bidder/id bids/acorn.yaml#/bidder/id",
        "acorn-care has two bids, acorn and beech, and nothing says why",
    ),
    (
        "three bids, of which one is explained",
        THREE,
        {"bids/beech/second_bid_because": "for another site"},
        "BE201 bids/cedar.yaml#/bidder/id bids/acorn.yaml#/bidder/id",
        "acorn and cedar",
    ),
    (
        "a second bid in one of two lots",
        LOTS,
        {"bids/beech/bidder": {"id": "acorn-care", "name": "Acorn Care"}},
        "BE201 bids/beech.yaml#/bidder/id bids/acorn.yaml#/bidder/id",
        "two bids for lot south",
    ),
    (
        "a lot that is none",
        LOTS,
        {"bids/beech/lots/+": "sooth"},
        "BE202 bids/beech.yaml#/lots/1",
        "Did you mean south?",
    ),
    (
        "a lot in a tender without lots",
        PLAIN,
        {"bids/beech/lots": ["north"]},
        "BE202 bids/beech.yaml#/lots/0",
        "beech enters the lot north, but the tender has none",
    ),
    (
        "a bid for no lot",
        LOTS,
        {"bids/cedar": {"id": "cedar", "bidder": {"id": "cedar", "name": "Cedar"}}},
        "BE203 bids/cedar.yaml#",
        "cedar enters no lot, and the tender has 2 State its lots, such as lots: [north].",
    ),
    (
        "a variant of nothing",
        PLAIN,
        {"bids/beech/variant_of": "acron"},
        "BE204 bids/beech.yaml#/variant_of",
        "Did you mean acorn?",
    ),
    (
        "a variant of itself",
        PLAIN,
        {"bids/beech/variant_of": "beech"},
        "BE204 bids/beech.yaml#/variant_of",
        "a variant of itself",
    ),
    (
        "no bids at all",
        PLAIN,
        {"bids": {}, "prices": {}, "marks": [], "consensus": []},
        "BE210 bids#",
        "there are no bids yet",
    ),
]

RIGHT: list[Case] = [
    ("a second bid that is explained", BOTH, {"bids/beech/second_bid_because": "for another site"}, "", ""),
    ("the first of two is explained", BOTH, {"bids/acorn/second_bid_because": "for another site"}, "", ""),
    ("a variant of the first", BOTH, {"bids/beech/variant_of": "acorn"}, "", ""),
    (
        "any number is allowed",
        THREE,
        {"tender/bids_per_bidder": "any", "consensus/+": "workforce,cedar,0,No rota."},
        "",
        "",
    ),
    ("the second was withdrawn", BOTH, {"bids/beech/status": "withdrawn"}, "", ""),
    ("the second is withdrawn by decision", BOTH, {"decisions": [decision("withdraw", bid="beech")]}, "", ""),
    (
        "two bids in different lots",
        LOTS,
        {
            "bids/beech/bidder": {"id": "acorn-care", "name": "Acorn Care"},
            "bids/acorn/lots": ["north"],
            "prices/acorn/lots": {"north": {"amount": "100"}},
            "consensus/0": "clinical,acorn,3,The plan on page 4 names its staff.,north",
            "marks/0": "clinical,acorn,ada,3,north,clear plan",
        },
        "",
        "",
    ),
    ("the word whole in a tender without lots", PLAIN, {"bids/beech/lots": ["whole"]}, "", ""),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_bids(case: Case) -> None:
    assert_found(case)


def test_no_bids_while_drafting_are_a_warning() -> None:
    found = built(PLAIN, {"bids": {}, "prices": {}, "marks": [], "consensus": []}).findings
    assert [one.severity for one in found] == [Severity.WARNING]
