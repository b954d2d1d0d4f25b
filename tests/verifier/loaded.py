"""What the tests of the second verifier share: the one file as a module, and what it says of a record."""

import importlib.util
import sys
from collections.abc import Mapping
from functools import cache
from types import ModuleType

from bideval.analysis.lots.recorded import award_to_record
from bideval.io.judged_folder import judge_folder
from bideval.record.assembled import assemble, recordable
from bideval.record.canonical import Json, canonical
from tests.conftest import ROOT
from tests.record.recorded import SAMPLES

VERIFIER = ROOT / "verifier" / "verify.py"


@cache
def verifier() -> ModuleType:
    """Return the verifier as a module; it stands in no package."""
    spec = importlib.util.spec_from_file_location("second_verifier", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where its dataclasses look up their own types
    spec.loader.exec_module(module)
    return module


@cache
def record_of_sample(name: str) -> bytes:
    """Return the record of a sample, of all stages, without answers."""
    reading = judge_folder(SAMPLES / name).reading
    assert reading.inputs is not None
    ready = recordable(reading.inputs, reading.study)
    return assemble(ready, reading.files, award=award_to_record(ready.inputs, ready.evaluation))


def code_of(record: bytes | Mapping[str, Json]) -> int:
    """Return the exit code for a record, without a file and without printing."""
    module = verifier()
    try:
        report = module.checked(
            module.strict(record if isinstance(record, bytes) else canonical(dict(record)))
        )
    except (module.UnreadableError, *module.NOT_AS_THE_FORMAT_SAYS):
        return 3
    if report.differences:
        return 4
    return 5 if report.unchecked else 0
