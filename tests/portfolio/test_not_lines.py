"""A package, or one document over several lines, is named once; lines that are broken stay lines."""

import gzip
import json
from pathlib import Path

import pytest

from bideval.portfolio.not_lines import HEAD, document_in, package_in
from bideval.portfolio.one_tender import TenderError, tender_of
from bideval.portfolio.sources import parts_of
from tests.portfolio.lines import Data, line, places, price_only, ran

RELEASE = price_only("a", [1, 2])
PACKAGE: Data = {"uri": "x", "publisher": {"name": "records"}, "releases": [RELEASE]}
RECORDS: Data = {"version": "1.1", "records": [{"ocid": "a", "releases": [RELEASE]}]}
GOOD = line(RELEASE) + line(price_only("b", [3, 4]))


def pretty(data: object, indent: int | str = 2) -> bytes:
    return json.dumps(data, indent=indent).encode() + b"\n"


DOCUMENTS = [
    ("a release package", pretty(PACKAGE), "release-package"),
    ("a package that is not indented", pretty(PACKAGE, 0), "release-package"),
    (
        "a package with tabs and ends of Windows",
        pretty(PACKAGE, "\t").replace(b"\n", b"\r\n"),
        "release-package",
    ),
    ("a package with a byte order mark", b"\xef\xbb\xbf" + pretty(PACKAGE), "release-package"),
    ("a package after blank lines", b"\n \n" + pretty(PACKAGE), "release-package"),
    (
        "a package with a release on each line",
        b'{"releases": [\n' + line(RELEASE) + b"]}\n",
        "release-package",
    ),
    ("a record package", pretty(RECORDS), "record-package"),
    ("a release", pretty(RELEASE), "json-document"),
    ("a record", pretty({"ocid": "a", "releases": [RELEASE]}), "json-document"),
    ("a list of releases", pretty([RELEASE, RELEASE]), "json-document"),
    ("a list with a release on each line", b"[\n" + line(RELEASE) + b"]\n", "json-document"),
    ("an empty list with an end", b"[\n]\n", "json-document"),
]


@pytest.mark.parametrize("size", [7, 10_000_000])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda case: case[0])
def test_is_named_once(case: tuple[str, bytes, str], tmp_path: Path, *, packed: bool, size: int) -> None:
    _, data, reason = case
    file = tmp_path / "package.json"
    file.write_bytes(gzip.compress(data, mtime=0) if packed else data)
    tally, rejected = ran(file, part_size=size)
    assert places(rejected) == [(1, reason)]
    assert (tally.lines, tally.evaluated, tally.rejected) == (1, 0, {reason: 1})
    with pytest.raises(TenderError, match=r"no line has the ocid a; .*package\.json: this is"):
        tender_of([str(file)], "a")


LINES = [
    ("good lines", GOOD, 0),
    ("a first line that is cut off", line(RELEASE)[:40] + b"\n" + GOOD, 1),
    ("a first line that is cut off after a comma", b'{"ocid": "x",\n' + GOOD, 1),
    ("a first line that is a bracket", b"{\n" + GOOD, 1),
    ("a first line of words", b"ocid,price\n" + GOOD, 1),
    ("two broken lines", b'{"ocid"\n"x"\n' + GOOD, 2),
    ("a list on one line", b"[1, 2]\n" + GOOD, 1),
    ("a package on one line, then lines", line(PACKAGE) + GOOD, 1),
    ("a broken line alone", b'{"ocid":\n', 1),
]


@pytest.mark.parametrize("case", LINES, ids=lambda case: case[0])
def test_lines_are_read_as_lines(case: tuple[str, bytes, int], tmp_path: Path) -> None:
    _, data, broken = case
    file = tmp_path / "lines.jsonl"
    file.write_bytes(data)
    tally, rejected = ran(file)
    assert (tally.evaluated, len(rejected)) == (2 * (GOOD in data), broken)
    assert tally.lines == tally.evaluated + broken


def test_other_files_are_read(tmp_path: Path) -> None:
    first, second = tmp_path / "package.json", tmp_path / "lines.jsonl"
    first.write_bytes(pretty(PACKAGE))
    second.write_bytes(GOOD)
    tally, rejected = ran([str(first), str(second)])
    assert (tally.evaluated, [one.source for one in rejected]) == (2, [str(first)])
    assert tender_of([str(first), str(second)], "b").release.ocid == "b"


def test_a_great_document_is_one_part_and_only_its_beginning_is_looked_at(tmp_path: Path) -> None:
    data = pretty({"releases": [RELEASE] * 500})
    assert len(data) > 2 * HEAD
    file = tmp_path / "package.json"
    file.write_bytes(data)
    assert len(parts_of(str(file), 1000)) == 1
    assert document_in(data[:HEAD]) == "release-package"


NO_PACKAGE = [
    ("a release that names releases later", b'{"ocid": "x", "releases": []}'),
    ("the key deeper down", b'{"a": {"releases": []}}'),
    ("the word as a value", b'{"a": "releases"}'),
    ("a list", b'[{"releases": []}]'),
    ("no end of quotation marks", b'{"releases: ['),
    ("words", b"releases: []"),
    ("brackets without end", b"{" * HEAD),
    ("nothing", b""),
]


@pytest.mark.parametrize("case", NO_PACKAGE, ids=lambda case: case[0])
def test_is_no_package(case: tuple[str, bytes]) -> None:
    assert package_in(case[1]) == ""
