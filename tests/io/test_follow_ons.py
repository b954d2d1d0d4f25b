"""What only follows from a file that could not be read is left out, and nothing else."""

import pytest

from bideval.errors import Finding, Source, error
from bideval.io.follow_ons import without_flawed, without_follow_ons


def at(code: str, file: str, pointer: str = "") -> Finding:
    return error(code, "wrong", "Mend it.", Source(file, pointer))


CASES: list[tuple[str, Finding, list[Finding], set[str], bool]] = [
    # in words, what is judged, what was read, files lost, whether it is left out
    ("a missing mark, the marks unread", at("BE452", "consensus.csv"), [], {"consensus.csv"}, True),
    ("a missing mark, the marks read", at("BE452", "consensus.csv"), [], set(), False),
    ("wrong weights, the marks unread", at("BE103", "tender.yaml", "/criteria"), [], {"consensus.csv"}, False),
    ("an unknown person, the people unread", at("BE360", "consensus.csv", "/0/agreed_by"), [], {"evaluators.csv"}, True),
    ("a mark off its scale, other rows unread", at("BE356", "consensus.csv", "/3/mark"), [], {"consensus.csv"}, False),
    ("no price, the price unread", at("BE453", "prices/a.yaml", "/lots/whole"), [], {"prices/a.yaml"}, True),
    ("no price, another price unread", at("BE453", "prices/b.yaml", "/lots/whole"), [], {"prices/a.yaml"}, False),
    ("a wrong sum, its rates unread", at("BE263", "prices/a.yaml", "/lots/whole/amount"), [], {"prices/a.csv"}, True),
    ("a wrong sum, the schedule unread", at("BE263", "prices/a.yaml", "/lots/whole/amount"), [], {"schedule.csv"}, True),
    ("a second bid, the decisions unread", at("BE201", "bids/b.yaml", "/bidder/id"), [], {"decisions.yaml"}, True),
    ("at a place that is wrong already", at("BE356", "consensus.csv", "/3/mark"), [at("BE053", "consensus.csv", "/3/mark")], set(), True),
    ("below a place that is wrong", at("BE121", "tender.yaml", "/criteria/0/with"), [at("BE052", "tender.yaml", "/criteria/0")], set(), True),
    ("beside a place that is wrong", at("BE101", "tender.yaml", "/criteria/1"), [at("BE052", "tender.yaml", "/criteria/0")], set(), False),
    ("rates are read by row and judged by line", at("BE263", "prices/a.csv", "/1/extension"),
     [at("BE053", "prices/b.csv", "/1/extension")], set(), False),
    ("no ranking, the word for it wrong", at("BE112", "tender.yaml", "/rounding"), [at("BE052", "tender.yaml", "/rank_on")], set(), True),
    ("no ranking, another word wrong", at("BE112", "tender.yaml", "/rounding"), [at("BE052", "tender.yaml", "/title")], set(), False),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_follows(case: tuple[str, Finding, list[Finding], set[str], bool]) -> None:
    _, judged, read, lost, is_left_out = case
    assert without_follow_ons([judged], read, frozenset(lost)) == (() if is_left_out else (judged,))


FLAW = error("BE003", "a bell", "Delete it.", Source("bids/a.yaml", "", 2, 9, 1))
VALUES = [
    # in words, the place of a wrong value, whether it is left out
    ("around the character", Source("bids/a.yaml", "/id", 2, 5, 8), True),
    ("ends before it", Source("bids/a.yaml", "/id", 2, 5, 4), False),
    ("begins after it", Source("bids/a.yaml", "/id", 2, 10, 3), False),
    ("on another line", Source("bids/a.yaml", "/id", 3, 5, 8), False),
    ("in another file", Source("bids/b.yaml", "/id", 2, 5, 8), False),
    ("without a line", Source("bids/a.yaml", "/id"), False),
]


@pytest.mark.parametrize("case", VALUES, ids=lambda case: case[0])
def test_a_value_that_only_a_character_makes_wrong(case: tuple[str, Source, bool]) -> None:
    _, place, is_left_out = case
    value = error("BE052", "id: not an id", "Write one.", place)
    assert without_flawed([FLAW, value]) == ((FLAW,) if is_left_out else (FLAW, value))
