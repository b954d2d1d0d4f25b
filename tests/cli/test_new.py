"""``bideval new``: a folder that checks clean under every regime, and never over files that exist."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from bideval.io.judged_folder import judge_folder
from bideval.io.packs import list_packs
from tests.cli.run import run

REGIMES = sorted({pack.id.removeprefix("regimes/") for pack in list_packs() if pack.family == "regimes"})


def new(folder: Path, regime: str, *options: str) -> Result:
    return CliRunner().invoke(group, ["new", str(folder), "--regime", regime, *options])


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its name in it."""
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()
    }


def test_there_are_regimes() -> None:
    assert "generic" in REGIMES
    assert "uk/procurement-act-2023" in REGIMES


@pytest.mark.parametrize("regime", REGIMES)
def test_a_new_folder_checks_clean_and_has_a_winner(regime: str, tmp_path: Path) -> None:
    folder = tmp_path / "my-tender"
    done = new(folder, regime)
    assert (done.exit_code, done.stderr) == (0, f"Next: bideval check {folder}\n")
    judged = judge_folder(folder)
    assert [one.message for one in judged.findings] == []
    assert judged.evaluation is not None
    assert judged.reading.inputs is not None
    assert judged.reading.inputs.tender.regime == f"{regime}@1"
    assert (judged.evaluation.tender, judged.evaluation.illustration) == ("my-tender", True)
    assert judged.evaluation.lots[0].winner is not None
    assert set(done.stdout.split()) - {"wrote"} == {str(folder / name) for name in contents(folder)}


NAMES: list[tuple[str, str, str]] = [
    ("a plain name", "my-tender", "my-tender"),
    ("capitals and spaces", "My Tender 2026", "my-tender-2026"),
    ("letters with accents", "Städte & Gemeinden", "st-dte-gemeinden"),
    ("no letter of the alphabet", "東京", "tender"),
    ("a name longer than an id", "x" * 80, "x" * 64),
    ("hyphens at the ends", "--odd--", "odd"),
]


@pytest.mark.parametrize("case", NAMES, ids=lambda case: case[0])
def test_the_id_is_made_from_the_folders_name(case: tuple[str, str, str], tmp_path: Path) -> None:
    _, name, expected = case
    new(tmp_path / name, "generic")
    judged = judge_folder(tmp_path / name)
    assert judged.evaluation is not None
    assert judged.evaluation.tender == expected


IN_THE_WAY: list[tuple[str, str]] = [
    ("the rules", "tender.yaml"),
    ("a bid", "bids/second-bid.yaml"),
    ("a table", "consensus.csv"),
]


@pytest.mark.parametrize("case", IN_THE_WAY, ids=lambda case: case[0])
def test_nothing_is_written_where_one_file_exists(case: tuple[str, str], tmp_path: Path) -> None:
    _, name = case
    mine = tmp_path / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine", encoding="utf-8")
    done = new(tmp_path, "generic")
    assert (done.exit_code, done.stdout) == (2, "")
    assert str(mine) in done.stderr
    assert "--force" in done.stderr
    assert contents(tmp_path) == {name: b"mine"}


def test_force_writes_over_its_own_files_and_no_others(tmp_path: Path) -> None:
    new(tmp_path / "fresh", "generic")
    for name in ("tender.yaml", "notes.txt"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    done = new(tmp_path, "generic", "--force")
    assert done.exit_code == 0
    found = contents(tmp_path)
    assert found["notes.txt"] == b"mine"
    assert b"bideval: 1" in found["tender.yaml"]


def test_a_link_that_leads_nowhere_is_in_the_way_too(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "tender.yaml").symlink_to(outside)
    assert new(folder, "generic").exit_code == 2
    assert not outside.exists()


def test_force_does_not_follow_a_link_out_of_the_folder(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside.yaml", tmp_path / "folder"
    outside.write_text("mine", encoding="utf-8")
    folder.mkdir()
    (folder / "tender.yaml").symlink_to(outside)
    assert new(folder, "generic", "--force").exit_code == 0
    assert outside.read_text(encoding="utf-8") == "mine"
    assert not (folder / "tender.yaml").is_symlink()


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert new(tmp_path / "file", "generic").exit_code == 2


BAD_REGIMES: list[tuple[str, str, str]] = [
    ("a year that there is not", "uk/procurement-act-1923", "Did you mean"),
    ("an edition that there is not", "uk/procurement-act-2023@7", "no edition 7"),
    ("a path", "../generic", "does not name a pack"),
    ("nothing", "", "does not name a pack"),
]


@pytest.mark.parametrize("case", BAD_REGIMES, ids=lambda case: case[0])
def test_a_regime_that_there_is_not(case: tuple[str, str, str], tmp_path: Path) -> None:
    _, regime, words = case
    done = new(tmp_path / "fresh", regime)
    assert (done.exit_code, done.stdout, words in done.stderr) == (2, "", True), done.stderr
    assert not (tmp_path / "fresh").exists()


def test_through_the_real_entry_point(tmp_path: Path) -> None:
    assert run("new", "fresh", "--regime", "generic", cwd=tmp_path).code == 0
    assert run("check", "fresh", cwd=tmp_path) == (0, "no findings\n", "")
    printed = json.loads(run("evaluate", "fresh", "--json", cwd=tmp_path).out)
    assert printed["lots"][0]["status"] == "final"
    again = run("new", "fresh", "--regime", "generic", cwd=tmp_path)
    assert (again.code, again.out) == (2, "")
    assert run("new", "fresh", "--regime", "generic", "--force", cwd=tmp_path).code == 0
