"""``bideval backing`` as people call it: the view of one bidder, what is printed, and what is refused."""

import csv
import io
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from tests.conftest import ROOT

HEALTH = ROOT / "sample_tenders" / "community-health"


def call(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(group, ["backing", str(folder), *options], catch_exceptions=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the sample."""
    folder = tmp_path / "tender"
    shutil.copytree(HEALTH, folder, ignore=shutil.ignore_patterns("expected"))
    return folder


def remove_others(folder: Path) -> None:
    for name in ("bids", "prices"):
        for file in (folder / name).iterdir():
            if file.stem != "alderbourne":
                file.unlink()


def break_others(folder: Path) -> None:
    (folder / "bids" / "quillon.yaml").write_text("id: [", encoding="utf-8")
    (folder / "prices" / "quillon.yaml").unlink()


def remove_the_authoritys(folder: Path) -> None:
    for name in ("marks.csv", "consensus.csv", "evaluators.csv", "study.yaml"):
        (folder / name).unlink()


def make_others_rich(folder: Path) -> None:
    file = folder / "bids" / "larkspur.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("21500000", "999999999"), encoding="utf-8")


OTHERS: list[tuple[str, Callable[[Path], None]]] = [
    ("no other bid", remove_others),
    ("another bid that cannot be read", break_others),
    ("no marks and no study", remove_the_authoritys),
    ("other figures of another", make_others_rich),
]


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case[0])
def test_a_bidders_view_reads_nothing_of_others(case: tuple[str, Callable[[Path], None]], copy: Path) -> None:
    before = call(copy, "--bidder", "alderbourne").stdout
    case[1](copy)
    after = call(copy, "--bidder", "alderbourne")
    assert (after.exit_code, after.stdout) == (0, before)
    assert not any(
        name in before for name in ("quillon", "tamarisk", "thornfield", "harbour-lane", "larkspur")
    )


def test_a_bidders_view_says_what_a_bond_of_the_rest_costs() -> None:
    """6.5m more at 1.5 percent and a fifth in cash at 4 percent over five years, with its fees."""
    data = json.loads(call(HEALTH, "--bidder", "alderbourne", "--json").stdout)
    security = data["lots"][0]["tests"][1]
    bond, guarantee = security["routes"]
    assert (bond["what"], bond["amount"], bond["passes"]) == ("bond", "6500000", True)
    assert bond["cost"] == str(17_500 + 487_500 + 260_000 + 6_000)
    assert (guarantee["what"], guarantee["cost"]) == ("parent-guarantee", None)
    assert any("reserves" in one for one in security["questions"])


def test_a_stated_rate_gives_a_cost() -> None:
    data = json.loads(call(HEALTH, "--bidder", "alderbourne", "--bond-rate", "2", "--json").stdout)
    guarantee = data["lots"][0]["tests"][1]["routes"][1]
    assert guarantee["cost"] == "650000"


def test_a_partner_that_would_be_enough(copy: Path) -> None:
    """Larkspur lacks 27m - 21.5m of turnover, and has two fifths of 27m itself."""
    data = json.loads(call(copy, "--bidder", "larkspur", "--json").stdout)
    (route,) = data["lots"][0]["tests"][0]["routes"]
    assert (route["amount"], route["passes"]) == ("5500000", True)


USAGE: list[tuple[str, Sequence[str], str]] = [
    ("json and csv", ("--json", "--csv"), "ask for one of them"),
    ("an unknown group", ("--group", "nothing"), "is called 'nothing'"),
    ("an unknown axis", ("--against", "nothing"), "is called 'nothing'"),
    ("no such bid", ("--bidder", "nobody"), "there is no file bids/nobody.yaml"),
    ("a bidder, and a map", ("--bidder", "quillon", "--against", "price"), "--bidder goes with"),
    ("a bidder, and an unknown group", ("--bidder", "quillon", "--group", "x"), "is called 'x'"),
    ("a rate in words", ("--bond-rate", "two"), "such as 1.5"),
    ("a rate below 0", ("--bond-rate", "-1"), "not below 0; write percent a year"),
]


@pytest.mark.parametrize("case", USAGE, ids=lambda case: case[0])
def test_a_wrong_call(case: tuple[str, Sequence[str], str]) -> None:
    _, options, said = case
    result = call(HEALTH, *options)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert result.stdout == ""


def close_prices(folder: Path) -> None:
    shutil.rmtree(folder / "prices")


def ask_too_much(folder: Path) -> None:
    edit(folder / "tender.yaml", "times: 0.3", "times: 300")


def leave_one(folder: Path) -> None:
    for bid in ("harbour-lane", "tamarisk", "thornfield", "larkspur", "alderbourne"):
        late = folder / "bids" / f"{bid}.yaml"
        late.write_text(f"{late.read_text(encoding='utf-8')}status: withdrawn\n", encoding="utf-8")


def edit(file: Path, old: str, new: str) -> None:
    before = file.read_text(encoding="utf-8")
    assert before.count(old) == 1
    file.write_text(before.replace(old, new), encoding="utf-8")


LIMITS: list[tuple[str, Callable[[Path], None], str]] = [
    ("prices not opened", close_prices, "Prices are not opened, so nobody is ranked"),
    ("no bid assessed", ask_too_much, "As published, no bid is assessed."),
    ("one bid left", leave_one, "Fewer than two bids are ranked, so there is no margin."),
]


@pytest.mark.parametrize("case", LIMITS, ids=lambda case: case[0])
def test_a_limiting_case_is_a_plain_sentence(
    case: tuple[str, Callable[[Path], None], str], copy: Path
) -> None:
    case[1](copy)
    result = call(copy, "--full")
    assert result.exit_code == 0, result.output
    assert case[2] in " ".join(result.stdout.split())


def test_authorities_without_a_rule_that_combines_them(tmp_path: Path) -> None:
    folder = tmp_path / "joint"
    shutil.copytree(ROOT / "sample_tenders" / "two-authorities", folder)
    text = (folder / "tender.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("combine:")]
    (folder / "tender.yaml").write_text("\n".join(kept), encoding="utf-8")
    result = call(folder, "--group", "quality")
    assert result.exit_code == 0, result.output
    assert "no published rule combines their totals" in " ".join(result.stdout.split())


def test_findings_stand_in_the_way(copy: Path) -> None:
    (copy / "prices" / "quillon.yaml").unlink()
    result = call(copy)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "BE453" in result.stderr


def test_csv_has_every_figure_of_the_json() -> None:
    rows = list(csv.DictReader(io.StringIO(call(HEALTH, "--csv").stdout)))
    data = json.loads(call(HEALTH, "--json").stdout)
    answers = [one for part in data["lots"][0]["parts"] for one in part["answers"]]
    sentences = [one["sentence"] for one in answers]
    assert [row["value"] for row in rows if row["column"] == "sentence"] == sentences
    cells = [row for row in rows if row["table"]]
    exact = sum(
        key.endswith("_exact")
        for one in answers
        for table in one["tables"]
        for row in table["rows"]
        for key in row
    )
    assert sum(bool(row["exact"]) for row in cells) == exact > 100


def test_pictures_are_drawn_once(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    assert call(HEALTH, "--picture", str(folder)).exit_code == 0
    names = {one.name for one in folder.iterdir()}
    assert {
        "thresholds-security.svg",
        "two-way-map-security.svg",
        "two-way-map-security-by-type.svg",
    } <= names
    again = call(HEALTH, "--picture", str(folder))
    assert again.exit_code == 2
    assert "--force overwrites" in again.output


BY: list[tuple[str, str, str]] = [
    # in words                 --by        on standard error
    ("a word nobody declares", "siz",      "--by siz: nothing tells the bidders apart by it; it may be type, legal_form"),
    ("the type",               "type",     ""),
    ("a declared value",       "local-spend", ""),
]  # fmt: skip


@pytest.mark.parametrize("case", BY, ids=lambda case: case[0])
def test_what_tells_no_bidders_apart_is_said(case: tuple[str, str, str]) -> None:
    _, by, said = case
    result = call(HEALTH, "--by", by)
    assert result.exit_code == 0
    assert result.stderr.startswith(said)
    assert bool(result.stderr) is bool(said)
