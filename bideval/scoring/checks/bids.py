"""Bids: which lots they enter, and whether a bidder bids once.

Source: the published rule on the number of bids (``bids_per_bidder``); without one
a bidder has one bid a lot.  Parties and declared values are checked beside this.
"""

from collections.abc import Iterator, Mapping

from bideval.errors import Finding, Source, error, warning
from bideval.model.bid import Bid
from bideval.model.inputs import Inputs
from bideval.scoring.checks.known import close_to
from bideval.scoring.published import for_lot


def check_bids(inputs: Inputs, live: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Report what is wrong with the bids as entries; ``live`` are the bids that stand, by lot."""
    if not inputs.bids:
        yield warning(
            "BE210",
            "there are no bids yet",
            "While rules are drafted this is right. Add each bid as bids/<id>.yaml.",
            Source("bids"),
        )
    for _, bid in sorted(inputs.bids.items()):
        yield from _lots(inputs, bid)
        yield from _variant(inputs, bid)
    yield from _second_bids(inputs, live)


def _file(bid: str) -> str:
    return f"bids/{bid}.yaml"


def _lots(inputs: Inputs, bid: Bid) -> Iterator[Finding]:
    known = inputs.lot_ids
    if inputs.tender.lots and not bid.lots:
        yield error(
            "BE203",
            f"{bid.id} enters no lot, and the tender has {len(known)}",
            f"State its lots, such as lots: [{known[0]}].",
            Source(_file(bid.id), ""),
        )
    for place, lot in enumerate(bid.lots):
        if lot not in known:
            has_lots = bool(inputs.tender.lots)
            yield error(
                "BE202",
                f"{bid.id} enters the lot {lot}, "
                + ("which there is not" if has_lots else "but the tender has none"),
                close_to(lot, known)
                if has_lots
                else "Take lots out of the bid: the whole contract is one lot.",
                Source(_file(bid.id), f"/lots/{place}"),
            )


def _variant(inputs: Inputs, bid: Bid) -> Iterator[Finding]:
    if bid.variant_of is None or (bid.variant_of in inputs.bids and bid.variant_of != bid.id):
        return
    own = bid.variant_of == bid.id
    yield error(
        "BE204",
        f"{bid.id} is called a variant of " + ("itself" if own else f"{bid.variant_of}, which is no bid"),
        close_to(bid.variant_of, set(inputs.bids) - {bid.id}),
        Source(_file(bid.id), "/variant_of"),
    )


def _second_bids(inputs: Inputs, live: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """All but one of a bidder's bids for a lot are explained, unless any number is allowed."""
    if inputs.tender.bids_per_bidder == "any":
        return
    for lot in inputs.lot_ids:
        first: dict[str, str] = {}
        for name in live[lot]:
            bid = inputs.bids[name]
            if bid.second_bid_because is not None or bid.variant_of is not None:
                continue
            earlier = first.setdefault(bid.bidder.id, name)
            if earlier != name:
                yield _unexplained(bid, earlier, lot)


def _unexplained(bid: Bid, earlier: str, lot: str) -> Finding:
    return error(
        "BE201",
        f"{bid.bidder.id} has two bids{for_lot(lot)}, {earlier} and {bid.id}, and nothing says why",
        "State second_bid_because or variant_of on one of them, record that one is withdrawn, "
        "or state bids_per_bidder: any if the published rules allow it.",
        Source(_file(bid.id), "/bidder/id"),
        Source(_file(earlier), "/bidder/id"),
    )
