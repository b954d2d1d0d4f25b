"""Who a report is for.  There is no default: what a reader may see differs from law to law and bid to bid.

Officers and courts see everything, and may try other rules in the page.  Members of the
authority see names, prices, marks and reasons, but no shadow result and no smallest flip.  A
bidder sees its own bid and the winner's points; the public sees the winner.  Which disclosure
a law demands, or forbids, is not decided here.
"""

from enum import StrEnum
from typing import NamedTuple

from bideval.errors import BidevalError


class Audience(StrEnum):
    """The kinds of reader."""

    MEMBERS = "members"
    BIDDER = "bidder"
    PUBLIC = "public"
    COURT = "court"
    OFFICERS = "officers"


FULL = frozenset({Audience.COURT, Audience.OFFICERS})


class UnknownAudienceError(BidevalError, ValueError):
    """Raised when no kind of reader has that name, or a bidder's page names no bid."""

    def __init__(self, text: str) -> None:
        """Keep what was asked for."""
        self.text = text
        super().__init__(text)

    def __str__(self) -> str:
        return f"a page is for members, bidder:BID, public, court or officers, not for {self.text!r}"


class Reader(NamedTuple):
    """Who reads: the kind, and of a bidder its bid."""

    audience: Audience
    bid: str | None = None

    @property
    def sees_all(self) -> bool:
        """Whether shadow results, smallest flips and the whole record may be shown."""
        return self.audience in FULL

    @property
    def sees_bids(self) -> bool:
        """Whether every bid may be named with its price and its marks."""
        return self.sees_all or self.audience is Audience.MEMBERS


def reader_of(text: str) -> Reader:
    """Return the reader that ``text`` names; raise UnknownAudienceError where it names none.

    >>> reader_of("bidder:ash")
    Reader(audience=<Audience.BIDDER: 'bidder'>, bid='ash')
    """
    kind, colon, bid = text.partition(":")
    if kind == Audience.BIDDER and bid:
        return Reader(Audience.BIDDER, bid)
    if colon or kind not in set(Audience) - {Audience.BIDDER}:
        raise UnknownAudienceError(text)
    return Reader(Audience(kind))
