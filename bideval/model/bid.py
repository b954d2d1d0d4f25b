"""Bids: who offers, with whom, with what accounts and backing behind it."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bideval.model.backing import BackingCost, Calling, Collateral, Due, InPrice, Outcome, StepDown
from bideval.model.base import CalendarDate, Exact, Frozen, Id, Moment, Text, TextData, Whole, Word
from bideval.model.rules import BidStatus

BodyType = Literal[
    "public-body",
    "commercial",
    "commercial-listed",
    "commercial-private",
    "commercial-private-equity-backed",
    "charity",
    "cic",
    "co-operative",
    "employee-led-mutual",
    "multi-stakeholder-mutual",
    "joint-venture-mutual",
    "consortium",
    "not-stated",
]

BackingForm = Literal[
    "bond",
    "parent-guarantee",
    "associate-guarantee",
    "surety-insurance",
    "cash-deposit",
    "escrow",
    "retention",
    "reserves",
    "social-investor-facility",
    "community-lender-facility",
    "staged-payment",
    "step-in-rights",
    "joint-and-several",
    "letter-of-comfort",
    "asset-charge",
]

BackingStage = Literal["promised", "letter-of-intent", "in-force"]


# What stands behind the figures of a year, from the strongest kind of paper to the weakest.
Evidence = Literal[
    "audited",
    "unaudited",
    "part-year",
    "predecessor-service",
    "opening-balance-sheet",
    "funded-forecast",
    "bank-letter",
    "investor-letter",
]
UNAVAILABLE, PART_YEAR = "period-unavailable", "part-year"
WHOLE_YEAR = 12  # months


class AccountYear(Frozen):
    """One year of a party's accounts: amounts of money, each absent where not given.

    ``period-unavailable`` is a year that there was, without figures: it is never read as zero.
    """

    year_end: CalendarDate
    evidence: (
        Literal[
            "audited",
            "unaudited",
            "part-year",
            "predecessor-service",
            "opening-balance-sheet",
            "funded-forecast",
            "bank-letter",
            "investor-letter",
            "period-unavailable",
        ]
        | None
    ) = None
    months: int | None = Field(default=None, ge=1, le=18)  # how many it covers; absent: twelve
    turnover: Exact | None = None
    operating_profit: Exact | None = None
    profit_after_tax: Exact | None = None
    ebit: Exact | None = None
    ebitda: Exact | None = None
    free_cash_flow: Exact | None = None
    net_debt: Exact | None = None
    net_pension_deficit: Exact | None = None
    net_interest_paid: Exact | None = None
    current_assets: Exact | None = None
    inventories: Exact | None = None
    current_liabilities: Exact | None = None
    net_assets: Exact | None = None
    shareholder_funds: Exact | None = None
    secured_borrowing: Exact | None = None
    group_balances_owed: Exact | None = None
    gross_assets: Exact | None = None
    reserves: Exact | None = None
    surplus: Exact | None = None
    surplus_reinvested_locally: Exact | None = None


class Rating(Frozen):
    """What a third party says of a party's standing: a grade, a score or both, and when."""

    agency: Word
    grade: Word | None = None
    score: Exact | None = None
    date: CalendarDate
    valid_until: CalendarDate | None = None  # the last day; absent: no end is stated


class Backing(Frozen):
    """Something that stands behind a bid: what form, how much, how far along, on what terms."""

    form: BackingForm
    amount: Exact
    stage: BackingStage
    provider: Text | None = None
    provider_rating: Rating | None = None
    called: Calling | None = None  # what is needed to call it: a demand, or a default that is shown
    cap: Exact | None = None  # money: the most that can be called, where it is less than the amount
    step_down: tuple[StepDown, ...] = ()
    starts: CalendarDate | None = None  # absent: from the start of the contract
    expires: CalendarDate | None = None  # the last day
    open_ended: bool | None = None  # true: it has no last day
    due: Due | None = None  # by when it is to be in force
    collateral: Collateral | None = None
    cost: BackingCost | None = None
    in_price: InPrice | None = None  # whether the price of the bid holds the cost already


class Approach(Frozen):
    """A provider that was asked for backing, and what came of it."""

    form: BackingForm
    provider: Text | None = None
    amount: Exact | None = None  # money asked for
    date: CalendarDate | None = None
    outcome: Outcome
    because: Text | None = None


class Bidder(Frozen):
    """Who bids.  ``type`` is for reports and reservations, never a score input by itself."""

    id: Id
    name: Text
    type: BodyType = "not-stated"
    foreign_id: Text | None = None
    trading_since: CalendarDate | None = None


class Party(Frozen):
    """A consortium member, subcontractor or guarantor, with its own figures."""

    id: Id
    name: Text | None = None
    type: BodyType = "not-stated"
    share: Exact | None = None  # percent of the work
    accounts: tuple[AccountYear, ...] = ()
    ratings: tuple[Rating, ...] = ()
    backing: tuple[Backing, ...] = ()
    approaches: tuple[Approach, ...] = ()


class Bid(Frozen):
    """One offer: ``bids/<id>.yaml``.  A bid id is not a bidder id."""

    id: Id
    bidder: Bidder
    foreign_id: Text | None = None
    members: tuple[Party, ...] = ()
    subcontractors: tuple[Party, ...] = ()
    guarantors: tuple[Party, ...] = ()
    lots: tuple[Id, ...] = ()  # empty in a tender without lots
    most_lots: Annotated[Whole, Field(ge=1)] | None = None  # that it wants
    prefers: tuple[Id, ...] = ()  # lots, the most wanted first
    received: Moment | None = None
    price_sealed: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None  # SHA-256
    status: BidStatus = BidStatus.RECEIVED
    variant_of: Id | None = None
    second_bid_because: Text | None = None
    accounts: tuple[AccountYear, ...] = ()
    ratings: tuple[Rating, ...] = ()
    backing: tuple[Backing, ...] = ()
    approaches: tuple[Approach, ...] = ()
    declared: dict[Id, TextData] = Field(default_factory=dict)
