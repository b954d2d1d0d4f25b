"""Stand-ins for bids and decisions that cannot be read, in the search for further problems.

Without them a mark for an unreadable bid would be called a mark for an unknown one.  A
folder with a stand-in has a finding already and is never scored.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.io.mending import mended
from bideval.model.base import ID_PATTERN
from bideval.model.bid import Bid, Bidder
from bideval.model.decision import Decision
from bideval.model.rules import BidStatus


def unread_bid(bid: str, lots: tuple[str, ...]) -> Bid | None:
    """Return a withdrawn bid, which needs no price and no mark; None where ``bid`` is no id."""
    if not _is_id(bid):
        return None
    return Bid(id=bid, bidder=Bidder(id=bid, name=bid), lots=lots, status=BidStatus.WITHDRAWN)


def unread_decision(data: object, index: int) -> Decision:
    """Return a decision that decides nothing, under the id that ``data`` has if it has one.

    One of an unknown kind that names a bid and a gate still names them, so that they can
    be looked up; its place is that of a finding already, and what it does is not shown.
    """
    stated = data if isinstance(data, Mapping) else {}
    given = stated.get("id")
    name = given if isinstance(given, str) and _is_id(given) else f"unread-{index}"
    said = {"id": name, "kind": "answer", "reason": "unread", "by": "unread", "at": "2000-01-01"}
    about = {key: stated[key] for key in ("bid", "gate", "lot", "at") if key in stated}
    if {"bid", "gate"} <= about.keys():
        named = mended(Decision, {**said, **about, "kind": "waive"})
        if named is not None:
            return named
    return Decision.model_validate(said)


class MisnamedBid(NamedTuple):
    """A bid whose file is named after something else than its id."""

    id: str
    stem: str  # the file's name without its ending
    names: tuple[str, ...]  # of all files

    def finding(self) -> Finding:
        """Say so, and which of the two to change."""
        file, other = f"bids/{self.stem}.yaml", f"bids/{self.id}.yaml"
        remedy = f"Write id: {self.stem}, or rename the file to {other}."
        if other in self.names:
            remedy = f"Write id: {self.stem} if this is another bid than {other}; else remove the file."
        return error("BE055", f"the file {file} holds the bid {self.id}", remedy, Source(file, "/id"))

    def meant(self) -> str:
        """Return the id that the other files use for it."""
        of_stem = (f"prices/{self.stem}.yaml", f"prices/{self.stem}.csv", f"bids/{self.id}.yaml")
        return self.stem if _is_id(self.stem) and any(name in self.names for name in of_stem) else self.id


def _is_id(text: str) -> bool:
    return re.fullmatch(ID_PATTERN, text) is not None
