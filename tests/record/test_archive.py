"""Records of every released format verify for ever: no file of the archive is ever made anew."""

from hashlib import sha256
from pathlib import Path

import pytest

from bideval import __version__
from bideval.model.recorded import RECORD_FORMAT
from bideval.record.canonical import Json
from bideval.record.verified import read_record, verify
from tests.conftest import ROOT
from tests.record.recorded import loaded, verified

ARCHIVE = ROOT / "tests" / "data" / "records"
RECORDS = sorted(ARCHIVE.glob("format-*/*.json"))


def test_every_format_has_its_records() -> None:
    assert {one.parent.name for one in RECORDS} == {f"format-{one + 1}" for one in range(RECORD_FORMAT)}


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_archived_record_verifies(path: Path) -> None:
    lines = (path.parent / "SHA256SUMS").read_text("ascii").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    data = path.read_bytes()
    assert sha256(data).hexdigest() == sums[path.name]
    found = verify(read_record(data))
    assert found.same, found
    assert found.reworded == ()


def test_some_archived_records_hold_certificates() -> None:
    held = [len(verify(read_record(path.read_bytes())).claims) for path in RECORDS]
    assert sum(held) > 40


def test_words_of_another_version_are_no_difference_of_the_result() -> None:
    record = loaded((ARCHIVE / "format-1" / "qcbs-blog.json").read_bytes())
    result = record["result"]
    assert isinstance(result, dict)
    lots = result["lots"]
    assert isinstance(lots, list)
    lot = lots[0]
    assert isinstance(lot, dict)
    lot["notes"] = ["Said otherwise."]
    record["provenance"] = {"bideval": __version__, "python": "3.11.0"}
    from_elsewhere: dict[str, Json] = {"bideval": "0.0.1", "python": "3.11.0"}
    assert [one.pointer for one in verified(record).differences] == [
        "/digests/result",
        "/digests/record",
        "/result/lots/0/notes",
    ]
    other = verified({**record, "provenance": from_elsewhere})
    assert [one.pointer for one in other.reworded] == ["/result/lots/0/notes"]
    assert "/result/lots/0/notes" not in [one.pointer for one in other.differences]
