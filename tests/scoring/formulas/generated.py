"""Prices and parameters drawn for any formula of the registry, from what its entry declares.

A formula of tomorrow is drawn for too: what has no strategy of its own gets one from
the kind and the range of its parameter.  A draw that the guard refuses is discarded.
"""

from collections.abc import Callable
from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

from bideval.model.parameters import Parameter, ParameterKind, Value
from bideval.scoring.formulas.discount_bilinear import AT_MEAN
from bideval.scoring.formulas.entry import PriceField, PriceFormula
from bideval.scoring.rounding import Mode

Prices = list[Fraction]
Settings = dict[str, Value]
Values = st.SearchStrategy[Value]

pence = st.integers(100, 10**7).map(lambda units: Fraction(units, 100))
price_lists = st.lists(pence, min_size=1, max_size=8)
hostile_lists = st.lists(
    st.one_of(
        st.sampled_from([Fraction(0), Fraction(-1), Fraction(1), Fraction(1, 3), Fraction(10**15 - 1)]),
        st.integers(-(10**6), 10**6).map(lambda units: Fraction(units, 999)),
    ),
    min_size=1,
    max_size=6,
)
hundredths = st.integers(0, 9999).map(lambda units: Fraction(units, 100))  # points, below 100


def times_highest(low: str, high: str) -> Callable[[Prices], Values]:
    """Draw an amount between two multiples of the highest price, to the penny upwards."""

    def draw(prices: Prices) -> Values:
        ends = [int(max(prices) * 100 * Fraction(end)) + 1 for end in (low, high)]
        return st.integers(*ends).map(lambda units: Fraction(units, 100))

    return draw


def falling_table(prices: Prices) -> Values:
    """Draw a table that begins with 100, never rises, and has a place for every bid."""
    rest = st.lists(hundredths, min_size=len(prices) - 1, max_size=len(prices) + 2)
    return rest.map(lambda rows: (Fraction(100), *sorted(rows, reverse=True)))


OF_THEIR_OWN: dict[str, Callable[[Prices], Values]] = {
    "lowest": times_highest("0", "1"),
    "highest": times_highest("0.5", "2"),
    "budget": times_highest("0.5", "3"),
    "base_price": times_highest("1", "3"),
    "table": falling_table,
    "x": lambda _prices: st.sampled_from(AT_MEAN),
    "when_equal": lambda _prices: hundredths,
    "floor": lambda _prices: st.one_of(st.none(), hundredths),
    "cap": lambda _prices: st.one_of(st.none(), hundredths.map(lambda points: 100 - points)),
}


def by_declaration(parameter: Parameter) -> Values:
    """Draw from the kind and the range that a parameter declares."""
    if parameter.kind is ParameterKind.CHOICE:
        return st.sampled_from(parameter.choices)
    low = Fraction(0) if parameter.minimum is None else parameter.minimum
    high = low + 10 if parameter.maximum is None else min(parameter.maximum, low + 10)
    first, last = int(parameter.above_minimum), 60 - int(parameter.below_maximum)
    return st.integers(first, last).map(lambda part: low + (high - low) * part / 60)


@st.composite
def settings_for(draw: st.DrawFn, formula: PriceFormula, prices: Prices) -> Settings:
    """Draw the parameters of a formula for these prices, with a rounding where it needs one."""
    drawn: Settings = {}
    for parameter in formula.parameters:
        own = OF_THEIR_OWN.get(parameter.name)
        drawn[parameter.name] = draw(own(prices) if own else by_declaration(parameter))
    if formula.irrational:
        drawn["points_places"] = Fraction(draw(st.integers(0, 9)))
        drawn["points_mode"] = draw(st.sampled_from(Mode))
    return drawn


@st.composite
def cases_for(
    draw: st.DrawFn, formula: PriceFormula, lists: st.SearchStrategy[Prices] = price_lists
) -> tuple[PriceField, Settings]:
    """Draw a field and parameters that the guard lets pass."""
    prices = draw(lists)
    field, with_ = PriceField(tuple(prices)), draw(settings_for(formula, prices))
    assume(formula.guard(field, with_) is None)
    return field, with_


def scaled(formula: PriceFormula, with_: Settings, factor: Fraction) -> Settings:
    """Return the parameters with every amount of money in another currency unit."""
    money = {parameter.name for parameter in formula.parameters if parameter.unit == "money"}
    return {
        name: value * factor if name in money and isinstance(value, Fraction) else value
        for name, value in with_.items()
    }
