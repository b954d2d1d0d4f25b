"""Lots whose rules or bids make no sense: each gives a finding or a plain sentence, never a crash.

Beside each case stands one like it that is in order.
"""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from tests.cli.test_allocate import SMALL, folder

RULES = SMALL["tender.yaml"]
ASH = SMALL["prices/ash.yaml"]
OFFERS = RULES.replace("  rules:", "  offers: [packages, conditional-discounts, volume-discounts]\n  rules:")
WANTED = OFFERS.replace("most: 1", "most: 2")
LAPPING = WANTED.replace("  rules:", "  overlapping: one-per-lot\n  rules:")
TWO = "discounts: [{id: a, lots: [north, south], amount: 5}, {id: b, lots: [north], amount: 4}]\n"
NOBODY = "{id: own, use: only, lots: [north], who: {types: [charity]}}"
ELM = "{id: own, use: only, lots: [north], who: {bidders: [elm]}}"
THIRD = RULES.replace("{id: south}]", "{id: south}, {id: west}]")
EQUAL = "lots: {north: {amount: 100}, south: {amount: 100}}\n"

Files = dict[str, str]  # in place of the files of the small folder, by stem; a stem of prices


def both(root: Path, files: Files) -> str:
    """Write the small folder; ``ash.yaml`` and ``elm.yaml`` of ``files`` are the prices."""
    tender = files.get("tender", RULES)
    path = folder(root, tender=tender)
    for stem in ("ash", "elm"):
        if stem in files:
            (root / "prices" / f"{stem}.yaml").write_text(files[stem], encoding="utf-8")
    return path


def run(command: str, *arguments: str) -> Result:
    return CliRunner().invoke(group, [command, *arguments], catch_exceptions=False)


FINDINGS: list[tuple[str, Files, str, str]] = [
    # in words                              files, finding, words of it
    ("a package on an unknown lot", {"tender": OFFERS, "ash": ASH + "packages: [{id: p, lots: [north, west], amount: 1}]\n"},
     "BE237", "lot west, which the bid did not enter"),
    ("a package of one lot", {"tender": OFFERS, "ash": ASH + "packages: [{id: p, lots: [north], amount: 1}]\n"},
     "BE237", "too few lots"),
    ("a package below zero", {"tender": OFFERS, "ash": ASH + "packages: [{id: p, lots: [north, south], amount: -1}]\n"},
     "BE238", "package p costs -1"),
    ("a discount below zero", {"tender": OFFERS, "ash": ASH + "discounts: [{id: d, lots: [north], amount: -5}]\n"},
     "BE238", "discount d states -5"),
    ("a discount of more than everything", {"tender": OFFERS, "ash": ASH + "discounts: [{id: d, lots: [north], percent: 101}]\n"},
     "BE238", "discount d states 101"),
    ("a discount of nothing stated", {"tender": OFFERS, "ash": ASH + "discounts: [{id: d, lots: [north]}]\n"},
     "BE238", "discount d states nothing"),
    ("a volume discount that falls", {"tender": OFFERS, "ash": ASH +
     "volume: {counts: lots, off: all-units, steps: [{at: 1, percent: 5}, {at: 2, percent: 4}]}\n"},
     "BE238", "the steps do not rise"),
    ("a negative volume discount", {"tender": OFFERS, "ash": ASH +
     "volume: {counts: lots, off: all-units, steps: [{at: 1, percent: -5}]}\n"}, "BE238", "-5 percent from 1 on"),
    ("conditions that overlap", {"tender": OFFERS, "ash": ASH + TWO}, "BE239", "both need lot north"),
    ("an offer that is not allowed", {"ash": ASH + "packages: [{id: p, lots: [north, south], amount: 1}]\n"},
     "BE240", "does not say that they are allowed"),
    ("a limit of 0", {"tender": RULES.replace("most: 1", "most: 0")}, "BE231", "most is 0"),
    ("a budget of 0", {"tender": RULES.replace("use: most-lots, most: 1", "use: budget, most: 0")}, "BE231", "most is 0"),
    ("a limit below 0", {"tender": RULES.replace("most: 1", "most: -1")}, "BE231", "most is -1"),
    ("half a lot", {"tender": RULES.replace("most: 1", "most: 1.5")}, "BE231", "not a whole number"),
    ("lot_limit of 0", {"tender": RULES.replace("award:", "lot_limit: 0\naward:")}, "BE052", "lot_limit"),
    ("a share of more than all", {"tender": RULES.replace("use: most-lots, most: 1", "use: most-share, counts: price, most: 110")},
     "BE231", "110 percent"),
    ("a rule on an unknown lot", {"tender": RULES.replace("most: 1", "most: 1, lots: [nroth]")}, "BE232", "nroth"),
]  # fmt: skip


@pytest.mark.parametrize("case", FINDINGS, ids=lambda case: case[0])
@pytest.mark.parametrize("command", ["check", "allocate"])
def test_it_is_a_finding(command: str, case: tuple[str, Files, str, str], tmp_path: Path) -> None:
    _, files, code, words = case
    printed = run(command, both(tmp_path, files))
    said = " ".join((printed.stdout + printed.stderr).split())
    assert printed.exit_code == 3
    assert code in said
    assert words in said


SENTENCES: list[tuple[str, Files, tuple[str, ...], str]] = [
    # in words              files, options, what is said
    ("rules that mention nobody", {"tender": RULES.replace("rules: [", f"rules: [{NOBODY}, ")}, (),
     "No award of all lots keeps the published rules"),
    ("a lot with no bids", {"tender": THIRD}, (), "west"),
    ("equal bids everywhere", {"ash": EQUAL, "elm": EQUAL}, (), "2 awards are equally good"),
    ("a rule that nobody can keep", {"tender": RULES.replace("most: 1}", "most: 1}, {id: three, use: winners, least: 3}")}, (),
     "No award of all lots keeps the published rules"),
]  # fmt: skip


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case[0])
def test_it_is_a_plain_sentence(case: tuple[str, Files, tuple[str, ...], str], tmp_path: Path) -> None:
    _, files, options, words = case
    printed = run("allocate", both(tmp_path, files), *options)
    assert printed.exit_code == 0
    assert words in " ".join(printed.stdout.split())


IN_ORDER: list[tuple[str, Files, str]] = [
    # in words                  files, and what is said
    ("a package on its lots", {"tender": WANTED, "ash": ASH + "packages: [{id: p, lots: [north, south], amount: 150}]\n"}, "GBP 150"),
    ("a discount", {"tender": WANTED, "ash": ASH + "discounts: [{id: d, lots: [north, south], amount: 5}]\n"}, "GBP 195"),
    ("a discount of everything", {"tender": WANTED, "ash": ASH + "discounts: [{id: d, lots: [north], percent: 100}]\n"}, "GBP 100"),
    ("steps that rise", {"tender": WANTED, "ash": ASH +
     "volume: {counts: lots, off: all-units, steps: [{at: 1, percent: 4}, {at: 2, percent: 5}]}\n"}, "GBP 190"),
    ("overlapping, one a lot", {"tender": LAPPING, "ash": ASH + TWO}, "GBP 195"),
    ("overlapping, added up", {"tender": LAPPING.replace("one-per-lot", "add-up"), "ash": ASH + TWO}, "GBP 191"),
    ("a limit of 1", {}, "GBP 204"),
    ("a limit of all", {"tender": RULES.replace("most: 1", "most: 2")}, "GBP 200"),
    ("a limit on some lots", {"tender": RULES.replace("most: 1", "most: 1, lots: [north]")}, "GBP 200"),
    ("a rule that mentions somebody", {"tender": RULES.replace("rules: [", f"rules: [{ELM}, ")}, "GBP 204"),
    ("equal awards that a rule settles", {"tender": RULES.replace("  rules:", "  ties: [{by: lot-order}]\n  rules:"),
     "ash": EQUAL, "elm": "lots: {north: {amount: 102}, south: {amount: 102}}\n"}, "GBP 202"),
]  # fmt: skip


@pytest.mark.parametrize("case", IN_ORDER, ids=lambda case: case[0])
def test_beside_it_what_is_in_order_is_awarded(case: tuple[str, Files, str], tmp_path: Path) -> None:
    _, files, words = case
    printed = run("allocate", both(tmp_path, files))
    assert printed.exit_code == 0
    assert printed.stderr == ""
    assert f"for {words}." in " ".join(printed.stdout.split())


def test_of_equal_awards_every_one_is_told(tmp_path: Path) -> None:
    page = run("allocate", both(tmp_path, {"ash": EQUAL, "elm": EQUAL})).stdout
    assert "GBP 200: north ash, south elm" in page
    assert "GBP 200: north elm, south ash" in page


ASKED = ["--without-each-bidder", "--weights", "--rules-cost"]


@pytest.mark.parametrize("option", ASKED)
def test_what_cannot_be_told_of_no_award_is_said(option: str, tmp_path: Path) -> None:
    printed = run("allocate", both(tmp_path, SENTENCES[0][1]), option)
    assert printed.exit_code == 0
    assert f"{option}: not told, since no award is established" in printed.stderr
