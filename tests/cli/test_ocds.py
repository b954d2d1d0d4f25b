"""The commands ``ocds import``, ``ocds export`` and ``screens``: options, exit codes, files."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from tests.conftest import ROOT
from tests.io.ocds.files import bid, compressed, line, lines, release

WORKS = ROOT / "sample_tenders" / "works-auction"
HEALTH = ROOT / "sample_tenders" / "community-health"
RATED = release(tender={"awardCriteria": "ratedCriteria", "awardCriteriaDetails": "Price 40%, Quality 60%"})


def run(*words: object) -> Result:
    """Run a command."""
    return CliRunner().invoke(group, [str(word) for word in words])


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Return a file of two good releases, a broken line, one process twice and one below zero."""
    good = lines(2)
    path = tmp_path / "mixed.jsonl.gz"
    below = line({**release([bid(amount=-5)]), "ocid": "ocds-x-9"})
    path.write_bytes(compressed(b"".join([good[0], b"{broken\n", good[1], good[0], below])))
    return path


def test_a_mixed_file_is_counted_and_nothing_is_lost(mixed: Path, tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    result = run("ocds", "import", mixed, "-o", tmp_path / "out", "--rejects", rejects, "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert (found["processes"], found["rejected"], found["folders"]) == (5, 3, 3)
    assert found["outcomes"]["no-award"] == 2
    assert {one["code"]: one["count"] for one in found["findings"]} == {"BE900": 1, "BE913": 1, "BE914": 1}
    kept = [json.loads(one) for one in rejects.read_text(encoding="utf-8").splitlines()]
    assert [(one["line"], one["ocid"]) for one in kept] == [(2, None), (4, "ocds-x-1"), (5, "ocds-x-9")]
    assert [one["findings"][0]["code"] for one in kept] == ["BE900", "BE914", "BE913"]
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["ocds-x-1", "ocds-x-2", "ocds-x-9"]


def test_what_is_written_is_a_folder_that_checks_clean(mixed: Path, tmp_path: Path) -> None:
    run("ocds", "import", mixed, "-o", tmp_path / "out")
    checked = run("check", tmp_path / "out" / "ocds-x-1")
    assert (checked.exit_code, checked.stdout.strip()) == (0, "no findings")
    evaluated = json.loads(run("evaluate", tmp_path / "out" / "ocds-x-1", "--json").stdout)
    assert evaluated["lots"][0]["winner"] == "1"


OWN = [
    # in words                              options of the export                       evaluated   came of it      code
    ("everything, nothing awarded",         ("--level", "full"),                        True,       "no-award",     None),
    ("everything, and the award",           ("--level", "full", "--awarded"),           True,       "same",         None),
    ("rules and award alone",               ("--awarded",),                             False,      "not-evaluated", "BE917"),
    ("rules alone",                         (),                                         False,      "not-evaluated", "BE917"),
]  # fmt: skip


@pytest.mark.parametrize("case", OWN, ids=lambda case: case[0])
def test_an_own_release_comes_to_the_same_with_and_without_folders(
    case: tuple[str, tuple[str, ...], bool, str, str | None], tmp_path: Path
) -> None:
    """Writing decides about files alone; what is not evaluated has its reason."""
    _, options, evaluated, came, code = case
    path, out = tmp_path / "release.json", tmp_path / "out"
    assert run("ocds", "export", WORKS, "--ocid", "ocds-x-1", *options, "-o", path).exit_code == 0
    read = run("ocds", "import", path, "--json", "--strict")
    written = run("ocds", "import", path, "--json", "--strict", "-o", out)
    found, again = json.loads(read.stdout), json.loads(written.stdout)
    assert (read.exit_code, written.exit_code, found.pop("folders"), again.pop("folders")) == (0, 0, 0, 1)
    assert found == again
    assert (found["outcomes"][came], found["outcomes"]["not-evaluated"] == 0) == (1, evaluated)
    assert [one["code"] for one in found["findings"]] == ([code] if code else [])
    assert ("13 bids" in read.stderr) is not evaluated


def test_a_damaged_own_release_is_rejected_without_folders_too(tmp_path: Path) -> None:
    path = tmp_path / "release.json"
    run("ocds", "export", WORKS, "--ocid", "ocds-x-1", "--level", "full", "-o", path)
    data = json.loads(path.read_text(encoding="utf-8"))
    data["evaluation"]["digest"] = "sha256:" + "0" * 64
    path.write_text(json.dumps(data), encoding="utf-8")
    found = run("ocds", "import", path, "--strict")
    assert (found.exit_code, "BE919" in found.stderr) == (3, True)


AMOUNTS = [
    # in words          amount      import says     evaluated   screens say     flagged as low
    ("below zero",      -5,         "BE913",        False,      "BE913",        False),
    ("nothing",         0,          "BE921",        True,       "BE921",        True),
    ("a penny",         0.01,       None,           True,       None,           True),
    ("as the others",   100,        None,           True,       None,           False),
]  # fmt: skip


@pytest.mark.parametrize("case", AMOUNTS, ids=lambda case: case[0])
def test_import_and_screens_say_the_same_of_an_amount(
    case: tuple[str, object, str | None, bool, str | None, bool], tmp_path: Path
) -> None:
    _, amount, imported, evaluated, screened, flagged = case
    path = tmp_path / "releases.jsonl"
    path.write_bytes(line(release([bid("1", amount), bid("2", 101), bid("3", 102)])))
    found = json.loads(run("ocds", "import", path, "--json").stdout)
    assert [one["code"] for one in found["findings"]] == ([imported] if imported else [])
    assert (found["outcomes"]["not-evaluated"] == 0) is evaluated
    looked = run("screens", path, "--low-price", "screens/prozorro-next@1", "--json")
    assert (screened or "") in looked.stderr
    assert bool(looked.stderr) is bool(screened)
    assert bool(json.loads(looked.stdout)["flags"]) is flagged


MANY = [
    # in words                  broken lines    said
    ("as many as are shown",    10,             None),
    ("one more",                11,             "and 1 more error; 11 processes have errors in all"),
    ("many more",               1210,           "and 1,200 more errors; 1,210 processes have errors in all"),
]  # fmt: skip


@pytest.mark.parametrize("case", MANY, ids=lambda case: case[0])
def test_import_says_how_many_errors_are_not_shown(case: tuple[str, int, str | None], tmp_path: Path) -> None:
    _, count, said = case
    path = tmp_path / "releases.jsonl"
    path.write_bytes(b"{broken\n" * count)
    found = run("ocds", "import", path)
    assert found.stderr.count("error BE900") == 10
    assert (said or "") in " ".join(found.stderr.split())
    assert ("more error" in found.stderr) is (said is not None)


EXITS = [
    # in words                              content                     options                                         code
    ("rejects without --strict",            b"{broken\n",               (),                                             0),
    ("rejects with --strict",               b"{broken\n",               ("--strict",),                                  3),
    ("all good with --strict",              b"".join(lines(3)),         ("--strict",),                                  0),
    ("words that are not trusted",          line(RATED),                ("--strict",),                                  3),
    ("nothing in it",                       b"",                        (),                                             0),
    ("a confidence there is not",           line(RATED),                ("--trust-words", "blind"),                     2),
]  # fmt: skip


@pytest.mark.parametrize("case", EXITS, ids=lambda case: case[0])
def test_exit_codes_of_import(case: tuple[str, bytes, tuple[str, ...], int], tmp_path: Path) -> None:
    _, content, options, code = case
    path = tmp_path / "releases.jsonl"
    path.write_bytes(content)
    assert run("ocds", "import", path, *options).exit_code == code


def test_nothing_is_written_over_without_force(tmp_path: Path) -> None:
    path = tmp_path / "releases.jsonl"
    path.write_bytes(b"".join(lines(1)))
    tender = tmp_path / "out" / "ocds-x-1" / "tender.yaml"
    assert run("ocds", "import", path, "-o", tmp_path / "out").exit_code == 0
    tender.write_text("mine", encoding="utf-8")
    again = run("ocds", "import", path, "-o", tmp_path / "out")
    assert (again.exit_code, tender.read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in again.output
    assert run("ocds", "import", path, "-o", tmp_path / "out", "--force").exit_code == 0
    assert tender.read_text(encoding="utf-8") != "mine"
    rejects = tmp_path / "rejects.jsonl"
    rejects.write_text("mine", encoding="utf-8")
    assert run("ocds", "import", path, "--rejects", rejects).exit_code == 2
    assert rejects.read_text(encoding="utf-8") == "mine"


def test_rejects_never_go_over_the_file_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "releases.jsonl"
    path.write_bytes(b"{broken\n")
    assert run("ocds", "import", path, "--rejects", path, "--force").exit_code == 2
    assert path.read_bytes() == b"{broken\n"


def test_export_dates_by_the_latest_time_that_is_told(tmp_path: Path) -> None:
    told = json.loads(run("ocds", "export", HEALTH).stdout)
    assert told["date"] == "2026-04-23T13:45:00Z"
    asked = json.loads(run("ocds", "export", HEALTH, "--at", "2026-09-01").stdout)
    assert asked["date"] == "2026-09-01T00:00:00Z"
    assert run("ocds", "export", HEALTH, "--at", "yesterday").exit_code == 2


AWARDS = [
    # in words                      options             status      supplier
    ("proposed",                    (),                 "pending",  False),
    ("made",                        ("--awarded",),     "active",   True),
]  # fmt: skip


@pytest.mark.parametrize("case", AWARDS, ids=lambda case: case[0])
def test_an_award_is_proposed_unless_it_is_said_to_be_made(
    case: tuple[str, tuple[str, ...], str, bool],
) -> None:
    _, options, status, supplier = case
    found = json.loads(run("ocds", "export", HEALTH, *options).stdout)
    assert [one["status"] for one in found["awards"]] == [status]
    assert any("supplier" in one["roles"] for one in found["parties"]) is supplier


def test_an_export_is_said_to_lack_a_registered_prefix() -> None:
    assert "ocid" in run("ocds", "export", WORKS).stderr
    assert run("ocds", "export", WORKS, "--ocid", "ocds-x-1").stderr == ""


def test_a_folder_with_errors_is_not_exported() -> None:
    broken = ROOT / "sample_tenders" / "broken" / "mark-missing"
    for command in (("ocds", "export"), ("screens",)):
        result = run(*command, broken)
        assert (result.exit_code, result.stdout) == (3, "")


def test_an_export_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "release.json"
    assert run("ocds", "export", WORKS, "-o", path).exit_code == 0
    assert run("ocds", "export", WORKS, "-o", path).exit_code == 2
    assert run("ocds", "export", WORKS, "-o", path, "--force").exit_code == 0


def test_screens_print_json_with_exact_values(mixed: Path) -> None:
    result = run("screens", mixed, "--only", "R024", "--level", "R024=0.2", "--json")
    assert result.exit_code == 0
    assert "BE900" in result.stderr
    found = json.loads(result.stdout)
    assert (found["schema"], found["processes"], found["set"]) == ("bideval/screens", 3, {"R024": "1/5"})
    assert found["flags"] == []  # nothing was awarded


REFUSED = [
    # in words                      options
    ("a screen there is not",       ("--only", "R999")),
    ("a level of one without",      ("--level", "R018=1")),
    ("a level that is no number",   ("--level", "R024=low")),
    ("part of a tenderer",          ("--level", "R035=1.5")),
    ("a pack without its level",    ("--low-price", "screens/below-mean@1")),
    ("a pack there is not",         ("--low-price", "screens/nothing@1")),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_screens_refuse(case: tuple[str, tuple[str, ...]]) -> None:
    result = run("screens", WORKS, *case[1])
    assert (result.exit_code, result.stdout) == (2, "")


def test_screens_touch_no_score() -> None:
    """The evaluation of a folder is the same before and after, and names no screen."""
    before = run("evaluate", WORKS, "--json").stdout
    assert run("screens", WORKS).exit_code == 0
    assert run("evaluate", WORKS, "--json").stdout == before
    assert "R028" not in before


def test_a_file_whose_name_no_release_can_hold_stops_the_export(tmp_path: Path) -> None:
    """A pack of the tender's own, under a name with a space: without it the folder would not come back."""
    folder = tmp_path / "works"
    shutil.copytree(WORKS, folder, ignore=shutil.ignore_patterns("expected"))
    pack = (ROOT / "criteria" / "screens" / "price-limit.yaml").read_text(encoding="utf-8")
    (folder / "criteria").mkdir()
    (folder / "criteria" / "our limit.yaml").write_text(
        pack.replace("id: screens/price-limit", "id: screens/our-limit"), encoding="utf-8"
    )
    result = run("ocds", "export", folder, "--level", "full")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "our limit.yaml" in result.stderr
