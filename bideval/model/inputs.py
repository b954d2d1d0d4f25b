"""Everything an evaluation reads, typed: the tender, its packs, the bids, and what people recorded.

Where each value stood in its file is kept apart (io/places.py), outside equality
and outside the digest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bideval.model.bid import Bid
from bideval.model.decision import Decision
from bideval.model.marking import Assignment, Consensus, Declaration, Evaluator, Mark
from bideval.model.pack import Pack
from bideval.model.price import PriceSheet, RateRow, ScheduleLine
from bideval.model.tender import Tender


@dataclass(frozen=True, slots=True)
class Inputs:
    """The typed contents of a tender folder.

    Mappings are keyed by id: packs by reference ``family/id@N``, everything else
    by bid.  Tuples keep the order of their file, so that a JSON pointer finds the row.
    """

    tender: Tender
    packs: Mapping[str, Pack] = field(default_factory=dict)
    bids: Mapping[str, Bid] = field(default_factory=dict)
    prices: Mapping[str, PriceSheet] = field(default_factory=dict)
    schedule: tuple[ScheduleLine, ...] = ()
    rates: Mapping[str, tuple[RateRow, ...]] = field(default_factory=dict)
    evaluators: tuple[Evaluator, ...] = ()
    marks: tuple[Mark, ...] = ()
    consensus: tuple[Consensus, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def lot_ids(self) -> tuple[str, ...]:
        """The ids of the lots in published order; ``whole`` where there are none."""
        return tuple(lot.id for lot in self.tender.lots) or ("whole",)

    def bids_for(self, lot: str) -> tuple[Bid, ...]:
        """The bids that entered ``lot``, by id."""
        whole = not self.tender.lots
        return tuple(bid for _, bid in sorted(self.bids.items()) if whole or lot in bid.lots)
