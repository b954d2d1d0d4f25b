"""Every programme of the seeded families is solved and proved, whatever the solver says."""

import math
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.analysis.exact.chain import (
    Empty,
    NotEstablished,
    Outcome,
    Solved,
    Stage,
    minimise,
    minimise_exactly,
    shortfall_program,
)
from bideval.analysis.propose import NoProposal, Proposal, Proposer, propose
from bideval.proof.linear import Program, lower_bound, objective_at, proves_empty
from bideval.proof.programs import (
    least_largest_move_program,
    least_points_program,
    margin_program,
    pair_program,
    relative_program,
)
from tests.analysis.exact.second_simplex import second_minimum
from tests.analysis.exact.second_solver import cbc
from tests.proof.races import FAMILIES, Draw, Race, race, sample

ONE_IN = 17  # of the 2,500 races: the share that runs every time


def programs(one: Race) -> dict[str, Program]:
    """Return every programme about a race."""
    level = (Fraction(0),) * len(one.differences)
    move = (one.region, one.published, one.differences, level)
    return {
        "margin": margin_program(one.region, one.differences),
        "pair": pair_program(one.region, one.differences[0]),
        "points": least_points_program(*move),
        "largest": least_largest_move_program(*move),
        "relative-largest": relative_program(*move, largest=True),
        "relative-sum": relative_program(*move, largest=False),
    }


def is_right(program: Program, outcome: Outcome) -> bool:
    """Say whether an outcome is proved: recomputed here from the programme alone."""
    if isinstance(outcome, Solved):
        return objective_at(program, outcome.x) == outcome.objective == lower_bound(program, outcome.duals)
    return isinstance(outcome, Empty) and proves_empty(program, outcome.ray)


def value(outcome: Outcome) -> Fraction | str:
    """Return the objective, or the name of the outcome, to compare outcomes of different solvers."""
    return outcome.objective if isinstance(outcome, Solved) else type(outcome).__name__


def check_races(races: list[Race]) -> Counter[str]:
    """Solve every programme of the races, by two routes; return how often each stage decided."""
    stages: Counter[str] = Counter()
    for one in races:
        for kind, program in programs(one).items():
            outcome = minimise(program)
            assert is_right(program, outcome), (one.name, kind, outcome)
            assert value(outcome) == value(minimise_exactly(program)), (one.name, kind)
            assert not isinstance(outcome, NotEstablished)
            stages[outcome.stage] += 1
    return stages


def test_a_sample_of_all_families_is_proved() -> None:
    stages = check_races(sample(ONE_IN))
    assert sum(stages.values()) == 6 * len(sample(ONE_IN))
    assert stages[Stage.BASIS] > stages.total() / 2  # what the solver says is of use


@pytest.mark.long
def test_all_races_of_all_families_are_proved() -> None:
    races = sample(1)
    assert len(races) == sum(FAMILIES.values()) == 2500
    assert sum(check_races(races).values()) == 6 * 2500


@pytest.mark.parametrize("family", FAMILIES)
def test_a_second_exact_simplex_agrees(family: str) -> None:
    for number in range(3):
        one = race(family, number)
        for kind in ("margin", "pair", "points"):
            program = programs(one)[kind]
            outcome = minimise(program)
            expected = second_minimum(program)
            assert value(outcome) == ("Empty" if expected == "empty" else expected), (one.name, kind)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:pulp")
def test_a_second_solver_leads_to_the_same_answers() -> None:
    second = cbc()
    for one in sample(150):
        for kind, program in programs(one).items():
            outcome = minimise(program, second)
            assert is_right(program, outcome), (one.name, kind)
            assert value(outcome) == value(minimise(program)), (one.name, kind)


def noisy(program: Program) -> Proposal | NoProposal:
    """Answer truly, with an error of a hundredth."""
    found = propose(program)
    if isinstance(found, NoProposal):
        return found
    draw = Draw("noise")
    return Proposal(*(tuple(one + draw.between(-100, 100) / 10_000 for one in part) for part in found))


def shuffled(program: Program) -> Proposal | NoProposal:
    """Answer truly, in another order."""
    found = propose(program)
    if isinstance(found, NoProposal):
        return found
    return Proposal(found.x[::-1], found.duals[::-1])


def drawn(program: Program) -> Proposal:
    """Answer with numbers out of nowhere."""
    draw = Draw(f"drawn {len(program.cost)}")
    return Proposal(
        tuple(draw.between(-1000, 1000) / 7 for _ in program.cost),
        tuple(draw.between(-1000, 1000) / 7 for _ in program.rows),
    )


def everywhere(number: float) -> Proposer:
    """Answer with one number everywhere."""
    return lambda program: Proposal((number,) * len(program.cost), (number,) * len(program.rows))


def other_signs(program: Program) -> Proposal | NoProposal:
    """Answer truly, with multipliers of the wrong sign, as for a maximisation."""
    found = propose(program)
    return (
        found if isinstance(found, NoProposal) else found._replace(duals=tuple(-one for one in found.duals))
    )


LIARS: list[tuple[str, Proposer]] = [
    ("a little wrong", noisy),
    ("in another order", shuffled),
    ("out of nowhere", drawn),
    ("multipliers of the wrong sign", other_signs),
    ("nothing but zeros", everywhere(0.0)),
    ("no numbers", everywhere(math.nan)),
    ("endless numbers", everywhere(math.inf)),
    ("very large numbers", everywhere(1e300)),
    ("numbers of another programme", lambda _: Proposal((1.0,), (1.0,))),
    ("says that there is nothing", lambda _: NoProposal("infeasible")),
    ("is not there", lambda _: NoProposal("the solver is not installed")),
]


@pytest.mark.parametrize("case", LIARS, ids=lambda case: case[0])
def test_a_solver_that_lies_changes_no_answer(case: tuple[str, Proposer]) -> None:
    for one in sample(250):
        for kind, program in programs(one).items():
            outcome = minimise(program, case[1])
            assert is_right(program, outcome), (one.name, kind)
            assert value(outcome) == value(minimise_exactly(program)), (one.name, kind)


def large(columns: int, lowest: int) -> Program:
    """Return a programme too large to begin from nothing: each column at least 1, all at most 2 each in pairs."""
    rows = tuple(
        tuple(int(place in (row, (row + 1) % columns)) for place in range(columns)) for row in range(columns)
    )
    return Program(
        cost=(1,) * columns,
        rows=rows,
        row_low=(lowest,) * columns,
        row_high=(5,) * columns,
        low=(1,) * columns,
        high=(3,) * columns,
    )


def test_a_large_programme_needs_the_solver_and_says_so() -> None:
    program = large(120, 3)
    assert value(minimise(program)) == 180  # each pair of neighbours sums to 3
    without = minimise(program, lambda _: NoProposal("the solver is not installed"))
    assert without == NotEstablished(
        "no stage found a proved answer; the solver: the solver is not installed"
    )
    assert isinstance(minimise(program, everywhere(math.nan)), NotEstablished)


def test_a_large_programme_is_proved_empty_by_its_shortfall() -> None:
    program = large(120, 5)._replace(high=(2,) * 120)
    outcome = minimise(program)
    assert isinstance(outcome, Empty)
    assert proves_empty(program, outcome.ray)


ENDS = [
    # in words                      programme                                                            outcome
    ("no columns",                  Program((), (), (), (), (), ()),                                     0),
    ("no rows",                     Program((1, -1), (), (), (), (2, None), (None, 3)),                  -1),
    ("a free column",               Program((1,), ((2,),), (3,), (None,), (None,), (None,)),             Fraction(3, 2)),
    ("a row of two sides",          Program((-1,), ((2,),), (-3,), (3,), (None,), (None,)),              Fraction(-3, 2)),
    ("a row of no sides",           Program((1,), ((2,),), (None,), (None,), (5,), (9,)),                5),
    ("a row of zeros that holds",   Program((1,), ((0,),), (-1,), (0,), (5,), (9,)),                     5),
    ("a row of zeros that fails",   Program((1,), ((0,),), (1,), (None,), (5,), (9,)),                   "Empty"),
    ("bounds that cross",           Program((1,), (), (), (), (6,), (5,)),                               "Empty"),
    ("sides that cross",            Program((1,), ((1,),), (6,), (5,), (None,), (None,)),                "Empty"),
    ("no bound at all",             Program((1,), (), (), (), (None,), (None,)),                         "NotEstablished"),
    ("a cost without end",          Program((1, 1), ((1, -1),), (0,), (0,), (None, None), (None, None)), "NotEstablished"),
    ("the same row twice",          Program((1, 1), ((1, 1), (1, 1)), (2, 2), (2, 2), (0, 0), (9, 9)),   2),
    ("numbers beyond floats",       Program((10**400,), ((10**400,),), (1,), (None,), (0,), (None,)),    1),
    ("numbers below floats",        Program((Fraction(1, 10**400),), ((1,),), (1,), (None,), (0,), (None,)), Fraction(1, 10**400)),
    ("a float for a cost",          Program._make(((1.0,), (), (), (), (0,), (1,))),                             "NotEstablished"),
    ("a bound too few",             Program((1,), (), (), (), (), (1,)),                                 "NotEstablished"),
]  # fmt: skip


@pytest.mark.parametrize("case", ENDS, ids=lambda case: case[0])
def test_ends(case: tuple[str, Program, Fraction | int | str]) -> None:
    _, program, expected = case
    assert value(minimise(program)) == expected
    assert value(minimise_exactly(program)) == expected


def small_programs() -> st.SearchStrategy[Program]:
    """Return programmes of up to 4 columns and rows with few different numbers, so that they degenerate."""
    number = st.integers(-3, 3)
    bound = st.none() | number

    @st.composite
    def build(draw: st.DrawFn) -> Program:
        columns, rows = draw(st.integers(1, 4)), draw(st.integers(0, 4))

        def vector(one: st.SearchStrategy[int | None], count: int) -> tuple[int | None, ...]:
            return tuple(draw(st.lists(one, min_size=count, max_size=count)))

        def numbers(count: int) -> tuple[int, ...]:
            return tuple(draw(st.lists(number, min_size=count, max_size=count)))

        return Program(
            numbers(columns),
            tuple(numbers(columns) for _ in range(rows)),
            vector(bound, rows),
            vector(bound, rows),
            vector(bound, columns),
            vector(bound, columns),
        )

    return build()


@given(small_programs())
def test_any_small_programme_agrees_with_the_second_simplex(program: Program) -> None:
    expected = second_minimum(program)
    for outcome in (minimise(program), minimise_exactly(program)):
        if expected == "unbounded":
            assert isinstance(outcome, NotEstablished)
        else:
            assert value(outcome) == ("Empty" if expected == "empty" else expected)
            assert is_right(program, outcome)


@given(small_programs())
def test_the_shortfall_is_above_nothing_exactly_where_nothing_is_feasible(program: Program) -> None:
    crossed = proves_empty(program, (0,) * len(program.rows))
    least = value(minimise_exactly(shortfall_program(program)))
    if not crossed:
        assert (least != 0) == (value(minimise_exactly(program)) == "Empty")


def orders(one: Race) -> Iterator[tuple[int, ...]]:
    width = len(one.published)
    yield tuple(reversed(range(width)))
    yield (*range(3, width), 0, 1, 2)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_order_of_criteria_and_rivals_changes_nothing(family: str) -> None:
    one = race(family, 7)
    expected = value(minimise(margin_program(one.region, one.differences)))
    for order in orders(one):
        region = one.region._replace(
            low=tuple(one.region.low[place] for place in order),
            high=tuple(one.region.high[place] for place in order),
            rows=tuple(
                row._replace(coefficients=tuple(row.coefficients[place] for place in order))
                for row in one.region.rows
            ),
        )
        differences = tuple(tuple(row[place] for place in order) for row in reversed(one.differences))
        assert value(minimise(margin_program(region, differences))) == expected
