"""``bideval portfolio`` and ``bideval invent`` as they are typed."""

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from tests.portfolio.lines import line, price_only


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(group, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("lines") / "tenders.jsonl"
    made = invoke("invent", 80, "--seed", 6, "-o", file)
    assert made.exit_code == 0, made.output
    with file.open("ab") as more:
        more.write(b"broken\n" + line(price_only("last", [9, 9])))
    return file


SCENARIO = ("--scenario", "social-value=30", "--scenario", "turnover=off", "--workers", 1)


def test_the_page_says_first_what_the_data_are_worth(path: Path) -> None:
    done = invoke("portfolio", path, *SCENARIO)
    assert done.exit_code == 0, done.output
    headings = ("Portfolio of 82 lines", "ILLUSTRATION", "What the data are worth", "the line is no JSON")
    later = (
        "What they cannot show",
        "The awards as published",
        "\nUnder other rules\n",
        "From whom to whom:",
    )
    at = [done.stdout.index(words) for words in (*headings, *later)]
    assert at == sorted(at)
    assert "--rejects" in done.stderr


def test_json_csv_and_page_say_the_same(path: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    data = json.loads(invoke("portfolio", path, *SCENARIO, "--json", "--html", page).stdout)
    table = invoke("portfolio", path, *SCENARIO, "--csv").stdout
    rows = list(csv.DictReader(io.StringIO(table)))
    whole = [row for row in rows if row["row"] == "awards"]
    money = [row for row in rows if row["row"] == "money"]
    assert [one["scenario"] for one in data["scenarios"]] == [
        "as published",
        "social-value=30",
        "turnover=off",
    ]
    assert [row["winner_changes"] for row in whole] == [
        str(one["winner_changes"]) for one in data["scenarios"]
    ]
    assert [row["price_then_low"] for row in money] == [
        one["price"]["GBP"]["then"]["low"] for one in data["scenarios"]
    ]
    html = page.read_text("utf-8")
    assert f'<td class="n">{data["scenarios"][1]["winner_changes"]}</td>' in html
    assert "<script" not in html
    assert "http" not in html.replace("http-equiv", "")


def test_a_group_in_a_page_is_escaped(tmp_path: Path) -> None:
    file, page = tmp_path / "lines.jsonl", tmp_path / "page.html"
    release = {**price_only("a", [2, 3]), "buyer": {"name": "<b>=1+1</b>"}}
    file.write_bytes(line(release))
    done = invoke("portfolio", file, "--scenario", "disqualified=in", "--by", "authority", "--html", page)
    assert done.exit_code == 0, done.output
    assert "<b>" not in page.read_text("utf-8")


def test_strict_leaves_with_3_and_names_the_lines(path: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    done = invoke("portfolio", path, "--strict", "--rejects", rejects, "--workers", 1)
    assert done.exit_code == 3
    assert done.stdout.startswith("Portfolio of 82 lines")
    (row,) = rejects.read_text("utf-8").splitlines()
    assert (json.loads(row)["line"], json.loads(row)["reason"]) == (81, "not-json")
    assert invoke("portfolio", path, "--workers", 1).exit_code == 0


def test_one_tender_by_the_engine(path: Path) -> None:
    done = invoke("portfolio", path, *SCENARIO, "--tender", "last")
    assert done.exit_code == 0, done.output
    assert "as published     bid-0 or bid-1" in done.stdout
    assert "does not apply: no weight for social value" in done.stdout


BAD = [
    ("no file", ("portfolio", "nothing.jsonl"), "cannot be opened"),
    ("no such tender", ("portfolio", "FILE", "--tender", "nobody"), "no line has the ocid nobody"),
    ("no such scenario", ("portfolio", "FILE", "--scenario", "weather=fine"), "nothing called 'weather'"),
    ("two forms of one result", ("portfolio", "FILE", "--json", "--csv"), "choose one"),
    ("one tender as JSON", ("portfolio", "FILE", "--tender", "last", "--json"), "leave out --json"),
    ("one tender as CSV", ("portfolio", "FILE", "--tender", "last", "--csv"), "leave out --csv"),
    (
        "one tender as a page and a table",
        ("portfolio", "FILE", "--tender", "last", "--html", "x", "--parquet", "y"),
        "leave out --html, --parquet",
    ),
    (
        "one tender, and what is for many",
        ("portfolio", "FILE", "--tender", "last", "--strict", "--rejects", "x", "--manifest", "y"),
        "leave out --rejects, --strict, --manifest",
    ),
    ("rejects over what is read", ("portfolio", "FILE", "--rejects", "FILE"), "is named twice"),
    ("a page over what is read", ("portfolio", "FILE", "--html", "FILE"), "is named twice"),
    ("one file for two outputs", ("portfolio", "FILE", "--html", "x", "--parquet", "x"), "is named twice"),
    ("a manifest over what is read", ("portfolio", "FILE", "--manifest", "FILE"), "is named twice"),
    ("a file that is there", ("invent", "1", "--seed", "1", "-o", "FILE"), "exists already"),
    ("no seed", ("invent", "1"), "--seed"),
    (
        "a cluster that is none",
        ("portfolio", "FILE", "--cluster", "nowhere://x:1"),
        "no Dask scheduler answers",
    ),
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_what_cannot_be_done(case: tuple[str, tuple[str, ...], str], path: Path) -> None:
    _, arguments, words = case
    if "--cluster" in arguments:
        pytest.importorskip("distributed", reason="the extra cluster is not installed")
    done = invoke(*(str(path) if one == "FILE" else one for one in arguments))
    assert done.exit_code == 2
    assert words in " ".join(done.output.split())


OVER = [
    ("a page", "--html"),
    ("a table", "--parquet"),
    ("rejects", "--rejects"),
]


@pytest.mark.parametrize("case", OVER, ids=lambda case: case[0])
def test_a_file_that_is_there_is_not_written_over(case: tuple[str, str], path: Path, tmp_path: Path) -> None:
    _, option = case
    other = tmp_path / "minutes.txt"
    other.write_text("minutes of a meeting\n", "utf-8")
    refused = invoke("portfolio", path, "--workers", 1, option, other)
    assert refused.exit_code == 2
    assert "minutes.txt exists already" in refused.stderr
    assert "--force" in refused.stderr
    assert refused.stdout == ""
    assert other.read_text("utf-8") == "minutes of a meeting\n"
    forced = invoke("portfolio", path, "--workers", 1, option, other, "--force")
    assert forced.exit_code == 0, forced.output
    assert b"minutes" not in other.read_bytes()


def test_a_link_that_leads_nowhere_is_not_written_over(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "page.html"
    link.symlink_to(tmp_path / "nothing")
    refused = invoke("portfolio", path, "--workers", 1, "--html", link)
    assert (refused.exit_code, "--force" in refused.stderr) == (2, True)


GOES_ON = [
    ("rejects of the same run", b"", True),
    ("rejects of which nothing stands", None, True),
    ("another file", b"minutes of a meeting\n", False),
    ("other JSON", b'{"source": "x", "line": 1}\n', False),
    ("no text", b"\xff\xfe\x00", False),
]


@pytest.mark.parametrize("case", GOES_ON, ids=lambda case: case[0])
def test_a_run_that_goes_on_writes_its_rejects_again(
    case: tuple[str, bytes | None, bool], path: Path, tmp_path: Path
) -> None:
    _, found, goes_on = case
    rejects, manifest = tmp_path / "rejects.jsonl", tmp_path / "manifest"
    words = ("portfolio", path, "--workers", 1, "--rejects", rejects, "--manifest", manifest)
    assert invoke(*words).exit_code == 0
    first = rejects.read_bytes()
    assert first
    if found != b"":
        rejects.write_bytes(found or b"")
    again = invoke(*words)
    assert (again.exit_code == 0) == goes_on, again.output
    assert rejects.read_bytes() == (first if goes_on else found)


def test_without_its_manifest_a_run_does_not_go_on(path: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    words = ("portfolio", path, "--workers", 1, "--rejects", rejects)
    assert invoke(*words).exit_code == 0
    assert invoke(*words).exit_code == 2
    assert invoke(*words, "--manifest", tmp_path / "new").exit_code == 2
    assert not (tmp_path / "new").exists()
    assert invoke(*words, "--force").exit_code == 0


CANNOT_BEGIN = [
    ("a manifest that is none", "--manifest", "minutes of a meeting\n"),
    ("a scenario that is none", "--scenario", ""),
]


@pytest.mark.parametrize("case", CANNOT_BEGIN, ids=lambda case: case[0])
def test_a_run_that_cannot_begin_leaves_rejects_alone(
    case: tuple[str, str, str], path: Path, tmp_path: Path
) -> None:
    _, option, text = case
    rejects, value = tmp_path / "rejects.jsonl", tmp_path / "value"
    if text:
        value.write_text(text, "utf-8")
    words = ("portfolio", path, "--workers", 1, option, value, "--rejects", rejects)
    assert invoke(*words).exit_code == 2
    assert not rejects.exists()
    rejects.write_text("kept\n", "utf-8")
    assert invoke(*words, "--force").exit_code == 2
    assert rejects.read_text("utf-8") == "kept\n"


def test_a_file_in_no_folder_is_refused_before_any_work(path: Path, tmp_path: Path) -> None:
    refused = invoke("portfolio", path, "--workers", 1, "--html", tmp_path / "none" / "page.html")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "there is no such folder" in refused.stderr


def test_with_no_rejects_the_file_is_empty(tmp_path: Path) -> None:
    file, rejects = tmp_path / "lines.jsonl", tmp_path / "rejects.jsonl"
    file.write_bytes(line(price_only("a", [2, 3])))
    assert invoke("portfolio", file, "--workers", 1, "--rejects", rejects).exit_code == 0
    assert rejects.read_bytes() == b""


def test_a_store_whose_package_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    fsspec = pytest.importorskip("fsspec", reason="the extra cluster is not installed")

    def without(*_: object) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec, "open", without)
    done = invoke("portfolio", "s3://bucket/tenders.jsonl")
    assert done.exit_code == 2
    assert "s3://bucket/tenders.jsonl cannot be opened: Install s3fs" in " ".join(done.output.split())


def in_two_lots() -> bytes:
    """Return a line of two lots: in the south a bid of 5 was disqualified, and 7 won."""
    release = price_only("lots", [4, 5, 7])
    tender, bids = release["tender"], release["bids"]
    assert isinstance(tender, dict)
    assert isinstance(bids, dict)
    tender["lots"] = [{"id": "North"}, {"id": "South"}]
    for bid, lot in zip(bids["details"], ("North", "South", "South"), strict=True):
        bid["relatedLots"] = [lot]
    bids["details"][1]["status"] = "disqualified"
    return line(release)


def test_a_tender_as_a_folder_that_evaluate_reads_to_the_same(path: Path, tmp_path: Path) -> None:
    """The ranking of the folder is that of the page, and its ids are those of the line."""
    ocid, folder = "ocds-invent-6-000000011", tmp_path / "one"
    done = invoke("portfolio", path, "--tender", ocid, "--folder", folder)
    assert done.exit_code == 0, done.output
    found = json.loads(invoke("evaluate", folder, "--json").stdout)
    ranked = [one["bid"] for one in found["lots"][0]["placings"] if one["rank"]]
    shown = [words.split()[1] for words in done.stdout.splitlines()[4:] if words[:6].strip().isdigit()]
    assert found["illustration"]
    assert ranked == shown[: len(ranked)]
    assert json.loads((folder / "documents" / "ocds.json").read_text("utf-8"))["ocid"] == ocid
    again = invoke("portfolio", path, "--tender", ocid, "--folder", folder)
    assert (again.exit_code, "is there already" in again.stderr or "exists" in again.stderr) == (2, True)
    assert invoke("portfolio", path, "--tender", ocid, "--folder", folder, "--force").exit_code == 0
    assert invoke("record", folder, "-o", tmp_path / "record.json").exit_code == 0


def test_each_lot_is_a_folder_of_its_own(tmp_path: Path) -> None:
    file, folder = tmp_path / "lines.jsonl", tmp_path / "lots"
    file.write_bytes(in_two_lots())
    done = invoke("portfolio", file, "--tender", "lots", "--folder", folder)
    assert done.exit_code == 0, done.output
    assert ("lots, lot North: 1 bid\n" in done.stdout, "lots, lot South: 2 bids\n" in done.stdout) == (
        True,
        True,
    )
    winners = {
        lot: json.loads(invoke("evaluate", folder / lot, "--json").stdout)["lots"][0]["winner"]
        for lot in ("north", "south")
    }
    assert winners == {"north": "bid-0", "south": "bid-2"}


NOT_WRITTEN = [
    (
        "a disqualification without a day",
        lambda data: data.replace(b'"date": "2024-05-01", ', b""),
        "has no date",
    ),
    ("a price of nothing", lambda data: data.replace(b'"amount": 4', b'"amount": 0'), "price 0"),
    (
        "another encoding in a part that is read",
        lambda data: data.replace(b'"2024-05-01"', b'"caf\xe9"'),
        "no line has the ocid",
    ),
    (
        "another encoding in a part that is not read",
        lambda data: data.replace(b'"date"', b'"title": "caf\xe9", "date"'),
        "lots cannot be evaluated: the line is not UTF-8",
    ),
]


@pytest.mark.parametrize("case", NOT_WRITTEN, ids=lambda case: case[0])
def test_no_folder_is_written_for(case: tuple[str, Callable[[bytes], bytes], str], tmp_path: Path) -> None:
    file, folder = tmp_path / "lines.jsonl", tmp_path / "lots"
    file.write_bytes(case[1](in_two_lots()))
    done = invoke("portfolio", file, "--tender", "lots", "--folder", folder)
    assert (done.exit_code, folder.exists()) == (2, False)
    assert case[2] in done.stderr


def test_a_folder_is_of_one_tender(path: Path, tmp_path: Path) -> None:
    done = invoke("portfolio", path, "--folder", tmp_path / "all")
    assert done.exit_code == 2
    assert "--tender" in done.stderr


def test_lots_are_counted_as_awards_on_the_page_and_in_json(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(in_two_lots() + line(price_only("whole", [1])))
    assert "2 tenders evaluated, 4 bids; 3 awards, as each lot is one" in invoke("portfolio", file).stdout
    quality = json.loads(invoke("portfolio", file, "--json").stdout)["quality"]
    assert (quality["evaluated"], quality["awards"]) == (2, 3)


def test_parquet_holds_the_cells_of_the_csv(path: Path, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars", reason="the extra portfolio is not installed whole")
    file = tmp_path / "table.parquet"
    table = invoke("portfolio", path, *SCENARIO, "--csv", "--parquet", file).stdout
    rows = list(csv.DictReader(io.StringIO(table)))
    held = polars.read_parquet(file).to_dicts()
    told = [
        {
            key: "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
            for key, cell in row.items()
        }
        for row in held
    ]
    assert [{key: cell.removesuffix(".00") for key, cell in row.items()} for row in told] == rows
    assert {str(kind) for kind in polars.read_parquet(file).schema.values()} == {
        "String",
        "Int64",
        "Decimal(precision=38, scale=2)",
    }
