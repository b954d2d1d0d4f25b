"""Where the figures of a gate stand: each cell that was read, of each party."""

from collections.abc import Mapping

import pytest

from bideval.model.evaluation import GateResult
from tests.scoring.build import Data, Papers, lot_of, tender

YEARS = [
    {"year_end": "2024-12-31", "turnover": 20},
    {"year_end": "2025-12-31", "turnover": 30},
]
BONDS = [
    {"form": "reserves", "amount": 9, "stage": "in-force"},
    {"form": "bond", "amount": 4, "stage": "letter-of-intent"},
]
TURNOVER = {"mean": {"field": "bidder.accounts.turnover", "years": 2}}
COVER = {
    "ratio": [{"field": "bidder.accounts.turnover"}, {"field": "tender.contract.annual_value"}],
    "when_zero": "refuse",
    "when_negative": "refuse",
}
BACKING = {"field": "bidder.backing.amount", "accepts": ["bond"], "stage": "promised"}
SUM = {"who": ["members"], "combine": "sum"}
ANY = {"who": ["members"], "combine": "any"}
ALONE = {"combine": "none"}


def at_the_door(measure: Data, threshold: object, relies_on: Data) -> GateResult:
    rule = {"id": "door", "phase": "conditions", "measure": measure, "threshold": threshold, "test": "at-least",
            "on_fail": "flag", "relies_on": relies_on}  # fmt: skip
    member = {"id": "fir", "share": 40, "accounts": YEARS, "backing": BONDS}
    bids: Mapping[str, Data] = {
        "ash": {"accounts": YEARS, "members": [{"id": "ash-ltd", "share": 60}, member], "backing": BONDS[:1]}
    }
    rules = tender(method={"use": "lowest-compliant"}, gates=[rule], contract={"value": 100, "years": 4})
    (placing,) = lot_of(Papers(rules, bids, {"ash": 100})).placings
    return placing.gates[0]


OWN, FIR = "/accounts", "/members/1/accounts"
CASES: list[tuple[str, Data, object, Data, list[str], str]] = [
    # in words, measure, threshold, reliance, pointers read, the rule with its numbers
    ("the latest year, and the contract", COVER, 1, ALONE,
     [f"{OWN}/1/turnover", "/contract/value", "/contract/years"], "30 / 25 = 1.2"),
    ("each year that is read, oldest first", TURNOVER, 25, ALONE,
     [f"{OWN}/0/turnover", f"{OWN}/1/turnover"], "mean(20, 30) = 25"),
    ("the cells of each party that is added", COVER, 2, SUM,
     [f"{OWN}/1/turnover", f"{FIR}/1/turnover", "/contract/value", "/contract/years"], "(30 + 30) / 25 = 2.4"),
    ("the member that passes, and not the bidder", BACKING, 4, ANY,
     ["/members/1/backing/1/amount"], "4 (bond, letter-of-intent) [accepted: bond; promised or further]"),
    ("no backing counts: the list it would stand in", BACKING, 4, ALONE,
     ["/backing"], "0 [accepted: bond; promised or further]"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_cells_that_were_read(case: tuple[str, Data, object, Data, list[str], str]) -> None:
    _, measure, threshold, relies_on, pointers, worked = case
    found = at_the_door(measure, threshold, relies_on)
    assert ([one.pointer for one in found.sources], found.worked) == (pointers, worked)
    assert found.rule_at is not None
    assert (found.rule_at.file, found.rule_at.pointer) == ("tender.yaml", "/gates/0")


LEADS: list[tuple[str, str, int, bool, str]] = [
    # in words, threshold, percent the lead must carry, passes, what is required of the lead
    ("the lead carries too little, though the sum is enough", "2.4", 60, False, "36/25"),
    ("the lead carries exactly its share", "2.4", 50, True, "6/5"),
    ("the lead carries its share, and the sum is too little", "2.5", 40, False, "1"),
]


@pytest.mark.parametrize("case", LEADS, ids=lambda case: case[0])
def test_what_the_lead_carries_stands_beside_the_sum(case: tuple[str, str, int, bool, str]) -> None:
    """Alone 30 / 25 = 6/5, together 60 / 25 = 12/5."""
    _, threshold, percent, passes, required = case
    found = at_the_door(COVER, threshold, {**SUM, "lead_at_least": percent})
    assert found.lead is not None
    assert (found.passed, str(found.value)) == (passes, "12/5")
    assert (str(found.lead.value), str(found.lead.required)) == ("6/5", required)


def test_without_a_share_nothing_is_said_of_the_lead() -> None:
    assert at_the_door(COVER, 2, SUM).lead is None
