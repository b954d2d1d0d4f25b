"""The solver in floats: what it says, and what is made of it when it says nothing."""

import ast
from types import SimpleNamespace
from unittest.mock import patch

import pulp
import pytest

from bideval.analysis.propose import (
    Lead,
    LeadProposer,
    NoProposal,
    Proposal,
    propose,
    propose_whole,
    propose_with,
    solver,
)
from bideval.proof.linear import Program
from tests.conftest import ROOT

# min 2x + 3y, x + y >= 4, -9 <= x - y <= 1, 0 <= x <= 3, y >= 0.
SMALL = Program((2, 3), ((1, 1), (1, -1)), (4, -9), (None, 1), (0, 0), (3, None))
TEN = Program(  # more than ten columns and rows: names in order of text would be another order
    tuple(range(1, 13)),
    tuple(tuple(int(place == row) for place in range(12)) for row in range(12)),
    tuple(range(1, 13)),
    (None,) * 12,
    (0,) * 12,
    (99,) * 12,
)


def test_a_point_and_multipliers() -> None:
    found = propose(SMALL)
    assert isinstance(found, Proposal)
    assert found.x == pytest.approx((2.5, 1.5))
    assert found.duals == pytest.approx((2.5, -0.5))


def test_places_are_kept_beyond_ten() -> None:
    found = propose(TEN)
    assert isinstance(found, Proposal)
    assert found.x == pytest.approx(range(1, 13))
    assert found.duals == pytest.approx(range(1, 13))


def test_whole_numbers() -> None:
    program = Program((-1, -1), ((2, 2),), (None,), (5,), (0, 0), (3, 3))
    found = propose_whole(program, (0, 1))
    assert isinstance(found, Proposal)
    assert sum(found.x) == pytest.approx(2)
    assert found.duals == ()


def test_no_gap_is_allowed() -> None:
    """Two values that differ by less than the solver's usual gap of a hundredth of a percent."""
    program = Program((1_000_001, 1_000_000), ((1, 1),), (1,), (1,), (0, 0), (1, 1))
    found = propose_whole(program, (0, 1))
    assert isinstance(found, Proposal)
    assert found.x == pytest.approx((0, 1))


NOTHING = [
    # in words                 programme                                                              reason
    ("nothing is feasible",    Program((1,), ((1,),), (5,), (None,), (0,), (3,)),                     "without a proven optimum"),
    ("the cost has no end",    Program((-1,), ((1,),), (5,), (None,), (0,), (None,)),                 "without a proven optimum"),
    ("beyond all floats",      Program((1,), ((10**400,),), (5,), (None,), (0,), (3,)),               "too large"),
    ("beyond the solver",      Program((1,), ((10**16,),), (5,), (None,), (0,), (3,)),                "too large"),
]  # fmt: skip


@pytest.mark.parametrize("case", NOTHING, ids=lambda case: case[0])
def test_no_proposal(case: tuple[str, Program, str]) -> None:
    _, program, reason = case
    found = propose(program)
    assert isinstance(found, NoProposal)
    assert reason in found.reason


LEADS = [
    # in words                      bid  rivals           weights     shares
    ("best on the first weight",    0,   {1, 2},          (100, 0),   (0, 1, 0)),
    ("best on the second",          1,   {0, 2},          (0, 100),   (1, 0, 0)),
    ("behind a mixture of two",     2,   {0, 1},          (50, 50),   (0.5, 0.5, 0)),
    ("the first is let ahead",      2,   {1},             (100, 0),   (0, 1, 0)),
    ("asked again",                 0,   {1, 2},          (100, 0),   (0, 1, 0)),
]  # fmt: skip


def test_leads_one_after_the_other() -> None:
    """One model for all: what was switched on for one question is off for the next."""
    proposer = LeadProposer((0.0, 0.0), (100.0, 100.0), 100.0, ((100.0, 0.0), (0.0, 100.0), (40.0, 40.0)))
    for words, bid, rivals, weights, shares in LEADS:
        found = proposer.propose(bid, frozenset(rivals))
        assert isinstance(found, Lead), words
        if words.startswith("behind"):
            assert found.weights == pytest.approx(weights), words
            assert found.shares == pytest.approx(shares), words
        assert sum(found.shares) == pytest.approx(1), words
        assert all(share == pytest.approx(0) for one, share in enumerate(found.shares) if one not in rivals)


def test_leads_keep_places_beyond_ten() -> None:
    wide = tuple(tuple(100.0 * (bid == place) for place in range(12)) for bid in range(12))
    proposer = LeadProposer((0.0,) * 12, (100.0,) * 12, 100.0, wide)
    for bid in range(12):
        found = proposer.propose(bid, frozenset(range(12)) - {bid})
        assert isinstance(found, Lead)
        assert found.weights == pytest.approx([100.0 * (bid == place) for place in range(12)])


def test_leads_over_no_weights() -> None:
    proposer = LeadProposer((0.0, 0.0), (40.0, 40.0), 100.0, ((1.0, 0.0), (0.0, 1.0)))
    assert proposer.propose(0, frozenset({1})) == NoProposal("the solver stopped without a proven optimum")


def test_a_solver_that_is_not_there() -> None:
    assert propose_with(SimpleNamespace(available=lambda: False))(SMALL) == NoProposal(
        "the solver is not installed"
    )


def test_no_time() -> None:
    """A hard whole-number programme in no time at all is no proven optimum."""
    weights = tuple(10**6 + 7919 * place % 104729 for place in range(60))
    program = Program(
        tuple(-w for w in weights), (weights,), (None,), (sum(weights) // 2,), (0,) * 60, (1,) * 60
    )
    found = propose_whole(program, tuple(range(60)), seconds=0)
    assert found == NoProposal("the solver stopped without a proven optimum")


STATUSES = [
    # in words                    what solve returns   sol_status   proven
    ("an optimum",                1,                   1,           True),
    ("stopped with an incumbent", 1,                   2,           False),
    ("infeasible",                -1,                  -1,          False),
    ("unbounded",                 -2,                  -2,          False),
    ("not solved",                0,                   0,           False),
    ("nothing at all",            None,                None,        False),
]  # fmt: skip


@pytest.mark.parametrize("case", STATUSES, ids=lambda case: case[0])
def test_statuses(case: tuple[str, object, object, bool]) -> None:
    _, returned, claimed, proven = case
    truly = pulp.LpProblem.solve

    def solve(problem: pulp.LpProblem, chosen: pulp.LpSolver) -> object:
        truly(problem, chosen)
        problem.sol_status = claimed
        return returned

    with patch.object(pulp.LpProblem, "solve", solve):
        assert isinstance(propose(SMALL), Proposal) is proven


def test_values_that_are_no_numbers() -> None:
    with patch.object(pulp.LpVariable, "value", lambda _: None):
        assert propose(SMALL) == NoProposal("the solver gave something else than numbers")
    with patch.object(pulp.LpVariable, "value", lambda _: float("nan")):
        assert propose(SMALL) == NoProposal("the solver gave something else than numbers")


def test_a_solver_that_fails() -> None:
    def fail(*_: object) -> None:
        raise pulp.PulpSolverError("no licence")

    with patch.object(pulp.LpProblem, "solve", fail):
        assert propose(SMALL) == NoProposal("the solver failed: no licence")


def test_the_solver_is_named() -> None:
    found = solver()
    assert found.name == "HiGHS"
    assert found.version[0].isdigit()
    assert found.through.startswith("PuLP ")


def test_no_other_file_knows_the_solver() -> None:
    names = ("pulp", "highspy")
    knowing = [
        file.relative_to(ROOT).as_posix()
        for file in sorted((ROOT / "bideval").rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Import) and any(one.name.split(".")[0] in names for one in node.names))
        or (isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] in names)
    ]
    assert knowing == ["bideval/analysis/propose.py"]
