"""``bideval allocate`` with its questions: what is printed, and what stands in the data."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from bideval.proof.document import verdicts
from tests.analysis.lots.mutual_lots import RULES, mutual_lots
from tests.analysis.lots.test_weights_tried import two_lots
from tests.conftest import ROOT
from tests.scoring.build import Data, write

SCHOOLS = ROOT / "sample_tenders" / "school-meals-lots"


def allocated(folder: Path, *options: str) -> Result:
    """Return what the command prints; a traceback fails the test."""
    return CliRunner().invoke(group, ["allocate", str(folder), *options], catch_exceptions=False)


def reserved(tmp_path: Path, least: int) -> Path:
    """Write the tender of five lots with so many reserved for mutuals."""
    rules: dict[str, Data] = {**RULES, "reserved": {**RULES["reserved"], "least": least}}
    return write(mutual_lots(rules), tmp_path / "lots")


def test_nothing_more_stands_there_unless_it_is_asked(tmp_path: Path) -> None:
    data = json.loads(allocated(reserved(tmp_path, 1), "--json").stdout)
    assert not {"conflicts", "rules_cost", "ladders", "without_each_bidder", "weights"} & data.keys()


def test_conflicts_are_named_without_asking(tmp_path: Path) -> None:
    folder = reserved(tmp_path, 5)
    page = allocated(folder).stdout
    assert "Why lots cannot be filled:" in page
    assert "limit with reserved" in page
    assert "reserved at 4 lots in place of 5: no nearer number will do" in page
    data = json.loads(allocated(folder, "--json").stdout)["conflicts"]
    assert data["complete"]
    assert ["limit", "reserved"] in [one["rules"] for one in data["sets"]]
    assert [(one["rule"], one["to"], one["proved"]) for one in data["relaxed"]] == [("reserved", "4/1", True)]


def test_conflicts_are_proved_without_a_solver(tmp_path: Path) -> None:
    printed = allocated(reserved(tmp_path, 5), "--json").stdout_bytes
    said = {one.name: str(one) for one in verdicts(printed)}
    sets = json.loads(printed)["conflicts"]["sets"]
    assert sets
    for place in range(1, len(sets) + 1):
        assert said[f"conflict-{place}"].endswith("proved: no award is allowed")


def test_rules_cost_what_was_published(tmp_path: Path) -> None:
    folder = reserved(tmp_path, 1)
    data = json.loads(allocated(folder, "--rules-cost", "--json").stdout)
    told = {
        one["rule"]: (one["last_in"]["cost"], one["first_in"]["cost"]) for one in data["rules_cost"]["rules"]
    }
    assert told == {
        "limit": ("0", "600000"),
        "capacity": ("0", "0"),
        "share": ("150000", "750000"),
        "reserved": ("100000", "700000"),
    }
    shares = [Fraction(one["share"]["cost_exact"]) for one in data["rules_cost"]["rules"]]
    ends = [Fraction(data["rules_cost"][key]) for key in ("cost", "cost_without_rules")]
    assert sum(shares) == ends[0] - ends[1]
    page = allocated(folder, "--rules-cost").stdout
    assert "What the rules cost: GBP 42,900,000 under all of them" in page
    assert "reserved: at least so many lots, all other rules kept" in page
    assert "impossible" in page


def test_each_bidder_is_left_out(tmp_path: Path) -> None:
    data = json.loads(allocated(reserved(tmp_path, 1), "--without-each-bidder", "--json").stdout)
    lost = {one["bidder"]: one for one in data["without_each_bidder"]}
    assert sorted(lost) == ["ch", "fm", "ht", "mc", "sg", "tm"]
    assert all({each["lot"] for each in one["moved"]} >= set(one["lots"]) for one in lost.values())
    assert "Without each bidder:" in allocated(reserved(tmp_path, 1), "--without-each-bidder").stdout


def test_weights_are_not_asked_of_prices(tmp_path: Path) -> None:
    page = allocated(reserved(tmp_path, 1), "--weights").stdout
    assert "Not asked: lowest-total-price compares prices" in page


def test_the_least_move_is_told_and_proved_without_a_solver(tmp_path: Path) -> None:
    folder = write(two_lots(plan=52), tmp_path / "lots")
    page = allocated(folder, "--weights").stdout
    # by hand: level where plan weighs 3200/62, which is 12/31 below 52
    assert "The least that changes the award: about 0.39 points from plan to care." in page
    assert "leaves the published award a best one; proved" in " ".join(page.split())
    printed = allocated(folder, "--weights", "--json").stdout_bytes
    told = json.loads(printed)["weights"]["least_move"]["before_rounding"]
    assert (told["points"], told["is_exact"], told["ends"]) == ("12/31", True, None)
    assert told["move"] == {"from": {"plan": "12/31"}, "to": "care"}
    assert next((one["from"], one["to"]) for one in told["proofs"]) == ({}, None)
    names = [each["id"] for one in told["proofs"] for each in one["certificates"]]
    said = {one.name: str(one) for one in verdicts(printed)}
    assert len(names) == 3
    assert all(": proved: the award is a best one" in said[name] for name in names)


def test_the_least_move_of_lots_in_turn_is_not_told(tmp_path: Path) -> None:
    papers = two_lots()
    papers = replace(papers, tender={**papers.tender, "award": {"mechanism": "lot-by-lot"}})
    folder = write(papers, tmp_path / "lots")
    page = " ".join(allocated(folder, "--weights").stdout.split())
    assert "The least move of all weights is not told: only under most-points" in page
    data = json.loads(allocated(folder, "--weights", "--json").stdout)["weights"]
    assert data["least_move"].keys() == {"why_not"}


@pytest.mark.long
def test_the_tutorial_tells_what_the_rules_of_the_schools_cost() -> None:
    page = allocated(SCHOOLS, "--rules-cost").stdout
    tutorial = (ROOT / "docs" / "tutorials" / "school-meals.md").read_text(encoding="utf-8")
    for figure in ("142,095", "181,264", "146,508.83", "113,701"):
        assert figure in page
        assert f"GBP {figure}" in tutorial
    assert "GBP 12,631,576 under all of them, 12,372,300 under none" in page
    assert "GBP 259,276" in tutorial  # the difference
