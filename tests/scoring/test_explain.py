"""Why one bid is ahead of another: contributions, and what rounding and lifting add."""

from fractions import Fraction

import pytest

from bideval.model.evaluation import LotResult
from bideval.model.rules import RankOn
from bideval.scoring.explain import contributions
from tests.scoring.build import Data, Papers, lot_of, placing, tender

F = Fraction
EXACT, ROUNDED = RankOn.EXACT, RankOn.ROUNDED


def merits(
    criteria: list[Data],
    ash: dict[str, object],
    elm: dict[str, object],
    *rounding: Data,
    rank_on: RankOn = ROUNDED,
    method: Data | None = None,
) -> LotResult:
    """Return two bids on declared points; ``criteria`` hold ids and weights alone, or sections of such."""

    def way(one: Data) -> Data:
        below = one.get("criteria")
        if isinstance(below, list):
            return {**one, "criteria": [way(child) for child in below]}
        return {**one, "measure": {"field": f"bid.declared.{one['id']}"}}

    return lot_of(
        Papers(
            tender(
                method=method or {"use": "weighted-sum"},
                weighting={"kind": "percent-of-whole"},
                declares={name: {"unit": "points"} for name in ash},
                criteria=[way(one) for one in criteria],
                rounding=list(rounding) or "none",
                rank_on=rank_on.value,
            ),
            {"ash": {"declared": ash}, "elm": {"declared": elm}},
            {"ash": 10, "elm": 10},
        )
    )


def stage(name: str, places: int, mode: str = "half-up") -> Data:
    return {"stage": name, "places": places, "mode": mode}


def leaf(name: str, weight: int, **more: object) -> Data:
    return {"id": name, "weight": weight, **more}


TWO = [leaf("plan", 60), leaf("team", 40)]
SECTION = [{"id": "all", "criteria": [leaf("plan", 30), leaf("team", 30)]}, leaf("site", 40)]
LIFTED = [
    {"id": "all", "normalise": "to-best", "criteria": [leaf("plan", 30), leaf("team", 30)]},
    leaf("site", 40),
]
Points = dict[str, object]
CONTRIBUTIONS: list[tuple[str, LotResult, RankOn, list[tuple[str, str]]]] = [
    # in words, result, ranked on, and what adds how much to ash less elm
    ("largest first, by size and not by sign",
     merits(TWO, {"plan": 50, "team": 90}, {"plan": 60, "team": 70}), ROUNDED, [("team", "8"), ("plan", "-6")]),
    ("the same size: by id", merits([leaf("plan", 50), leaf("team", 50)], {"plan": 9, "team": 5}, {"plan": 5, "team": 9}),
     ROUNDED, [("plan", "2"), ("team", "-2")]),
    ("nothing between them", merits(TWO, {"plan": 5, "team": 5}, {"plan": 5, "team": 5}), ROUNDED, [("plan", "0"), ("team", "0")]),
    ("rounded figures, and what the total's rounding adds: 47.4 to 47 against 46.6 to 47",
     merits(TWO, {"plan": 60, "team": "28.5"}, {"plan": 50, "team": "41.5"}, stage("total", 0)), ROUNDED,
     [("plan", "6"), ("team", "-5.2"), ("total: rounding", "-0.8")]),
    ("the same two on exact figures",
     merits(TWO, {"plan": 60, "team": "28.5"}, {"plan": 50, "team": "41.5"}, stage("total", 0)), EXACT,
     [("plan", "6"), ("team", "-5.2")]),
    ("what a section's rounding adds: 16.5 to 17 against 14.4 to 14",
     merits(SECTION, {"plan": 55, "team": 0, "site": 1}, {"plan": 0, "team": 48, "site": 1}, stage("section", 0)), ROUNDED,
     [("plan", "16.5"), ("team", "-14.4"), ("all: rounding or normalising", "0.9"), ("site", "0")]),
    ("what lifting to the best adds: 30 to 60 against 15 to 30",
     merits(LIFTED, {"plan": 100, "team": 0, "site": 0}, {"plan": 50, "team": 0, "site": 0}), ROUNDED,
     [("plan", "15"), ("all: rounding or normalising", "15"), ("site", "0"), ("team", "0")]),
]  # fmt: skip


@pytest.mark.parametrize("case", CONTRIBUTIONS, ids=lambda case: case[0])
def test_what_puts_a_bid_ahead(case: tuple[str, LotResult, RankOn, list[tuple[str, str]]]) -> None:
    _, lot, rank_on, expected = case
    ash, elm = placing(lot, "ash"), placing(lot, "elm")
    parts = contributions(lot, ash, elm, rank_on)
    assert [(one.what, one.difference) for one in parts] == [(what, F(value)) for what, value in expected]
    assert all(one.criterion == (" " not in one.what) for one in parts)
    figures = (ash.total, elm.total) if rank_on is ROUNDED else (ash.total_exact, elm.total_exact)
    assert figures[0] is not None
    assert figures[1] is not None
    assert sum((F(value) for _, value in expected), F(0)) == figures[0] - figures[1]
    turned = contributions(lot, elm, ash, rank_on)
    assert [(one.what, -one.difference) for one in turned] == [(one.what, one.difference) for one in parts]


def test_a_method_whose_figure_is_no_sum_has_no_contributions() -> None:
    lot = merits([leaf("plan", 100)], {"plan": 60}, {"plan": 50}, method={"use": "vfm-index"})
    assert contributions(lot, placing(lot, "ash"), placing(lot, "elm"), EXACT) == ()
    assert "60 / 10" in placing(lot, "ash").worked


def test_a_bid_that_was_not_assessed_has_none() -> None:
    gate = {"id": "limit", "phase": "conditions", "measure": {"field": "bid.declared.plan"}, "threshold": 60,
            "test": "at-least", "on_fail": "must-disregard"}  # fmt: skip
    papers = Papers(
        tender(
            method={"use": "weighted-sum"},
            weighting={"kind": "percent-of-whole"},
            declares={"plan": {"unit": "points"}},
            criteria=[{"id": "plan", "weight": 100, "measure": {"field": "bid.declared.plan"}}],
            gates=[gate],
        ),
        {"ash": {"declared": {"plan": 60}}, "elm": {"declared": {"plan": 50}}},
    )
    lot = lot_of(papers)
    assert contributions(lot, placing(lot, "ash"), placing(lot, "elm"), EXACT) == ()


def test_every_score_says_where_it_comes_from() -> None:
    lot = merits(SECTION, {"plan": 55, "team": 0, "site": 1}, {"plan": 0, "team": 48, "site": 1})
    for score in placing(lot, "ash").scores:
        assert [source.file for source in score.sources] == (
            ["tender.yaml"] if score.section else ["bids/ash.yaml"]
        )
        assert score.worked
