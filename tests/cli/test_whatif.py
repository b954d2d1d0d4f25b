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
    ("two forms", ("--weight", "price=30", "--csv", "--json"), "ask for one of them"),
    ("for a spreadsheet, and no CSV", ("--weight", "price=30", "--for-excel"), "--for-excel goes with --csv"),
    ("a picture of one", ("--weight", "price=30", "--picture", "x"), "goes with --sweep or --grid"),
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
    ("a weight below 0", ("--weight", "price=-1"), "BE052"),
    ("weights over 100 together", ("--weight", "price=60", "--weight", "quality=60"), "BE525"),
    ("a bid that nearly is one", ("--without", "quilon"), "Did you mean quillon?"),
    ("one weight twice", ("--weight", "price=30", "--weight", "price=40"), "BE524"),
    ("one bid left out and priced", ("--without", "quillon", "--price", "quillon=1"), "BE522"),
    ("contradicting changes", ("--gate", "security=1", "--drop-gate", "security"), "BE524"),
    ("a mark that does not govern", ("--mark", "safety/quillon/mistry=3"), "BE526"),
    ("a formula that lacks its budget", ("--formula", "price=budget-linear"), "BE121"),
    ("a method that lacks its minimum", ("--method", "price-per-quality-point"), "BE121"),
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


def _named(which: str) -> list[str]:
    return [f"{name}_{which}" for name in ("status", "rank", "total", "price")]


CSV: list[tuple[str, Sequence[str], str, list[str]]] = [
    (
        "one",
        ("--gate", "security=3500000"),
        ",".join(["lot", "bid", *_named("published"), *_named("changed"), "total_difference"]),
        ["whole,quillon,assessed,1,82.99,428400000,assessed,2,82.99,428400000,0"],
    ),
    (
        "all",
        ("--all",),
        "scenario,lot,awarded,tied,margin,price,price_difference,award_changes",
        ["smaller-security,whole,alderbourne,,1.87,433200000,4800000,yes"],
    ),
    (
        "a sweep",
        ("--sweep", "security=1000000..4000000"),
        "lot,from,from_included,to,to_included,awarded,tied,exact",
        ["whole,1000000,yes,3500000,yes,alderbourne,,yes", "whole,3500000,no,4000000,yes,quillon,,yes"],
    ),
    (
        "a grid",
        ("--grid", "weight:price=10..20:10,security=1000000..11000000:10000000"),
        "lot,price,security,awarded,tied",
        ["whole,10,1000000,alderbourne,", "whole,20,11000000,thornfield,"],
    ),
    (
        "nobody awarded",
        ("--sweep", "security=15000000..16000000"),
        "lot,from,from_included,to,to_included,awarded,tied,exact",
        ["whole,15000000,no,16000000,yes,,,yes"],
    ),
]


@pytest.mark.parametrize("case", CSV, ids=lambda case: case[0])
def test_csv_is_one_table(case: tuple[str, Sequence[str], str, list[str]]) -> None:
    _, options, header, rows = case
    result = call(HEALTH, *options, "--csv")
    first, *lines = result.stdout.splitlines()
    assert first == header
    assert set(rows) <= set(lines)
    assert {line.count(",") for line in lines} == {header.count(",")}
    assert call(HEALTH, *options, "--csv", "--for-excel").stdout == result.stdout


PICTURES: list[tuple[str, Sequence[str], str, Sequence[str]]] = [
    ("a sweep", ("--sweep", "security=0..20000000"), "sweep.svg", ("quillon", "nobody", "3,500,000")),
    (
        "a grid",
        ("--grid", "weight:price=10..40:30,security=1..2:1"),
        "grid.svg",
        ("alderbourne wins", "the weight of price"),
    ),
]


@pytest.mark.parametrize("case", PICTURES, ids=lambda case: case[0])
def test_pictures(case: tuple[str, Sequence[str], str, Sequence[str]], tmp_path: Path) -> None:
    _, options, name, words = case
    folder = tmp_path / "pictures"
    assert call(HEALTH, *options, "--picture", str(folder)).exit_code == 0
    assert [file.name for file in folder.iterdir()] == [name]
    text = (folder / name).read_text(encoding="utf-8")
    assert text.startswith("<svg")
    assert all(word in text for word in words)
    again = call(HEALTH, *options, "--picture", str(folder))
    assert again.exit_code == 2
    assert "--force overwrites" in " ".join(again.output.split())
    assert call(HEALTH, *options, "--picture", str(folder), "--force").exit_code == 0


def test_where_parameters_stand_is_said_where_one_is_missing() -> None:
    missing = call(HEALTH, "--formula", "price=budget-linear")
    assert "parameters stand behind the id: ID:NAME=VALUE;NAME=VALUE" in " ".join(missing.stderr.split())
    stated = call(HEALTH, "--formula", "price=budget-linear:budget=450000000;floor=0")
    assert (stated.exit_code, stated.stderr) == (0, "")


def test_where_parameters_stand_is_shown_for_the_very_option() -> None:
    missing = call(HEALTH, "--formula", "price=budget-linear")
    assert missing.exit_code == 3
    assert "--formula 'price=budget-linear:NAME=VALUE;NAME=VALUE'" in missing.stderr
    gate = call(HEALTH, "--gate", "turnover=0")
    assert gate.exit_code == 3
    assert "0 is too low" in gate.stderr
    assert "parameters stand" not in gate.stderr
