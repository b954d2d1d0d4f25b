"""The years of a contract, counted from 1, with their first and last days where the start is published.

A contract of two and a half years has three: the last is half a year long, and ends half a
year's days, rounded up, after it began.
"""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from bideval.errors import Source
from bideval.model.inputs import Inputs
from bideval.scoring.backing.figures import NotStated, not_stated
from bideval.scoring.published import WHOLE, published_lots

MOST_YEARS = 100
_LATEST = 9999  # a calendar of four digits ends there
LENGTH = "how many years the contract lasts, up to 100 (contract.years in tender.yaml)"
START = "when the contract starts (contract.starts in tender.yaml)"


class ContractYear(NamedTuple):
    """One year: its number, its length in years, and its days where the start is published."""

    number: int
    length: Fraction  # 1, or less for the last
    first: str | None = None
    last: str | None = None


class Term(NamedTuple):
    """The years of a lot's contract, and where they are published."""

    years: tuple[ContractYear, ...]
    place: Source


def term_of(inputs: Inputs, lot: str) -> Term | NotStated:
    """Return the years of the contract of ``lot``; not stated where its length is not published."""
    rules = next(one for one in published_lots(inputs.tender) if one.id == lot)
    own = next((one.contract for one in inputs.tender.lots if one.id == lot and lot != WHOLE), None)
    contract = own or inputs.tender.contract
    place = Source("tender.yaml", "/contract" if own is None else f"{rules.pointer}/contract")
    if contract is None or contract.years is None or not 0 < contract.years <= MOST_YEARS:
        return not_stated(LENGTH, places=(place,))
    return Term(contract_years(contract.years, contract.starts), place)


def contract_years(length: Fraction, starts: str | None = None) -> tuple[ContractYear, ...]:
    """Return the years of a contract that lasts ``length`` years (above 0) from the day ``starts``.

    >>> [(one.number, one.first, one.last) for one in contract_years(Fraction(2), "2026-10-01")]
    [(1, '2026-10-01', '2027-09-30'), (2, '2027-10-01', '2028-09-30')]
    >>> [str(one.length) for one in contract_years(Fraction(5, 2))]
    ['1', '1', '1/2']
    """
    found = []
    for number in range(1, ceil(length) + 1):
        part = min(Fraction(1), length - number + 1)
        dated = starts is not None and int(starts[:4]) + number < _LATEST
        first, last = _days(starts, number, part) if starts is not None and dated else (None, None)
        found.append(ContractYear(number, part, first, last))
    return tuple(found)


def _days(starts: str, number: int, part: Fraction) -> tuple[str, str]:
    first, after = _anniversary(starts, number - 1), _anniversary(starts, number)
    last = first + timedelta(days=ceil(part * (after - first).days) - 1)
    return first.isoformat(), last.isoformat()


def _anniversary(starts: str, years: int) -> date:
    """Return the same day so many years on; 1 March where 29 February is not there."""
    day = date.fromisoformat(starts)
    year = day.year + years
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
