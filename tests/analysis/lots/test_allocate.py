"""Whole tenders allocated by each mechanism: who gets which lot, who is passed over, what is told."""

from fractions import Fraction

import pytest

from bideval.analysis.lots.allocate import Asked, allocate
from bideval.analysis.lots.allocation import Allocation, AllocationStatus
from bideval.analysis.lots.problem import LotsError
from bideval.model.allocation import Mechanism
from bideval.model.bid import Bid
from bideval.model.inputs import Inputs
from bideval.model.marking import Consensus, Evaluator
from bideval.model.price import PriceSheet
from bideval.model.tender import Tender
from bideval.scoring.evaluate import evaluate

LOTS = ("north", "south", "west")
PRICES: dict[str, dict[str, str]] = {
    # by hand: ash is cheapest everywhere, elm second, fir third
    "ash": {"north": "100", "south": "100", "west": "100"},
    "elm": {"north": "104", "south": "130", "west": "110"},
    "fir": {"north": "120", "south": "125", "west": "150"},
}


def tender(award: dict[str, object] | None, **more: object) -> Tender:
    lots = [{"id": lot, "contract": {"value": "100", "years": "2"}} for lot in LOTS]
    return Tender.model_validate(
        {
            "bideval": "1",
            "id": "meals",
            "title": "Meals",
            "currency": "GBP",
            "method": {"use": "lowest-compliant"},
            "rounding": "none",
            "lots": lots,
            "award": award,
            **more,
        }
    )


def inputs(award: dict[str, object], **more: object) -> Inputs:
    """Three lots and three bids; ``more`` may hold sheets, bids and keys of the tender."""
    sheets = more.pop("sheets", {})
    own = more.pop("bids", {})
    assert isinstance(sheets, dict)
    assert isinstance(own, dict)
    bids = {
        bid: Bid.model_validate(
            {"id": bid, "bidder": {"id": bid, "name": bid.title()}, "lots": list(prices), **own.get(bid, {})}
        )
        for bid, prices in PRICES.items()
    }
    listed = {
        bid: PriceSheet.model_validate(
            {"lots": {lot: {"amount": one} for lot, one in prices.items()}, **sheets.get(bid, {})}
        )
        for bid, prices in PRICES.items()
    }
    return Inputs(tender=tender(award, **more), bids=bids, prices=listed)


def allocated(award: dict[str, object], near: int | None = None, **more: object) -> Allocation:
    given = inputs(award, **more)
    return allocate(given, evaluate(given), Asked(near=None if near is None else Fraction(near)))


def who(found: Allocation) -> list[str | None]:
    return [one.bid for one in found.lots]


ONE_EACH = [{"id": "one-each", "use": "most-lots", "most": "1"}]
PREFERS = {
    "ash": {"prefers": ["south", "north", "west"]},
    "elm": {"prefers": ["north", "west", "south"]},
    "fir": {"prefers": ["north", "south", "west"]},
}
MECHANISMS: list[tuple[str, Mechanism, list[str], int]] = [
    # in words, mechanism, bids by lot, cost
    ("in turn: north to ash, then the best that is left", "lot-by-lot", ["ash", "fir", "elm"], 335),
    ("ash keeps south, elm prefers north to west", "bidder-preference", ["elm", "ash", "fir"], 354),
    # by hand, of the six ways: 380, 335, 354, 104 + 125 + 100 = 329, 330, 350
    ("the cheapest of the six ways", "lowest-total-price", ["elm", "fir", "ash"], 329),
    ("no combination is offered, so the same", "best-combination", ["elm", "fir", "ash"], 329),
]


@pytest.mark.parametrize("case", MECHANISMS, ids=lambda case: case[0])
def test_each_mechanism_by_hand(case: tuple[str, Mechanism, list[str], int]) -> None:
    _, mechanism, expected, cost = case
    found = allocated({"mechanism": mechanism, "rules": ONE_EACH}, bids=PREFERS)
    assert found.status is AllocationStatus.FINAL
    assert who(found) == expected
    assert found.cost == cost


def test_who_is_passed_over_and_by_which_rule() -> None:
    found = allocated({"mechanism": "lot-by-lot", "rules": ONE_EACH})
    south = found.lots[1]
    assert [(one.bid, one.rank, one.rules) for one in south.passed] == [("ash", 1, ("one-each",))]
    assert [(one.bidder, one.rule, one.used, one.most) for one in found.capped] == [
        ("ash", "one-each", Fraction(1), Fraction(1)),
        ("elm", "one-each", Fraction(1), Fraction(1)),
        ("fir", "one-each", Fraction(1), Fraction(1)),
    ]


def test_the_published_order_decides_lot_by_lot() -> None:
    found = allocated({"mechanism": "lot-by-lot", "rules": ONE_EACH, "order": ["south", "north"]})
    assert [(one.lot, one.bid) for one in found.lots] == [("south", "ash"), ("north", "elm"), ("west", "fir")]


def test_the_limit_of_the_tender_is_a_rule() -> None:
    found = allocated({"mechanism": "lowest-total-price"}, lot_limit="1")
    assert who(found) == ["elm", "fir", "ash"]
    assert {one.rule for one in found.capped} == {"lot-limit"}


def test_what_a_bid_wants_at_most_is_kept() -> None:
    found = allocated({"mechanism": "lowest-total-price"}, bids={"ash": {"most_lots": "2"}})
    assert who(found) == ["elm", "ash", "ash"]  # 4 more in north is the least that giving one up costs


PACKAGE = {"elm": {"packages": [{"id": "both", "lots": ["north", "south"], "amount": "197"}]}}
GAINS = [
    # in words, gain, whether the combination is taken, cost
    ("any gain will do", None, True, 297),
    ("three are asked, and three are there", {"amount": "3"}, True, 297),
    ("more is asked than is there", {"amount": "3.01"}, False, 300),
    ("one percent of 300", {"percent": "1"}, True, 297),
    ("two percent of 300", {"percent": "2"}, False, 300),
]


@pytest.mark.parametrize("case", GAINS, ids=lambda case: case[0])
def test_a_combination_has_to_be_below_by_what_is_published(
    case: tuple[str, dict[str, str] | None, bool, int],
) -> None:
    _, gain, taken, cost = case
    award: dict[str, object] = {"mechanism": "best-combination", "offers": ["packages"]}
    found = allocated({**award, "gain": gain} if gain else award, sheets=PACKAGE)
    assert found.compared is not None
    assert (found.compared.single, found.compared.combined) == (Fraction(300), Fraction(297))
    assert (found.compared.taken, found.cost) == (taken, Fraction(cost))
    assert who(found) == (["elm", "elm", "ash"] if taken else ["ash", "ash", "ash"])


DISCOUNTS = [
    # in words, sheet of elm, what the award allows, cost
    ("two lots together, 45 off: 104 + 130 - 45 + 100", {"discounts": [{"id": "pair", "lots": ["north", "south"], "amount": "45"}]}, "conditional-discounts", 289),
    ("two lots together, too little off", {"discounts": [{"id": "pair", "lots": ["north", "south"], "percent": "10"}]}, "conditional-discounts", 300),
    ("all units from two lots on: 90 percent of 104 + 110", {"volume": {"counts": "lots", "off": "all-units", "steps": [{"at": "2", "percent": "10"}]}}, "volume-discounts", 292.6),
    ("beyond 200 a half: 344 - 72", {"volume": {"counts": "price", "off": "incremental", "steps": [{"at": "200", "percent": "50"}]}}, "volume-discounts", 272),
]  # fmt: skip


@pytest.mark.parametrize("case", DISCOUNTS, ids=lambda case: case[0])
def test_discounts_by_hand(case: tuple[str, dict[str, object], str, float]) -> None:
    _, sheet, offers, cost = case
    found = allocated({"mechanism": "lowest-total-price", "offers": [offers]}, sheets={"elm": sheet})
    assert found.cost == Fraction(str(cost))
    single = sum((one.price for one in found.lots if one.price is not None), Fraction(0))
    assert single - sum((one.amount for one in found.discounts), Fraction(0)) == found.cost


RULES = [
    # in words, rule, bids by lot
    ("a lot for one bidder alone", {"use": "only", "lots": ["west"], "who": {"bidders": ["fir"]}}, ["ash", "ash", "fir"]),
    ("a least for one bidder", {"use": "least-lots", "least": "2", "who": {"bidders": ["elm"]}}, ["elm", "ash", "elm"]),
    ("two winners at least", {"use": "winners", "least": "2"}, ["elm", "ash", "ash"]),
    ("the incumbent keeps its lot", {"use": "incumbents", "incumbents": {"south": "elm"}, "keep": "true"}, ["ash", "elm", "ash"]),
    ("the incumbent does not", {"use": "incumbents", "incumbents": {"south": "ash"}, "keep": "false"}, ["ash", "fir", "ash"]),
    ("two lots apart", {"use": "apart", "lots": ["north", "west"]}, ["elm", "ash", "ash"]),
    ("a share of the value", {"use": "most-share", "most": "70", "counts": "value", "who": {"bidders": ["ash"]}}, ["elm", "ash", "ash"]),
    ("at most so much a year", {"use": "most-amount", "most": "100", "counts": "annual-value", "who": {"bidders": ["ash"]}}, ["elm", "ash", "ash"]),
    ("as much as turnover allows", {"use": "capacity", "counts": "annual-value", "times": "2", "reads": "turnover"}, ["elm", "ash", "ash"]),
    ("linked to one bidder, which may not have both", {"use": "linked", "lots": ["north", "south"], "one_bidder": "true"}, ["ash", "ash", "ash"]),
    ("no award above the reserve", {"use": "no-award", "reserves": {"north": "99"}}, [None, "ash", "ash"]),
    ("soft, and cheaper to break", {"use": "winners", "least": "3", "soft": {"penalty": "5"}}, ["ash", "ash", "ash"]),
    ("soft, and dearer to break", {"use": "winners", "least": "2", "soft": {"penalty": "5"}}, ["elm", "ash", "ash"]),
    ("soft, by priority", {"use": "winners", "least": "3", "soft": {"priority": "1"}}, ["elm", "fir", "ash"]),
]  # fmt: skip


@pytest.mark.parametrize("case", RULES, ids=lambda case: case[0])
def test_each_rule_by_hand(case: tuple[str, dict[str, object], list[str | None]]) -> None:
    words, rule, expected = case
    accounts = [{"year_end": "2025-12-31", "turnover": "200"}]
    given: dict[str, object] = {"accounts": accounts}
    found = allocated(
        {"mechanism": "lowest-total-price", "rules": [{"id": "it", **rule}]},
        bids=dict.fromkeys(PRICES, given),
    )
    assert who(found) == expected
    assert bool(found.broken) == (words == "soft, and cheaper to break")


@pytest.mark.parametrize("rule", [
    {"use": "linked", "lots": ["east", "coast"]},
    {"use": "linked", "lots": ["east", "coast"], "one_bidder": "true"},
    {"use": "apart", "lots": ["east", "coast"]},
    {"use": "only", "lots": ["east", "coast"], "who": {"bidders": ["fir"]}},
    {"use": "incumbents", "incumbents": {"east": "elm"}, "keep": "false"},
], ids=lambda rule: " ".join(map(str, rule.values())))  # fmt: skip
def test_a_rule_about_lots_that_nobody_bid_for_changes_no_award(rule: dict[str, object]) -> None:
    lots = [{"id": lot, "contract": {"value": "100", "years": "2"}} for lot in (*LOTS, "east", "coast")]
    found = allocated({"mechanism": "lowest-total-price", "rules": [{"id": "it", **rule}]}, lots=lots)
    assert {one.lot: one.bid for one in found.lots} == {
        **dict.fromkeys(LOTS, "ash"),
        "east": None,
        "coast": None,
    }


POINTS = [
    # in words, weigh_by, values of the lots, bids by lot, points
    # marks of ash 5 and 4, of elm 4 and 2: in points 100 and 80, 80 and 40; one lot each
    ("every lot alike: 80 + 80, not 100 + 40", None, (10, 10), ["elm", "ash"], 160),
    ("a large first lot: 1,000 + 40, not 800 + 80", "lot-value", (10, 1), ["ash", "elm"], 1040),
]


@pytest.mark.parametrize("case", POINTS, ids=lambda case: case[0])
def test_points_are_added_and_weighed_by_value(
    case: tuple[str, str | None, tuple[int, int], list[str], int],
) -> None:
    _, weigh_by, values, expected, points = case
    marks = {("north", "ash"): 5, ("south", "ash"): 4, ("north", "elm"): 4, ("south", "elm"): 2}
    quality: dict[str, object] = {
        "method": {"use": "weighted-sum"},
        "weighting": {"kind": "percent-of-whole"},
        "marks": {"from": "consensus"},
        "criteria": [{"id": "plan", "weight": "100", "scale": {"from": "0", "to": "5", "step": "1"}}],
        "lots": [
            {"id": lot, "contract": {"value": str(value)}}
            for lot, value in zip(("north", "south"), values, strict=True)
        ],
    }
    award: dict[str, object] = {"mechanism": "most-points", "rules": ONE_EACH}
    award |= {"weigh_by": weigh_by} if weigh_by else {}
    lots = ["north", "south"]
    given = Inputs(
        tender=tender(award, **quality),
        bids={
            bid: Bid.model_validate({"id": bid, "bidder": {"id": bid, "name": bid}, "lots": lots})
            for bid in ("ash", "elm")
        },
        evaluators=(Evaluator("a", "Ada", "evaluator"),),
        consensus=tuple(
            Consensus(lot, "plan", bid, Fraction(mark), "As agreed.", "", "", "", (), "", "")
            for (lot, bid), mark in marks.items()
        ),
    )
    found = allocate(given, evaluate(given))
    assert who(found) == expected
    assert found.points == points


def test_prices_are_no_points() -> None:
    assert allocated({"mechanism": "lowest-total-price"}).points is None


def test_conflicting_rules_are_impossible_and_proved() -> None:
    rules = [*ONE_EACH, {"id": "two", "use": "winners", "most": "2"}]
    found = allocated({"mechanism": "lowest-total-price", "rules": rules})
    assert found.status is AllocationStatus.IMPOSSIBLE
    assert found.cost is None
    assert {one.because for one in found.lots} == {"the rules conflict"}


def test_a_lot_that_nobody_is_left_for_is_named() -> None:
    given = inputs({"mechanism": "lowest-total-price"})
    bids = {bid: one.model_copy(update={"lots": ("north", "south")}) for bid, one in given.bids.items()}
    sheets = {
        bid: one.model_copy(update={"lots": {lot: one.lots[lot] for lot in ("north", "south")}})
        for bid, one in given.prices.items()
    }
    fewer = Inputs(tender=given.tender, bids=bids, prices=sheets)
    found = allocate(fewer, evaluate(fewer))
    assert (found.lots[2].bid, found.lots[2].because) == (None, "no assessed bid")
    assert found.cost == 200


def test_equal_bids_everywhere_are_a_tie_until_a_rule_settles_it() -> None:
    sheets = {bid: {"lots": {lot: {"amount": "100"} for lot in LOTS}} for bid in PRICES}
    untold = allocated({"mechanism": "lowest-total-price", "rules": ONE_EACH}, sheets=sheets)
    assert untold.status is AllocationStatus.TIED
    assert untold.equal is not None
    assert untold.equal == (6, True)
    assert who(untold) == [None, None, None]


def test_what_is_near_is_told() -> None:
    found = allocated({"mechanism": "lowest-total-price", "rules": ONE_EACH}, near=2)
    assert [one.value for one in found.alternatives] == [330, 335]
    assert found.near_complete


NOT_ASKED: list[tuple[str, dict[str, object] | None, dict[str, object]]] = [
    # in words, award of the tender, its other keys
    ("no award rules", None, {}),
    ("no mechanism", {"rules": []}, {}),
    ("no lots", {"mechanism": "lot-by-lot"}, {"lots": []}),
]


@pytest.mark.parametrize("case", NOT_ASKED, ids=lambda case: case[0])
def test_what_cannot_be_allocated_says_so(
    case: tuple[str, dict[str, object] | None, dict[str, object]],
) -> None:
    _, award, keys = case
    given = inputs({"mechanism": "lot-by-lot"})
    evaluation = evaluate(given)
    with pytest.raises(LotsError, match="bideval evaluate"):
        allocate(Inputs(tender=tender(award, **keys), bids=given.bids, prices=given.prices), evaluation)
