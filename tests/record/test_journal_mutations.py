"""Whatever is done to a journal shows against a checkpoint, and sound journals raise no alarm."""

import random
from collections.abc import Callable

import pytest

from bideval.record.entries import START, placed
from bideval.record.journal import (
    checkpoint_of,
    parse,
    set_back,
    since,
)
from tests.record.lines import written


def flipped(data: bytes, source: random.Random) -> bytes:
    """Flip one bit."""
    place = source.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << source.randrange(8))]) + data[place + 1 :]


def taken_out(data: bytes, source: random.Random) -> bytes:
    """Take one byte out."""
    place = source.randrange(len(data))
    return data[:place] + data[place + 1 :]


def put_in(data: bytes, source: random.Random) -> bytes:
    """Put one byte in."""
    place = source.randrange(len(data) + 1)
    return data[:place] + bytes([source.randrange(256)]) + data[place:]


def cut_off(data: bytes, source: random.Random) -> bytes:
    """Cut the end off."""
    return data[: source.randrange(len(data))]


def line_lost(data: bytes, source: random.Random) -> bytes:
    """Take a line out."""
    lines = data.splitlines(keepends=True)
    del lines[source.randrange(len(lines))]
    return b"".join(lines)


def line_twice(data: bytes, source: random.Random) -> bytes:
    """Put a line in twice."""
    lines = data.splitlines(keepends=True)
    place = source.randrange(len(lines))
    return b"".join([*lines[: place + 1], *lines[place:]])


def lines_swapped(data: bytes, source: random.Random) -> bytes:
    """Let two lines change places."""
    lines = data.splitlines(keepends=True)
    one, other = source.sample(range(len(lines)), 2)
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def written_anew(data: bytes, source: random.Random) -> bytes:
    """Edit one entry and make all hashes from there on anew, as whoever holds the file can."""
    entries = list(parse(data).entries)
    place = source.randrange(len(entries))
    prev, lines = START, []
    for number, entry in enumerate(entries, 1):
        told = entry.draft._replace(reason="for another reason") if number == place + 1 else entry.draft
        one, line = placed(told, number, prev)
        prev = one.hash
        lines.append(line)
    return b"".join(lines)


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flipped, taken_out, put_in, cut_off, line_lost, line_twice, lines_swapped, written_anew,
)  # fmt: skip


def undetected(count: int, seed: int) -> list[tuple[str, bytes]]:
    """Return the mutations of a journal that a reader with a checkpoint does not notice."""
    source = random.Random(seed)  # noqa: S311
    data = written(12)
    kept = checkpoint_of(parse(data))
    missed: list[tuple[str, bytes]] = []
    for number in range(count):
        mutation = MUTATIONS[number % len(MUTATIONS)]
        mutated = mutation(data, source)
        journal = parse(mutated)
        noticed = journal.broken or journal.torn or since(journal, kept).holds is not True
        if mutated != data and not noticed:
            missed.append((mutation.__name__, mutated))
    return missed


def test_every_mutation_is_noticed_with_a_checkpoint() -> None:
    assert undetected(4_000, 1) == []


@pytest.mark.long
def test_a_hundred_thousand_mutations_are_noticed_with_a_checkpoint() -> None:
    assert undetected(100_000, 2) == []


def test_clean_journals_raise_no_alarm() -> None:
    for count in range(1, 200):
        journal = parse(written(count))
        assert (len(journal.entries), journal.broken, journal.torn) == (count, None, 0)
        assert since(journal, checkpoint_of(journal)).holds is True
        assert set_back(journal) == ()
