"""LibreOffice calculates workbooks with live formulas, and gets the results that bideval has."""

import shutil
import subprocess
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from bideval.io.judged_folder import judge_folder
from bideval.io.workbooks.live.whole import model_workbook
from bideval.model.evaluation import Evaluation, PlacingStatus
from tests.conftest import ROOT
from tests.io.workbooks.modelled import MARKS, PRICE, QUALITY, ROUND_TOTAL, SCALE, modelled, papers
from tests.scoring.build import Data, Papers, decision

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed: nobody calculates the workbook"
)


def calculated(models: dict[str, bytes], work: Path) -> dict[str, Workbook]:
    """Return workbooks as LibreOffice calculates them: no value that stood beside a formula is kept."""
    assert SOFFICE is not None
    out = work / "calculated"
    for name, data in models.items():
        openpyxl.load_workbook(BytesIO(data)).save(work / f"{name}.xlsx")  # drops the values of formulas
    files = [str(work / f"{name}.xlsx") for name in models]
    profile = f"-env:UserInstallation=file://{work / 'profile'}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603
    return {name: openpyxl.load_workbook(out / f"{name}.xlsx", data_only=True) for name in models}


def agree(name: str, found: Workbook, evaluation: Evaluation) -> int:
    """Hold a calculated workbook against the result, digit by digit; return how many totals were compared."""
    compared = 0
    for number, lot in enumerate(evaluation.lots, 1):
        sheet = found["Result" if len(evaluation.lots) == 1 else f"Lot {number}"]
        rows = {str(row[0].value): row for row in sheet.iter_rows()}  # the last of a name: the result
        totals = next(row for row in sheet.iter_rows() if row[0].value == "total")
        bids = [one for one in lot.placings if one.status is PlacingStatus.ASSESSED]
        for placing, total, rank, same in zip(
            bids, totals[4:], rows["rank"][4:], rows["same"][4:], strict=True
        ):
            assert placing.total is not None
            assert isinstance(total.value, int | float)
            shown = round(Fraction(total.value), 9)
            assert shown == round(placing.total, 9), f"{name}: {placing.bid} {total.value}"
            assert (rank.value, same.value) == (placing.rank, "same"), f"{name}: {placing.bid}"
            compared += 1
    return compared


PRICED: list[tuple[str, Data]] = [
    ("linear-to-double-lowest", {"floor": 0}),
    ("linear-to-n-lowest", {"n": "1.7"}),
    ("lowest-to-highest", {"when_equal": 100}),
    ("around-average", {"form": "share", "floor": 0, "cap": 100}),
    ("around-average", {"form": "half-marks", "floor": "none", "cap": "none"}),
    ("fixed-range", {"lowest": 100, "highest": 121}),
    ("budget-linear", {"budget": 130, "floor": 0}),
    ("rank-points", {"table": [100, 80, 75, 20], "equal": "share-better"}),
    ("rank-points", {"table": [100, 80, 75, 20], "equal": "share-mean"}),
    ("discount-bilinear", {"base_price": 150, "x": "0.85", "when_equal": 100}),
]
STAGES = ("points", "weighted", "section", "total")
MODES = ("half-up", "half-even", "half-down", "up", "down")


def many() -> dict[str, Papers]:
    """Every price formula, and every mode of rounding at every stage, one tender each."""
    found = {
        f"{at}-{name}": papers({**PRICE, "formula": name, "with": with_}, rounding=ROUND_TOTAL)
        for at, (name, with_) in enumerate(PRICED)
    }
    for stage in STAGES:
        for places, mode in enumerate(MODES):
            found[f"{stage}-{mode}"] = papers(rounding=[{"stage": stage, "places": places, "mode": mode}])
    best = {**QUALITY, "criteria": [{"id": "plan", "weight": 45, "scale": SCALE, "normalise": "to-best"}, {"id": "staff", "weight": 15, "scale": {"from": 0, "to": 10, "step": "0.5"}}]}  # fmt: skip
    found["to-best"] = papers(quality=best)
    found["price"] = papers(rounding=[{"stage": "price", "places": 0, "mode": "up"}])
    drawn = decision("draw", drawn=["oak", "ash"], witnessed_by=["R. Ames"])
    tie = papers(ties=[{"by": "draw"}])
    found["draw"] = Papers(tie.tender, tie.bids, tie.prices, tie.consensus, decisions=[drawn])
    means = papers(marks={"from": "mean"})
    marks = {
        (bid, question, who): mark
        for bid, given_marks in MARKS.items()
        for question, first in zip(("plan", "staff"), given_marks, strict=True)
        for who, mark in (("ada", first), ("bo", 1), ("cy", 3))
    }
    found["mean"] = Papers(means.tender, means.bids, means.prices, marks=marks)
    halves = [{"id": "plan", "weight": "50.5", "scale": {"from": 0, "to": 1000, "step": 1}}, {"id": "rest", "weight": "49.5", "scale": {"from": 0, "to": 1000, "step": 1}}]  # fmt: skip
    for mode in MODES:  # 0.505 x 37.7 and the like: halves that binary fractions miss
        base = papers(ties=[], criteria=halves, rounding=[{"stage": "weighted", "places": 1, "mode": mode}])
        agreed = {
            (bid, question): mark
            for bid, pair in {"ash": (10, 10), "elm": (30, 70), "fir": (290, 110), "oak": (570, 530)}.items()
            for question, mark in zip(("plan", "rest"), pair, strict=True)
        }
        found[f"halves-{mode}"] = Papers(base.tender, base.bids, {}, agreed)
    return found


@needs_libreoffice
def test_libreoffice_gets_the_result_of_every_formula_and_rounding(tmp_path: Path) -> None:
    made = {name: modelled(one) for name, one in many().items()}
    books = {name: model.workbook for name, (model, _) in made.items() if model.workbook is not None}
    assert [name for name in made if name not in books] == []
    found = calculated(books, tmp_path)
    assert sum(agree(name, found[name], made[name][1]) for name in made) == 4 * len(made)


SAMPLES = ("community-health", "cleaning-lots", "framework-six-places", "world-bank-qcbs")


@needs_libreoffice
def test_libreoffice_gets_the_results_of_the_samples(tmp_path: Path) -> None:
    books: dict[str, bytes] = {}
    results: dict[str, Evaluation] = {}
    for name in SAMPLES:
        judged = judge_folder(ROOT / "sample_tenders" / name)
        assert judged.evaluation is not None
        assert judged.reading.inputs is not None
        model = model_workbook(judged.reading.inputs, judged.evaluation)
        assert model.workbook is not None
        books[name], results[name] = model.workbook, judged.evaluation
    found = calculated(books, tmp_path)
    assert all(agree(name, found[name], results[name]) > 1 for name in SAMPLES)
