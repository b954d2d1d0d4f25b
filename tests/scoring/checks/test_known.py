import pytest

from bideval.scoring.checks.known import MOST_COMPARED, Nearby, close_to, live_bids, lots_of
from tests.scoring.checks.base import LOTS, PLAIN, Change, Folder, changed, decision, inputs_of

LETTERS = list("abcdefghijkl")  # twelve

REMEDIES = [
    # in words                given     known                          the remedy
    ("one letter off", "becch", ["beech", "acorn"], "Did you mean beech?"),
    ("two that are close: the closest", "beach", ["beech", "reach", "leech"], "Did you mean reach?"),
    ("like none", "zzz", ["beech", "acorn"], "There are: acorn, beech."),
    ("nothing there", "zzz", [], "There are none."),
    ("twelve are listed", "zzz", LETTERS, f"There are: {', '.join(LETTERS)}."),
    ("more are not", "zzz", [*LETTERS, "m"], f"There are: {', '.join(LETTERS)}, ...."),
    ("one that is there twice", "zzz", ["a", "a"], "There are: a."),
]


@pytest.mark.parametrize("case", REMEDIES, ids=lambda case: case[0])
def test_the_remedy_for_an_id_that_is_not_there(case: tuple[str, str, list[str], str]) -> None:
    _, given, known, expected = case
    assert close_to(given, known) == expected
    assert close_to(given, reversed(known)) == expected


def test_a_bid_that_is_like_none_may_be_missing() -> None:
    assert Nearby(["acorn"]).bid_remedy("elm") == "There are: acorn. If it was received, add bids/elm.yaml."
    assert Nearby(["acorn"]).bid_remedy("acron") == "Did you mean acorn?"


def test_no_close_id_is_looked_for_after_so_many_comparisons() -> None:
    known = [f"line-{number:04}" for number in range(MOST_COMPARED // 2)]
    nearby = Nearby(known)
    assert [nearby.remedy(f"line-{number:04}x")[:12] for number in (7, 8, 7, 9)] == [
        "Did you mean", "Did you mean", "Did you mean", "There are: l",
    ]  # fmt: skip


def test_an_id_is_not_told_to_stand_for_itself() -> None:
    assert Nearby(["d-2", "d-21"]).remedy("d-22", "d-2") == "Did you mean d-21?"
    assert Nearby(["d-2"]).remedy("d-22", "d-2") == "There are: d-2."


BOTH = {"north": ("acorn",), "south": ("acorn", "beech")}

LIVE: list[tuple[str, Folder, Change, dict[str, tuple[str, ...]]]] = [
    # in words, folder, change, the bids that stand by lot
    ("a tender without lots", PLAIN, {}, {"whole": ("acorn", "beech")}),
    ("each in the lots it entered", LOTS, {}, BOTH),
    ("received late", PLAIN, {"bids/acorn/status": "late"}, {"whole": ("beech",)}),
    ("withdrawn", PLAIN, {"bids/acorn/status": "withdrawn"}, {"whole": ("beech",)}),
    (
        "withdrawn by decision",
        PLAIN,
        {"decisions": [decision("withdraw", bid="acorn")]},
        {"whole": ("beech",)},
    ),
    ("late by decision", PLAIN, {"decisions": [decision("late", bid="beech")]}, {"whole": ("acorn",)}),
    ("excluded", PLAIN, {"decisions": [decision("exclude", bid="acorn", ground="x")]}, {"whole": ("beech",)}),
    (
        "withdrawn from one lot",
        LOTS,
        {"decisions": [decision("withdraw", bid="acorn", lot="south")]},
        {"north": ("acorn",), "south": ("beech",)},
    ),
    (
        "disregarded, and still a bid",
        PLAIN,
        {"decisions": [decision("disregard", bid="acorn", ground="x")]},
        {"whole": ("acorn", "beech")},
    ),
    (
        "a withdrawal that was superseded",
        PLAIN,
        {
            "decisions": [
                decision("withdraw", bid="acorn"),
                decision("open-prices", id="d-2", supersedes="d-1"),
            ]
        },
        {"whole": ("acorn", "beech")},
    ),
]


@pytest.mark.parametrize("case", LIVE, ids=lambda case: case[0])
def test_the_bids_that_stand(case: tuple[str, Folder, Change, dict[str, tuple[str, ...]]]) -> None:
    _, folder, change, expected = case
    assert live_bids(inputs_of(changed(folder, change))) == expected


ENTERED: list[tuple[str, Folder, Change, str, tuple[str, ...]]] = [
    # in words, folder, change, bid, lots
    ("a tender without lots", PLAIN, {}, "acorn", ("whole",)),
    ("two lots", LOTS, {}, "acorn", ("north", "south")),
    ("a lot that is none is left out", LOTS, {"bids/beech/lots": ["west", "south"]}, "beech", ("south",)),
    ("a lot named twice counts once", LOTS, {"bids/beech/lots": ["south", "south"]}, "beech", ("south",)),
    ("an unknown bid", LOTS, {}, "elm", ()),
]


@pytest.mark.parametrize("case", ENTERED, ids=lambda case: case[0])
def test_the_lots_that_a_bid_entered(case: tuple[str, Folder, Change, str, tuple[str, ...]]) -> None:
    _, folder, change, bid, expected = case
    assert lots_of(inputs_of(changed(folder, change)), bid) == expected
