"""What a check says that it reads is all that it reads: watched over every sample and every example of a finding.

A check whose findings are kept would otherwise find of changed inputs what it found before.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from bideval.errors import Finding
from bideval.io.judged_folder import judge_folder
from bideval.model.inputs import Inputs
from bideval.scoring.checks import CHECKS
from bideval.scoring.checks.known import live_bids
from bideval.scoring.checks.reading import STANDING, Check, Checked
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.workings import FRESH, Workings
from tests.conftest import ROOT
from tests.io.test_wrong_and_right import CASES as EXAMPLES
from tests.io.test_wrong_and_right import folder_of

KEPT = [check for check in CHECKS if check.reads]


class Watched:
    """Inputs, or their tender, that note every field that is read of them."""

    def __init__(self, whole: object, seen: set[str], within: str = "") -> None:
        """Begin with what was seen by now."""
        self._whole, self._seen, self._within = whole, seen, within

    def __getattr__(self, name: str) -> object:
        """Return the field; what is worked out from fields is worked out over the watched ones."""
        if name == "lot_ids":
            return tuple(lot.id for lot in cast("Inputs", self).tender.lots) or ("whole",)
        found: object = getattr(self._whole, name)
        if name == "tender":
            return Watched(found, self._seen, "tender.")
        self._seen.add(f"{self._within}{name}")
        return found


def folders(root: Path) -> Iterator[Path]:
    """Yield every sample, and every example of a finding, wrong and put right."""
    yield from sorted(one.parent for one in (ROOT / "sample_tenders").glob("*/tender.yaml"))
    for code, *both in EXAMPLES:
        for name, files in zip(("wrong", "right"), both, strict=True):
            yield folder_of(files, root / f"{code}-{name}")


@pytest.fixture(scope="module")
def tenders(tmp_path_factory: pytest.TempPathFactory) -> list[Inputs]:
    found = [judge_folder(one).reading.inputs for one in folders(tmp_path_factory.mktemp("examples"))]
    return [one for one in found if one is not None]


@pytest.mark.parametrize("check", KEPT, ids=lambda check: check.name)
def test_a_check_reads_what_it_says_and_nothing_else(check: Check, tenders: list[Inputs]) -> None:
    seen: set[str] = set()
    for inputs in tenders:
        watched = cast("Inputs", Watched(inputs, seen))
        tuple(check.run(Checked(watched, compile_rules(inputs).lots, live_bids(inputs), FRESH)))
    assert seen <= set(check.reads)
    assert seen


def test_the_bids_that_stand_are_read_of_what_is_named() -> None:
    inputs = judge_folder(ROOT / "sample_tenders" / "community-health").reading.inputs
    assert inputs is not None
    seen: set[str] = set()
    watched = cast("Inputs", Watched(inputs, seen))
    live_bids(cast("Inputs", _with_bids_for(watched, inputs)))
    assert seen <= {*STANDING, "bids_for"}


def _with_bids_for(watched: Inputs, inputs: Inputs) -> object:
    object.__setattr__(watched, "bids_for", lambda lot: (inputs.bids_for(lot), watched.bids)[0])
    return watched


def test_what_is_read_the_same_is_found_again_without_looking() -> None:
    looked: list[int] = []

    def look(_: Checked) -> tuple[Finding, ...]:
        looked.append(1)
        return ()

    check = Check("twice", look, ("bids",))
    inputs = judge_folder(ROOT / "sample_tenders" / "community-health").reading.inputs
    assert inputs is not None
    workings = Workings()
    for kept, times in ((workings, 1), (workings, 1), (FRESH, 2)):
        tuple(check.found(Checked(inputs, (), {}, kept)))
        assert len(looked) == times
