"""Amounts for people: thousands grouped, and pence always two places where there are any."""

from fractions import Fraction

from bideval.model.numbers import figure_text


def money_text(value: Fraction) -> str:
    """An amount of money: whole where it is whole, else with at least two decimals.

    >>> money_text(Fraction("1250000.5")), money_text(Fraction(-950))
    ('1,250,000.50', '-950')
    """
    return grouped(at_least(figure_text(value), 2) if value.denominator != 1 else figure_text(value))


def at_least(text: str, places: int) -> str:
    """A decimal number with zeros behind it until it has ``places`` decimals (0 or more).

    >>> at_least("9.6", 2), at_least("84", 2), at_least("0.123", 2)
    ('9.60', '84.00', '0.123')
    """
    whole, _, decimals = text.partition(".")
    decimals = decimals.ljust(places, "0")
    return f"{whole}.{decimals}" if decimals else whole


def grouped(text: str) -> str:
    """A decimal number with its thousands grouped.

    >>> grouped("-1234567.5")
    '-1,234,567.5'
    """
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, decimals = digits.partition(".")
    first = len(whole) % 3
    pieces = [whole[:first]] if first else []
    pieces += [whole[at : at + 3] for at in range(first, len(whole), 3)]
    return f"{sign}{','.join(pieces)}{point}{decimals}"
