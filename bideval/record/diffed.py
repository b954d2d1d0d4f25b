"""How two tenders differ, each a record or a folder: rules, inputs, results, study, in that order.

Canonical inputs are compared, so that another order of keys or ``1.50`` for ``1.5`` is no
difference.  Results are taken as they stand: a record's own, which ``verify`` checks.
"""

from collections.abc import Mapping
from typing import NamedTuple

from bideval.record.assembled import RULES, Recordable
from bideval.record.canonical import Json
from bideval.record.compared import Difference, differences
from bideval.record.figures import result_of
from bideval.record.studied import STUDY
from bideval.record.verified import ReadRecord


class Side(NamedTuple):
    """One of two tenders: canonical inputs, result, and bodies of texts by their SHA-256."""

    name: str  # of the file or folder, as the reader calls it
    tender: str
    illustration: bool
    inputs: Mapping[str, Json]
    result: Mapping[str, Json]
    texts: Mapping[str, str]
    study: Mapping[str, Json] | None = None
    study_unknown: bool = False  # a record that names a study and was made before studies were recorded


class Differing(NamedTuple):
    """What differs; in each difference the first value is that of the first tender."""

    rules: tuple[Difference, ...]
    inputs: tuple[Difference, ...]
    result: tuple[Difference, ...]
    texts: Mapping[str, str]  # of both
    study: tuple[Difference, ...] | None  # None where neither has one, or one is not known


def side_of_record(name: str, record: ReadRecord) -> Side:
    """Return a record as one of two."""
    inputs, result = record.data["inputs"], record.data["result"]
    assert isinstance(inputs, dict)
    assert isinstance(result, dict)
    typed = record.typed
    result = _with_award(result, record.data.get("award"))
    unknown = typed.study is None and any(one.path == STUDY for one in typed.files)
    study = record.data.get("study")
    assert study is None or isinstance(study, dict)
    return Side(name, typed.tender, typed.illustration, inputs, result, typed.texts, study, unknown)


def side_of_folder(name: str, ready: Recordable, award: Mapping[str, Json] | None) -> Side:
    """Return a folder, evaluated as a record of it would be, as one of two; with the award of its lots."""
    tender = ready.inputs.tender
    result = _with_award(result_of(ready.evaluation, ready.data), award)
    return Side(name, tender.id, tender.illustration, ready.data, result, ready.texts, ready.study_data)


def _with_award(result: Mapping[str, Json], award: Json | Mapping[str, Json]) -> dict[str, Json]:
    """The result with the award of all lots, but for its certificates: of one award there are many."""
    if not isinstance(award, Mapping):
        return dict(result)
    return {**result, "award": {key: part for key, part in award.items() if key != "certificates"}}


def diff(one: Side, other: Side) -> Differing:
    """Return where two tenders differ."""
    return Differing(
        rules=_between(_part(one, rules=True), _part(other, rules=True)),
        inputs=_between(_part(one, rules=False), _part(other, rules=False)),
        result=_between(dict(one.result), dict(other.result)),
        texts={**one.texts, **other.texts},
        study=_studies(one, other),
    )


def _studies(one: Side, other: Side) -> tuple[Difference, ...] | None:
    """Where the studies differ; one that a tender does not have counts as one that asks nothing."""
    if one.study_unknown or other.study_unknown or (one.study is None and other.study is None):
        return None
    return _between(dict(one.study or {}), dict(other.study or {}))


def _between(ours: Json, theirs: Json) -> tuple[Difference, ...]:
    return tuple(differences(ours, theirs))


def _part(side: Side, *, rules: bool) -> Json:
    return {key: part for key, part in side.inputs.items() if (key in RULES) is rules}
