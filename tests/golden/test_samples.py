"""Every folder with ``expected/`` is a test by existing: its outputs are compared byte for byte.

``expected/`` holds what the commands print: evaluation.txt, evaluation.json without its
provenance (which names versions), and check.txt.  ``--update-golden`` writes them anew;
reading that diff is a decision.  The folders of ``broken/`` are tested elsewhere.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from bideval.cli.main import group
from tests.conftest import ROOT

SAMPLES = ROOT / "sample_tenders"
FOLDERS = sorted(
    path.parent for path in SAMPLES.rglob("expected") if "broken" not in path.relative_to(SAMPLES).parts
)
OUTPUTS = {
    "check.txt": ("check",),
    "evaluation.json": ("evaluate", "--json"),
    "evaluation.txt": ("evaluate",),
}
ALSO = {  # of the samples that keep it
    "allocation.json": ("allocate", "--json"),
    "allocation.txt": ("allocate",),
    "backing.json": ("backing", "--json"),
    "backing.txt": ("backing", "--full"),
    "log.txt": ("log",),
    "rehearse.txt": ("rehearse",),
    "sensitivity.txt": ("sensitivity",),
    "whatif.json": ("whatif", "--all", "--json"),
    "whatif.txt": ("whatif", "--all"),
}


def name_of(folder: Path) -> str:
    """Return the folder as a reader of the README would type it."""
    return folder.relative_to(ROOT).as_posix()


def without_provenance(printed: bytes) -> bytes:
    """Return JSON output less the part that names versions, in the same order and layout."""
    data = json.loads(printed)
    del data["provenance"]
    data.pop("certificates", None)  # which tree proves an award may depend on the solver
    return f"{json.dumps(data, indent=2, ensure_ascii=False)}\n".encode()


def produced(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each output of the folder; the commands run in this process, at the top of the checkout."""
    kept = {output: call for output, call in ALSO.items() if (folder / "expected" / output).exists()}
    for output, (command, *options) in {**OUTPUTS, **kept}.items():
        result = CliRunner().invoke(group, [command, name_of(folder), *options], catch_exceptions=False)
        assert (result.exit_code, result.stderr) == (0, ""), f"{command} {name_of(folder)}: {result.output}"
        yield output, without_provenance(result.stdout_bytes) if "--json" in options else result.stdout_bytes


@pytest.mark.usefixtures("searched_once")
@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_the_same_bytes(folder: Path, *, update_golden: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    outputs = dict(produced(folder))
    if update_golden:
        for output, printed in outputs.items():
            (folder / "expected" / output).write_bytes(printed)
    assert {path.name: path.read_bytes() for path in (folder / "expected").iterdir()} == outputs


ELSEWHERE = [
    # in words, sample, output, environment
    ("as a reader runs it", "community-health", "evaluation.txt", {}),
    (
        "other hashes, zone, locale",
        "community-health",
        "evaluation.json",
        {"PYTHONHASHSEED": "2971", "TZ": "Asia/Kathmandu", "LC_ALL": "C"},
    ),
    (
        "other hashes again",
        "cleaning-lots",
        "evaluation.json",
        {"PYTHONHASHSEED": "31", "LC_ALL": "tr_TR.UTF-8"},
    ),
    ("three hundred lines", "price-schedule", "check.txt", {"PYTHONHASHSEED": "5", "PYTHONUTF8": "0"}),
]


@pytest.mark.parametrize("case", ELSEWHERE, ids=lambda case: case[0])
def test_the_real_entry_point_prints_the_same(case: tuple[str, str, str, Mapping[str, str]]) -> None:
    _, sample, output, environment = case
    command, *options = OUTPUTS[output]
    arguments = [sys.executable, "-m", "bideval", command, f"sample_tenders/{sample}", *options]
    printed = subprocess.run(
        arguments, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=True
    )
    found = without_provenance(printed.stdout) if "--json" in options else printed.stdout
    assert found == (SAMPLES / sample / "expected" / output).read_bytes()
    assert printed.stderr == b""
