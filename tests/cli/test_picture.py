"""``bideval picture``: files in pairs, the same every time, shadow results for officers alone."""

import csv
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.cli.run import ROOT, Ran, called, run

SAMPLES = ROOT / "sample_tenders"
HEALTH = SAMPLES / "community-health"
NAUGHTY = '<script>alert(1)</script> & "Co" ]]>'


def drawn(folder: Path, into: Path, *options: str) -> Ran:
    return called("picture", folder, "-o", into, *options)


def texts(folder: Path) -> dict[str, str]:
    return {one.name: one.read_text(encoding="utf-8") for one in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    into = tmp_path_factory.mktemp("plain")
    assert drawn(HEALTH, into).code == 0
    return texts(into)


@pytest.fixture(scope="module")
def officers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    into = tmp_path_factory.mktemp("officers")
    assert drawn(HEALTH, into, "--officers").code == 0
    return texts(into)


def test_every_picture_is_well_formed_with_a_text_beside_it(officers: dict[str, str]) -> None:
    stems = {name.removesuffix(".svg") for name in officers if name.endswith(".svg")}
    assert stems | {"totals", "prices", "marks", "agreement", "margin-quillon"} == stems
    assert {name.removesuffix(".txt") for name in officers if name.endswith(".txt")} == stems
    for stem in stems:
        root = ET.fromstring(officers[f"{stem}.svg"])  # noqa: S314
        tags = {one.tag.rpartition("}")[2] for one in root.iter()}
        assert tags <= {"svg", "title", "g", "rect", "text", "line", "circle", "polyline", "polygon"}, stem
        assert root.get("role") == "img"
        title = root.find("{http://www.w3.org/2000/svg}title")
        assert title is not None
        said = "".join(officers[f"{stem}.txt"].split())  # lines also break behind hyphens
        assert "".join((title.text or "").split()) in said


def test_without_officers_no_shadow_result_is_told(plain: dict[str, str], officers: dict[str, str]) -> None:
    assert {name.partition(".")[0] for name in plain} == {"totals", "margin-quillon", "prices", "marks"}
    for name, text in plain.items():
        assert "84.86" not in text, name
        assert "hadow" not in text, name
    assert "84.86" in officers["totals.txt"]
    assert "84.86" in officers["totals.svg"]


def test_the_totals_are_the_published_ones(plain: dict[str, str]) -> None:
    expected = {"quillon": "82.99", "harbour-lane": "82.24", "thornfield": "79.31", "tamarisk": "68.75"}
    for bid, total in expected.items():
        row = next(line for line in plain["totals.txt"].splitlines() if f" {bid} " in line)
        assert row.split()[-1] == total
        assert f">{total}</text>" in plain["totals.svg"]


def test_the_mark_sheet_says_what_the_files_say(plain: dict[str, str]) -> None:
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for name in ("marks", "consensus"):
        with (HEALTH / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                rows.setdefault((row["criterion"], row["bid"]), {})[row.get("evaluator", "agreed")] = row[
                    "mark"
                ]
    order = ("lindqvist", "mistry", "okafor", "tallis", "agreed")
    expected = {(*key, *(given[one] for one in order)) for key, given in rows.items()}
    shown = {tuple(line.split()) for line in plain["marks.txt"].splitlines()}
    assert len(expected) == 48
    assert expected <= shown


def test_the_same_bytes_every_time(plain: dict[str, str], tmp_path: Path) -> None:
    assert run("picture", HEALTH, "-o", tmp_path).code == 0
    assert texts(tmp_path) == plain


def test_what_is_entered_is_escaped(tmp_path: Path) -> None:
    folder = shutil.copytree(HEALTH, tmp_path / "naughty")
    path = folder / "tender.yaml"
    text = path.read_text(encoding="utf-8")
    assert "title: Workforce" in text
    quoted = NAUGHTY.replace("'", "''")
    path.write_text(text.replace("title: Workforce", f"title: '{quoted}'"), encoding="utf-8")
    assert drawn(folder, tmp_path / "out").code == 0
    for name, written in texts(tmp_path / "out").items():
        if name.endswith(".svg"):
            assert "<script" not in written
            ET.fromstring(written)  # noqa: S314
    assert "&lt;script&gt;" in (tmp_path / "out" / "marks.svg").read_text(encoding="utf-8")


def test_lots_have_their_own_pictures_and_rules_their_staircases(tmp_path: Path) -> None:
    ran = drawn(
        SAMPLES / "community-health-lots",
        tmp_path,
        "--only",
        "staircase",
        "--only",
        "prices",
        "--lot",
        "east",
    )
    assert ran.code == 0
    names = set(texts(tmp_path))
    assert names >= {"prices.svg", "staircase-limit-3.svg", "staircase-mutual-lots.txt"}
    stairs = (tmp_path / "staircase-mutual-lots.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in stairs.splitlines() if line[:1] == " " and line.split()[0].isdigit()]
    costs = {int(row[0]): row[1] for row in rows}
    extra = int(costs[5].replace(",", "")) - int(costs[0].replace(",", ""))
    assert f"+{extra:,}" in stairs
    assert costs[6] == "impossible"


NOT_DRAWN = [
    ("a method that adds nothing", "energy-npv", "totals", "adds no criteria"),
    ("no marks", "works-auction", "marks", "nothing is marked"),
    ("no lots", "community-health", "staircase", "has no lots"),
]


@pytest.mark.parametrize("case", NOT_DRAWN, ids=lambda case: case[0])
def test_what_cannot_be_drawn_says_why(case: tuple[str, str, str, str], tmp_path: Path) -> None:
    _, folder, kind, why = case
    ran = drawn(SAMPLES / folder, tmp_path / "out", "--only", kind)
    assert (ran.code, ran.out) == (0, "")
    assert f"not drawn: {kind}: " in ran.err
    assert why in " ".join(ran.err.split())
    assert not (tmp_path / "out").exists()


REFUSED = [
    ("a kind there is not", ("--only", "pie"), "pie"),
    ("agreement without officers", ("--only", "agreement"), "--officers"),
    ("a flip without officers", ("--only", "smallest-reweighting"), "--officers"),
    ("a lot there is not", ("--only", "totals", "--lot", "north"), "north"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_is_refused(case: tuple[str, tuple[str, ...], str], tmp_path: Path) -> None:
    _, options, said = case
    ran = drawn(HEALTH, tmp_path / "out", *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not (tmp_path / "out").exists()


def test_pictures_are_overwritten_only_with_force(tmp_path: Path) -> None:
    (tmp_path / "prices.svg").write_text("mine", encoding="utf-8")
    ran = drawn(HEALTH, tmp_path, "--only", "prices")
    assert ran.code == 2
    assert "prices.svg" in ran.err
    assert texts(tmp_path) == {"prices.svg": "mine"}
    assert drawn(HEALTH, tmp_path, "--only", "prices", "--force").code == 0
    assert set(texts(tmp_path)) == {"prices.svg", "prices.txt"}


def test_without_a_folder_there_is_only_the_list() -> None:
    assert called("picture").code == 2
    assert called("picture", HEALTH).code == 2
    listed = called("picture", "--list")
    assert listed.code == 0
    rows = {line.split()[0]: line.split()[-1] for line in listed.out.splitlines()[2:]}
    assert rows["agreement"] == rows["rank-range"] == "officers"
    assert "officers" not in {
        rows["totals"],
        rows["margin"],
        rows["prices"],
        rows["marks"],
        rows["staircase"],
    }
