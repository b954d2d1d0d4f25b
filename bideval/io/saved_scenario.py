"""Write a what-if into the ``scenarios/`` of its folder; never over one that is there, unless forced."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bideval.analysis.changes.placed import file_of
from bideval.errors import Finding
from bideval.io.scenarios import scenario_text
from bideval.io.typed import typed
from bideval.io.written_files import FileExistsAlreadyError, write_files, written_over
from bideval.model.change import Change
from bideval.model.scenario import Scenario, ScenarioHead
from bideval.model.written import written


def head_findings(head: Mapping[str, str | None]) -> tuple[Finding, ...]:
    """Return what is wrong with the name, author, reason or date that a scenario is to have."""
    data = {name: value for name, value in head.items() if value is not None}
    _, findings = typed(ScenarioHead, {**data, "changes": ["none yet"]}, "--save")
    return findings


def save_scenario(
    folder: Path, head: Mapping[str, str | None], changes: Sequence[Change], *, force: bool
) -> str:
    """Write the scenario and return its name in the folder.

    ``head`` has no findings.  Raise FileExistsAlreadyError where it is there already, and
    NoFolderError where ``scenarios`` is no folder.
    """
    data = {name: value for name, value in head.items() if value is not None}
    scenario = Scenario.model_validate({**data, "changes": [written(one) for one in changes]})
    name = file_of(scenario.name)
    if written_over(folder, [name]) and not force:
        raise FileExistsAlreadyError(folder / name)
    write_files(folder, {name: scenario_text(scenario)})
    return name
