"""Workbooks of a large panel: all of them out, and all of them in, as whole commands.

Twelve evaluators, thirty questions and ten bids are 3,600 marks with their reasons.
"""

from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.big_tender import write_big_tender
from benchmarks.clock import Figure
from benchmarks.processes import OURS, Runner, Took
from benchmarks.report import NotRun, Outcome, Row
from benchmarks.sizes import Size

_SLOWEST = 10.0  # seconds
_MOST = 200e6  # bytes


def workbooks(size: Size) -> list[Outcome]:
    """Run the rows of export and import, with their time and memory."""
    bids, criteria, people = (10, 30, 12) if size.processes > 1 else size.tender
    work = f"{people} workbooks, {criteria} x {bids}"
    if find_spec("xlsxwriter") is None:
        return [NotRun(work, "the extra excel is not installed")]
    with TemporaryDirectory() as place:
        folder, books = Path(place) / "tender", Path(place) / "books"
        write_big_tender(folder, bids, criteria, people)
        runner = Runner(Path(place))
        export = [*OURS, "workbook", "export", str(folder), "-o", str(books), "--force"]
        runner.run(export)  # the first run compiles what is imported
        out = [runner.run(export) for _ in range(min(3, size.processes))]
        files = sorted(map(str, books.iterdir()))
        take = [*OURS, "workbook", "import", *files, "--folder", str(folder), "--at", "2026-04-09"]
        back = []
        for _ in range(min(3, size.processes)):
            (folder / "marks.csv").unlink()  # so that every row is new
            back.append(runner.run(take))
        rows = (folder / "marks.csv").read_text(encoding="utf-8").count("\n") - 1
        assert rows == bids * criteria * people
    return [*_rows(f"{work}: export", out), *_rows(f"{work}: import", back)]


def _rows(work: str, runs: list[Took]) -> list[Outcome]:
    return [
        Row(f"{work}, time", _figure([run.seconds for run in runs]), "", None, _SLOWEST),
        Row(f"{work}, memory", _figure([run.memory for run in runs]), "", None, _MOST, unit="B"),
    ]


def _figure(taken: list[float]) -> Figure:
    return Figure(median(taken), min(taken))
