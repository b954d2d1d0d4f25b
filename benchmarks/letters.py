"""Letters to twenty bidders, as HTML, Word and PDF, as one whole command.

Thirty questions and four evaluators: each letter holds 120 reasons of its own bid, and most
as many of the winner's.
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

_SLOWEST = 20.0  # seconds
_KINDS = (("HTML", ()), ("HTML, Word and PDF", ("--format", "word", "--format", "pdf")))


def letters(size: Size) -> list[Outcome]:
    """Run the rows: the pages alone, and all three formats."""
    bids, criteria, people = (20, 30, 4) if size.processes > 1 else size.tender
    work = f"letters to {bids} bidders, {criteria} questions"
    with TemporaryDirectory() as place:
        folder, runner = Path(place) / "tender", Runner(Path(place))
        write_big_tender(folder, bids, criteria, people)
        rows: list[Outcome] = []
        for kind, formats in _KINDS:
            if formats and find_spec("typst") is None:
                rows.append(NotRun(f"{work}: {kind}", "the extra letters is not installed"))
                continue
            command = [*OURS, "letters", str(folder), "-o", f"{place}/out", "--force", *formats]
            runner.run(command)  # the first run compiles what is imported
            runs = [runner.run(command) for _ in range(min(3, size.processes))]
            made = list((Path(place) / "out" / "to-bidders").rglob("*.*"))
            assert len(made) == bids * (3 if formats else 1)
            rows.append(Row(f"{work}: {kind}", _figure(runs), "", None, _SLOWEST))
    return rows


def _figure(runs: list[Took]) -> Figure:
    seconds = [run.seconds for run in runs]
    return Figure(median(seconds), min(seconds))
