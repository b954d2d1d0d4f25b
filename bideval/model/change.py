"""A typed change of a what-if: one closed union, each fully determined by its text.

A change says what is supposed in place of what was published or submitted.  It is data:
what it does to the inputs is in ``bideval.analysis.changes``, and whether its ids are
known is found there too.  A change of weight is in percent of the whole, whatever the
tender's weighting; amounts of money are in its currency, without VAT.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, StringConstraints

from bideval.model.base import Exact, Frozen, Id, Text, TextData, WithData
from bideval.model.bid import Backing, Bid, BodyType
from bideval.model.price import PriceSheet
from bideval.model.rules import RankOn
from bideval.model.tender import RoundingRule, TieRule

GateId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}(/minimum)?$")]
Percent = Annotated[Exact, Field(ge=0, le=100)]
NotNegative = Annotated[Exact, Field(ge=0)]
OWN_POINTS = "pack"  # the points rule of the gate's own pack


def _or_none(value: object) -> object:
    """Take the word none for an empty list."""
    return () if value == "none" else value


class WeightChange(Frozen):
    """Another weight of a criterion, section or group, in percent of the whole.

    The criteria inside it keep their proportions.  All others give way in proportion, or
    ``take_from`` alone does.
    """

    kind: Literal["weight"]
    criterion: Id
    to: Percent
    take_from: Id | None = None


class GateChange(Frozen):
    """Another threshold of a gate, or another level of a minimum (``<criterion>/minimum``)."""

    kind: Literal["gate"]
    gate: GateId
    to: TextData  # a number, a word, or a list of words


class DropGate(Frozen):
    """A gate or minimum as if it had not been published."""

    kind: Literal["drop-gate"]
    gate: GateId


class ScoreGate(Frozen):
    """A gate that scores in place of admitting: ``weight`` in percent of the whole.

    ``points`` is a points rule, or the word ``pack`` for that of the gate's own pack.
    """

    kind: Literal["score-gate"]
    gate: Id
    weight: Percent
    points: TextData
    take_from: Id | None = None


class FoldBond(Frozen):
    """A security folded into price: ``rate`` percent a year of the amount that its gate asks for.

    Each bid without accepted backing that costs nothing more is charged rate x amount x
    years of the contract, and the gate goes.  Without ``gate``, the one gate on backing.
    """

    kind: Literal["fold-bond"]
    rate: NotNegative
    gate: Id | None = None


class FormulaChange(Frozen):
    """Another price formula of a criterion."""

    kind: Literal["formula"]
    criterion: Id
    use: Text
    with_: WithData


class MethodChange(Frozen):
    """Another award method, of the tender and of every lot that states one.

    Away from weighted-sum the price criteria go, and the others keep their proportions.
    """

    kind: Literal["method"]
    use: Text
    with_: WithData


class RoundingChange(Frozen):
    """Another rounding: a list of rules, or the word none; ``rank_on`` where that changes too."""

    kind: Literal["rounding"]
    to: Annotated[tuple[RoundingRule, ...], BeforeValidator(_or_none)]
    rank_on: RankOn | None = None


class TiesChange(Frozen):
    """Another tie ladder: a list of rungs, or the word none."""

    kind: Literal["ties"]
    to: Annotated[tuple[TieRule, ...], BeforeValidator(_or_none)]


class WithoutBid(Frozen):
    """A bid as if it had not been made."""

    kind: Literal["without-bid"]
    bid: Id


class WithBid(Frozen):
    """One more bid: what stands in its file, its prices, and its marks by question.

    ``marks`` are agreed marks where the agreed mark governs, else the mark that every
    evaluator of the question gives.
    """

    kind: Literal["with-bid"]
    bid: Bid
    prices: PriceSheet | None = None
    rates: dict[Text, Exact] = Field(default_factory=dict)  # by line of a published schedule
    marks: dict[Id, Exact] = Field(default_factory=dict)


class PriceChange(Frozen):
    """Another price of a bid; ``lot`` where it prices more than one."""

    kind: Literal["price"]
    bid: Id
    to: NotNegative
    lot: Id | None = None


class MarkChange(Frozen):
    """Another mark of one evaluator, in every lot that the row is about."""

    kind: Literal["mark"]
    criterion: Id
    bid: Id
    evaluator: Id
    to: Exact


class WithoutEvaluator(Frozen):
    """No mark of one person; agreed marks stand as they were agreed, with or without that person."""

    kind: Literal["without-evaluator"]
    evaluator: Id


class ConsensusChange(Frozen):
    """Another agreed mark, in every lot that the row is about."""

    kind: Literal["consensus"]
    criterion: Id
    bid: Id
    to: Exact


class Reserve(Frozen):
    """A gate that lets in bidders of these declared types alone; others must be disregarded."""

    kind: Literal["reserve"]
    types: Annotated[tuple[BodyType, ...], Field(min_length=1)]


class BackingChange(Frozen):
    """Other backing of the bidder itself, in place of all that its bid states at the top."""

    kind: Literal["backing"]
    bid: Id
    backing: Annotated[tuple[Backing, ...], BeforeValidator(_or_none)]


class AwardRuleChange(Frozen):
    """Another number of a rule by which lots are awarded together: its most, its least or its times."""

    kind: Literal["award-rule"]
    rule: Id
    to: NotNegative


class DropRule(Frozen):
    """A rule by which lots are awarded together as if it had not been published."""

    kind: Literal["drop-rule"]
    rule: Id


Change = (
    WeightChange
    | GateChange
    | DropGate
    | ScoreGate
    | FoldBond
    | FormulaChange
    | MethodChange
    | RoundingChange
    | TiesChange
    | WithoutBid
    | WithBid
    | PriceChange
    | MarkChange
    | WithoutEvaluator
    | ConsensusChange
    | Reserve
    | BackingChange
    | AwardRuleChange
    | DropRule
)

KINDS: Mapping[str, type[Change]] = MappingProxyType(
    {get_args(one.model_fields["kind"].annotation)[0]: one for one in get_args(Change)}
)

Claim = tuple[str, ...]

# What each kind decides: a word, and the keys that say of what.
_DECIDES: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "weight": (("weight", "criterion"),),
        "gate": (("threshold", "gate"),),
        "drop-gate": (("removal", "gate"), ("threshold", "gate")),
        "score-gate": (("removal", "gate"), ("weight", "gate")),
        "fold-bond": (("removal", "gate"),),
        "formula": (("formula", "criterion"),),
        "with-bid": (("bid", "bid"),),
        "without-bid": (("bid", "bid"),),
        "price": (("price", "bid", "lot"),),
        "mark": (("mark", "criterion", "bid", "evaluator"),),
        "without-evaluator": (("marks", "evaluator"),),
        "consensus": (("consensus", "criterion", "bid"),),
        "backing": (("backing", "bid"),),
        "award-rule": (("award-rule", "rule"),),
        "drop-rule": (("award-rule", "rule"),),
    }
)


def claims(change: Change) -> frozenset[Claim]:
    """What a change decides; two changes that decide the same contradict each other.

    >>> sorted(claims(DropGate(kind="drop-gate", gate="bond")))
    [('removal', 'bond'), ('threshold', 'bond')]
    """
    decides = _DECIDES.get(change.kind, ((change.kind,),))
    return frozenset((word, *(_named(change, key) for key in keys)) for word, *keys in decides)


def _named(change: Change, key: str) -> str:
    value: object = getattr(change, key)
    return value.id if isinstance(value, Bid) else str(value or "")
