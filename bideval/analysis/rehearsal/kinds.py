"""Kinds of bidder: what each may state, the common ranges put together with its own."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.model.bid import Bid, BodyType
from bideval.model.rehearsal import BidderKind, Ranges, Rehearsal

Span = tuple[Fraction, Fraction]
Allowed = Span | tuple[str, ...]
EVERY_LOT = "*"
ANY = "any"  # the one kind of a rehearsal that states none


class Kind(NamedTuple):
    """A kind of bidder with every range that holds for it.

    ``like`` is a bid of a past tender, whose parties, accounts and backing are taken as they
    are; what that tender had no figure for comes from the ranges.
    """

    id: str
    title: str
    type: BodyType
    prices: Mapping[str, Span]  # by lot, EVERY_LOT for those that are not named
    marks: Mapping[str, Span]
    declared: Mapping[str, Allowed]
    accounts: Mapping[str, Span]
    backing: Mapping[str, Span]
    like: Bid | None = None

    @property
    def group(self) -> str:
        """What is said of the kind is said of this: past bids go by their declared type."""
        return self.id if self.like is None else self.type

    @property
    def group_title(self) -> str:
        """The group in words."""
        return f"{self.title} ({self.id})" if self.like is None else f"the past bids of type {self.type}"

    def price(self, lot: str) -> Span | None:
        """The range of prices in a lot."""
        return self.prices.get(lot, self.prices.get(EVERY_LOT))


def kinds_of(rehearsal: Rehearsal) -> tuple[Kind, ...]:
    """Return the kinds of bidder in the order of their ids; one kind where none is stated."""
    stated = rehearsal.bidders or {ANY: BidderKind(title="Any bidder")}
    return tuple(kind_of(name, one, rehearsal) for name, one in sorted(stated.items()))


def kind_of(name: str, own: BidderKind, common: Ranges) -> Kind:
    """Return a kind with the common ranges where it has none of its own."""
    return Kind(
        id=name,
        title=own.title or name,
        type=own.type,
        prices={**_prices(common), **_prices(own)} if own.prices is None else _prices(own),
        marks={**common.marks, **own.marks},
        declared={**common.declared, **own.declared},
        accounts={**common.accounts, **own.accounts},
        backing={str(form): span for form, span in {**common.backing, **own.backing}.items()},
    )


def _prices(ranges: Ranges) -> dict[str, Span]:
    everywhere = {} if ranges.prices is None else {EVERY_LOT: ranges.prices}
    return {**everywhere, **ranges.lot_prices}
