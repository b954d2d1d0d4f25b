"""``bideval allocate``: what is printed, what JSON holds, what cannot be asked, and the checker on its output."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from bideval.proof.__main__ import main as check_certificates
from tests.conftest import ROOT

SAMPLE = "sample_tenders/school-meals-lots"

SMALL = {
    "tender.yaml": """
bideval: 1
id: meals
title: Meals
currency: GBP
method: {use: lowest-compliant}
rounding: none
award:
  mechanism: lowest-total-price
  rules: [{id: one-each, use: most-lots, most: 1}]
lots: [{id: north}, {id: south}]
""",
    "bids/ash.yaml": "id: ash\nbidder: {id: ash, name: Ash}\nlots: [north, south]\n",
    "bids/elm.yaml": "id: elm\nbidder: {id: elm, name: Elm}\nlots: [north, south]\n",
    "prices/ash.yaml": "lots: {north: {amount: 100}, south: {amount: 100}}\n",
    "prices/elm.yaml": "lots: {north: {amount: 104}, south: {amount: 130}}\n",
}


def folder(root: Path, **changes: str) -> str:
    """Write the small folder; ``changes`` are files by their stem and text to put in their place."""
    for name, text in SMALL.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changes.get(path.stem, text), encoding="utf-8")
    return str(root)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["allocate", *arguments])


def test_the_page_says_who_gets_what_and_that_it_is_proved(tmp_path: Path) -> None:
    printed = run(folder(tmp_path), "--near", "20")
    assert printed.exit_code == 0
    assert "2 lots go to 2 bidders for GBP 204." in printed.stdout
    assert "north: ash (rank 1), kept off by one-each" in printed.stdout
    assert "Within 20 percent of the best: 1 other." in printed.stdout
    assert "GBP 230: north ash, south elm" in printed.stdout
    assert "Proved optimal: no allowed award is better." in printed.stdout


def test_the_certificates_of_the_output_are_checked_without_a_solver(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = run(folder(tmp_path / "meals"), "--json")
    data = json.loads(printed.stdout)
    assert (data["schema"], data["status"], data["cost_exact"]) == ("bideval/allocation", "final", "204/1")
    path = tmp_path / "allocation.json"
    path.write_text(printed.stdout, encoding="utf-8")
    assert check_certificates([str(path)]) == 0
    assert (
        "award-1: proved: the award is a best one; none comes to less than 204/1" in capsys.readouterr().out
    )


FORGERIES = [
    # in words, key of the claim, value
    ("a penny more is claimed", "least", "20401/100"),
    ("another award", "taken", [0, 3]),
    ("names of one bid too few", "names", {"lots": ["north", "south"], "bids": ["ash"]}),
    ("names of something else", "names", {"bid": "ash", "rivals": [], "weights": []}),
]


@pytest.mark.parametrize("case", FORGERIES, ids=lambda case: case[0])
def test_a_forged_output_is_refused(case: tuple[str, str, object], tmp_path: Path) -> None:
    _, key, value = case
    data = json.loads(run(folder(tmp_path / "meals"), "--json").stdout)
    data["certificates"][0][key] = value
    path = tmp_path / "allocation.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert check_certificates([str(path)]) == 4


RULES = SMALL["tender.yaml"]
WRONG = [
    # in words, tender.yaml, options, exit code, part of what is said
    ("near is no number", RULES, ("--near", "much"), 2, "--near much"),
    ("near is below 0", RULES, ("--near", "-1"), 2, "percent from 0 to 100"),
    ("near is above 100", RULES, ("--near", "101"), 2, "percent from 0 to 100"),
    ("nothing about the award", RULES.replace("award:", "# award:").replace("  mech", "#").replace("  rules", "#"), (), 2, "publish award:"),
    ("no mechanism", RULES.replace("  mechanism: lowest-total-price\n", ""), (), 3, "BE230"),
    ("a limit of 0", RULES.replace("most: 1", "most: 0"), (), 3, "BE231"),
    ("an unknown mechanism", RULES.replace("lowest-total-price", "best-friend"), (), 3, "best-friend"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_what_cannot_be_asked_says_why(
    case: tuple[str, str, tuple[str, ...], int, str], tmp_path: Path
) -> None:
    _, text, options, code, said = case
    printed = run(folder(tmp_path, tender=text), *options)
    assert printed.exit_code == code
    assert said in printed.stderr


def test_evaluate_leaves_the_award_to_allocate(tmp_path: Path) -> None:
    printed = CliRunner().invoke(group, ["evaluate", folder(tmp_path), "--json"])
    assert {lot["status"] for lot in json.loads(printed.stdout)["lots"]} == {"needs-allocation"}


def test_an_impossible_award_is_never_bare(tmp_path: Path) -> None:
    text = RULES.replace("rules: [", "rules: [{id: alone, use: winners, most: 1}, ")
    printed = run(folder(tmp_path, tender=text))
    assert printed.exit_code == 0
    assert "No award of all lots keeps the published rules" in printed.stdout


def test_the_sample_is_proved(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    printed = run(str(ROOT / SAMPLE), "--json")
    path = tmp_path / "allocation.json"
    path.write_text(printed.stdout, encoding="utf-8")
    assert check_certificates([str(path)]) == 0
    assert "REFUSED" not in capsys.readouterr().out
