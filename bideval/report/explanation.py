"""What ``explain`` shows: the lots and bids asked for, as text or as JSON."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from bideval.errors import BidevalError, Source, UnknownIdError
from bideval.model.evaluation import Evaluation, LotResult, Placing
from bideval.model.rules import RankOn
from bideval.report.evaluation_json import Json, decimal_or_null, exact_or_null, placing_data
from bideval.report.evaluation_text import ILLUSTRATION, sentence
from bideval.report.explain_text import against_text, bid_text
from bideval.report.tables import one_line
from bideval.scoring.explain import Contribution, contributions

Locate = Callable[[Source], Source]


class NoCommonLotError(BidevalError):
    """Raised when the bids asked for entered no lot together."""

    def __init__(self, bids: tuple[str, ...]) -> None:
        """Keep the bids."""
        self.bids = bids
        super().__init__(bids)

    def __str__(self) -> str:
        return f"{' and '.join(self.bids)} did not bid for the same lot, so there is nothing to compare"


def explanation_text(
    evaluation: Evaluation,
    rank_on: RankOn | None,
    bid: str | None,
    against: str | None,
    lot: str | None,
    locate: Locate,
) -> str:
    """The explanation for people.

    Raises UnknownIdError for a bid or lot that is not there, and NoCommonLotError for
    bids that entered no lot together.
    """
    title = one_line(evaluation.title)
    blocks = [f"{ILLUSTRATION}\n{title}" if evaluation.illustration else title]
    for result in _lots(evaluation, lot, bid, against):
        if len(evaluation.lots) > 1:
            blocks.append(f"Lot {result.id}: {one_line(result.title)}")
        blocks += list(_lot_text(result, evaluation.currency, rank_on or RankOn.EXACT, bid, against, locate))
    return "\n\n".join(blocks)


def _lot_text(
    lot: LotResult, currency: str, rank_on: RankOn, bid: str | None, against: str | None, locate: Locate
) -> Iterator[str]:
    if against is None:
        chosen = [_placing(lot, bid)] if bid else list(lot.placings)
        yield sentence(lot, currency)
        yield from (bid_text(lot, placing, currency, locate) for placing in chosen)
        return
    ours, theirs = _placing(lot, bid or _leader(lot)), _placing(lot, against)
    figures = _figures(ours, theirs, rank_on)
    if figures is None:
        yield sentence(lot, currency)
        yield from (bid_text(lot, placing, currency, locate) for placing in (ours, theirs))
        yield "A bid that was not assessed has no figure to compare: its gates say why it is out."
        return
    yield sentence(lot, currency)
    yield against_text(lot, ours, theirs, contributions(lot, ours, theirs, rank_on), figures, currency)
    yield from (bid_text(lot, placing, currency, locate) for placing in (ours, theirs))


def explanation_data(
    evaluation: Evaluation,
    rank_on: RankOn | None,
    bid: str | None,
    against: str | None,
    lot: str | None,
    locate: Locate,
) -> dict[str, Json]:
    """The explanation as JSON data; raise UnknownIdError for a bid or lot that is not there."""
    return {
        "schema": "bideval/explanation",
        "version": 1,
        "tender": evaluation.tender,
        "illustration": evaluation.illustration,
        "digest": evaluation.digest,
        "lots": [
            _lot_data(result, rank_on or RankOn.EXACT, bid, against, locate)
            for result in _lots(evaluation, lot, bid, against)
        ],
    }


def _lot_data(lot: LotResult, rank_on: RankOn, bid: str | None, against: str | None, locate: Locate) -> Json:
    if against is None:
        chosen = [_placing(lot, bid)] if bid else list(lot.placings)
        return {"id": lot.id, "placings": [placing_data(one, locate) for one in chosen]}
    ours, theirs = _placing(lot, bid or _leader(lot)), _placing(lot, against)
    figures = _figures(ours, theirs, rank_on)
    gap = None if figures is None else figures[0] - figures[1]
    return {
        "id": lot.id,
        "bid": ours.bid,
        "against": theirs.bid,
        "difference": decimal_or_null(gap),
        "difference_exact": exact_or_null(gap),
        "contributions": [_contribution(one) for one in contributions(lot, ours, theirs, rank_on)],
        "placings": [placing_data(one, locate) for one in (ours, theirs)],
    }


def _contribution(part: Contribution) -> Json:
    return {
        "what": part.what,
        "criterion": part.criterion,
        "ours": exact_or_null(part.ours),
        "theirs": exact_or_null(part.theirs),
        "difference": decimal_or_null(part.difference),
        "difference_exact": exact_or_null(part.difference),
    }


def _lots(
    evaluation: Evaluation, lot: str | None, bid: str | None, against: str | None
) -> tuple[LotResult, ...]:
    """The lots asked for: one, or every lot that the bids asked for entered."""
    known = tuple(one.id for one in evaluation.lots)
    if lot is not None and lot not in known:
        raise UnknownIdError("lot", lot, known)
    chosen = tuple(one for one in evaluation.lots if lot in {None, one.id})
    bids = tuple(sorted({placing.bid for one in chosen for placing in one.placings}))
    for asked in (bid, against):
        if asked is not None and asked not in bids:
            raise UnknownIdError("bid", asked, bids)
    found = tuple(
        one
        for one in chosen
        if all(
            asked is None or any(placing.bid == asked for placing in one.placings) for asked in (bid, against)
        )
    )
    if not found:
        raise NoCommonLotError(tuple(asked for asked in (bid, against) if asked is not None))
    return found


def _placing(lot: LotResult, bid: str) -> Placing:
    return next(placing for placing in lot.placings if placing.bid == bid)


def _leader(lot: LotResult) -> str:
    return lot.winners[0] if lot.winners else lot.placings[0].bid


def _figures(ours: Placing, theirs: Placing, rank_on: RankOn) -> tuple[Fraction, Fraction] | None:
    """The two figures that are ranked on; a figure that is a root is only known rounded."""
    pairs = [
        (one.total, one.total_exact if one.total_exact is not None else one.total) for one in (ours, theirs)
    ]
    chosen = [exact if rank_on is RankOn.EXACT else rounded for rounded, exact in pairs]
    if chosen[0] is None or chosen[1] is None:
        return None
    return chosen[0], chosen[1]
