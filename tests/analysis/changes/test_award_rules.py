"""What-ifs of award rules, and what-ifs of anything else where lots are awarded together."""

from collections.abc import Mapping

import pytest

from bideval.analysis.changes.placed import Placed
from bideval.analysis.lots.allocation import AllocationStatus
from bideval.analysis.lots.beside import AwardsBeside, awards_beside
from bideval.analysis.whatif import WhatIf, what_if
from bideval.errors import Source
from bideval.model.change import KINDS
from bideval.scoring.evaluate import evaluate
from tests.analysis.lots.mutual_lots import RULES, enumerated, mutual_lots
from tests.scoring.build import Papers, inputs_of, lowest_price, text

Data = Mapping[str, object]


def supposed(change: Data, papers: Papers | None = None) -> WhatIf:
    """Return a what-if of one change."""
    typed = KINDS[str(change["kind"])].model_validate(text(change))
    return what_if(inputs_of(papers or mutual_lots()), [Placed(typed, Source("typed"))])


def beside(change: Data) -> AwardsBeside:
    """Return both awards of a what-if."""
    found = supposed(change)
    inputs = inputs_of(mutual_lots())
    assert found.inputs is not None
    assert found.evaluation is not None
    both = awards_beside((inputs, found.inputs), (evaluate(inputs), found.evaluation), None)
    assert both is not None
    return both


CASES = [
    # in words, the change, the rules by the long way round: limit, share, reserved, who is out
    ("another limit", {"kind": "award-rule", "rule": "limit", "to": 1}, (1, 45, 1, "")),
    ("a rule taken away", {"kind": "drop-rule", "rule": "share"}, (2, None, 1, "")),
    ("more lots reserved", {"kind": "award-rule", "rule": "reserved", "to": 3}, (2, 45, 3, "")),
    ("a bid left out", {"kind": "without-bid", "bid": "sg"}, (2, 45, 1, "sg")),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_award_is_that_of_trying_all(
    case: tuple[str, Data, tuple[int | None, int | None, int, str]],
) -> None:
    _, change, (limit, share, reserved, out) = case
    expected = enumerated(limit, share, reserved, capacity=True, out=out)
    both = beside(change)
    assert expected is not None
    assert both.before.cost == 42_900_000
    assert both.after.cost == expected[0] * 10_000
    assert both.more.cost == expected[0] * 10_000 - 42_900_000


def test_a_price_at_which_a_lot_moves() -> None:
    # by hand: at 1 for the city fm or ht or whoever offers it must have it; ht does
    both = beside({"kind": "price", "bid": "ht", "lot": "city", "to": 1})
    assert {one.lot: one.after for one in both.moved}["city"] == "ht"


def test_rules_that_cannot_be_kept_are_named() -> None:
    both = beside({"kind": "award-rule", "rule": "reserved", "to": 5})
    assert both.after.status is AllocationStatus.IMPOSSIBLE
    assert both.why is not None
    assert ("limit", "reserved") in {one.rules for one in both.why.conflicts}
    assert all(one.after == "" for one in both.moved)


REFUSED = [
    # in words, the change, what is said
    ("a rule that is not there", {"kind": "drop-rule", "rule": "limt"}, "limt"),
    ("no lot limit", {"kind": "award-rule", "rule": "lot-limit", "to": 2}, "lot-limit"),
    ("no number to move", {"kind": "award-rule", "rule": "linked", "to": 2}, "no one number"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_a_change_that_cannot_be_made(case: tuple[str, Data, str]) -> None:
    _, change, said = case
    linked = {"id": "linked", "use": "linked", "lots": ["north", "south"]}
    found = supposed(change, mutual_lots({**RULES, "linked": linked}))
    assert found.inputs is None
    assert said in found.findings[0].message


def test_a_tender_of_one_lot_has_no_award_rules() -> None:
    papers = lowest_price({"ash": 10, "oak": 12})
    found = supposed({"kind": "drop-rule", "rule": "limit"}, papers)
    assert [one.message for one in found.findings] == ["this tender awards no lots together"]
    inputs = inputs_of(papers)
    evaluation = evaluate(inputs)
    assert awards_beside((inputs, inputs), (evaluation, evaluation), None) is None


def test_a_limit_of_half_a_lot_is_refused() -> None:
    tender = {**mutual_lots().tender, "lot_limit": 2}
    papers = Papers(tender, mutual_lots().bids, mutual_lots().prices)
    found = supposed({"kind": "award-rule", "rule": "lot-limit", "to": "1.5"}, papers)
    assert found.inputs is None
    assert "whole number" in found.findings[0].message
