"""Packs of one's own: ``criteria new``, and a shelf given with ``--packs`` to every command that reads packs."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from bideval.io.packs import list_packs
from bideval.model.pack import FAMILIES
from tests.conftest import ROOT

SHIPPED = (ROOT / "criteria" / "finance" / "acid-ratio.yaml").read_text(encoding="utf-8")


def invoked(*arguments: str | Path) -> Result:
    """Return what a command prints and how it ends; a traceback fails the test."""
    return CliRunner().invoke(group, [str(one) for one in arguments], catch_exceptions=False)


@pytest.fixture
def tender(tmp_path: Path) -> Path:
    """A tender that checks clean."""
    folder = tmp_path / "tender"
    assert invoked("new", folder, "--regime", "generic").exit_code == 0
    return folder


def test_a_pack_of_a_tender_is_shown_by_the_folder_of_the_tender(tender: Path) -> None:
    invoked("criteria", "new", "finance/months-of-reserves", "--in", tender)
    shown = invoked("criteria", "show", "finance/months-of-reserves", "--packs", tender)
    assert shown.exit_code == 0
    assert (
        shown.stdout
        == invoked("criteria", "show", "finance/months-of-reserves", "--packs", tender / "criteria").stdout
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_a_new_pack_of_every_family_checks_clean(family: str, tender: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "our-packs"
    for place in (("--in", tender), ("--packs", shelf)):
        done = invoked("criteria", "new", f"{family}/of-our-own-2", *place)
        assert (done.exit_code, f"{family}/of-our-own-2@1" in done.stderr) == (0, True), done.output
    assert (tender / "criteria" / f"{family}-of-our-own-2.yaml").is_file()
    assert (shelf / family / "of-our-own-2.yaml").is_file()
    assert invoked("check", tender).stdout == "no findings\n"
    shutil.rmtree(tender / "criteria")
    assert invoked("check", tender, "--packs", shelf).stdout == "no findings\n"
    assert f"{family}/of-our-own-2@1" in invoked("criteria", "list", family, "--packs", shelf).stdout


def test_a_regime_of_two_parts_has_its_folder(tmp_path: Path) -> None:
    assert invoked("criteria", "new", "regimes/ie/rules", "--packs", tmp_path).exit_code == 0
    assert (
        "(regimes/ie/rules@1)" in invoked("criteria", "show", "regimes/ie/rules", "--packs", tmp_path).stdout
    )


def test_a_new_pack_is_commented_and_says_what_to_change(tmp_path: Path) -> None:
    invoked("criteria", "new", "finance/months-of-reserves", "--packs", tmp_path)
    text = (tmp_path / "finance" / "months-of-reserves.yaml").read_text(encoding="utf-8")
    assert "title: Months of reserves\n" in text
    assert all(words in text for words in ("# ", "change it line by line", "State the law", "docs/packs.md"))
    assert text.isascii()


NAMES: list[tuple[str, str, str]] = [
    ("a family that there is not", "financ/x", "there is no family financ. Did you mean finance?"),
    ("a family that nothing is like", "zzzz/x", "there is no family zzzz"),
    ("no family", "cover", "write FAMILY/ID"),
    ("no id", "finance/", "write FAMILY/ID"),
    ("too many parts", "finance/uk/cover", "write FAMILY/ID"),
    ("capitals", "finance/Cover", "write FAMILY/ID"),
    ("a path that climbs", "finance/../../x", "write FAMILY/ID"),
    ("an edition", "finance/cover@1", "write FAMILY/ID"),
    ("a pack that comes with the program", "finance/acid-ratio", "one of that name comes with the program"),
]


@pytest.mark.parametrize("case", NAMES, ids=lambda case: case[0])
def test_a_name_that_cannot_be(case: tuple[str, str, str], tmp_path: Path) -> None:
    _, name, words = case
    done = invoked("criteria", "new", name, "--packs", tmp_path / "shelf")
    assert (done.exit_code, done.stdout, words in done.stderr) == (2, "", True), done.stderr
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over_without_force(tmp_path: Path) -> None:
    mine = tmp_path / "local" / "x.yaml"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    done = invoked("criteria", "new", "local/x", "--packs", tmp_path)
    assert (done.exit_code, "--force" in done.stderr, mine.read_text(encoding="utf-8")) == (2, True, "mine")
    assert invoked("criteria", "new", "local/x", "--packs", tmp_path, "--force").exit_code == 0
    assert "id: local/x\n" in mine.read_text(encoding="utf-8")


def test_force_does_not_follow_a_link(tmp_path: Path) -> None:
    outside, shelf = tmp_path / "outside.yaml", tmp_path / "shelf"
    outside.write_text("mine", encoding="utf-8")
    (shelf / "local").mkdir(parents=True)
    (shelf / "local" / "x.yaml").symlink_to(outside)
    assert invoked("criteria", "new", "local/x", "--packs", shelf).exit_code == 2
    assert invoked("criteria", "new", "local/x", "--packs", shelf, "--force").exit_code == 0
    assert outside.read_text(encoding="utf-8") == "mine"


def test_where_it_goes_is_said_once(tender: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = invoked("criteria", "new", "local/x", "--in", tender, "--packs", tmp_path)
    assert (both.exit_code, "not both" in both.stderr) == (2, True)
    monkeypatch.chdir(tmp_path)
    nowhere = invoked("criteria", "new", "local/x")
    assert (nowhere.exit_code, "has no tender.yaml" in nowhere.stderr) == (2, True)
    monkeypatch.chdir(tender)
    assert invoked("criteria", "new", "local/x").exit_code == 0
    assert (tender / "criteria" / "local-x.yaml").is_file()


# A tender that uses a shelf.

RULES = """bideval: 1
id: shelved
title: A tender that takes a test from a shelf
currency: GBP
method: {use: weighted-sum}
weighting: {kind: percent-of-whole}
declares: {abc: {unit: percent}}
criteria:
  - {id: abc, weight: 100, use: local/abc@1}
rounding: none
"""


@pytest.fixture
def shelved(tmp_path: Path) -> tuple[Path, Path]:
    """A tender that names a pack, and the shelf that has it."""
    folder, shelf = tmp_path / "shelved", tmp_path / "our-packs"
    (folder / "bids").mkdir(parents=True)
    (folder / "tender.yaml").write_text(RULES, encoding="utf-8")
    for bid, share in (("oak", 60), ("elm", 40)):
        text = f"id: {bid}\nbidder: {{id: {bid}, name: {bid.title()}}}\ndeclared: {{abc: {share}}}\n"
        (folder / "bids" / f"{bid}.yaml").write_text(text, encoding="utf-8")
    assert invoked("criteria", "new", "local/abc", "--packs", shelf).exit_code == 0
    return folder, shelf


def digest_of(folder: Path, shelf: Path) -> str:
    printed = json.loads(invoked("evaluate", folder, "--packs", shelf, "--json").stdout)
    found = printed["digest"]
    assert isinstance(found, str)
    return found


def test_every_command_that_scores_takes_a_shelf(shelved: tuple[Path, Path]) -> None:
    folder, shelf = shelved
    assert invoked("check", folder).exit_code == 3
    assert "BE321" in invoked("evaluate", folder).stderr
    page = invoked("evaluate", folder, "--packs", shelf)
    assert (page.exit_code, "oak wins, ahead by 20 points." in page.stdout) == (0, True)
    assert f"bideval explain {folder} --packs {shelf} oak --against elm\n" in page.stdout
    assert "20 points" in invoked("explain", folder, "--packs", shelf, "oak", "--against", "elm").stdout
    assert invoked("check", folder, "--packs", shelf).stdout == "no findings\n"


def test_what_a_pack_says_is_part_of_the_digest_and_its_place_is_not(
    shelved: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, shelf = shelved
    before = digest_of(folder, shelf)
    moved = tmp_path / "moved"
    shutil.copytree(shelf, moved)
    assert digest_of(folder, moved) == before
    invoked("criteria", "new", "local/unused", "--packs", moved)
    assert digest_of(folder, moved) == before
    pack = moved / "local" / "abc.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("points: 100}, outside: refuse", "points: 90}, outside: refuse").replace(
        "measure: 49, points: 49", "measure: 49, points: 44.1").replace("measure: 50, points: 50", "measure: 50, points: 45").replace(
        "measure: 100, points: 100", "measure: 100, points: 90"), encoding="utf-8")  # fmt: skip
    assert digest_of(folder, moved) != before


def test_the_same_pack_in_the_folder_gives_the_same_digest(shelved: tuple[Path, Path]) -> None:
    folder, shelf = shelved
    before = digest_of(folder, shelf)
    (folder / "criteria").mkdir()
    (shelf / "local" / "abc.yaml").rename(folder / "criteria" / "any-name.yaml")
    assert json.loads(invoked("evaluate", folder, "--json").stdout)["digest"] == before


BAD: list[tuple[str, str, str, str]] = [
    ("the edition of a shipped pack", "a.yaml", SHIPPED, "BE323"),
    ("another edition of a shipped pack", "a.yaml", SHIPPED.replace("edition: 1", "edition: 2"), "BE323"),
    ("a file that is no pack", "a.yaml", "id: x\n", "BE300"),
    ("a file that is not YAML", "deep/er/a.yaml", "a: [", "BE01"),
    ("a case that does not come out", "a.yaml", SHIPPED.replace("finance/acid-ratio", "finance/own").replace("measure: 1.2,", "measure: 1.3,"), "BE312"),
    ("a file that would not be read", "a.yml", "x", "BE058"),
]  # fmt: skip


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_a_bad_shelf_is_refused_with_its_place(
    case: tuple[str, str, str, str], tender: Path, tmp_path: Path
) -> None:
    _, name, text, code = case
    shelf = tmp_path / "bad"
    (shelf / name).parent.mkdir(parents=True)
    (shelf / name).write_text(text, encoding="utf-8")
    for command in (("check", tender), ("criteria", "list"), ("criteria", "show", "scales/0-5")):
        done = invoked(*command, "--packs", shelf)
        assert done.exit_code == 3, done.output
        assert code in done.output
        assert f"{shelf}/{name}" in done.output


def test_one_reference_means_one_pack(shelved: tuple[Path, Path]) -> None:
    folder, shelf = shelved
    (folder / "criteria").mkdir()
    shutil.copy(shelf / "local" / "abc.yaml", folder / "criteria" / "abc.yaml")
    done = invoked("check", folder, "--packs", shelf)
    assert (done.exit_code, done.stdout.count("error BE323")) == (3, 1)
    assert "criteria/abc.yaml" in done.stdout
    assert f"{shelf}/local/abc.yaml" in done.stdout


def test_files_that_are_no_packs_are_passed_over(shelved: tuple[Path, Path]) -> None:
    folder, shelf = shelved
    (shelf / "README.md").write_text("ours", encoding="utf-8")
    assert invoked("check", folder, "--packs", shelf).stdout == "no findings\n"


def test_a_relative_shelf_is_not_taken_for_the_folder_of_the_tender(
    shelved: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are called criteria: places name the shelf's file as ./criteria."""
    folder, shelf = shelved
    shelf.rename(shelf.parent / "criteria")
    monkeypatch.chdir(shelf.parent)
    (Path("criteria") / "bad.yaml").write_text("id: x\n", encoding="utf-8")
    assert "./criteria/bad.yaml:" in invoked("check", folder, "--packs", "criteria").stdout


def test_a_shelf_that_is_not_there_is_a_wrong_call(tender: Path, tmp_path: Path) -> None:
    assert invoked("check", tender, "--packs", tmp_path / "nowhere").exit_code == 2


def test_the_shelf_lists_its_own_packs_among_their_family(tmp_path: Path) -> None:
    invoked("criteria", "new", "local/a-first", "--packs", tmp_path)
    printed = json.loads(invoked("criteria", "list", "--packs", tmp_path, "--json").stdout)
    names = [one["name"] for one in printed["entries"] if one["family"] == "local"]
    assert names == sorted(
        [*(one.reference for one in list_packs() if one.family == "local"), "local/a-first@1"]
    )


@pytest.mark.parametrize(
    "name", ["backing/performance-security", "finance/acid-ratio", "quality/method-statement"]
)
def test_show_says_what_regimes_say_and_how_points_come_about(name: str) -> None:
    page, data = (
        invoked("criteria", "show", name).stdout,
        json.loads(invoked("criteria", "show", name, "--json").stdout),
    )
    assert "\nPoints:\n" in page
    assert "\nRegimes:\n" in page
    assert all(f"  {line}" in page for line in [*data["points"], *data["regimes"]])
    assert data["regimes"]
