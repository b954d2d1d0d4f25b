"""The red flags give what OCDS Cardinal expects of them, on its own invented releases.

Data: fixtures of open-contracting/cardinal-rs (MIT licence), kept beside the checkout.  Its
tests run each indicator alone, with prices not compared under the method details NPC and
processes with the details EXC passed over.
"""

import json
from pathlib import Path

import pytest

from bideval.analysis.screens.market import Flag
from bideval.analysis.screens.screened import RED_FLAGS, Screening, screened
from bideval.analysis.screens.settings import ScreenSettings
from bideval.io.ocds.contests import contest_of
from bideval.io.ocds.reading import ocds_tenders

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "cardinal_indicators"
FILES = [path for path in sorted(FOLDER.glob("*.jsonl")) if path.stem[:4] in RED_FLAGS]
pytestmark = pytest.mark.skipif(
    not FILES, reason="the expected results of Cardinal are not beside this checkout"
)
GROUPS = {"process": "OCID", "buyer": "Buyer", "procuring-entity": "ProcuringEntity", "tenderer": "Tenderer"}
SETTINGS = ScreenSettings(excluded_details=frozenset({"EXC"}), not_by_price=frozenset({"NPC"}))
Results = dict[str, dict[str, dict[str, float]]]


def flags(path: Path) -> list[Flag]:
    """Return the flags of the screen that a file is for."""
    with path.open("rb") as stream:
        releases = [one.release for one in ocds_tenders(stream, path.name)]
    contests = [contest_of(one) for one in releases if one is not None]
    assert len(contests) == len(releases)
    return list(screened(contests, Screening((path.stem[:4],), (), SETTINGS)))


def as_cardinal(found: list[Flag]) -> Results:
    """Return flags in the form of Cardinal's results; who has no figure of their own has 0 there."""
    results: Results = {}
    for flag in found:
        group = results.setdefault(GROUPS[flag.about.kind], {})
        group.setdefault(flag.about.id, {})[flag.screen] = float(flag.value or 0)
    return results


def test_there_is_a_file_for_every_red_flag() -> None:
    assert {path.stem[:4] for path in FILES} == set(RED_FLAGS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_results_are_those_expected(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expected").read_text(encoding="utf-8"))
    assert as_cardinal(flags(path)) == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_flag_has_its_arithmetic(path: Path) -> None:
    for flag in flags(path):
        assert any(one.isdigit() for one in flag.worked) or flag.screen == "R035"
        assert len(flag.worked) > 10
