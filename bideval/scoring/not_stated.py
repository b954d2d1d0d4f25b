"""What follows where a bid does not state what a rule reads.

A figure that is not there is never read as zero, and silence of the rules is never a
bidder's fail.  Two things settle it: a published ``when_missing``, and for a gate a
standing decision of a person about that bid and that gate: waive, mitigate, keep or
disregard.  The gate then counts as not passed, without a value, and is shown so.

What the tender itself leaves out, a missing price and a judgement that nobody has
recorded are not a bid's to state, and are not settled here.
"""

from fractions import Fraction

from bideval.errors import GuardError, Source
from bideval.model.decision import DecisionKind
from bideval.model.evaluation import GateResult
from bideval.model.measure import Measure, fields_of
from bideval.model.numbers import decimal_text
from bideval.model.units import BACKINGS, JUDGED, RATINGS
from bideval.scoring.case import LotCase
from bideval.scoring.lot_rules import Leaf, LotGate
from bideval.scoring.measure_figures import MissingFieldError
from bideval.scoring.recorded import decided

FAIL = "fail"
DECLARED = "bid.declared."
SETTLES = (DecisionKind.WAIVE, DecisionKind.MITIGATE, DecisionKind.KEEP, DecisionKind.DISREGARD)


def is_of_the_bid(problem: GuardError) -> bool:
    """Say whether what is missing is a figure or word that the bid itself would state."""
    if not isinstance(problem, MissingFieldError) or problem.path.startswith(JUDGED):
        return False
    return problem.path.startswith(("bidder.", "bid."))


def also_unstated(case: LotCase, bid: str, measure: Measure | None, problem: GuardError) -> str:
    """Name the other declared values that ``measure`` reads and the bid does not state; else empty."""
    if measure is None or not is_of_the_bid(problem) or not isinstance(problem, MissingFieldError):
        return ""
    declared = case.inputs.bids[bid].declared
    paths = (node.path for node in fields_of(measure) if node.path != problem.path)
    names = (path.removeprefix(DECLARED) for path in paths if path.startswith(DECLARED))
    return also_words(tuple(dict.fromkeys(name for name in names if name not in declared)))


def also_words(names: tuple[str, ...]) -> str:
    """Say what a rule reads besides and the bid does not state; nothing for no names.

    >>> also_words(("fees", "income"))
    'The rule reads also fees and income, which the bid does not state either.'
    """
    if not names:
        return ""
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return f"The rule reads also {listed}, which the bid does not state either."


def unstated_result(case: LotCase, bid: str, gate: LotGate, problem: GuardError) -> GateResult | None:
    """Return the gate as not passed, without a value; None where nothing says what follows."""
    if not isinstance(problem, MissingFieldError) or not is_of_the_bid(problem):
        return None
    if gate.rule.when_missing != FAIL and not _is_settled(case, bid, gate):
        return None
    return GateResult(
        gate=gate.rule.id,
        phase=gate.rule.phase.value,
        passed=False,
        value=None,
        required=gate.threshold,
        test=gate.rule.test.value,
        unit=gate.unit,
        on_fail=gate.rule.on_fail.value,
        relied_on=(),
        decision=None,
        worked=f"not stated: {problem.reason}",
        sources=(bid_place(bid, problem.path),),
        rule_at=Source("tender.yaml", gate.pointer),
    )


def _is_settled(case: LotCase, bid: str, gate: LotGate) -> bool:
    return decided(case.inputs, *SETTLES, bid=bid, lot=case.rules.id, gate=gate.rule.id) is not None


def failed_words(result: GateResult) -> str:
    """Return how a bid came to fail a gate: tested, or without a figure."""
    unstated = " (what it reads is not stated)" if result.value is None else ""
    return f"failed the gate {result.gate}{unstated}"


def points_unstated(leaf: Leaf, problem: MissingFieldError) -> tuple[Fraction, str] | None:
    """Return the points that the published rule gives where the bid states no figure, and why."""
    if leaf.when_missing is None or not is_of_the_bid(problem):
        return None
    points = decimal_text(leaf.when_missing)
    return leaf.when_missing, f"not stated: {problem.reason}; the published rule gives {points} points"


def bid_place(bid: str, path: str) -> Source:
    """Return where in the bid's own files a field stands, or the decisions."""
    if path.startswith(JUDGED):
        return Source("decisions.yaml", "")
    file = f"bids/{bid}.yaml"
    if path in RATINGS:
        return Source(file, "/ratings")
    if path.startswith(DECLARED):
        return Source(file, f"/declared/{path.removeprefix(DECLARED)}")
    if path in BACKINGS:
        return Source(file, "/backing")
    return Source(file, "/accounts" if path.startswith("bidder.accounts.") else "")
