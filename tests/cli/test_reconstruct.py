"""``reconstruct``: a row of evidence that cannot be read hides no version that differs."""

from pathlib import Path

import pytest

from tests.cli.run import called
from tests.record.kept import swap
from tests.record.test_evidence import AMOUNT, folder

TOLD = "illustration: true\nreconstructed: {by: R. Ames, at: 2031-05-06, reason: for the audit}"
DIFFERS = f"{AMOUNT},osei,,,98450\n"
SAME = f"{AMOUNT},osei,,,98400\n"
BAD_TIME = "prices/heather.yaml,/lots/whole/currency,heather.pdf#3,osei,,2031,\n"
BAD_SOURCE = "prices/heather.yaml,/lots/whole/amount,somewhere,osei,,,98500\n"

CASES: list[tuple[str, str, int, bool]] = [
    # in words, the rows of sources.csv, the exit code, whether the two versions are listed
    ("versions that agree", SAME, 0, False),
    ("versions that differ", DIFFERS, 0, True),
    ("and a row with a bad time after it", DIFFERS + BAD_TIME, 3, True),
    ("and a row with a bad time before it", BAD_TIME + DIFFERS, 3, True),
    ("and a row with a bad source", BAD_SOURCE + DIFFERS, 3, True),
    ("versions that agree, and a bad row", SAME + BAD_TIME, 3, False),
    ("a bad row alone", BAD_TIME, 3, False),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_versions_that_differ_are_listed_whatever_another_row_says(
    case: tuple[str, str, int, bool], tmp_path: Path
) -> None:
    _, rows, code, listed = case
    root = folder(tmp_path / "paths", rows)
    swap(root, "tender.yaml", "illustration: true", TOLD)
    done = called("reconstruct", root)
    assert (done.code, "heather.pdf#3: 98450" in done.out) == (code, listed)
    assert ("No two versions of a value differ" in done.out) is not listed
    assert ("evidence/sources.csv" in done.err) is (code == 3)


def test_what_is_wrong_stands_at_its_own_row(tmp_path: Path) -> None:
    """The row before is bad and is left out; the row after keeps its line."""
    rows = BAD_TIME + "prices/heather.yaml,/lots/whole/amount,heather.pdf#99,osei,,,\n"
    root = folder(tmp_path / "paths", rows)
    done = called("check", root)
    lines = [one for one in (done.out + done.err).splitlines() if "evidence/sources.csv:" in one]
    assert any(":2" in one for one in lines)
    assert any(":3" in one for one in lines)
