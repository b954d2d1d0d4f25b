"""The least move of weight that changes an award, against every award tried one by one."""

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from bideval.analysis.exact.certify import smallest_move
from bideval.analysis.lots import least_move as searched
from bideval.analysis.lots import one_set
from bideval.analysis.lots.allocate import allocate
from bideval.analysis.lots.best import POINTS, NotProved, best_award
from bideval.analysis.lots.least_move import Least, LeastMoves, least_move, least_moves
from bideval.analysis.lots.weighed import Weighed
from bideval.analysis.lots.weights_ball import Shift, corners, moved_by
from bideval.analysis.question import Asked
from bideval.analysis.settings import Settings, SettingsError
from bideval.proof.awards import award_refusal, is_best
from bideval.proof.claims import SmallestMove
from bideval.proof.lots import LotRule, Lots, Offer
from bideval.proof.region import Region
from bideval.scoring.evaluate import evaluate
from tests.analysis.lots.mutual_lots import mutual_lots
from tests.analysis.lots.oracle import awards, breaks
from tests.analysis.lots.test_weights_tried import LOTS, two_lots
from tests.scoring.build import Papers, inputs_of

F = Fraction
SEEDS = range(24)


@cache
def drawn(seed: int) -> Weighed:
    """Return lots with offers scored by three or four criteria, and rules across them; the best is awarded."""
    dice = random.Random(seed)
    lots, bids, width = dice.randint(2, 3), dice.randint(2, 4), dice.randint(3, 4)
    parts = [dice.randint(0 if seed % 5 == 0 else 2, 12) for _ in range(width - 1)] + [9]
    parts = [1] * width if seed % 4 == 3 else parts  # equal weights make ties
    weights = tuple(F(100 * one, sum(parts)) for one in parts)
    pairs = [(lot, bid) for lot in range(lots) for bid in range(bids)]
    most = 6 if seed % 3 else 100  # few different points make ties
    points = tuple(tuple(F(dice.randint(0, most) * 100 // most) for _ in weights) for _ in pairs)
    everywhere = tuple(range(lots))
    rules = [
        LotRule("amount", (bid,), everywhere, (1,) * lots, None, dice.randint(1, 2)) for bid in range(bids)
    ]
    if dice.random() < 0.4:
        rules.append(LotRule("winners", tuple(range(bids)), everywhere, (1,) * lots, None, 2))
    base = Lots(
        reserves=tuple(F(1) if dice.random() < 0.2 else None for _ in range(lots)),
        bidders=tuple(range(bids)),
        offers=tuple(Offer(bid, (lot,), F(1)) for lot, bid in pairs),
        rules=tuple(rules),
    )
    errors = tuple(F(dice.randint(0, 3), 2) for _ in range(lots))
    scene = Weighed(base, (), (), tuple("abcd"[:width]), weights, points, errors, None)
    scene = scene._replace(lots=scene.at(weights))
    claim = best_award(scene.lots, POINTS)
    assert not isinstance(claim, NotProved)
    return scene._replace(award=claim.taken or ())


@cache
def searched_for(seed: int) -> Least:
    """Return the least move of drawn lots."""
    return least_move(drawn(seed))


def allowed(scene: Weighed) -> Iterator[tuple[int, ...]]:
    """Yield every award that keeps the rules."""
    for award in awards(scene.lots):
        if not any(breaks(scene.lots, rule, award) for rule in scene.lots.rules):
            yield award


def by_trying(scene: Weighed) -> F | None:
    """Return the least that brings any other award level that can be ahead; a certified programme each."""
    region = Region((F(0),) * len(scene.weights), (F(100),) * len(scene.weights))
    sizes = []
    for rival in allowed(scene):
        lead = scene.lead(rival)
        if min(lead) >= 0:  # never ahead
            continue
        claim = smallest_move("points", region, scene.weights, (tuple(-one for one in lead),), (F(0),))
        assert isinstance(claim, SmallestMove)
        sizes.append(F(claim.size))
    return min(sizes, default=None)


def held_by_proofs(scene: Weighed, found: Least) -> None:
    """Every proof is accepted, and is about the weights that it names."""
    for one in found.proofs:
        weights = moved_by(scene.weights, one.shift)
        assert award_refusal(one.claim) is None
        assert is_best(one.claim)
        assert one.claim.value == -scene.worth(weights)
        assert one.claim.lots == scene.at(weights)
    proved = [one.shift for one in found.proofs]
    for corner in corners(scene.weights, found.points):
        assert any(one == corner or is_beyond(one, corner) for one in proved)


def is_beyond(one: Shift, corner: Shift) -> bool:
    """Say whether a move between the same two criteria is as large or larger."""
    places = [[place for place, _ in each.given] for each in (one, corner)]
    alike = one.to == corner.to and places[0] == places[1] and len(places[0]) == 1
    return alike and one.points >= corner.points


@pytest.mark.parametrize("seed", SEEDS)
def test_the_least_move_is_that_of_trying_every_award(seed: int) -> None:
    scene = drawn(seed)
    found, expected = searched_for(seed), by_trying(scene)
    held_by_proofs(scene, found)
    if expected is None:
        assert (found.rival, found.ends) == (None, "")
        return
    assert found.points == expected
    assert found.rival in set(allowed(scene))
    assert found.shift is not None
    assert found.shift.points == expected
    lead = scene.lead(found.rival or ())
    assert min(lead) < 0
    after = moved_by(scene.weights, found.shift)
    level = sum((one * weight for one, weight in zip(lead, after, strict=True)), F(0))
    assert level == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_no_rounding_within_its_bound_changes_the_award_before(seed: int) -> None:
    scene = drawn(seed)
    found = least_move(scene.at_its_worst())
    assert found.points <= searched_for(seed).points
    dice = random.Random(seed)
    own = own_offers(scene)
    if found.is_behind:
        return
    for _ in range(20):
        place = dice.choice(found.proofs).shift
        weights = moved_by(scene.weights, place)
        # each total is off by half of the lot's bound at most, as rounding puts two of them apart by the whole
        worth = [
            F(offer.points) + scene.errors[offer.lots[0]] * F(dice.choice((-1, 1)), 2)
            for offer in scene.at(weights).offers
        ]
        assert all(sum(worth[at] for at in rival) <= sum(worth[at] for at in own) for rival in allowed(scene))


def own_offers(scene: Weighed) -> tuple[int, ...]:
    """Return the offers of the published award."""
    return tuple(one for one in scene.award if one < len(scene.points))


def test_the_draws_meet_every_end() -> None:
    found = [searched_for(seed) for seed in SEEDS]
    assert any(one.rival and one.points > 0 for one in found)
    assert any(moves_several(one) for one in found)  # beyond the least weight


def moves_several(found: Least) -> bool:
    """Say whether several criteria give weight."""
    return found.shift is not None and len(found.shift.given) > 1


ONE_LOT = [
    # the points of two offers on two criteria that weigh 50 each; the first is the award
    ("level, and any move tells", ((2, 0), (0, 2)), 0, False, True),
    ("behind before rounding", ((2, 0), (0, 3)), 0, True, True),
    ("level whatever the weights", ((2, 1), (2, 1)), 50, False, False),
    ("ahead whatever the weights", ((2, 2), (1, 2)), 50, False, False),
    ("ahead, level with all weight on one", ((2, 2), (0, 2)), 50, False, False),
    ("ahead until 10 points move", ((65, 40), (50, 50)), 10, False, True),
]


@pytest.mark.parametrize("case", ONE_LOT, ids=lambda case: case[0])
def test_one_lot(case: tuple[str, tuple[tuple[int, int], ...], int, bool, bool]) -> None:
    _, points, expected, is_behind, has_rival = case
    offers = tuple(Offer(bid, (0,), F(1)) for bid in range(2))
    own = tuple(tuple(map(F, one)) for one in points)
    scene = Weighed(Lots((None,), (0, 1), offers), (), (0,), ("a", "b"), (F(50),) * 2, own, (F(0),), None)
    found = least_move(scene)
    assert (found.points, found.is_behind, found.rival is not None) == (F(expected), is_behind, has_rival)
    assert found.ends == ""
    held_by_proofs(scene, found)


# From a tender


def told(papers: Papers) -> LeastMoves:
    """Return the least moves of a tender."""
    inputs = inputs_of(papers)
    evaluation = evaluate(inputs)
    return least_moves(inputs, evaluation, allocate(inputs, evaluation))


@pytest.mark.parametrize("plan", [52, 60, 75])
def test_the_least_move_of_two_bids_is_that_of_their_totals(plan: int) -> None:
    # by hand: 30 points ahead on plan, 32 behind on care; level where plan weighs 3200/62
    found = told(two_lots(plan=plan))
    assert found.before_rounding is not None
    assert found.before_rounding.points == plan - F(3200, 62)
    assert found.rounded is None
    assert {one.lot for one in found.moved} == {"north", "south"}


def test_rounding_leaves_a_smaller_move_that_is_sure() -> None:
    papers = two_lots(plan=75)
    rounding = [{"stage": "total", "places": 0, "mode": "half-up"}]
    found = told(replace(papers, tender={**papers.tender, "rounding": rounding, "rank_on": "rounded"}))
    assert found.before_rounding is not None
    assert found.rounded is not None
    assert found.before_rounding.points == 75 - F(3200, 62)
    # by hand: a lead of 1 point or more is kept by totals in whole points; it is 62 w / 100 - 32
    assert found.rounded.points == 75 - F(3300, 62)


def test_a_limit_that_gives_each_bid_a_lot_leaves_no_least_move() -> None:
    found = told(two_lots(most=1))
    assert found.before_rounding is not None
    # each bid has one lot whatever the weights: the two ways to do so are level everywhere
    assert (found.before_rounding.rival, found.before_rounding.ends) == (None, "")


def test_a_minimum_ends_what_is_told() -> None:
    papers = two_lots(plan=75)
    leaves = papers.tender["criteria"]
    section = [{"id": "quality", "minimum": {"points": 45, "on_fail": "must-disregard"}, "criteria": leaves}]
    found = told(replace(papers, tender={**papers.tender, "criteria": section}))
    # by hand: oak keeps the minimum while 40 plan + 72 care is 45 or more, up to a weight of plan of 84.375
    assert found.before_rounding is not None
    assert (found.before_rounding.points, found.before_rounding.rival) == (F("9.375"), None)
    assert found.before_rounding.ends == searched.OTHER_BIDS


def test_lot_by_lot_has_no_least_move() -> None:
    papers = two_lots()
    found = told(replace(papers, tender={**papers.tender, "award": {"mechanism": "lot-by-lot"}}))
    assert "only under most-points" in found.why_not
    assert found.before_rounding is None


def test_settings_that_cannot_be_considered_are_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Asked) -> Settings:
        raise SettingsError("the published weights are not among the settings to be considered")

    monkeypatch.setattr(one_set, "settings_of", refused)
    assert told(two_lots()).why_not == "the published weights are not among the settings to be considered"


def test_lots_with_weights_of_their_own_have_no_least_move() -> None:
    papers = two_lots()
    own = [
        {"id": name, "weight": 50, "measure": {"field": f"bid.declared.{name}"}} for name in ("plan", "care")
    ]
    contract = {"value": 100, "years": 1}
    lots = [
        {"id": lot, "title": lot, "contract": contract, **({"criteria": own} if lot == "south" else {})}
        for lot in LOTS
    ]
    found = told(replace(papers, tender={**papers.tender, "lots": lots}))
    assert "of their own" in found.why_not


def test_prices_have_no_least_move() -> None:
    assert "most-points" in told(mutual_lots()).why_not


def test_too_many_ways_are_told_as_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = next(drawn(seed) for seed in SEEDS if moves_several(searched_for(seed)))
    width = len([one for one in scene.weights if one])
    monkeypatch.setattr(searched, "MOST_CORNERS", width * (len(scene.weights) - 1))
    found = least_move(scene)
    assert (found.ends, found.rival) == (searched.TOO_MANY, None)
    assert 0 < found.points <= (by_trying(scene) or F(0))


def test_a_search_that_proves_nothing_tells_nothing() -> None:
    def seek(*_: object, **__: object) -> NotProved:
        return NotProved("refused")

    found = least_move(drawn(1), seek=seek)
    assert found == Least(F(0), ends=searched.NOT_PROVED)


def test_reach_ends_what_is_told() -> None:
    scene = next(drawn(seed) for seed in SEEDS if searched_for(seed).points > 1)
    found = least_move(scene._replace(reach=F(1, 2)))
    assert (found.points, found.rival, found.ends) == (F(1, 2), None, searched.OTHER_BIDS)
    held_by_proofs(scene, found)
