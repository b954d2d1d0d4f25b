"""What decisions say came out: a re-test, a judgement in a word, what makes a fail good.

A mitigation that was not published is a warning: the fail may still be made good, and
the record shows on what ground.  Nothing is decided here.
"""

from collections.abc import Iterator

from bideval.errors import Finding, error, warning
from bideval.model.criterion import Gate
from bideval.model.decision import Decision, DecisionKind
from bideval.model.inputs import Inputs
from bideval.scoring.checks.decisions import place_of
from bideval.scoring.checks.known import close_to
from bideval.scoring.conditions import OUTCOMES
from bideval.scoring.published import published_lots
from bideval.scoring.recorded import standing


def check_outcomes(inputs: Inputs) -> Iterator[Finding]:
    """Report standing decisions whose outcome cannot be read, or rests on nothing that was published."""
    for index, decision in standing(inputs):
        if decision.kind is DecisionKind.RETEST and decision.to is not None and decision.to not in OUTCOMES:
            message = f"{decision.id} does not say whether the re-test was passed"
            yield error("BE410", message, "Write to: passed, or to: failed.", place_of(index, "to"))
        if decision.kind is DecisionKind.JUDGE and decision.question is not None and decision.to is not None:
            yield from _judgement(inputs, index, decision, decision.question)
        if decision.kind is DecisionKind.MITIGATE and decision.gate is not None:
            yield from _mitigation(inputs, index, decision)


def _judgement(inputs: Inputs, index: int, decision: Decision, question: str) -> Iterator[Finding]:
    """The question is one that the tender declares in words, and the word is one of them."""
    words = {name: one for name, one in inputs.tender.declares.items() if one.unit == "words"}
    if question not in words:
        message = f"{decision.id} judges {question}, and the tender declares no such question in words"
        yield error("BE423", message, close_to(question, words), place_of(index, "question"))
        return
    choices = words[question].choices
    if not isinstance(decision.to, str) or (choices and decision.to not in choices):
        said = repr(decision.to) if isinstance(decision.to, str) else "this"
        message = f"{decision.id} judges {question}, and {said} is no word for it"
        known = f"Its words are {', '.join(choices)}." if choices else "Write one word."
        close = close_to(str(decision.to), choices)
        yield error("BE423", message, close if close.startswith("Did") else known, place_of(index, "to"))


def _mitigation(inputs: Inputs, index: int, decision: Decision) -> Iterator[Finding]:
    published = _published(inputs, decision)
    named = decision.mitigation or ()
    place = place_of(index, "mitigation" if named else "")
    if published and not named:
        remedy = f"Name those it rests on, such as mitigation: [{published[0]}]. {_there(published)}"
        message = f"{decision.id} mitigates the fail of {decision.gate}, and names no published mitigation"
        yield warning("BE422", message, remedy, place)
    for one in named:
        if one not in published:
            message = f"{decision.id} mitigates the fail of {decision.gate} by {one}, which was not published"
            yield warning("BE422", message, _there(published), place)


def rests_on_published(inputs: Inputs, decision: Decision) -> bool:
    """Say whether the decision names mitigations, and every one of them was published for its gate."""
    named = decision.mitigation or ()
    return bool(named) and set(named) <= set(_published(inputs, decision))


def _there(published: tuple[str, ...]) -> str:
    if not published:
        return (
            "No mitigations were published for this gate. The result shows the decision wherever it stands."
        )
    return f"Those published are {', '.join(published)}."


def _published(inputs: Inputs, decision: Decision) -> tuple[str, ...]:
    """The mitigations published for the gate: its own, and those of its pack."""
    gates = [
        gate
        for lot in published_lots(inputs.tender)
        if decision.lot in {None, lot.id}
        for gate in lot.gates
        if gate.id == decision.gate
    ]
    return tuple(dict.fromkeys(name for gate in gates for name in _of_gate(inputs, gate)))


def _of_gate(inputs: Inputs, gate: Gate) -> Iterator[str]:
    yield from gate.mitigations
    pack = inputs.packs.get(gate.use or "")
    yield from (name for name, _ in pack.mitigations) if pack is not None else ()
