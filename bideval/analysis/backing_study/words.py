"""Figures and names in words, for the sentences of the study."""

from collections.abc import Sequence
from fractions import Fraction

from bideval.analysis.answer import Cell
from bideval.analysis.award_words import amount, award_words, awarded_bids, listed
from bideval.analysis.backing_study.kinds import Kinds
from bideval.analysis.reweighed import Award
from bideval.model.numbers import decimal_text, parse_number

SHOWN = 4  # decimals
MOST_NAMED = 4
_AFTER = {"ratio": " times", "points": " points", "years": " years"}
Value = Fraction | str | tuple[str, ...] | None


def figure(value: Value, unit: str, currency: str, places: int = SHOWN) -> str:
    """Return what a test found or asks for, with its unit: GBP 3,500,000; 0.3 times; 45%; mark 3.

    Where ``places`` decimals are not all of it, "about" stands before it.

    >>> figure(Fraction(3, 10), "ratio", "GBP"), figure(Fraction(3), "mark", "GBP"), figure(None, "", "")
    ('0.3 times', 'mark 3', 'not stated')
    """
    if value is None:
        return "not stated"
    if not isinstance(value, Fraction):
        return value if isinstance(value, str) else " or ".join(value)
    text = decimal_text(value, places)
    about = "" if parse_number(text) == value else "about "
    shown = parse_number(text)
    if unit == "mark":
        return f"{about}mark {text}"
    return f"{about}{amount(shown, unit, currency)}{_AFTER.get(unit, '')}"


def awarded_words(award: Award | None, places: int, kinds: Kinds, why: str = "") -> str:
    """Who is awarded, with the kind of each bidder; ``why`` says why nobody is known to be."""
    if award is None:
        return f"no result is established ({why})" if why else "no result is established"
    named = Award(tuple(map(kinds.named, award.winners)), tuple(map(kinds.named, award.tied)))
    return award_words(named, places)


def few(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Names in a list, cut where there are many: "a, b and 5 more".

    >>> few(["a", "b", "c"], 2), few(["a", "b"], 2)
    ('a, b and 1 more', 'a and b')
    """
    if len(names) <= most:
        return listed(names) if names else "none"
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def count_words(count: int, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> count_words(1, "test"), count_words(0, "test"), count_words(2, "criterion", "criteria")
    ('1 test', 'no tests', '2 criteria')
    """
    return f"{count or 'no'} {one if count == 1 else many or f'{one}s'}"


def gap_words(gap: Fraction | None, currency: str) -> str:
    """How much more or less is paid, to follow a comma; empty where that is not known."""
    if gap is None:
        return ""
    if not gap:
        return ", at the same price"
    return f", at {amount(abs(gap), 'money', currency)} {'more' if gap > 0 else 'less'}"


def who_cells(kinds: Kinds, award: Award | None) -> tuple[Cell, Cell]:
    """Who is awarded and of what kind they are, as two cells of a table."""
    if award is None:
        return "no result", "-"
    return awarded_bids(award) or "nobody", kinds.among(awarded_bids(award)) or "-"
