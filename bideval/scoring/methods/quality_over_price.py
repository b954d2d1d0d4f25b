"""Quality over price: (Q / P) x X, the highest wins.

Source: Negometrix help, "Value for money 50/50".  X is a constant that brings the
figure to a readable size; it moves no rank.
"""

from fractions import Fraction

from bideval.model.numbers import shown
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


def figure(bid: MethodBid, with_: With) -> Figure:
    """Return Q / P times the constant (points per money, scaled); P > 0, Q in points, >= 0."""
    price, quality, constant = price_as_divisor(bid), quality_not_negative(bid), number(with_, "constant")
    value = quality / price * constant
    worked = (
        f"quality / price x constant = {shown(quality)} / {shown(price)} x {shown(constant)} = {shown(value)}"
    )
    return Figure(value, worked)


METHOD = Method(
    id="quality-over-price",
    title="Quality over price",
    kind=Kind.ABSOLUTE,
    better=Better.HIGHER,
    unit="points per money",
    figures=each(figure),
    guard=first_refusal(each(figure)),
    parameters=(
        Parameter(
            "constant",
            ParameterKind.NUMBER,
            "the constant X that scales the figure",
            minimum=Fraction(0),
            above_minimum=True,
            unit="ratio",
        ),
        quality_minimum(),
    ),
    rule="(Q / P) x X, highest wins",
    source="Negometrix help, 'Value for money 50/50'",
    status="V",
)
