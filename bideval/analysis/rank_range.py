"""``rank-range``: the best and the worst rank of every bid, and who is ahead of whom everywhere (A4).

Ranks are of totals before the last roundings; a tie counts for a bid in its best rank
and against it in its worst.  A bid is *necessarily* ahead of another if it is under all
weights considered, by more than the last roundings can move.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict, does_not_apply
from bideval.analysis.best_rank import rank_ranges
from bideval.analysis.contest import names_of, points_text
from bideval.analysis.entry import Analysis
from bideval.analysis.exact.canonical import propose_large
from bideval.analysis.exact.certify import pair_bound
from bideval.analysis.exact.ranks import Ranked
from bideval.analysis.pictures import RankBars, Span
from bideval.analysis.question import Asked
from bideval.analysis.settings import Settings, settings_of
from bideval.analysis.space import HUNDRED
from bideval.proof.claims import Claim, PairBound

ID = "rank-range"
ONE_BID = "One bid is assessed: it ranks first whatever the weights."
_RANKS = (
    Heading("bid", "bid"),
    Heading("published", "published rank", "rank"),
    Heading("best", "best", "rank"),
    Heading("worst", "worst", "rank"),
    Heading("always_ahead_of", "always ahead of"),
)


def run(asked: Asked) -> tuple[Answer, ...]:
    """Return the answers about a lot."""
    settings = settings_of(asked)
    if isinstance(settings, str):
        return (does_not_apply(ID, settings),)
    if len(settings.space.bids) < 2:
        return (does_not_apply(ID, ONE_BID),)
    ranks = {placing.bid: placing.rank for placing in asked.result.placings}
    ahead = dict(_necessary(settings))
    found = rank_ranges(settings)
    rows, spans, reasons = [], [], []
    claims: list[tuple[Claim, str, tuple[str, ...]]] = [
        (claim, bid, (other,)) for bid, pairs in ahead.items() for other, claim in pairs
    ]
    for bid in sorted(settings.space.bids, key=lambda one: (ranks[one] or 0, one)):
        best, worst = found[bid]
        rivals = tuple(other for other in settings.space.bids if other != bid)
        claims += [(one.claim, bid, rivals) for one in (best, worst) if isinstance(one, Ranked)]
        reasons += [f"{bid}: {one.reason}" for one in (best, worst) if not isinstance(one, Ranked)]
        rows.append(_row(bid, ranks[bid], best, worst, tuple(other for other, _ in ahead[bid])))
        if isinstance(best, Ranked) and isinstance(worst, Ranked):
            spans.append(Span(bid, best.rank, worst.rank, ranks[bid]))
    return (
        Answer(
            ID,
            "",
            _sentence(tuple(spans), settings),
            Verdict.NOT_ESTABLISHED if reasons else Verdict.PROVED,
            Basis.NONE if reasons else Basis.CERTIFICATE,
            (Table("Ranks", _RANKS, tuple(rows)),),
            tuple(claim for claim, _, _ in claims),
            (*_rounding_note(settings), *reasons),
            RankBars(tuple(spans)),
            tuple(names_of(settings, bid, rivals) for _, bid, rivals in claims),
        ),
    )


def _row(
    bid: str, published: int | None, best: object, worst: object, ahead: tuple[str, ...]
) -> tuple[Cell, ...]:
    extremes = (Fraction(one.rank) if isinstance(one, Ranked) else None for one in (best, worst))
    return (bid, None if published is None else Fraction(published), *extremes, ahead)


def _necessary(settings: Settings) -> Iterator[tuple[str, tuple[tuple[str, Claim], ...]]]:
    """For every bid the bids that it is ahead of everywhere, each with its claim."""
    space = settings.space
    for bid in space.bids:
        bounds = [
            (other, pair_bound(settings.region, space.difference(bid, other), propose_large))
            for other in space.bids
            if other != bid
        ]
        yield (
            bid,
            tuple(
                (other, bound)
                for other, bound in bounds
                if isinstance(bound, PairBound) and Fraction(bound.least) / HUNDRED > space.rounding
            ),
        )


def _sentence(spans: tuple[Span, ...], settings: Settings) -> str:
    """The best-placed bid's range, and who can never be first."""
    if not spans:
        return "The ranks that the bids can have are not established."
    leader = spans[0]
    never = [span for span in spans if span.best > 1]
    said = f"{leader.bid} can rank anywhere from {leader.best} to {leader.worst}"
    if leader.best == leader.worst:
        said = f"{leader.bid} ranks {leader.best} {settings.everywhere}"
    elif settings.in_brackets:
        said = f"Among the weights considered{settings.in_brackets}, {said}"
    others = ", ".join(f"{span.bid} never better than {span.best}" for span in never)
    before = ", in totals before rounding" if settings.space.rounding else ""
    return f"{said}; {others or 'every assessed bid can rank first or tie for it'}{before}."


def _rounding_note(settings: Settings) -> tuple[str, ...]:
    if not settings.space.rounding:
        return ()
    text = points_text(settings.space.rounding)
    return (
        f"Ranks are of totals before the last roundings, which move a difference by {text} points at most.",
    )


RANK_RANGE = Analysis(
    id=ID,
    question="How high and how low could each bid rank under other weights?",
    when="To see which bids the weights could move, and which order holds whatever they are.",
    not_said="How often a bid has a rank: the extremes sit in thin corners.",
    needs=("method weighted-sum", "two assessed bids"),
    source="smallest sets of rivals that meet every mixture of rivals ahead of the bid everywhere",
    checker="bideval.proof: BestRank, WorstRank, PairBound",
    oracle="enumeration of weights in whole percents; closed bounds of each pair",
    run=run,
)
