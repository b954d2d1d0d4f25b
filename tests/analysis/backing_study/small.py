"""A small tender with two tagged tests, edited as people edit rules, and its award the long way round."""

from collections.abc import Mapping
from fractions import Fraction

from bideval.analysis.ask import lots_asked
from bideval.analysis.backing_study.group import group_of
from bideval.analysis.backing_study.kinds import kinds_of
from bideval.analysis.backing_study.scene import Options, Scene, scene_of
from bideval.analysis.question import Question
from bideval.analysis.reweighed import Award
from bideval.model.study import Study
from bideval.scoring.evaluate import evaluate, judge
from tests.scoring.build import Data, Papers, inputs_of, tender, text

F = Fraction
Row = tuple[int, int, int, int]  # beds, nurses, mark of plan, price
TAG = "standing"
BIDS: Mapping[str, Row] = {
    "ash": (12, 6, 5, 100),  # wins among those who pass
    "elm": (8, 9, 9, 110),  # fails beds; would win
    "oak": (20, 3, 3, 105),  # fails nurses; behind all the same
    "yew": (4, 1, 2, 50),  # fails both, and is cheap
}
TYPES = {"ash": "commercial", "elm": "charity", "oak": "co-operative", "yew": "charity"}


def gate(name: str, least: object, **more: object) -> Data:
    """A test of a declared figure, tagged."""
    return {
        "id": name,
        "phase": "conditions",
        "measure": {"field": f"bid.declared.{name}"},
        "threshold": least,
        "test": "at-least",
        "on_fail": "must-disregard",
        "group": TAG,
        **more,
    }


BEDS, NURSES = gate("beds", 10), gate("nurses", 5)


def papers(rows: Mapping[str, Row], *gates: Data, criteria: tuple[Data, ...] = (), **more: object) -> Papers:
    """A tender of a plan and a price, half each unless ``criteria`` says otherwise."""
    rules = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        declares={"beds": {"unit": "count"}, "nurses": {"unit": "count"}},
        criteria=list(criteria or half_and_half()),
        ties=[{"by": "lower-price"}],
        gates=list(gates),
        **more,
    )
    bids = {
        bid: {
            "bidder": {"id": f"{bid}-ltd", "name": bid, "type": TYPES.get(bid, "not-stated")},
            "declared": {"beds": row[0], "nurses": row[1]},
        }
        for bid, row in rows.items()
    }
    prices = {bid: row[3] for bid, row in rows.items()}
    return Papers(rules, bids, prices, {(bid, "plan"): row[2] for bid, row in rows.items()})


WHOLE = F(1)


def half_and_half(share: Fraction = WHOLE) -> tuple[Data, ...]:
    """The plan and the price, half of ``share`` each."""
    half = 50 * share
    return (
        {"id": "plan", "weight": half, "scale": {"from": 0, "to": 10, "step": 1}},
        {"id": "cost", "weight": half, "formula": "lowest-over-bid"},
    )


def long_way(given: Papers) -> Award | None:
    """The award of the whole tender evaluated; None where a finding stands in its way."""
    evaluation = judge(inputs_of(given)).evaluation
    if evaluation is None:
        return None
    (lot,) = evaluation.lots
    return Award(tuple(sorted(lot.winners)), tuple(sorted(lot.tied)))


def scene(given: Papers, study: Data | None = None, group: str = TAG, by: str = "type") -> Scene:
    """The one lot of a tender, ready to be studied."""
    inputs = inputs_of(given)
    typed = None if study is None else Study.model_validate(text(study))
    report = typed.report if typed is not None else None
    (asked,) = lots_asked(inputs, evaluate(inputs), Question(report=report))
    found = group_of(asked.case.rules, typed, group)
    return scene_of(asked, found, kinds_of(inputs, typed, by), typed, Options(), lambda _: None)
