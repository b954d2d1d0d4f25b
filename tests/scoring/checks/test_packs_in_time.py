import pytest

from bideval.errors import Severity
from tests.scoring.checks.base import PLAIN, SCALE, Case, assert_found, built, changed
from tests.scoring.shelf import pack

OLD = pack(
    "scales/old@1",
    valid={"from": "2015-02-26", "to": "2025-02-23"},
    scale=SCALE,
    cases=[
        {"words": "none", "given": {"mark": "0"}, "points": "0"},
        {"words": "best", "given": {"mark": "5"}, "points": "100"},
    ],
)
NAMED = changed(
    PLAIN,
    {
        "packs|scales/old@1": OLD,
        "tender/criteria/0": {"id": "clinical", "weight": "40", "scale": "scales/old@1"},
    },
)
OUT = "BE165 tender.yaml#/criteria/0/scale tender.yaml#/began"

CASES: list[Case] = [
    # in words, folder, change, findings, part of a message
    ("after it ended", NAMED, {"tender/began": "2026-01-15"}, OUT, "scales/old@1 holds from 2015-02-26 to 2025-02-23 (Invented rules)"),
    ("before it began", NAMED, {"tender/began": "2015-02-25"}, OUT, "the procurement began on 2015-02-25"),
    ("on its first day", NAMED, {"tender/began": "2015-02-26"}, "", ""),
    ("on its last day", NAMED, {"tender/began": "2025-02-23"}, "", ""),
    ("no date", NAMED, {}, "", ""),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_packs_in_time(case: Case) -> None:
    assert_found(case)


def test_a_pack_out_of_time_is_a_warning() -> None:
    findings = built(NAMED, {"tender/began": "2026-01-15"}).findings
    assert [one.severity for one in findings] == [Severity.WARNING]
