"""Awards and figures in words, for the sentences of answers."""

from collections.abc import Sequence
from fractions import Fraction

from bideval.analysis.reweighed import Award
from bideval.model.numbers import decimal_text, parse_number

SHOWN_PLACES = 2


def award_words(award: Award | None, places: int) -> str:
    """Say who is awarded: "quillon wins"; with several places "a, b and c are awarded".

    None is an award that is not established.
    """
    if award is None:
        return "no result is established"
    if award.tied:
        sure = f"{_awarded(award.winners, places)}, and " if award.winners else ""
        return f"{sure}there is a tie between {listed(award.tied)}, which no published rule settles"
    if not award.winners:
        return "no bid is assessed"
    return _awarded(award.winners, places)


def _awarded(winners: Sequence[str], places: int) -> str:
    if places == 1:
        return f"{listed(winners)} wins"
    return f"{listed(winners)} {'is' if len(winners) == 1 else 'are'} awarded"


def awarded_bids(award: Award | None) -> tuple[str, ...]:
    """The bids to show for an award: those awarded, then those tied."""
    return () if award is None else (*award.winners, *award.tied)


def listed(names: Sequence[str]) -> str:
    """Return "a, b and c".

    >>> listed(("ash", "beech", "cedar"))
    'ash, beech and cedar'
    """
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def amount(value: Fraction, unit: str, currency: str = "") -> str:
    """Return a figure with its unit as people write it.

    >>> amount(Fraction(10_000_000), "money", "GBP"), amount(Fraction(5, 2), "percent")
    ('GBP 10,000,000', '2.5%')
    """
    if unit != "money":
        return f"{decimal_text(value)}%" if unit == "percent" else decimal_text(value)
    sign, text = ("-", decimal_text(-value)) if value < 0 else ("", decimal_text(value))
    whole, point, decimals = text.partition(".")
    return f"{currency} {sign}{int(whole):,}{point}{decimals.ljust(2, '0') if point else ''}".strip()


def about(value: Fraction) -> str:
    """Return a figure to two places, "about" before it where that is not all of it.

    >>> about(Fraction(5)), about(Fraction(58, 21))
    ('5', 'about 2.76')
    """
    text = decimal_text(value, SHOWN_PLACES)
    return text if parse_number(text) == value else f"about {text}"
