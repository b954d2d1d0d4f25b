import pytest

from bideval.scoring.evaluate import judge
from tests.scoring.checks.base import LOTS, PLAIN, PRICED, Folder, built, inputs_of

FOLDERS = [("a tender without lots", PLAIN), ("two lots", LOTS), ("a price schedule", PRICED)]


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case[0])
def test_a_tender_in_order_has_no_findings_and_a_result(case: tuple[str, Folder]) -> None:
    _, folder = case
    assert built(folder, {}).findings == ()
    judgement = judge(inputs_of(folder))
    assert judgement.findings == ()
    assert judgement.evaluation is not None
