"""The parts of a portfolio over processes of this machine, or over a Dask cluster that is there.

Results come in the order of the parts, whoever did them, and no more parts are under way than
keep every worker busy.  A cluster does a part again when the worker that had it is lost.

A Dask scheduler has no log-in and runs what it is sent: name one that is yours alone, and use
its TLS settings (docs/portfolio.md).  Nothing is started here but processes of this machine.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol, Self

from bideval.errors import BidevalError
from bideval.portfolio.part_run import Order, PartResult, run_part
from bideval.portfolio.sources import Part, SourceError

Job = tuple[Part, frozenset[int]]
Spread = Callable[[Order, Iterable[Job]], Iterator[PartResult]]

WORTH_MORE = 256 * 1024 * 1024  # bytes; for less a further process takes longer to begin than it saves
_PACKED = 10  # times as many bytes as when compressed, about


class SpreadError(BidevalError):
    """Raised when the processes or the cluster cannot do the work; says why."""


class _Result(Protocol):
    def result(self) -> PartResult: ...


def one_process(order: Order, jobs: Iterable[Job]) -> Iterator[PartResult]:
    """Do the parts here, one after another."""
    for part, twice in jobs:
        yield run_part(order, part, twice)


def processes(count: int, least: int = 0) -> Spread:
    """Return what does the parts in so many processes of this machine; below ``least`` bytes in this one."""

    def spread(order: Order, jobs: Iterable[Job]) -> Iterator[PartResult]:
        wanted = list(jobs)
        size = min(count, len(wanted))
        if size < 2 or (least and sum(bytes_of(part) for part, _ in wanted) < least):
            yield from one_process(order, wanted)
            return
        with ProcessPoolExecutor(size, get_context("spawn")) as pool:
            try:
                yield from _in_order(
                    lambda part, twice: pool.submit(run_part, order, part, twice), wanted, 2 * size + 2
                )
            except BrokenProcessPool:
                words = "a process of this machine was ended, and took its part with it"
                raise SpreadError(f"{words}; with --manifest a next run goes on from there") from None

    return spread if count > 1 else one_process


def bytes_of(part: Part) -> int:
    """About how many bytes of lines a part holds; one that is compressed and far away counts as many."""
    if part.end is not None:
        return part.end - part.begin
    return WORTH_MORE if "://" in part.source else Path(part.source).stat().st_size * _PACKED


class _Worker(Protocol):
    """The part of a Dask worker that is used."""

    @property
    def name(self) -> object: ...
    @property
    def address(self) -> str: ...


class _Client(Protocol):
    """The part of a Dask client that is used."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *problem: object) -> None: ...
    def nthreads(self) -> Mapping[str, int]: ...
    def submit(
        self,
        work: Callable[[Order, Part, frozenset[int]], PartResult],
        order: Order,
        part: Part,
        twice: frozenset[int],
        *,
        pure: bool,
    ) -> _Result: ...


def cluster(address: str) -> Spread:
    """Return what does the parts on the Dask cluster at ``address`` (extra cluster)."""
    if find_spec("distributed") is None:
        raise SpreadError("install the extra cluster to use a Dask cluster")

    def spread(order: Order, jobs: Iterable[Job]) -> Iterator[PartResult]:
        with _client(address) as client:
            workers = max(1, sum(client.nthreads().values()))
            yield from _in_order(
                lambda part, twice: client.submit(run_on_worker, order, absolute(part), twice, pure=False),
                jobs,
                2 * workers,
            )

    return spread


def absolute(part: Part) -> Part:
    """Return the part under a path that means the same in any working directory; an address stays."""
    return part if "://" in part.source else part._replace(source=str(Path(part.source).absolute()))


def run_on_worker(order: Order, part: Part, twice: frozenset[int]) -> PartResult:
    """Do a part on a worker of a cluster; raise SpreadError with its name where it cannot be read there."""
    try:
        return run_part(order, part, twice)
    except SourceError as problem:
        worker: Callable[[], _Worker] = import_module("distributed").get_worker
        words = f"worker {worker().name} at {worker().address}: {problem}"
        raise SpreadError(f"{words}; every worker has to see the files under the same names") from None


def _client(address: str) -> _Client:
    connect: Callable[..., _Client] = import_module("distributed").Client
    try:
        return connect(address, timeout=20)
    except (OSError, ValueError) as problem:
        raise SpreadError(f"no Dask scheduler answers at {address}: {problem}") from None


def _in_order(
    submit: Callable[[Part, frozenset[int]], _Result], jobs: Iterable[Job], most: int
) -> Iterator[PartResult]:
    """Yield results in the order of the jobs, with at most so many under way."""
    waiting: deque[_Result] = deque()
    for part, twice in jobs:
        waiting.append(submit(part, twice))
        if len(waiting) >= most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
