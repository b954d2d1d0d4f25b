"""Two drafts: which rules differ, and what each moves, against drafts edited by hand."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.analysis.drafts.compare import Compared, Draft, compare, turns
from bideval.analysis.drafts.put import put
from bideval.analysis.drafts.rules import Said, differing
from bideval.analysis.whatif import what_if
from bideval.model.inputs import Inputs
from bideval.scoring.evaluate import evaluate, judge
from tests.analysis.changes.by_hand import applied, placed
from tests.analysis.changes.test_small_tenders import papers
from tests.scoring.build import Data, Papers, inputs_of
from tests.scoring.generated import papers_of

FIRST = papers(60, 20, 20)
LIMIT = {
    "id": "limit",
    "phase": "price",
    "measure": {"field": "price.evaluated"},
    "threshold": 110,
    "test": "at-most",
    "on_fail": "must-disregard",
}
MINIMUM = {"points": 40, "on_fail": "must-disregard"}


def draft(inputs: Inputs, name: str = "a") -> Draft:
    return Draft(name, inputs, evaluate(inputs))


def compared(first: Papers, second: Papers) -> Compared:
    return compare(draft(inputs_of(first)), draft(inputs_of(second), "b"), None)


def with_title(words: str) -> Papers:
    """Return the first draft with other words beside its rules."""
    criteria = FIRST.tender["criteria"]
    assert isinstance(criteria, list)
    return replace(FIRST, tender={**FIRST.tender, "criteria": [{**criteria[0], "title": words}, criteria[1]]})


def formula(use: str) -> Papers:
    criteria = FIRST.tender["criteria"]
    assert isinstance(criteria, list)
    cost = {**criteria[1], "formula": use, "with": {"floor": 0}}
    return replace(FIRST, tender={**FIRST.tender, "criteria": [criteria[0], cost]})


RULES: list[tuple[str, Papers, dict[str, tuple[Said, ...]]]] = [
    ("the same", FIRST, {}),
    ("other words beside a rule", with_title("Quality"), {}),
    (
        "weights are one rule",
        papers(45, 15, 40),
        {
            "weights": (
                Said("plan", "60 in quality", "45 in quality"),
                Said("people", "20 in quality", "15 in quality"),
                Said("cost", "20", "40"),
            )
        },
    ),
    ("a test more", papers(60, 20, 20, gates=[LIMIT]), {"gate limit": (Said("", "-", "there"),)}),
    (
        "another formula",
        formula("linear-to-double-lowest"),
        {
            "criterion cost": (
                Said("formula", "lowest-over-bid", "linear-to-double-lowest"),
                Said("with floor", "-", "0"),
            )
        },
    ),
    (
        "a rounding",
        papers(60, 20, 20, rounding=[{"stage": "total", "places": 1, "mode": "half-up"}]),
        {"rounding": (Said("", "none", "total 1 half-up"),)},
    ),
    ("more places", papers(60, 20, 20, places=2), {"places": (Said("", "-", "2"),)}),
]


@pytest.mark.parametrize("case", RULES, ids=lambda case: case[0])
def test_the_rules_that_differ(case: tuple[str, Papers, dict[str, tuple[Said, ...]]]) -> None:
    _, second, expected = case
    found = differing(inputs_of(FIRST), inputs_of(second))
    assert {one.words: one.said for one in found} == expected
    back = differing(inputs_of(second), inputs_of(FIRST))
    assert [one.words for one in back] == [one.words for one in found]


ROUNDED = {"kind": "rounding", "to": [{"stage": "total", "places": 0, "mode": "half-up"}]}
LOWER_LIMIT = {"kind": "gate", "gate": "limit", "to": 105}
CHANGES: list[tuple[str, Data]] = [
    ("weights", {"kind": "weight", "criterion": "cost", "to": 60}),
    ("criterion cost", {"kind": "formula", "criterion": "cost", "use": "linear-to-double-lowest", "with": {"floor": 0}}),
    ("gate limit", {"kind": "gate", "gate": "limit", "to": 130}),
    ("gate limit", {"kind": "drop-gate", "gate": "limit"}),
    ("rounding", ROUNDED),
    ("ties", {"kind": "ties", "to": [{"by": "lower-price"}]}),
    ("method", {"kind": "method", "use": "lowest-compliant", "with": {}}),
]  # fmt: skip


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: f"{case[0]}: {case[1]['kind']}")
def test_one_rule_of_two_put_in_is_that_change_made(case: tuple[str, Data]) -> None:
    """The second draft has the change and another one; put alone it is the what-if of the change."""
    rule, change = case
    first = inputs_of(papers(60, 20, 20, gates=[LIMIT], rank_on="rounded"))
    second = applied(first, change, ROUNDED if rule == "gate limit" else LOWER_LIMIT).inputs
    assert second is not None
    found = {one.words: one for one in differing(first, second)}
    alone = what_if(first, placed(change)).evaluation
    assert alone is not None
    if rule == "method":  # a method of one figure takes the criteria with it
        assert {"method", "weights"} <= set(found)
        return
    assert len(found) == 2
    assert evaluate(put(found[rule], second, first)).lots == alone.lots


@settings(max_examples=60)
@given(data=st.data())
def test_all_rules_put_in_make_the_other_draft(data: st.DataObject) -> None:
    """Of bids that are the same; a random tender against another random one with its bids."""
    first = inputs_of(data.draw(papers_of()))
    change = data.draw(st.sampled_from([CHANGES[0][1], CHANGES[1][1], CHANGES[4][1], CHANGES[5][1]]))
    second = applied(first, change).inputs
    if second is None:
        return
    whole = first
    for rule in differing(first, second):
        whole = put(rule, second, whole)
    apart, together = judge(second).evaluation, judge(whole).evaluation
    assert (apart and apart.lots) == (together and together.lots)


def test_what_each_rule_turns() -> None:
    """Of 60, 20 and 20 ash leads; at 5, 75 and 20 elm does; a limit of 110 keeps elm out."""
    both = papers(5, 75, 20, gates=[LIMIT])
    found = compared(FIRST, both)
    (lot,) = found.lots
    assert [one.rule.words for one in found.moved] == ["weights", "gate limit"]
    assert [turns(one, lot) for one in found.moved] == [(True, False), (False, True)]
    assert (lot.before, lot.after) == (lot.after, lot.before)


def other_price(inputs: Inputs) -> Inputs:
    changed = applied(inputs, {"kind": "price", "bid": "elm", "to": 90}).inputs
    assert changed is not None
    return changed


def other_mark(inputs: Inputs) -> Inputs:
    changed = applied(inputs, {"kind": "consensus", "criterion": "plan", "bid": "ash", "to": 1}).inputs
    assert changed is not None
    return changed


def one_less(inputs: Inputs) -> Inputs:
    changed = applied(inputs, {"kind": "without-bid", "bid": "ash"}).inputs
    assert changed is not None
    return changed


BIDS: list[tuple[str, Callable[[Inputs], Inputs], str]] = [
    ("another price", other_price, "elm is not the same in both: price"),
    ("another mark", other_mark, "ash is not the same in both: marks"),
    ("a bid that is in one alone", one_less, "ash is not the same in both: bid, price, marks"),
]


@pytest.mark.parametrize("case", BIDS, ids=lambda case: case[0])
def test_bids_that_differ_are_a_finding_and_a_row_of_their_own(
    case: tuple[str, Callable[[Inputs], Inputs], str],
) -> None:
    _, change, message = case
    inputs = inputs_of(FIRST)
    found = compare(draft(inputs), draft(change(inputs), "b"), None)
    assert [(one.code, one.message) for one in found.findings] == [("BE529", message)]
    assert [one.rule.words for one in found.moved] == ["bids"]
    (bids,) = found.moved
    assert bids.alone.lots == draft(change(inputs)).evaluation.lots


def test_other_lots_cannot_be_set_side_by_side() -> None:
    ours = draft(inputs_of(FIRST))
    lot = ours.evaluation.lots[0]._replace(id="south")
    found = compare(ours, ours._replace(evaluation=ours.evaluation._replace(lots=(lot,))), None)
    assert [one.code for one in found.findings] == ["BE528"]
    assert found.lots == ()


def test_other_currencies_cannot_be_set_side_by_side() -> None:
    ours = draft(inputs_of(FIRST))
    theirs = ours._replace(evaluation=ours.evaluation._replace(currency="EUR"))
    assert [one.code for one in compare(ours, theirs, None).findings] == ["BE528"]


def test_a_rule_without_the_data_it_needs_says_so() -> None:
    """The section of the second draft has a question that nobody marked in the bids of the first."""
    first = inputs_of(FIRST)
    section = first.tender.criteria[0]
    fresh = section.criteria[0].model_copy(update={"id": "fresh"})
    criteria = (
        section.model_copy(update={"criteria": (fresh, section.criteria[1])}),
        first.tender.criteria[1],
    )
    rows = tuple(
        row._replace(criterion="fresh") if row.criterion == "plan" else row for row in first.consensus
    )
    second = replace(first, tender=first.tender.model_copy(update={"criteria": criteria}), consensus=rows)
    found = compare(draft(first), draft(second, "b"), None)
    (weights,) = (one for one in found.moved if one.rule.words == "weights")
    assert weights.alone.lots == ()
    assert weights.alone.why.startswith("BE3")
