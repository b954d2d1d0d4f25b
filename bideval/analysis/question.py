"""What is asked beside the tender itself: challenger, ranges, and how far to look.

All of it comes from ``study.yaml`` or the command line and is printed with the
answers.  Nothing here is a rule of the tender.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bideval.model.evaluation import LotResult
from bideval.model.pleaded import Pleaded
from bideval.model.study import Report
from bideval.scoring.case import LotCase

Range = tuple[Fraction, Fraction]
NO_RANGES: Mapping[str, Range] = MappingProxyType({})


class Question(NamedTuple):
    """The options of a question; the defaults ask about everything."""

    challenger: str | None = None  # a bid; None asks about every bid
    ranges: Mapping[str, Range] = NO_RANGES  # percent of the whole, by criterion, section or group
    order: tuple[tuple[str, str], ...] = ()  # the first weighs at least what the second does
    keep_groups: bool = False  # the weight of every top section stays
    whole_percent: bool = False
    off_by: Fraction = Fraction(1)  # steps that each mark may be off, for mark-uncertainty
    samples: int = 100_000
    seed: str = "bideval"
    report: Report | None = None  # what the study reports beside results
    pleaded: Pleaded | None = None  # errors that a party pleads, for pleaded-errors


class Asked(NamedTuple):
    """One lot, evaluated, and what is asked about it."""

    case: LotCase
    result: LotResult
    question: Question
