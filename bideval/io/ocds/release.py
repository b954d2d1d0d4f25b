"""The parts of an OCDS 1.1 release that bideval reads, typed; unknown parts are kept as they stand.

Read are the release itself and the extensions bids, lots, award criteria, requirements and
statistics.  Whatever else a release holds stands in ``model_extra`` of the object it is in.
Nothing is required, for published data lack anything; an id may be a number, as the
standard allows, and becomes text.  An amount is a number of JSON, never a text.

Source: OCDS 1.1.5 release schema, and the schemas of these extensions.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import (
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    StrictBool,
    StrictInt,
    StrictStr,
    model_validator,
)
from pydantic.alias_generators import to_camel

from bideval.model.numbers import NumberError

MOST_PARTS = 100_000  # bids, lots or parties of one release


def _id(value: object) -> object:
    """Take an id as text or as a whole number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _number(value: object) -> object:
    """Take a number of JSON as the exact value of its digits."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise NumberError("a number is expected")
    return Fraction(value)


OcdsId = Annotated[StrictStr, BeforeValidator(_id), Field(max_length=1000)]
Number = Annotated[InstanceOf[Fraction], BeforeValidator(_number)]


class Ocds(BaseModel):
    """An object of a release: frozen, under the names of the standard, unknown parts kept."""

    model_config = ConfigDict(
        frozen=True, extra="allow", alias_generator=AliasGenerator(alias=to_camel), defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, data: object) -> object:
        """Take null for what it means in OCDS: nothing is stated."""
        if isinstance(data, Mapping):
            return {key: one for key, one in data.items() if one is not None}
        return data


class Value(Ocds):
    """An amount of money."""

    amount: Number | None = None
    currency: StrictStr | None = None


class Period(Ocds):
    """A span of time; dates as they stand."""

    start_date: StrictStr | None = None
    end_date: StrictStr | None = None
    duration_in_days: StrictInt | None = None


class Organization(Ocds):
    """An organization, or a reference to one among the parties."""

    id: OcdsId | None = None
    name: StrictStr | None = None


class CriterionNumber(Ocds):
    """A number of an award criterion: a weight of some kind, a fixed value, or a threshold."""

    number: Number | None = None
    weight: StrictStr | None = None  # percentageExact, decimalExact, pointsExact, ...RangeMiddle, order
    fixed: StrictStr | None = None
    threshold: StrictStr | None = None  # minimumScore, maximumBids


class AwardCriterion(Ocds):
    """An award criterion; its weight may stand in ``numbers``, or in words alone."""

    type: StrictStr | None = None  # price, cost or quality
    name: StrictStr | None = None
    description: StrictStr | None = None
    numbers: tuple[CriterionNumber, ...] = ()


class AwardCriteria(Ocds):
    """The award criteria of a lot."""

    weighting_description: StrictStr | None = None
    criteria: Annotated[tuple[AwardCriterion, ...], Field(max_length=MOST_PARTS)] = ()


class Requirement(Ocds):
    """What a bid must state, and the range or value it must have."""

    id: OcdsId | None = None
    title: StrictStr | None = None
    data_type: StrictStr | None = None
    min_value: Number | None = None
    max_value: Number | None = None
    expected_value: StrictStr | StrictBool | Number | None = None


class RequirementGroup(Ocds):
    """Requirements that belong together; of several groups one is enough."""

    id: OcdsId | None = None
    requirements: Annotated[tuple[Requirement, ...], Field(max_length=MOST_PARTS)] = ()


class Criterion(Ocds):
    """A criterion of the requirements extension: what bids or tenderers must be."""

    id: OcdsId | None = None
    title: StrictStr | None = None
    description: StrictStr | None = None
    requirement_groups: Annotated[tuple[RequirementGroup, ...], Field(max_length=MOST_PARTS)] = ()


class Lot(Ocds):
    """A lot of the tender."""

    id: OcdsId | None = None
    title: StrictStr | None = None
    description: StrictStr | None = None
    status: StrictStr | None = None
    value: Value | None = None
    contract_period: Period | None = None
    award_criteria: AwardCriteria | StrictStr | None = None


class Tender(Ocds):
    """The tender: what is bought, and by which rules as far as the standard says."""

    id: OcdsId | None = None
    title: StrictStr | None = None
    description: StrictStr | None = None
    status: StrictStr | None = None
    procuring_entity: Organization | None = None
    value: Value | None = None
    min_value: Value | None = None
    procurement_method: StrictStr | None = None
    procurement_method_details: StrictStr | None = None
    main_procurement_category: StrictStr | None = None
    award_criteria: AwardCriteria | StrictStr | None = None
    award_criteria_details: StrictStr | None = None
    number_of_tenderers: StrictInt | None = None
    tender_period: Period | None = None
    contract_period: Period | None = None
    criteria: Annotated[tuple[Criterion, ...], Field(max_length=MOST_PARTS)] = ()
    lots: Annotated[tuple[Lot, ...], Field(max_length=MOST_PARTS)] = ()


class RequirementReference(Ocds):
    """Which requirement a response is to."""

    id: OcdsId | None = None
    title: StrictStr | None = None


class RequirementResponse(Ocds):
    """What a bid states to a requirement."""

    id: OcdsId | None = None
    value: StrictStr | StrictBool | Number | None = None
    requirement: RequirementReference | None = None


class Bid(Ocds):
    """A bid: who, when, how much, and what became of it."""

    id: OcdsId | None = None
    date: StrictStr | None = None
    status: StrictStr | None = None  # invited, pending, valid, disqualified, withdrawn
    tenderers: Annotated[tuple[Organization, ...], Field(max_length=MOST_PARTS)] = ()
    value: Value | None = None
    related_lots: tuple[OcdsId, ...] | None = None
    requirement_responses: Annotated[tuple[RequirementResponse, ...], Field(max_length=MOST_PARTS)] = ()


class Statistic(Ocds):
    """A figure about all bids, such as how many were valid."""

    id: OcdsId | None = None
    measure: StrictStr | None = None
    value: Number | None = None
    currency: StrictStr | None = None
    related_lot: OcdsId | None = None
    related_lots: tuple[OcdsId, ...] | None = None


class Bids(Ocds):
    """The bids extension: statistics and details."""

    statistics: Annotated[tuple[Statistic, ...], Field(max_length=MOST_PARTS)] = ()
    details: Annotated[tuple[Bid, ...], Field(max_length=MOST_PARTS)] = ()


class Award(Ocds):
    """An award: to whom, of which lots, for which bids."""

    id: OcdsId | None = None
    status: StrictStr | None = None  # pending, active, cancelled, unsuccessful
    date: StrictStr | None = None
    value: Value | None = None
    suppliers: Annotated[tuple[Organization, ...], Field(max_length=MOST_PARTS)] = ()
    related_lots: tuple[OcdsId, ...] | None = None
    related_bid: OcdsId | None = None
    related_bids: tuple[OcdsId, ...] | None = None


class Release(Ocds):
    """A release, compiled or single: one contracting process as known at a time."""

    ocid: Annotated[StrictStr, Field(min_length=1, max_length=1000)]
    id: OcdsId | None = None
    date: StrictStr | None = None
    tag: tuple[StrictStr, ...] | None = None
    language: StrictStr | None = None
    parties: Annotated[tuple[Organization, ...], Field(max_length=MOST_PARTS)] = ()
    buyer: Organization | None = None
    tender: Tender | None = None
    bids: Bids | None = None
    awards: Annotated[tuple[Award, ...], Field(max_length=MOST_PARTS)] = ()

    @property
    def offers(self) -> tuple[Bid, ...]:
        """Every bid of the release, in its order."""
        return self.bids.details if self.bids else ()
