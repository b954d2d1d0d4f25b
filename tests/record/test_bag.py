"""Bags: what a manifest holds, and that the same files give the same bytes."""

import hashlib
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.io.written_bag import write_folder
from bideval.record.bag import BagNameError, bag_of, zipped

FILES = {"record.json": b"{}", "tender/bids/oak.yaml": b"{id: oak}\n", "a file.txt": b""}
SHA256SUM = shutil.which("sha256sum")


def test_a_bag_has_the_parts_that_the_standard_asks() -> None:
    bag = bag_of(FILES, "paths")
    assert bag["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"  # RFC 8493, 2.1.1
    assert bag["bag-info.txt"].endswith(b"Payload-Oxum: 12.3\n")  # octets, a point, streams: 2.2.2
    lines = bag["manifest-sha256.txt"].decode().splitlines()
    assert lines == [f"{hashlib.sha256(FILES[name]).hexdigest()}  data/{name}" for name in sorted(FILES)]
    tags = [line.split("  ")[1] for line in bag["tagmanifest-sha256.txt"].decode().splitlines()]
    assert tags == ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"]


@pytest.mark.skipif(SHA256SUM is None, reason="sha256sum is not on this machine")
def test_sha256sum_checks_a_bag_and_finds_one_changed_byte(tmp_path: Path) -> None:
    assert SHA256SUM is not None
    write_folder(tmp_path / "bag", bag_of(FILES, "paths"))
    command = [SHA256SUM, "--quiet", "-c", "manifest-sha256.txt"]
    assert subprocess.run(command, cwd=tmp_path / "bag", check=False).returncode == 0  # noqa: S603
    (tmp_path / "bag" / "data" / "record.json").write_bytes(b"[]")
    changed = subprocess.run(command, cwd=tmp_path / "bag", check=False, capture_output=True)  # noqa: S603
    assert (changed.returncode, changed.stdout) == (1, b"data/record.json: FAILED\n")


@given(st.permutations(sorted(FILES)))
def test_the_order_of_the_files_does_not_matter(names: list[str]) -> None:
    files = {name: FILES[name] for name in names}
    assert zipped(bag_of(files, "paths"), "paths") == zipped(bag_of(FILES, "paths"), "paths")


def test_a_zip_holds_the_bag_without_a_date_and_uncompressed() -> None:
    bag = bag_of(FILES, "paths")
    with zipfile.ZipFile(io.BytesIO(zipped(bag, "paths"))) as archive:
        assert {one.filename: archive.read(one) for one in archive.infolist()} == {
            f"paths/{name}": data for name, data in bag.items()
        }
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {one.compress_type for one in archive.infolist()} == {zipfile.ZIP_STORED}


NAMES = [
    "",
    "/etc/passwd",
    "../up",
    "a/../b",
    "a//b",
    "a\nb",
    "a%0Ab",
    "a\\b",
    "caf\u00e9",
    ".hidden",
    "a/.b",
    "C:x",
    "a/",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_a_manifest_cannot_hold_everywhere(name: str) -> None:
    with pytest.raises(BagNameError):
        bag_of({name: b""}, "paths")


def test_a_folder_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine").write_text("mine", "utf-8")
    with pytest.raises(OSError, match="there"):
        write_folder(tmp_path / "there", bag_of(FILES, "paths"))
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["mine", "there"]
