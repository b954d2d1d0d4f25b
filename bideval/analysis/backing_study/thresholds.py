"""At which amounts and multiples the contract moves from one kind of bidder to another.

The line of each threshold is followed whole by gate-threshold; here it is read by the
kinds of those who are awarded.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise

from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict
from bideval.analysis.backing_study.scene import Scene
from bideval.analysis.backing_study.words import awarded_words, figure, who_cells
from bideval.analysis.gate_threshold import Piece, stretches_of, ticks_of
from bideval.analysis.pictures import NumberLine
from bideval.scoring.lot_rules import LotGate

ID = "thresholds"
Run = tuple[Piece, ...]


def thresholds_answers(scene: Scene) -> Iterator[Answer]:
    """One answer for each gate of the group with a threshold that is a number."""
    for gate in scene.case.rules.gates:
        if gate.rule.id in scene.group.gates and isinstance(gate.threshold, Fraction):
            scene.tell(f"threshold of {gate.rule.id}")
            yield _answer(scene, gate, gate.threshold)


def _answer(scene: Scene, gate: LotGate, published: Fraction) -> Answer:
    pieces = scene.pieces(gate)
    runs = [tuple(run) for _, run in groupby(pieces, key=lambda one: one.award)]
    known = all(one.award is not None for one in pieces)
    ticks = ticks_of(scene.case, gate)
    unit = scene.currency if gate.unit == "money" else gate.unit
    return Answer(
        ID,
        gate.rule.id,
        _sentence(scene, gate, published, runs),
        Verdict.PROVED if known else Verdict.NOT_ESTABLISHED,
        Basis.ENUMERATION if known else Basis.NONE,
        (_table(scene, gate, runs),),
        picture=NumberLine(gate.rule.id, unit, published, ticks, tuple(stretches_of(runs, ticks, published))),
    )


def _sentence(scene: Scene, gate: LotGate, published: Fraction, runs: Sequence[Run]) -> str:
    name, places = gate.rule.id, scene.case.rules.places
    kinds = [scene.kinds.awarded(run[0].award) for run in runs]
    if len(set(kinds)) == 1:
        said = awarded_words(runs[0][0].award, places, scene.kinds)
        if len(runs) == 1:
            return f"Whatever the threshold of {name}, {said}."
        return f"No threshold of {name} moves the contract to another kind of bidder, though bids change."
    moves = [
        f"at {_from_words(scene, gate, after)}, {awarded_words(after[0].award, places, scene.kinds)}"
        for before, after in pairwise(runs)
        if scene.kinds.awarded(before[0].award) != scene.kinds.awarded(after[0].award)
    ]
    first = awarded_words(runs[0][0].award, places, scene.kinds)
    asked = figure(published, gate.unit, scene.currency)
    start = f"{name} is published at {asked}; {_to_words(scene, gate, runs[0])}, {first}"
    return f"{start}; {'; '.join(moves)}."


def _to_words(scene: Scene, gate: LotGate, run: Run) -> str:
    high = run[-1].high
    assert high is not None
    closed = run[-1].low == high
    shown = figure(high, gate.unit, scene.currency)
    return f"at {shown} or less" if closed else f"below {shown}"


def _from_words(scene: Scene, gate: LotGate, run: Run) -> str:
    """Where a run begins and ends, in words, to follow "at"."""
    low, high = run[0].low, run[-1].high
    assert low is not None
    if low == high:
        return f"exactly {figure(low, gate.unit, scene.currency)}"
    shown = figure(low, gate.unit, scene.currency)
    begin = f"{shown} or more" if low == run[0].high else f"more than {shown}"
    if high is None:
        return begin
    closed = run[-1].low == high
    return f"{begin} {'up to' if closed else 'to below'} {figure(high, gate.unit, scene.currency)}"


def _table(scene: Scene, gate: LotGate, runs: Sequence[Run]) -> Table:
    headings = (
        Heading("from", "from", gate.unit),
        Heading("to", "to", gate.unit),
        Heading("ends", "ends in"),
        Heading("awarded", "awarded"),
        Heading("kinds", scene.kinds.by),
        Heading("price", "price paid", "money"),
    )
    return Table(f"Threshold of {gate.rule.id}", headings, tuple(_row(scene, run) for run in runs))


def _row(scene: Scene, run: Run) -> tuple[Cell, ...]:
    low_in = run[0].low is not None and run[0].low == run[0].high
    high_in = run[-1].low is not None and run[-1].low == run[-1].high
    ends = {(True, True): "both", (True, False): "lower", (False, True): "upper"}.get(
        (low_in, high_in), "none"
    )
    prices = {one.price for one in run}
    price = run[0].price if len(prices) == 1 else None
    return run[0].low, run[-1].high, ends, *who_cells(scene.kinds, run[0].award), price
