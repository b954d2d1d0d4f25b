"""Several authorities, one lot: totals of each, the published rule that combines them, and what it refuses."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.model.evaluation import LotResult, LotStatus
from bideval.model.rules import RankOn
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.explain import contributions
from tests.scoring.build import Data, Papers, evaluated, findings_of, inputs_of, lot_of, placing, ranks, score
from tests.scoring.generated import examples
from tests.scoring.joint_papers import CRITERIA, LEAVES, NORTH, SOUTH, authority, joint, leaf

F = Fraction

# By hand.  North weighs plan 30, people 10, price 60; south 60, 20, 20.
# ash: plan 100, people 50, price 200 (50 points): north 30 + 5 + 30 = 65, south 60 + 10 + 10 = 80
# elm: plan 40, people 50, price 100 (100 points): north 12 + 5 + 60 = 77, south 24 + 10 + 20 = 54
BIDS = {"ash": (100, 50, 200), "elm": (40, 50, 100)}
TOTAL_1 = [{"stage": "total", "places": 0, "mode": "half-up"}]


def totals(lot: LotResult) -> dict[str, Fraction | None]:
    return {one.bid: one.total for one in lot.placings}


def of_each(lot: LotResult) -> dict[str, dict[str, Fraction | None]]:
    return {one.id: {own.bid: own.total for own in one.placings} for one in lot.authorities}


def test_each_authority_ranks_by_its_own_weights() -> None:
    lot = lot_of(joint(BIDS))
    assert of_each(lot) == {"north": {"elm": 77, "ash": 65}, "south": {"ash": 80, "elm": 54}}
    assert [(one.winners, one.margin) for one in lot.authorities] == [(("elm",), F(12)), (("ash",), F(26))]


def test_the_mean_of_totals_decides() -> None:
    """0.6 x 65 + 0.4 x 80 = 71; 0.6 x 77 + 0.4 x 54 = 67.8."""
    lot = lot_of(joint(BIDS))
    assert (lot.status, lot.winner, lot.margin) == (LotStatus.FINAL, "ash", F("3.2"))
    assert totals(lot) == {"ash": 71, "elm": F("67.8")}


def test_the_combined_weights_stand_with_the_scores() -> None:
    """0.6 x 30 + 0.4 x 60 = 42, 14 and 44; the section has 56."""
    lot = lot_of(joint(BIDS))
    assert {one.criterion: one.weight for one in placing(lot, "ash").scores} == {
        "quality": 56, "plan": 42, "people": 14, "price": 44,
    }  # fmt: skip
    assert score(lot, "ash", "quality").weighted == 49
    assert score(lot, "ash", "quality").points == F(4900, 56)


def test_the_total_is_rounded_once_after_combining() -> None:
    """North has 90.4 and south 65.1: half of each is 77.75 in all, so 78."""
    halves = [authority("north", (50, 0, 50), 50), authority("south", (0, 50, 50), 50)]
    lot = lot_of(
        joint(
            {"ash": ("80.8", "30.2", 100), "elm": (0, 0, 200)},
            authorities=halves,
            rounding=TOTAL_1,
            rank_on="rounded",
        )
    )
    assert of_each(lot)["north"]["ash"] == 90  # 40.4 + 50
    assert of_each(lot)["south"]["ash"] == 65  # 15.1 + 50
    assert totals(lot)["ash"] == 78
    assert placing(lot, "ash").total_exact == F("77.75")


def test_rounding_the_totals_first_would_have_been_another_result() -> None:
    """0.6 x 70.4 + 0.4 x 60.9 = 66.6, so 67; 0.6 x 70 + 0.4 x 61 = 66.4 would be 66."""
    same = [authority("north", (100, 0, 0), 60), authority("south", (0, 100, 0), 40)]
    lot = lot_of(
        joint(
            {"ash": ("70.4", "60.9", 1), "elm": ("70.3", "61.4", 1)},
            authorities=same,
            rounding=TOTAL_1,
            rank_on="rounded",
        )
    )
    assert of_each(lot) == {"north": {"ash": 70, "elm": 70}, "south": {"ash": 61, "elm": 61}}
    assert totals(lot) == {"ash": 67, "elm": 67}  # 66.6 and 66.74
    assert lot.status is LotStatus.TIED


def test_the_first_listed_authority_decides_in_a_lexicographic_lot() -> None:
    first = lot_of(joint(BIDS, combine="lexicographic"))
    assert (first.winner, first.margin, first.decided_by) == ("elm", F(12), "the total of north")
    turned = lot_of(joint(BIDS, combine="lexicographic", authorities=[SOUTH, NORTH]))
    assert (turned.winner, turned.margin, turned.decided_by) == ("ash", F(26), "the total of south")


def test_equal_totals_go_to_the_next_authority() -> None:
    """By north plan 30, people 10: 80 and 0 make 24, as do 70 and 30; by south 48 against 48, then 42 + 6."""
    south = authority("south", (20, 60, 20), 40)
    lot = lot_of(
        joint({"ash": (80, 0, 1), "elm": (70, 30, 1)}, combine="lexicographic", authorities=[NORTH, south])
    )
    assert of_each(lot) == {"north": {"ash": 84, "elm": 84}, "south": {"elm": 52, "ash": 36}}
    assert (lot.winner, lot.margin, lot.margin_exact) == ("elm", F(16), F(16))
    assert lot.decided_by == "the total of south"


def test_equal_for_all_goes_down_the_tie_ladder() -> None:
    same = {"ash": (80, 50, 10), "elm": (80, 50, 10)}
    for combine in ("mean-of-totals", "lexicographic"):
        assert lot_of(joint(same, combine=combine)).status is LotStatus.TIED
    alike = {"ash": (80, 80, 10), "elm": (80, 80, 10)}
    ladder = [{"by": "earlier-received"}]
    papers = joint(alike, ties=ladder)
    bids = {
        bid: {**data, "received": f"2026-01-0{place + 1}"}
        for place, (bid, data) in enumerate(papers.bids.items())
    }
    lot = lot_of(Papers(papers.tender, bids, papers.prices))
    assert (lot.winner, lot.margin) == ("ash", F(0))


def test_without_a_rule_nobody_is_ranked_and_each_ranking_stands() -> None:
    lot = lot_of(joint(BIDS, combine=None))
    assert (lot.status, lot.winner, lot.winners, lot.margin) == (LotStatus.ILLUSTRATIVE, None, (), None)
    assert ranks(lot) == {"ash": None, "elm": None}
    assert totals(lot) == {"ash": None, "elm": None}
    assert [one.scores for one in lot.placings] == [(), ()]
    assert of_each(lot) == {"north": {"elm": 77, "ash": 65}, "south": {"ash": 80, "elm": 54}}
    assert [(one.code, one.severity) for one in findings_of(joint(BIDS, combine=None))] == [
        ("BE178", "warning")
    ]


SAID: list[tuple[str, Papers, list[str]]] = [
    ("they disagree", joint(BIDS),
     ["the authorities disagree: by its own weights north would award elm, and south would award ash"]),
    ("they disagree, and nothing is combined", joint(BIDS, combine=None),
     ["the authorities disagree: by its own weights north would award elm, and south would award ash"]),
    ("they agree", joint({"ash": (100, 50, 100), "elm": (40, 50, 100)}), []),
    ("one of them has a tie", joint({"ash": (100, 0, 100), "elm": (0, 100, 100)}, authorities=[
        authority("north", (50, 50, 0), 60), authority("south", (60, 20, 20), 40)]),
     ["the authorities disagree: by its own weights north has ash and elm tied, and south would award ash"]),
    ("one bid", joint({"ash": (100, 50, 100)}), []),
]  # fmt: skip


@pytest.mark.parametrize("case", SAID, ids=lambda case: case[0])
def test_where_they_disagree_it_is_said_in_one_sentence(case: tuple[str, Papers, list[str]]) -> None:
    _, papers, expected = case
    assert list(lot_of(papers).notes) == expected


def test_a_shadow_result_is_that_of_the_combined_rule() -> None:
    gate: Data = {"id": "limit", "phase": "price", "measure": {"field": "price.evaluated"}, "threshold": 150,
                  "test": "at-most", "on_fail": "must-disregard"}  # fmt: skip
    lot = lot_of(joint(BIDS, gates=[gate]))
    shadow = placing(lot, "ash").shadow
    assert shadow is not None
    assert (shadow.rank, shadow.total) == (1, F(71))
    assert [own.bid for one in lot.authorities for own in one.placings] == ["elm", "elm"]
    nothing = placing(lot_of(joint(BIDS, gates=[gate], combine=None)), "ash").shadow
    assert nothing is not None
    assert (nothing.total, nothing.why_null) == (
        None,
        "no published rule combines the totals of the authorities",
    )


def test_no_assessed_bid_is_said_first() -> None:
    gate: Data = {"id": "limit", "phase": "price", "measure": {"field": "price.evaluated"}, "threshold": 1,
                  "test": "at-most", "on_fail": "must-disregard"}  # fmt: skip
    lot = lot_of(joint(BIDS, gates=[gate], combine=None))
    assert (lot.status, lot.authorities) == (LotStatus.NO_ASSESSED_BID, ())


def test_normalised_points_of_a_criterion_are_the_same_for_all() -> None:
    """To best, plan is 100 and 40 of 50: 100 and 80; the rest as above."""
    criteria = [leaf("plan", normalise="to-best"), leaf("people"), leaf("price")]
    lot = lot_of(joint({"ash": (50, 50, 100), "elm": (40, 50, 100)}, criteria=criteria))
    assert score(lot, "ash", "plan").points == 100
    assert score(lot, "elm", "plan").points == 80
    assert lot.margin == F(42 * 20, 100)


def test_a_minimum_of_a_criterion_disregards_for_all() -> None:
    criteria = [
        leaf("plan", minimum={"points": 50, "on_fail": "must-disregard"}),
        leaf("people"),
        leaf("price"),
    ]
    lot = lot_of(joint(BIDS, criteria=criteria))
    assert ranks(lot) == {"ash": 1, "elm": None}


def test_several_lots_are_decided_each_by_itself() -> None:
    papers = joint(BIDS, lots=[{"id": "east"}, {"id": "west"}])
    bids = {bid: {**data, "lots": ["east", "west"]} for bid, data in papers.bids.items()}
    sheets = {
        bid: {"lots": {"east": {"amount": price}, "west": {"amount": 300}}}
        for bid, price in papers.prices.items()
    }
    east, west = evaluated(Papers(papers.tender, bids, sheets)).lots
    assert of_each(east) == {"north": {"elm": 77, "ash": 65}, "south": {"ash": 80, "elm": 54}}
    assert of_each(west)["north"] == {"ash": 95, "elm": 77}


WRONG: list[tuple[str, Data, set[str]]] = [
    ("one authority", {"authorities": [authority("north", (30, 10, 60), 100)]}, {"BE170"}),
    ("a rule and no authority", {"authorities": None}, {"BE170"}),
    ("two of one id", {"authorities": [NORTH, authority("north", (60, 20, 20), 40)]}, {"BE171"}),
    ("another method", {"method": {"use": "vfm-index"}, "criteria": CRITERIA[:1], "authorities": [
        {"id": "north", "budget_share": 50, "weights": {"plan": 50, "people": 50}},
        {"id": "south", "budget_share": 50, "weights": {"plan": 20, "people": 80}}]}, {"BE172"}),
    ("weights in points", {"weighting": {"kind": "points", "total": 100}}, {"BE172"}),
    ("weights of the parent", {"weighting": {"kind": "percent-of-parent"}}, {"BE172"}),
    ("no weighting", {"weighting": None}, {"BE108"}),
    ("a weight in the tree", {"criteria": [leaf("plan", weight=30), leaf("people"), leaf("price")]}, {"BE173"}),
    ("a weight on a section", {"criteria": [{**CRITERIA[0], "weight": 40}, CRITERIA[1]]}, {"BE173"}),
    ("a criterion without a weight", {"authorities": [NORTH, {**SOUTH, "weights": {"plan": 60, "price": 40}}]}, {"BE174"}),
    ("an unknown criterion", {"authorities": [NORTH, {**SOUTH, "weights": {**dict.fromkeys(LEAVES, 0), "plan": 100, "plann": 0}}]}, {"BE174"}),
    ("a section", {"authorities": [NORTH, {**SOUTH, "weights": {**dict.fromkeys(LEAVES, 0), "plan": 100, "quality": 0}}]}, {"BE174"}),
    ("weights that miss 100", {"authorities": [NORTH, authority("south", (60, 20, 19), 40)]}, {"BE175"}),
    ("weights a hair above 100", {"authorities": [NORTH, authority("south", (60, 20, "20.000000001"), 40)]}, {"BE175"}),
    ("a weight below zero", {"authorities": [NORTH, authority("south", (90, 20, -10), 40)]}, {"BE175"}),
    ("shares that miss 100", {"authorities": [NORTH, authority("south", (60, 20, 20), 30)]}, {"BE176"}),
    ("a share of nought", {"authorities": [authority("north", (30, 10, 60), 100), authority("south", (60, 20, 20), 0)]}, {"BE176"}),
    ("a share below zero", {"authorities": [authority("north", (30, 10, 60), 140), authority("south", (60, 20, 20), -40)]}, {"BE176"}),
    ("one share missing", {"authorities": [NORTH, authority("south", (60, 20, 20))]}, {"BE176"}),
    ("no shares under a mean", {"authorities": [authority("north", (30, 10, 60)), authority("south", (60, 20, 20))]}, {"BE176"}),
    ("one share in a lexicographic lot", {"combine": "lexicographic", "authorities": [NORTH, authority("south", (60, 20, 20))]}, {"BE176"}),
    ("a minimum on a section", {"criteria": [{**CRITERIA[0], "minimum": {"points": 50, "on_fail": "flag"}}, CRITERIA[1]]}, {"BE177"}),
    ("a section to best", {"criteria": [{**CRITERIA[0], "normalise": "to-best"}, CRITERIA[1]]}, {"BE177"}),
    ("a tie rung on a section", {"ties": [{"by": "points", "of": "quality"}]}, {"BE177"}),
    ("a lot with another criterion", {"lots": [{"id": "east"}, {"id": "west", "criteria": [leaf("plan"), leaf("price")]}]}, {"BE174"}),
]  # fmt: skip


def codes(papers: Papers) -> set[str]:
    """Return the codes of what is wrong with the rules; BE210 says that there are no bids yet."""
    return {one.code for one in findings_of(papers)} - {"BE210"}


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_what_does_not_go_together_is_a_finding(case: tuple[str, Data, set[str]]) -> None:
    _, rules, expected = case
    assert codes(joint({}, **rules)) == expected


RIGHT: list[tuple[str, Data]] = [
    ("no shares in a lexicographic lot", {"combine": "lexicographic", "authorities": [authority("north", (30, 10, 60)), authority("south", (60, 20, 20))]}),
    ("a weight of nought", {"authorities": [NORTH, authority("south", (100, 0, 0), 40)]}),
    ("shares in thirds", {"authorities": [authority("north", (30, 10, 60), "100/3"), authority("south", (60, 20, 20), "200/3")]}),
    ("three of them", {"authorities": [NORTH, authority("south", (60, 20, 20), 30), authority("west", (0, 0, 100), 10)]}),
    ("a tie rung on a criterion", {"ties": [{"by": "points", "of": "plan"}]}),
]  # fmt: skip


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case[0])
def test_what_goes_together_is_none(case: tuple[str, Data]) -> None:
    _, rules = case
    assert findings_of(joint(BIDS, **rules)) == ()


def test_all_problems_are_found_in_one_run() -> None:
    both = [authority("north", (30, 10, 50), 60), authority("north", (60, 20, 20), 30)]
    assert codes(joint({}, authorities=both)) == {"BE171", "BE175", "BE176"}


# Properties


def parts(least: int) -> st.SearchStrategy[tuple[Fraction, ...]]:
    """Draw three weights that sum to 100 exactly."""
    drawn = st.tuples(*[st.integers(least, 9)] * 3).filter(lambda three: sum(three) > 0)
    return drawn.map(lambda three: tuple(F(100 * one, sum(three)) for one in three))


figures = st.tuples(st.integers(0, 100), st.integers(0, 100), st.integers(1, 12))
fields = st.dictionaries(st.sampled_from(["ash", "elm", "fir", "oak"]), figures, min_size=1)


@examples(40, 4)
@given(fields, parts(0), parts(0), st.integers(1, 99))
def test_the_mean_is_a_weighted_sum_under_the_combined_weights(
    bids: dict[str, tuple[int, int, int]],
    north: tuple[Fraction, ...],
    south: tuple[Fraction, ...],
    share: int,
) -> None:
    """An independent way: one authority whose weights are the means of the two."""
    both = [authority("north", north, share), authority("south", south, 100 - share)]
    mean = [(share * one + (100 - share) * other) / 100 for one, other in zip(north, south, strict=True)]
    single = [{**leaf(name), "weight": weight} for name, weight in zip(LEAVES, mean, strict=True)]
    jointly, alone = (
        lot_of(joint(bids, authorities=both)),
        lot_of(joint(bids, authorities=None, combine=None, criteria=single)),
    )
    assert (totals(jointly), ranks(jointly), jointly.margin) == (totals(alone), ranks(alone), alone.margin)
    (rules,) = compile_rules(inputs_of(joint(bids, authorities=both))).lots
    assert {one.id: one.weight for one in rules.leaves()} == dict(zip(LEAVES, mean, strict=True))


@examples(30, 4)
@given(fields, parts(0), parts(0), st.sampled_from(["mean-of-totals", "lexicographic"]))
def test_each_ranking_is_that_of_a_tender_of_its_own(
    bids: dict[str, tuple[int, int, int]],
    north: tuple[Fraction, ...],
    south: tuple[Fraction, ...],
    combine: str,
) -> None:
    both = [authority("north", north, 60), authority("south", south, 40)]
    lot = lot_of(joint(bids, authorities=both, combine=combine))
    for own, weights in zip(lot.authorities, (north, south), strict=True):
        single = [{**leaf(name), "weight": weight} for name, weight in zip(LEAVES, weights, strict=True)]
        alone = lot_of(joint(bids, authorities=None, combine=None, criteria=single))
        assert {one.bid: (one.total, one.rank) for one in own.placings} == {
            one.bid: (one.total, one.rank) for one in alone.placings
        }
        assert (own.winners, own.tied, own.margin) == (alone.winners, alone.tied, alone.margin)


@examples(30, 4)
@given(fields, parts(0), parts(0), st.sampled_from([None, 0, 1, 2]))
def test_contributions_sum_to_the_margin(
    bids: dict[str, tuple[int, int, int]],
    north: tuple[Fraction, ...],
    south: tuple[Fraction, ...],
    places: int | None,
) -> None:
    both = [authority("north", north, 60), authority("south", south, 40)]
    rounding = (
        []
        if places is None
        else [{"stage": stage, "places": places, "mode": "half-up"} for stage in ("weighted", "total")]
    )
    lot = lot_of(joint(bids, authorities=both, rounding=rounding or "none", rank_on="rounded"))
    first = lot.placings[0]
    for other in lot.placings[1:]:
        assert first.total is not None
        assert other.total is not None
        gained = sum((one.difference for one in contributions(lot, first, other, RankOn.ROUNDED)), F(0))
        assert gained == first.total - other.total


@examples(20, 4)
@given(fields, parts(0), parts(0))
def test_the_order_of_authorities_matters_to_no_mean(
    bids: dict[str, tuple[int, int, int]], north: tuple[Fraction, ...], south: tuple[Fraction, ...]
) -> None:
    both = [authority("north", north, 70), authority("south", south, 30)]
    one, other = (lot_of(joint(bids, authorities=listed)) for listed in (both, both[::-1]))
    assert (totals(one), ranks(one), one.winners) == (totals(other), ranks(other), other.winners)


def test_the_order_of_authorities_is_part_of_the_digest() -> None:
    digests = {
        evaluated(joint(BIDS, combine=combine, authorities=listed)).digest
        for listed in ([NORTH, SOUTH], [SOUTH, NORTH])
        for combine in ("mean-of-totals", "lexicographic", None)
    }
    assert len(digests) == 6
