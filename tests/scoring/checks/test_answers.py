import pytest

from bideval.errors import Finding, Source, error, question, warning
from bideval.scoring.checks import answered
from tests.scoring.checks.base import PLAIN, changed, decision, inputs_of


def asked(code: str, *files: str) -> Finding:
    return question(code, "is it so?", "Answer it.", *(Source(file) for file in files))


ABOUT_ACORN = asked("BE181", "bids/beech.yaml", "bids/acorn.yaml")
ABOUT_BEECH = asked("BE258", "prices/beech.yaml")
ABOUT_NONE = asked("BE163", "tender.yaml")
WRONG = error("BE181", "it is wrong", "Put it right.", Source("bids/acorn.yaml"))
ODD = warning("BE163", "it is odd", "Look at it.", Source("tender.yaml"))
ALL = (ABOUT_ACORN, WRONG, ABOUT_BEECH, ABOUT_NONE, ODD)


def answer(code: str, bid: str | None = None, **more: object) -> dict[str, object]:
    return decision("answer", **{"finding": code, "bid": bid, **more})


CASES: list[tuple[str, list[dict[str, object]], tuple[Finding, ...], int]] = [
    # in words, decisions, the findings that are left, and how many answers answer nothing
    ("no answers", [], ALL, 0),
    (
        "an answer closes its code, and neither errors nor warnings",
        [answer("BE181")],
        (WRONG, ABOUT_BEECH, ABOUT_NONE, ODD),
        0,
    ),
    (
        "an answer about a bid of the question",
        [answer("BE181", "acorn")],
        (WRONG, ABOUT_BEECH, ABOUT_NONE, ODD),
        0,
    ),
    ("an answer about another bid", [answer("BE258", "acorn")], ALL, 1),
    ("an answer about a price", [answer("BE258", "beech")], (ABOUT_ACORN, WRONG, ABOUT_NONE, ODD), 0),
    ("an answer about a bid to a question about none", [answer("BE163", "acorn")], ALL, 1),
    ("an answer to a code that nobody asked", [answer("BE999")], ALL, 1),
    ("an answer to an error", [answer("BE180")], ALL, 1),
    (
        "all answered",
        [answer("BE181"), answer("BE258", id="d-2"), answer("BE163", id="d-3")],
        (WRONG, ODD),
        0,
    ),
    (
        "one question answered twice",
        [answer("BE163"), answer("BE163", id="d-2")],
        (ABOUT_ACORN, WRONG, ABOUT_BEECH, ODD),
        0,
    ),
    (
        "an answer that was superseded",
        [answer("BE163"), decision("withdraw", id="d-2", bid="acorn", supersedes="d-1")],
        ALL,
        0,
    ),
    (
        "an answer without a code, which is found with the decisions",
        [decision("answer", bid="acorn")],
        ALL,
        0,
    ),
    ("a decision of another kind with a code", [decision("withdraw", bid="acorn", finding="BE181")], ALL, 0),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_answers_close_questions(case: tuple[str, list[dict[str, object]], tuple[Finding, ...], int]) -> None:
    _, decisions, left, idle = case
    found = answered(ALL, inputs_of(changed(PLAIN, {"decisions": decisions})))
    assert found[: len(left)] == left
    assert [one.code for one in found[len(left) :]] == ["BE411"] * idle


def test_an_answer_to_nothing_says_where_it_stands() -> None:
    inputs = inputs_of(changed(PLAIN, {"decisions": [answer("BE258", "acorn")]}))
    (found,) = answered((ABOUT_BEECH,), inputs)[1:]
    assert found.sources == (Source("decisions.yaml", "/0/finding"),)
    assert "d-1 answers BE258, and there is no such question about acorn" in found.message
