"""What screens look at: contests with their offers and awards, stripped of all rules and scores.

Nothing here is an evaluation.  A contest comes from a release or from a tender folder, and
holds what either states; what it does not state is None or empty.
"""

from fractions import Fraction
from typing import NamedTuple


class Offer(NamedTuple):
    """A bid.  ``status`` is invited, pending, valid, disqualified or withdrawn; None: not stated.

    ``tenderers`` are ids; ``unnamed`` counts those that have none.  ``at`` is a moment in UTC.
    """

    id: str
    tenderers: tuple[str, ...]
    amount: Fraction | None = None
    currency: str | None = None
    status: str | None = None
    at: str | None = None
    unnamed: int = 0

    @property
    def bidder(self) -> str | None:
        """The one tenderer, where there is exactly one and it has an id."""
        return self.tenderers[0] if len(self.tenderers) == 1 and not self.unnamed else None


class AwardMade(NamedTuple):
    """An award: its status (pending, active, cancelled, unsuccessful) and its suppliers' ids."""

    status: str | None
    suppliers: tuple[str, ...]
    unnamed: int = 0


class Contest(NamedTuple):
    """One contracting process, or one lot of a folder.

    ``awards`` and ``offers`` None: the source has no such part at all.  ``estimate`` is the
    stated value, in ``estimate_currency``.  ``deadline`` is a moment in UTC.
    """

    id: str
    offers: tuple[Offer, ...] | None = None
    awards: tuple[AwardMade, ...] | None = None
    method: str | None = None
    method_details: str | None = None
    cancelled: bool = False
    tenderers: int | None = None  # how many are stated
    deadline: str | None = None
    buyer: str | None = None
    procuring_entity: str | None = None
    estimate: Fraction | None = None
    estimate_currency: str | None = None

    @property
    def submitted(self) -> tuple[Offer, ...]:
        """The offers that were made and not withdrawn, with a stated status."""
        return tuple(
            one
            for one in self.offers or ()
            if one.status is not None and one.status not in {"invited", "withdrawn"}
        )

    @property
    def final_awards(self) -> tuple[AwardMade, ...] | None:
        """The active awards, where every award is final and there are offers to hold them against."""
        if self.awards is None or self.offers is None:
            return None
        if any(one.status not in {None, "active", "cancelled", "unsuccessful"} for one in self.awards):
            return None
        return tuple(one for one in self.awards if one.status == "active")


class Group(NamedTuple):
    """What a flag is about: a process, a buyer, a procuring entity or a tenderer, by id."""

    kind: str  # process, buyer, procuring-entity, tenderer
    id: str


class Flag(NamedTuple):
    """One screen raised on one thing, with its figure and how that was worked out.

    ``value`` is a count, a share, or 1 where the screen only says yes; None for somebody who
    is named beside a flagged process and has no figure of their own.
    """

    screen: str
    about: Group
    value: Fraction | None
    worked: str


def process(contest: Contest) -> Group:
    """The contest as what a flag is about."""
    return Group("process", contest.id)


def tenderer(name: str) -> Group:
    """A tenderer as what a flag is about."""
    return Group("tenderer", name)
