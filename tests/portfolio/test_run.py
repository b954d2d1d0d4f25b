"""A portfolio comes to the same, however it is cut, spread or resumed; each ocid counts once."""

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

from bideval.portfolio import spread as spread_of_parts
from bideval.portfolio.invent import invented
from bideval.portfolio.manifest import ManifestError
from bideval.portfolio.part_run import Order, PartResult
from bideval.portfolio.sources import PART, Part, SourceError, lines_of, parts_of
from bideval.portfolio.spread import WORTH_MORE, Job, Spread, bytes_of, one_process, processes
from tests.portfolio.lines import awkward, line, places, price_only, ran

SCENARIOS = ("social-value=20", "turnover=off", "formula=lowest-to-highest", "reserve=mutuals")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of awkward tenders, some broken lines and some that repeat an ocid."""
    made = [line(awkward(3, number)) for number in range(400)]
    made[50:50] = [b"broken\n", b"\n"]
    made[300:300] = [made[10], made[10], made[200]]
    file = tmp_path / "lines.jsonl"
    file.write_bytes(b"".join(made))
    return file


def test_parts_of_any_size_give_the_same(path: Path) -> None:
    whole = ran(path, *SCENARIOS)
    assert whole[0].rejected == {"not-json": 1, "ocid-twice": 3}
    for size in (4_194_304, 100_000, 1_001, 37):
        assert ran(path, *SCENARIOS, part_size=size) == whole


def test_two_processes_give_the_same(path: Path) -> None:
    assert ran(path, *SCENARIOS, spread=processes(2), part_size=60_000) == ran(path, *SCENARIOS)


ENOUGH = [
    ("less than is worth it", 10**9, True),
    ("as much as is worth it", 1, False),
    ("whatever there is, as a number was asked for", 0, False),
]


@pytest.mark.parametrize("case", ENOUGH, ids=lambda case: case[0])
def test_a_second_process_begins_where_there_is_enough_to_do(
    case: tuple[str, int, bool], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, least, is_here = case
    done: list[int] = []

    def here(order: Order, jobs: Iterable[Job]) -> Iterator[PartResult]:
        done.append(1)
        return one_process(order, jobs)

    monkeypatch.setattr(spread_of_parts, "one_process", here)
    found = ran(path, *SCENARIOS, spread=processes(2, least), part_size=200_000)
    assert (bool(done), found) == (is_here, ran(path, *SCENARIOS))


SIZES = [
    ("a range", Part("lines", 10, 35), 25),
    ("what is far away and compressed", Part("s3://bucket/lines", 0, None), WORTH_MORE),
]


@pytest.mark.parametrize("case", SIZES, ids=lambda case: case[0])
def test_about_how_much_a_part_holds(case: tuple[str, Part, int]) -> None:
    assert bytes_of(case[1]) == case[2]


def test_a_compressed_file_holds_more_than_its_bytes(path: Path, tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    packed.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    (part,) = parts_of(str(packed))
    assert packed.stat().st_size < bytes_of(part)


def test_a_compressed_file_gives_the_same(path: Path, tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    packed.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    assert ran(packed, *SCENARIOS)[0] == ran(path, *SCENARIOS)[0]


def test_several_files_in_their_order(path: Path, tmp_path: Path) -> None:
    """A tender of the first file counts, and the same one of the second is named with its line there."""
    again = tmp_path / "again.jsonl"
    again.write_bytes(line(price_only("new", [1, 2])) + line(awkward(3, 5)))
    tally, rejected = ran([str(path), str(again)], part_size=5_000)
    last = [one for one in rejected if one.source == str(again)]
    assert [(one.reject.line, one.reject.reason) for one in last] == [(2, "ocid-twice")]
    assert tally.evaluated == 401


def test_an_ocid_of_a_line_that_cannot_be_evaluated_is_free(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(
        line(price_only("one", [-1])) + line(price_only("one", [1])) + line(price_only("one", [2]))
    )
    tally, rejected = ran(file)
    assert places(rejected) == [(1, "negative-price"), (3, "ocid-twice")]
    assert tally.scenarios[0].paid["GBP"].before_low == 100


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_ranges_share_no_line_and_miss_none(size: int, tmp_path: Path) -> None:
    file = tmp_path / "lines"
    whole = [b"%d" % number * (number % 9) + b"\n" for number in range(1, 60)] + [b"no end"]
    file.write_bytes(b"".join(whole))
    found = [one.data for part in parts_of(str(file), size) for one in lines_of(part) if one.wrong != "blank"]
    assert found == [one for one in whole if one.strip()]


@pytest.mark.parametrize("length", [1, 20_000_000, 90_000_000, 3_000_000_000])
def test_parts_cover_a_file_and_the_last_are_small(length: int, tmp_path: Path) -> None:
    """So that processes that work side by side end together."""
    file = tmp_path / "lines"
    with file.open("wb") as stream:
        stream.truncate(length)
    parts = parts_of(str(file))
    assert [one.begin for one in parts] == [0, *(one.end for one in parts[:-1])]
    assert parts[-1].end == length
    sizes = [(one.end or 0) - one.begin for one in parts]
    assert max(sizes) <= PART
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] <= 16 * 1024 * 1024


def test_an_empty_file_has_no_tender(tmp_path: Path) -> None:
    file = tmp_path / "nothing"
    file.write_bytes(b"")
    tally, rejected = ran(file)
    assert (tally.lines, tally.evaluated, rejected) == (0, 0, [])


class CutOffError(Exception):
    """The power went."""


def cut_off_after(count: int) -> Spread:
    def spread(order: Order, jobs: Iterable[Job]) -> Iterator[PartResult]:
        for place, result in enumerate(one_process(order, jobs)):
            if place == count:
                raise CutOffError
            yield result

    return spread


def counting(done: list[int]) -> Spread:
    def spread(order: Order, jobs: Iterable[Job]) -> Iterator[PartResult]:
        for result in one_process(order, jobs):
            done.append(1)
            yield result

    return spread


@pytest.mark.parametrize("torn", [False, True], ids=["whole lines", "a last line that was cut off"])
def test_a_run_that_was_cut_off_goes_on(path: Path, tmp_path: Path, *, torn: bool) -> None:
    whole = ran(path, *SCENARIOS)
    manifest = tmp_path / "manifest.jsonl"
    size = path.stat().st_size // 10 + 1
    with pytest.raises(CutOffError):
        ran(path, *SCENARIOS, part_size=size, manifest=manifest, spread=cut_off_after(6))
    if torn:
        manifest.write_bytes(manifest.read_bytes()[:-20])
    done: list[int] = []
    assert ran(path, *SCENARIOS, part_size=size, manifest=manifest, spread=counting(done)) == whole
    again = 2  # the one part with repeated ocids is done with them and without
    assert len(done) == (5 if torn else 4) + again
    assert ran(path, *SCENARIOS, part_size=size, manifest=manifest) == whole


def test_a_manifest_of_another_run_is_refused(path: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.jsonl"
    ran(path, manifest=manifest)
    with pytest.raises(ManifestError, match="another run"):
        ran(path, "turnover=off", manifest=manifest)
    path.write_bytes(path.read_bytes().replace(b"awkward-3-7", b"awkward-3-x"))
    with pytest.raises(ManifestError, match="another run"):
        ran(path, manifest=manifest)
    manifest.write_text("{}\n", encoding="utf-8")
    with pytest.raises(ManifestError, match="no manifest"):
        ran(path, manifest=manifest)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"nothing\.jsonl cannot be opened"):
        ran(tmp_path / "nothing.jsonl")


def test_an_object_store(path: Path) -> None:
    fsspec = pytest.importorskip("fsspec", reason="the extra cluster is not installed")
    with fsspec.open("memory://bucket/lines.jsonl", "wb") as file:
        file.write(path.read_bytes())
    assert ran("memory://bucket/lines.jsonl", *SCENARIOS, part_size=50_000)[0] == ran(path, *SCENARIOS)[0]


def test_invented_tenders_are_all_evaluated_and_the_same_in_any_pieces(tmp_path: Path) -> None:
    whole = list(invented(60, 4))
    assert [*invented(25, 4), *invented(35, 4, begin=25)] == whole
    assert next(invented(1, 5)) != whole[0]
    assert all(8_300 < len(one) < 8_900 for one in whole)
    file = tmp_path / "lines.jsonl"
    file.write_bytes(b"".join(whole))
    tally, rejected = ran(file, by="region")
    assert (tally.evaluated, rejected) == (60, [])
    assert tally.illustrations == sum(b'"portfolio"' in one for one in whole)


def test_a_tally_survives_the_way_from_another_process(path: Path) -> None:
    tally, _ = ran(path, *SCENARIOS)
    assert msgspec.json.decode(msgspec.json.encode(tally), type=type(tally)) == tally
