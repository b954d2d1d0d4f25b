from dataclasses import replace

from bideval.analysis.left_out import left_out
from tests.scoring.build import Papers, inputs_of, tender

SCALE = {"from": 0, "to": 10, "step": 1}
RULES = {
    "method": {"use": "weighted-sum"},
    "weighting": {"kind": "percent-of-whole"},
    "criteria": [
        {"id": "plan", "weight": 60, "scale": SCALE},
        {"id": "price", "weight": 40, "formula": "lowest-over-bid"},
    ],
    "ties": [{"by": "lower-price"}],
}
# Means of 6 and 8: beech leads by 12 on the plan and trails by 8 on price.  Without cy both have 6.
MARKS = {
    ("acorn", "plan", "ada"): 6, ("acorn", "plan", "bo"): 6, ("acorn", "plan", "cy"): 6,
    ("beech", "plan", "ada"): 7, ("beech", "plan", "bo"): 7, ("beech", "plan", "cy"): 10,
}  # fmt: skip


def papers(how: str) -> Papers:
    agreed = {("acorn", "plan"): 6, ("beech", "plan"): 7} if how == "consensus" else {}
    rules = tender(**RULES, marks={"from": how})
    return Papers(rules, {"acorn": {}, "beech": {}}, {"acorn": 100, "beech": 125}, agreed, MARKS)


def test_the_award_hangs_on_one_person_under_a_published_mean() -> None:
    found = left_out(inputs_of(papers("mean")))
    assert found.is_published
    assert found.everybody.winners == {"whole": ("beech",)}
    assert {person: one.winners["whole"] for person, one in found.without} == {
        "ada": ("beech",), "bo": ("beech",), "cy": ("acorn",),
    }  # fmt: skip
    assert found.moved_by() == ("cy",)


def test_under_agreed_marks_the_mean_is_a_test_and_says_so() -> None:
    found = left_out(inputs_of(papers("consensus")))
    assert not found.is_published
    assert found.moved_by() == ("cy",)


def test_of_two_people_nobody_is_left_out() -> None:
    inputs = inputs_of(papers("mean"))
    two = replace(inputs, marks=tuple(row for row in inputs.marks if row.evaluator != "cy"))
    assert left_out(two).without == ()


def test_where_nothing_is_left_to_mark_a_bid_it_is_not_established() -> None:
    inputs = inputs_of(papers("mean"))
    kept = tuple(row for row in inputs.marks if row.bid == "acorn" or row.evaluator == "cy")
    found = left_out(replace(inputs, marks=kept))
    without_cy = dict(found.without)["cy"]
    assert without_cy.why_not
    assert "cy" not in found.moved_by()
