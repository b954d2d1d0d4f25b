"""Random small tenders with every rule that the page computes, and random settings of them."""

from fractions import Fraction
from typing import NamedTuple

from hypothesis import strategies as st

from bideval.model.parameters import With
from bideval.model.tender import TieRule
from bideval.scoring.case import LotCase
from bideval.scoring.lot_rules import Section
from tests.report.page.engine import Settings
from tests.scoring.build import Data, Papers, decision, tender

F = Fraction
BIDS = ("ash", "constructor", "elm", "fir", "yew")  # one has the name of what every object of the page has
SCALE = {"from": 0, "to": 5, "step": 1}
ON_FAIL = ("must-disregard", "may-disregard", "flag")
MODES = ("half-up", "half-even", "half-down", "up", "down")
STAGES = ("price", "points", "weighted", "section", "total")
TIES = (
    TieRule(by="lower-price"),
    TieRule(by="points", of="plan"),
    TieRule(by="earlier-received"),
    TieRule(by="draw"),
)
LADDERS: tuple[list[Data], ...] = (
    [],
    [{"by": "lower-price"}],
    [{"by": "points", "of": "people"}, {"by": "earlier-received"}],
)
FORMULAS: tuple[tuple[str, dict[str, str]], ...] = (
    ("lowest-over-bid", {}),
    ("qcbs", {}),
    ("linear-to-double-lowest", {"floor": "0"}),
    ("linear-to-double-lowest", {"floor": "none"}),
    ("linear-to-n-lowest", {"n": "7/3"}),
    ("lowest-to-highest", {"when_equal": "50"}),
    ("around-average", {"form": "share", "floor": "0", "cap": "100"}),
    ("around-average", {"form": "half-marks", "floor": "none", "cap": "none"}),
    ("fixed-range", {"lowest": "80", "highest": "120"}),
    ("budget-linear", {"budget": "130", "floor": "0"}),
    ("rank-points", {"table": "100 80 55.5 30 10", "equal": "share-mean"}),
    ("rank-points", {"table": "100 80 55.5 30", "equal": "share-better"}),
    ("discount-bilinear", {"base_price": "130", "x": "0.85", "when_equal": "100"}),
)


def _with(raw: dict[str, str]) -> dict[str, object]:
    """Parameters as a tender writes them."""
    return {name: value.split() if name == "table" else value for name, value in raw.items()}


def typed(raw: dict[str, str]) -> With:
    """Parameters as a formula reads them."""
    return {name: _value(name, value) for name, value in raw.items()}


def _value(name: str, value: str) -> F | str | tuple[F, ...] | None:
    if name == "table":
        return tuple(F(one) for one in value.split())
    if name in {"form", "equal"}:
        return value
    return None if value == "none" else F(value)


def _minimum(draw: st.DrawFn) -> Data:
    if draw(st.integers(0, 3)):
        return {}
    return {
        "minimum": {"points": draw(st.sampled_from((20, 45, 60))), "on_fail": draw(st.sampled_from(ON_FAIL))}
    }


def _rounding(draw: st.DrawFn) -> object:
    stages = [stage for stage in STAGES if draw(st.booleans())]
    if not stages:
        return "none"
    return [
        {"stage": stage, "places": draw(st.integers(0, 3)), "mode": draw(st.sampled_from(MODES))}
        for stage in stages
    ]


def _best(draw: st.DrawFn) -> Data:
    return {"normalise": "to-best"} if draw(st.integers(0, 3)) == 0 else {}


def _rules(draw: st.DrawFn) -> Data:
    """Rules of two sections, one inside the other, a measured criterion and a price."""
    first, second, third = (draw(st.integers(1, 20)) for _ in range(3))
    name, raw = draw(st.sampled_from(FORMULAS))
    cost = {"id": "cost", "weight": 90 - first - second - third, "formula": name}
    criteria = [
        _quality(draw, first, second, third),
        {"id": "size", "weight": 10, "measure": {"field": "bid.declared.size"}},
        {**cost, "with": _with(raw)} if raw else cost,
    ]
    rounding = _rounding(draw)
    return tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        declares={"size": {"unit": "points", "min": 0, "max": 100}},
        criteria=criteria,
        gates=[_gate(draw, gate, phase) for gate, phase in (("big", "conditions"), ("huge", "exclusion"))],
        rounding=rounding,
        ties=draw(st.sampled_from(LADDERS)),
        places=draw(st.integers(1, 3)),
        **({} if rounding == "none" else {"rank_on": draw(st.sampled_from(("rounded", "exact")))}),
    )


def _quality(draw: st.DrawFn, first: int, second: int, third: int) -> Data:
    inner = {
        "id": "people",
        **_minimum(draw),
        **_best(draw),
        "criteria": [
            {"id": "constructor", "weight": second, "scale": SCALE},
            {"id": "care", "weight": third, "scale": SCALE},
        ],
    }
    plan = {"id": "plan", "weight": first, "scale": SCALE, **_best(draw)}
    return {"id": "quality", **_minimum(draw), **_best(draw), "criteria": [plan, inner]}


@st.composite
def tenders(draw: st.DrawFn) -> Papers:
    """A tender of two sections, one inside the other, a measured criterion and one or two prices."""
    rules = _rules(draw)
    bids = BIDS[: draw(st.integers(2, 5))]
    days = {bid: draw(st.integers(1, 4)) for bid in bids}
    kinds = [_kind(draw) for _ in range(draw(st.sampled_from((2, 3, 5))))]  # few kinds make ties
    like = {bid: draw(st.sampled_from(kinds)) for bid in bids}
    made: dict[str, Data] = {
        bid: {"declared": {"size": like[bid].size}, "received": f"2026-01-0{days[bid]}T09:00:00Z"}
        for bid in bids
    }
    prices = {bid: like[bid].price for bid in bids}
    marks = {
        (bid, what): mark
        for bid in bids
        for what, mark in zip(("plan", "constructor", "care"), like[bid].marks, strict=True)
    }
    decisions = [
        decision(draw(st.sampled_from(("waive", "keep", "mitigate"))), bid=bid, gate="big")
        for bid in bids[:2]
        if draw(st.booleans())
    ]
    decisions += [decision("withdraw", bid=bids[-1])] if draw(st.integers(0, 5)) == 0 else []
    return Papers(rules, made, prices, marks, decisions=decisions)


class Kind(NamedTuple):
    """What a bid of a tender may be like."""

    size: int
    price: str
    marks: tuple[int, int, int]


def _kind(draw: st.DrawFn) -> Kind:
    mark = st.integers(0, 5)
    return Kind(
        draw(st.sampled_from((30, 50, 50, 100))),
        draw(st.sampled_from(("80", "90.5", "100", "110/3", "119.99", "131"))),
        (draw(mark), draw(mark), draw(mark)),
    )


def _gate(draw: st.DrawFn, gate: str, phase: str) -> Data:
    return {
        "id": gate,
        "phase": phase,
        "measure": {"field": "bid.declared.size"},
        "threshold": draw(st.sampled_from((0, 40, 60))),
        "test": "at-least",
        "on_fail": draw(st.sampled_from(ON_FAIL)),
    }


@st.composite
def settings_of(draw: st.DrawFn, case: LotCase) -> Settings:
    """Settings of the lot: weights that sum to the whole, tests off, bids out, another formula, other ties."""
    leaves = [leaf.id for leaf in case.rules.leaves()]
    parts = [draw(st.integers(0, 12)) for _ in leaves]
    parts[0] += 0 if sum(parts) else 1
    weights = {leaf: case.rules.whole * part / sum(parts) for leaf, part in zip(leaves, parts, strict=True)}
    if draw(st.booleans()):
        weights = {leaf.id: leaf.weight for leaf in case.rules.leaves()}
    minimums = [
        f"{node.id}/minimum" for node in case.rules.nodes() if isinstance(node, Section) and node.minimum
    ]
    off = [
        one
        for one in (*(gate.rule.id for gate in case.rules.gates), *minimums)
        if draw(st.integers(0, 2)) == 0
    ]
    out = [bid for bid in sorted(case.bids) if draw(st.integers(0, 9)) == 9]
    name, raw = draw(st.sampled_from(FORMULAS))
    formulas = {"cost": (name, typed(raw))} if draw(st.booleans()) else {}
    ties = draw(st.sampled_from((None, *((one,) for one in TIES))))
    return Settings(weights, tuple(off), tuple(out), formulas, ties)
