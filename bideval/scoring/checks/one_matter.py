"""Two standing decisions on one matter, and a decision that replaces one of another.

Two that both stand contradict each other, or say a thing twice: the later one names the
earlier in ``supersedes``, and may name none of another matter.  Which of two is right,
nothing here decides.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bideval.errors import Finding, error
from bideval.model.decision import Decision, DecisionKind
from bideval.model.inputs import Inputs
from bideval.scoring.checks.decisions import place_of
from bideval.scoring.checks.matters import Matter, matters_of, takes_back
from bideval.scoring.recorded import standing

# What a keep without a gate may take back: what put a bid out, or changed what counts for it.
TAKEN_BACK = frozenset(
    {
        DecisionKind.EXCLUDE,
        DecisionKind.WITHDRAW,
        DecisionKind.LATE,
        DecisionKind.DISREGARD,
        DecisionKind.LOW_PRICE,
        DecisionKind.CORRECT,
        DecisionKind.CONDITION,
        DecisionKind.RETEST,
    }
)
WITH_GROUNDS = frozenset({DecisionKind.EXCLUDE, DecisionKind.DISREGARD})
SIDES = ("", *sorted(kind.value for kind in WITH_GROUNDS))


def check_matters(inputs: Inputs) -> Iterator[Finding]:
    """Report two standing decisions on one matter, and replacements across matters."""
    matters = matters_of(inputs)
    yield from _replaced(inputs, matters)
    yield from _standing(inputs, matters)


def _standing(inputs: Inputs, matters: Sequence[Matter]) -> Iterator[Finding]:
    """Two answers close a question no more than one; a name that leads nowhere is reported where it is."""
    known = {None, *(one.id for one in inputs.decisions)}
    grouped: dict[tuple[str, tuple[str, ...]], list[tuple[str, str, int]]] = defaultdict(list)
    for index, decision in standing(inputs):
        if decision.kind is not DecisionKind.ANSWER and decision.supersedes in known:
            grouped[matters[index].key].append((decision.at, decision.id, index))
    for group in grouped.values():
        if len(group) > 1:
            yield from _twice(inputs, matters, [index for _, _, index in sorted(group)])


def _twice(inputs: Inputs, matters: Sequence[Matter], group: Sequence[int]) -> Iterator[Finding]:
    """Each decision that meets an earlier one of its matter; ``group`` is in order of time."""
    place = {index: at for at, index in enumerate(group)}
    last: dict[tuple[str, ...], int] = {}
    for index in group:
        side, ground = _side(inputs.decisions[index])
        own = [(lot, bid) for lot in matters[index].lots for bid in matters[index].bids]
        meets: list[tuple[str, ...]] = [(*slot, side, ground) for slot in own]
        meets += [(*slot, other) for slot in own for other in SIDES if other != side]
        met = max((last[slot] for slot in meets if slot in last), default=None, key=place.__getitem__)
        if met is not None:
            yield _both_stand(inputs, met, index, matters[index])
        last.update(((*slot, side, ground), index) for slot in own)
        last.update(((*slot, side), index) for slot in own)


def _side(decision: Decision) -> tuple[str, str]:
    """Two grounds to put a bid out stand beside each other; anything else is one matter."""
    is_grounded = decision.kind in WITH_GROUNDS and decision.gate is None
    return (decision.kind.value, decision.ground or "") if is_grounded else ("", "")


def _both_stand(inputs: Inputs, earlier: int, later: int, matter: Matter) -> Finding:
    one, other = inputs.decisions[earlier], inputs.decisions[later]
    return error(
        "BE430",
        f"{one.id} ({one.kind.value}) and {other.id} ({other.kind.value}) both stand on one matter, "
        f"{_words(matter)}",
        f"If {other.id} replaces {one.id}, write supersedes: {one.id}. If it does not, take out the one that "
        "was never taken.",
        place_of(later),
        place_of(earlier),
    )


def _words(matter: Matter) -> str:
    named = " ".join(name for name in matter.about if name)
    return f"{matter.family}: {named}" if named else matter.family


def _replaced(inputs: Inputs, matters: Sequence[Matter]) -> Iterator[Finding]:
    """Report a decision that replaces one of another matter, or in some of its lots alone."""
    first = {decision.id: index for index, decision in reversed(list(enumerate(inputs.decisions)))}
    covered: dict[str, set[str]] = defaultdict(set)
    for index, decision in enumerate(inputs.decisions):
        covered[decision.supersedes or ""] |= matters[index].lots
    for index, decision in enumerate(inputs.decisions):
        target = first.get(decision.supersedes or "")
        if target is None or not (matters[index].lots and matters[target].lots):
            continue
        replaced = inputs.decisions[target]
        left = sorted(matters[target].lots - covered[replaced.id])
        if not _may_replace(decision, replaced, matters[index], matters[target]):
            yield _of_another(inputs, index, target, matters[target])
        elif left:
            yield _in_part(inputs, index, target, sorted(matters[index].lots), left)


def _of_another(inputs: Inputs, index: int, target: int, matter: Matter) -> Finding:
    one, replaced = inputs.decisions[index], inputs.decisions[target]
    return error(
        "BE431",
        f"{one.id} ({one.kind.value}) supersedes {replaced.id} ({replaced.kind.value}), which is about "
        f"another matter, {_words(matter)}",
        "A decision replaces one of the same matter: correct supersedes, or leave it out. A decision of "
        "kind keep, with the bid and no gate, takes back what put a bid out.",
        place_of(index, "supersedes"),
        place_of(target),
    )


def _in_part(inputs: Inputs, index: int, target: int, lots: list[str], left: list[str]) -> Finding:
    replaced = inputs.decisions[target].id
    return error(
        "BE431",
        f"{inputs.decisions[index].id} supersedes {replaced} in {' and '.join(lots)} alone, and nothing is "
        f"then decided for {' and '.join(left)}",
        f"Add the decision that holds there, with supersedes: {replaced}, or leave lot out.",
        place_of(index, "supersedes"),
        place_of(target),
    )


def _may_replace(decision: Decision, replaced: Decision, ours: Matter, theirs: Matter) -> bool:
    if takes_back(decision):
        return ours.overlaps(theirs) and (replaced.kind in TAKEN_BACK or takes_back(replaced))
    return ours.overlaps(theirs)
