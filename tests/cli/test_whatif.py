"""``bideval whatif`` as people call it: exit codes, what it writes, and what it refuses."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from tests.conftest import ROOT

HEALTH = ROOT / "sample_tenders" / "community-health"
WHO = ("--author", "A. Bell", "--reason", "why not", "--date", "2026-05-12")


def call(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(group, ["whatif", str(folder), *options], catch_exceptions=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the sample without its scenarios."""
    folder = tmp_path / "tender"
    shutil.copytree(HEALTH, folder, ignore=shutil.ignore_patterns("scenarios", "expected"))
    return folder


USAGE: list[tuple[str, Sequence[str], str]] = [
    ("nothing asked", (), "say what is to be changed"),
    ("all, and a change", ("--all", "--weight", "price=30"), "without any other change"),
    ("all, and a sweep", ("--all", "--sweep", "price=1..2"), "without any other change"),
    ("a sweep and a grid", ("--sweep", "price=1..2", "--grid", "price=1..2,security=1..2"), "ask for one"),
    ("no such scenario", ("--scenario", "x"), "no scenario is called 'x'"),
    ("an option out of form", ("--weight", "price"), "is not of the form"),
    ("a source without a weight", ("--drop-gate", "security", "--take-from", "price"), "goes with --weight"),
    ("nothing to sweep", ("--sweep", "prise=1..2"), "is called 'prise'"),
    ("a sweep out of bounds", ("--sweep", "price=1..200"), "0 to 100 percent"),
    ("saved by nobody", ("--weight", "price=30", "--save", "a"), "--save needs --author, --reason, --date"),
    ("nothing to save", ("--scenario", "patients-forum", "--save", "a", *WHO), "there are none"),
]


@pytest.mark.parametrize("case", USAGE, ids=lambda case: case[0])
def test_a_wrong_call(case: tuple[str, Sequence[str], str]) -> None:
    _, options, said = case
    result = call(HEALTH, *options)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert result.stdout == ""


FINDINGS: list[tuple[str, Sequence[str], str]] = [
    ("an unknown id", ("--weight", "prise=30"), "BE522"),
    ("a weight over 100", ("--weight", "price=130"), "BE052"),
    ("contradicting changes", ("--gate", "security=1", "--drop-gate", "security"), "BE524"),
    ("a mark that does not govern", ("--mark", "safety/quillon/mistry=3"), "BE526"),
    ("a formula that lacks its budget", ("--formula", "price=budget-linear"), "BE121"),
    ("a name that is no id", ("--weight", "price=30", "--save", "A b", *WHO), "BE052"),
    ("a file that is not there", ("--with-bid", "nowhere.yaml"), "BE"),
]


@pytest.mark.parametrize("case", FINDINGS, ids=lambda case: case[0])
@pytest.mark.parametrize("as_json", [False, True])
def test_findings_stand_in_the_way(case: tuple[str, Sequence[str], str], *, as_json: bool) -> None:
    _, options, code = case
    result = call(HEALTH, *options, *(["--json"] if as_json else []))
    assert result.exit_code == 3
    assert code in result.stderr
    if as_json:
        assert json.loads(result.stdout)["schema"] == "bideval/findings"
    else:
        assert result.stdout == ""


SCHEMAS: list[tuple[str, Sequence[str], str]] = [
    ("one", ("--weight", "price=30"), "bideval/whatif"),
    ("a scenario", ("--scenario", "patients-forum"), "bideval/whatif"),
    ("all", ("--all",), "bideval/scenarios"),
    ("a sweep", ("--sweep", "price=10..40"), "bideval/sweep"),
    ("a grid", ("--grid", "weight:price=10..40:30,security=1..2:1"), "bideval/grid"),
]


@pytest.mark.parametrize("case", SCHEMAS, ids=lambda case: case[0])
def test_json(case: tuple[str, Sequence[str], str]) -> None:
    _, options, schema = case
    result = call(HEALTH, *options, "--json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert (data["schema"], data["tender"]) == (schema, "community-health")
    assert "float" not in {type(one).__name__ for one in scalars(data)}


def scalars(data: object) -> list[object]:
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else None
    return [data] if inside is None else [found for one in inside for found in scalars(one)]


WIDE: list[tuple[str, Sequence[str]]] = [
    ("one", ("--gate", "security=3500000")),
    ("all", ("--all",)),
    ("a sweep", ("--sweep", "quillon=400000000..460000000:10000000")),
    ("a grid", ("--grid", "weight:price=10..40:10,security=1000000..11000000:5000000")),
]


@pytest.mark.parametrize("case", WIDE, ids=lambda case: case[0])
def test_a_page_fits_a_hundred_columns(case: tuple[str, Sequence[str]]) -> None:
    _, options = case
    assert max(map(len, call(HEALTH, *options).stdout.splitlines())) <= 100


def test_what_is_saved_comes_to_the_same(copy: Path) -> None:
    options = ("--weight", "price=30", "--gate", "security=3500000")
    typed = call(copy, *options, "--save", "both", *WHO)
    assert typed.exit_code == 0
    assert typed.stderr == f"wrote {copy / 'scenarios' / 'both.yaml'}\n"
    assert call(copy, "--scenario", "both").stdout == typed.stdout


def test_a_scenario_is_never_written_over_unless_forced(copy: Path) -> None:
    save = ("--save", "a", *WHO)
    assert call(copy, "--weight", "price=30", *save).exit_code == 0
    before = (copy / "scenarios" / "a.yaml").read_bytes()
    refused = call(copy, "--weight", "price=40", *save)
    assert refused.exit_code == 2
    assert (copy / "scenarios" / "a.yaml").read_bytes() == before
    assert call(copy, "--weight", "price=40", *save, "--force").exit_code == 0
    assert (copy / "scenarios" / "a.yaml").read_bytes() != before


def test_a_scenario_saved_over_another_extends_it(copy: Path) -> None:
    assert call(copy, "--gate", "security=3500000", "--save", "a", *WHO).exit_code == 0
    options = ("--scenario", "a", "--weight", "price=30")
    typed = call(copy, *options, "--save", "b", *WHO)
    assert "extends: a\n" in (copy / "scenarios" / "b.yaml").read_text()
    assert call(copy, "--scenario", "b").stdout == typed.stdout


def test_nothing_else_in_the_folder_is_touched(copy: Path) -> None:
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    call(copy, "--drop-gate", "security", "--without", "larkspur")
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


def test_a_folder_without_scenarios(copy: Path) -> None:
    result = call(copy, "--all")
    assert result.exit_code == 2
    assert "the folder has no scenarios" in result.stderr


def test_a_scenario_without_a_result_stops_no_other(copy: Path) -> None:
    (copy / "scenarios").mkdir()
    head = "author: A\nreason: why not\ndate: 2026-05-12\n"
    for name, change in (
        ("bad", "{kind: formula, criterion: price, use: budget-linear}"),
        ("good", "{kind: weight, criterion: price, to: 30}"),
    ):
        (copy / "scenarios" / f"{name}.yaml").write_text(f"name: {name}\n{head}changes: [{change}]\n")
    result = call(copy, "--all")
    assert result.exit_code == 3
    assert "bad           no result" in result.stdout
    assert "good          quillon wins" in result.stdout
    assert "BE121" in result.stdout


def test_take_from_is_said_once_for_every_weight() -> None:
    one = call(HEALTH, "--weight", "price=22", "--weight", "access=9", "--take-from", "safety", "--json")
    other = call(HEALTH, "--weight", "price=22,from=safety", "--weight", "access=9,from=safety", "--json")
    assert one.exit_code == 0
    assert one.stdout == other.stdout
