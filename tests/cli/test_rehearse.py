"""``bideval rehearse`` as people call it: folders with and without bids, past tenders, exit codes, JSON."""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from bideval.io.folder import read_folder
from tests.conftest import ROOT
from tests.docs.pages import code_words, tables_of, write_files

SAMPLES = ROOT / "sample_tenders"
PAGE = ROOT / "docs" / "rehearse.md"
PER_POINT = SAMPLES / "price-per-quality-point"
FEW = ("--cases", "5")


def call(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(group, ["rehearse", str(folder), *options], catch_exceptions=False)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """The draft of the page, which has no bids."""
    write_files(PAGE, tmp_path)
    return tmp_path / "garden-waste"


def flaws(printed: str) -> list[str]:
    return re.findall(r"^  [0-9]+\. ([a-z-]+)$", printed, re.MULTILINE)


def test_five_mistakes_made_on_purpose_are_found(draft: Path) -> None:
    """A penny wins, full points for nobody, a test for the large alone, a step lost, a tie left open."""
    made = {"penny-price", "points-out-of-reach", "kind-shut-out", "step-below-rounding", "unsettled-tie"}
    result = call(draft)
    assert (result.exit_code, result.stderr) == (0, "")
    assert made <= set(flaws(result.stdout))
    assert result.stdout.count("Remedy: ") == len(flaws(result.stdout))


def test_mended_they_are_gone(draft: Path) -> None:
    result = call(draft.with_name("garden-waste-mended"))
    assert (result.exit_code, flaws(result.stdout)) == (0, [])


FOLDERS = sorted(path.parent for path in SAMPLES.glob("*/tender.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_sample_can_be_rehearsed(folder: Path) -> None:
    result = call(folder, "--from", str(folder), *FEW)
    assert (result.exit_code, result.stderr) == (0, "")
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert "Rehearsed with 5 hypothetical cases" in result.stdout


def test_bids_are_not_read_right_or_wrong(tmp_path: Path) -> None:
    without = tmp_path / "without"
    shutil.copytree(PER_POINT, without, ignore=shutil.ignore_patterns("bids", "prices", "*.csv", "expected"))
    wrong = tmp_path / "wrong"
    shutil.copytree(PER_POINT, wrong)
    for bid in (wrong / "bids").iterdir():
        bid.write_text("id: [\n", encoding="utf-8")
    assert call(without).stdout == call(wrong).stdout == call(PER_POINT).stdout


def test_the_same_bytes_again_and_others_from_another_seed(draft: Path) -> None:
    assert call(draft, *FEW).stdout == call(draft, *FEW).stdout
    assert call(draft, *FEW, "--seed", "another").stdout != call(draft, *FEW).stdout


USAGE: list[tuple[str, Sequence[str], str]] = [
    ("no cases", ("--cases", "0"), "--cases"),
    ("too many cases", ("--cases", "2001"), "--cases"),
    ("a seed with a space", ("--seed", "a b"), "without spaces"),
    ("an empty seed", ("--seed", ""), "without spaces"),
    ("a past tender that is not there", ("--from", "nowhere"), "nowhere"),
]


@pytest.mark.parametrize("case", USAGE, ids=lambda case: case[0])
def test_a_wrong_call(case: tuple[str, Sequence[str], str]) -> None:
    _, options, said = case
    result = call(PER_POINT, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


WRONG: list[tuple[str, str, str, str]] = [
    # in words, file, text, code
    ("a range of nothing", "study.yaml", "rehearsal: {seed: s, bids: 3, marks: {foood: [1, 2]}}\n", "BE505"),
    ("a range upside down", "study.yaml", "rehearsal: {seed: s, bids: 3, prices: [2, 1]}\n", "BE052"),
    ("a range of words", "study.yaml", "rehearsal: {seed: s, bids: 3, prices: [low, high]}\n", "BE052"),
    ("a rehearsal without a seed", "study.yaml", "rehearsal: {bids: 3}\n", "BE051"),
    ("rules that cannot be read", "tender.yaml", "id: [\n", "BE"),
]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_findings_stop_it(case: tuple[str, str, str, str], tmp_path: Path) -> None:
    _, name, text, code = case
    folder = tmp_path / "tender"
    shutil.copytree(PER_POINT, folder)
    (folder / name).write_text(text, encoding="utf-8")
    result = call(folder)
    assert (result.exit_code, result.stdout) == (3, "")
    assert f" {code}" in result.stderr
    assert name in result.stderr


def test_a_past_tender_with_findings_stops_it() -> None:
    result = call(PER_POINT, "--from", str(SAMPLES / "broken" / "mark-missing"))
    assert (result.exit_code, result.stdout) == (3, "")


def test_a_past_price_is_scaled_to_the_contract(tmp_path: Path) -> None:
    """Twice the contract, twice each past price: the table runs to twice the highest one."""
    folder = tmp_path / "twice"
    shutil.copytree(PER_POINT, folder)
    tender = folder / "tender.yaml"
    tender.write_text(
        tender.read_text(encoding="utf-8").replace("value: 3200000", "value: 6400000"), encoding="utf-8"
    )
    ends = []
    for one in (PER_POINT, folder):
        lot = json.loads(call(one, "--from", str(PER_POINT), "--json", *FEW).stdout)["lots"][0]
        rows = lot["tables"][-1]["rows"]
        ends.append((float(rows[0]["price"]), float(rows[-1]["price"])))
    assert ends[1] == (2 * ends[0][0], 2 * ends[0][1])


def test_lots_are_rehearsed_one_by_one() -> None:
    lots = SAMPLES / "cleaning-lots"
    data = json.loads(call(lots, "--from", str(lots), "--json", *FEW).stdout)
    inputs = read_folder(lots).inputs
    assert inputs is not None
    assert tuple(one["id"] for one in data["lots"]) == inputs.lot_ids


# The page of keys


def objects(data: dict[str, object]) -> Iterator[tuple[int, dict[str, object]]]:
    """Each object with the table of the page that it belongs to, counted among those with a column Type."""
    yield 0, data
    lots = data["lots"]
    assert isinstance(lots, list)
    for lot in lots:
        yield 1, lot
        for place, key in ((2, "kinds"), (3, "flaws"), (4, "needed"), (4, "set_aside")):
            yield from ((place, one) for one in lot[key])


def test_the_keys_of_the_json_stand_on_the_page(draft: Path) -> None:
    tables = [table for table in tables_of(PAGE) if "Type" in table.rows[0]]
    assert len(tables) == 5
    seen = set()
    for folder in (draft, SAMPLES / "two-of-three"):
        for place, one in objects(json.loads(call(folder, "--json", *FEW).stdout)):
            assert set(one) == {code_words(row["Key"])[0] for row in tables[place].rows}
            seen.add(place)
    assert seen == {0, 1, 2, 3, 4}
