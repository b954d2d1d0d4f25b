"""What a rehearsal finds: one sentence each, with its arithmetic and a remedy, the gravest first."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Seriousness(StrEnum):
    """What the authority is advised to do about a flaw before it publishes."""

    MEND = "mend"  # the rules do here what nobody can have meant
    CONSIDER = "think over"  # the rules do what somebody may not have meant
    SAY = "say"  # the rules are silent where bidders will ask


GRAVITY = tuple(Seriousness)


class Flaw(NamedTuple):
    """One flaw of the published rules.  ``kind`` is a heading of docs/rehearse.md."""

    kind: str
    seriousness: Seriousness
    about: tuple[str, ...]  # ids of criteria, gates or kinds of bidder
    sentence: str
    arithmetic: tuple[str, ...]
    remedy: str


KINDS = (  # in the order in which flaws of one seriousness are listed
    "undefined-points",
    "unsettled-tie",
    "penny-price",
    "low-outlier",
    "phantom-bid",
    "kind-shut-out",
    "no-contest",
    "test-decides",
    "points-out-of-reach",
    "weight-not-borne",
    "points-for-all",
    "order-swaps",
    "step-below-rounding",
    "price-gap-hidden",
    "prices-alike",
    "evidence-unsaid",
    "missing-unsaid",
    "no-proportionality-note",
)


def by_seriousness(flaws: Iterable[Flaw]) -> tuple[Flaw, ...]:
    """Return the flaws, the gravest first; of one seriousness in the order of ``KINDS``, then as found."""
    return tuple(sorted(flaws, key=lambda one: (GRAVITY.index(one.seriousness), KINDS.index(one.kind))))
