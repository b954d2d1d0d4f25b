"""``study.yaml``: what analyses explore and report beside results; outside the rules and the digest."""

from pydantic import Field

from bideval.model.base import Exact, Frozen, Id, Moment, Text, Weight, Word
from bideval.model.bid import BackingForm, BackingStage
from bideval.model.rehearsal import Proportionality, Rehearsal


class Report(Frozen):
    """What to show beside results; an absent one prints "not stated"."""

    social_value: tuple[Id, ...] = Field(default=(), alias="social-value")
    surplus: Text | None = None  # a measure, such as bid.declared.surplus-reinvested
    local_spend: Text | None = Field(default=None, alias="local-spend")


class OwnTerm(Frozen):
    """A term of the exposure, of one bid: money, the same in every year or one amount a year."""

    source: Text | None = None
    amount: Exact | None = None
    by_year: tuple[Exact, ...] = ()
    reads: Word | None = None  # a field in money, such as tender.contract.annual_value
    percent: Exact | None = None  # of what is read; absent: all of it


class ExposureTerm(OwnTerm):
    """A term of the exposure, with who says so; a bid may have its own."""

    source: Text
    bids: dict[Id, OwnTerm] = Field(default_factory=dict)


class OwnRate(Frozen):
    """How likely a default is taken to be, percent a year: of one bid."""

    source: Text | None = None
    percent: Exact | None = None
    by_year: tuple[Exact, ...] = ()


class DefaultRate(OwnRate):
    """How likely a default is taken to be, percent a year, and who says so; a bid may have its own."""

    source: Text
    bids: dict[Id, OwnRate] = Field(default_factory=dict)


class Exposure(Frozen):
    """What would be lost if the contractor failed, term by term; one that is absent is not stated."""

    lot: Id | None = None  # needed where the tender has lots
    accepts: tuple[BackingForm, ...] = ()  # forms that can be called; empty: as the rules accept them
    stage: BackingStage | None = None
    advance_payments: ExposureTerm | None = None
    re_procurement: ExposureTerm | None = None
    interim_cost: ExposureTerm | None = None
    price_difference: ExposureTerm | None = None
    staff_liabilities: ExposureTerm | None = None
    pension_liabilities: ExposureTerm | None = None
    handback: ExposureTerm | None = None
    default_rate: DefaultRate | None = None


TERMS = (
    "advance_payments",
    "re_procurement",
    "interim_cost",
    "price_difference",
    "staff_liabilities",
    "pension_liabilities",
    "handback",
)


class Study(Frozen):
    """Ranges in percent of the whole, assumed rates, groupings, and who asked why."""

    ranges: dict[Id, Weight] = Field(default_factory=dict)
    order: tuple[tuple[Id, Id], ...] = ()  # the first weighs at least what the second does
    rates: dict[Id, Exact] = Field(default_factory=dict)
    groupings: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    report: Report | None = None
    exposure: Exposure | None = None
    rehearsal: Rehearsal | None = None
    proportionality: dict[Word, Proportionality] = Field(default_factory=dict)  # by gate or criterion/minimum
    asked_by: Text | None = None
    asked_at: Moment | None = None
    because: Text | None = None
