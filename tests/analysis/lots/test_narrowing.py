"""Cuts and columns left out: the same award as without them, and proofs that shrink."""

import random
from fractions import Fraction

import pytest

from bideval.analysis.lots import narrowing, search
from bideval.analysis.lots.best import NotProved, best_award
from bideval.analysis.lots.narrowing import Narrowed
from bideval.proof.awards import award_refusal, is_best
from bideval.proof.binary import cost_of, step_in
from bideval.proof.cuts import with_cuts
from bideval.proof.lots import Aim, LotRule, Lots, Offer
from bideval.proof.lots_program import award_program
from bideval.proof.tree import Narrow, Split
from tests.analysis.lots.oracle import best_by_trying, drawn

COST = Aim("cost")


def capped(seed: int, lots: int, bids: int) -> Lots:
    """Prices in pounds, and for each bid a cap on the value that it may be awarded: fractions abound."""
    dice = random.Random(seed)
    base = [dice.randint(300, 900) for _ in range(lots)]
    offers = tuple(
        Offer(bid, (lot,), base[lot] + dice.randint(-30, 60)) for lot in range(lots) for bid in range(bids)
    )
    values = tuple(map(Fraction, base))
    most = Fraction(sum(base), bids) * Fraction(5, 4)
    rules = tuple(LotRule("amount", (bid,), tuple(range(lots)), values, None, most) for bid in range(bids))
    return Lots((None,) * lots, tuple(range(bids)), offers, rules=rules)


@pytest.mark.parametrize("seed", range(12))
def test_no_cheaper_point_needs_a_column_that_is_left_out(seed: int) -> None:
    lots = drawn(seed, near_ties=seed % 3 == 0)._replace(rules=(), volumes=())
    least, best = best_by_trying(lots)
    assert least is not None
    program = award_program(lots, COST)
    narrowed = Narrowed(program, step_in(program))
    narrowed.tighten(int(least * program.parts) + 1)  # a point a penny part dearer is known
    assert any(set(award) <= set(narrowed.live) for award in best)


@pytest.mark.parametrize("seed", range(8))
def test_the_best_point_keeps_every_cut(seed: int) -> None:
    lots = capped(seed, 7, 4)
    claim = best_award(lots)
    assert not isinstance(claim, NotProved)
    assert claim.taken is not None
    program = award_program(lots, COST)
    narrowed = Narrowed(program, step_in(program))
    narrowed.tighten(None)
    whole = with_cuts(program, tuple(narrowed.cuts))
    assert whole == narrowed.whole
    assert cost_of(whole, claim.taken) == claim.value


def test_without_a_known_point_no_column_is_left_out() -> None:
    program = award_program(capped(1, 7, 4), COST)
    narrowed = Narrowed(program, step_in(program))
    narrowed.tighten(None)
    assert narrowed.live == list(range(len(program.cost)))
    assert narrowed.above == []


def test_what_cannot_be_kept_ends_the_rounds() -> None:
    lots = capped(1, 2, 1)
    nobody = lots._replace(rules=(lots.rules[0]._replace(most=Fraction(1)),))
    narrowed = Narrowed(award_program(nobody, COST), 1)
    narrowed.tighten(2)
    assert (narrowed.cuts, narrowed.live) == ([], [0, 1])
    claim = best_award(nobody)
    assert not isinstance(claim, NotProved)
    assert (claim.taken, claim.least) == (None, None)


def test_a_proof_with_columns_left_out_is_accepted_and_a_claim_a_pound_dearer_is_not() -> None:
    seen = 0
    for seed in range(6):
        claim = best_award(capped(seed, 9, 5))
        assert not isinstance(claim, NotProved)
        assert is_best(claim)
        assert claim.least is not None
        assert award_refusal(claim._replace(least=claim.least + 1)) is not None
        seen += any(isinstance(node, Narrow) for node in claim.tree)
    assert seen  # else nothing here was tried


def test_columns_are_left_out_of_one_case_alone_and_the_award_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(narrowing, "ROUNDS", 0)  # else so small a case closes before
    refused = 0
    for seed in range(6):
        lots = capped(seed, 9, 5)
        claim = best_award(lots)
        assert not isinstance(claim, NotProved)
        assert award_refusal(claim) is None
        assert is_best(claim)
        first = next(place for place, node in enumerate(claim.tree) if isinstance(node, Split))
        for place, node in enumerate(claim.tree[first:], first):
            if isinstance(node, Narrow):
                above = (node, *claim.tree[:place], *claim.tree[place + 1 :])  # as if of every case
                refused += award_refusal(claim._replace(tree=above)) is not None
        monkeypatch.setattr(search, "dear_columns", lambda *_: ())
        plain = best_award(lots)
        monkeypatch.undo()
        monkeypatch.setattr(narrowing, "ROUNDS", 0)
        assert not isinstance(plain, NotProved)
        assert plain.value == claim.value
    assert refused  # else nothing here was tried


def test_cuts_that_are_found_later_keep_earlier_nodes_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "CUT_FIRST", 2)  # else so small a case closes before
    monkeypatch.setattr(narrowing, "ROUNDS", 1)
    plain, later = 0, 0
    for seed in range(4):
        lots = capped(seed, 12, 5)
        claim = best_award(lots)
        assert not isinstance(claim, NotProved)
        assert is_best(claim)
        later += len(claim.cuts)
        monkeypatch.setattr(search, "CUT_ROUNDS", 0)
        again = best_award(lots)
        monkeypatch.undo()
        monkeypatch.setattr(search, "CUT_FIRST", 2)
        monkeypatch.setattr(narrowing, "ROUNDS", 1)
        assert not isinstance(again, NotProved)
        assert again.value == claim.value
        plain += len(again.cuts)
    assert later > plain
