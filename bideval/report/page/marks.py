"""What each bid has on each criterion: mark or figure, points, reasons, and the way back to a file.

Officers and courts see the rule with its numbers and the line of the file.  A bidder sees its
own mark with its reasons, and the winner's points without: how a price was worked out names
the prices of others.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

from bideval.errors import Source
from bideval.model.evaluation import LotResult, Placing, PlacingStatus, Score
from bideval.model.numbers import decimal_text, figure_text
from bideval.report.gate_text import with_unit
from bideval.report.page.audience import Audience, Reader
from bideval.report.page.seen import Criterion, Marked
from bideval.report.tables import name_text
from bideval.scoring.result_json import place_text

Locate = Callable[[Source], Source]


def criteria_seen(
    lot: LotResult, currency: str, reader: Reader, locate: Locate, reads_others: frozenset[str]
) -> tuple[Criterion, ...]:
    """Return every criterion that scores, with the bids that ``reader`` may see on it."""
    if reader.audience is Audience.PUBLIC:
        return ()
    shown = [
        one for one in lot.placings if one.status is PlacingStatus.ASSESSED and _may_see(one, lot, reader)
    ]
    if reader.bid is not None and reader.bid not in {one.bid for one in shown}:
        return ()  # nothing of its own stands beside the winner's
    first = next((one for one in shown if one.scores), None)
    scores = first.scores if first else ()
    return tuple(
        Criterion(
            score.criterion,
            name_text(score.title),
            figure_text(score.weight),
            tuple(_rows(shown, score.criterion, currency, reader, locate, reads_others)),
        )
        for score in scores
        if not score.section
    )


def _may_see(placing: Placing, lot: LotResult, reader: Reader) -> bool:
    return reader.sees_bids or placing.bid == reader.bid or placing.bid in lot.winners


def _rows(
    shown: list[Placing],
    criterion: str,
    currency: str,
    reader: Reader,
    locate: Locate,
    reads_others: frozenset[str],
) -> Iterator[Marked]:
    for placing in shown:
        score = next(one for one in placing.scores if one.criterion == criterion)
        own = reader.sees_bids or placing.bid == reader.bid
        told = own and (reader.sees_bids or criterion not in reads_others)
        yield Marked(
            placing.bid,
            name_text(placing.name),
            _read(score, currency) if told else "",
            decimal_text(score.points, 4),
            figure_text(score.weighted),
            score.reasons if own else (),
            score.worked if reader.sees_all else "",
            place_text(score.sources, locate) if reader.sees_all else "",
        )


def _read(score: Score, currency: str) -> str:
    if score.read is None:
        return ""
    value = score.read.value
    if value is None:
        return "not stated"
    if isinstance(value, Fraction) and score.read.unit == "mark":
        return figure_text(value)
    return with_unit(value, score.read.unit, currency)
