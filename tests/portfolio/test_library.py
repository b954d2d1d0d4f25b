"""An index of records: what goes in, what is refused, and what is found."""

import json
import sqlite3
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from bideval.cli.main import group
from bideval.portfolio.library import Found, LibraryError, Wanted, add, search
from bideval.record.verified import read_record
from tests.conftest import ROOT

SAMPLES = ("community-health", "works-auction", "two-authorities", "cleaning-lots")


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of some sample tenders."""
    folder = tmp_path_factory.mktemp("records")
    for name in SAMPLES:
        sample = str(ROOT / "sample_tenders" / name)
        done = CliRunner().invoke(group, ["record", sample, "-o", str(folder / f"{name}.json")])
        assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def index(records: Path) -> Path:
    path = records / "library.sqlite"
    for name in SAMPLES:
        file = records / f"{name}.json"
        assert add(path, str(file), read_record(file.read_bytes()))
    return path


CASES = [
    (
        "a word of a criterion",
        Wanted(("local",)),
        {("community-health", "local-reinvestment"), ("community-health", "local-spend")},
    ),
    (
        "a word of a title, in capitals",
        Wanted(("WEALDSHIRE", "local-spend")),
        {("community-health", "local-spend")},
    ),
    ("two words that never meet", Wanted(("local", "cleaning")), set()),
    ("a weight", Wanted(("health",), least_weight=Fraction(15)), {("community-health", "price")}),
    ("a weight just above", Wanted(("local-spend",), least_weight=Fraction(501, 100)), set()),
    ("a type that did not win", Wanted(("local-spend",), won_by="employee-led-mutual"), set()),
    ("the start of a type", Wanted(("local-spend",), won_by="commercial"), set()),
    ("an award by price alone", Wanted(("sewer",)), {("works-auction", "price")}),
    ("the method of such an award", Wanted(formula="lowest-compliant"), {("works-auction", "price")}),
    ("such an award, and another method", Wanted(("sewer",), formula="quality-over-price"), set()),
    ("a value above all", Wanted(least_value=Fraction(10**12)), set()),
    ("a word that is no word of SQL", Wanted(("' OR 1=1 --",)), set()),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_found(case: tuple[str, Wanted, set[tuple[str, str]]], index: Path) -> None:
    assert {(one.tender, one.criterion) for one in search(index, case[1])} == case[2]


def test_a_row_says_who_won_and_by_how_much(index: Path) -> None:
    """As sample_tenders/community-health/expected/evaluation.json has it."""
    (one,) = search(index, Wanted(("local-spend",)))
    expected = json.loads(
        (ROOT / "sample_tenders/community-health/expected/evaluation.json").read_text("utf-8")
    )
    (lot,) = expected["lots"]
    assert (one.winners, Fraction(str(one.margin))) == (lot["winner"], Fraction(lot["margin"]))
    assert (one.weight, one.types, bool(one.illustration)) == ("5/1", "commercial-listed", True)
    assert one.title == "Community health services for Wealdshire"


def test_an_award_by_price_alone_weighs_the_price_with_all(index: Path) -> None:
    """As sample_tenders/works-auction/expected/evaluation.json has it."""
    (one,) = search(index, Wanted(("sewer",)))
    expected = json.loads((ROOT / "sample_tenders/works-auction/expected/evaluation.json").read_text("utf-8"))
    (lot,) = expected["lots"]
    assert (one.weight, one.formula, one.won_with, one.best) == ("100/1", lot["method"], None, None)
    assert (one.winners, one.bids) == (lot["winner"], len(lot["placings"]))


def test_every_record_that_was_added_can_be_found(index: Path) -> None:
    assert {one.tender for one in search(index, Wanted())} == set(SAMPLES)


def test_a_record_of_an_index_without_its_price_gets_it_when_added_again(
    records: Path, tmp_path: Path
) -> None:
    path, file = tmp_path / "index.sqlite", records / "works-auction.json"
    assert add(path, str(file), read_record(file.read_bytes()))
    store = sqlite3.connect(path)
    with store:
        store.execute("DELETE FROM criteria")
    store.close()
    assert search(path, Wanted()) == []
    assert not add(path, str(file), read_record(file.read_bytes()))
    assert [one.criterion for one in search(path, Wanted())] == ["price"]


UNKNOWN = [
    # in words                          options                                     code    said
    ("a formula there is not",          ("--formula", "nonsense"),                  2,      "no formula or method is called nonsense; there are lowest-over-bid"),
    ("a method that there is",          ("--formula", "weighted-vfm-index"),        0,      "formulas: fixed-range, lowest-compliant, lowest-over-bid"),
    ("nothing that is bought",          ("--buys", "nonsense"),                     2,      "no thing bought is called nonsense; there are goods, services"),
    ("what no record buys",             ("--buys", "goods"),                        0,      "No criterion of the index is like that. It holds:"),
    ("a type there is not",             ("--won-by", "nonsense"),                   2,      "no type of bidder is called nonsense; there are"),
    ("a word that stands nowhere",      ("nonsense",),                              0,      "bought: "),
]  # fmt: skip


@pytest.mark.parametrize("case", UNKNOWN, ids=lambda case: case[0])
def test_a_word_that_finds_nothing_is_answered_with_those_that_do(
    case: tuple[str, tuple[str, ...], int, str], index: Path
) -> None:
    _, options, code, said = case
    found = CliRunner().invoke(group, ["library", "search", *options, "--index", str(index)])
    assert found.exit_code == code
    assert said in " ".join(found.output.split())


def test_a_record_that_is_there_is_not_taken_twice(index: Path, records: Path) -> None:
    file = records / "works-auction.json"
    before = len(search(index, Wanted()))
    assert not add(index, str(file), read_record(file.read_bytes()))
    assert len(search(index, Wanted())) == before


def test_a_changed_record_is_refused(records: Path, tmp_path: Path) -> None:
    data = (records / "community-health.json").read_bytes()
    changed = data.replace(b'"margin":"0.75"', b'"margin":"0.76"')
    assert changed != data
    with pytest.raises(LibraryError, match="does not come to its own result"):
        add(tmp_path / "index.sqlite", "changed.json", read_record(changed))


def test_what_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="there is no index"):
        search(tmp_path / "nothing.sqlite", Wanted())
    other = tmp_path / "words.sqlite"
    other.write_text("words, and no index at all " * 50, encoding="utf-8")
    with pytest.raises(LibraryError, match="is no index"):
        search(other, Wanted())


def test_the_index_opens_with_any_sqlite(index: Path) -> None:
    store = sqlite3.connect(index)
    try:
        found = store.execute("SELECT count(*) FROM records").fetchone()
    finally:
        store.close()
    assert found == (len(SAMPLES),)


def test_the_commands(records: Path, tmp_path: Path) -> None:
    at = ["--index", str(tmp_path / "index.sqlite")]
    broken = tmp_path / "broken.json"
    broken.write_bytes((records / "works-auction.json").read_bytes())
    added = CliRunner().invoke(group, ["library", "add", str(broken), *at])
    assert (added.exit_code, added.output) == (0, f"{broken}: added\n")
    assert (
        CliRunner().invoke(group, ["library", "add", str(records / "community-health.json"), *at]).exit_code
        == 0
    )
    found = CliRunner().invoke(group, ["library", "search", "local-spend", "--json", *at])
    assert [Found(**one).criterion for one in json.loads(found.stdout)["found"]] == ["local-spend"]
    refused = CliRunner().invoke(group, ["library", "search", "--won-by", "giant", *at])
    assert (refused.exit_code, "no type of bidder" in refused.output) == (2, True)
    number = CliRunner().invoke(group, ["library", "search", "--least-weight", "5%", *at])
    assert (number.exit_code, "percent sign" in number.output) == (2, True)
