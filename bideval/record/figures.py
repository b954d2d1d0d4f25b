"""The result that a record holds: that of the inputs as they stand in it, with what was read.

``evaluate --json`` without its head; places are pointers into the canonical inputs, and
each score of a criterion says what it was scored on.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from bideval.model.evaluation import Evaluation, FigureRead, Placing, Score
from bideval.model.numbers import exact_text
from bideval.record.canonical import Json
from bideval.record.pointers import places_in
from bideval.scoring.result_json import result_data


def result_of(evaluation: Evaluation, inputs: Mapping[str, Json]) -> dict[str, Json]:
    """Return the result of rebuilt inputs as a record has it; ``inputs`` are canonical."""
    data = result_data(evaluation, places_in(inputs))
    for lot, said in zip(evaluation.lots, _objects(data, "lots"), strict=True):
        _read_in(lot.placings, _objects(said, "placings"))
    for authority in _objects(data, "authorities"):
        for lot, said in zip(evaluation.lots, _objects(authority, "lots"), strict=True):
            own = next(one for one in lot.authorities if one.id == authority["id"])
            _read_in(own.placings, _objects(said, "placings"))
    return data


def _read_in(placings: Sequence[Placing], said: Iterable[dict[str, Json]]) -> None:
    for placing, data in zip(placings, said, strict=True):
        _scores_in(placing.scores, _objects(data, "scores"))
        shadow = data.get("shadow")
        if placing.shadow is not None and isinstance(shadow, dict):
            _scores_in(placing.shadow.scores, _objects(shadow, "scores"))


def _scores_in(scores: Sequence[Score], said: Iterable[dict[str, Json]]) -> None:
    for score, data in zip(scores, said, strict=True):
        if score.read is not None:
            data["read"] = _read(score.read)


def _read(read: FigureRead) -> Json:
    value = read.value
    return {
        "kind": read.kind,
        "exact": exact_text(value) if isinstance(value, Fraction) else None,
        "words": value if isinstance(value, str) else None,
        "unit": read.unit,
    }


def _objects(data: Mapping[str, Json], key: str) -> list[dict[str, Json]]:
    listed = data.get(key)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
