"""Each benchmark runs, and what it compares is the same work; no time is tested."""

from collections.abc import Callable
from fractions import Fraction
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from benchmarks.__main__ import BENCHMARKS, versions_text
from benchmarks.batch import drawn, in_floats, ours
from benchmarks.big_tender import write_big_tender
from benchmarks.clock import Figure, race, timed
from benchmarks.evaluation import from_text
from benchmarks.peers import USES, Use, sorted_out
from benchmarks.processes import BARE, ChildFailedError, Runner
from benchmarks.report import NotRun, Outcome, Row, table_text, verdict
from benchmarks.sizes import LEAST
from benchmarks.texts import tables
from bideval.io.judged_folder import judge_folder
from bideval.scoring.dot import ranking_from_text, totals_from_text
from bideval.scoring.plain_sums import plain_sums


def loaded(use: Use) -> Use:
    """Return the use, or skip the test where its package is missing."""
    _, not_run = sorted_out([use], "")
    if not_run:
        pytest.skip(not_run[0].because)
    return use


@pytest.mark.parametrize("mixed", [False, True], ids=["two decimals", "none to two decimals"])
@pytest.mark.parametrize("use", USES, ids=str)
@pytest.mark.filterwarnings("default")  # what peers warn of is theirs
def test_a_peer_ranks_as_ours_does(use: Use, *, mixed: bool) -> None:
    ranking = from_text(loaded(use).load())
    for weights, points in islice(tables(6, 4, mixed=mixed), 5):
        mine = ranking_from_text(weights, points)
        assert sorted(mine.values()) == [1, 2, 3, 4, 5, 6]  # no tie, which peers number in other ways
        found = [int(rank) for rank in ranking(weights, points)]
        if use.same:
            assert found == list(mine.values())
        else:
            assert sorted(found) == sorted(mine.values())


@pytest.mark.parametrize("mixed", [False, True], ids=["two decimals", "none to two decimals"])
def test_tables_are_valid_and_read_the_fast_way(*, mixed: bool) -> None:
    for weights, points in islice(tables(10, 20, mixed=mixed), 20):
        assert sum(map(Fraction, weights.values())) == 100
        assert min(map(Fraction, weights.values())) > 0
        assert all(0 < Fraction(text) <= 100 for row in points.values() for text in row.values())
        decimals = {len(text.partition(".")[2]) for row in points.values() for text in row.values()}
        assert decimals == ({0, 1, 2} if mixed else {2})
        columns = zip(*(row.values() for row in points.values()), strict=True)
        assert plain_sums(weights.values(), columns, len(points)) is not None


def test_tables_are_new_and_the_same_in_each_run() -> None:
    first, second = (list(islice(tables(3, 4), 3)) for _ in range(2))
    assert first == second
    assert first[0] != first[1]
    assert first[0].points["bid-0"]["criterion-0"] is not second[0].points["bid-0"]["criterion-0"]


def test_the_batch_is_the_same_in_numpy_and_one_by_one() -> None:
    given = drawn(LEAST)
    found = ours(*given)
    best, leads, tied = in_floats(*(part.astype(np.float64) for part in given))
    assert found.best.tolist() == best.tolist()
    assert found.leads.tolist() == leads.tolist()
    assert found.tied.tolist() == tied.tolist()
    points = {
        f"b{bid}": {f"c{c}": str(value / 100) for c, value in enumerate(row)}
        for bid, row in enumerate(given.points)
    }
    for weights, total in zip(given.weights[:20], found.best[:20], strict=True):
        totals = totals_from_text({f"c{c}": str(value / 100) for c, value in enumerate(weights)}, points)
        assert max(totals.values()) == Fraction(int(total), 10**6)


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_benchmark_runs(name: str) -> None:
    outcomes = BENCHMARKS[name](LEAST)
    assert any(isinstance(one, Row) or "not installed" in one.because for one in outcomes)
    assert len(table_text(outcomes).splitlines()) == 2 + len(outcomes)


@pytest.mark.parametrize("size", [(3, 4, 2), (2, 1, 1), (5, 3, 6)], ids=str)
def test_the_great_tender_is_valid(size: tuple[int, int, int], tmp_path: Path) -> None:
    bids, criteria, evaluators = size
    write_big_tender(tmp_path / "tender", *size)
    judged = judge_folder(tmp_path / "tender")
    assert judged.findings == ()
    assert judged.evaluation is not None
    (lot,) = judged.evaluation.lots
    assert len(lot.placings) == bids
    marks = (tmp_path / "tender" / "marks.csv").read_text(encoding="utf-8").splitlines()
    assert len(marks) == 1 + bids * criteria * evaluators


def test_a_process_is_measured_and_a_failure_is_no_figure(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    small = runner.run(BARE)
    large = runner.run([BARE[0], "-c", "kept = bytes(range(256)) * 400_000"])
    assert small.seconds > 0
    assert large.memory > small.memory + 50e6
    with pytest.raises(ChildFailedError, match="left with 3"):
        runner.run([BARE[0], "-c", "raise SystemExit(3)"])


def test_each_contender_takes_each_turn() -> None:
    order: list[str] = []

    def contender(name: str, took: float) -> float:
        order.append(name)
        return took

    taken = iter([9.0, 1.0, 3.0, 2.0])
    figures = race([lambda: contender("a", next(taken)), lambda: contender("b", 5.0)], 3)
    assert figures == [Figure(2.0, 1.0), Figure(5.0, 5.0)]
    assert order == ["a", "b", "b", "a", "a", "b", "b", "a"]


def test_what_is_prepared_is_not_timed() -> None:
    done: list[str] = []

    def prepare() -> Callable[[], None]:
        done.append("prepared")
        return lambda: done.append("run")

    assert timed(prepare, 10)() >= 0
    assert done == ["prepared", "run"]


ONE, TWO = Figure(1e-3, 1e-3), Figure(2e-3, 2e-3)
VERDICTS = [
    ("twice as fast, as asked", Row("", ONE, "", TWO, 2), "reached"),
    ("twice as fast, thrice asked", Row("", ONE, "", TWO, 3), "missed"),
    ("by the median alone", Row("", Figure(1, 1), "", Figure(2, 1), 2), "unclear"),
    ("by the minimum alone", Row("", Figure(1, 0.5), "", Figure(1, 1), 2), "unclear"),
    ("twice as long, as allowed", Row("", TWO, "", ONE, 2, slower=True), "reached"),
    ("twice as long, less allowed", Row("", TWO, "", ONE, 1.9, slower=True), "missed"),
    ("no target", Row("", TWO, "", ONE), ""),
    ("within a fixed figure", Row("", ONE, "", None, 1e-3), "reached"),
    ("beyond a fixed figure", Row("", TWO, "", None, 1e-3), "missed"),
]


@pytest.mark.parametrize("case", VERDICTS, ids=lambda case: case[0])
def test_verdicts(case: tuple[str, Row, str]) -> None:
    _, row, expected = case
    assert verdict(row) == expected


def test_the_table_is_aligned_and_says_what_was_not_run() -> None:
    rows: list[Outcome] = [
        Row("a", ONE, "peer: one", TWO, 2),
        Row("longer", Figure(4e-8, 4e-8), "bare", Figure(1e-8, 1e-8), 5, slower=True),
        Row("memory", Figure(9e7, 9e7), "", None, 1e8, unit="B"),
        NotRun("b", "it is not installed"),
    ]
    assert table_text(rows) == "\n".join(
        [
            "work    bideval  beside     peer   ratio          of minimums  target          verdict",
            "-" * 86,
            "a       1 ms     peer: one  2 ms   2.00x as fast  2.00x        at least 2x     reached",
            "longer  40 ns    bare       10 ns  4.00x as long  4.00x        at most 5x      reached",
            "memory  90 MB                                                  at most 100 MB  reached",
            "not run: b: it is not installed",
        ]
    )


def test_versions_are_said() -> None:
    text = versions_text()
    for name in ("bideval", "CPython", "numpy", *(use.package for use in USES)):
        assert name in text
