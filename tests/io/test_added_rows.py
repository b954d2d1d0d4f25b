from contextlib import suppress
from pathlib import Path

import pytest

from bideval.errors import Finding
from bideval.io.added_rows import MovedOnError, put_rows, read_now, with_rows
from tests.record.failing import Failing

COLUMNS = ("bid", "mark", "reason")
ROW = {"bid": "acorn", "mark": "4", "reason": 'says "yes", twice'}
LINE = b'acorn,4,"says ""yes"", twice"'

FILES = [
    # in words                         before                          after
    ("no file",                        b"",                            b"bid,mark,reason\n" + LINE + b"\n"),
    ("a header alone",                 b"bid,mark,reason\n",           b"bid,mark,reason\n" + LINE + b"\n"),
    ("no line end at the end",         b"bid,mark,reason\nb,1,x",      b"bid,mark,reason\nb,1,x\n" + LINE + b"\n"),
    ("line ends of Windows",           b"bid,mark,reason\r\nb,1,x\r\n", b"bid,mark,reason\r\nb,1,x\r\n" + LINE + b"\r\n"),
    ("columns in another order",       b"mark,bid,reason\n",           b'mark,bid,reason\n4,acorn,"says ""yes"", twice"\n'),
    ("a column that the row has not",  b"bid,mark,reason,at\n",        b"bid,mark,reason,at\n" + LINE + b",\n"),
    ("a byte order mark",              b"\xef\xbb\xbfbid,mark,reason\n", b"\xef\xbb\xbfbid,mark,reason\n" + LINE + b"\n"),
]  # fmt: skip


@pytest.mark.parametrize("case", FILES, ids=lambda case: case[0])
def test_what_stands_stays_byte_for_byte(case: tuple[str, bytes, bytes]) -> None:
    _, before, after = case
    assert with_rows("x.csv", before, COLUMNS, [ROW]) == after


MISSING = [
    # in words                 header                what is needed
    ("one column",             b"bid,mark\n",        "reason"),
    ("two columns",            b"bid\n",             "mark, reason"),
    ("all of them",            b"lot\n",             "bid, mark, reason"),
]  # fmt: skip


@pytest.mark.parametrize("case", MISSING, ids=lambda case: case[0])
def test_a_column_that_is_missing_is_a_finding(case: tuple[str, bytes, str]) -> None:
    _, before, needed = case
    found = with_rows("x.csv", before, COLUMNS, [ROW])
    assert isinstance(found, Finding)
    assert found.code == "BE712"
    assert f"no column {needed}," in found.message


def test_an_empty_cell_needs_no_column() -> None:
    assert with_rows("x.csv", b"bid,mark\n", COLUMNS, [{**ROW, "reason": ""}]) == b"bid,mark\nacorn,4\n"


@pytest.mark.parametrize("call", range(1, 20))
def test_whichever_call_fails_the_file_is_the_old_one_or_the_new_one(call: int, tmp_path: Path) -> None:
    (tmp_path / "tender.yaml").write_text("id: care\n")
    (tmp_path / "marks.csv").write_bytes(b"old")
    with suppress(OSError):
        put_rows(tmp_path, "marks.csv", b"old", b"new", Failing(call).disk())
    assert read_now(tmp_path, "marks.csv") in {b"old", b"new"}
    assert (tmp_path / "tender.yaml").read_text() == "id: care\n"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["marks.csv", "tender.yaml"]


def test_a_file_that_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "tender.yaml").write_text("id: care\n")
    (tmp_path / "marks.csv").write_bytes(b"of somebody else")
    with pytest.raises(MovedOnError):
        put_rows(tmp_path, "marks.csv", b"old", b"new")
    assert (tmp_path / "marks.csv").read_bytes() == b"of somebody else"
