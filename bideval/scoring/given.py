"""Readers of the parameters that a tender publishes under ``with:``.

Each gives the value in the kind that is asked for, or raises GuardError with the
reason in plain words.  The range of a parameter is checked before, against its
declaration (bideval.model.parameters).
"""

from fractions import Fraction

from bideval.errors import GuardError
from bideval.model.parameters import With


def number(with_: With, name: str) -> Fraction:
    """Return the number published under ``name``."""
    value = with_.get(name)
    if not isinstance(value, Fraction):
        raise GuardError(f"the parameter {name} is missing or is not a number")
    return value


def word(with_: With, name: str) -> str:
    """Return the word published under ``name``."""
    value = with_.get(name)
    if not isinstance(value, str):
        raise GuardError(f"the parameter {name} is missing or is not a word")
    return value


def numbers(with_: With, name: str) -> tuple[Fraction, ...]:
    """Return the list of numbers published under ``name``."""
    value = with_.get(name)
    found = tuple(one for one in value if isinstance(one, Fraction)) if isinstance(value, tuple) else None
    if found is None or found != value:
        raise GuardError(f"the parameter {name} is missing or is not a list of numbers")
    return found
