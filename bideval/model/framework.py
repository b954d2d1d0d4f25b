"""A framework and the mini-competitions that follow it, as published.

``mini_competitions:`` of a framework says what a competition among those who have a place on
it may use and refine; ``follows:`` of such a competition names the framework.  Whether one
keeps to the other is found in scoring/checks/framework.py.

What binds is what the framework published; the law on frameworks is not restated here.
"""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from bideval.model.base import CalendarDate, Frozen, Id, Text, Weight, Word, YesNo

GateId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}(/minimum)?$")]


def _digest(value: object) -> object:
    """Take a digest with or without the name of its kind before it."""
    return value.removeprefix("sha256:") if isinstance(value, str) else value


Beside = Annotated[
    str,
    StringConstraints(
        pattern=r"^(\.\./){0,4}[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}){0,4}$"
    ),
]
Hex = Annotated[str, BeforeValidator(_digest), StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class PublishedCriterion(Frozen):
    """A criterion or section that a mini-competition may use, and the weight it may have."""

    id: Id
    weight: Weight  # percent of the whole; [lowest, highest], or one number
    refines: YesNo = False  # it may be scored, and a section divided, otherwise than in the framework
    clause: Text | None = None


class PublishedGate(Frozen):
    """A gate or minimum (``<criterion>/minimum``) that a mini-competition may ask for."""

    id: GateId
    threshold: Weight | None = None  # [lowest, highest], or one number, that it may ask for; absent: any
    words: tuple[Word, ...] = ()  # that it may ask for; empty: any
    refines: YesNo = False  # it may measure something else than in the framework
    clause: Text | None = None


class MiniCompetitions(Frozen):
    """What a framework publishes about the competitions that follow it."""

    clause: Text | None = None
    until: CalendarDate | None = None  # the last day on which one may begin
    criteria: Annotated[tuple[PublishedCriterion, ...], Field(max_length=200)] = ()
    gates: Annotated[tuple[PublishedGate, ...], Field(max_length=200)] = ()


class Follows(Frozen):
    """The framework that a mini-competition follows: its folder or its record, and which edition."""

    folder: Beside | None = None  # from the tender folder, such as ../surveyors
    record: Beside | None = None  # a decision record of it
    digest: Hex | None = None  # that of the framework's inputs
    lots: dict[Id, Id] = Field(default_factory=dict)  # the framework's lot, by lot of this tender
    clause: Text | None = None
