"""The example fragments that the standard's extensions print are read, each inside a release."""

import json
from pathlib import Path

import pytest

from tests.io.ocds.files import codes, one, release

EXAMPLES = Path(__file__).resolve().parents[4] / "shared" / "data" / "ocds_examples"
FILES = sorted(EXAMPLES.glob("*-[0-9].json"))
pytestmark = pytest.mark.skipif(not FILES, reason="the examples of the standard are not beside this checkout")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_example_is_read_and_every_part_of_it_kept(path: Path) -> None:
    fragment = json.loads(path.read_text(encoding="utf-8"))
    data = {**release(), **fragment, "ocid": "ocds-x-1"}
    found = one(data)
    assert "BE903" not in codes(found.findings)
    assert found.release is not None
    assert found.data is not None
    assert json.dumps(found.data, default=float) == json.dumps(data)


def test_the_weights_of_the_award_criteria_example() -> None:
    fragment = json.loads((EXAMPLES / "awardCriteria-1.json").read_text(encoding="utf-8"))
    bids = release()["bids"]
    found = one({**release(), **fragment, "bids": bids})
    tender = found.files["tender.yaml"]
    assert isinstance(tender, dict)
    lots = tender["lots"]
    assert isinstance(lots, list)
    lot = lots[0]
    assert isinstance(lot, dict)
    criteria = lot["criteria"]
    assert [(row["id"], row["weight"]) for row in criteria if isinstance(row, dict)] == [
        ("service-quality", "50"),
        ("price", "50"),
    ]
