"""Points for the share of the published budget that a bid leaves unspent.

Rule: 100 x (B - P) / B, below 0 for a bid above the budget unless the tender states
a floor.  Source: unverified; the Cabinet Office note has only the heading
"benchmark price scoring" in common with it.
"""

from fractions import Fraction

from bideval.model.numbers import figure_text
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Kind, PriceField, PriceFormula
from bideval.scoring.formulas.terms import FLOOR, FULL, limit_words, limited, no_price_below_zero
from bideval.scoring.given import number


def budget_linear(price: Fraction, field: PriceField, with_: With) -> Fraction:
    """Return the points of ``price``, up to 100; below 0 only where the floor is none."""
    budget = number(with_, "budget")
    return limited(FULL * (budget - price) / budget, with_)


def prices_from_zero(field: PriceField, with_: With) -> str | None:
    """Return the reason that a price would get more than 100 points, or None."""
    return no_price_below_zero(field, "this formula would give it more than 100 points")


def worked(price: Fraction, field: PriceField, with_: With) -> str:
    """Return the rule with the price, the budget and the floor put in."""
    budget = figure_text(number(with_, "budget"))
    return f"100 x ({budget} - {figure_text(price)}) / {budget}{limit_words(with_)}"


BUDGET_LINEAR = PriceFormula(
    id="budget-linear",
    title="Share of the published budget left unspent",
    kind=Kind.ABSOLUTE,
    points=budget_linear,
    guard=prices_from_zero,
    worked=worked,
    parameters=(
        Parameter(
            "budget",
            ParameterKind.NUMBER,
            "the published budget, at which a bid gets 0",
            minimum=Fraction(0),
            above_minimum=True,
            unit="money",
        ),
        FLOOR,
    ),
    rule="100 x (B - P) / B",
    source="Cabinet Office, Bid Evaluation Guidance Note, section 7.3 (heading verified, formula unverified)",
    status="U",
)
