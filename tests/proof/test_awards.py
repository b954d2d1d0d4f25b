"""Claims about awards: what is forged is refused, and nothing that is handed in raises."""

from fractions import Fraction
from typing import NamedTuple, cast

import pytest

from bideval.proof.awards import BestAward, award_refusal, is_best, offers_taken
from bideval.proof.checking import check
from bideval.proof.cuts import Cut
from bideval.proof.lots import (
    Aim,
    AimName,
    Held,
    LotRule,
    LotsDiscount,
    Offer,
    RuleName,
    VolumeDiscount,
    VolumeStep,
)
from bideval.proof.tree import Bound, Narrow, Node, Nothing, Split
from tests.proof.awards import COST, DEAR, FULL, NARROWED, NONE, OFFERS, PLAIN, PRICES, SPLIT, TWO

EMPTY = Nothing((0, 0))
FEW = (Bound(PRICES),)


class Forged(NamedTuple):
    """What is forged, the claim, and why it is refused."""

    words: str
    claim: BestAward
    refusal: str


TREE = "the tree does not close every case"
DATA = "the lots, the offers, the rules or the aim are malformed"
FIGURE = "an award needs a figure and a bound, and a figure an award"


def with_tree(*nodes: Node) -> BestAward:
    """The claim that no award exists where there are some."""
    return PLAIN._replace(taken=None, value=None, least=None, tree=nodes)


def with_rule(rule: LotRule) -> BestAward:
    return PLAIN._replace(lots=TWO._replace(rules=(rule,)), tree=(Bound((*PRICES, 0)),))


RULE = LotRule("amount", (0,), (0, 1), (1, 1), None, 1)
HALF = cast("int", 0.5)  # what no claim may hold
ENDLESS = cast("int", float("inf"))


# Branches outside 0 and 1 would leave both cases empty and "prove" that nothing exists.
FORGED = [
    Forged("a branch at 5", with_tree(Split(0, 5), Nothing((-1, 0)), Nothing((1, 0))), TREE),
    Forged("a branch at -4", with_tree(Split(0, -4), Nothing((-1, 0)), Nothing((1, 0))), TREE),
    Forged("a branch at 1", with_tree(Split(0, 1), EMPTY, EMPTY), TREE),
    Forged("a branch at true", with_tree(Split(0, False), EMPTY, EMPTY), TREE),
    Forged("a column that is not there", with_tree(Split(4, 0), EMPTY, EMPTY), TREE),
    Forged("a column below the first", with_tree(Split(-1, 0), EMPTY, EMPTY), TREE),
    Forged("one column twice", SPLIT._replace(tree=(Split(0, 0), *SPLIT.tree[:1], *SPLIT.tree[1:] * 2)), TREE),
    Forged("a cheap column left out", DEAR._replace(tree=(Narrow((0, 0), (3,)), Bound(PRICES))), TREE),
    Forged("a column left out that the best award takes", NARROWED._replace(tree=(Narrow(PRICES, (0,)), *FEW)), TREE),
    Forged("a column left out twice", DEAR._replace(tree=(DEAR.tree[0], *DEAR.tree)), TREE),
    Forged("a column left out after a split of it", DEAR._replace(tree=(Split(4, 0), *DEAR.tree, *FEW)), TREE),
    Forged("one column named twice", DEAR._replace(tree=(Narrow((0, 0), (4, 4)), *FEW)), TREE),
    Forged("a column left out that is not there", DEAR._replace(tree=(Narrow((0, 0), (5,)), *FEW)), TREE),
    Forged("columns left out by too few multipliers", DEAR._replace(tree=(Narrow((0,), (4,)), *FEW)), TREE),
    Forged("columns left out by endless floats", DEAR._replace(tree=(Narrow((0, ENDLESS), (4,)), *FEW)), TREE),
    Forged("columns left out, and nothing after", DEAR._replace(tree=DEAR.tree[:1]), TREE),
    Forged("columns left out where no least is said", with_tree(Narrow(PRICES, (1,)), EMPTY), TREE),
    Forged("a case left out", SPLIT._replace(tree=SPLIT.tree[:2]), TREE),
    Forged("a case too many", SPLIT._replace(tree=(*SPLIT.tree, SPLIT.tree[1])), TREE),
    Forged("no tree", PLAIN._replace(tree=()), TREE),
    Forged("a ray that shows nothing", with_tree(EMPTY), TREE),
    Forged("a ray of endless floats", with_tree(Nothing((ENDLESS, 0))), TREE),
    Forged("multipliers one too few", PLAIN._replace(tree=(Bound((10,)),)), TREE),
    Forged("multipliers that show less", PLAIN._replace(tree=(Bound((10, 14)),)), TREE),
    Forged("no award, where there is one", NONE._replace(lots=TWO, tree=(Nothing((1, 1)),)), TREE),
    Forged("a penny more than the best", PLAIN._replace(least=Fraction(2501, 100)), TREE),
    Forged("an award of another cost", PLAIN._replace(value=24, least=24), "the award comes to another figure"),
    Forged("an award that is not the best", PLAIN._replace(taken=(0, 2), value=30, least=30), TREE),
    Forged("a lot that is left", PLAIN._replace(taken=(0,), value=10), "the award breaks a rule"),
    Forged("a lot awarded twice", PLAIN._replace(taken=(0, 1, 3), value=37), "the award breaks a rule"),
    Forged("a column of the award that is not there", PLAIN._replace(taken=(0, 9)), "the award breaks a rule"),
    Forged("an offer named twice", PLAIN._replace(taken=(0, 0, 3)), "the award names something twice, or no column"),
    Forged("an award without a figure", PLAIN._replace(value=None), FIGURE),
    Forged("an award without a bound", PLAIN._replace(least=None), FIGURE),
    Forged("a figure in floats", PLAIN._replace(value=HALF), "a figure is no exact number"),
    Forged("an offer of a bid that is not there", PLAIN._replace(lots=TWO._replace(offers=(Offer(7, (0,), 1),))), DATA),
    Forged("an offer for no lot", PLAIN._replace(lots=TWO._replace(offers=(*OFFERS, Offer(0, (), 1)))), DATA),
    Forged("a price in floats", PLAIN._replace(lots=TWO._replace(offers=(Offer(0, (0,), HALF),))), DATA),
    Forged("a discount below 0", PLAIN._replace(lots=TWO._replace(discounts=(LotsDiscount(0, (0,), -1),))), DATA),
    Forged(
        "steps that fall",
        PLAIN._replace(lots=TWO._replace(volumes=(VolumeDiscount(0, True, False, (VolumeStep(2, 5), VolumeStep(1, 6))),))),
        DATA,
    ),
    Forged("a rule of no kind", with_rule(RULE._replace(kind=cast("RuleName", "most"))), DATA),
    Forged("weights one too few", with_rule(RULE._replace(weights=(1,))), DATA),
    Forged("a penalty below 0", with_rule(RULE._replace(penalty=-1)), DATA),
    Forged("a limit in floats", with_rule(RULE._replace(most=HALF)), DATA),
    Forged("an aim that is none", PLAIN._replace(aim=Aim(cast("AimName", "glory"))), DATA),
    Forged("an aim at a rule that is hard", with_rule(RULE)._replace(aim=Aim("broken", (0,))), DATA),
    Forged("what is held in floats", PLAIN._replace(held=(Held(COST, HALF),)), "what is held is malformed"),
    Forged("an award left out that is none", PLAIN._replace(besides=((9,),)), "the awards that are left out are malformed"),
    Forged("a cut of a row that is not there", PLAIN._replace(cuts=(Cut((7,), (1,), ()),)), "what is said to be a cut is none"),
    Forged("a cut without a row", PLAIN._replace(cuts=(Cut((), (), ()),)), "what is said to be a cut is none"),
    Forged("a cut that says nothing", PLAIN._replace(cuts=(Cut((0,), (1,), ()),)), "what is said to be a cut is none"),
    Forged("no list of cuts", PLAIN._replace(cuts=cast("tuple[Cut, ...]", None)), "the cuts are no list"),
]  # fmt: skip


@pytest.mark.parametrize("case", FORGED, ids=lambda case: case.words)
def test_what_is_forged_is_refused(case: Forged) -> None:
    assert award_refusal(case.claim) == case.refusal
    assert not check(case.claim).proved


WORDS = [
    # in words, claim, what is said
    ("a best one", PLAIN, "proved: the award is a best one; none comes to less than 25/1"),
    ("a best one by cases", SPLIT, "proved: the award is a best one; none comes to less than 27/1"),
    ("none at all", NONE, "proved: no award is allowed"),
    ("a bound alone", FULL, "proved: no award comes to less than 0/1"),
    (
        "one that may be beaten",
        PLAIN._replace(least=20),
        "proved: the award comes to 25/1; none comes to less than 20/1",
    ),
]


@pytest.mark.parametrize("case", WORDS, ids=lambda case: case[0])
def test_what_is_proved_is_said(case: tuple[str, BestAward, str]) -> None:
    _, claim, words = case
    assert str(check(claim)) == words


def test_the_offers_of_an_award_are_told_from_what_follows() -> None:
    assert offers_taken(PLAIN._replace(taken=(0, 3, 9))) == (0, 3)
    assert offers_taken(NONE) == ()
    assert (is_best(PLAIN), is_best(PLAIN._replace(least=20)), is_best(NONE)) == (True, False, False)
