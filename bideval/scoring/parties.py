"""Whose figures count: the bidder, and those it relies on.

The bidder's own accounts and backing stand at the top of its bid.  A member whose
id is the bidder's is the lead itself and adds nothing of its own.  Figures are
added field by field before a ratio is taken: a ratio of sums, not a sum of ratios.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Source
from bideval.model.bid import AccountYear, Backing, Bid, Party
from bideval.model.criterion import ReliesOn

STAGES = ("promised", "letter-of-intent", "in-force")  # each includes the later ones


class Figures(NamedTuple):
    """A party's own figures and where they stand."""

    party: str
    accounts: tuple[AccountYear, ...]
    backing: tuple[Backing, ...]
    source: Source


def own_figures(bid: Bid) -> Figures:
    """The bidder's own figures."""
    return Figures(bid.bidder.id, bid.accounts, bid.backing, Source(f"bids/{bid.id}.yaml", "/accounts"))


def other_figures(bid: Bid, relies_on: ReliesOn | None) -> tuple[Figures, ...]:
    """The figures of those the rule lets the bidder rely on: in the rule's order, then by id."""
    if relies_on is None:
        return ()
    lists = {"members": bid.members, "subcontractors": bid.subcontractors, "guarantors": bid.guarantors}
    wanted = dict.fromkeys("guarantors" if who == "guarantor" else who for who in relies_on.who)
    found: dict[str, Figures] = {}
    for who in wanted:
        for place, party in sorted(enumerate(lists[who]), key=lambda entry: entry[1].id):
            if party.id not in {bid.bidder.id, *found}:  # a member that also guarantees counts once
                found[party.id] = _party_figures(bid, who, place, party)
    return tuple(found.values())


def _party_figures(bid: Bid, who: str, place: int, party: Party) -> Figures:
    return Figures(party.id, party.accounts, party.backing, Source(f"bids/{bid.id}.yaml", f"/{who}/{place}"))


def yearly(figures: Figures, name: str, years: int) -> tuple[Fraction, ...] | None:
    """The latest ``years`` values of an account field, oldest first; None if one is absent."""
    latest = sorted(figures.accounts, key=lambda year: year.year_end)[-years:]
    values = [value for year in latest if isinstance(value := getattr(year, name), Fraction)]
    return tuple(values) if len(values) == years else None


def backing_amount(figures: Figures, accepts: tuple[str, ...], stage: str) -> Fraction:
    """The sum of the party's backing in an accepted form that has come at least as far as ``stage``."""
    reached = STAGES[STAGES.index(stage) :]
    return sum(
        (one.amount for one in figures.backing if one.form in accepts and one.stage in reached),
        Fraction(0),
    )
