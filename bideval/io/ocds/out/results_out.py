"""The result of a lot as part of a release: status, winners, margin, and each bid's scores and tests.

Shadow results are at no level part of it.  At the level ``public`` the awarded bids have
their scores, without reasons, and of every other assessed bid its rank and points.
"""

from collections.abc import Sequence

from bideval.io.ocds.out.asked import Data, Level, figure, listed, money, told
from bideval.io.ocds.out.names_out import Entry
from bideval.model.evaluation import Evaluation, GateResult, LotResult, Score, TieRung
from bideval.model.inputs import Inputs

POINTS = "points"  # the unit of totals that say nothing of the price by themselves


def result_data(inputs: Inputs, evaluation: Evaluation, entries: Sequence[Entry], level: Level) -> Data:
    """Return the result of the lot that ``entries`` are of; there is at least the lot."""
    lot = entries[0].lot
    names = {one.placing.bid: one.id for one in entries}
    shown = listed(_placing(one, evaluation.currency, level) for one in entries)
    full = level is Level.FULL
    return {
        **head_data(lot, names, inputs, level),
        **(figure("margin", lot.margin) if full or lot.unit == POINTS else {}),
        "bids": shown,
    }


def head_data(lot: LotResult, names: dict[str, str], inputs: Inputs, level: Level) -> Data:
    """Return the result of a lot without its bids."""
    return {
        "status": lot.status.value,
        "unit": lot.unit,
        "better": lot.better,
        "winners": [names[one] for one in lot.winners if one in names],
        "tied": [names[one] for one in lot.tied if one in names],
        **told(notes=[*_notes(lot, names, inputs, level)]),
    }


def _notes(lot: LotResult, names: dict[str, str], inputs: Inputs, level: Level) -> list[str]:
    """What a reader must know; of it, publicly, nothing that speaks of a bid that is not named."""
    if level is Level.FULL:
        return list(lot.notes)
    hidden = [bid for bid in inputs.bids if bid not in lot.winners]
    words = {
        word for bid in hidden for word in (bid, inputs.bids[bid].bidder.id, inputs.bids[bid].bidder.name)
    }
    return [note for note in lot.notes if not any(word.lower() in note.lower() for word in words)]


def _placing(entry: Entry, currency: str, level: Level) -> Data:
    placing = entry.placing
    data: Data = {"id": entry.id, "status": placing.status.value, **told(rank=placing.rank)}
    if not entry.named:
        return {**data, **(figure("total", placing.total) if entry.lot.unit == POINTS else {})}
    full = level is Level.FULL
    rungs = listed(_rung(one) for one in placing.tie_rungs) if full else []
    return {
        **data,
        **figure("total", placing.total),
        **told(price=money(placing.price, currency)),
        **told(scores=[_score(one, full=full) for one in placing.scores]),
        **told(gates=[_gate(one, full=full) for one in placing.gates]),
        **(told(because=placing.because, ties=rungs) if full else {}),
    }


def _score(score: Score, *, full: bool) -> Data:
    read = score.read
    mark = (
        read.value if read is not None and read.kind == "mark" and not isinstance(read.value, str) else None
    )
    return {
        "criterion": score.criterion,
        **({"section": True} if score.section else {}),
        **figure("weight", score.weight),
        **figure("mark", mark),
        **figure("points", score.points),
        **figure("weighted", score.weighted),
        **(told(reasons=[*score.reasons]) if full else {}),
    }


def _gate(gate: GateResult, *, full: bool) -> Data:
    data: Data = {"gate": gate.gate, "passed": gate.passed, **told(decision=gate.decision)}
    if not full:
        return data
    if isinstance(gate.value, str):
        data["valueWords"] = gate.value
    elif gate.value is not None:
        data |= figure("value", gate.value)
    return {**data, **told(worked=gate.worked)}


def _rung(rung: TieRung) -> Data:
    return {"by": rung.by, "values": dict(sorted(rung.values.items())), "left": [*rung.left]}
