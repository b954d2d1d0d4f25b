"""What the tests of samples share: a sample's inputs, its evaluation, and its placings by bid."""

from pathlib import Path

from bideval.io.folder import read_folder
from bideval.model.evaluation import Evaluation, LotResult, Placing
from bideval.model.inputs import Inputs
from bideval.scoring.evaluate import evaluate
from tests.conftest import ROOT

SAMPLES = ROOT / "sample_tenders"


def inputs_of(folder: Path) -> Inputs:
    """Return the inputs of a folder that reads without a finding."""
    reading = read_folder(folder)
    assert reading.findings == ()
    assert reading.inputs is not None
    return reading.inputs


def evaluated(name: str) -> Evaluation:
    """Evaluate the sample called ``name``, such as ``published/qcbs-blog``."""
    return evaluate(inputs_of(SAMPLES / name))


def single_lot(name: str) -> LotResult:
    """Evaluate a sample that has one lot, and return that lot's result."""
    lots = evaluated(name).lots
    assert len(lots) == 1
    return lots[0]


def by_bid(lot: LotResult) -> dict[str, Placing]:
    """Return the placings of a lot by bid."""
    return {placing.bid: placing for placing in lot.placings}
