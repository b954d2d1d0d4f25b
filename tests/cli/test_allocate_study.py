"""``bideval allocate`` with its questions: what is printed, and what stands in the data."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.folder_argument import echo_json
from bideval.cli.main import group
from bideval.proof.document import verdicts
from bideval.scoring.price_json import Json
from tests.analysis.lots.mutual_lots import RULES, mutual_lots
from tests.analysis.lots.test_weights_tried import two_lots
from tests.conftest import ROOT
from tests.scoring.build import Data, write

pytestmark = pytest.mark.usefixtures("searched_once")
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


@pytest.mark.parametrize("mechanism", ["lot-by-lot", "bidder-preference"])
def test_the_least_move_of_lots_in_turn_is_told_and_proved(mechanism: str, tmp_path: Path) -> None:
    papers = two_lots(plan=52)
    wanted = {"prefers": ["north", "south"]} if mechanism == "bidder-preference" else {}
    bids = {bid: {**data, **wanted} for bid, data in papers.bids.items()}
    papers = replace(papers, tender={**papers.tender, "award": {"mechanism": mechanism}}, bids=bids)
    folder = write(papers, tmp_path / "lots")
    page = " ".join(allocated(folder, "--weights").stdout.split())
    # by hand: level where plan weighs 3200/62, which is 12/31 below 52
    assert "The least that changes the award: about 0.39 points from plan to care." in page
    assert (
        "After 0.39 points from plan to care, the published rules award north to oak and south to oak."
        in page
    )
    printed = allocated(folder, "--weights", "--json").stdout_bytes
    least = json.loads(printed)["weights"]["least_move"]
    told = least["before_rounding"]
    assert (told["points"], told["is_exact"], told["ends"]) == ("12/31", True, None)
    assert told["move"] == {"from": {"plan": "12/31"}, "to": "care"}
    assert told["level"] == {"lot": "north", "ahead": "ash", "behind": "oak"}
    assert told["beyond"]["from"] == {"plan": "39/100"}
    # both lots are the same race, so the claim stands once
    assert [one["certificate"] for one in told["races"]] == ["least-1", "least-1"]
    said = {one.name: str(one) for one in verdicts(printed)}
    assert said["least-1"] == "least-1 (oak): proved: no move is smaller than 12/31"
    in_turn = [{"lot": lot, "points": "12/31", "is_exact": True} for lot in ("north", "south")]
    assert least["lots"] == (in_turn if mechanism == "lot-by-lot" else [])
    assert least["rounded"] is None


def test_no_weights_change_an_award_by_prices(tmp_path: Path) -> None:
    folder = reserved(tmp_path, 1)
    page = " ".join(allocated(folder, "--weights").stdout.split())
    assert "No weights at all change the award: it is found from prices" in page
    told = json.loads(allocated(folder, "--weights", "--json").stdout)["weights"]["least_move"]
    bound = {"points": None, "is_exact": False, "ends": None}
    assert told == {"why_not": None, "before_rounding": bound, "rounded": None}


def test_lists_of_numbers_and_texts_stand_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    awkward = 'a "list" of [\n  "1",\n  "2"\n ] \\'
    data: dict[str, Json] = {
        "numbers": [1, -2],
        "texts": [awkward, ""],
        "lists": [["1/2"], []],
        "objects": [{"ids": ["a", "b"]}],
        "none": [None, True],
    }
    echo_json(data, narrow=True)
    printed = capsys.readouterr().out
    assert json.loads(printed) == data
    assert '  "numbers": [1, -2],\n' in printed
    assert '      "ids": ["a", "b"]\n' in printed
    assert f'  "texts": [{json.dumps(awkward)}, ""],\n' in printed
    echo_json(data)
    assert capsys.readouterr().out == json.dumps(data, indent=2) + "\n"


def test_each_rung_of_a_ladder_tells_what_its_award_does() -> None:
    folder = ROOT / "sample_tenders" / "community-health-lots"
    page = allocated(folder, "--rules-cost").stdout
    rungs = page[page.index("mutual-lots: at least so many lots") :].splitlines()
    words = ("bidders", "largest share %", "concentration", "local spend", "surplus put back")
    assert [word for word in words if word in rungs[1]] == list(words)
    data = json.loads(allocated(folder, "--rules-cost", "--json").stdout)
    ladder = next(one for one in data["ladders"] if one["rule"] == "mutual-lots")
    for rung in ladder["rungs"][4:6]:
        effects = rung["effects"]
        row = next(line for line in rungs[3:] if line.split()[0] == rung["number"])
        assert f"{round(Fraction(effects['local_spend']['value'])):,}" in row
        tenths = round(Fraction(effects["surplus"]["value"]) * 10)
        assert f"{tenths // 10}.{tenths % 10}%" in row
    impossible = next(line for line in rungs if line.endswith("impossible"))
    assert impossible.split()[1:] == ["-"] * 8 + ["impossible"]


@pytest.mark.long
def test_the_tutorial_tells_what_the_rules_of_the_schools_cost() -> None:
    page = allocated(SCHOOLS, "--rules-cost").stdout
    tutorial = (ROOT / "docs" / "tutorials" / "school-meals.md").read_text(encoding="utf-8")
    for figure in ("142,095", "181,264", "146,508.83", "113,701"):
        assert figure in page
        assert f"GBP {figure}" in tutorial
    assert "GBP 12,631,576 under all of them, 12,372,300 under none" in page
    assert "GBP 259,276" in tutorial  # the difference
