import pytest

from bideval.errors import Severity
from tests.scoring.checks.base import CLINICAL, PLAIN, PRICE, Case, assert_found, built, changed

COVER = {
    "id": "cover",
    "weight": "20",
    "measure": {"field": "bidder.accounts.turnover"},
    "points": {
        "linear": {
            "from": {"at": "0", "points": "0"},
            "to": {"at": "100", "points": "100"},
            "outside": "clamp",
        }
    },
}
YEAR = {"year_end": "2025-03-31", "turnover": "50"}
JOINT = changed(PLAIN, {"bids/acorn/members": [{"id": "acorn-care"}, {"id": "elm"}]})
COVERED = changed(
    JOINT,
    {
        "tender/criteria": [CLINICAL, COVER, PRICE],
        "consensus": PLAIN["consensus"][:2] if isinstance(PLAIN["consensus"], list) else [],
        "bids/acorn/accounts": [YEAR],
        "bids/beech/accounts": [YEAR],
    },
)

WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "shares that do not make up the whole",
        JOINT,
        {"bids/acorn/members": [{"id": "acorn-care", "share": "60"}, {"id": "elm", "share": "39.9"}]},
        "BE206 bids/acorn.yaml#/members",
        "the shares of the members of acorn sum to 99.9, not 100",
    ),
    (
        "a share for one and not for the other",
        JOINT,
        {"bids/acorn/members": [{"id": "acorn-care", "share": "100"}, {"id": "elm"}]},
        "BE206 bids/acorn.yaml#/members",
        "and elm has none",
    ),
    (
        "a negative share",
        JOINT,
        {"bids/acorn/members": [{"id": "acorn-care", "share": "110"}, {"id": "elm", "share": "-10"}]},
        "BE206 bids/acorn.yaml#/members/1/share",
        "elm has a share of -10 percent",
    ),
    (
        "a member twice",
        JOINT,
        {"bids/acorn/members/+": {"id": "elm"}},
        "BE206 bids/acorn.yaml#/members/2/id bids/acorn.yaml#/members/1/id",
        "elm stands twice among the members of acorn",
    ),
    (
        "a guarantor twice",
        PLAIN,
        {"bids/acorn/guarantors": [{"id": "elm"}, {"id": "elm"}]},
        "BE206 bids/acorn.yaml#/guarantors/1/id bids/acorn.yaml#/guarantors/0/id",
        "among the guarantors",
    ),
    (
        "two accounts of the bidder for one year",
        PLAIN,
        {"bids/acorn/accounts": [YEAR, {**YEAR, "turnover": "60"}]},
        "BE207 bids/acorn.yaml#/accounts/1/year_end bids/acorn.yaml#/accounts/0/year_end",
        "the bidder of acorn has two accounts for the year that ends 2025-03-31",
    ),
    (
        "two accounts of a subcontractor for one year",
        PLAIN,
        {"bids/acorn/subcontractors": [{"id": "elm", "accounts": [YEAR, YEAR]}]},
        "BE207 " + " ".join(f"bids/acorn.yaml#/subcontractors/0/accounts/{at}/year_end" for at in (1, 0)),
        "elm in acorn has two accounts",
    ),
    (
        "backing below zero",
        PLAIN,
        {"bids/acorn/backing": [{"form": "bond", "amount": "-5", "stage": "promised"}]},
        "BE211 bids/acorn.yaml#/backing/0/amount",
        "has backing of -5, below zero",
    ),
    (
        "a member's backing below zero",
        JOINT,
        {"bids/acorn/members/1/backing": [{"form": "bond", "amount": "-1/2", "stage": "promised"}]},
        "BE211 bids/acorn.yaml#/members/1/backing/0/amount",
        "elm in acorn has backing of -0.5",
    ),
    (
        "a criterion that overlooks members",
        COVERED,
        {},
        "BE212 tender.yaml#/criteria/1 bids/acorn.yaml#/members",
        "cover reads figures of the bidder alone, and acorn has members whose figures it leaves out",
    ),
]

RIGHT: list[Case] = [
    ("members without shares", JOINT, {}, "", ""),
    (
        "shares in thirds",
        JOINT,
        {"bids/acorn/members": [{"id": "acorn-care", "share": "200/3"}, {"id": "elm", "share": "100/3"}]},
        "",
        "",
    ),
    ("one party as member and as guarantor", JOINT, {"bids/acorn/guarantors": [{"id": "elm"}]}, "", ""),
    (
        "accounts of two years, and of one year for two parties",
        PLAIN,
        {
            "bids/acorn/accounts": [{**YEAR, "year_end": "2024-03-31"}, YEAR],
            "bids/acorn/guarantors": [{"id": "elm", "accounts": [YEAR]}],
        },
        "",
        "",
    ),
    (
        "backing of nothing",
        PLAIN,
        {"bids/acorn/backing": [{"form": "bond", "amount": "0", "stage": "promised"}]},
        "",
        "",
    ),
    (
        "the criterion says whose figures count",
        COVERED,
        {"tender/criteria/1/relies_on": {"combine": "none"}},
        "",
        "",
    ),
    ("the only member is the lead itself", COVERED, {"bids/acorn/members": [{"id": "acorn-care"}]}, "", ""),
    ("the joint bid was withdrawn", COVERED, {"bids/acorn/status": "withdrawn"}, "", ""),
    (
        "a member without a share of the work",
        JOINT,
        {"bids/acorn/members": [{"id": "acorn-care", "share": "100"}, {"id": "elm", "share": "0"}]},
        "",
        "",
    ),
    (
        "a criterion that reads nothing of a bidder",
        JOINT,
        {
            "tender/declares": {"own": {"unit": "points"}},
            "tender/criteria/1": {"id": "own", "weight": "20", "measure": {"field": "bid.declared.own"}},
            "bids/acorn/declared": {"own": "5"},
            "bids/beech/declared": {"own": "6"},
            "consensus": ["clinical,acorn,3,Page 4 names its staff.", "clinical,beech,0,There is no plan."],
        },
        "",
        "",
    ),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_parties(case: Case) -> None:
    assert_found(case)


def test_an_overlooked_member_is_a_warning() -> None:
    assert [one.severity for one in built(COVERED, {}).findings] == [Severity.WARNING]
