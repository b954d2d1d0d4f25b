"""Files as they come: plain, compressed, in packages, and broken; what can be read is, and nothing is lost."""

import io
import json

import pytest

import bideval.io.ocds.lines as lines_module
from bideval.io.ocds.lines import MOST_LINE_BYTES, documents
from bideval.io.ocds.reading import OcdsTender
from tests.io.ocds.files import codes, compressed, line, lines, read, release

FIVE = b"".join(lines(5))


def shape(tenders: list[OcdsTender]) -> list[tuple[int, str]]:
    """Return the line of each process, with ``ok`` or the code of what was wrong."""
    return [(one.line, "ok" if one.inputs is not None else one.findings[0].code) for one in tenders]


PACKAGE = {"uri": "x", "releases": [{**release(), "ocid": f"ocds-x-{number}"} for number in range(3)]}
GOOD = [
    # in words                          file                                        lines of the processes
    ("a release a line",                FIVE,                                       [1, 2, 3, 4, 5]),
    ("compressed",                      compressed(FIVE),                           [1, 2, 3, 4, 5]),
    ("compressed in two pieces",        compressed(FIVE[:900]) + compressed(FIVE[900:]), [1, 2, 3, 4, 5]),
    ("blank lines between",             b"\n\n".join(lines(2)) + b"\n",             [1, 4]),
    ("line ends of Windows",            FIVE.replace(b"\n", b"\r\n"),               [1, 2, 3, 4, 5]),
    ("a byte order mark",               b"\xef\xbb\xbf" + FIVE,                     [1, 2, 3, 4, 5]),
    ("no line end at the end",          FIVE.rstrip(b"\n"),                         [1, 2, 3, 4, 5]),
    ("one release over many lines",     json.dumps(release(), indent=2).encode(),   [1]),
    ("a package over many lines",       json.dumps(PACKAGE, indent=1).encode(),     [1, 1, 1]),
    ("a package on one line",           line(PACKAGE),                              [1, 1, 1]),
    ("a list of releases",              json.dumps(PACKAGE["releases"], indent=1).encode(), [1, 1, 1]),
    ("a record package",                line({"records": [{"ocid": "a", "compiledRelease": release()}]}), [1]),
    ("a record a line",                 line({"ocid": "a", "releases": [release()]}), [1]),
]  # fmt: skip


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case[0])
def test_forms_of_files_that_are_read(case: tuple[str, bytes, list[int]]) -> None:
    _, data, expected = case
    assert shape(read(data)) == [(number, "ok") for number in expected]


MIDDLE = lines(5)
BROKEN = [
    # in words                      file                                                                what comes of it
    ("a broken line in the middle", b"".join([*MIDDLE[:2], b'{"ocid": "x", \n', *MIDDLE[2:]]),          [(1, "ok"), (2, "ok"), (3, "BE900"), (4, "ok"), (5, "ok"), (6, "ok")]),
    ("a line in another encoding",  b"".join([MIDDLE[0], '{"t": "Straße"}\n'.encode("cp1252"), MIDDLE[1]]), [(1, "ok"), (2, "BE001"), (3, "ok")]),
    ("a line that is no object",    b"".join([MIDDLE[0], b"17\n", MIDDLE[1]]),                          [(1, "ok"), (2, "BE903"), (3, "ok")]),
    ("a line without an ocid",      b"".join([MIDDLE[0], b'{"id": "1"}\n', MIDDLE[1]]),                 [(1, "ok"), (2, "BE903"), (3, "ok")]),
    ("one process on two lines",    b"".join([MIDDLE[0], MIDDLE[1], MIDDLE[0]]),                        [(1, "ok"), (2, "ok"), (3, "BE914")]),
    ("an empty file",               b"",                                                                [(1, "BE900")]),
    ("only blank lines",            b"\n \n\n",                                                         [(3, "BE900")]),
    ("UTF-16",                      FIVE.decode().encode("utf-16"),                                     [(1, "BE001")]),
    ("a document cut off",          json.dumps(PACKAGE, indent=1).encode()[:-20],                       [(1, "BE900")]),
    ("a compressed file of nothing", compressed(b""),                                                   [(1, "BE900")]),
    ("a compressed document cut off", compressed(json.dumps(PACKAGE, indent=1).encode())[:-30],         [(1, "BE901")]),
    ("a record of links alone",     line({"ocid": "a", "releases": [{"url": "x", "date": "2026-01-01"}]}), [(1, "BE903")]),
    ("a record of two processes",   line({"releases": [{**release(), "ocid": "a"}, {**release(), "ocid": "b"}], "ocid": "a", "versionedRelease": {}}), [(1, "BE903")]),
]  # fmt: skip


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case[0])
def test_what_is_broken_is_reported_with_its_line_and_the_rest_is_read(
    case: tuple[str, bytes, list[tuple[int, str]]],
) -> None:
    _, data, expected = case
    assert shape(read(data)) == expected


def test_a_compressed_file_cut_off_gives_what_came_before_the_break() -> None:
    whole = b"".join(lines(3000))
    found = read(compressed(whole)[:-2000])
    *before, last = shape(found)
    assert before == [(number, "ok") for number in range(1, len(before) + 1)]
    assert 0 < len(before) < 3000
    assert last == (len(before), "BE901")
    assert "cut off" in found[-1].findings[0].message


def test_a_compressed_file_that_is_damaged_says_so() -> None:
    data = bytearray(compressed(b"".join(lines(3000))))
    data[-3000:-2900] = bytes(100)
    assert shape(read(bytes(data)))[-1][1] == "BE901"


def test_a_line_without_end_is_passed_over_with_its_length() -> None:
    long = b'{"ocid": "' + b"x" * (MOST_LINE_BYTES + 1000) + b'"}\n'
    first, second = lines(2)
    found = read(b"".join([first, long, second]))
    assert shape(found) == [(1, "ok"), (2, "BE902"), (3, "ok")]
    assert f"{len(long):,} bytes" in found[1].findings[0].message


def test_a_long_line_is_never_held_whole() -> None:
    """A hundred million bytes on one line: no more is asked of the stream at once than the limit."""
    asked: list[int] = []

    class Endless(io.BytesIO):
        left = 100_000_000

        def peek(self, _size: int) -> bytes:
            return b"{{"

        def readline(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            asked.append(size)
            count = min(size, self.left)
            self.left -= count
            return b"x" * count

    (only,) = documents(Endless(), "long.jsonl")
    assert only.finding is not None
    assert only.finding.code == "BE902"
    assert max(asked) <= MOST_LINE_BYTES + 1


def test_a_document_over_many_lines_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "MOST_DOCUMENT_BYTES", 1000)
    assert shape(read(json.dumps(PACKAGE, indent=1).encode())) == [(1, "BE902")]


def test_a_duplicate_names_both_lines() -> None:
    first, second = lines(2)
    found = read(b"".join([first, second, first]))[2].findings[0]
    assert [place.line for place in found.sources] == [3, 1]


def test_releases_of_a_record_are_merged_in_the_order_of_their_dates() -> None:
    early = {**release(), "date": "2026-01-01T00:00:00Z", "awards": []}
    late = {
        "ocid": "ocds-x-1", "id": "2", "date": "2026-03-01T00:00:00Z", "tag": ["award"],
        "awards": [{"id": "a", "status": "active", "relatedBid": "1"}], "tender": {"title": "Road works, phase 1"},
    }  # fmt: skip
    (found,) = read(line({"ocid": "ocds-x-1", "releases": [late, early]}))
    assert found.inputs is not None
    assert found.inputs.tender.title == "Road works, phase 1"
    assert [one.bids for one in found.recorded] == [("1",)]
    assert codes(found.findings) == {"BE915"}
