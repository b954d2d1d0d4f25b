"""``bideval whatif --sweep`` and ``--grid``, and ``sensitivity``, where lots are awarded together."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from tests.cli.test_allocate import SMALL, folder
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("searched_once")
SAMPLE = str(ROOT / "sample_tenders" / "community-health-lots")
FREE = SMALL["tender.yaml"].replace("  rules: [{id: one-each, use: most-lots, most: 1}]\n", "")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, arguments, catch_exceptions=False)


def test_a_sweep_over_a_rule_awards_the_lots_at_each_number(tmp_path: Path) -> None:
    """With one lot each elm has north for 104 and ash south for 100; with two ash has both for 200."""
    printed = run("whatif", folder(tmp_path), "--sweep", "one-each=1..2", "--json")
    data = json.loads(printed.stdout)
    found = [
        (one["value"], one["cost"], [lot["bid"] for lot in one["lots"]])
        for one in data["allocation"]["values"]
    ]
    assert found == [("1", "204", ["elm", "ash"]), ("2", "200", ["ash", "ash"])]
    assert data["sweep"]["kind"] == "award-rule"
    assert data["lots"] == []


def test_a_sweep_over_a_price_says_when_the_award_moves(tmp_path: Path) -> None:
    """Elm has north as long as 100 for south by ash is the cheaper pair: up to 129 + 100 against 100 + 130."""
    printed = run("whatif", folder(tmp_path), "--sweep", "price:elm/north=120..140:5", "--csv")
    rows = list(csv.DictReader(io.StringIO(printed.stdout)))
    north = {row["at"]: row["awarded"] for row in rows if row["lot"] == "north"}
    assert north == {"120": "elm", "125": "elm", "130": "", "135": "ash", "140": "ash"}
    assert {row["cost_of_all"] for row in rows if row["at"] == "140"} == {"230"}


def test_the_page_says_what_each_lot_by_itself_is(tmp_path: Path) -> None:
    page = run("whatif", folder(tmp_path), "--sweep", "price:elm/north=90..110:5").stdout
    assert page.index("All lots together:") < page.index("Each lot by itself") < page.index("Lot north:")


def test_a_grid_maps_the_awards_of_all_lots(tmp_path: Path) -> None:
    options = ("--grid", "one-each=1..2,price:elm/north=90..110:20", "--json")
    data = json.loads(run("whatif", folder(tmp_path), *options).stdout)
    rows = [[[lot["bid"] for lot in cell["lots"]] for cell in row] for row in data["allocation"]["awards"]]
    assert rows == [[["elm", "ash"], ["elm", "ash"]], [["elm", "ash"], ["ash", "ash"]]]


def test_a_tender_that_awards_each_lot_alone_has_no_such_part(tmp_path: Path) -> None:
    text = FREE.replace("award:\n  mechanism: lowest-total-price\n", "")
    data = json.loads(
        run("whatif", folder(tmp_path, tender=text), "--sweep", "price:elm/north=90..110", "--json").stdout
    )
    assert "allocation" not in data
    page = run("whatif", str(tmp_path), "--sweep", "price:elm/north=90..110").stdout
    assert "All lots together" not in page


REFUSED = [
    # in words               option                       what is said
    ("no such rule",         "one-eech=1..2",             "award rule is called 'one-eech'"),
    ("no such kind",         "award-rule:ash=1..2",       "no award-rule is called 'ash'"),
    ("from high to low",     "one-each=2..1",             "lower to a higher"),
    ("too many awards",      "price:ash/north=0..1000:1", "more than 1000 values"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_a_sweep_that_cannot_be_made(case: tuple[str, str, str], tmp_path: Path) -> None:
    _, option, said = case
    printed = run("whatif", folder(tmp_path), "--sweep", option)
    assert printed.exit_code == 2
    assert said in printed.stderr


def test_sensitivity_is_about_the_ranking_alone_and_says_where_to_ask(tmp_path: Path) -> None:
    page = " ".join(run("sensitivity", folder(tmp_path), "--ask", "price-to-win").stdout.split())
    assert "The lots are awarded together. What is said of a lot below is said of its ranking alone" in page
    assert "--weights" in page
    alone = run(
        "sensitivity", folder(tmp_path, tender=FREE.replace("award:\n  mechanism: lowest-total-price\n", ""))
    )
    assert "awarded together" not in alone.stdout


def test_a_bid_that_ranks_first_is_not_asked_what_would_make_it_win() -> None:
    """In city of the sample quillon ranks first; every other bid is a challenger there."""
    options = (SAMPLE, "--ask", "smallest-reweighting", "--json")
    data = json.loads(run("sensitivity", *options).stdout)
    evaluated = json.loads(run("evaluate", SAMPLE, "--json").stdout)
    first = {
        lot["id"]: next(one["bid"] for one in lot["placings"] if one["rank"] == 1)
        for lot in evaluated["lots"]
    }
    asked = {lot["id"]: {one["about"] for one in lot["answers"]} for lot in data["lots"]}
    assert set(asked) == set(first)
    assert all(bid not in asked[lot] for lot, bid in first.items())
    assert all(asked.values())
