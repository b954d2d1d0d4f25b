"""The tender as published: its rules, frozen before bids are opened.

Every key of ``tender.yaml`` stands here.  A rule that is absent is not filled in:
weights, rounding, ties and reliance have no defaults.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from bideval.model.allocation import Award
from bideval.model.authority import AuthorityType, Buys, Nation, Procedure
from bideval.model.base import (
    CalendarDate,
    Exact,
    Frozen,
    Id,
    Moment,
    PackRef,
    RegimeRef,
    Text,
    Whole,
    WithData,
    YesNo,
)
from bideval.model.criterion import Criteria, Gates
from bideval.model.framework import Follows, MiniCompetitions
from bideval.model.rules import Combine, MarksFrom, Mode, RankOn, Stage


def _rounding(value: object) -> object:
    """Take the word none, or a list with at least one rule."""
    if value == "none":
        return ()
    if value in ([], None):
        raise ValueError("rounding is published: a list of rules, or the word none")
    return value


Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]  # ISO 4217


class Document(Frozen):
    """A procurement document: which version the rules come from."""

    id: Text
    title: Text
    version: Text | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None


class Reconstructed(Frozen):
    """Who entered the folder from paper when all was over, when as told, and why."""

    by: Text
    at: Moment
    reason: Text


class MoneyBasis(Frozen):
    """What every amount of the tender means, so that unlike money cannot be mixed."""

    basis: Literal["real", "nominal"]
    base_date: CalendarDate | None = None  # price level of real money
    vat: Literal["ex-vat", "gross", "net-cost-to-authority"]
    vat_rates: dict[str, Exact] | None = None  # percent by treatment, for the other two bases
    vat_irrecoverable: Exact | None = None  # percent of VAT the authority cannot recover


class Contract(Frozen):
    """Size and length: ``value`` in the tender's currency over ``years``."""

    value: Exact
    years: Exact | None = None
    starts: CalendarDate | None = None  # the first day of its first year


class MethodUse(Frozen):
    """Which award method a lot uses, and its parameters."""

    use: str
    with_: WithData


class Weighting(Frozen):
    """What a weight means: percent of the whole, of its parent, or points of a total."""

    kind: Literal["percent-of-whole", "percent-of-parent", "points"]
    total: Exact | None = None


class MarkRule(Frozen):
    """Which mark governs: the agreed one, a mean, a median, or a single marker's."""

    from_: Annotated[MarksFrom, Field(alias="from")]
    quorum: Annotated[Whole, Field(ge=1, le=100)] | None = None  # who must agree on a mark, at least


class RoundingRule(Frozen):
    """One published rounding: where, how far and how."""

    stage: Stage
    places: Annotated[Whole, Field(le=9)]
    mode: Mode
    of: tuple[Id, ...] = ()  # criteria or sections it is limited to; empty means all


class TieRule(Frozen):
    """One rung of the published tie ladder."""

    by: Literal["lower-price", "points", "earlier-received", "draw"]
    of: Id | None = None  # the criterion or section whose points settle it
    method: Literal["sha256-counter"] | None = None
    order: Literal["id"] | None = None


class ExtensionRounding(Frozen):
    """How the published rules round rate x quantity before it is compared and added."""

    places: Annotated[Whole, Field(le=9)]
    mode: Mode


Rounding = Annotated[tuple[RoundingRule, ...], BeforeValidator(_rounding)]  # none is an empty list


class PriceRules(Frozen):
    """What the published rules do with a wrong extension or total in a price schedule."""

    correction: Literal["rate-governs", "extension-governs", "total-governs", "reject"]
    extension_rounding: ExtensionRounding | None = None


class RuleCheck(Frozen):
    """A dated table that the published rules are held against, and the criteria it is about."""

    use: PackRef
    of: Annotated[tuple[Id, ...], Field(min_length=1)]
    with_: WithData


class Declared(Frozen):
    """A value bids declare: its unit and range."""

    unit: Literal["money", "ratio", "percent", "count", "years", "points", "words"]
    min: Exact | None = None
    max: Exact | None = None
    choices: tuple[Text, ...] = ()
    yearly: YesNo = False  # a list, one value a year
    title: Text | None = None


class Authority(Frozen):
    """One of several authorities that buy together, with its own weights over the same criteria.

    ``budget_share`` is its part of the budget and ``weights`` are those of every
    criterion that scores, by id; both in percent, and each sums to 100.
    """

    id: Id
    title: Text | None = None
    budget_share: Exact | None = None  # read by combine: mean-of-totals
    weights: dict[Id, Exact]


class Lot(Frozen):
    """A lot.  What is absent is inherited from the tender; a list replaces the whole list."""

    id: Id
    title: Text | None = None
    value: Exact | None = None
    contract: Contract | None = None
    criteria: Criteria | None = None
    gates: Gates | None = None
    method: MethodUse | None = None
    places: Annotated[Whole, Field(ge=1)] | None = None


class Tender(Frozen):
    """The published competition with its rules: ``tender.yaml``."""

    bideval: Literal["1"]  # format of the folder
    id: Id
    title: Text
    foreign_id: Text | None = None
    illustration: YesNo = False  # invented figures: printed first in every output
    source: Text | None = None  # where real figures come from
    reconstructed: Reconstructed | None = None  # entered afterwards: never called contemporaneous
    authority: Text | None = None
    authority_type: AuthorityType | None = None  # with the nation it decides which law applies
    nation: Nation | None = None  # that of the authority
    buys: Buys | None = None
    procedure: Procedure | None = None
    began: CalendarDate | None = None  # decides which dated rules apply
    deadline: Moment | None = None  # by when bids were to be received
    regime: RegimeRef | None = None
    documents: tuple[Document, ...] = ()
    currency: Currency
    money: MoneyBasis | None = None
    contract: Contract | None = None
    places: Annotated[Whole, Field(ge=1)] = 1
    method: MethodUse | None = None
    weighting: Weighting | None = None
    marks: MarkRule | None = None
    declares: dict[Id, Declared] = Field(default_factory=dict)
    criteria: Criteria = ()
    gates: Gates = ()
    checks: Annotated[
        tuple[RuleCheck, ...], Field(max_length=50)
    ] = ()  # dated tables that bind the authority
    prices: PriceRules | None = None
    rounding: Rounding
    rank_on: RankOn | None = None
    ties: tuple[TieRule, ...] = ()
    bids_per_bidder: Literal["one", "any"] = "one"
    lot_limit: Annotated[Whole, Field(ge=1)] | None = None  # most lots one bidder may be awarded
    lot_mechanism: Text | None = None  # how it is settled which lots such a bidder gets, as published
    award: Award | None = None  # how the lots are awarded together
    lots: tuple[Lot, ...] = ()
    mini_competitions: MiniCompetitions | None = None  # what competitions that follow this framework may do
    follows: Follows | None = None  # the framework that this competition follows
    authorities: Annotated[tuple[Authority, ...], Field(max_length=50)] = ()  # in published order
    combine: Combine | None = None  # absent: nothing is combined, and nobody is named
