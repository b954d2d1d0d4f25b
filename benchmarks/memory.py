"""The most memory that ``bideval evaluate`` holds on a great tender, and how long it takes."""

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.big_tender import write_big_tender
from benchmarks.clock import Figure
from benchmarks.processes import OURS, Runner
from benchmarks.report import Outcome, Row
from benchmarks.sizes import Size

_MOST = 100e6  # bytes


def memory(size: Size) -> list[Outcome]:
    """Run the row of memory, and beside it the row of time."""
    with TemporaryDirectory() as place:
        tender = Path(place) / "big-tender"
        write_big_tender(tender, *size.tender)
        runner = Runner(Path(place))
        command = [*OURS, "evaluate", str(tender)]
        runner.run(command)  # the first run compiles what is imported
        runs = [runner.run(command) for _ in range(min(3, size.processes))]
    bids, criteria, evaluators = size.tender
    work = f"bideval evaluate, {bids} x {criteria}, {evaluators} evaluators"
    return [
        Row(f"{work}: memory", _figure([run.memory for run in runs]), "", None, _MOST, unit="B"),
        Row(f"{work}: time", _figure([run.seconds for run in runs]), "", None),
    ]


def _figure(taken: list[float]) -> Figure:
    return Figure(median(taken), min(taken))
