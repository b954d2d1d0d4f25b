"""The journal: what it reads, what it refuses, how entries are added, and what a checkpoint shows."""

import hashlib
import json
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.record.canonical import Json, canonical
from bideval.record.entries import START, Draft, Entry, Kind, LineError, Row, entry_of, placed
from bideval.record.journal import (
    Journal,
    MovedError,
    append,
    checkpoint_of,
    is_checkpoint,
    parse,
    set_back,
    since,
)
from tests.record.lines import DIGEST, draft, reasons, written

# Reading


def test_the_hash_is_what_the_page_says_it_is() -> None:
    prev = "sha256:" + "0" * 64
    for line, entry in zip(written(20).splitlines(), parse(written(20)).entries, strict=True):
        assert json.loads(line)["prev"] == prev
        prev = "sha256:" + hashlib.sha256(prev.encode() + b"\n" + line).hexdigest()
        assert entry.hash == prev


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
digests = st.binary(min_size=32, max_size=32).map(lambda one: f"sha256:{one.hex()}")
drafts = st.builds(
    Draft,
    kind=st.sampled_from(list(Kind)),
    by=texts,
    at=st.sampled_from(["", "2026-03-02", "2026-03-02T09:30:00Z"]),
    reason=texts,
    file=st.sampled_from(["", "marks.csv", "bids/oak.yaml"]),
    rows=st.lists(st.builds(Row, texts, digests), max_size=4).map(tuple),
    digest=st.one_of(st.just(""), digests),
    supersedes=st.lists(texts, max_size=3).map(tuple),
    asked=st.one_of(st.just(""), texts),
    torn=st.integers(1, 10**9),
)


@given(drafts, st.integers(1, 10**6), digests)
def test_every_entry_reads_as_it_was_written(one: Draft, n: int, prev: str) -> None:
    one = one if one.kind is Kind.RECOVERED else one._replace(torn=0)
    entry, line = placed(one, n, prev)
    assert line.count(b"\n") == 1
    assert entry_of(line[:-1]) == entry


BODY = json.loads(written(1))


def changed(**keys: Json) -> bytes:
    """Return the line of the body with keys put over it; None takes one out."""
    return canonical({name: one for name, one in {**BODY, **keys}.items() if one is not None})


LINES: list[tuple[str, bytes]] = [
    # in words, a line that is no entry
    ("nothing", b""),
    ("no JSON", b"entry"),
    ("a list", b"[]"),
    ("a number", b"1"),
    ("half a line", written(1)[:-40]),
    ("a space behind it", written(1)[:-1] + b" "),
    ("a space inside", written(1)[:-1].replace(b'","', b'", "', 1)),
    ("keys in another order", json.dumps({**BODY, "at": BODY["at"]}, separators=(",", ":"))[:-1].encode() + b',"a":1}'),
    ("a key twice", written(1)[:-1].replace(b'"n":1', b'"n":1,"n":1')),
    ("an unknown key", changed(colour="red")),
    ("a key with nothing under it", changed(supersedes=[])),
    ("an unknown kind", changed(kind="guess")),
    ("another version", changed(journal=2)),
    ("true for the version", changed(journal=True)),
    ("no version", changed(journal=None)),
    ("a number as text", changed(n="1")),
    ("a number with a point", written(1)[:-1].replace(b'"n":1', b'"n":1.0')),
    ("true for a number", changed(n=True)),
    ("a number below nothing", changed(n=-1)),
    ("a number too long", written(1)[:-1].replace(b'"n":1', b'"n":' + b"9" * 400)),
    ("no author", changed(by=None)),
    ("a blank author", changed(by="")),
    ("an author too long", changed(by="x" * 201)),
    ("no reason", changed(reason=None)),
    ("a reason that is a list", changed(reason=["x"])),
    ("a time with a zone", changed(at="2026-03-02T09:30:00+01:00")),
    ("a day that there is not", changed(at="2026-02-30")),
    ("a digest too short", changed(digest="sha256:ab")),
    ("a digest in capitals", changed(digest="sha256:" + "AB" * 32)),
    ("no hash before", changed(prev=None)),
    ("rows that are text", changed(rows="all")),
    ("a row that is text", changed(rows=["all"])),
    ("a row without a digest", changed(rows=[{"row": "x"}])),
    ("a row with a key too many", changed(rows=[{"digest": DIGEST, "row": "x", "z": "y"}])),
    ("bytes of another kind of entry", changed(bytes=4)),
    ("half of a character", written(1)[:-1].replace(b"mark 1", b"\\ud800")),
    ("bytes that are not UTF-8", written(1)[:-1].replace(b"mark 1", b"\xff")),
    ("lists a thousand deep", b"[" * 1000 + b"]" * 1000),
    ("no number at all", written(1)[:-1].replace(b'"n":1', b'"n":NaN')),
]  # fmt: skip


@pytest.mark.parametrize("case", LINES, ids=lambda case: case[0])
def test_a_line_that_is_no_entry_is_refused(case: tuple[str, bytes]) -> None:
    with pytest.raises(LineError):
        entry_of(case[1])


@pytest.mark.parametrize("case", LINES, ids=lambda case: case[0])
def test_in_a_journal_nothing_counts_from_it_on(case: tuple[str, bytes]) -> None:
    lines = written(4).splitlines(keepends=True)
    journal = parse(b"".join([*lines[:2], case[1] + b"\n", *lines[3:]]))
    assert len(journal.entries) == 2
    assert journal.broken is not None
    assert journal.broken.line == (4 if case[1].endswith(b" ") else 3)


# Set back


CLOCKS = [
    # in words, the times as told, which entries go back
    ("in order", ["2026-03-01", "2026-03-02", "2026-03-02"], []),
    ("a day back", ["2026-03-02", "2026-03-01"], [2]),
    ("a second back", ["2026-03-02T09:00:01Z", "2026-03-02T09:00:00Z"], [2]),
    ("a day beside a moment of it", ["2026-03-02T09:00:01Z", "2026-03-02", "2026-03-02T08:00:00Z"], []),
    ("back once, and on from there", ["2030-01-01", "2026-03-01", "2026-03-02"], [2]),
    ("not told in between", ["2026-03-02", "", "2026-03-01"], [3]),
]


@pytest.mark.parametrize("case", CLOCKS, ids=lambda case: case[0])
def test_times_that_go_back(case: tuple[str, list[str], list[int]], tmp_path: Path) -> None:
    _, times, back = case
    path = tmp_path / "journal.jsonl"
    entries = [append(path, [draft(number, at=at)])[0] for number, at in enumerate(times)]
    journal = parse(path.read_bytes())
    assert journal.entries == tuple(entries), "the order is that of the chain, whatever the times"
    assert [one.n for one in set_back(journal)] == back


def test_a_thousand_histories_with_jumps_are_flagged_and_keep_their_order(tmp_path: Path) -> None:
    source = random.Random(7)  # noqa: S311
    for number in range(1000):
        days = [source.randrange(1, 29) for _ in range(4)]
        prev, entries = START, []
        for place, day in enumerate(days, 1):
            entry, _ = placed(draft(place, at=f"2026-03-{day:02}"), place, prev)
            entries.append(entry)
            prev = entry.hash
        jumps = [place + 2 for place, (one, after) in enumerate(pairwise(days)) if after < one]
        assert [one.n for one in set_back(Journal(tuple(entries)))] == jumps, (number, tmp_path)


# Adding


def test_entries_are_added_behind_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    first = append(path, [draft(1), draft(2)], after=START)
    assert append(path, [draft(3)], after=first[-1].hash)[0].n == 3
    with pytest.raises(MovedError):
        append(path, [draft(4)], after=first[-1].hash)
    assert reasons(parse(path.read_bytes())) == ["mark 1", "mark 2", "mark 3"]


def test_a_long_last_line_is_found(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    append(path, [draft(1)])
    append(path, [draft(2)._replace(rows=tuple(Row(f"row {one}", DIGEST) for one in range(20_000)))])
    assert append(path, [draft(3)])[0].n == 3
    assert parse(path.read_bytes()).broken is None


# Checkpoints


def test_every_cut_is_noticed_with_a_checkpoint_and_not_provable_without() -> None:
    lines = written(30).splitlines(keepends=True)
    kept = checkpoint_of(parse(written(30)))
    for count in range(30):
        cut = parse(b"".join(lines[:count]))
        assert since(cut, kept).holds is False
        assert since(cut, None).holds is None
        assert "not provable" in since(cut, None).words
    for count in range(1, 31):
        early = checkpoint_of(parse(b"".join(lines[:count])))
        assert since(parse(written(30)), early).holds is True


FORMS = [
    # in words, a text, whether it is a checkpoint
    ("as it is printed", f"12:{DIGEST}", True),
    ("no number", f":{DIGEST}", False),
    ("nothing entered", f"0:{DIGEST}", False),
    ("a zero in front", f"012:{DIGEST}", False),
    ("no digest", "12:", False),
    ("a digest cut off", f"12:{DIGEST[:-1]}", False),
    ("a line feed behind", f"12:{DIGEST}\n", False),
    ("words around it", f"checkpoint 12:{DIGEST}", False),
]


@pytest.mark.parametrize("case", FORMS, ids=lambda case: case[0])
def test_the_form_of_a_checkpoint(case: tuple[str, str, bool]) -> None:
    _, text, expected = case
    assert is_checkpoint(text) is expected
    entry = Entry(12, draft(12), START, DIGEST)
    assert (since(Journal((entry,) * 12), text).holds is not None) is expected
