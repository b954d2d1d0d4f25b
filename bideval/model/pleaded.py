"""Errors that a party pleads, as read from a list beside the tender; nothing here says that they are errors.

Each entry says what kind of error is pleaded, what it is about, and what would have stood
there without it: a value, a range of values, or what should have become of a bid.  A list is
no part of a tender folder, of its rules or of its digest.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from bideval.model.base import Exact, Frozen, Id, Text
from bideval.model.tender import RoundingRule


class PleadedKind(StrEnum):
    """What kind of error it is."""

    MARK = "mark"  # a mark should have been another
    RULE = "rule"  # a threshold, minimum, weight or rounding should have been another, or a gate none
    DISREGARD = "disregard"  # a bid should, or should not, have been disregarded
    PRICE = "price"  # an evaluated price should have been another
    EXCLUSION = "exclusion"  # a bid should, or should not, have been excluded


class Values(Frozen):
    """A range: every value from the first to the last; ``step`` only where no scale has steps of its own."""

    from_: Exact = Field(alias="from")
    to: Exact
    step: Exact | None = None


def _rounding(value: object) -> object:
    return () if value == "none" else value


class PleadedError(Frozen):
    """One pleaded error.  ``before`` is checked against what is on file."""

    id: Id
    kind: PleadedKind
    says: Text | None = None  # what is pleaded, in words
    lot: Id | None = None  # absent means every lot it can be about
    bid: Id | None = None
    criterion: Id | None = None
    evaluator: Id | None = None  # of a mark; absent where marks are agreed
    gate: Id | None = None
    before: Exact | None = None  # a mark, money, or the unit of the gate or minimum
    after: Exact | None = None
    range: Values | None = None
    should: Literal["assessed", "disregarded", "excluded", "not-applied"] | None = None
    weights: dict[Id, Exact] | None = None  # of criteria that are no sections, in the tender's own unit
    rounding: Annotated[tuple[RoundingRule, ...], BeforeValidator(_rounding)] | None = None


class Pleaded(Frozen):
    """A list of pleaded errors, with the assumptions it was prepared on."""

    assumptions: Text | None = None
    errors: tuple[PleadedError, ...]
