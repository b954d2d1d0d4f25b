"""Writing that survives: whole files in one step, growing files under a lock, at every failing call."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from bideval.io.safe_write import DISK, Disk, GrownError, add, exclusive, length_of, read_from, write_whole
from tests.record.failing import Failing

CALLS = ("open", "write", "fsync", "replace", "close")


def test_a_whole_file_is_there_with_its_bytes(tmp_path: Path) -> None:
    target = tmp_path / "record.json"
    write_whole(target, b"old")
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["record.json"]


def test_every_kind_of_call_is_made() -> None:
    assert set(Disk._fields) == set(CALLS)


@pytest.mark.parametrize("call", range(1, 12))
def test_a_whole_file_is_the_old_one_or_the_new_one_whichever_call_fails(call: int, tmp_path: Path) -> None:
    target = tmp_path / "record.json"
    write_whole(target, b"old")
    failing = Failing(call)
    with suppress(OSError):
        write_whole(target, b"new content", failing.disk())
        assert failing.calls < call
        assert target.read_bytes() == b"new content"
    assert target.read_bytes() in {b"old", b"new content"}
    assert [one.name for one in tmp_path.iterdir()] == ["record.json"]


def test_the_calls_that_failed_are_all_that_there_are(tmp_path: Path) -> None:
    counted = Failing(0)
    write_whole(tmp_path / "record.json", b"new content", counted.disk())
    assert set(counted.names) == set(CALLS)
    assert counted.calls < 12


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"kept")
    (tmp_path / "record.json").symlink_to(tmp_path / "elsewhere")
    write_whole(tmp_path / "record.json", b"new")
    assert (tmp_path / "elsewhere").read_bytes() == b"kept"
    assert not (tmp_path / "record.json").is_symlink()


def test_a_folder_that_is_a_link_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_whole(tmp_path / "link" / "record.json", b"new")
    assert (tmp_path / "real" / "record.json").read_bytes() == b"new"


def linked(root: Path) -> Path:
    """Return a file name that is a link to a file."""
    (root / "elsewhere").write_bytes(b"kept")
    (root / "journal.jsonl").symlink_to(root / "elsewhere")
    return root / "journal.jsonl"


REFUSED: list[tuple[str, Callable[[Path], Path]]] = [
    # in words, where to write
    ("no such folder", lambda root: root / "nowhere" / "journal.jsonl"),
    ("a link", linked),
    ("a folder", lambda root: root),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_is_no_file_is_not_added_to(case: tuple[str, Callable[[Path], Path]], tmp_path: Path) -> None:
    path = case[1](tmp_path)
    with pytest.raises(OSError, match="Errno"), exclusive(path):
        pass


def test_short_writes_are_carried_on(tmp_path: Path) -> None:
    one_by_one = DISK._replace(write=lambda file, data: os.write(file, data[:1]))
    write_whole(tmp_path / "record.json", b"letter by letter", one_by_one)
    assert (tmp_path / "record.json").read_bytes() == b"letter by letter"


def test_what_is_added_stands_behind_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    for text in (b"one\n", b"two\n"):
        with exclusive(path) as file:
            add(path, file, text, length_of(file))
            assert read_from(file, 0, length_of(file)).endswith(text)
    assert path.read_bytes() == b"one\ntwo\n"


@pytest.mark.parametrize("length", [0, 3, 5, 400])
def test_a_file_of_another_length_than_was_read_is_not_added_to(length: int, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b"one\n")
    with exclusive(path) as file, pytest.raises(GrownError, match=f"4 bytes where {length} were read"):
        add(path, file, b"two\n", length)
    assert path.read_bytes() == b"one\n"
