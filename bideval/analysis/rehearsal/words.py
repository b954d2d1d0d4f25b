"""Amounts and figures as a rehearsal words them."""

from fractions import Fraction

from bideval.analysis.award_words import about, amount
from bideval.model.evaluation import GateResult

_UNITS = {"ratio": "", "points": " points", "mark": "", "percent": "%", "count": "", "years": " years"}


def money(value: Fraction, currency: str) -> str:
    """Return an amount of money with its currency."""
    return amount(value, "money", currency)


def figure(value: Fraction | str | tuple[str, ...] | None, unit: str, currency: str) -> str:
    """Return what a test compares, with its unit."""
    if value is None:
        return "nothing stated"
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return " or ".join(value)
    return money(value, currency) if unit == "money" else f"{about(value)}{_UNITS.get(unit, '')}"


def required(result: GateResult, currency: str) -> str:
    """Return what a test asks for, such as ``at least GBP 10,000,000``."""
    return f"{result.test.replace('-', ' ')} {figure(result.required, result.unit, currency)}"
