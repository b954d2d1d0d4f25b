"""The schemas of the standard, where they lie beside this checkout, with our extension put in.

Extensions are JSON Merge Patches of the release schema.  No schema of the standard is part of
the project.
"""

import json
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

STANDARD = Path(__file__).resolve().parents[4] / "shared" / "data" / "ocds_schemas"
OWN = ROOT / "docs" / "ocds-extension"
NAMES = ("lots", "bids", "awardCriteria", "selectionCriteria", "requirements", "statistics")
Schema = dict[str, object]


def patched(schema: Schema, patch: Schema) -> Schema:
    """Return a schema with a JSON Merge Patch applied."""
    found = dict(schema)
    for key, value in patch.items():
        below = found.get(key)
        if value is None:
            found.pop(key, None)
        elif isinstance(value, dict) and isinstance(below, dict):
            found[key] = patched(below, value)
        else:
            found[key] = deepcopy(value)
    return found


def load(path: Path) -> Schema:
    """Return the data of a JSON file."""
    found = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@cache
def faults_of() -> Callable[[object], list[str]]:
    """Return what says how a release breaks the schemas: the newest extensions, ours, and those of 1.1.5."""
    if not STANDARD.is_dir():
        pytest.skip("the schemas of the standard are not beside this checkout")
    validator = pytest.importorskip("jsonschema", reason="jsonschema is not installed").Draft4Validator
    newest = load(STANDARD / "ocds-1.1.5" / "release-schema.json")
    for name in NAMES:
        newest = patched(newest, load(STANDARD / "extensions" / f"{name}-master" / "release-schema.json"))
    newest = patched(newest, load(OWN / "release-schema.json"))
    older = load(STANDARD / "release-schema-1.1.5-with-bids-and-lots.json")
    validators = [validator(newest), validator(older)]

    def faults(data: object) -> list[str]:
        return [
            f"{'/'.join(map(str, one.path))}: {one.message[:200]}"
            for each in validators
            for one in each.iter_errors(data)
        ]

    return faults
