"""Typing text data by hand: maps, keys, numbers, and amounts that name a parameter.

Used where a file's text has a grammar of its own (measures, points rules, scales,
packs).  Every reader adds what is wrong to a ``Notes`` and returns None; it never
raises, so that all problems of a file are reported in one run.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import NamedTuple

from bideval.model.numbers import NumberError, decimal_text, parse_number
from bideval.model.parameters import Problem, With


class Named(NamedTuple):
    """A value that stands under a parameter's name."""

    name: str


Amount = Fraction | Named  # a number as written, or the parameter that holds it


class Notes:
    """The problems found so far, each with a JSON pointer into the text."""

    def __init__(self) -> None:
        """Begin without a problem."""
        self.found: list[Problem] = []

    def add(self, at: str, message: str, remedy: str) -> None:
        """Keep one problem."""
        self.found.append(Problem(at, message, remedy))

    def all(self) -> tuple[Problem, ...]:
        """Return the problems in the order of their places."""
        return tuple(sorted(self.found))


def mapping_of(raw: object, at: str, notes: Notes, what: str) -> Mapping[str, object] | None:
    """Return ``raw`` if it is a map of names to values; ``what`` says what was expected."""
    if isinstance(raw, Mapping):
        return raw
    notes.add(at, f"{what} is expected here, as names with values", "Write it as in the example of the docs.")
    return None


def list_of(raw: object, at: str, notes: Notes, what: str) -> tuple[object, ...] | None:
    """Return ``raw`` if it is a list with something in it."""
    if isinstance(raw, list | tuple) and raw:
        return tuple(raw)
    notes.add(at, f"a list of {what} is expected here", "Write a list with at least one entry.")
    return None


def text_of(raw: object, at: str, notes: Notes, what: str) -> str | None:
    """Return ``raw`` if it is text that is not blank."""
    if isinstance(raw, str) and raw.strip():
        return raw
    notes.add(at, f"{what} is expected here, as text", f"State {what}.")
    return None


def true_of(raw: object, at: str, notes: Notes) -> bool:
    """Return whether ``raw`` is the word true; anything but true and false is a problem."""
    if raw not in ("true", "false"):  # a tuple: what is no text cannot always be hashed
        notes.add(at, "true or false is expected here", "Write true or false.")
    return raw == "true"


def choice_of(raw: object, at: str, notes: Notes, choices: Iterable[str]) -> str | None:
    """Return ``raw`` if it is one of ``choices``."""
    known = tuple(choices)
    if isinstance(raw, str) and raw in known:
        return raw
    shown = repr(raw) if isinstance(raw, str) else "this"
    notes.add(at, f"{shown} is not one of {', '.join(known)}", closest(raw, known))
    return None


def check_keys(raw: Mapping[str, object], known: Iterable[str], at: str, notes: Notes) -> None:
    """Add a problem for every key that is not ``known``."""
    keys = tuple(known)
    for key in raw:
        if key not in keys:
            notes.add(f"{at}/{pointer_part(key)}", f"{key} is not a key here", closest(key, keys))


def number_of(raw: object, at: str, notes: Notes) -> Fraction | None:
    """Return the exact value of ``raw``."""
    if not isinstance(raw, str):
        notes.add(at, "a number is expected here", "Write one number, such as 0.75 or 3/4.")
        return None
    try:
        return parse_number(raw)
    except NumberError as error:
        notes.add(at, str(error), "Write one number, such as 0.75 or 3/4.")
        return None


def amount_of(raw: object, at: str, notes: Notes, unit: str, scope: Mapping[str, str]) -> Amount | None:
    """Return a number, or the name of a parameter of ``unit``; ``scope`` holds the units by name."""
    if isinstance(raw, str) and raw[:1].isalpha():
        return named_of(raw, at, notes, unit, scope)
    return number_of(raw, at, notes)


def named_of(raw: str, at: str, notes: Notes, unit: str, scope: Mapping[str, str]) -> Named | None:
    """Return the parameter called ``raw`` if it is declared in ``unit``."""
    if raw not in scope:
        notes.add(at, f"{raw} is not a parameter that is declared", closest(raw, tuple(scope)))
        return None
    if scope[raw] != unit:
        notes.add(
            at, f"the parameter {raw} is in {scope[raw]}; {unit} is needed here", f"Declare it in {unit}."
        )
        return None
    return Named(raw)


def resolved(amount: Amount, with_: With) -> Fraction | None:
    """Return the number of ``amount``; None where its parameter is absent or is no number."""
    if isinstance(amount, Fraction):
        return amount
    value = with_.get(amount.name)
    return value if isinstance(value, Fraction) else None


def amount_words(amount: Amount) -> str:
    """Return the number in decimals, or the parameter's name."""
    return amount.name if isinstance(amount, Named) else decimal_text(amount)


def closest(given: object, known: tuple[str, ...]) -> str:
    """Return a remedy for a word that is not known: the closest one, or all of them."""
    close = get_close_matches(given, known, n=1) if isinstance(given, str) else []
    return f"Did you mean {close[0]}?" if close else f"There are: {', '.join(known) or 'none'}."


def pointer_part(key: str) -> str:
    """Return ``key`` escaped for a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")
