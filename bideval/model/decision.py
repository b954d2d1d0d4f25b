"""Recorded decisions of people: an append-only list, each with who, when and why.

The engine never decides what the law leaves to a person; it asks for one of these.
"""

from enum import StrEnum
from types import MappingProxyType

from pydantic import Field

from bideval.model.base import Exact, Frozen, Id, Moment, Text, TextData


class DecisionKind(StrEnum):
    """What kind of decision it is; closed in each release of the format."""

    EXCLUDE = "exclude"
    DISREGARD = "disregard"
    KEEP = "keep"
    WAIVE = "waive"
    MITIGATE = "mitigate"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    LATE = "late"
    REFINE = "refine"
    WEIGHTS = "weights"
    DRAW = "draw"
    OPEN_PRICES = "open-prices"
    LOW_PRICE = "low-price"
    ANSWER = "answer"
    CONDITION = "condition"
    RETEST = "retest"
    JUDGE = "judge"


REQUIRED_FIELDS = MappingProxyType(
    {
        DecisionKind.EXCLUDE: ("bid", "ground"),
        DecisionKind.DISREGARD: ("bid", "gate"),
        DecisionKind.KEEP: ("bid", "gate"),
        DecisionKind.WAIVE: ("bid", "gate"),
        DecisionKind.MITIGATE: ("bid", "gate"),
        DecisionKind.CORRECT: ("bid", "field", "from_", "to"),
        DecisionKind.WITHDRAW: ("bid",),
        DecisionKind.LATE: ("bid",),
        DecisionKind.REFINE: ("field", "from_", "to"),
        DecisionKind.WEIGHTS: ("weights",),
        DecisionKind.DRAW: (),  # seed, or drawn with witnessed_by
        DecisionKind.OPEN_PRICES: (),
        DecisionKind.LOW_PRICE: ("bid",),
        DecisionKind.ANSWER: ("finding",),
        DecisionKind.CONDITION: ("bid", "gate", "asked"),
        DecisionKind.RETEST: ("bid", "gate", "to"),
        DecisionKind.JUDGE: ("bid", "question", "to"),
    }
)


class Decision(Frozen):
    """One decision of ``decisions.yaml``."""

    id: Id
    kind: DecisionKind
    lot: Id | None = None  # absent means every lot of the bid
    bid: Id | None = None
    gate: Text | None = None  # a gate id, or <criterion>/minimum
    field: Text | None = None  # file#pointer of the value corrected or refined, or asked about
    from_: TextData = Field(default=None, alias="from")
    to: TextData = None
    ground: Text | None = None
    asked: Text | None = None  # what a bid that passed a gate with the grade amber must provide
    mitigation: tuple[Id, ...] | None = None  # the published mitigations that make a fail good
    question: Id | None = None  # what an assessor answered in a word, read as bid.judged.<id>
    finding: Text | None = None  # the code of the question that an answer closes
    criterion: Id | None = None  # of the question that an answer closes
    weights: dict[Id, Exact] | None = None  # the weights set within published ranges
    seed: Text | None = None  # of a draw that anyone can recompute
    drawn: tuple[Id, ...] | None = None  # the order as drawn before witnesses
    witnessed_by: tuple[Text, ...] | None = None
    reason: Text
    by: Text
    at: Moment
    supersedes: Id | None = None
