import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def at(code: str, *places: tuple[str, str], words: str = "is it so?") -> Finding:
    return question(code, words, "Answer it.", *(Source(file, pointer) for file, pointer in places))


RULES = "tender.yaml"
YEAR = at("BE219", ("bids/acorn.yaml", "/accounts/0/months"), (RULES, "/gates/0"))
SAME_YEAR = at("BE219", ("bids/acorn.yaml", "/accounts/0/months"), (RULES, "/criteria/1"))
NEXT_YEAR = at("BE219", ("bids/acorn.yaml", "/accounts/1/months"), (RULES, "/gates/0"))
OTHER_BID = at("BE219", ("bids/beech.yaml", "/accounts/0/months"), (RULES, "/gates/0"))
NO_CLAUSE = at("BE195", (RULES, "/criteria/0"), (RULES, "/regime"))
NO_CLAUSE_TOO = at("BE195", (RULES, "/criteria/1/use"), (RULES, "/regime"))
TENTH = at("BE195", (RULES, "/criteria/10"), (RULES, "/regime"))
SEVERAL = (YEAR, SAME_YEAR, NEXT_YEAR, OTHER_BID, NO_CLAUSE, NO_CLAUSE_TOO, TENTH)
GATE = {
    "id": "size",
    "phase": "conditions",
    "measure": {"field": "bidder.accounts.turnover"},
    "test": "at-least",
    "threshold": "1",
    "on_fail": "flag",
    "relies_on": {"combine": "none"},
}

ONE_OF: list[tuple[str, dict[str, object], tuple[Finding, ...], str]] = [
    # in words, what the answer says, what it closes, the code where it closes nothing
    ("the code alone, of four", answer("BE219"), (), "BE414"),
    ("a bid with three", answer("BE219", "acorn"), (), "BE414"),
    ("a bid with one", answer("BE219", "beech"), (OTHER_BID,), ""),
    ("a year that two rules read", answer("BE219", field="bids/acorn.yaml#/accounts/0/months"), (), "BE414"),
    (
        "a year that one rule reads",
        answer("BE219", field="bids/acorn.yaml#/accounts/1/months"),
        (NEXT_YEAR,),
        "",
    ),
    ("a criterion that reads one", answer("BE219", criterion="workforce"), (SAME_YEAR,), ""),
    ("a gate that reads three", answer("BE219", gate="size"), (), "BE414"),
    (
        "a gate and a year",
        answer("BE219", gate="size", field="bids/acorn.yaml#/accounts/0/months"),
        (YEAR,),
        "",
    ),
    ("a place that no question has", answer("BE219", field="bids/acorn.yaml#/accounts/2/months"), (), "BE411"),
    ("a place above one", answer("BE219", field="bids/acorn.yaml#/accounts/0"), (), "BE411"),
    ("a gate of another code", answer("BE195", gate="size"), (), "BE411"),
    ("the criterion itself", answer("BE195", criterion="clinical"), (NO_CLAUSE,), ""),
    ("a place in the criterion, and not in the tenth", answer("BE195", criterion="workforce"), (NO_CLAUSE_TOO,), ""),
    ("a place that all have", answer("BE195", field="tender.yaml#/regime"), (), "BE414"),
    ("a place of one alone", answer("BE195", field="tender.yaml#/criteria/10"), (TENTH,), ""),
]  # fmt: skip


@pytest.mark.parametrize("case", ONE_OF, ids=lambda case: case[0])
def test_one_answer_closes_one_question(
    case: tuple[str, dict[str, object], tuple[Finding, ...], str],
) -> None:
    _, one, closed, code = case
    found = answered(SEVERAL, inputs_of(changed(PLAIN, {"decisions": [one], "tender/gates": [GATE]})))
    assert [one for one in SEVERAL if one not in found] == list(closed)
    assert [one.code for one in found if one not in SEVERAL] == ([code] if code else [])


def test_one_matter_in_two_wordings_is_one_question() -> None:
    again = YEAR._replace(message="is it so here too?")
    inputs = inputs_of(changed(PLAIN, {"decisions": [answer("BE219")]}))
    assert answered((YEAR, again), inputs) == ()


def test_an_answer_to_several_names_a_place_that_tells_them_apart() -> None:
    inputs = inputs_of(changed(PLAIN, {"decisions": [answer("BE219")], "tender/gates": [GATE]}))
    (found,) = answered((YEAR, SAME_YEAR, OTHER_BID), inputs)[3:]
    assert "there are 3 such questions: it closes none of them" in found.message
    assert found.remedy == (
        "Say which, and answer each by itself: field: bids/acorn.yaml#/accounts/0/months or "
        "field: tender.yaml#/criteria/1 or field: bids/beech.yaml#/accounts/0/months."
    )


def test_so_many_places_are_counted() -> None:
    many = tuple(at("BE195", (RULES, f"/criteria/{place}")) for place in range(9))
    (found,) = answered(many, inputs_of(changed(PLAIN, {"decisions": [answer("BE195")]})))[9:]
    assert found.remedy.endswith("field: tender.yaml#/criteria/5, and 3 more.")


@given(
    picked=st.lists(st.sampled_from(SEVERAL), unique=True),
    said=st.sampled_from([one for _, one, _, _ in ONE_OF]),
)
def test_an_answer_never_closes_two(picked: list[Finding], said: dict[str, object]) -> None:
    """Whatever questions there are, one answer takes away at most one, and says so where it takes none."""
    inputs = inputs_of(changed(PLAIN, {"decisions": [said], "tender/gates": [GATE]}))
    found = answered(tuple(picked), inputs)
    closed = [one for one in picked if one not in found]
    told = [one.code for one in found if one not in picked]
    assert (len(closed), len(told)) in {(1, 0), (0, 1)}
