"""The study in a record: put in, built anew, and held against the tender and a folder's.

It stands in the form of canonical inputs (docs/record.md), apart from them: no figure of the
result rests on it, and the digests of inputs, rules and result do not cover it.  Answers rest
on it.  A study that would not give the same canonical form again is refused, so that nothing
of it is read that its digest does not cover.

Records that were made before studies were recorded have none; that is no fault here.
"""

import json
from collections.abc import Iterator, Mapping

from bideval.errors import Severity
from bideval.io.typed import typed
from bideval.model.inputs import Inputs
from bideval.model.recorded import DecisionRecord
from bideval.model.study import Study
from bideval.record.canonical import Json, canonical
from bideval.record.compared import ABSENT, Difference, differences
from bideval.record.rebuilt import NotRebuiltError, as_in_a_file
from bideval.scoring.checks.whole_study import check_whole_study
from bideval.scoring.digest import canonical_study

STUDY = "study.yaml"
READ_BY_ANSWERS = ("surplus", "local-spend")  # texts of the report
_AT = "/study"


def study_data(study: Study) -> dict[str, Json]:
    """Return a study as a record holds it."""
    found: dict[str, Json] = json.loads(canonical_study(study))
    return found


def study_of(data: Mapping[str, Json], texts: Mapping[str, str]) -> Study:
    """Return the study that ``data`` is of, its texts in clear where ``texts`` holds their bodies.

    Raise NotRebuiltError where it is no study in canonical form.
    """
    found, findings = typed(Study, _in_clear(as_in_a_file(dict(data)), texts), STUDY)
    if found is None or findings:
        first = findings[0]
        raise NotRebuiltError(f"{first.sources[0].pointer.removesuffix('#key') or '/'}: {first.message}")
    if canonical_study(found) != canonical(dict(data)):
        raise NotRebuiltError("it is not in its canonical form")
    return found


def text_not_there(data: Mapping[str, Json], texts: Mapping[str, str]) -> str:
    """Return the pointer of a text that answers read and whose body is not there; blank if all are."""
    report = data.get("report")
    for key in READ_BY_ANSWERS if isinstance(report, dict) else ():
        stated = report.get(key) if isinstance(report, dict) else None
        if isinstance(stated, str) and stated.removeprefix("sha256:") not in texts:
            return f"{_AT}/report/{key}"
    return ""


def study_faults(record: DecisionRecord, data: Json, inputs: Inputs) -> Iterator[Difference]:
    """Yield why the study in a record is none of its tender: one sentence."""
    if not isinstance(data, dict):
        return
    if all(one.path != STUDY for one in record.files):
        yield Difference(_AT, "a study", ABSENT, f"no {STUDY} is among the files")
    try:
        found = study_of(data, record.texts)
    except NotRebuiltError as problem:
        yield Difference(_AT, "a study", str(problem), "the study cannot be read")
        return
    wrong = [one for one in check_whole_study(found, inputs) if one.severity is Severity.ERROR]
    for one in wrong[:1]:
        yield Difference(
            f"{_AT}{one.sources[0].pointer}", "a study", f"{one.code} {one.message}", "the study"
        )


def study_beside(data: Json, of_folder: Study | None, *, unreadable: bool) -> tuple[Difference, ...]:
    """Return where the study in a record is not that of a folder; nothing where the record has none."""
    if not isinstance(data, dict):
        return ()
    if of_folder is None or unreadable:
        now = "one that cannot be read" if unreadable else ABSENT
        return (Difference(_AT, "a study", now, f"{STUDY} of the folder"),)
    found = differences(data, study_data(of_folder))
    return tuple(one._replace(pointer=f"{_AT}{one.pointer}", about=f"{STUDY} of the folder") for one in found)


def _in_clear(value: Json, texts: Mapping[str, str]) -> Json:
    if isinstance(value, dict):
        return {key: _in_clear(one, texts) for key, one in value.items()}
    if isinstance(value, list):
        return [_in_clear(one, texts) for one in value]
    is_digest = isinstance(value, str) and value.startswith("sha256:")
    return texts.get(str(value).removeprefix("sha256:"), value) if is_digest else value
