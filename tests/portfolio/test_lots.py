"""A tender in lots is one contest a lot, each by its own value, rules and bids."""

from pathlib import Path

import pytest

from bideval.portfolio.decided import Desk, decided
from bideval.portfolio.engine import engine_winners
from bideval.portfolio.scenario import PUBLISHED
from tests.portfolio.lines import Data, line, places, price_only, ran, tables, weighted

PRICE: Data = {"id": "price", "kind": "price", "weight": 60, "formula": "lowest-over-bid"}
PLAN: Data = {"id": "plan", "kind": "quality", "weight": 40}
PLAN_ALONE: Data = {"id": "plan", "kind": "quality", "weight": 100}


def in_lots(ocid: str, prices: list[object], named: list[str], lots: list[Data], **more: object) -> Data:
    """Return a price-only tender in lots; each bid is for the lot that is named beside its price."""
    release = price_only(ocid, prices, **more)
    tender, held = release["tender"], release["bids"]
    assert isinstance(tender, dict)
    assert isinstance(held, dict)
    tender["lots"] = lots
    for bid, lot in zip(held["details"], named, strict=True):
        bid["relatedLots"] = [lot]
    return release


def recorded(*awards: Data) -> list[Data]:
    return [{"status": "active", **one} for one in awards]


def test_each_lot_is_an_award(tmp_path: Path) -> None:
    """North goes for 3 and south for 7 pounds, not the tender for the lowest of all."""
    awards = recorded(
        {"relatedLots": ["north"], "suppliers": [{"id": "firm-0"}]},
        {"relatedLots": ["south"], "suppliers": [{"id": "firm-2"}]},
    )
    file = tmp_path / "lines.jsonl"
    release = in_lots(
        "a", [3, 5, 8, 7], ["north", "north", "south", "south"], [{"id": "north"}, {"id": "south"}]
    )
    file.write_bytes(line({**release, "awards": awards}) + line(price_only("b", [1])))
    tally, rejected = ran(file)
    assert rejected == []
    assert (tally.lines, tally.evaluated, tally.awards, tally.bids) == (2, 2, 3, 5)
    assert tally.scenarios[0].paid["GBP"].before_low == 1100
    assert tally.recorded == {
        "no winner is recorded": 1,
        "the recorded winner wins": 1,
        "another wins than recorded": 1,
    }


def test_an_award_that_names_no_lot_is_taken_by_its_bid_alone(tmp_path: Path) -> None:
    """A supplier may have bid for both lots: without the lot's name nothing says which it won."""
    file = tmp_path / "lines.jsonl"
    release = in_lots("a", [3, 7], ["north", "south"], [{"id": "north"}, {"id": "south"}])
    file.write_bytes(line({**release, "awards": recorded({"suppliers": [{"id": "firm-0"}]})}))
    assert ran(file)[0].recorded == {"no winner is recorded": 2}


def test_a_lot_without_bids_is_counted_and_the_others_decided(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(line(in_lots("a", [3], ["north"], [{"id": "north"}, {"id": "south"}])))
    tally, _ = ran(file)
    assert (tally.evaluated, tally.awards, tally.unstated["the bids for a lot"]) == (1, 1, 1)


def test_a_tender_is_left_out_with_all_its_lots(tmp_path: Path) -> None:
    """The price of nothing in the south keeps the north out too, and its ocid is free for another line."""
    file = tmp_path / "lines.jsonl"
    bad = in_lots("a", [3, 0], ["north", "south"], [{"id": "north"}, {"id": "south"}])
    file.write_bytes(line(bad) + line(price_only("a", [4])) + line(price_only("a", [5])))
    tally, rejected = ran(file)
    assert places(rejected) == [(1, "price-of-nothing"), (3, "ocid-twice")]
    assert (tally.evaluated, tally.awards, tally.scenarios[0].paid["GBP"].before_low) == (1, 1, 400)


def test_the_lots_of_one_tender_do_not_repeat_its_ocid(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    good = line(in_lots("a", [3, 4], ["north", "south"], [{"id": "north"}, {"id": "south"}]))
    file.write_bytes(good + good)
    tally, rejected = ran(file)
    assert places(rejected) == [(2, "ocid-twice")]
    assert (tally.evaluated, tally.awards) == (1, 2)


RULES = [
    ("the rules of the tender where the lot has none", [], {0}),
    ("its own rules where it has some", [{"id": "south", "rules": {"criteria": [PLAN_ALONE]}}], {1}),
]


@pytest.mark.parametrize("case", RULES, ids=lambda case: case[0])
def test_a_lot_is_decided_by(case: tuple[str, list[Data], set[int]]) -> None:
    """South: 60 + 16 for 100 pounds against 30 + 40 for 200; by the plan alone the second wins."""
    release = weighted(
        "a", [50, 100, 200], [{"plan": 9}, {"plan": 40}, {"plan": 100}], criteria=(PRICE, PLAN)
    )
    parts = in_lots("a", [50, 100, 200], ["north", "south", "south"], [{"id": "north"}, {"id": "south"}])
    part = release["portfolio"]
    assert isinstance(part, dict)
    (table,) = tables(
        [
            {
                **release,
                "bids": parts["bids"],
                "tender": parts["tender"],
                "portfolio": {**part, "lots": case[1]},
            }
        ]
    )
    assert [one.lot for one in table.names] == ["north", "south"]
    found = decided(Desk(table), PUBLISHED)
    assert {one for one in range(2) if found.winners[one, 1]} == case[2] == engine_winners(table, 1)


def test_the_value_and_the_word_of_a_lot() -> None:
    """South has its own value, north that of the tender; the word of the tender holds where a lot has none."""
    lots: list[Data] = [
        {"id": "north", "awardCriteria": "lowestCost"},
        {"id": "south", "value": {"amount": 9, "currency": "GBP"}},
    ]
    release = in_lots("a", [3, 4], ["north", "south"], lots)
    tender = release["tender"]
    assert isinstance(tender, dict)
    tender["value"] = {"amount": 20, "currency": "GBP"}
    (table,) = tables([release])
    assert table.of.value.tolist() == [2000, 900]
    lots[1]["awardCriteria"] = "ratedCriteria"
    with pytest.raises(AssertionError, match="no-rule"):
        tables([release])
