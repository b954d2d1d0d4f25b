"""A small tender in many shapes, and the workbook with live formulas of each."""

from io import BytesIO

import openpyxl
from openpyxl.workbook import Workbook

from bideval.io.workbooks.live.whole import Model, model_workbook
from bideval.model.evaluation import Evaluation
from bideval.scoring.evaluate import evaluate
from tests.scoring.build import Data, Papers, inputs_of, tender

ROUND_TOTAL = [{"stage": "total", "places": 2, "mode": "half-up"}]
SCALE = {"marks": [{"mark": mark, "points": points} for mark, points in ((0, 0), (1, 30), (2, 70), (3, 100))]}
PRICE: Data = {"id": "price", "weight": 40, "formula": "lowest-over-bid"}
QUALITY: Data = {
    "id": "quality",
    "criteria": [
        {"id": "plan", "weight": 45, "scale": SCALE},
        {"id": "staff", "weight": 15, "scale": {"from": 0, "to": 10, "step": "0.5"}},
    ],
}
MARKS = {"ash": (2, "7.5"), "elm": (3, "4.5"), "fir": (1, "9"), "oak": (2, "7.5")}
PRICES = {"ash": "105.37", "elm": "123.11", "fir": "99.99", "oak": "105.37"}


def papers(price: Data = PRICE, quality: Data = QUALITY, **rules: object) -> Papers:
    """Four bids, two of them the same, on two marked questions and a price."""
    found = tender(
        **{
            "method": {"use": "weighted-sum"},
            "weighting": {"kind": "percent-of-whole"},
            "marks": {"from": "consensus"},
            "criteria": [quality, price],
            "rank_on": "rounded",
            "ties": [{"by": "lower-price"}],
            **rules,
        }
    )
    agreed = {
        (bid, question): mark
        for bid, marks in MARKS.items()
        for question, mark in zip(("plan", "staff"), marks, strict=True)
    }
    return Papers(found, {bid: {} for bid in MARKS}, PRICES, agreed)


def modelled(one: Papers) -> tuple[Model, Evaluation]:
    inputs = inputs_of(one)
    evaluation = evaluate(inputs)
    return model_workbook(inputs, evaluation), evaluation


def opened(model: Model, *, values: bool = False) -> Workbook:
    assert model.workbook is not None
    return openpyxl.load_workbook(BytesIO(model.workbook), data_only=values)
