"""The backing shelf: every form has a pack that tests it, and terms that are asked reach the gate."""

from collections.abc import Mapping
from fractions import Fraction
from typing import get_args

import pytest

from bideval.io.packs import list_packs
from bideval.model.bid import BackingForm
from bideval.model.measure import fields_of
from bideval.model.raw import Named
from bideval.model.units import BACKINGS
from tests.scoring.build import Papers, findings_of, gate, lot_of, score, tender

PACKS = [pack for pack in list_packs() if pack.family == "backing"]
BOND = {"form": "bond", "amount": 50, "stage": "promised", "called": "on-demand", "expires": "2030-12-31"}
RATING = {"agency": "Northmark", "grade": "A", "date": "2026-01-01"}


def papers(backing: Mapping[str, object], pack: str, **with_: object) -> Papers:
    """Return a tender with one gate and one bid with one instrument."""
    rule = {
        "id": "security",
        "phase": "conditions",
        "use": f"backing/{pack}@1",
        "with": with_,
        "test": "at-least",
        "on_fail": "flag",
        "relies_on": {"combine": "none"},
    }
    rules = tender(method={"use": "lowest-compliant"}, gates=[rule], contract={"value": 500, "years": 5})
    return Papers(rules, {"oak": {"backing": [backing], "received": "2026-03-02"}}, {"oak": 5})


def test_every_form_is_tested_by_a_pack_of_its_family() -> None:
    fixed = {
        form
        for pack in PACKS
        if pack.measure is not None
        for node in fields_of(pack.measure)
        if node.path in BACKINGS and isinstance(node.accepts, tuple) and not isinstance(node.accepts, Named)
        for form in node.accepts
    }
    assert fixed == set(get_args(BackingForm))


def test_a_gate_tests_the_promised_stage_unless_it_says_otherwise() -> None:
    stages = {one.default for pack in PACKS for one in pack.parameters if one.name == "stage"}
    assert stages == {"promised", None}  # the older pack has no default: its stage is always stated


OUTCOMES = [
    # in words                         instrument                              pack               with                                        passed
    ("exactly a tenth",                {},                                     "security-percent", {"percent": 10, "accepts": ["bond"]},      True),
    ("a hair more is asked",           {},                                     "security-percent", {"percent": "10.1", "accepts": ["bond"]},  False),
    ("a cap counts in its place",      {"cap": 49},                            "parent-or-bond",   {"amount": 50},                            False),
    ("to the very day",                {},                                     "parent-or-bond",   {"amount": 50, "until": "2030-12-31"},     True),
    ("a day short",                    {},                                     "parent-or-bond",   {"amount": 50, "until": "2031-01-01"},     False),
    ("called otherwise",               {"called": "on-default"},               "bond-or-surety",   {"amount": 50, "called": "on-demand"},     False),
    ("a grade that counts",            {"provider_rating": RATING},            "security-terms",   {"amount": 50, "accepts": ["bond"], "agency": "Northmark", "grades": ["A"]}, True),
    ("a grade that does not",          {"provider_rating": RATING},            "security-terms",   {"amount": 50, "accepts": ["bond"], "agency": "Northmark", "grades": ["A+"]}, False),
    ("of a form that the pack has not", {},                                    "guarantee",        {"amount": 1},                             False),
    ("a right of no amount is there",  {"form": "step-in-rights", "amount": 0}, "step-in-rights",  {},                                        True),
    ("no such right",                  {},                                     "step-in-rights",   {},                                        False),
]  # fmt: skip


@pytest.mark.parametrize("case", OUTCOMES, ids=lambda case: case[0])
def test_what_passes(case: tuple[str, Mapping[str, object], str, Mapping[str, object], bool]) -> None:
    _, terms, pack, with_, passed = case
    lot = lot_of(papers({**BOND, **terms}, pack, **with_))
    assert gate(lot, "oak", "security").passed is passed


ASKED: dict[str, tuple[str, Mapping[str, object]]] = {
    "how it is called": ("called", {"called": "on-demand"}),
    "when it ends": ("expires", {"until": "2030-12-31"}),
    "a rating of its provider": ("provider_rating", {"agency": "Northmark", "grades": ["A"]}),
}


@pytest.mark.parametrize("words", ASKED)
def test_what_is_asked_and_not_stated_is_a_finding_and_no_fail(words: str) -> None:
    key, with_ = ASKED[words]
    stated = {name: one for name, one in BOND.items() if name != key}
    found = findings_of(papers(stated, "parent-or-bond", amount=50, **with_))
    (missing,) = [one for one in found if one.code == "BE451"]
    assert f"({key})" in missing.message
    assert "oak" in missing.message
    assert missing.sources[0].pointer == "/backing"


def test_grades_need_their_agency() -> None:
    found = findings_of(papers(BOND, "parent-or-bond", amount=50, grades=["A"]))
    assert [one.code for one in found if "stated together" in one.message] == ["BE450"]


def test_the_same_data_score_in_percent_of_the_contract() -> None:
    """25 of 500 is 5 percent, half of what earns all points."""
    leaf = {
        "id": "cover",
        "weight": 100,
        "use": "backing/security-percent@1",
        "with": {"percent": 10, "accepts": ["bond"]},
        "relies_on": {"combine": "none"},
    }
    rules = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        criteria=[leaf],
        contract={"value": 500, "years": 5},
    )
    bids = {"oak": {"backing": [{**BOND, "amount": 25}]}, "yew": {}}
    lot = lot_of(Papers(rules, bids))
    assert [score(lot, bid, "cover").points for bid in bids] == [Fraction(50), Fraction(0)]
