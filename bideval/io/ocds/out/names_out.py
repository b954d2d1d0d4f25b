"""What things of a folder are called in a release: lots, bids and bidders, by the origin's ids.

A tender that came from a release goes back under the ids it came with.  At the level
``public`` a bid that was not awarded has no id of its own: it is numbered in the order of
the ranks, which the release shows in any case.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bideval.io.ocds.out.asked import Level, Wanted
from bideval.io.ocds.plain import Ids
from bideval.io.ocds.release import Release
from bideval.model.evaluation import Evaluation, LotResult, LotStatus, Placing, PlacingStatus
from bideval.model.inputs import Inputs


class Entry(NamedTuple):
    """A bid in a lot as it is shown; ``named`` where bidder, price and scores are shown too."""

    lot: LotResult
    placing: Placing
    id: str  # in the release
    awarded: bool
    named: bool


def lot_names(evaluation: Evaluation, base: Release | None) -> Mapping[str, str]:
    """Return the id of every lot in the release."""
    ids = Ids("lot")
    listed = base.tender.lots if base and base.tender else ()
    origins = {ids.of(lot.id or f"lot {place}"): lot.id for place, lot in enumerate(listed, 1)}
    return {lot.id: origins.get(lot.id) or lot.id for lot in evaluation.lots}


def bidder_name(inputs: Inputs, bid: str) -> str:
    """Return the id of a bid's bidder in the release."""
    bidder = inputs.bids[bid].bidder
    return bidder.foreign_id or bidder.id


def entries_of(inputs: Inputs, evaluation: Evaluation, wanted: Wanted) -> tuple[Entry, ...]:
    """Return the bids that a release of this level shows, lot by lot, best first."""
    return tuple(entry for lot in evaluation.lots for entry in _of_lot(inputs, lot, wanted.level))


def awarded_in(lot: LotResult) -> tuple[str, ...]:
    """Return the awarded bids of a lot; none before its result is final."""
    return lot.winners if lot.status is LotStatus.FINAL else ()


def _of_lot(inputs: Inputs, lot: LotResult, level: Level) -> Iterator[Entry]:
    awarded = awarded_in(lot)
    other = 0
    for placing in lot.placings:
        is_awarded = placing.bid in awarded
        if level is Level.FULL or is_awarded:
            yield Entry(lot, placing, _bid_name(inputs, lot, placing.bid), is_awarded, named=True)
        elif placing.status is PlacingStatus.ASSESSED and awarded:
            other += 1
            yield Entry(lot, placing, _numbered(lot, other), is_awarded, named=False)


def _bid_name(inputs: Inputs, lot: LotResult, bid: str) -> str:
    """A bid for several lots is one for each of them in a release."""
    one = inputs.bids[bid]
    name = one.foreign_id or one.id
    return f"{name}/{lot.id}" if len(one.lots) > 1 else name


def _numbered(lot: LotResult, number: int) -> str:
    return f"other-{number}" if lot.id == "whole" else f"{lot.id}-other-{number}"
