"""Changes in words, for sentences: "with the weight of price at 30 percent"."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from bideval.model.amounts import money_text
from bideval.model.change import (
    OWN_POINTS,
    AwardRuleChange,
    BackingChange,
    Change,
    Claim,
    ConsensusChange,
    DropGate,
    DropRule,
    FoldBond,
    FormulaChange,
    GateChange,
    MarkChange,
    MethodChange,
    PriceChange,
    Reserve,
    RoundingChange,
    ScoreGate,
    TiesChange,
    WeightChange,
    WithBid,
    WithoutBid,
    WithoutEvaluator,
)
from bideval.model.numbers import NumberError, decimal_text, parse_number

SHOWN = 4  # decimals


def change_words(change: Change) -> str:
    """Return what is supposed, to follow "with".

    >>> change_words(DropGate(kind="drop-gate", gate="bond"))
    'the test bond taken away'
    """
    return _WORDS[type(change)](change)


def _weight(one: WeightChange) -> str:
    return f"the weight of {one.criterion} at {_number(one.to)} percent{_from(one.take_from)}"


def _score_gate(one: ScoreGate) -> str:
    rule = "the points of its pack" if one.points == OWN_POINTS else "points stated with the change"
    weight = f"{_number(one.weight)} percent{_from(one.take_from)}"
    return f"the test {one.gate} scored at {weight}, by {rule}"


def _fold_bond(one: FoldBond) -> str:
    return f"{one.gate or 'the security'} folded into price at {_number(one.rate)} percent a year"


def _rounding(one: RoundingChange) -> str:
    rules = [f"{rule.stage.value} to {rule.places} places {rule.mode.value}" for rule in one.to]
    ranked = f", ranked on {one.rank_on.value} figures" if one.rank_on else ""
    return f"{', '.join(rules) or 'nothing'} rounded{ranked}"


def _ties(one: TiesChange) -> str:
    rungs = [rung.by if rung.of is None else f"{rung.by} of {rung.of}" for rung in one.to]
    return f"ties settled by {', then '.join(rungs)}" if rungs else "no rule for ties"


def _price(one: PriceChange) -> str:
    lot = f" for lot {one.lot}" if one.lot else ""
    return f"the price of {one.bid}{lot} at {money_text(one.to)}"


def _mark(one: MarkChange) -> str:
    return f"the mark of {one.evaluator} for {one.bid} on {one.criterion} at {_number(one.to)}"


def _backing(one: BackingChange) -> str:
    forms = [f"{backing.form} of {money_text(backing.amount)}" for backing in one.backing]
    return f"{one.bid} backed by {' and '.join(forms) or 'nothing'}"


def _formula(one: FormulaChange) -> str:
    return f"the formula of {one.criterion} {one.use}{_with(one.with_)}"


def _consensus(one: ConsensusChange) -> str:
    return f"the agreed mark of {one.bid} on {one.criterion} at {_number(one.to)}"


def _gate(one: GateChange) -> str:
    return f"{one.gate} at {_value(one.to)}"


def _drop_gate(one: DropGate) -> str:
    return f"the test {one.gate} taken away"


def _method(one: MethodChange) -> str:
    return f"the method {one.use}{_with(one.with_)}"


def _without_bid(one: WithoutBid) -> str:
    return f"no bid of {one.bid}"


def _without_evaluator(one: WithoutEvaluator) -> str:
    return f"no mark of {one.evaluator}"


def _with_bid(one: WithBid) -> str:
    return f"one more bid, {one.bid.id}"


def _award_rule(one: AwardRuleChange) -> str:
    return f"the award rule {one.rule} at {_number(one.to)}"


def _drop_rule(one: DropRule) -> str:
    return f"the award rule {one.rule} taken away"


def _reserve(one: Reserve) -> str:
    return f"the contract reserved for bidders of type {' or '.join(one.types)}"


_WORDS: Mapping[type[Change], Callable[..., str]] = MappingProxyType(
    {
        WeightChange: _weight,
        GateChange: _gate,
        DropGate: _drop_gate,
        ScoreGate: _score_gate,
        FoldBond: _fold_bond,
        FormulaChange: _formula,
        MethodChange: _method,
        RoundingChange: _rounding,
        TiesChange: _ties,
        WithoutBid: _without_bid,
        WithBid: _with_bid,
        PriceChange: _price,
        MarkChange: _mark,
        WithoutEvaluator: _without_evaluator,
        ConsensusChange: _consensus,
        Reserve: _reserve,
        BackingChange: _backing,
        AwardRuleChange: _award_rule,
        DropRule: _drop_rule,
    }
)


def claim_words(claim: Claim) -> str:
    """Return what two changes both decide, in words."""
    kind, *names = claim
    words = {"removal": "what becomes of the gate", "threshold": "the threshold of"}
    return " ".join([words.get(kind, f"the {kind} of" if names else f"the {kind}"), *filter(None, names)])


def _number(value: Fraction) -> str:
    text = decimal_text(value, SHOWN)
    return text if parse_number(text) == value else f"about {text}"


def _value(value: object) -> str:
    """A threshold in words: an amount grouped by thousands, or words."""
    if isinstance(value, str):
        try:
            return money_text(parse_number(value))
        except NumberError:
            return value
    return " or ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _from(name: str | None) -> str:
    return f" (taken from {name})" if name else ""


def _with(given: object) -> str:
    if not isinstance(given, dict) or not given:
        return ""
    return f" with {', '.join(f'{name} {value}' for name, value in given.items())}"
