"""The terms that several price formulas share: guards, floor and cap, and how they are written.

A guard here gives a reason in plain words, with the prices it is about, and never
puts a price right.  This module holds no formula.
"""

from fractions import Fraction

from bideval.model.numbers import figure_text, lossless_text
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import PriceField
from bideval.scoring.given import number, word
from bideval.scoring.irrational import Enclosure, rounded
from bideval.scoring.rounding import Mode, round_to

FULL = Fraction(100)  # the points of a criterion run from 0 to 100; its weight is applied elsewhere

FLOOR = Parameter(
    "floor",
    ParameterKind.NUMBER_OR_NONE,
    "the fewest points a price can get; with none the rule may go below 0",
    minimum=Fraction(0),
    maximum=FULL,
    below_maximum=True,
    unit="points",
)
CAP = Parameter(
    "cap",
    ParameterKind.NUMBER_OR_NONE,
    "the most points a price can get; with none the rule may go above 100",
    minimum=Fraction(0),
    maximum=FULL,
    above_minimum=True,
    unit="points",
)
WHEN_EQUAL = Parameter(
    "when_equal",
    ParameterKind.NUMBER,
    "the points of every bid when all prices are equal, or there is one bid",
    minimum=Fraction(0),
    maximum=FULL,
    unit="points",
)
BASE_PRICE = Parameter(
    "base_price",
    ParameterKind.NUMBER,
    "the published price from which discounts are counted",
    minimum=Fraction(0),
    above_minimum=True,
    unit="money",
)


def published(points: Enclosure, with_: With) -> Fraction:
    """Return irrational points as the tender publishes them, held to its limits and rounded.

    The limits are rounded too, so that the points always have the published places.
    """
    places, mode = int(number(with_, "points_places")), Mode(word(with_, "points_mode"))
    return round_to(limited(rounded(points, places, mode), with_), places, mode)


def limited(points: Fraction, with_: With) -> Fraction:
    """Return ``points`` held between the tender's floor and cap, where it states them."""
    if with_.get("floor") is not None:
        points = max(points, number(with_, "floor"))
    if with_.get("cap") is not None:
        points = min(points, number(with_, "cap"))
    return points


def limit_words(with_: With) -> str:
    """Return the tender's floor and cap as they follow a rule: ``, at least 0, at most 100``."""
    words = {"floor": "at least", "cap": "at most"}
    stated = [name for name in words if with_.get(name) is not None]
    return "".join(f", {words[name]} {shown_exactly(number(with_, name))}" for name in stated)


def shown_exactly(value: Fraction) -> str:
    """Return a ratio in decimals if it ends within nine places, else as a fraction: ``(1/3)``."""
    text = lossless_text(value)
    return f"({text})" if "/" in text else text


def equal_words(with_: With) -> str:
    """Return how the points of equal prices came about: ``100, as stated for ...``."""
    return f"{shown_exactly(number(with_, 'when_equal'))}, as stated for one bid or all prices equal"


def always_defined(field: PriceField, with_: With) -> None:
    """Guard of a formula that has points for every price."""


def no_price_at_or_below_zero(field: PriceField, why: str) -> str | None:
    """Return the reason that some price is 0 or less, or None; ``why`` says what it would break."""
    return _refused([price for price in field.prices if price <= 0], "not above 0", why)


def no_price_below_zero(field: PriceField, why: str) -> str | None:
    """Return the reason that some price is less than 0, or None."""
    return _refused([price for price in field.prices if price < 0], "below 0", why)


def some_discount(field: PriceField, with_: With) -> str | None:
    """Return the reason that discounts from the base price cannot be compared, or None."""
    base = number(with_, "base_price")
    limit = f"above the base price {figure_text(base)}"
    reason = _refused(
        [price for price in field.prices if price > base],
        limit,
        "a discount cannot be negative; a gate can exclude a bid above the base price",
    )
    if reason is None and field.lowest == base:
        return f"no price is below the base price {figure_text(base)}; there is no discount to compare"
    return reason


def _refused(prices: list[Fraction], how: str, why: str) -> str | None:
    """Name the prices, each once, in rising order."""
    if not prices:
        return None
    names = [figure_text(price) for price in sorted(set(prices))]
    one = len(names) == 1
    return f"the {'price' if one else 'prices'} {', '.join(names)} {'is' if one else 'are'} {how}; {why}"
