"""What ``allocate`` tells beside the award, and that ``evaluate`` and ``explain`` point to it.

The award of the small folder is worked out by hand in tests/report/letters/together.py.
"""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bideval.cli.main import group
from tests.conftest import ROOT
from tests.report.letters.together import IN_TURN, LIMIT, RESERVE, SEARCHED, folder

MEALS = str(ROOT / "sample_tenders/school-meals-lots")


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(group, [*map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("mechanism", [IN_TURN, SEARCHED])
def test_a_bid_above_the_reserve_price_says_so(mechanism: str, tmp_path: Path) -> None:
    root = folder(tmp_path, mechanism, LIMIT, RESERVE)
    assert "east: fir (rank 2), above the reserve price of GBP 95,000 (reserve-east)" in run("allocate", root)
    data = json.loads(run("allocate", root, "--json"))
    assert data["above_reserve"] == [
        {"lot": "east", "bid": "fir", "rank": 2, "reserve": "95000", "rule": "reserve-east"}
    ]


def test_a_bid_at_the_reserve_price_is_not_above_it(tmp_path: Path) -> None:
    root = folder(tmp_path, IN_TURN, LIMIT, RESERVE.replace("95000", "150041"))
    assert "above the reserve price" not in run("allocate", root)
    assert re.search(r"east +east +fir +2", run("allocate", root))


@pytest.mark.parametrize("mechanism", [IN_TURN, SEARCHED])
def test_every_bid_that_ranks_above_the_awarded_one_has_its_reason(mechanism: str, tmp_path: Path) -> None:
    root = folder(tmp_path, mechanism, LIMIT, RESERVE)
    ranks = {
        (lot["id"], one["bid"]): one["rank"]
        for lot in json.loads(run("evaluate", root, "--json"))["lots"]
        for one in lot["placings"]
    }
    data = json.loads(run("allocate", root, "--json"))
    told = {(lot["id"], one["bid"]) for lot in data["lots"] for one in lot["passed"]}
    told |= {(one["lot"], one["bid"]) for one in data["above_reserve"]}
    awarded = {lot["id"]: lot["bid"] for lot in data["lots"]}
    before = {
        (lot, bid)
        for (lot, bid), rank in ranks.items()
        if awarded[lot] is None or rank < ranks[lot, awarded[lot]]
    }
    assert before == told == {("south", "ash"), ("east", "ash"), ("east", "fir")}


def test_packages_stand_with_their_prices_and_all_adds_up() -> None:
    page = run("allocate", MEALS)
    alone = [
        int(one.replace(",", "")) for one in re.findall(r"^  \S+ .* \d  +([\d,]{7,})$", page, re.MULTILINE)
    ]
    packages = [
        int(one.replace(",", "")) for one in re.findall(r"^ +\S+, \S+: GBP ([\d,]+) for", page, re.MULTILINE)
    ]
    (off,) = (int(one.replace(",", "")) for one in re.findall(r"GBP ([\d,]+) \(volume\)", page))
    assert (len(alone), len(packages)) == (6, 3)  # three packages of two lots each, of twelve lots
    assert sum(alone) + sum(packages) - off == 12_631_576


def test_other_awards_that_are_cut_say_how_many_are_shown() -> None:
    page = run("allocate", MEALS, "--near", "1")
    (number,) = re.findall(r"Within 1 percent of the best: (\d+) others", page)
    assert f"the first 10 of {number} below" in re.sub(r"\s+", " ", page)
    shown = page.split("Other awards:")[1].split("\n\n")[0]
    assert len(re.findall(r"^ +GBP", shown, re.MULTILINE)) == 10


def test_the_page_of_a_long_path_keeps_its_commands_and_drops_what_does_not_fit(tmp_path: Path) -> None:
    root = folder(tmp_path / ("long-" * 15), SEARCHED, LIMIT, RESERVE)
    page = run("allocate", root)
    assert f"bideval allocate {root} --json\n" in page
    assert "with the certificates" not in page


LINES = [
    # in words, arguments, what stands there
    ("evaluate", ("evaluate",), "Lots are awarded together: bideval allocate {root}"),
    ("explain", ("explain",), "Lots are awarded together: bideval allocate {root}"),
    ("explain names who got a lot", ("explain",), "elm is awarded the lot by the award rules across lots."),
    ("explain of a lot nobody got", ("explain",), "Nobody is awarded the lot by the award rules across lots."),
]  # fmt: skip


@pytest.mark.parametrize("case", LINES, ids=lambda case: case[0])
def test_the_way_to_the_award(case: tuple[str, tuple[str, ...], str], tmp_path: Path) -> None:
    _, arguments, said = case
    root = folder(tmp_path, SEARCHED, LIMIT, RESERVE)
    assert said.format(root=root) in re.sub(r"\s+", " ", run(*arguments, root))


def test_lots_that_are_awarded_alone_point_nowhere() -> None:
    for command in ("evaluate", "explain"):
        assert "bideval allocate" not in run(command, ROOT / "sample_tenders/cleaning-lots")
