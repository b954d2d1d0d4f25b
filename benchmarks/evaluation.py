"""One validated evaluation after another: from decimal text to ranks, a new table each time."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice

from benchmarks.clock import Contender, race, timed
from benchmarks.peers import USES, Ranking, Ranks, arrays, sorted_out
from benchmarks.report import Outcome, Row
from benchmarks.sizes import Size
from benchmarks.texts import Points, Table, Weights, tables
from bideval.scoring.dot import ranking_from_text

RankingFromText = Callable[[Weights, Points], object]


def evaluation(size: Size) -> list[Outcome]:
    """Run the rows for points of two decimals each, and for points of none to two."""
    return [*_rows(size, mixed=False), *_rows(size, mixed=True)]


def from_text(ranking: Ranking) -> Callable[[Weights, Points], Ranks]:
    """Return a peer's use that begins with text."""
    return lambda weights, points: ranking(*arrays(weights, points))


def _rows(size: Size, *, mixed: bool) -> list[Outcome]:
    decimals = "0 to 2 decimals" if mixed else "2 decimals"
    work = f"{size.bids} x {size.criteria} from text to ranks, {decimals}"
    uses, not_run = sorted_out(USES, work)
    runs: list[RankingFromText] = [ranking_from_text, *(from_text(use.load()) for use in uses)]
    ours, *figures = race([_contender(run, size, mixed) for run in runs], size.rounds)
    rows = [Row(work, ours, str(use), figure, use.one) for use, figure in zip(uses, figures, strict=True)]
    return [*rows, *not_run]


def _contender(run: RankingFromText, size: Size, mixed: bool) -> Contender:
    """Return a contender that draws tables of its own, the same ones as the others'.

    One table is not timed: it finds the caches full of what the last contender did.
    """
    drawn = tables(size.bids, size.criteria, mixed=mixed)

    def prepare() -> Callable[[], object]:
        given = list(islice(drawn, size.tables))
        run(*next(drawn))
        return partial(_run_all, run, given)

    return timed(prepare, size.tables)


def _run_all(run: RankingFromText, given: Sequence[Table]) -> None:
    for weights, points in given:
        run(weights, points)
