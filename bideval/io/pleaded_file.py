"""Read a list of pleaded errors: the file that ``sensitivity --pleaded FILE`` names.

It is read as strictly as the files of a folder, and checked against the tender that was read;
every problem is a finding at its place.
"""

from pathlib import Path
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.io.places import Places
from bideval.io.safe_files import read_file
from bideval.io.typed import typed
from bideval.io.yaml_text import MAX_YAML_BYTES, read_yaml
from bideval.model.inputs import Inputs
from bideval.model.pleaded import Pleaded
from bideval.scoring.case import lot_case
from bideval.scoring.checks.pleaded import check_pleaded
from bideval.scoring.compile_rules import compile_rules


class PleadedFile(NamedTuple):
    """The list, or None with the findings that stand in its way."""

    pleaded: Pleaded | None
    findings: tuple[Finding, ...]


def read_pleaded(path: Path, inputs: Inputs) -> PleadedFile:
    """Return the list at ``path``, checked against ``inputs``."""
    data = read_file(path.parent, path.name, MAX_YAML_BYTES)
    if isinstance(data, Finding):
        return PleadedFile(None, (data,))
    places = Places()
    found, findings = read_yaml(path.name, data, places)
    if findings:
        return PleadedFile(None, places.locate_all(findings))
    if found is None:
        remedy = "List the errors under errors, each with id and kind."
        return PleadedFile(None, (error("BE054", f"{path.name} is empty", remedy, Source(path.name)),))
    pleaded, problems = typed(Pleaded, found, path.name)
    if pleaded is not None and not problems:
        cases = tuple(lot_case(inputs, rules) for rules in compile_rules(inputs).scorable)
        problems = check_pleaded(pleaded, cases, path.name)
    return PleadedFile(None if problems else pleaded, places.locate_all(problems))
