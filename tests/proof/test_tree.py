"""Trees over whole numbers: what closes all cases, and every way in which one does not."""

from fractions import Fraction

import pytest

from bideval.proof.linear import Program
from bideval.proof.tree import (
    MOST_DEPTH,
    Bound,
    Node,
    Nothing,
    Split,
    is_step,
    proves_minimum_whole,
    tightened,
    whole_objective_at,
)

HALF = Fraction(1, 2)

# min x + y, 2x + 2y >= 5, 0 <= x, y <= 3.  Least 5/2; at whole numbers 3, by the step alone.
PAIR = Program((1, 1), ((2, 2),), (5,), (None,), (0, 0), (3, 3))
# min 2x + 3y, 3x + 5y = 7: the whole solutions are (4, -1), (-1, 2) and so on, none with both 0 or more.
EQUATION = Program((2, 3), ((3, 5),), (7,), (7,), (0, 0), (5, 5))
BOTH = (0, 1)

EQUATION_TREE: tuple[Node, ...] = (
    Split(1, 0),  # y <= 0: 3x = 7
    Split(0, 2),
    Nothing((1,)),  # x <= 2: 3x <= 6
    Nothing((-1,)),  # x >= 3: 3x >= 9
    Split(0, 0),  # y >= 1: 3x + 5y = 7
    Split(1, 1),  # x <= 0: 5y = 7
    Nothing((1,)),
    Nothing((-1,)),
    Nothing((-1,)),  # x >= 1: 3x + 5y >= 8
)

Case = tuple[str, Program, tuple[int, ...], Fraction | int | None, Fraction | int | None, tuple[Node, ...]]

PROVED: list[Case] = [
    # in words                            programme columns step  minimum tree
    ("one bound, raised by the step",     PAIR,     BOTH,   1,    3,            (Bound((HALF,)),)),
    ("a smaller step proves less",        PAIR,     BOTH,   HALF, Fraction(5, 2), (Bound((HALF,)),)),
    ("no step, no more than the bound",   PAIR,     (),     None, Fraction(5, 2), (Bound((HALF,)),)),
    ("less than the minimum is true too", PAIR,     BOTH,   1,    2,            (Bound((HALF,)),)),
    ("a split that was not needed",       PAIR,     BOTH,   1,    3,            (Split(0, 1), Bound((HALF,)), Bound((HALF,)))),
    ("both cases empty",                  EQUATION, BOTH,   None, None,         EQUATION_TREE),
    ("what is empty has any minimum",     EQUATION, BOTH,   1,    10**9,        EQUATION_TREE),
    ("bounds move inwards",               PAIR._replace(low=(HALF, HALF)), BOTH, 1, 3, (Bound((HALF,)),)),
    ("nothing whole between the bounds",  PAIR._replace(low=(HALF, 0), high=(Fraction(2, 3), 3)), (0,), None, None, (Nothing((0,)),)),
]  # fmt: skip


@pytest.mark.parametrize("case", PROVED, ids=lambda case: case[0])
def test_proved(case: Case) -> None:
    _, program, columns, step, minimum, tree = case
    assert proves_minimum_whole(program, columns, step, minimum, tree)


LEAF = Bound((HALF,))
REFUSED = [
    # in words                               programme columns  step  minimum         tree
    ("more than the step gives",             PAIR,     BOTH,    1,    4,              (LEAF,)),
    ("whole numbers that need not be",       PAIR,     (0,),    1,    3,              (LEAF,)),
    ("no step is claimed",                   PAIR,     BOTH,    None, 3,              (LEAF,)),
    ("a step that the costs do not keep",    PAIR,     BOTH,    2,    4,              (LEAF,)),
    ("a step of 0",                          PAIR,     BOTH,    0,    3,              (LEAF,)),
    ("a negative step",                      PAIR,     BOTH,    -1,   3,              (LEAF,)),
    ("a float for a step",                   PAIR,     BOTH,    1.0,  3,              (LEAF,)),
    ("a float for the minimum",              PAIR,     BOTH,    1,    3.0,            (LEAF,)),
    ("a truth for the minimum",              PAIR,     BOTH,    1,    True,           (LEAF,)),
    ("a bound where nothing is claimed",     PAIR,     BOTH,    1,    None,           (LEAF,)),
    ("a ray that proves nothing",            PAIR,     BOTH,    1,    3,              (Nothing((1,)),)),
    ("no tree",                              PAIR,     BOTH,    1,    3,              ()),
    ("a tree that is none",                  PAIR,     BOTH,    1,    3,              None),
    ("a list",                               PAIR,     BOTH,    1,    3,              [LEAF]),
    ("one case of two",                      PAIR,     BOTH,    1,    3,              (Split(0, 1), LEAF)),
    ("three cases of two",                   PAIR,     BOTH,    1,    3,              (Split(0, 1), LEAF, LEAF, LEAF)),
    ("a node behind the end",                PAIR,     BOTH,    1,    3,              (LEAF, LEAF)),
    ("a node that is none",                  PAIR,     BOTH,    1,    3,              ("bound",)),
    ("a leaf that is a tuple",               PAIR,     BOTH,    1,    3,              (((HALF,),),)),
    ("multipliers too few",                  PAIR,     BOTH,    1,    3,              (Bound(()),)),
    ("multipliers in floats",                PAIR,     BOTH,    1,    3,              (Bound._make(((0.5,),)),)),
    ("no multipliers",                       PAIR,     BOTH,    1,    3,              (Bound._make((None,)),)),
    ("a split of no column",                 PAIR,     BOTH,    1,    3,              (Split(2, 1), LEAF, LEAF)),
    ("a split of the last but none",         PAIR,     BOTH,    1,    3,              (Split(-1, 1), LEAF, LEAF)),
    ("a split of what need not be whole",    PAIR,     (1,),    None, 1,              (Split(0, 1), LEAF, LEAF)),
    ("a split at a fraction",                PAIR,     BOTH,    1,    3,              (Split._make((0, HALF)), LEAF, LEAF)),
    ("a split at a float",                   PAIR,     BOTH,    1,    3,              (Split._make((0, 1.0)), LEAF, LEAF)),
    ("a split by a truth",                   PAIR,     BOTH,    1,    3,              (Split._make((True, 1)), LEAF, LEAF)),
    ("a split above the bounds",             PAIR,     BOTH,    1,    3,              (Split(0, 3), LEAF, LEAF)),
    ("a split below the bounds",             PAIR,     BOTH,    1,    3,              (Split(0, -1), LEAF, LEAF)),
    ("a split outside its case",             PAIR,     BOTH,    1,    3,              (Split(0, 1), Split(0, 1), LEAF, LEAF, LEAF)),
    ("a case missed by a wide branch",       EQUATION, BOTH,    None, None,           (Split(0, 5), Nothing((1,)), Nothing((-1,)))),
    ("the same column twice",                PAIR,     (0, 0, 1), 1,  3,              (LEAF,)),
    ("a column that is not there",           PAIR,     (0, 1, 2), 1,  3,              (LEAF,)),
    ("a column before the first",            PAIR,     (0, -1), 1,    3,              (LEAF,)),
    ("a column that is a truth",             PAIR,     (False, True), 1, 3,           (LEAF,)),
    ("columns as a list",                    PAIR,     [0, 1],  1,    3,              (LEAF,)),
    ("no columns at all",                    PAIR,     None,    1,    3,              (LEAF,)),
    ("a malformed programme",                PAIR._replace(low=(0,)), BOTH, 1, 3,     (LEAF,)),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_refused(case: Case) -> None:
    _, program, columns, step, minimum, tree = case
    assert proves_minimum_whole(program, columns, step, minimum, tree) is False


@pytest.mark.parametrize("changed", range(len(EQUATION_TREE)))
def test_a_tree_with_one_node_changed_is_refused(changed: int) -> None:
    node = EQUATION_TREE[changed]
    if isinstance(node, Nothing):
        other: Node = Nothing(tuple(-entry for entry in node.ray))
    else:
        assert isinstance(node, Split)
        other = Split(1 - node.column, node.at)
    tree = (*EQUATION_TREE[:changed], other, *EQUATION_TREE[changed + 1 :])
    assert not proves_minimum_whole(EQUATION, BOTH, None, None, tree)


@pytest.mark.parametrize("gone", range(len(EQUATION_TREE)))
def test_a_tree_without_one_node_is_refused(gone: int) -> None:
    assert not proves_minimum_whole(
        EQUATION, BOTH, None, None, EQUATION_TREE[:gone] + EQUATION_TREE[gone + 1 :]
    )


def steps(count: int) -> tuple[Node, ...]:
    """Return a tree of this depth over one column from 0 upwards that shows x >= ``count``, x being 1/2 or more."""
    return (*(Split(0, place) for place in reversed(range(count))), Bound((1,)), *[Bound((1,))] * count)


def test_a_tree_may_be_deep_and_not_too_deep() -> None:
    column = Program((1,), ((1,),), (HALF,), (None,), (0,), (None,))
    assert proves_minimum_whole(column, (0,), None, HALF, steps(MOST_DEPTH))
    assert not proves_minimum_whole(column, (0,), None, HALF, steps(MOST_DEPTH + 1))


STEPS = [
    # in words                       cost                          columns step               is one
    ("whole costs",                  (2, 3),                       (0, 1), 1,                 True),
    ("a common divisor",             (4, 6),                       (0, 1), 2,                 True),
    ("fractions",                    (HALF, Fraction(1, 3)),       (0, 1), Fraction(1, 6),    True),
    ("others cost nothing",          (2, 0),                       (0,),   2,                 True),
    ("others cost something",        (2, 1),                       (0,),   1,                 False),
    ("too wide",                     (4, 6),                       (0, 1), 4,                 False),
    ("too wide for a fraction",      (HALF, Fraction(1, 3)),       (0, 1), HALF,              False),
]  # fmt: skip


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case[0])
def test_step(case: tuple[str, tuple[Fraction, ...], tuple[int, ...], Fraction, bool]) -> None:
    _, cost, columns, step, expected = case
    assert is_step(PAIR._replace(cost=cost), columns, step) is expected


WHOLE_POINTS = [
    # in words                columns   point                    objective
    ("whole",                 BOTH,     (1, 2),                  3),
    ("a whole fraction",      BOTH,     (Fraction(2, 2), 2),     3),
    ("whole where it must",   (1,),     (HALF, 2),               Fraction(5, 2)),
    ("not whole",             BOTH,     (HALF, 2),               None),
    ("not feasible",          BOTH,     (1, 1),                  None),
    ("no such column",        (0, 7),   (1, 2),                  None),
    ("a column twice",        (0, 0),   (1, 2),                  None),
    ("floats",                BOTH,     (1.0, 2.0),              None),
]  # fmt: skip


@pytest.mark.parametrize("case", WHOLE_POINTS, ids=lambda case: case[0])
def test_whole_points(case: tuple[str, tuple[int, ...], tuple[Fraction, ...], Fraction | None]) -> None:
    _, columns, point, expected = case
    assert whole_objective_at(PAIR, columns, point) == expected


def test_bounds_of_whole_columns_alone_move_inwards() -> None:
    program = PAIR._replace(low=(-HALF, HALF), high=(None, Fraction(5, 2)))
    assert tightened(program, (1,)).low == (-HALF, 1)
    assert tightened(program, BOTH).low == (0, 1)
    assert tightened(program, BOTH).high == (None, 2)
