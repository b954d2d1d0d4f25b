"""The inputs of a framework from its decision record, built anew from the record alone.

Loaded only where a tender follows a record: every other evaluation begins without it.
"""

from collections.abc import Mapping
from dataclasses import replace

from bideval.model.inputs import Inputs
from bideval.record.rebuilt import NotRebuiltError, rebuilt
from bideval.record.verified import read_record


def inputs_of_record(data: bytes) -> Inputs:
    """Return the inputs of a record; raise UnreadableError or NotRebuiltError where it gives none."""
    record = read_record(data)
    inputs = record.data["inputs"]
    anew = rebuilt(inputs if isinstance(inputs, dict) else {}, record.typed.texts)
    if anew.missing:
        raise NotRebuiltError(f"rules read the text at {anew.missing[0]}, and its body is not in the record")
    return _with_clauses(anew.inputs, record.typed.texts)


def _with_clauses(inputs: Inputs, texts: Mapping[str, str]) -> Inputs:
    """The inputs with the clauses of mini-competitions in clear, for findings; the digest stays as it is."""
    terms = inputs.tender.mini_competitions
    if terms is None:
        return inputs

    def clear(clause: str | None) -> dict[str, str | None]:
        return {"clause": texts.get((clause or "").removeprefix("sha256:"), clause)}

    update = {
        **clear(terms.clause),
        "criteria": tuple(one.model_copy(update=clear(one.clause)) for one in terms.criteria),
        "gates": tuple(one.model_copy(update=clear(one.clause)) for one in terms.gates),
    }
    tender = inputs.tender.model_copy(update={"mini_competitions": terms.model_copy(update=update)})
    return replace(inputs, tender=tender)
