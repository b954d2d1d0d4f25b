"""Points and multipliers: what they show, and that nothing malformed shows anything."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.proof.linear import (
    Program,
    is_program,
    lower_bound,
    objective_at,
    proves_empty,
)

HALF = Fraction(1, 2)

# min 2x + 3y, x + y >= 4, x - y <= 1, 0 <= x <= 3, y >= 0: least at x = 5/2, y = 3/2.
SMALL = Program((2, 3), ((1, 1), (1, -1)), (4, None), (None, 1), (0, 0), (3, None))
BEST = (Fraction(5, 2), Fraction(3, 2))
BEST_DUALS = (Fraction(5, 2), -HALF)

POINTS = [
    # in words                        point                              objective
    ("the best",                      BEST,                              Fraction(19, 2)),
    ("another",                       (0, 4),                            12),
    ("whole numbers are exact",       (2, 2),                            10),
    ("below a bound",                 (-1, 5),                           None),
    ("above a bound",                 (Fraction(31, 10), 3),             None),
    ("below a row",                   (2, Fraction(19, 10)),             None),
    ("above a row",                   (3, Fraction(19, 10)),             None),
    ("off by very little",            (BEST[0], BEST[1] - Fraction(1, 10**30)), None),
    ("a number too few",              (2,),                              None),
    ("a number too many",             (2, 2, 0),                         None),
    ("a float",                       (2.5, Fraction(3, 2)),             None),
    ("no number",                     (float("nan"), 4),                 None),
    ("a decimal",                     (Decimal("2.5"), Fraction(3, 2)),  None),
    ("true is not 1",                 (True, 4),                         None),
    ("text",                          ("2", "2"),                        None),
    ("nothing",                       None,                              None),
    ("a list",                        [2, 2],                            None),
]  # fmt: skip


@pytest.mark.parametrize("case", POINTS, ids=lambda case: case[0])
def test_objective(case: tuple[str, tuple[Fraction, ...], Fraction | None]) -> None:
    _, point, expected = case
    assert objective_at(SMALL, point) == expected


DUALS = [
    # in words                        multipliers             bound
    ("the best",                      BEST_DUALS,             Fraction(19, 2)),
    ("none",                          (0, 0),                 0),
    ("weak ones",                     (1, 0),                 4),
    ("too strong: y has no end",      (4, 0),                 None),
    ("too strong: x ends at 3",       (3, 0),                 9),
    ("the row has no low bound",      (0, 1),                 None),
    ("the row has no high bound",     (-1, 0),                None),
    ("a number too few",              (1,),                   None),
    ("a number too many",             (1, 0, 0),              None),
    ("a float",                       (2.5, -0.5),            None),
    ("endless",                       (float("inf"), 0),      None),
    ("false is not 0",                (1, False),             None),
    ("a list",                        [1, 0],                 None),
    ("nothing",                       None,                   None),
]  # fmt: skip


@pytest.mark.parametrize("case", DUALS, ids=lambda case: case[0])
def test_bound(case: tuple[str, tuple[Fraction, ...], Fraction | None]) -> None:
    _, duals, expected = case
    assert lower_bound(SMALL, duals) == expected


# x + y >= 4 and x + y <= 3, in two rows; 0 <= x, y <= 9.
EMPTY = Program((0, 0), ((1, 1), (1, 1)), (4, None), (None, 3), (0, 0), (9, 9))
CROSSED = SMALL._replace(low=(4, 0))

RAYS = [
    # in words                     programme                                   ray               proved
    ("the rows exclude each other", EMPTY,                                     (1, -1),          True),
    ("any multiple",               EMPTY,                                      (HALF, -HALF),    True),
    ("with a cost all the same",   EMPTY._replace(cost=(7, -7)),               (1, -1),          True),
    ("bounds that cross",          CROSSED,                                    (0, 0),           True),
    ("rows that cross",            SMALL._replace(row_high=(3, 1)),            (0, 0),           True),
    ("the other way round",        EMPTY,                                      (-1, 1),          False),
    ("nothing",                    EMPTY,                                      (0, 0),           False),
    ("there is a point",           SMALL,                                      (1, -1),          False),
    ("just one point",             EMPTY._replace(row_high=(None, 4)),         (1, -1),          False),
    ("a float",                    EMPTY,                                      (1.0, -1.0),      False),
    ("a number too few",           EMPTY,                                      (1,),             False),
    ("crossed, but no ray at all", CROSSED,                                    None,             False),
    ("crossed, a ray of text",     CROSSED,                                    ("1", "1"),       False),
]  # fmt: skip


@pytest.mark.parametrize("case", RAYS, ids=lambda case: case[0])
def test_emptiness(case: tuple[str, Program, tuple[Fraction, ...], bool]) -> None:
    _, program, ray, expected = case
    assert proves_empty(program, ray) is expected


MALFORMED = [
    # in words                   changes
    ("a cost too few",           {"cost": (2,)}),
    ("a float cost",             {"cost": (2.0, 3)}),
    ("no cost",                  {"cost": None}),
    ("a row too few",            {"rows": ((1, 1),)}),
    ("a row of one number",      {"rows": ((1, 1), (1,))}),
    ("a row as a list",          {"rows": ((1, 1), [1, -1])}),
    ("rows as a list",           {"rows": [(1, 1), (1, -1)]}),
    ("no rows",                  {"rows": None}),
    ("a number for the rows",    {"rows": 2}),
    ("a truth in a row",         {"rows": ((1, True), (1, -1))}),
    ("a bound too few",          {"row_low": (4,)}),
    ("no row bounds",            {"row_high": None}),
    ("an endless bound",         {"row_high": (float("inf"), 1)}),
    ("a bound that is text",     {"low": ("0", 0)}),
    ("bounds as a list",         {"high": [3, None]}),
    ("a bound that is a number", {"high": 3}),
]  # fmt: skip


@pytest.mark.parametrize("case", MALFORMED, ids=lambda case: case[0])
def test_a_malformed_programme_shows_nothing(case: tuple[str, dict[str, object]]) -> None:
    program = Program._make({**SMALL._asdict(), **case[1]}.values())
    assert not is_program(program)
    assert objective_at(program, BEST) is None
    assert lower_bound(program, BEST_DUALS) is None
    assert proves_empty(program, (1, 1)) is False


def test_what_is_no_programme_at_all() -> None:
    assert not any(map(is_program, (None, (), tuple(SMALL), "program", 1)))


numbers = st.fractions(-5, 5, max_denominator=6)
pairs = st.tuples(numbers, numbers)


@st.composite
def programmes(draw: st.DrawFn) -> tuple[Program, tuple[Fraction, ...]]:
    """Return a programme with a point that keeps it: bounds and rows are put around the point."""
    columns, rows = draw(st.integers(1, 4)), draw(st.integers(0, 4))
    point = tuple(draw(st.lists(numbers, min_size=columns, max_size=columns)))
    matrix = tuple(tuple(draw(st.lists(numbers, min_size=columns, max_size=columns))) for _ in range(rows))
    room = st.none() | st.fractions(0, 3, max_denominator=4)

    def below(value: Fraction) -> Fraction | None:
        gap = draw(room)
        return None if gap is None else value - gap

    def above(value: Fraction) -> Fraction | None:
        gap = draw(room)
        return None if gap is None else value + gap

    activities = [sum((a * x for a, x in zip(row, point, strict=True)), Fraction(0)) for row in matrix]
    cost = tuple(draw(st.lists(numbers, min_size=columns, max_size=columns)))
    program = Program(
        cost,
        matrix,
        tuple(map(below, activities)),
        tuple(map(above, activities)),
        tuple(map(below, point)),
        tuple(map(above, point)),
    )
    return program, point


@given(programmes(), st.data())
def test_no_multipliers_give_a_bound_above_a_point(
    made: tuple[Program, tuple[Fraction, ...]], data: st.DataObject
) -> None:
    program, point = made
    height = len(program.rows)
    duals = tuple(data.draw(st.lists(numbers, min_size=height, max_size=height)))
    objective, bound = objective_at(program, point), lower_bound(program, duals)
    assert objective == sum(c * x for c, x in zip(program.cost, point, strict=True))
    assert bound is None or bound <= objective
    assert not proves_empty(program, duals)
