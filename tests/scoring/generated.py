"""Generated tenders: small, valid, of every method and price formula, full of ties.

A method or formula without terms here fails the property tests by name.  Prices and
points are drawn from few values, so that equal figures and ends of ranges are met.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st

from bideval.model.parameters import Parameter
from bideval.model.rules import Mode
from bideval.scoring.formulas.registry import PRICE_FORMULAS
from bideval.scoring.methods.registry import METHODS
from tests.scoring.build import Data, Papers, decision, tender

NAMES = ("ash", "beech", "cedar", "dogwood", "elm", "fir")
FEATURES = ("intake", "years")
SCALE = {"from": 0, "to": 10, "step": 1}
UNEVEN = {
    "marks": [
        {"mark": mark, "points": points}
        for mark, points in enumerate((0, 5, "33.3", "33.3", 60, "99.95", 100))
    ]
}
MARKED, UNEVENLY, DECLARED = "marked", "unevenly", "declared"
STAGES = ("price", "points", "weighted", "section", "total")
BASE_PRICE = 10**6  # above every price that is drawn

FORMULA_TERMS: Mapping[str, Data] = {
    "lowest-over-bid": {},
    "qcbs": {},
    "linear-to-double-lowest": {"floor": 0},
    "linear-to-n-lowest": {"n": "5/2"},
    "lowest-to-highest": {"when_equal": 100},
    "around-average": {"form": "half-marks", "floor": 0, "cap": 100},
    "fixed-range": {"lowest": 2, "highest": 9},
    "budget-linear": {"budget": 11, "floor": 0},
    "log-from-lowest": {"ratio": 3, "floor": 0},
    "rank-points": {"table": [100, 70, 70, 40, 10, 0], "equal": "share-mean"},
    "discount-power": {"base_price": BASE_PRICE, "alpha": "1/2"},
    "discount-bilinear": {"base_price": BASE_PRICE, "x": "17/20", "when_equal": 100},
}
METHOD_TERMS: Mapping[str, Data] = {
    "weighted-sum": {},
    "lowest-compliant": {},
    "fixed-price-best-quality": {"fixed_price": 6, "below": "ranked"},
    "price-per-quality-point": {"quality_minimum": 20},
    "quality-over-price": {"constant": 7},
    "vfm-index": {"quality_minimum": 10},
    "weighted-vfm-index": {"quality_weight": 60, "cost_weight": 40},
    "monetised-quality": {"willingness_to_pay": "1/4"},
    "price-quality-method": {"estimate": 9, "provisional_sums": 1, "price_weight": 40},
    "utility-index": {"quality_to_price": "3/2"},
    "feature-coefficient": {"features": [{"id": name, "max": "3/20"} for name in FEATURES]},
    "extended-benchmark-ratio": {"corridor": 10, "decides": "quality"},
    "life-cycle-npv": {
        "announcement_date": "2026-03-31",
        "discount_rate": "1/20",
        "days_per_year": 365,
        "horizon_years": 3,
    },
}
RELATIVE = {
    *(formula.id for formula in PRICE_FORMULAS.values() if formula.kind == "relative"),
    *(method.id for method in METHODS.values() if method.kind == "relative"),
}
ABLE = {
    "id": "able",
    "phase": "conditions",
    "measure": {"field": "bid.declared.able"},
    "threshold": 1,
    "test": "is",
    "on_fail": "must-disregard",
}

prices = st.one_of(st.integers(1, 12).map(str), st.integers(100, 2000).map(lambda pence: f"{pence}/100"))
points = st.one_of(st.sampled_from(["100/3", "50", "66.65", "0.005"]), st.integers(1, 100).map(str))


@st.composite
def papers_of(
    draw: st.DrawFn,
    method: str = "weighted-sum",
    formula: str | None = "lowest-over-bid",
    *,
    rounds: bool = True,
    lifts: bool = True,
    least: int = 1,
) -> Papers:
    """Draw a tender of ``method``, with a price criterion of ``formula`` where it has one, and its bids.

    ``rounds``: rounding may be published; ``lifts``: points may be lifted to the best.
    """
    kinds = draw(st.lists(st.sampled_from([MARKED, UNEVENLY, DECLARED]), min_size=1, max_size=4))
    leaves = {f"leaf-{letter}": kind for letter, kind in zip("abcd", kinds, strict=False)}
    criteria = draw(_criteria(leaves, formula if method == "weighted-sum" else None, lifts=lifts))
    names = NAMES[: draw(st.integers(least, 5))]
    bids, prices_, marks = draw(_bids(names, leaves, method))
    rules = tender(
        method={"use": method, "with": METHOD_TERMS[method]},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        declares=_declares(leaves, method),
        criteria=criteria,
        gates=[ABLE],
        rounding=draw(_rounding(method, formula, rounds=rounds)) or "none",
        rank_on=draw(st.sampled_from(["rounded", "exact"])),
        ties=draw(_ladder(sorted(leaves))),
        places=draw(st.sampled_from([1, 1, 1, 2])),
    )
    return Papers(
        rules, bids, prices_, marks, decisions=_draws(rules, draw(st.sampled_from(["", "7", "31-07"])))
    )


@st.composite
def _criteria(draw: st.DrawFn, leaves: Mapping[str, str], formula: str | None, *, lifts: bool) -> list[Data]:
    """Draw weights that sum to 100 exactly, and sections around the questions, up to two deep."""
    parts = draw(st.lists(st.integers(1, 7), min_size=len(leaves) + 1, max_size=len(leaves) + 1))
    whole = sum(parts) if formula else sum(parts[:-1])
    lift = st.sampled_from([False, False, True]) if lifts else st.just(False)
    listed: list[Data] = [
        _lifted({"id": name, "weight": f"{100 * part}/{whole}", **_way(name, kind)}, lifts=draw(lift))
        for (name, kind), part in zip(leaves.items(), parts, strict=False)
    ]
    depth = draw(st.integers(0, 2))
    if depth == 2 and len(listed) > 1:
        listed = [_lifted({"id": "inner", "criteria": listed[:-1]}, lifts=draw(lift)), listed[-1]]
    if depth:
        listed = [_lifted({"id": "outer", "criteria": listed}, lifts=draw(lift))]
    if formula:
        cost = {
            "id": "cost",
            "weight": f"{100 * parts[-1]}/{whole}",
            "formula": formula,
            "with": FORMULA_TERMS[formula],
        }
        listed.insert(draw(st.integers(0, len(listed))), cost)
    return listed


def _lifted(criterion: Data, *, lifts: bool) -> Data:
    return {**criterion, "normalise": "to-best"} if lifts else criterion


def _way(name: str, kind: str) -> Data:
    if kind == DECLARED:
        return {"measure": {"field": f"bid.declared.{name}"}}
    return {"scale": SCALE if kind == MARKED else UNEVEN}


def _declares(leaves: Mapping[str, str], method: str) -> Data:
    found: dict[str, Data] = {name: {"unit": "points"} for name, kind in leaves.items() if kind == DECLARED}
    if method == "feature-coefficient":
        found |= {name: {"unit": "ratio"} for name in FEATURES}
    return {**found, "able": {"unit": "count"}}


_by_method: Mapping[str, st.SearchStrategy[dict[str, object]]] = {
    "feature-coefficient": st.fixed_dictionaries(
        dict.fromkeys(FEATURES, st.integers(0, 15).map(lambda part: f"{part}/100"))
    ),
    "life-cycle-npv": st.fixed_dictionaries(
        {
            "contract-years": st.integers(0, 1),
            "contract-days": st.integers(0, 200),
            "payment-share": st.integers(0, 4).map(lambda part: f"{part}/4"),
            "cost-reductions": st.lists(st.integers(0, 50), min_size=4, max_size=4),
        }
    ),
}


@st.composite
def _bids(
    draw: st.DrawFn, names: tuple[str, ...], leaves: Mapping[str, str], method: str
) -> tuple[dict[str, Data], dict[str, object], dict[tuple[str, str], object]]:
    bids: dict[str, Data] = {}
    marks: dict[tuple[str, str], object] = {}
    for name in names:
        declared = draw(_by_method.get(method, st.just({})))
        declared |= {leaf: draw(points) for leaf, kind in leaves.items() if kind == DECLARED}
        able = draw(st.sampled_from([1, 1, 1, 0]))
        second = draw(st.integers(0, 3))
        bids[name] = {"declared": {**declared, "able": able}, "received": f"2026-01-05T09:00:0{second}Z"}
        most = {MARKED: 10, UNEVENLY: 6}
        marks |= {
            (name, leaf): draw(st.integers(1, most[kind])) for leaf, kind in leaves.items() if kind in most
        }
    return bids, {name: draw(prices) for name in names}, marks


@st.composite
def _rounding(draw: st.DrawFn, method: str, formula: str | None, *, rounds: bool) -> list[Data]:
    needed = {"figure"} if method == "weighted-vfm-index" else set()
    if method == "weighted-sum" and formula is not None and PRICE_FORMULAS[formula].irrational:
        needed |= {"points"}
    wanted = draw(st.sets(st.sampled_from([*STAGES, "figure"]))) if rounds else set()
    modes = st.sampled_from([mode.value for mode in Mode])
    return [
        {"stage": one, "places": draw(st.integers(0, 4)), "mode": draw(modes)}
        for one in sorted(needed | wanted)
    ]


def _ladder(leaves: list[str]) -> st.SearchStrategy[list[Data]]:
    rungs: list[Data] = [
        {"by": "lower-price"},
        {"by": "points", "of": leaves[0]},
        {"by": "earlier-received"},
        {"by": "draw", "method": "sha256-counter", "order": "id"},
    ]
    return st.lists(st.sampled_from(rungs), max_size=3, unique_by=lambda rung: str(rung["by"]))


def _draws(rules: Data, seed: str) -> tuple[Data, ...]:
    ties = rules["ties"]
    assert isinstance(ties, list)
    return (decision("draw", seed=seed),) if seed and any(rung["by"] == "draw" for rung in ties) else ()


def examples(usual: int, part: int) -> settings:
    """Return settings of as many examples as the profile says over ``part``, and at least ``usual``."""
    profile = settings.default
    assert profile is not None
    return settings(max_examples=max(usual, profile.max_examples // part))


# Changes that should not matter


def each_criterion(criteria: object) -> Iterator[dict[str, object]]:
    """Give every criterion and section of a list of text data."""
    assert isinstance(criteria, list)
    for one in criteria:
        yield one
        yield from each_criterion(one.get("criteria", []))


@st.composite
def reordered(draw: st.DrawFn, papers: Papers) -> Papers:
    """Draw the same tender with bids, prices, marks, decisions and criteria in another order."""

    def shuffled(criteria: object) -> list[Data]:
        assert isinstance(criteria, list)
        inside = [
            {**one, "criteria": shuffled(one["criteria"])} if "criteria" in one else one for one in criteria
        ]
        return draw(st.permutations(inside))

    return Papers(
        {**papers.tender, "criteria": shuffled(papers.tender["criteria"])},
        dict(draw(st.permutations(list(papers.bids.items())))),
        dict(draw(st.permutations(list(papers.prices.items())))),
        dict(draw(st.permutations(list(papers.consensus.items())))),
        dict(draw(st.permutations(list(papers.marks.items())))),
        draw(st.permutations(list(papers.decisions))),
    )


def _money(parameters: Iterable[Parameter]) -> set[str]:
    return {parameter.name for parameter in parameters if parameter.unit == "money"}


MONEY_TERMS = {
    **{formula.id: _money(formula.parameters) for formula in PRICE_FORMULAS.values()},
    **{method.id: _money(method.parameters) for method in METHODS.values()},
}


def in_another_unit(papers: Papers, factor: Fraction) -> Papers:
    """Return the same tender with every amount of money times ``factor``."""

    def terms(used: str, with_: object) -> Data:
        assert isinstance(with_, Mapping)
        money = MONEY_TERMS[used] - ({"constant"} if used == "quality-over-price" else set())
        return {
            name: Fraction(str(value)) * factor if name in money else value for name, value in with_.items()
        }

    def criterion(one: dict[str, object]) -> dict[str, object]:
        if "criteria" in one:
            below = one["criteria"]
            assert isinstance(below, list)
            return {**one, "criteria": [criterion(child) for child in below]}
        return {**one, "with": terms(str(one["formula"]), one["with"])} if "formula" in one else one

    method, criteria = papers.tender["method"], papers.tender["criteria"]
    assert isinstance(method, dict)
    assert isinstance(criteria, list)
    rules = {
        **papers.tender,
        "method": {"use": method["use"], "with": terms(str(method["use"]), method["with"])},
        "criteria": [criterion(one) for one in criteria],
    }
    bids = {
        name: {**bid, "declared": _declared_times(bid["declared"], factor)}
        for name, bid in papers.bids.items()
    }
    amounts = {name: Fraction(str(price)) * factor for name, price in papers.prices.items()}
    return Papers(rules, bids, amounts, papers.consensus, papers.marks, papers.decisions)


def _declared_times(declared: object, factor: Fraction) -> Data:
    """The only declared amounts of money here are the cost reductions."""
    assert isinstance(declared, Mapping)
    listed = declared.get("cost-reductions")
    if not isinstance(listed, list):
        return declared
    return {**declared, "cost-reductions": [Fraction(one) * factor for one in listed]}
