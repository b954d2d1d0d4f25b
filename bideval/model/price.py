"""Prices: lump sums by lot, and rates against a published schedule.

Amounts stand without VAT, in the tender's currency; the VAT treatment says what
the tender's comparison basis adds.
"""

from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from bideval.model.allocation import Discount, Package, Volume
from bideval.model.base import CalendarDate, Exact, Frozen, Id
from bideval.model.rules import Vat
from bideval.model.tender import Currency


class LotPrice(Frozen):
    """A bid's price for one lot: a lump sum, or the total it states over its rates."""

    amount: Exact
    vat: Vat = Vat.NOT_STATED
    input_tax: Literal["included", "excluded", "none"] | None = None  # irrecoverable input tax in the price
    currency: Currency | None = None
    basis: Literal["real", "nominal"] | None = None
    base_date: CalendarDate | None = None


class PriceSheet(Frozen):
    """``prices/<bid>.yaml``: the bid's amounts by lot."""

    lots: dict[Id, LotPrice] = Field(min_length=1)
    packages: Annotated[tuple[Package, ...], Field(max_length=500)] = ()  # one price for several lots
    discounts: Annotated[tuple[Discount, ...], Field(max_length=100)] = ()  # where lots go together
    volume: Volume | None = None  # by how much is awarded


class ScheduleLine(NamedTuple):
    """One line of the published schedule; its amount is rate x quantity x years."""

    section: str
    line: str  # unique in the schedule
    lot: str  # a lot id, or * for every lot
    unit: str
    quantity: Fraction
    years: Fraction  # 1 where the cell is blank
    kind: str  # rate, lump-sum, option or provisional
    counts: bool  # whether it counts towards the evaluated price
    description: str = ""  # what is to be done, for people


class RateKind(NamedTuple):
    """What stands in a rate cell: a number, or one of three words."""

    words: str  # number, blank, included, not-offered
    value: Fraction | None


class RateRow(NamedTuple):
    """One row of ``prices/<bid>.csv``; a provisional sum is the authority's own figure."""

    line: str
    rate: RateKind
    extension: Fraction | None  # as submitted
    vat: str  # a VAT treatment, or blank
