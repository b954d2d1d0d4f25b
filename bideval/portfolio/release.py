"""What a portfolio reads of a line: a compiled OCDS release, and beside it our own part.

Of the standard are read the ids, the price bids of the bids extension, the recorded award and
what the tender is grouped by.  What the standard lacks - weights, points, tests, ownership -
stands in the object ``portfolio`` (docs/portfolio.md).  All else in a line is passed over
unread, which is what makes reading quick; of a key that stands twice the last one counts.

Numbers are exact: a whole number, or the decimal of its digits; one in quotation marks is taken
for its digits too.
"""

from decimal import Decimal
from typing import Literal, get_args

from msgspec import Raw, Struct

from bideval.model.bid import BodyType

Number = int | Decimal
Size = Literal["micro", "small", "medium", "large", "not-stated"]
Formula = Literal[
    "lowest-over-bid", "linear-to-double-lowest", "linear-to-n-lowest", "lowest-to-highest", "budget-linear"
]


OWNERSHIPS: tuple[str, ...] = get_args(BodyType)
SIZES: tuple[str, ...] = get_args(Size)
FORMULAS: tuple[str, ...] = get_args(Formula)
OUT = "disqualified"  # the status of a bid that was shut out


class Value(Struct, gc=False):
    """An amount of money."""

    amount: Number | None = None
    currency: str | None = None


class Organization(Struct, gc=False):
    """A reference to an organization."""

    id: str | int | None = None
    name: str | None = None


class Classification(Struct, gc=False):
    """A code of a scheme."""

    scheme: str | None = None
    id: str | int | None = None


class Address(Struct, gc=False):
    """Where something is delivered."""

    region: str | None = None


class Item(Struct, gc=False, rename="camel"):
    """What is bought."""

    classification: Classification | None = None
    delivery_addresses: list[Address] | None = None


class Period(Struct, gc=False, rename="camel"):
    """A span of time."""

    end_date: str | None = None


class Lot(Struct, gc=False, rename="camel"):
    """A lot."""

    id: str | int | None = None
    value: Value | None = None
    award_criteria: Raw = Raw()


class OcdsTender(Struct, gc=False, rename="camel"):
    """The tender."""

    value: Value | None = None
    award_criteria: Raw = Raw()  # as it stands: a word, or an object of an extension
    classification: Classification | None = None
    items: list[Item] | None = None
    tender_period: Period | None = None
    lots: list[Lot] | None = None


class OcdsBid(Struct, gc=False, rename="camel"):
    """A bid."""

    id: str | int | None = None
    status: str | None = None
    tenderers: list[Organization] | None = None
    value: Value | None = None
    related_lots: list[str | int] | None = None


class Bids(Struct, gc=False):
    """The bids extension."""

    details: list[OcdsBid] | None = None


class Award(Struct, gc=False, rename="camel"):
    """A recorded award."""

    status: str | None = None
    suppliers: list[Organization] | None = None
    related_bid: str | int | None = None
    related_lots: list[str | int] | None = None


class Criterion(Struct, gc=False, forbid_unknown_fields=True):
    """A criterion with its weight in percent of the whole; one of kind price has a formula."""

    id: str
    kind: Literal["price", "quality", "social-value", "local"]
    weight: Number
    formula: Formula | None = None
    n: Number | None = None  # of linear-to-n-lowest
    when_equal: Number | None = None  # points, of lowest-to-highest


class Rules(Struct, gc=False, rename="camel", forbid_unknown_fields=True):
    """The published rules, as far as a portfolio can vary them."""

    criteria: Raw  # a list of Criterion, read in bideval.portfolio.rule
    weighted_places: int | None = None  # each weighted figure is rounded half up to so many; absent: not
    ties: Literal["lower-price", "none"] = "none"  # what settles a tie before lots are drawn
    mark_step: Number | None = None  # points of one step of the mark scale
    years: Number | None = None  # of the contract
    turnover_at_least: Number | None = None  # the test, in money a year
    security: Number | None = None  # the test, in money
    rounding: Literal["half-up"] = "half-up"


class BidPart(Struct, gc=False, rename="camel", forbid_unknown_fields=True):
    """What the standard does not say of a bid; ``points`` by criterion, 0 to 100."""

    id: str | int
    points: dict[str, Number] | None = None
    ownership: BodyType = "not-stated"
    size: Size = "not-stated"
    turnover: Number | None = None
    security: Number | None = None
    security_in_price: bool = False
    local_spend: Number | None = None


class LotPart(Struct, gc=False, forbid_unknown_fields=True):
    """The rules of one lot, where they are others than those of the tender."""

    id: str | int
    rules: Rules


class Portfolio(Struct, gc=False, forbid_unknown_fields=True):
    """Our own part of a line."""

    format: Literal["bideval-portfolio"]
    version: Literal["1"]
    rules: Rules
    bids: list[BidPart]
    region: str | None = None
    lots: list[LotPart] | None = None
    illustration: bool = False  # invented figures


class Release(Struct, gc=False):
    """A line."""

    ocid: str
    date: str | None = None
    buyer: Organization | None = None
    tender: OcdsTender | None = None
    bids: Bids | None = None
    awards: list[Award] | None = None
    portfolio: Portfolio | None = None
