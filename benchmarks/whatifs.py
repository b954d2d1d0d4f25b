"""What-ifs of a sample by the thousand, beside a whole process for each.

The what-ifs are of five kinds in turn, each another one than before, and share their
workings.  The peer is what a script without the API would do: copy, edit, and run
``bideval evaluate`` again; only the run is timed.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from benchmarks.clock import Contender, race, timed
from benchmarks.processes import OURS, ROOT, Runner
from benchmarks.report import Outcome, Row
from benchmarks.sizes import Size
from bideval.analysis.changes.placed import Placed
from bideval.analysis.whatif import lot_results, what_if
from bideval.io.change_options import changes_of
from bideval.io.judged_folder import judge_folder
from bideval.model.inputs import Inputs
from bideval.scoring.workings import Workings

SAMPLE = ROOT / "sample_tenders" / "community-health"
PROCESSES = 50  # as many times as fast as a process each
SECONDS = 0.002  # of one what-if: a thousand in two seconds

KINDS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "weight": lambda turn: f"price={10 + turn % 3000 / 100:.2f}",
        "gate": lambda turn: f"security={1_000_000 + turn * 10_007}",
        "price": lambda turn: f"quillon={400_000_000 + turn * 30_011}",
        "consensus": lambda turn: f"{('safety', 'workforce', 'access')[turn % 3]}/quillon={turn % 6}",
        "drop-gate": lambda turn: ("security", "turnover", "budget")[turn % 3],
    }
)


def whatifs(size: Size) -> list[Outcome]:
    """Run the rows: the results of every lot, and the whole evaluation with every finding."""
    inputs = judge_folder(SAMPLE).reading.inputs
    assert inputs is not None
    changes = drawn(1000 if size.tables > 2 else 10)
    with TemporaryDirectory() as place:
        runner = Runner(Path(place))
        process = partial(_seconds, runner)
        results, whole = (_contender(work, inputs, changes) for work in (lot_results, what_if))
        light, full, peer = race([results, whole, process], min(size.rounds, size.processes))
    work = f"{len(changes):,} what-ifs of community-health, a what-if"
    return [
        Row(f"{work}: results", light, "a thousand in 2 s", None, SECONDS),
        Row(f"{work}: results", light, "bideval evaluate as a process", peer, PROCESSES),
        Row(f"{work}: whole", full, "bideval evaluate as a process", peer, PROCESSES),
    ]


def drawn(count: int) -> list[tuple[Placed, ...]]:
    """Return single changes of the five kinds in turn."""
    kinds = list(KINDS.items())
    listed = [(kinds[turn % len(kinds)], turn) for turn in range(count)]
    return [changes_of([(kind, text(turn))])[0] for (kind, text), turn in listed]


def _contender(
    work: Callable[[Inputs, tuple[Placed, ...], Workings], object],
    inputs: Inputs,
    changes: list[tuple[Placed, ...]],
) -> Contender:
    def all_of_them() -> None:
        workings = Workings()
        for one in changes:
            work(inputs, one, workings)

    return timed(lambda: all_of_them, len(changes))


def _seconds(runner: Runner) -> float:
    return runner.run((*OURS, "evaluate", str(SAMPLE))).seconds
