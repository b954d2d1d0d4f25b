"""What stands in for an unreadable bid or decision, and what a misnamed bid is taken for."""

import pytest

from bideval.io.stand_ins import MisnamedBid, unread_bid, unread_decision
from bideval.model.rules import BidStatus


def test_an_unread_bid_needs_nothing_and_is_in_every_lot() -> None:
    bid = unread_bid("alder", ("north", "south"))
    assert bid is not None
    assert (bid.id, bid.status, bid.lots) == ("alder", BidStatus.WITHDRAWN, ("north", "south"))


@pytest.mark.parametrize("stem", ["Alder", "al der", "", "-alder", "al_der"])
def test_a_name_that_is_no_id_has_no_stand_in(stem: str) -> None:
    assert unread_bid(stem, ()) is None


DECISIONS: list[tuple[str, object, str]] = [
    # in words, what stands in the file, the id
    ("its own id", {"id": "d7", "kind": "nothing"}, "d7"),
    ("an id that is none", {"id": "D 7"}, "unread-3"),
    ("an id as a list", {"id": ["d7"]}, "unread-3"),
    ("no id", {}, "unread-3"),
    ("text", "d7", "unread-3"),
    ("nothing", None, "unread-3"),
]


@pytest.mark.parametrize("case", DECISIONS, ids=lambda case: case[0])
def test_an_unread_decision_keeps_its_id(case: tuple[str, object, str]) -> None:
    _, data, name = case
    found = unread_decision(data, 3)
    assert (found.id, found.bid, found.gate, found.weights) == (name, None, None, None)


NAMED: list[tuple[str, dict[str, object], tuple[object, ...]]] = [
    # in words, what stands in the file, the bid, gate and time that are looked up
    ("a bid and a gate", {"bid": "ash", "gate": "cover", "at": "2026-03-01"}, ("ash", "cover", "2026-03-01")),
    ("a time that is none", {"bid": "ash", "gate": "cover", "at": "1/3/26"}, ("ash", "cover", "2000-01-01")),
    ("a bid alone", {"bid": "ash"}, (None, None, "2000-01-01")),
]


@pytest.mark.parametrize("case", NAMED, ids=lambda case: case[0])
def test_an_unread_decision_keeps_what_can_be_looked_up(
    case: tuple[str, dict[str, object], tuple[object, ...]],
) -> None:
    _, stated, expected = case
    found = unread_decision({"id": "d7", "kind": "nothing", **stated}, 3)
    assert (found.bid, found.gate, found.at) == expected


MISNAMED = [
    # in words, id, stem, names of all files, the id that is meant, part of the remedy
    ("copied, id not changed", "alder", "birch", ("bids/alder.yaml", "bids/birch.yaml"), "birch", "Write id: birch if"),
    ("its price has the file's name", "birch", "birch-ltd", ("prices/birch-ltd.yaml",), "birch-ltd", "or rename the file"),
    ("its rates have the file's name", "birch", "birch-ltd", ("prices/birch-ltd.csv",), "birch-ltd", "or rename the file"),
    ("nothing has the file's name", "birch", "birch-ltd", ("prices/birch.yaml",), "birch", "to bids/birch.yaml"),
    ("a file's name that is no id", "birch", "Birch", ("prices/Birch.yaml",), "birch", "to bids/birch.yaml"),
]  # fmt: skip


@pytest.mark.parametrize("case", MISNAMED, ids=lambda case: case[0])
def test_a_misnamed_bid(case: tuple[str, str, str, tuple[str, ...], str, str]) -> None:
    _, bid, stem, names, meant, remedy = case
    found = MisnamedBid(bid, stem, names)
    assert found.meant() == meant
    one = found.finding()
    assert (one.code, str(one.sources[0]), remedy in one.remedy) == ("BE055", f"bids/{stem}.yaml", True)
