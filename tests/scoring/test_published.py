from fractions import Fraction

import pytest

from bideval.model.tender import Tender
from bideval.scoring.published import Published, published_lots
from tests.scoring.checks.base import LOTS, PLAIN, PRICE, Change, Folder, changed

GATE = {
    "id": "g",
    "phase": "conditions",
    "measure": {"constant": "1", "unit": "ratio"},
    "threshold": "1",
    "test": "at-least",
    "on_fail": "flag",
}


def lots(folder: Folder, change: Change) -> list[Published]:
    return list(published_lots(Tender.model_validate(changed(folder, change)["tender"])))


CASES: list[tuple[str, Folder, Change, list[tuple[object, ...]]]] = [
    # in words, folder, change; of each lot the id, where its criteria and gates stand and how many, places
    ("a tender without lots", PLAIN, {}, [("whole", "/criteria", 3, "/gates", 0, 1)]),
    (
        "gates and places of the tender",
        PLAIN,
        {"tender/gates": [GATE], "tender/places": "4"},
        [("whole", "/criteria", 3, "/gates", 1, 4)],
    ),
    (
        "one lot inherits, one has its own criteria",
        LOTS,
        {},
        [("north", "/criteria", 3, "/gates", 0, 1), ("south", "/lots/1/criteria", 2, "/gates", 0, 1)],
    ),
    (
        "a list given replaces the whole list",
        LOTS,
        {"tender/gates": [GATE, {**GATE, "id": "h"}], "tender/lots/1/gates": [GATE]},
        [("north", "/criteria", 3, "/gates", 2, 1), ("south", "/lots/1/criteria", 2, "/lots/1/gates", 1, 1)],
    ),
    (
        "an empty list is given, and replaces too",
        LOTS,
        {"tender/gates": [GATE], "tender/lots/0/gates": [], "tender/lots/0/criteria": []},
        [
            ("north", "/lots/0/criteria", 0, "/lots/0/gates", 0, 1),
            ("south", "/lots/1/criteria", 2, "/gates", 1, 1),
        ],
    ),
    (
        "places of one lot",
        LOTS,
        {"tender/places": "3", "tender/lots/1/places": "2"},
        [("north", "/criteria", 3, "/gates", 0, 3), ("south", "/lots/1/criteria", 2, "/gates", 0, 2)],
    ),
    (
        "the order that was published",
        LOTS,
        {"tender/lots": [{"id": "z"}, {"id": "a"}]},
        [("z", "/criteria", 3, "/gates", 0, 1), ("a", "/criteria", 3, "/gates", 0, 1)],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_lots(case: tuple[str, Folder, Change, list[tuple[object, ...]]]) -> None:
    _, folder, change, expected = case
    found = [
        (lot.id, lot.criteria.pointer, len(lot.criteria.criteria), lot.gates_at, len(lot.gates), lot.places)
        for lot in lots(folder, change)
    ]
    assert found == expected


SIZES: list[tuple[str, Change, list[tuple[int | None, int | None]]]] = [
    # in words, change, value and years of north and south
    ("nothing is said", {}, [(None, None), (None, None)]),
    ("the tender's contract", {"tender/contract": {"value": "90", "years": "3"}}, [(90, 3), (90, 3)]),
    (
        "a lot's own contract",
        {
            "tender/contract": {"value": "90", "years": "3"},
            "tender/lots/0/contract": {"value": "50", "years": "2"},
        },
        [(50, 2), (90, 3)],
    ),
    (
        "a lot's own contract without years",
        {"tender/contract": {"value": "90", "years": "3"}, "tender/lots/0/contract": {"value": "50"}},
        [(50, None), (90, 3)],
    ),
    (
        "a lot's value beside the tender's years",
        {"tender/contract": {"value": "90", "years": "3"}, "tender/lots/1/value": "40"},
        [(90, 3), (40, 3)],
    ),
    (
        "a value of nothing is a value",
        {"tender/contract": {"value": "90"}, "tender/lots/1/value": "0"},
        [(90, None), (0, None)],
    ),
]


@pytest.mark.parametrize("case", SIZES, ids=lambda case: case[0])
def test_the_size_of_a_lot(case: tuple[str, Change, list[tuple[int | None, int | None]]]) -> None:
    _, change, expected = case
    assert [(lot.value, lot.years) for lot in lots(LOTS, change)] == expected


def test_names_and_methods() -> None:
    change = {
        "tender/lots/0/title": "The North",
        "tender/lots/1/method": {"use": "lowest-compliant"},
        "tender/lots/1/criteria": [{**PRICE, "weight": "100"}],
    }
    north, south = lots(LOTS, change)
    assert (north.title, south.title, north.pointer, south.pointer) == (
        "The North",
        "south",
        "/lots/0",
        "/lots/1",
    )
    assert north.method is not None
    assert south.method is not None
    assert (north.method.use, north.method_at) == ("weighted-sum", "/method")
    assert (south.method.use, south.method_at) == ("lowest-compliant", "/lots/1/method")
    (whole,) = lots(PLAIN, {"tender/contract": {"value": "1/3"}})
    assert (whole.title, whole.pointer, whole.value) == ("Community care", "", Fraction(1, 3))
