"""Changes that a tender can be asked about, of every kind, drawn by hypothesis from its own ids."""

from collections.abc import Mapping

from hypothesis import strategies as st

from bideval.model.criterion import Criterion
from bideval.model.inputs import Inputs
from bideval.model.numbers import exact_text
from tests.scoring.build import Data
from tests.scoring.generated import FORMULA_TERMS, METHOD_TERMS

Drawn = st.SearchStrategy[Data]


def criteria_of(inputs: Inputs) -> list[Criterion]:
    """Every criterion and section of the tender and its lots."""

    def below(criteria: tuple[Criterion, ...]) -> list[Criterion]:
        return [found for one in criteria for found in (one, *below(one.criteria))]

    tender = inputs.tender
    lists = (tender.criteria, *(lot.criteria or () for lot in tender.lots))
    return [one for criteria in lists for one in below(criteria)]


def _gates(inputs: Inputs) -> list[str]:
    lists = (inputs.tender.gates, *(lot.gates or () for lot in inputs.tender.lots))
    minimums = [f"{one.id}/minimum" for one in criteria_of(inputs) if one.minimum is not None]
    return sorted({*(gate.id for gates in lists for gate in gates), *minimums})


def _one(kind: str, **parts: st.SearchStrategy[object]) -> Drawn:
    return st.fixed_dictionaries({"kind": st.just(kind), **parts})


def _of_rules(inputs: Inputs) -> Mapping[str, Drawn]:
    percent = st.fractions(0, 100, max_denominator=8).map(exact_text)
    ids = st.sampled_from(sorted({one.id for one in criteria_of(inputs)}) or ["none"])
    names = _gates(inputs)
    gate = st.sampled_from(names or ["none"])
    tests = [name for name in names if "/" not in name] or ["none"]
    prices = sorted({one.id for one in criteria_of(inputs) if one.formula is not None}) or ["none"]
    used = st.sampled_from([{"use": name, "with": terms} for name, terms in FORMULA_TERMS.items()])
    method = st.sampled_from([{"use": name, "with": terms} for name, terms in METHOD_TERMS.items()])
    stage = {"stage": st.sampled_from(["points", "weighted", "section", "total"])}
    rule = st.fixed_dictionaries(
        {**stage, "places": st.integers(0, 2).map(str), "mode": st.sampled_from(["half-up", "down"])}
    )
    return {
        "weight": _one("weight", criterion=ids, to=percent),
        "gate": _one("gate", gate=gate, to=st.sampled_from(["0", "1", "50", "9000000", "50000000", "clear"])),
        "drop-gate": _one("drop-gate", gate=gate),
        "score-gate": _one("score-gate", gate=st.sampled_from(tests), weight=percent, points=st.just("pack")),
        "fold-bond": _one("fold-bond", rate=st.sampled_from(["1", "5/2"])),
        "formula": st.builds(
            lambda one, name: {"kind": "formula", "criterion": name, **one}, used, st.sampled_from(prices)
        ),
        "method": method.map(lambda one: {"kind": "method", **one}),
        "rounding": _one(
            "rounding", to=st.one_of(st.just("none"), st.lists(rule, min_size=1, max_size=1).map(tuple))
        ),
        "ties": _one("ties", to=st.sampled_from(["none", ({"by": "lower-price"},)])),
        "reserve": _one("reserve", types=st.just(("co-operative", "commercial"))),
        "award-rule": _one("award-rule", rule=_award_rules(inputs), to=st.sampled_from(["1", "2", "40"])),
        "drop-rule": _one("drop-rule", rule=_award_rules(inputs)),
    }


def _award_rules(inputs: Inputs) -> st.SearchStrategy[str]:
    award = inputs.tender.award
    return st.sampled_from([rule.id for rule in award.rules] if award and award.rules else ["lot-limit"])


def _of_bids(inputs: Inputs) -> Mapping[str, Drawn]:
    bid = st.sampled_from(sorted(inputs.bids))
    amount = st.one_of(st.integers(1, 12), st.integers(400, 500).map(lambda one: one * 10**6)).map(str)
    agreed = sorted({(one.criterion, one.bid) for one in inputs.consensus}) or [("none", "none")]
    given = sorted({(one.criterion, one.bid, one.evaluator) for one in inputs.marks})[:40] or [
        ("none", "none", "none")
    ]
    mark = st.integers(0, 5).map(str)
    first = inputs.bids[min(inputs.bids)]
    backing = ({"form": "bond", "amount": "10000000", "stage": "promised"},)
    more = {
        "id": "rowan",
        "bidder": {"id": "rowan", "name": "Rowan", "type": "co-operative"},
        "received": "2026-03-01T09:00:00Z",
        "declared": {name: value for name, value in first.declared.items() if isinstance(value, str)},
    }
    marks = {criterion: "4" for criterion, _ in agreed if criterion != "none"}
    return {
        "without-bid": _one("without-bid", bid=bid),
        "with-bid": _one("with-bid", bid=st.just(more), marks=st.just(marks)),
        "price": _one("price", bid=bid, to=amount),
        "mark": st.builds(
            lambda row, to: (
                dict(zip(("criterion", "bid", "evaluator"), row, strict=True)) | {"kind": "mark", "to": to}
            ),
            st.sampled_from(given),
            mark,
        ),
        "consensus": st.builds(
            lambda row, to: {"kind": "consensus", "criterion": row[0], "bid": row[1], "to": to},
            st.sampled_from(agreed),
            mark,
        ),
        "without-evaluator": _one(
            "without-evaluator", evaluator=st.sampled_from([one.id for one in inputs.evaluators] or ["none"])
        ),
        "backing": _one("backing", bid=bid, backing=st.sampled_from(["none", backing])),
    }


def kinds_for(inputs: Inputs) -> Mapping[str, Drawn]:
    """A change of every kind; some are refused by this tender, and none is of another shape."""
    return {**_of_rules(inputs), **_of_bids(inputs)}


def several(inputs: Inputs, most: int = 6) -> st.SearchStrategy[list[Data]]:
    """A few changes of any kinds, to be made one after another."""
    return st.lists(st.one_of(*kinds_for(inputs).values()), min_size=1, max_size=most)
