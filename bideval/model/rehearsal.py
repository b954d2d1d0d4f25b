"""The rehearsal of ``study.yaml``: from which ranges bids are supposed before there are any.

Nothing here is a rule of the tender, and nothing is assumed for a range that is not stated.
Whether a range fits the tender (its scale, its declared values) is checked in ``scoring``.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from bideval.model.base import Frozen, Id, Span, SpanOrWords, Text, Whole, Word
from bideval.model.bid import BackingForm, BodyType

Seed = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,200}$")]

MOST_CASES, MOST_BIDS = 2000, 20


class Ranges(Frozen):
    """What bids may state: each figure within ``[lowest, highest]``, or one of a list of words."""

    prices: Span | None = None  # evaluated prices, in the tender's currency, in every lot
    lot_prices: dict[Id, Span] = Field(default_factory=dict)  # by lot; before `prices`
    marks: dict[Id, Span] = Field(default_factory=dict)  # by criterion; absent: every mark of its scale
    declared: dict[Id, SpanOrWords] = Field(default_factory=dict)
    accounts: dict[Word, Span] = Field(default_factory=dict)  # money by field, the same in every year
    backing: dict[BackingForm, Span] = Field(default_factory=dict)  # money by form, in force; 0 is none


class BidderKind(Ranges):
    """A kind of bidder: what it has of its own; for the rest the common ranges hold."""

    title: Text | None = None
    type: BodyType = "not-stated"


class Rehearsal(Ranges):
    """How many tenders are supposed, with how many bids each, from which seed and ranges."""

    seed: Seed
    cases: Annotated[Whole, Field(ge=1, le=MOST_CASES)] = 200
    bids: Span  # how many in each case
    evaluators: Annotated[Whole, Field(ge=1, le=50)] | None = None  # read where marks are averaged
    bidders: dict[Id, BidderKind] = Field(default_factory=dict)  # kinds, each equally often


class Proportionality(Frozen):
    """Why a test is there: asked for before publication, read by nothing else."""

    risk: Text | None = None  # what the test guards against
    level: Text | None = None  # why it stands where it stands
    alternatives: Text | None = None  # what else would guard against it
    affected: Text | None = None  # whom it shuts out, or costs most
