"""Put a decision record together: canonical inputs, texts, files, result, study, answers, digests.

The result is that of the inputs as a reader of the record will build them, not of the
folder's, so that what is written is what verifying computes.  Answers come finished: this
package asks nothing of analyses.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval import __version__
from bideval.errors import BidevalError
from bideval.io.file_digests import FileRead
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.model.numbers import exact_text
from bideval.model.recorded import RECORD_FORMAT
from bideval.model.study import Study
from bideval.proof.claims import Claim
from bideval.proof.claims_json import as_json
from bideval.record.bodies import bodies_of
from bideval.record.canonical import MOST_BYTES, Json, canonical, digest_of, profile_fault
from bideval.record.figures import result_of
from bideval.record.rebuilt import NotRebuiltError, digests_in, rebuilt
from bideval.record.studied import study_data, study_of
from bideval.scoring.digest import canonical_bytes
from bideval.scoring.evaluate import judge

RULES = ("packs", "schedule", "tender")  # the canonical inputs that were published


class NotRecordableError(BidevalError, ValueError):
    """Raised when a record of these inputs cannot be written; says why in one sentence."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return self.reason


class Answered(NamedTuple):
    """A finished answer of an analysis, as a record holds it; ``about`` empty: the lot."""

    lot: str
    analysis: str
    about: str
    question: str
    settings: str
    sentence: str
    verdict: str
    basis: str
    columns: tuple[Mapping[str, Fraction], ...]  # of each weight of the claims, its shares by criterion
    claims: tuple[Claim, ...]


class Recordable(NamedTuple):
    """Inputs as a reader of the record will have them, evaluated; what analyses are to be asked about."""

    inputs: Inputs
    evaluation: Evaluation
    data: dict[str, Json]  # the canonical inputs
    texts: dict[str, str]
    study: Study | None = None
    study_data: dict[str, Json] | None = None


def recordable(inputs: Inputs, study: Study | None = None, *, quality_only: bool = False) -> Recordable:
    """Build ``inputs`` and ``study`` anew from canonical form, and evaluate; raise NotRecordableError."""
    data = json.loads(canonical_bytes(inputs))
    stated = None if study is None else study_data(study)
    fault = profile_fault([data, stated])
    if fault is not None:
        raise NotRecordableError(f"a record cannot hold these inputs: {fault}")
    texts = bodies_of(inputs, frozenset((*digests_in(data), *digests_in(stated))), study)
    anew = rebuilt(data, texts).inputs
    evaluation = judge(anew, quality_only=quality_only).evaluation
    if evaluation is None:
        raise NotRecordableError("the canonical inputs give no result, although the folder does")
    return Recordable(anew, evaluation, data, texts, _study_anew(stated, texts), stated)


def _study_anew(stated: dict[str, Json] | None, texts: Mapping[str, str]) -> Study | None:
    try:
        return None if stated is None else study_of(stated, texts)
    except NotRebuiltError as problem:
        raise NotRecordableError(f"a record cannot hold the study: {problem}") from None


def assemble(
    ready: Recordable,
    files: Iterable[FileRead],
    answers: Sequence[Answered] = (),
    solver: str = "",
    *,
    award: Mapping[str, Json] | None = None,
) -> bytes:
    """Return the canonical bytes of a record; raise NotRecordableError beyond the bounds of the format.

    ``solver`` names what proposed the answers' claims, for the provenance.  ``award`` is that of
    all lots, where they are awarded together.
    """
    listed: list[Json] = [
        {"path": one.path, "bytes": one.size, "sha256": one.sha256} for one in sorted(files)
    ]
    tender = ready.inputs.tender
    record: dict[str, Json] = {
        "bideval_record": RECORD_FORMAT,
        "tender": tender.id,
        "illustration": tender.illustration,
        "inputs": ready.data,
        "texts": dict(ready.texts),
        "files": listed,
        "result": result_of(ready.evaluation, ready.data),
        "analyses": [answer_data(one) for one in answers],
        "provenance": _provenance(solver),
    }
    if award is not None:
        record["award"] = dict(award)
    if ready.study_data is not None:
        record["study"] = dict(ready.study_data)
    parts: dict[str, Json] = {**part_digests(record)}
    record["digests"] = {**parts, "record": record_digest({**record, "digests": parts})}
    fault = profile_fault(record)
    data = canonical(record) if fault is None else b""
    if fault is not None or len(data) > MOST_BYTES:
        raise NotRecordableError(f"a record cannot hold this: {fault or 'it is too large'}")
    return data


def part_digests(record: Mapping[str, Json]) -> dict[str, str]:
    """Return the digests of inputs, rules, result and any study, whatever the record says they are."""
    inputs = record["inputs"]
    assert isinstance(inputs, dict)
    study = {"study": digest_of(record["study"])} if "study" in record else {}
    return {
        "inputs": digest_of(inputs),
        "rules": digest_of({name: inputs[name] for name in RULES if name in inputs}),
        "result": digest_of(record["result"]),
        **study,
    }


def record_digest(record: Mapping[str, Json]) -> str:
    """Return the digest of the whole, but for ``provenance`` and the digest itself."""
    stated = record["digests"]
    assert isinstance(stated, dict)
    digests = {key: part for key, part in stated.items() if key != "record"}
    rest = {key: part for key, part in record.items() if key not in {"digests", "provenance"}}
    return digest_of({**rest, "digests": digests})


def answer_data(answer: Answered) -> Json:
    """Return an answer as it stands in a record."""
    columns: list[Json] = [
        {name: exact_text(share) for name, share in column.items()} for column in answer.columns
    ]
    claims: list[Json] = [dict(as_json(claim)) for claim in answer.claims]
    return {
        "lot": answer.lot,
        "id": answer.analysis,
        "about": answer.about or None,
        "question": answer.question,
        "settings": answer.settings,
        "sentence": answer.sentence,
        "verdict": answer.verdict,
        "basis": answer.basis,
        "columns": columns,
        "claims": claims,
    }


def _provenance(solver: str) -> dict[str, Json]:
    versions: dict[str, Json] = {"bideval": __version__, "python": ".".join(map(str, sys.version_info[:3]))}
    return {**versions, "solver": solver} if solver else versions
