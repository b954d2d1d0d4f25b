"""``gate-threshold``: who wins along the whole line of each gate's threshold (A7).

The assessed bids change only where the threshold passes a figure that a bid is tested
with: its own, its parties', or theirs together.  So the lot is judged once at every such
figure and once on every stretch between two of them: that is the whole line, exactly.
Relative prices are worked out anew for each set of assessed bids.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from bideval.analysis.altered import with_threshold
from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict, does_not_apply
from bideval.analysis.award_words import amount, award_words, listed
from bideval.analysis.eligible import Eligible, award_of, price_paid
from bideval.analysis.entry import Analysis
from bideval.analysis.pictures import NumberLine, Stretch, Tick
from bideval.analysis.question import Asked
from bideval.analysis.reweighed import Award
from bideval.model.evaluation import PlacingStatus
from bideval.model.numbers import decimal_text, parse_number
from bideval.scoring.admission import admit
from bideval.scoring.case import LotCase
from bideval.scoring.gates import turning_points
from bideval.scoring.lot_rules import LotGate

ID = "gate-threshold"


_ENDS = {(True, True): "both", (True, False): "lower", (False, True): "upper", (False, False): "none"}


class Piece(NamedTuple):
    """A point of the line (low = high) or the open stretch between two; None: without end."""

    low: Fraction | None
    high: Fraction | None
    award: Award | None
    out: tuple[str, ...]  # bids disregarded
    price: Fraction | None


def run(asked: Asked) -> tuple[Answer, ...]:
    """Return the answers about a lot."""
    gates = [gate for gate in asked.case.rules.gates if isinstance(gate.threshold, Fraction)]
    if asked.case.quality_only:
        return (does_not_apply(ID, "Prices are not opened, so nobody is ranked."),)
    if not gates:
        return (does_not_apply(ID, "No gate of this lot has a threshold that could move."),)
    shared = Eligible()
    return (*(_answer(asked, gate, shared) for gate in gates), *_without_line(asked))


def _without_line(asked: Asked) -> Iterator[Answer]:
    """The gates that test words or grades: nobody should think that they were overlooked."""
    names = [gate.rule.id for gate in asked.case.rules.gates if not isinstance(gate.threshold, Fraction)]
    if names:
        have = "has" if len(names) == 1 else "have"
        why = "what passes is a word or a grade, not a number"
        yield does_not_apply(ID, f"{listed(names)} {have} no line of thresholds: {why}.")


def pieces_of(case: LotCase, gate: LotGate, shared: Eligible | None = None) -> tuple[Piece, ...]:
    """Every point and stretch of the line of a gate of a number, from the lowest threshold up.

    ``shared`` holds results of the same lot under other gates.
    """
    values = sorted({tick.value for tick in ticks_of(case, gate)})
    return tuple(_pieces(case, gate, values, Eligible() if shared is None else shared))


def _answer(asked: Asked, gate: LotGate, shared: Eligible) -> Answer:
    ticks = ticks_of(asked.case, gate)
    pieces = tuple(_pieces(asked.case, gate, sorted({tick.value for tick in ticks}), shared))
    published = gate.threshold
    assert isinstance(published, Fraction)
    now = next(piece for piece in pieces if _holds(piece, published))
    words = _Words(gate, asked.case.inputs.tender.currency, asked.case.rules.places)
    runs = [tuple(run) for _, run in groupby(pieces, key=lambda piece: piece.award)]
    return Answer(
        ID,
        gate.rule.id,
        _sentence(words, published, now, runs),
        Verdict.PROVED,
        Basis.ENUMERATION,
        (Table(f"Threshold of {gate.rule.id}", _headings(gate), tuple(_rows(pieces))),),
        picture=NumberLine(
            gate.rule.id, words.unit, published, ticks, tuple(stretches_of(runs, ticks, published))
        ),
    )


def ticks_of(case: LotCase, gate: LotGate) -> tuple[Tick, ...]:
    """Return the figures at which each bid's outcome may turn."""
    return tuple(Tick(bid, value) for bid in sorted(case.bids) for value in turning_points(case, bid, gate))


def _pieces(case: LotCase, gate: LotGate, values: list[Fraction], shared: Eligible) -> Iterator[Piece]:
    """Every point and every stretch of the line, from the lowest threshold to the highest."""
    if not values:
        yield _piece(case, gate, (None, None), Fraction(0), shared)
        return
    yield _piece(case, gate, (None, values[0]), values[0] - 1, shared)
    for place, value in enumerate(values):
        yield _piece(case, gate, (value, value), value, shared)
        following = values[place + 1] if place + 1 < len(values) else None
        inside = value + 1 if following is None else (value + following) / 2
        yield _piece(case, gate, (value, following), inside, shared)


def _piece(
    case: LotCase,
    gate: LotGate,
    ends: tuple[Fraction | None, Fraction | None],
    inside: Fraction,
    shared: Eligible,
) -> Piece:
    moved = with_threshold(case, gate.rule.id, inside)
    admission = admit(moved)
    result = shared.among(moved, admission.assessed)
    award, statuses = award_of(result), admission.statuses
    out = tuple(sorted(bid for bid, (status, _) in statuses.items() if status is PlacingStatus.DISREGARDED))
    return Piece(*ends, award, out, price_paid(result, award))


def _holds(piece: Piece, value: Fraction) -> bool:
    if _is_point(piece):
        return value == piece.low
    above = piece.low is None or piece.low < value
    return above and (piece.high is None or value < piece.high)


class _Words(NamedTuple):
    """What sentences need beside the pieces."""

    gate: LotGate
    currency: str
    places: int

    @property
    def unit(self) -> str:
        return self.currency if self.gate.unit == "money" else self.gate.unit

    def amount(self, value: Fraction | None) -> str:
        if value is None:
            return ""
        exact = parse_number(decimal_text(value)) == value
        return f"{'' if exact else 'about '}{amount(value, self.gate.unit, self.currency)}"


def _sentence(words: _Words, published: Fraction, now: Piece, runs: list[tuple[Piece, ...]]) -> str:
    name = words.gate.rule.id
    if len(runs) == 1:
        return f"Whatever the threshold of {name}, {award_words(now.award, words.places)}."
    here = next(place for place, run in enumerate(runs) if any(_holds(piece, published) for piece in run))
    beside = [runs[place] for place in (here - 1, here + 1) if 0 <= place < len(runs)]
    others = [f"{_clause(run[0].award, words.places)} if it is {_where(run, words)}" for run in beside]
    said = f"With {name} at {words.amount(published)}, as published, {award_words(now.award, words.places)}"
    return f"{said}; {'; '.join(others)}."


def _clause(award: Award | None, places: int) -> str:
    """Who is awarded, for "if" to follow: a tie ends in a clause of its own."""
    return f"{award_words(award, places)}{',' if award is not None and award.tied else ''}"


def _where(run: tuple[Piece, ...], words: _Words) -> str:
    """The stretch of a run in words, its ends included or not."""
    low, high = words.amount(run[0].low), words.amount(run[-1].high)
    if low and low == high:
        return f"exactly {low}"
    from_ = f"{low} or more" if _is_point(run[0]) else f"above {low}"
    to = f"{high} or less" if _is_point(run[-1]) else f"below {high}"
    return " and ".join(([from_] if low else []) + ([to] if high else []))


def _is_point(piece: Piece) -> bool:
    return piece.low is not None and piece.low == piece.high


def _headings(gate: LotGate) -> tuple[Heading, ...]:
    return (
        Heading("from", "from", gate.unit),
        Heading("to", "to", gate.unit),
        Heading("ends", "ends included"),
        Heading("awarded", "awarded"),
        Heading("price", "price paid", "money"),
        Heading("disregarded", "disregarded"),
    )


def _rows(pieces: tuple[Piece, ...]) -> Iterator[tuple[Cell, ...]]:
    """One row for each run of pieces with the same outcome; no end prints as a dash."""
    for (award, out, price), run in groupby(pieces, key=lambda one: (one.award, one.out, one.price)):
        same = tuple(run)
        winners = award.winners if award is not None else ()
        ends = _ENDS[_is_point(same[0]), _is_point(same[-1])]
        yield (same[0].low, same[-1].high, ends, winners, price, out)


def stretches_of(
    runs: list[tuple[Piece, ...]], ticks: tuple[Tick, ...], published: Fraction
) -> Iterator[Stretch]:
    """The runs with finite ends, for drawing: a tenth of the whole is shown beyond the last figure."""
    values = [published, *(tick.value for tick in ticks)]
    room = (max(values) - min(values)) / 10 or Fraction(1)
    for run in runs:
        low, high = run[0].low, run[-1].high
        winners = run[0].award.winners if run[0].award is not None else ()
        yield Stretch(
            min(values) - room if low is None else low, max(values) + room if high is None else high, winners
        )


GATE_THRESHOLD = Analysis(
    id=ID,
    question="What if a test had asked for more or less?",
    when="To see whom each threshold shuts out, and from which figure on the award is another.",
    not_said="That another threshold would have been lawful, or what would then have been bid.",
    needs=("a gate with a threshold that is a number",),
    source="the assessed bids change only at the bids' own figures; each stretch is judged once",
    checker="recomputed by bideval: the folder with that threshold",
    oracle="the threshold edited in the files",
    run=run,
)
