"""What rows of marks may refer to: lots, bids, people, and the scale of every question.

Built once for all rows.  A verdict is reached once for each lot, criterion and bid and
kept, so that a large file costs one look a row.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from bideval.model.bounds import MOST_LISTED
from bideval.model.inputs import Inputs
from bideval.model.scale import Scale
from bideval.scoring.checks.known import Nearby, close_to, lots_of
from bideval.scoring.lot_rules import LotRules, Reads
from bideval.scoring.published import published_lots
from bideval.scoring.weights import everything

EVERY = "*"  # every lot that the bid entered
_OVER = ""  # which no id is: stands for all names beyond those that are listed
_OTHERS = "Put right those that are listed, and check that it is the right file."


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
    like_criteria: Nearby
    like_bids: Nearby
    like_lots: Nearby
    unknown: dict[str, dict[str, Fault]]  # by code and name: the faults so far

    def verdict(self, lot: str, criterion: str, bid: str) -> Verdict:
        """Return what a row about these may hold."""
        key = lot, criterion, bid
        found = self.verdicts.get(key)
        if found is None:
            found = _judge(self, lot, criterion, bid)
            if not found.faults:  # of which a file can have as many as rows
                self.verdicts[key] = found
        return found

    def is_flooded(self) -> bool:
        """Say whether rows name more that is not there than is listed."""
        return any(_OVER in found for found in self.unknown.values())

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
        like_criteria=Nearby(known),
        like_bids=Nearby(inputs.bids),
        like_lots=Nearby((*inputs.lot_ids, EVERY)),
        unknown={"BE350": {}, "BE351": {}, "BE353": {}},
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
        yield _once(board, "BE350", criterion, _no_criterion)
    if bid not in board.inputs.bids:
        yield _once(board, "BE351", bid, _no_bid)
    if lot != EVERY and lot not in board.lots:
        yield _once(board, "BE353", lot, _no_lot)
    elif bid in board.inputs.bids and lot != EVERY and lot not in lots_of(board.inputs, bid):
        message = f"{bid} is marked in lot {lot}, which it did not enter"
        remedy = "Correct the row, or add the lot to the bid if it was entered."
        yield Fault("BE355", "lot", message, remedy, beside=bid)


def _no_criterion(board: Board, name: str) -> Fault:
    return Fault("BE350", "criterion", f"there is no criterion {name}", board.like_criteria.remedy(name))


def _no_bid(board: Board, name: str) -> Fault:
    message = f"a mark for {name}, a bid with no bid file"
    return Fault("BE351", "bid", message, board.like_bids.bid_remedy(name))


def _no_lot(board: Board, name: str) -> Fault:
    return Fault("BE353", "lot", f"there is no lot {name}", board.like_lots.remedy(name))


def _once(board: Board, code: str, name: str, fault: Callable[[Board, str], Fault]) -> Fault:
    """Return the fault of a name, the same for each row; one for all names beyond those listed."""
    found = board.unknown[code]
    if name in found:
        return found[name]
    if len(found) < MOST_LISTED - 1:
        return found.setdefault(name, fault(board, name))
    if _OVER not in found:
        column = fault(board, name).column
        message = f"more names in the column {column} are not there, {name} among them"
        found[_OVER] = Fault(code, column, message, _OTHERS)
    return found[_OVER]
