"""Cut off at any byte, on a disk that fails at any call, with many writers: nothing acknowledged is lost."""

import multiprocessing
import os
import signal
from bisect import bisect_right
from pathlib import Path

import pytest

from bideval.record.entries import LineError
from bideval.record.journal import (
    TornError,
    append,
    parse,
    recover,
)
from tests.record.failing import Failing
from tests.record.lines import QUICK, draft, reasons, written

# Crashes


def at_every_byte(count: int, tmp_path: Path) -> int:
    """Cut a journal off at every byte; see that whole lines stay, and that it can be gone on with."""
    data, path = written(count), tmp_path / "journal.jsonl"
    ends = [place + 1 for place, one in enumerate(data) if one == 10]
    for cut in range(len(data) + 1):
        path.write_bytes(data[:cut])
        whole = sum(end <= cut for end in ends)
        journal = parse(data[:cut])
        assert (len(journal.entries), journal.broken) == (whole, None)
        assert bool(journal.torn) is (cut not in {0, *ends})
        if journal.torn:
            with pytest.raises(TornError):
                append(path, [draft(0)], disk=QUICK)
        assert (recover(path, "R. Ames", "2026-03-09", "power cut", QUICK) is not None) is bool(journal.torn)
        append(path, [draft(0)], disk=QUICK)
        after = parse(path.read_bytes())
        assert (after.broken, after.torn) == (None, 0)
        assert reasons(after) == [f"mark {one}" for one in range(1, whole + 1)] + ["mark 0"]
        assert path.read_bytes().startswith(data[:cut]), "nothing is taken out"
    return len(data) + 1


def test_cut_off_at_every_byte_nothing_whole_is_lost(tmp_path: Path) -> None:
    assert at_every_byte(4, tmp_path) > 1000


@pytest.mark.long
def test_cut_off_at_every_byte_of_twenty_entries_it_can_be_gone_on_with(tmp_path: Path) -> None:
    assert at_every_byte(20, tmp_path) > 6_000


@pytest.mark.long
def test_cut_off_at_every_byte_of_two_hundred_entries_whole_lines_stay() -> None:
    data = written(200)
    ends = [place + 1 for place, one in enumerate(data) if one == 10]
    for cut in range(len(data) + 1):
        journal = parse(data[:cut])
        assert journal.broken is None
        assert len(journal.entries) == bisect_right(ends, cut)
        assert bool(journal.torn) is (data[:cut] != b"" and data[cut - 1] != 10)


def test_recovery_cut_off_at_every_byte_can_be_recovered(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    for torn in (written(3)[:-9], written(3)[:-1], written(3)[:-400]):
        path.write_bytes(torn)
        recover(path, "R. Ames", "2026-03-09", "power cut")
        recovered = path.read_bytes()
        for cut in range(len(torn), len(recovered)):
            path.write_bytes(recovered[:cut])
            assert recover(path, "R. Ames", "2026-03-10", "once more", QUICK) is not None, cut
            journal = parse(path.read_bytes())
            assert (journal.broken, journal.torn) == (None, 0), cut
            whole = [f"mark {one}" for one in range(1, torn.count(b"\n") + 1)]
            assert reasons(journal)[: len(whole)] == whole
            assert path.read_bytes().startswith(recovered[:cut])


def test_what_was_set_aside_is_kept_by_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(written(3)[:-9])
    recover(path, "R. Ames", "2026-03-09", "power cut")
    spoilt = path.read_bytes().replace(b"mark 3", b"mark 4")
    assert parse(spoilt).broken is not None


def test_a_broken_journal_is_not_recovered(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(written(3).replace(b"mark 1", b"mark 9")[:-9])
    with pytest.raises(LineError, match="line 2"):
        recover(path, "R. Ames", "2026-03-09", "power cut")


def session(path: Path, operations: int, failing: Failing) -> list[str]:
    """Append again and again on a disk that fails once, and return what was acknowledged."""
    acknowledged: list[str] = []
    disk = failing.disk()
    for number in range(1, operations + 1):
        try:
            entries = append(path, [draft(number)], disk=disk)
        except OSError:
            continue
        except TornError:
            recover(path, "R. Ames", "2026-03-09", "the disk failed", disk=disk)
            entries = append(path, [draft(number)], disk=disk)
        acknowledged += [one.draft.reason for one in entries]
    return acknowledged


def failing_everywhere(operations: int, calls: range, tmp_path: Path, part: int) -> None:
    """Run a session for every call that may fail; see that nothing acknowledged is lost or doubled."""
    for call in calls:
        path = tmp_path / f"{call}.jsonl"
        acknowledged = session(path, operations, Failing(call, part))
        recover(path, "R. Ames", "2026-03-09", "the last operation failed", Failing(0).disk())
        journal = parse(path.read_bytes())
        assert (journal.broken, journal.torn) == (None, 0), call
        found = reasons(journal)
        assert len(acknowledged) >= operations - 1
        assert [one for one in found if one in set(acknowledged)] == acknowledged, call
        assert len(found) == len(set(found)), call
        path.unlink()


@pytest.mark.parametrize("part", [0, 1, 60, 10_000])
def test_whichever_call_fails_nothing_acknowledged_is_lost(part: int, tmp_path: Path) -> None:
    counted = Failing(0)
    session(tmp_path / "all.jsonl", 12, counted)
    assert set(counted.names) == {"open", "write", "fsync", "close"}
    failing_everywhere(12, range(1, counted.calls + 1), tmp_path, part)


@pytest.mark.long
def test_whichever_call_of_two_hundred_operations_fails(tmp_path: Path) -> None:
    counted = Failing(0)
    session(tmp_path / "all.jsonl", 200, counted)
    failing_everywhere(200, range(1, counted.calls + 1), tmp_path, 60)


# Writers


def work(path: Path, worker: int, times: int) -> None:
    """Append as one of many processes."""
    for number in range(times):
        append(path, [draft(worker * 1_000_000 + number)])


def by_many(path: Path, workers: int, times: int) -> None:
    """Append with many processes at once; see that every entry is there once, and the chain whole."""
    context = multiprocessing.get_context("spawn")
    running = [context.Process(target=work, args=(path, worker, times)) for worker in range(workers)]
    for one in running:
        one.start()
    for one in running:
        one.join()
        assert one.exitcode == 0
    journal = parse(path.read_bytes())
    assert (journal.broken, journal.torn) == (None, 0)
    expected = {f"mark {worker * 1_000_000 + number}" for worker in range(workers) for number in range(times)}
    assert len(journal.entries) == len(expected) == workers * times
    assert set(reasons(journal)) == expected


def test_several_writers_lose_and_double_nothing(tmp_path: Path) -> None:
    by_many(tmp_path / "journal.jsonl", workers=4, times=25)


@pytest.mark.long
@pytest.mark.parametrize("run", range(20))
def test_sixteen_writers_of_five_hundred_entries(run: int, tmp_path: Path) -> None:
    by_many(tmp_path / f"{run}.jsonl", workers=16, times=500)


@pytest.mark.long
@pytest.mark.parametrize("run", range(5))
def test_a_writer_that_is_killed_loses_nothing_that_others_entered(run: int, tmp_path: Path) -> None:
    path = tmp_path / f"{run}.jsonl"
    context = multiprocessing.get_context("spawn")
    running = [context.Process(target=work, args=(path, worker, 200)) for worker in range(4)]
    for one in running:
        one.start()
    while not path.exists() or path.stat().st_size < 20_000 * (run + 1):
        pass
    assert running[0].pid is not None
    os.kill(running[0].pid, signal.SIGKILL)
    for one in running:
        one.join()
    journal = parse(path.read_bytes())
    assert journal.broken is None
    found = reasons(journal)
    assert len(found) == len(set(found))
    others = {f"mark {worker * 1_000_000 + number}" for worker in (1, 2, 3) for number in range(200)}
    assert others <= set(found) or journal.torn  # a torn end stops the others, who are told so
