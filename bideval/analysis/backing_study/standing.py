"""How each bidder stands at each test of the group: its figure, what is asked for, and the slack.

Every bid is held against every gate, also one that the published run did not come to.
What a decision lets stand is said.  Slack is how far a figure is on the good side of what
is asked for; below zero it is how much is missing.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.backing_study.scene import Scene
from bideval.errors import GuardError
from bideval.model.evaluation import GateResult
from bideval.scoring.case import LotCase
from bideval.scoring.gates import gate_result, minimum_results
from bideval.scoring.lot_rules import LotGate

_MORE = frozenset({"at-least", "more-than"})
_LESS = frozenset({"at-most", "less-than"})
HUNDRED = Fraction(100)
LETS_STAND = frozenset({"waive", "mitigate", "keep"})


class Standing(NamedTuple):
    """One bid at one test; ``result`` None where the bid states no figure, and ``why`` says so."""

    bid: str
    test: str
    result: GateResult | None
    why: str = ""

    @property
    def failed(self) -> bool:
        """Whether it is known that the test is not passed."""
        return self.result is not None and not self.result.passed

    @property
    def stands(self) -> str:
        """The decision that lets a fail stand, as kind and id; empty where none does."""
        decision = self.result.decision if self.result is not None else None
        return decision if decision and decision.split()[0] in LETS_STAND and self.failed else ""

    @property
    def slack(self) -> Fraction | None:
        """How far the figure is on the good side of the threshold; None where that is no number."""
        return None if self.result is None else slack_of(self.result)

    @property
    def percent(self) -> Fraction | None:
        """The slack in percent of the threshold; None at a threshold of 0."""
        required = self.result.required if self.result is not None else None
        if self.slack is None or not isinstance(required, Fraction) or not required:
            return None
        return HUNDRED * self.slack / abs(required)


def slack_of(result: GateResult) -> Fraction | None:
    """How far a figure is on the good side of what is asked for, in the unit of the test."""
    value, required = result.value, result.required
    if not isinstance(value, Fraction) or not isinstance(required, Fraction):
        return None
    if result.test in _MORE:
        return value - required
    return required - value if result.test in _LESS else None


def standings(scene: Scene) -> tuple[Standing, ...]:
    """Every bid of the lot at every test of the group, test by test, by bid."""
    return tuple(one for test in scene.group.tests for one in _at_test(scene, test))


def _at_test(scene: Scene, test: str) -> Iterator[Standing]:
    tested = {
        (placing.bid, one.gate): one for placing in scene.asked.result.placings for one in placing.gates
    }
    for bid in sorted(scene.case.bids):
        if (bid, test) in tested:
            found = tested[bid, test]
            yield Standing(bid, test, found if found.value is not None else None, _unstated(found))
        else:
            yield supposed(scene.case, bid, test)


def _unstated(found: GateResult) -> str:
    return found.worked if found.value is None else ""


def supposed(case: LotCase, bid: str, test: str) -> Standing:
    """Hold a bid against a test by itself, whatever came before."""
    try:
        gate = gate_named(case, test)
        if gate is not None:
            return Standing(bid, test, gate_result(case, bid, gate))
        found = [one for one in minimum_results(case, bid) if one.gate == test]
        return Standing(bid, test, found[0] if found else None, "" if found else "it is not tested")
    except GuardError as problem:
        return Standing(bid, test, None, problem.reason)


def gate_named(case: LotCase, name: str) -> LotGate | None:
    """The gate of a lot with this id; None for a minimum."""
    return next((one for one in case.rules.gates if one.rule.id == name), None)
