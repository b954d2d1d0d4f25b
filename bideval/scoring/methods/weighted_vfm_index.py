"""Weighted value-for-money index: NonCost^(Wq/Wc) / Cost, the highest wins.

Source: tessa, weighted_value_for_money_index.md; Wq + Wc = 100.

With Wq/Wc = a/b in lowest terms the index is the b-th root of NonCost^a / Cost^b.
All bids share b, so they compare by that fraction, exactly, and no root is ever
taken here.  a and b are held to 100, which every pair of weights in steps of one
percent keeps, so that the fractions stay small.
"""

from fractions import Fraction

from bideval.errors import GuardError
from bideval.model.numbers import decimal_text, fraction_words, shown
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.given import number
from bideval.scoring.methods.entry import Better, Figure, Method, MethodBid
from bideval.scoring.methods.pointwise import each
from bideval.scoring.methods.readings import (
    first_refusal,
    price_as_divisor,
    quality_minimum,
    quality_not_negative,
)

LARGEST_POWER = 100


def figure(bid: MethodBid, with_: With) -> Figure:
    """Return NonCost^a / Cost^b with root b; Cost > 0, NonCost >= 0, Wc > 0."""
    power = exponent(with_)
    a, b = power.numerator, power.denominator
    cost, non_cost = price_as_divisor(bid), quality_not_negative(bid)
    worked = f"non-cost^({a}/{b}) / cost = {shown(non_cost)}^({a}/{b}) / {shown(cost)}"
    if b > 1:
        worked += f", compared by its power {b}: {shown(non_cost)}^{a} / {shown(cost)}^{b}"
    return Figure(non_cost**a / cost**b, worked, root=b)


def exponent(with_: With) -> Fraction:
    """Return Wq/Wc in lowest terms, both parts at most 100."""
    quality, cost = number(with_, "quality_weight"), number(with_, "cost_weight")
    if quality + cost != 100:
        words = f"{decimal_text(quality)} and {decimal_text(cost)}"
        raise GuardError(f"quality_weight and cost_weight are {words}; they must sum to 100")
    power = quality / cost
    if max(power.numerator, power.denominator) > LARGEST_POWER:
        words = f"quality_weight / cost_weight is {fraction_words(power)} in lowest terms"
        raise GuardError(f"{words}; both parts may be at most {LARGEST_POWER}")
    return power


METHOD = Method(
    id="weighted-vfm-index",
    title="Weighted value-for-money index",
    kind=Kind.ABSOLUTE,
    better=Better.HIGHER,
    unit="ratio",
    figures=each(figure),
    guard=first_refusal(each(figure)),
    parameters=(
        Parameter(
            "quality_weight",
            ParameterKind.NUMBER,
            "the weight Wq of quality; with cost_weight it sums to 100",
            minimum=Fraction(0),
            maximum=Fraction(100),
            below_maximum=True,
            unit="percent",
        ),
        Parameter(
            "cost_weight",
            ParameterKind.NUMBER,
            "the weight Wc of cost",
            minimum=Fraction(0),
            maximum=Fraction(100),
            above_minimum=True,
            unit="percent",
        ),
        quality_minimum(),
    ),
    rule="NonCost^(Wq/Wc) / Cost with Wq + Wc = 100, highest wins",
    source="tessa, weighted_value_for_money_index.md",
    status="V",
)
