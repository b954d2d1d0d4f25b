"""Moves of weight that change an award of lots, against awards worked out from the totals by hand."""

from fractions import Fraction

from bideval.analysis.lots.allocate import allocate
from bideval.analysis.lots.weights_tried import WeightsTried, weights_tried
from bideval.scoring.evaluate import evaluate
from tests.analysis.lots.mutual_lots import mutual_lots
from tests.scoring.build import Papers, inputs_of, tender

POINTS = {  # by bid: points on plan and on care, in both lots
    "ash": (70, 40),
    "oak": (40, 72),
}
LOTS = ("north", "south")


def two_lots(plan: int = 52, most: int = 2) -> Papers:
    """Return two lots that are scored by two declared criteria, for the most points."""
    return Papers(
        tender(
            method={"use": "weighted-sum"},
            weighting={"kind": "percent-of-whole"},
            declares={name: {"unit": "points", "min": 0, "max": 100} for name in ("plan", "care")},
            criteria=[
                {"id": name, "weight": weight, "measure": {"field": f"bid.declared.{name}"}}
                for name, weight in (("plan", plan), ("care", 100 - plan))
            ],
            ties=[{"by": "earlier-received"}],
            lots=[{"id": lot, "title": lot, "contract": {"value": 100, "years": 1}} for lot in LOTS],
            lot_mechanism="The most points of all lots",
            award={
                "mechanism": "most-points",
                "rules": [{"id": "limit", "use": "most-lots", "most": most}],
                "ties": [{"by": "lot-order"}],
            },
        ),
        {
            bid: {
                "lots": list(LOTS),
                "declared": dict(zip(("plan", "care"), points, strict=True)),
                "received": f"2026-01-05T09:00:0{place}Z",
            }
            for place, (bid, points) in enumerate(POINTS.items())
        },
        {bid: {"lots": {lot: {"amount": 100} for lot in LOTS}} for bid in POINTS},
    )


def tried(papers: Papers) -> WeightsTried:
    """Return the moves that change an award."""
    inputs = inputs_of(papers)
    evaluation = evaluate(inputs)
    return weights_tried(inputs, evaluation, allocate(inputs, evaluation))


def ahead(plan: int) -> str:
    """Return who has more points at a weight of plan, by hand."""
    totals = {bid: Fraction(plan * own[0] + (100 - plan) * own[1], 100) for bid, own in POINTS.items()}
    return max(totals, key=lambda bid: totals[bid])


def test_the_smallest_move_is_that_of_the_totals() -> None:
    # by hand: 30 plan = 32 care where plan is 51.61...; at 52 ash is ahead, at 51 oak
    assert [ahead(one) for one in (52, 51, 50)] == ["ash", "oak", "oak"]
    found = tried(two_lots())
    assert [(one.points, one.taken_from, one.given_to) for one in found.moves] == [
        (1, "plan", "care"),
        (2, "plan", "care"),
    ]
    assert {(one.lot, one.before, one.after) for one in found.moves[0].moved} == {
        ("north", "ash", "oak"),
        ("south", "ash", "oak"),
    }
    assert (found.tried, found.points) == (4, 2)
    assert found.smallest("south") == found.moves[0]


def test_where_no_small_move_changes_an_award_none_is_told() -> None:
    assert [ahead(one) for one in (58, 60, 62)] == ["ash"] * 3
    found = tried(two_lots(plan=60))
    assert (found.moves, found.tried, found.smallest("north")) == ((), 4, None)


def test_a_mechanism_that_reads_prices_is_not_asked() -> None:
    found = tried(mutual_lots())
    assert found.moves == ()
    assert "compares prices" in found.why_not
