"""``study.yaml``: what analyses explore and report beside results; outside the rules and the digest."""

from pydantic import Field

from bideval.model.base import Exact, Frozen, Id, Moment, Text, Weight


class Report(Frozen):
    """What to show beside results; an absent one prints "not stated"."""

    social_value: tuple[Id, ...] = Field(default=(), alias="social-value")
    surplus: Text | None = None  # a measure, such as bid.declared.surplus-reinvested
    local_spend: Text | None = Field(default=None, alias="local-spend")


class Study(Frozen):
    """Ranges in percent of the whole, assumed rates, groupings, and who asked why."""

    ranges: dict[Id, Weight] = Field(default_factory=dict)
    order: tuple[tuple[Id, Id], ...] = ()  # the first weighs at least what the second does
    rates: dict[Id, Exact] = Field(default_factory=dict)
    groupings: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    report: Report | None = None
    asked_by: Text | None = None
    asked_at: Moment | None = None
    because: Text | None = None
