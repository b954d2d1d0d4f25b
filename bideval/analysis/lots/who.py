"""Which bidders a rule is about, and what is read of each: by place, as the rules name them."""

from fractions import Fraction
from typing import NamedTuple

from bideval.model.allocation import Who
from bideval.model.bid import Bid
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.model.numbers import parse_number


class Bidders(NamedTuple):
    """The bidders of assessed bids."""

    inputs: Inputs
    evaluation: Evaluation
    bids: tuple[str, ...]
    bidders: tuple[str, ...]

    def meant_by(self, who: Who | None) -> tuple[int, ...]:
        """Return the places of the bidders that meet everything ``who`` states; all without it."""
        everybody = tuple(range(len(self.bidders)))
        return everybody if who is None else tuple(one for one in everybody if self._meets(one, who))

    def bids_of(self, bidder: int) -> list[Bid]:
        """Return the assessed bids of a bidder, by id."""
        found = (self.inputs.bids[bid] for bid in self.bids)
        return [bid for bid in found if bid.bidder.id == self.bidders[bidder]]

    def capacity(self, bidder: int, reads: str) -> Fraction | None:
        """Return the largest of what the bids of a bidder state; None where none does.

        ``turnover`` is that of the bidder's own latest year that states one.
        """
        found = [_read(bid, reads) for bid in self.bids_of(bidder)]
        return max((one for one in found if one is not None), default=None)

    def _meets(self, bidder: int, who: Who) -> bool:
        name, own = self.bidders[bidder], self.bids_of(bidder)
        return (
            (not who.bidders or name in who.bidders)
            and (not who.types or any(bid.bidder.type in who.types for bid in own))
            and all(any(bid.declared.get(key) in words for bid in own) for key, words in who.declared.items())
            and (not who.fails or any(self._fails(bid.id, gate) for bid in own for gate in who.fails))
        )

    def _fails(self, bid: str, gate: str) -> bool:
        placings = (one for lot in self.evaluation.lots for one in lot.placings if one.bid == bid)
        return any(not test.passed for one in placings for test in one.gates if test.gate == gate)


def _read(bid: Bid, reads: str) -> Fraction | None:
    if reads == "turnover":
        years = sorted(bid.accounts, key=lambda year: year.year_end, reverse=True)
        return next((year.turnover for year in years if year.turnover is not None), None)
    value = bid.declared.get(reads.removeprefix("declared."))
    return value if isinstance(value, Fraction) else _number(value)


def _number(value: object) -> Fraction | None:
    """A declared value stands as text until a rule reads it."""
    return parse_number(value) if isinstance(value, str) else None
