"""A YAML file that a command about records is given: a redaction plan, a retention schedule."""

from pathlib import Path
from typing import TypeVar

from bideval.cli.folder_argument import stop_at_findings
from bideval.cli.signature_options import bounded
from bideval.errors import Severity
from bideval.io.places import Places
from bideval.io.typed import typed
from bideval.io.yaml_text import MAX_YAML_BYTES, read_yaml
from bideval.model.base import Frozen

Model = TypeVar("Model", bound=Frozen)


def plan_in(path: Path, model: type[Model]) -> Model:
    """Return what a file states; leave with its findings where it cannot be read."""
    places = Places()
    data, findings = read_yaml(path.name, bounded(path, MAX_YAML_BYTES), places)
    found, problems = typed(model, data, path.name)
    both = places.locate_all((*findings, *problems))
    if found is None or any(one.severity is Severity.ERROR for one in both):
        stop_at_findings(both, as_json=False)
    return found
