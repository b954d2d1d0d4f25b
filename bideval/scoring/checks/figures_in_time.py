"""Years of accounts and backing, by their dates.

Years stand earliest first, so that a mistyped date is noticed: the latest year is the
one that tests read.  Backing that had ended before the procurement began, or before
the bid came, stands behind nothing.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bideval.errors import Finding, Source, error, warning
from bideval.model.bid import AccountYear, Backing, Bid
from bideval.model.inputs import Inputs
from bideval.scoring.recorded_times import is_before


class Behind(NamedTuple):
    """The figures of one party, and where they stand."""

    who: str
    file: str
    pointer: str
    accounts: tuple[AccountYear, ...]
    backing: tuple[Backing, ...]


def check_figures_in_time(inputs: Inputs) -> Iterator[Finding]:
    """Report years out of order, and backing that ended too early."""
    for _, bid in sorted(inputs.bids.items()):
        for party in _parties(bid):
            yield from _out_of_order(party)
            yield from _ended(inputs, bid, party)


def _parties(bid: Bid) -> Iterator[Behind]:
    file = f"bids/{bid.id}.yaml"
    yield Behind(f"the bidder of {bid.id}", file, "", bid.accounts, bid.backing)
    for role, parties in (
        ("members", bid.members),
        ("subcontractors", bid.subcontractors),
        ("guarantors", bid.guarantors),
    ):
        for place, party in enumerate(parties):
            yield Behind(f"{party.id} in {bid.id}", file, f"/{role}/{place}", party.accounts, party.backing)


def _out_of_order(party: Behind) -> Iterator[Finding]:
    ends = [year.year_end for year in party.accounts]
    for place in range(1, len(ends)):
        if ends[place] < ends[place - 1]:
            at = f"{party.pointer}/accounts"
            yield error(
                "BE213",
                f"the year to {ends[place]} of {party.who} stands after the year to {ends[place - 1]}: "
                "which is the latest is unclear",
                "Correct the date if it is mistyped; else list the years with the earliest first.",
                Source(party.file, f"{at}/{place}/year_end"),
                Source(party.file, f"{at}/{place - 1}/year_end"),
            )


def _ended(inputs: Inputs, bid: Bid, party: Behind) -> Iterator[Finding]:
    for place, one in enumerate(party.backing):
        for what, when, source in (
            ("the procurement began", inputs.tender.began, Source("tender.yaml", "/began")),
            ("the bid was received", bid.received, Source(party.file, "/received")),
        ):
            if one.expires is not None and when is not None and is_before(one.expires, when):
                yield warning(
                    "BE215",
                    f"the {one.form} behind {party.who} ended on {one.expires}, before {what} on {when[:10]}",
                    "Correct the date, or take out backing that is no longer there.",
                    Source(party.file, f"{party.pointer}/backing/{place}/expires"),
                    source,
                )
                break
