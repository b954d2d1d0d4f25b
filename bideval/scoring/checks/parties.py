"""Who stands behind a bid: shares, accounts and backing of the bidder and its parties.

Whether a test is passed is decided by the gates; whether the figures are complete is
found where a rule reads them.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from bideval.errors import Finding, Source, error, warning
from bideval.model.bid import AccountYear, Backing, Bid, Party
from bideval.model.inputs import Inputs
from bideval.model.measure import reads_bidder
from bideval.model.numbers import decimal_text
from bideval.scoring.checks.ratings import standing_findings
from bideval.scoring.lot_rules import LotRules

WHOLE_SHARE = Fraction(100)  # percent of the work


def check_parties(
    inputs: Inputs, lots: tuple[LotRules, ...], live: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    """Report what is wrong with bidders and parties, and rules that overlook members."""
    for _, bid in sorted(inputs.bids.items()):
        file = f"bids/{bid.id}.yaml"
        yield from _shares(bid, file)
        yield from _figures(f"the bidder of {bid.id}", bid.accounts, bid.backing, file, "")
        yield from standing_findings(f"the bidder of {bid.id}", bid.accounts, bid.ratings, file, "")
        for who, parties in _parties(bid):
            yield from _twice(bid, who, parties, file)
            for place, party in enumerate(parties):
                at = f"/{who}/{place}"
                words = f"{party.id} in {bid.id}"
                yield from _figures(words, party.accounts, party.backing, file, at)
                yield from standing_findings(words, party.accounts, party.ratings, file, at)
    for rules in lots:
        yield from _overlooked(inputs, rules, live[rules.id])


def _parties(bid: Bid) -> tuple[tuple[str, tuple[Party, ...]], ...]:
    return (
        ("members", bid.members),
        ("subcontractors", bid.subcontractors),
        ("guarantors", bid.guarantors),
    )


def _shares(bid: Bid, file: str) -> Iterator[Finding]:
    """Where one member has a share, all have, and they make up the whole."""
    stated = [(place, party.share) for place, party in enumerate(bid.members) if party.share is not None]
    if not stated:
        return
    for place, share in stated:
        if share < 0:
            message = f"{bid.members[place].id} has a share of {decimal_text(share)} percent in {bid.id}"
            yield error(
                "BE206", message, "State a share of 0 or more.", Source(file, f"/members/{place}/share")
            )
    total = sum((share for _, share in stated), Fraction(0))
    without = [party.id for party in bid.members if party.share is None]
    if total != WHOLE_SHARE or without:
        lacking = f", and {', '.join(without)} has none" if without else ""
        yield error(
            "BE206",
            f"the shares of the members of {bid.id} sum to {decimal_text(total)}, not 100{lacking}",
            "State the share of every member, the lead among them, as submitted; or leave all shares out.",
            Source(file, "/members"),
        )


def _twice(bid: Bid, who: str, parties: tuple[Party, ...], file: str) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for place, party in enumerate(parties):
        first = seen.setdefault(party.id, place)
        if first != place:
            yield error(
                "BE206",
                f"{party.id} stands twice among the {who} of {bid.id}",
                "Keep one of the two: its figures would count twice.",
                Source(file, f"/{who}/{place}/id"),
                Source(file, f"/{who}/{first}/id"),
            )


def _figures(
    who: str, accounts: tuple[AccountYear, ...], backing: tuple[Backing, ...], file: str, at: str
) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for place, year in enumerate(accounts):
        first = seen.setdefault(year.year_end, place)
        if first != place:
            yield error(
                "BE207",
                f"{who} has two accounts for the year that ends {year.year_end}",
                "Keep the accounts that were submitted for that year, or correct one date.",
                Source(file, f"{at}/accounts/{place}/year_end"),
                Source(file, f"{at}/accounts/{first}/year_end"),
            )
    for place, one in enumerate(backing):
        if one.amount < 0:
            message = f"{who} has backing of {decimal_text(one.amount)}, below zero"
            yield error(
                "BE211",
                message,
                "State the amount as submitted.",
                Source(file, f"{at}/backing/{place}/amount"),
            )


def _overlooked(inputs: Inputs, rules: LotRules, live: tuple[str, ...]) -> Iterator[Finding]:
    """A criterion that reads the bidder alone leaves the figures of members out."""
    joint = [
        bid for bid in live if any(one.id != inputs.bids[bid].bidder.id for one in inputs.bids[bid].members)
    ]
    if not joint:
        return
    for leaf in rules.leaves():
        if leaf.measure is not None and reads_bidder(leaf.measure) and leaf.relies_on is None:
            yield warning(
                "BE212",
                f"{leaf.id} reads figures of the bidder alone, and {', '.join(joint)} "
                f"{'has' if len(joint) == 1 else 'have'} members whose figures it leaves out",
                "If the published rule counts members, state relies_on: {who: [members], combine: sum}. "
                "If it does not, relies_on: {combine: none} says so.",
                Source("tender.yaml", leaf.pointer),
                Source(f"bids/{joint[0]}.yaml", "/members"),
            )
