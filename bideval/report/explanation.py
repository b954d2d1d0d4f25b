"""What ``explain`` shows: the lots and bids asked for, as text or as JSON."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from bideval.analysis.reported import NOTHING, Beside
from bideval.errors import BidevalError, Source, UnknownIdError
from bideval.model.evaluation import Evaluation, LotResult, LotStatus, Placing
from bideval.model.rules import RankOn
from bideval.report.authorities_text import authorities_text
from bideval.report.backing_json import backing_data
from bideval.report.backing_text import backing_text
from bideval.report.compared import compared_views
from bideval.report.evaluation_text import ILLUSTRATION, notes_text, sentence
from bideval.report.explain_text import against_text, bid_text
from bideval.report.reported_json import reported_data
from bideval.report.reported_text import reported_text
from bideval.report.tables import name_text
from bideval.scoring.backing.of_bid import BidBacking
from bideval.scoring.explain import Contribution, contributions
from bideval.scoring.price_json import Json, lines_data
from bideval.scoring.result_json import decimal_or_null, exact_or_null, lot_authorities_data, placing_data

Locate = Callable[[Source], Source]
Backings = Mapping[tuple[str, str], BidBacking]  # by lot and bid
Together = Mapping[str, str]  # by lot, in a sentence
NOT_TOGETHER: Together = MappingProxyType({})
NO_BACKING: Backings = MappingProxyType({})


class SameBidError(BidevalError):
    """Raised when a bid is to be compared with itself."""

    def __init__(self, bid: str) -> None:
        """Keep the bid."""
        self.bid = bid
        super().__init__(bid)

    def __str__(self) -> str:
        return f"{self.bid} cannot be compared with itself: name another bid after --against"


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
    backing: Backings = NO_BACKING,
    beside: Beside = NOTHING,
    together: Together = NOT_TOGETHER,
) -> str:
    """The explanation for people; ``backing`` is shown of a bid that is asked for alone.

    ``beside`` is what the study reports beside the result, by lot; ``together`` says who is
    awarded each lot where lots are awarded together, and the whole award under the empty name.
    Raises UnknownIdError for a bid or lot that is not there, and NoCommonLotError for
    bids that entered no lot together, SameBidError for a bid against itself.
    """
    title = name_text(evaluation.title)
    blocks = [f"{ILLUSTRATION}\n{title}" if evaluation.illustration else title]
    for result in _lots(evaluation, lot, bid, against):
        if len(evaluation.lots) > 1:
            blocks.append(f"Lot {result.id}: {name_text(result.title)}")
        said = together.get(result.id) or sentence(result, evaluation.currency)
        ranked_on = rank_on or RankOn.EXACT
        blocks += list(_lot_text(result, said, evaluation.currency, ranked_on, bid, against, locate))
        figures = beside.get(result.id, ())
        if figures:
            bids = [one.bid for one in _chosen(result, bid, against)]
            blocks.append(reported_text(figures, bids, evaluation.currency, lots=len(evaluation.lots)))
        found = backing.get((result.id, bid or ""))
        if found is not None and against is None:
            blocks += backing_text(found, evaluation.currency, locate)
    if "" in together:
        blocks.append(together[""])
    return "\n\n".join(blocks)


def _lot_text(
    lot: LotResult,
    said: str,
    currency: str,
    rank_on: RankOn,
    bid: str | None,
    against: str | None,
    locate: Locate,
) -> Iterator[str]:
    yield said
    yield from notes_text(lot)
    if against is None:
        yield from authorities_text(lot)
        chosen = _chosen(lot, bid, against)
        lines_too = bid is not None
        yield from (bid_text(lot, placing, currency, locate, lines_too=lines_too) for placing in chosen)
        return
    pair = _pair(lot, bid, against)
    views = list(compared_views(lot, pair, rank_on))
    for view in views:
        parts = contributions(view.lot, view.ours, view.theirs, rank_on)
        yield view.head + against_text(view.lot, view.ours, view.theirs, parts, view.figures, currency)
    yield from (bid_text(lot, placing, currency, locate) for placing in pair)
    if not views:
        yield "A bid that was not assessed has no figure to compare: its gates say why it is out."


def explanation_data(
    evaluation: Evaluation,
    rank_on: RankOn | None,
    bid: str | None,
    against: str | None,
    lot: str | None,
    locate: Locate,
    backing: Backings = NO_BACKING,
    beside: Beside = NOTHING,
) -> dict[str, Json]:
    """The explanation as JSON data; raises what ``explanation_text`` does."""
    return {
        "schema": "bideval/explanation",
        "version": 1,
        "tender": evaluation.tender,
        "illustration": evaluation.illustration,
        "digest": evaluation.digest,
        **reported_data(beside),
        "lots": [
            _lot_data(result, rank_on or RankOn.EXACT, bid, against, locate, backing)
            for result in _lots(evaluation, lot, bid, against)
        ],
    }


def _lot_data(
    lot: LotResult, rank_on: RankOn, bid: str | None, against: str | None, locate: Locate, backing: Backings
) -> Json:
    if against is None:
        chosen = _chosen(lot, bid, against)
        placings: Json = [_placing_data(one, locate, backing.get((lot.id, one.bid))) for one in chosen]
        notes: Json = list(lot.notes)
        return {"id": lot.id, "notes": notes, "placings": placings, **_joint(lot, chosen, locate)}
    pair = _pair(lot, bid, against)
    views = list(compared_views(lot, pair, rank_on)) if lot.status is not LotStatus.ILLUSTRATIVE else []
    gap = views[0].figures[0] - views[0].figures[1] if views else None
    parts = [one for view in views for one in contributions(view.lot, view.ours, view.theirs, rank_on)]
    return {
        "id": lot.id,
        "bid": pair[0].bid,
        "against": pair[1].bid,
        "difference": decimal_or_null(gap),
        "difference_exact": exact_or_null(gap),
        "contributions": [_contribution(one) for one in parts],
        "notes": list(lot.notes),
        "placings": [_placing_data(one, locate, backing.get((lot.id, one.bid))) for one in pair],
        **_joint(lot, pair, locate),
    }


def _placing_data(placing: Placing, locate: Locate, backing: BidBacking | None) -> dict[str, Json]:
    """A placing with every line of its price, and what stands behind it."""
    lines, behind = lines_data(placing.built, locate), backing_data(backing, locate)
    return {**placing_data(placing, locate), "price_lines": lines, "backing": behind}


def _joint(lot: LotResult, placings: Sequence[Placing], locate: Locate) -> dict[str, Json]:
    return lot_authorities_data(lot, tuple(one.bid for one in placings), locate)


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


def _pair(lot: LotResult, bid: str | None, against: str) -> tuple[Placing, Placing]:
    """The two placings to compare; raise SameBidError where they are one."""
    ours = bid or _leader(lot)
    if ours == against:
        raise SameBidError(against)
    return _placing(lot, ours), _placing(lot, against)


def _chosen(lot: LotResult, bid: str | None, against: str | None) -> Sequence[Placing]:
    """The placings that are explained: a pair, one bid, or all."""
    if against is not None:
        return _pair(lot, bid, against)
    return [_placing(lot, bid)] if bid else lot.placings


def _placing(lot: LotResult, bid: str) -> Placing:
    return next(placing for placing in lot.placings if placing.bid == bid)


def _leader(lot: LotResult) -> str:
    return lot.winners[0] if lot.winners else lot.placings[0].bid
