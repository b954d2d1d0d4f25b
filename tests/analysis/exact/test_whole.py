"""Branch and bound agrees with trying every case, and its trees are accepted."""

import itertools
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.analysis.exact.chain import NotEstablished
from bideval.analysis.exact.whole import EmptyWhole, SolvedWhole, WholeProposer, minimise_whole, step_of
from bideval.analysis.propose import NoProposal, Proposal, Proposer, propose
from bideval.proof.linear import Program, objective_at
from bideval.proof.tree import proves_minimum_whole, whole_objective_at
from tests.proof.races import Draw

HALF = Fraction(1, 2)


def best_of_all(program: Program) -> Fraction | None:
    """Try every whole point of a programme whose columns all have two bounds."""
    ranges = [
        range(math.ceil(low), math.floor(high) + 1)
        for low, high in zip(program.low, program.high, strict=True)
        if low is not None and high is not None
    ]
    assert len(ranges) == len(program.cost)
    found = (objective_at(program, point) for point in itertools.product(*ranges))
    return min((one for one in found if one is not None), default=None)


def claimed(program: Program, columns: tuple[int, ...], step: Fraction | None) -> Fraction | None:
    """Solve, check the claim, and return the minimum; None where there is no whole point."""
    outcome = minimise_whole(program, columns, step)
    assert not isinstance(outcome, NotEstablished), outcome
    if isinstance(outcome, EmptyWhole):
        assert proves_minimum_whole(program, columns, step, None, outcome.tree)
        return None
    assert whole_objective_at(program, columns, outcome.x) == outcome.objective
    assert proves_minimum_whole(program, columns, step, outcome.objective, outcome.tree)
    assert not proves_minimum_whole(program, columns, step, outcome.objective + (step or 1), outcome.tree)
    return outcome.objective


def awards(seed: str, lots: int = 4, bidders: int = 3) -> Program:
    """Lots to bidders, at most two lots each and a cap on their value; some without an award; some with ties."""
    draw = Draw(seed)
    coarse = draw.below(3) == 0
    prices = [draw.between(8, 14) * 100 if coarse else draw.between(800, 1400) for _ in range(lots * bidders)]
    cap = draw.between(1300, 2600)
    offers = [(place // bidders, place % bidders) for place in range(lots * bidders)]
    by_lot = [tuple(int(lot == one) for one, _ in offers) for lot in range(lots)]
    by_bidder = [tuple(int(bidder == one) for _, one in offers) for bidder in range(bidders)]
    by_value = [tuple(price * own for price, own in zip(prices, row, strict=True)) for row in by_bidder]
    return Program(
        tuple(prices),
        (*by_lot, *by_bidder, *by_value),
        (*[1] * lots, *[None] * (2 * bidders)),
        (*[1] * lots, *[2] * bidders, *[cap] * bidders),
        (0,) * len(offers),
        (1,) * len(offers),
    )


def marks(seed: str) -> Program:
    """Fewest one-step changes of marks, 0 to 3 steps each, whose gains reach two leads."""
    draw = Draw(seed)
    gains = tuple(Fraction(draw.between(1, 25) * 20, 4) for _ in range(6))
    rows = (gains, tuple(gain * draw.below(2) for gain in gains))
    needed = tuple(Fraction(draw.between(100, 9000), 100) for _ in rows)
    return Program((1,) * 6, rows, needed, (None, None), (0,) * 6, (3,) * 6)


@pytest.mark.parametrize("number", range(12))
def test_awards_agree_with_all_awards(number: int) -> None:
    program = awards(f"awards {number}")
    columns = tuple(range(len(program.cost)))
    assert claimed(program, columns, Fraction(1)) == best_of_all(program)


@pytest.mark.long
@pytest.mark.parametrize("number", range(200))
def test_more_awards_agree_with_all_awards(number: int) -> None:
    program = awards(f"more awards {number}", lots=3, bidders=4)
    columns = tuple(range(len(program.cost)))
    assert claimed(program, columns, step_of(program, columns)) == best_of_all(program)


@pytest.mark.parametrize("number", range(12))
def test_fewest_changes_agree_with_all_changes(number: int) -> None:
    program = marks(f"marks {number}")
    assert claimed(program, tuple(range(6)), Fraction(1)) == best_of_all(program)


def test_the_awards_have_ties_and_some_have_no_award() -> None:
    found = [best_of_all(awards(f"awards {number}")) for number in range(12)]
    assert None in found
    assert sum(one is not None for one in found) > 3


@st.composite
def small_programs(draw: st.DrawFn) -> Program:
    """Return programmes of up to 3 columns with bounds that need not be whole."""
    columns, rows = draw(st.integers(1, 3)), draw(st.integers(0, 3))
    number = st.integers(-4, 4)
    halves = st.fractions(-3, 3, max_denominator=2)

    def numbers(count: int) -> tuple[int, ...]:
        return tuple(draw(st.lists(number, min_size=count, max_size=count)))

    low = tuple(draw(st.lists(halves, min_size=columns, max_size=columns)))
    sides = st.lists(st.none() | halves, min_size=rows, max_size=rows)
    return Program(
        numbers(columns),
        tuple(numbers(columns) for _ in range(rows)),
        tuple(draw(sides)),
        tuple(draw(sides)),
        low,
        tuple(bound + draw(st.fractions(0, 4, max_denominator=2)) for bound in low),
    )


@given(small_programs())
def test_any_small_programme_agrees_with_all_points(program: Program) -> None:
    columns = tuple(range(len(program.cost)))
    assert claimed(program, columns, step_of(program, columns)) == best_of_all(program)


def test_columns_that_need_not_be_whole() -> None:
    # min x + 2y, x + y >= 5/2, x <= 2, y need not be whole: x = 2, y = 1/2.
    program = Program((1, 2), ((1, 1),), (Fraction(5, 2),), (None,), (0, 0), (2, 9))
    assert claimed(program, (0,), None) == 3
    assert claimed(program, (0, 1), Fraction(1)) == 4
    assert claimed(program, (), None) == 3


def falsely(program: Program, columns: tuple[int, ...]) -> Proposal:
    return Proposal(tuple(3.0 for _ in program.cost), ())


def endlessly(program: Program, columns: tuple[int, ...]) -> Proposal:
    return Proposal(tuple(math.inf for _ in program.cost), ())


def nothing(program: Program, columns: tuple[int, ...]) -> NoProposal:
    return NoProposal("the solver is not installed")


def poor_duals(program: Program) -> Proposal | NoProposal:
    found = propose(program)
    return found if isinstance(found, NoProposal) else found._replace(duals=tuple(0.1 for _ in found.duals))


def no_duals(program: Program) -> Proposal | NoProposal:
    found = propose(program)
    return (
        found if isinstance(found, NoProposal) else found._replace(duals=tuple(math.nan for _ in found.duals))
    )


def nowhere(program: Program) -> NoProposal:
    return NoProposal("the solver is not installed")


WHOLE_LIARS: list[WholeProposer] = [falsely, endlessly, nothing]
LIARS: list[Proposer] = [propose, poor_duals, no_duals, nowhere]


@pytest.mark.parametrize("proposer", LIARS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("whole_proposer", WHOLE_LIARS, ids=lambda one: one.__name__)
def test_solvers_that_lie_or_are_not_there_change_no_answer(
    whole_proposer: WholeProposer, proposer: Proposer
) -> None:
    for number in range(3):
        program = awards(f"awards {number}", lots=3)
        columns = tuple(range(len(program.cost)))
        outcome = minimise_whole(program, columns, 1, whole_proposer=whole_proposer, proposer=proposer)
        expected = best_of_all(program)
        if expected is None:
            assert isinstance(outcome, EmptyWhole)
        else:
            assert isinstance(outcome, SolvedWhole)
            assert outcome.objective == expected


NOT_ESTABLISHED = [
    # in words                         programme                                                        reason
    ("too many cases",                 Program((1, 1), ((2, -2),), (1,), (1,), (0, 0), (50, 50)),       "not all cases are closed after 10"),
    ("a cost without end",             Program((-1,), (), (), (), (0,), (None,)),                       "the cost falls without end"),
    ("a malformed programme",          Program((1, 1), (), (), (), (0,), (1,)),                         "malformed"),
]  # fmt: skip


@pytest.mark.parametrize("case", NOT_ESTABLISHED, ids=lambda case: case[0])
def test_not_established(case: tuple[str, Program, str]) -> None:
    _, program, reason = case
    outcome = minimise_whole(program, tuple(range(len(program.cost))), limit=10)
    assert isinstance(outcome, NotEstablished)
    assert reason in outcome.reason


COLUMNS: list[tuple[str, tuple[int, ...]]] = [
    ("a column that is not there", (2,)),
    ("a column before the first", (-1,)),
    ("the same column twice", (0, 0)),
]


@pytest.mark.parametrize("case", COLUMNS, ids=lambda case: case[0])
def test_columns_that_are_none(case: tuple[str, tuple[int, ...]]) -> None:
    program = Program((1, 1), ((2, 2),), (5,), (None,), (0, 0), (3, 3))
    assert isinstance(minimise_whole(program, case[1]), NotEstablished)


STEPS = [
    # in words                  cost                            columns step
    ("whole",                   (4, 6),                         (0, 1), 2),
    ("fractions",               (HALF, Fraction(1, 3)),         (0, 1), Fraction(1, 6)),
    ("one costs nothing",       (0, 6),                         (1,),   6),
    ("one that is not whole",   (4, 6),                         (1,),   None),
    ("nothing costs anything",  (0, 0),                         (0, 1), None),
]  # fmt: skip


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case[0])
def test_step(case: tuple[str, tuple[Fraction, ...], tuple[int, ...], Fraction | None]) -> None:
    _, cost, columns, step = case
    assert step_of(Program(cost, (), (), (), (0, 0), (1, 1)), columns) == step
