"""What the tests of records share: records of samples and of generated tenders, changed and made anew."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from bideval.analysis.lots.recorded import award_again, award_to_record
from bideval.io.judged_folder import judge_folder
from bideval.model.inputs import Inputs
from bideval.record.assembled import assemble, part_digests, record_digest, recordable
from bideval.record.canonical import Json, canonical
from bideval.record.verified import Verification, read_record, verify
from tests.conftest import ROOT

SAMPLES = ROOT / "sample_tenders"
SOUND = sorted(
    str(one.parent.relative_to(SAMPLES)) for one in SAMPLES.rglob("tender.yaml") if "broken" not in one.parts
)
Way = tuple[str | int, ...]


@cache
def record_of_sample(name: str) -> bytes:
    """Return the record of a sample, without answers."""
    return record_of_folder(SAMPLES / name)


def record_of_folder(folder: Path) -> bytes:
    """Return the record of a folder, without answers."""
    reading = judge_folder(folder).reading
    assert reading.inputs is not None
    quality_only = not reading.inputs.prices and not reading.inputs.rates
    ready = recordable(reading.inputs, reading.study, quality_only=quality_only)
    return assemble(ready, reading.files, award=award_to_record(ready.inputs, ready.evaluation))


def record_of(inputs: Inputs) -> bytes:
    """Return the record of inputs, without files and answers."""
    return assemble(recordable(inputs), ())


def loaded(data: bytes) -> dict[str, Json]:
    """Return a record as data, to be changed."""
    found: dict[str, Json] = json.loads(data)
    return found


def verified(record: bytes | Mapping[str, Json], *known: str) -> Verification:
    """Verify a record."""
    data = record if isinstance(record, bytes) else canonical(dict(record))
    return verify(read_record(data), known=known, award_again=award_again)


def with_digests(record: Mapping[str, Json]) -> dict[str, Json]:
    """Return the record with its digests made anew, as one who changes it would make them."""
    parts: dict[str, Json] = {**part_digests(record)}
    whole = record_digest({**record, "digests": parts})
    return {**record, "digests": {**parts, "record": whole}}


def leaves(value: Json, at: Way = ()) -> Iterator[tuple[Way, Json]]:
    """Yield every single value with the way to it; an empty list or object is one too."""
    if isinstance(value, dict) and value:
        for key, part in value.items():
            yield from leaves(part, (*at, key))
    elif isinstance(value, list) and value:
        for place, part in enumerate(value):
            yield from leaves(part, (*at, place))
    else:
        yield at, value


def put(value: Json, way: Way, new: Json) -> Json:
    """Return ``value`` with ``new`` at ``way``; what does not lie on the way is the same object."""
    if not way:
        return new
    step, *rest = way
    if isinstance(value, dict):
        assert isinstance(step, str)
        return {**value, step: put(value[step], tuple(rest), new)}
    assert isinstance(value, list)
    assert isinstance(step, int)
    return [*value[:step], put(value[step], tuple(rest), new), *value[step + 1 :]]


def inside(value: Json, step: str | int) -> Json:
    """Go one step of a way, or of a pointer."""
    if isinstance(value, list):
        return value[int(step)]
    assert isinstance(value, dict)
    return value[str(step)]


def changed(record: Mapping[str, Json], way: Way, new: Json) -> dict[str, Json]:
    """Return a record with another value at ``way``."""
    found = put(dict(record), way, new)
    assert isinstance(found, dict)
    return found


def other(value: Json) -> Json:
    """Return a value that is another and of the same type, where there is one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return _other_text(value)
    if value is None:
        return "0"
    return ["0"] if isinstance(value, list) else {"0": "0"}


def _other_text(text: str) -> str:
    """Change the last character: a digit for the next, so that a number stays one."""
    if not text:
        return "0"
    last = text[-1]
    if last.isdigit() and last.isascii():
        return text[:-1] + str((int(last) + 1) % 10)
    return text[:-1] + ("a" if last != "a" else "b")
