"""A Dask cluster of two workers gives the same, and loses nothing with a worker that is killed."""

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bideval.portfolio.part_run import Order, PartResult
from bideval.portfolio.sources import Part, parts_of
from bideval.portfolio.spread import Job, SpreadError, absolute, cluster, one_process
from tests.portfolio.lines import awkward, line, ran

distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")
pytestmark = pytest.mark.filterwarnings("default")  # the cluster's own, which are not ours to settle


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("cluster") / "lines.jsonl"
    file.write_bytes(b"".join(line(awkward(8, number)) for number in range(1200)))
    return file


@pytest.mark.long
def test_a_killed_worker_loses_nothing(path: Path) -> None:
    """After the third result one of the two is killed; all parts come, and the sums are the same."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as local:
        pids = [one.pid for one in local.workers.values()]
        spread = cluster(local.scheduler_address)

        def killing(order: Order, jobs: Iterable[Job]) -> Iterator[PartResult]:
            for place, result in enumerate(spread(order, jobs)):
                if place == 2:
                    os.kill(pids[0], signal.SIGKILL)
                yield result

        size = path.stat().st_size // 40
        assert ran(path, "social-value=20", spread=killing, part_size=size) == ran(path, "social-value=20")


@pytest.mark.long
def test_a_run_that_is_cut_off_on_a_cluster_goes_on_elsewhere(path: Path, tmp_path: Path) -> None:
    """The scheduler and its workers are gone after the third result; this process does the parts that are left."""
    size = path.stat().st_size // 10
    manifest, done_here = tmp_path / "manifest", list[Part]()
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as local:
        spread = cluster(local.scheduler_address)

        def cut_off(order: Order, jobs: Iterable[Job]) -> Iterator[PartResult]:
            for place, result in enumerate(spread(order, jobs)):
                if place == 3:
                    raise SpreadError("cut off")
                yield result

        with pytest.raises(SpreadError, match="cut off"):
            ran(path, "social-value=20", spread=cut_off, manifest=manifest, part_size=size)

    def here(order: Order, jobs: Iterable[Job]) -> Iterator[PartResult]:
        wanted = list(jobs)
        done_here.extend(part for part, _ in wanted)
        return one_process(order, wanted)

    again = ran(path, "social-value=20", spread=here, manifest=manifest, part_size=size)
    assert again == ran(path, "social-value=20")
    assert len(done_here) == len(parts_of(str(path), size)) - 3


@pytest.mark.long
def test_workers_in_another_folder_find_a_relative_path(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    ) as local:
        monkeypatch.chdir(path.parent)
        assert not (Path(__file__).parents[2] / path.name).exists()
        assert ran(path.name, spread=cluster(local.scheduler_address))[0] == ran(path)[0]


def test_a_file_that_a_worker_does_not_see_is_named_with_the_worker(tmp_path: Path) -> None:
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
    ) as local:
        spread = cluster(local.scheduler_address)
        jobs: list[Job] = [(Part(str(tmp_path / "gone"), 0, 9), frozenset())]
        with pytest.raises(SpreadError, match=r"worker 0 at .+: .+gone cannot be opened: No such file"):
            list(spread(Order((), "year"), jobs))


PATHS = [
    ("a path from here", "lines.jsonl", str(Path.cwd() / "lines.jsonl")),
    ("a whole path", "/data/lines.jsonl", "/data/lines.jsonl"),
    ("an address", "s3://bucket/lines.jsonl", "s3://bucket/lines.jsonl"),
]


@pytest.mark.parametrize("case", PATHS, ids=lambda case: case[0])
def test_what_a_worker_is_sent(case: tuple[str, str, str]) -> None:
    assert absolute(Part(case[1], 3, 9)) == Part(case[2], 3, 9)


def test_where_no_scheduler_answers(path: Path) -> None:
    with pytest.raises(SpreadError, match=r"no Dask scheduler answers at nowhere://"):
        ran(path, spread=cluster("nowhere://127.0.0.1:1"))
