"""What every reader of a result has to know of decisions: the weights set, and what was replaced.

A decision that a later one replaces no longer counts, and is named all the same: a draw
that was drawn again is seen wherever the result is.
"""

from collections.abc import Iterator

from bideval.model.decision import Decision, DecisionKind
from bideval.model.numbers import figure_text
from bideval.scoring.case import LotCase
from bideval.scoring.recorded import in_time


def decision_notes(case: LotCase) -> Iterator[str]:
    """Name the decision that set weights, and every decision of the lot that another replaces."""
    for _, decision in in_time(case.inputs):
        if decision.kind is DecisionKind.WEIGHTS and decision.lot in {None, case.rules.id}:
            yield f"decision {_who(decision)} sets the weights {_weights(decision)}"
    replacing = [one for one in case.inputs.decisions if one.supersedes is not None]
    for decision in sorted(replacing, key=lambda one: (one.at, one.id)):
        replaced = next((one for one in case.inputs.decisions if one.id == decision.supersedes), None)
        if replaced is not None and _is_about(case, replaced):
            yield f"decision {_who(decision)} replaces {_what(replaced)}"


def _is_about(case: LotCase, decision: Decision) -> bool:
    return decision.lot in {None, case.rules.id} and (decision.bid is None or decision.bid in case.bids)


def _who(decision: Decision) -> str:
    return f"{decision.id} ({decision.kind.value}, {decision.by}, {decision.at})"


def _what(decision: Decision) -> str:
    """A replaced decision with what it said, as far as that fits in a few words."""
    said = decision.ground or decision.reason
    if decision.kind is DecisionKind.DRAW:
        said = f"seed {decision.seed!r}" if decision.seed else f"drawn {', '.join(decision.drawn or ())}"
    elif decision.kind is DecisionKind.WEIGHTS:
        said = _weights(decision)
    about = " ".join(filter(None, (decision.bid, decision.gate)))
    return f"{decision.id} ({' '.join(filter(None, (decision.kind.value, about)))}: {said})"


def _weights(decision: Decision) -> str:
    return ", ".join(
        f"{name} {figure_text(weight)}" for name, weight in sorted((decision.weights or {}).items())
    )
