"""One person's marks left out, as after a conflict of interest that was declared late.

What is left is evaluated under the published rule; no mark is put in the place of one that goes.
Where agreed marks govern, they stand as they were agreed: nobody can say what the panel would
have agreed without that person, and a warning says so.
"""

from collections.abc import Iterator
from dataclasses import replace

from bideval.analysis.changes.placed import Placed, does_not_fit, unknown
from bideval.errors import Finding, warning
from bideval.model.change import WithoutEvaluator
from bideval.model.inputs import Inputs
from bideval.model.marking import Evaluator
from bideval.model.rules import MarksFrom
from bideval.scoring.governing import unsuperseded

LOOKS_ON = "observer"  # the role of somebody who is not asked for a mark


def without_person(inputs: Inputs, person: str) -> Inputs:
    """Return the inputs without any mark of ``person``, who is asked for none.

    They stay in evaluators.csv, for agreed marks and declarations name them.
    """
    return replace(
        inputs,
        marks=tuple(row for row in inputs.marks if row.evaluator != person),
        evaluators=tuple(_looking_on(one) if one.id == person else one for one in inputs.evaluators),
        assignments=tuple(row for row in inputs.assignments if row.evaluator != person),
    )


def _looking_on(one: Evaluator) -> Evaluator:
    return one._replace(role=LOOKS_ON)


def evaluator_left_out(inputs: Inputs, placed: Placed, change: WithoutEvaluator) -> Inputs:
    """Return the inputs with one person's marks left out; as they were where they gave none."""
    person = change.evaluator
    known = {one.id for one in inputs.evaluators} | {row.evaluator for row in inputs.marks}
    if person not in known:
        raise unknown(placed, "evaluator", person, known)
    left = without_person(inputs, person)
    if inputs.assignments and not left.assignments:
        message = f"every question is assigned to {person} alone, so without them there is no mark"
        raise does_not_fit(placed, message, "Ask somebody else to mark, and enter their marks.")
    gave_none = len(left.marks) == len(inputs.marks)
    return inputs if gave_none and not _agreed_by(inputs, person) else left


def agreed_marks_stand(inputs: Inputs, placed: Placed, change: WithoutEvaluator) -> Iterator[Finding]:
    """Say what the change cannot undo: agreed marks that ``inputs`` have from a panel with that person."""
    rule = inputs.tender.marks
    if rule is None or rule.from_ is not MarksFrom.CONSENSUS:
        return
    person = change.evaluator
    standing = sum(1 for _ in unsuperseded(inputs.consensus))
    with_them, unsaid = _agreed_by(inputs, person), _not_said(inputs)
    also = f", and of {unsaid} it is not said who agreed" if unsaid else ""
    yield warning(
        "BE530",
        f"agreed marks govern, and they stand as they were agreed: {person} agreed to {with_them} of "
        f"{standing}{also}; what the panel would have agreed without {person} nobody can say",
        "Have the panel agree again without them, and enter that; or try a mark with --consensus. "
        "moderate --officers shows the mean of the individual marks without each person.",
        placed.source,
    )


def _agreed_by(inputs: Inputs, person: str) -> int:
    return sum(person in row.agreed_by for _, row in unsuperseded(inputs.consensus))


def _not_said(inputs: Inputs) -> int:
    return sum(not row.agreed_by for _, row in unsuperseded(inputs.consensus))
