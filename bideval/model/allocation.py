"""Award rules across lots, and what bids offer across lots, as published and as offered.

``award:`` of ``tender.yaml`` names the mechanism and the rules; packages and discounts stand
in the price sheet of a bid, and what it wants at most in the bid itself.  Whether they go
together is checked in scoring/checks/award.py and award_offers.py; what they mean for who
gets which lot is in analysis/lots.

Source: Procurement Act 2023 s.23(4), Directive 2014/24/EU art. 46.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bideval.model.base import Exact, Frozen, Id, Text, Whole, Word, YesNo
from bideval.model.bid import BodyType

Mechanism = Literal[
    "lot-by-lot",
    "bidder-preference",
    "lowest-total-price",
    "most-points",
    "best-combination",
]
OfferKind = Literal["packages", "conditional-discounts", "volume-discounts"]
RuleKind = Literal[
    "most-lots",
    "most-amount",
    "most-share",
    "least-lots",
    "least-amount",
    "least-share",
    "capacity",
    "only",
    "winners",
    "incumbents",
    "linked",
    "apart",
    "no-award",
    "budget",
]
Counts = Literal["price", "value", "annual-value"]
Capacity = Annotated[str, StringConstraints(pattern=r"^(turnover|declared\.[a-z0-9][a-z0-9-]{0,63})$")]


class Who(Frozen):
    """Which bidders a rule is about: those that meet everything that is stated here."""

    bidders: tuple[Id, ...] = ()  # these
    types: tuple[BodyType, ...] = ()  # of one of these types
    declared: dict[Id, tuple[Word, ...]] = Field(default_factory=dict)  # declares one of these words
    fails: tuple[Id, ...] = ()  # did not pass one of these gates in some lot


class Soft(Frozen):
    """What breaking a rule means where it may be broken: money each time, or a place in an order."""

    penalty: Exact | None = None  # money, in the tender's currency, for each time it is broken
    priority: Annotated[Whole, Field(ge=1)] | None = None  # 1 is the last to be broken


class AwardRule(Frozen):
    """One published rule about the award of lots.  Which keys a kind reads stands in the format page."""

    id: Id
    use: RuleKind
    clause: Text | None = None  # where it was published, such as "ITT 8.2"
    title: Text | None = None
    who: Who | None = None  # absent: every bidder
    together: YesNo = False  # the bidders counted as one, such as a group; false: each by itself
    lots: tuple[Id, ...] = ()  # empty: all
    counts: Counts | None = None  # what an amount or a share is of
    most: Exact | None = None  # lots, money, percent or bidders, as the kind says
    least: Exact | None = None
    times: Exact | None = None  # capacity: the amount awarded times this is at most what is read
    reads: Capacity | None = None  # capacity: the bidder's latest yearly turnover, or a declared value
    reserves: dict[Id, Exact] = Field(default_factory=dict)  # money by lot, above which no award is made
    incumbents: dict[Id, Id] = Field(default_factory=dict)  # the bidder that has each lot now
    keep: YesNo | None = None  # incumbents: whether each keeps its lot, or none does
    one_bidder: YesNo = False  # linked: all its lots to one bidder, and not merely all or none
    soft: Soft | None = None  # absent: never broken


class AwardTie(Frozen):
    """One rung of the rule that settles awards of equal value."""

    by: Literal["lower-price", "more-points", "more-winners", "fewer-winners", "lot-order"]


class Gain(Frozen):
    """By how much a combination must be below the best single awards: one of the two."""

    amount: Exact | None = None  # money
    percent: Exact | None = None  # of the best single awards


class Award(Frozen):
    """How lots are awarded together: ``award:`` of ``tender.yaml``."""

    mechanism: Mechanism | None = None
    clause: Text | None = None
    order: tuple[Id, ...] = ()  # of the lots, where one by one; empty: as listed
    weigh_by: Literal["lot-value"] | None = None  # points of a lot times its value
    offers: tuple[OfferKind, ...] = ()  # what bids may offer beside prices by lot
    overlapping: Literal["one-per-lot", "add-up"] | None = None  # discounts that need one lot both
    gain: Gain | None = None  # best-combination
    rules: Annotated[tuple[AwardRule, ...], Field(max_length=200)] = ()
    ties: tuple[AwardTie, ...] = ()


class Package(Frozen):
    """One price for several lots, all or nothing."""

    id: Id
    lots: tuple[Id, ...]
    amount: Exact  # on the basis on which prices are compared


class Discount(Frozen):
    """What comes off where all of some lots are awarded to the bid at their own prices."""

    id: Id
    lots: tuple[Id, ...]
    amount: Exact | None = None  # money; or
    percent: Exact | None = None  # of the prices of these lots


class VolumeStep(Frozen):
    """From so much on, so many percent off."""

    at: Exact  # lots or money
    percent: Exact


class Volume(Frozen):
    """A discount by how much is awarded to the bid at prices by lot."""

    counts: Literal["lots", "price"]
    off: Literal["all-units", "incremental"]  # everything, or what lies beyond each step
    steps: tuple[VolumeStep, ...]
