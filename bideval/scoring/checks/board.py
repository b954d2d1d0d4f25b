"""What rows of marks may refer to: lots, bids, people, and the scale of every question.

Built once for all rows.  A verdict is reached once for each lot, criterion and bid and
kept, so that a large file costs one look a row.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bideval.model.inputs import Inputs
from bideval.model.scale import Scale
from bideval.scoring.checks.known import bid_like, close_to, lots_of
from bideval.scoring.lot_rules import LotRules, Reads
from bideval.scoring.published import published_lots
from bideval.scoring.weights import everything

EVERY = "*"  # every lot that the bid entered


class Fault(NamedTuple):
    """What is wrong with a cell that names something: the same for every row that names it so."""

    code: str
    column: str
    message: str
    remedy: str
    beside: str = ""  # the bid whose file is the second place


class Verdict(NamedTuple):
    """What a row about this lot, criterion and bid may hold.

    ``scales`` are those the mark must be on; ``key`` is the same for the same scales,
    and quicker to compare than they are.
    """

    faults: tuple[Fault, ...]
    scales: tuple[Scale, ...] = ()
    key: tuple[int, ...] = ()


class Board(NamedTuple):
    """The ids that rows may name, and the verdicts so far."""

    inputs: Inputs
    lots: frozenset[str]
    compiled: frozenset[str]  # the lots whose rules make sense
    criteria: frozenset[str]  # the ids of all criteria of all lots
    scales: Mapping[tuple[str, str], Scale]  # by lot and criterion, of marked questions
    people: frozenset[str]
    verdicts: dict[tuple[str, str, str], Verdict]

    def verdict(self, lot: str, criterion: str, bid: str) -> Verdict:
        """Return what a row about these may hold."""
        key = lot, criterion, bid
        found = self.verdicts.get(key)
        if found is None:
            found = self.verdicts[key] = _judge(self, lot, criterion, bid)
        return found

    def lots_meant(self, lot: str, bid: str) -> tuple[str, ...]:
        """Return the lots that a row is about."""
        return lots_of(self.inputs, bid) if lot == EVERY else (lot,)


def board_of(inputs: Inputs, lots: tuple[LotRules, ...]) -> Board:
    """Gather what rows may refer to."""
    known = {
        criterion.id for lot in published_lots(inputs.tender) for criterion, _ in everything(lot.criteria)
    }
    return Board(
        inputs=inputs,
        lots=frozenset(inputs.lot_ids),
        compiled=frozenset(rules.id for rules in lots),
        criteria=frozenset(known),
        scales={
            (rules.id, leaf.id): leaf.scale
            for rules in lots
            for leaf in rules.leaves()
            if leaf.reads is Reads.MARK and leaf.scale is not None
        },
        people=frozenset(one.id for one in inputs.evaluators),
        verdicts={},
    )


def _judge(board: Board, lot: str, criterion: str, bid: str) -> Verdict:
    faults = tuple(_unknown(board, lot, criterion, bid))
    if faults:
        return Verdict(faults)
    meant = board.lots_meant(lot, bid)
    found = {id(scale): scale for one in meant if (scale := board.scales.get((one, criterion))) is not None}
    if not found and meant and board.compiled.issuperset(meant):
        return Verdict((_not_marked(board, meant, criterion),))
    return Verdict((), tuple(found.values()), tuple(found))


def _not_marked(board: Board, meant: tuple[str, ...], criterion: str) -> Fault:
    where = f" in {' and '.join(meant)}" if board.inputs.tender.lots else ""
    marked = {name for lot, name in board.scales if lot in meant}
    return Fault(
        "BE354", "criterion", f"{criterion} is not a marked question{where}", close_to(criterion, marked)
    )


def _unknown(board: Board, lot: str, criterion: str, bid: str) -> Iterator[Fault]:
    """What a row names that there is not."""
    if criterion not in board.criteria:
        yield Fault(
            "BE350", "criterion", f"there is no criterion {criterion}", close_to(criterion, board.criteria)
        )
    if bid not in board.inputs.bids:
        message = f"a mark for {bid}, a bid with no bid file"
        yield Fault("BE351", "bid", message, bid_like(bid, board.inputs.bids))
    if lot != EVERY and lot not in board.lots:
        yield Fault("BE353", "lot", f"there is no lot {lot}", close_to(lot, (*board.lots, EVERY)))
    elif bid in board.inputs.bids and lot != EVERY and lot not in lots_of(board.inputs, bid):
        message = f"{bid} is marked in lot {lot}, which it did not enter"
        remedy = "Correct the row, or add the lot to the bid if it was entered."
        yield Fault("BE355", "lot", message, remedy, beside=bid)
