"""Conflicts of award rules by name, against every award and every set of rules tried one by one."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import pytest

from bideval.analysis.lots.allocate import allocate
from bideval.analysis.lots.conflicts import Conflicting, conflicts_in
from bideval.analysis.lots.relaxed import relaxed
from bideval.proof.awards import award_refusal
from bideval.report.lots_study_text import conflict_words
from bideval.scoring.evaluate import evaluate
from tests.analysis.lots.mutual_lots import RULES, TYPES, VALUES, enumerated, mutual_lots
from tests.scoring.build import Data, Papers, inputs_of


def changed(**numbers: Mapping[str, object]) -> Mapping[str, Data]:
    """Return the four rules with other numbers."""
    return {name: {**rule, **numbers.get(name, {})} for name, rule in RULES.items()}


def conflicting(papers: Papers) -> Conflicting:
    """Return the conflicts of a tender's award rules."""
    inputs = inputs_of(papers)
    return conflicts_in(allocate(inputs, evaluate(inputs)))


def can_be_kept(rules: Mapping[str, Data], kept: tuple[str, ...]) -> bool:
    """Say whether some award of all lots keeps these rules, by trying every award."""
    limit = int(str(rules["limit"]["most"])) if "limit" in kept else None
    share = int(str(rules["share"]["most"])) if "share" in kept else None
    reserved = int(str(rules["reserved"]["least"])) if "reserved" in kept else 0
    return enumerated(limit, share, reserved, capacity="capacity" in kept) is not None


def by_hand(rules: Mapping[str, Data]) -> set[tuple[str, ...]]:
    """Return the smallest sets of rules that no award of all lots keeps."""
    names = tuple(rules)
    sets = [one for size in range(len(names) + 1) for one in combinations(names, size)]
    broken = [one for one in sets if not can_be_kept(rules, one)]
    return {one for one in broken if not any(set(other) < set(one) for other in broken)}


CASES = [
    # in words, the rules
    ("five lots reserved, where mutuals can be awarded two each", changed(reserved={"least": 5})),
    ("a limit of one lot, and all lots reserved", changed(limit={"most": 1}, reserved={"least": 4})),
    ("a share below the largest lot", changed(share={"most": 20})),
    ("a small share with reserved lots", changed(share={"most": 30}, reserved={"least": 4})),
    ("everything at once", changed(limit={"most": 1}, share={"most": 20}, reserved={"least": 5})),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_sets_of_rules_are_those_of_trying_all(case: tuple[str, Mapping[str, Data]]) -> None:
    _, rules = case
    expected = by_hand(rules)
    found = conflicting(mutual_lots(rules))
    assert expected
    assert found.complete
    # those that prevent one lot by itself are conflicts too, and none of them is larger than needed
    assert {one.rules for one in found.conflicts} >= expected
    assert all(any(set(one) <= set(each.rules) for one in expected) for each in found.conflicts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_each_conflict_is_proved_and_no_rule_can_be_spared(case: tuple[str, Mapping[str, Data]]) -> None:
    _, rules = case
    for one in conflicting(mutual_lots(rules)).conflicts:
        assert one.claim is not None
        assert one.claim.taken is None
        assert one.claim.least is None
        assert award_refusal(one.claim) is None
        assert [each.rule for each in one.without] == list(one.rules)
        for each in one.without:
            assert tuple(lot for lot, _ in each.lots) == one.lots


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_fewest_rules_to_leave_out_are_those_of_trying_all(case: tuple[str, Mapping[str, Data]]) -> None:
    _, rules = case
    names = tuple(rules)
    sets = [one for size in range(len(names) + 1) for one in combinations(names, size)]
    enough = [one for one in sets if can_be_kept(rules, tuple(name for name in names if name not in one))]
    least = {one for one in enough if len(one) == len(enough[0])}
    assert set(conflicting(mutual_lots(rules)).rules) == least


def test_a_bidder_that_lacks_capacity_is_named_with_the_lot() -> None:
    # by hand: the city lot is worth 2.2m a year, and only tm is a mutual that offers for it
    rules: Mapping[str, Data] = {
        "city-reserved": {"id": "city-reserved", "use": "only", "lots": ["city"], "who": {"bidders": ["tm"]}},
        "capacity": {**RULES["capacity"], "times": 7},  # 7 x 2.2 is above 14.2
    }
    found = conflicting(mutual_lots(rules))
    words = [conflict_words(one) for one in found.conflicts]
    assert words == ["city cannot be filled: city-reserved with capacity (of tm)."]
    assert found.lots == ("city",)
    assert set(found.rules) == {("city-reserved",), ("capacity",)}


def test_where_all_lots_are_filled_there_is_no_conflict() -> None:
    assert conflicting(mutual_lots()) == Conflicting((), complete=True)


RELAXED = [
    # in words, the rules, the rule that gives way, to what, by hand
    ("a limit of one lot", changed(limit={"most": 1}, reserved={"least": 4}), "limit", 2),
    ("lots reserved", changed(reserved={"least": 5}), "reserved", 4),
    # the largest lot is 22 of 90: 24.444... percent, so 24.45 in hundredths
    ("a share below the largest lot", changed(share={"most": 20}), "share", "24.45"),
]


@pytest.mark.parametrize("case", RELAXED, ids=lambda case: case[0])
def test_the_least_that_a_number_must_give_way(
    case: tuple[str, Mapping[str, Data], str, object],
) -> None:
    _, rules, rule, to = case
    inputs = inputs_of(mutual_lots(rules))
    found = relaxed(inputs, evaluate(inputs), rule, frozenset(VALUES))
    assert found is not None
    assert found.proved
    assert str(to) == str(float(found.to)).removesuffix(".0")


def test_a_number_that_cannot_mend_it_is_not_offered() -> None:
    inputs = inputs_of(mutual_lots(changed(reserved={"least": 5})))
    assert relaxed(inputs, evaluate(inputs), "capacity", frozenset(VALUES)) is None


# Lot by lot


def test_lot_by_lot_the_rules_that_kept_everybody_off_are_named() -> None:
    # by hand: with one lot each and lots in this order, the six bidders run out only where few offer;
    # city has four offers (tm, ht, ch, mc); north goes to sg, south to mc, east to ch, west to fm
    order = ["north", "south", "east", "west", "city"]
    only = {"id": "big", "use": "only", "lots": ["city"], "who": {"bidders": ["ch", "mc"]}}
    limit = {"id": "limit", "use": "most-lots", "most": 1}
    papers = mutual_lots(
        {"limit": limit, "big": only},
        mechanism="lot-by-lot",
        order=order,
    )
    prices = {bid: {"lots": sheet["lots"]} for bid, sheet in papers.prices.items() if isinstance(sheet, dict)}
    found = conflicting(replace(papers, prices=prices))
    assert set(VALUES) == set(order)
    assert TYPES["ch"] == "commercial"
    assert [(one.lots, one.rules, one.claim) for one in found.conflicts] == [
        (("city",), ("big", "limit"), None)
    ]
