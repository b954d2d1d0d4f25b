"""Pointwise rules: a bid's figure comes from that bid and the published terms alone.

Such a rule is absolute by construction: no other bid is within its reach.  Rules
that look across the bids of the lot are written without this module.
"""

from collections.abc import Callable

from bideval.model.parameters import With
from bideval.scoring.methods.entry import Figure, MethodBid


def in_order(bids: tuple[MethodBid, ...]) -> tuple[MethodBid, ...]:
    """Return the bids sorted by id, so that the order of arrival reaches no output."""
    return tuple(sorted(bids, key=lambda bid: bid.bid))


def each(
    rule: Callable[[MethodBid, With], Figure],
) -> Callable[[tuple[MethodBid, ...], With], dict[str, Figure]]:
    """Return the method that applies ``rule`` to every bid by itself."""

    def figures(bids: tuple[MethodBid, ...], with_: With) -> dict[str, Figure]:
        return {bid.bid: rule(bid, with_) for bid in in_order(bids)}

    return figures
