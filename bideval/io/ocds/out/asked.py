"""What a release is to show and to whom, and figures as JSON numbers that lose nothing.

``public`` shows the published rules, the awarded bids with their scores, and of other bids
that were assessed the rank and points alone, without a name or a price.  ``full`` shows all
that the folder holds, names and reasons included; it is for an auditor or a court.  No level
shows what a bid that was not assessed would have got.
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bideval.io.ocds.strict_json import OcdsJson, exact_number
from bideval.model.inputs import Inputs
from bideval.model.numbers import DISPLAY_PLACES, exact_text, fixed_text

Data = dict[str, OcdsJson]


class Level(StrEnum):
    """How much of an evaluation a release shows."""

    PUBLIC = "public"
    FULL = "full"


class Wanted(NamedTuple):
    """What is asked of an export.  ``date`` is when the release is dated, a moment in UTC."""

    level: Level
    date: str
    ocid: str
    awarded: bool = False  # the awards are made, and not only proposed


def figure(name: str, value: Fraction | None) -> Data:
    """Return a figure under its name; one whose decimals never end is cut, and its fraction beside it.

    >>> figure("points", Fraction(1, 3))
    {'points': Decimal('0.333333'), 'pointsExact': '1/3'}
    """
    if value is None:
        return {}
    number = exact_number(value)
    if number is not None:
        return {name: number}
    return {name: Decimal(fixed_text(value, DISPLAY_PLACES)), f"{name}Exact": exact_text(value)}


def money(value: Fraction | None, currency: str) -> Data | None:
    """Return an amount of money; None for none, and for one whose decimals never end."""
    number = None if value is None else exact_number(value)
    return None if number is None else {"amount": number, "currency": currency}


def told(**parts: OcdsJson) -> Data:
    """Return the parts that say something."""
    return {key: one for key, one in parts.items() if one is not None and one not in ([], {}, "")}


def listed(parts: Iterable[OcdsJson]) -> list[OcdsJson]:
    """Return parts as a list of JSON."""
    return list(parts)


def latest_time(inputs: Inputs) -> str | None:
    """Return the latest moment that the folder tells of, in UTC; None where it tells none."""
    times = [one.at for one in inputs.decisions]
    times += [one.at for one in inputs.consensus]
    times += [one.at for one in inputs.marks]
    times += [bid.received or "" for bid in inputs.bids.values()]
    times += [inputs.tender.deadline or "", inputs.tender.began or ""]
    latest = max(map(as_moment, times), default="")
    return latest or None


def as_moment(at: str) -> str:
    """Return a time of a folder as a moment: a date is its beginning.

    >>> as_moment("2026-03-02")
    '2026-03-02T00:00:00Z'
    """
    return f"{at}T00:00:00Z" if len(at) == 10 else at
