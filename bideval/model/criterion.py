"""Award criteria and gates as published in the procurement documents.

Source: Directive 2014/24/EU art. 67; Procurement Act 2023 ss.22-23.  Whether the
weights add up, and whether a pack or formula exists, is checked in scoring/.
"""

from typing import Annotated, Literal

from pydantic import Field

from bideval.model.base import Exact, Frozen, Id, PackRef, Text, TextData, Weight, WithData
from bideval.model.bid import Evidence
from bideval.model.rules import OnFail, Phase, Test


class Minimum(Frozen):
    """The least a bid must reach on a criterion or section, and what follows if not.

    ``points`` 0 to 100 of the criterion or section; ``mark`` in marks of its scale.
    """

    points: Exact | None = None
    mark: Exact | None = None
    on_fail: OnFail


class ReliesOn(Frozen):
    """Whose figures count towards a test of the bidder's standing.

    ``sum``: figures added; ``any``: one party that passes is enough; ``each``:
    every party must pass; ``none``: the bidder's own figures alone.
    ``lead_at_least``: percent of the threshold that the bidder alone must reach.
    """

    who: tuple[Literal["members", "subcontractors", "guarantors", "guarantor"], ...] = ()
    combine: Literal["sum", "any", "each", "none"]
    lead_at_least: Exact | None = None


class Criterion(Frozen):
    """A weighted leaf or section of the award criteria.

    A section has ``criteria``.  A leaf says in exactly one way how it scores:
    ``use`` a pack, ``formula`` for a price, ``scale`` for a marked question, or a
    ``measure`` with ``points`` written in place.
    """

    id: Id
    title: Text | None = None
    weight: Weight | None = None  # in the unit of the tender's weighting; [lo, hi] is a published range
    use: PackRef | None = None
    formula: str | None = None  # a key of the price formulas
    reads: Literal["evaluated-price"] | None = None
    scale: TextData = None  # a scale in place, or a scale pack's id
    measure: TextData = None
    points: TextData = None  # bands, linear or lookup
    with_: WithData
    relies_on: ReliesOn | None = None  # whose figures a measure of the bidder adds up; absent: its own
    evidence: tuple[Evidence, ...] = ()  # which years of accounts count; empty: the rule does not say
    when_missing: Exact | None = None  # points, 0 to 100, where the bid states no figure
    minimum: Minimum | None = None
    normalise: Literal["to-best"] | None = None
    group: Id | None = None  # a tag for reports and studies, never a score input
    clause: Text | None = None  # where it was published, such as "ITT 6.1"
    because: Text | None = None
    foreign_id: Text | None = None
    criteria: tuple["Criterion", ...] = ()


class Gate(Frozen):
    """A test that admits a bid or not."""

    id: Id
    title: Text | None = None
    phase: Phase
    basis: Id | None = None  # what kind of rule it is; the regime maps it to its wording
    use: PackRef | None = None
    measure: TextData = None
    threshold: TextData = None  # a number or word, or a list of words or grades for one-of
    with_: WithData
    test: Test
    on_fail: OnFail
    amber_needs: Text | None = None  # what a bid that passes with the grade amber must provide
    mitigations: dict[Id, Text] = Field(default_factory=dict)  # published beside those of its pack
    relies_on: ReliesOn | None = None
    evidence: tuple[Evidence, ...] = ()  # as of a criterion
    when_missing: Literal["fail", "refuse"] | None = None  # where the bid states no figure; absent: refuse
    group: Id | None = None
    clause: Text | None = None
    because: Text | None = None


Criteria = Annotated[tuple[Criterion, ...], Field(max_length=2000)]
Gates = Annotated[tuple[Gate, ...], Field(max_length=500)]
