"""What would move an award, beside trying every change of one tender in fractions."""

import numpy as np
import pytest

from bideval.kernel.many import HUNDRED, POINT_UNIT, WEIGHT_UNIT
from bideval.portfolio.columns import Columns
from bideval.portfolio.decided import Decided, Desk, decided
from bideval.portfolio.exact import Varied, exact_winners
from bideval.portfolio.scenario import PUBLISHED
from bideval.portfolio.sensitive import by_losing_bids, by_one_mark, by_one_weight_point
from tests.portfolio.lines import Data, awkward, tables, weighted

PRICE: Data = {"id": "price", "kind": "price", "weight": 60, "formula": "lowest-over-bid"}
PLAN: Data = {"id": "plan", "kind": "quality", "weight": 40}


@pytest.fixture(scope="module")
def decided_tables() -> list[tuple[Desk, Decided]]:
    desks = [Desk(table) for table in tables(awkward(9, number) for number in range(700))]
    return [(desk, decided(desk, PUBLISHED)) for desk in desks]


def moved(columns: Columns, place: int, *varied: Varied) -> bool:
    """Whether the winners are others under any of the variations."""
    before = exact_winners(columns, place)
    return any(exact_winners(columns, place, PUBLISHED, one) != before for one in varied)


def test_losing_bids(decided_tables: list[tuple[Desk, Decided]]) -> None:
    """Every losing bid is left out in turn, and not the lowest and the highest alone."""
    found = 0
    for desk, base in decided_tables:
        asked, moves = by_losing_bids(desk, base)
        for place in np.flatnonzero(asked).tolist():
            bids = range(len(desk.columns.names[place].bids))
            without = [Varied(without=frozenset({one})) for one in bids if not base.winners[one, place]]
            assert moves[place] == moved(desk.columns, place, *without), desk.columns.names[place].ocid
            found += int(moves[place])
    assert found > 0


def test_one_mark(decided_tables: list[tuple[Desk, Decided]]) -> None:
    found = 0
    for desk, base in decided_tables:
        columns = desk.columns
        asked, moves = by_one_mark(desk, base)
        for place in np.flatnonzero(asked).tolist():
            step = int(columns.of.step[place])
            trials = []
            for one in range(len(columns.names[place].bids)):
                change = -step if base.winners[one, place] else step
                for criterion in range(int(columns.of.criteria[place])):
                    points = int(columns.points[criterion, one, place]) + change
                    held = min(max(points, 0), HUNDRED * POINT_UNIT)
                    trials.append(Varied(points={(criterion, one): held}))
            assert moves[place] == moved(columns, place, *trials), columns.names[place].ocid
            found += int(moves[place])
    assert found > 0


def test_one_point_of_weight(decided_tables: list[tuple[Desk, Decided]]) -> None:
    found = 0
    for desk, base in decided_tables:
        columns = desk.columns
        asked, moves = by_one_weight_point(desk, base)
        for place in np.flatnonzero(asked).tolist():
            weights = [int(columns.of.price[place]), *columns.weights[:, place].tolist()]
            trials = [
                Varied(weights=shifted(weights, source, target))
                for source in range(len(weights))
                for target in range(len(weights))
                if source != target and weights[source] >= WEIGHT_UNIT and weights[target] > 0
            ]
            assert moves[place] == moved(columns, place, *trials), columns.names[place].ocid
            found += int(moves[place])
    assert found > 0


def shifted(weights: list[int], source: int, target: int) -> tuple[int, ...]:
    moved_by = {source: -WEIGHT_UNIT, target: WEIGHT_UNIT}
    return tuple(weight + moved_by.get(place, 0) for place, weight in enumerate(weights))


# Prices, points, whether a losing bid decides, whether a mark of 20 moves it, whether a point of weight does.
# Worked by hand: totals are 60 x lowest / price + 0.4 x points.
CASES = [
    # 60 + 24 = 84 against 30 + 40 = 70 against 50 + 30 = 80; all compare with their own lowest price
    ("a clear winner", (100, 200, 120), (60, 100, 75), False, True, False),
    # 60 + 0 = 60 against 30 + 40 = 70: 20 points more are 8, and the lead of 10 stays
    ("too far ahead for one mark", (100, 200), (0, 100), False, False, False),
    # 40 + 32 = 72, 48 + 24 = 72.0, 60 + 0 = 60: tied, so nothing is asked
    ("a tie is not asked", (150, 125, 100), (80, 60, 0), False, False, False),
    # with the bid of 100: 50 + 25.6 = 75.6 and 40 + 36 = 76; without it: 60 + 25.6 = 85.6 and 48 + 36 = 84;
    # with 61 and 39 percent: 50.83 + 24.96 = 75.79 and 40.67 + 35.1 = 75.77
    ("the cheapest loser decides", (120, 150, 100), (64, 90, 0), True, True, True),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_worked_by_hand(case: tuple[str, tuple[int, ...], tuple[int, ...], bool, bool, bool]) -> None:
    _, prices, points, loser, mark, weight = case
    given: list[Data] = [{"plan": one} for one in points]
    (table,) = tables([weighted("one", prices, given, criteria=[PRICE, PLAN], markStep=20)])
    desk = Desk(table)
    base = decided(desk, PUBLISHED)
    found = [
        bool((one.asked & one.moves)[0])
        for one in (by_losing_bids(desk, base), by_one_mark(desk, base), by_one_weight_point(desk, base))
    ]
    assert found == [loser, mark, weight]
