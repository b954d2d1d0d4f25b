"""The award across lots on the page: who is awarded what, and what of it each reader may see.

The expected award is the one that the sample's own allocation (``expected/allocation.txt``) states.
"""

import re
from pathlib import Path

import pytest

from tests.report.letters import together
from tests.report.page.pages import HEALTH, SAMPLES, Parsed, page_of

MEALS = SAMPLES / "school-meals-lots"
PASSED = "Who had a better rank and was passed over?"

SHOWN = [
    # in words                                   for                shown                                                 not shown
    ("members see winners, prices, passed over", "members", ("12 lots go to 5 bidders for GBP 12,631,576", "Dinnerline Ltd 2 1,172,900", PASSED), ()),
    ("officers see the same", "officers", ("12 lots go to 5 bidders for GBP 12,631,576", PASSED), ()),
    ("the public sees the winners with prices", "public", ("Dinnerline Ltd 2 1,172,900", "package special"), (PASSED, "Kettle Co-operative")),
]  # fmt: skip


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case[0])
def test_what_a_reader_sees_of_the_award(case: tuple[str, str, tuple[str, ...], tuple[str, ...]]) -> None:
    _, wanted, shown, hidden = case
    text = Parsed(page_of(MEALS, wanted, whole=True)).words()
    assert [one for one in shown if one not in text] == []
    assert [one for one in hidden if one in text] == []


def test_every_lot_says_who_is_awarded_it() -> None:
    page = page_of(MEALS, "members", whole=True)
    leads = re.findall(r'<p class="lead">(\S+) is awarded the lot', page)
    assert leads == [
        "dinnerline", "servewell", "breakbread", "servewell", "canteen", "dinnerline",
        "servewell", "canteen", "nourish", "nourish", "breakbread", "breakbread",
    ]  # fmt: skip


BIDDERS = [
    ("one that was passed over", "bidder:kettle", True),
    ("one that no lot was passed over for", "bidder:nourish", False),
]


@pytest.mark.parametrize("case", BIDDERS, ids=lambda case: case[0])
def test_a_bidder_sees_winners_without_prices_and_of_the_passed_over_itself(
    case: tuple[str, str, bool],
) -> None:
    _, wanted, was_passed = case
    page = page_of(MEALS, wanted, whole=True)
    (section,) = re.findall(r'<section aria-labelledby="awards">.*?</section>', page, re.DOTALL)
    assert not re.search(r"\d,\d{3}", section)
    assert (PASSED in section) is was_passed
    if was_passed:
        rows = section.split(PASSED)[-1]
        assert set(re.findall(r"<td>([^<]+)", rows)[::3]) == {"Kettle Co-operative"}


def test_a_quick_page_shows_the_award_too() -> None:
    text = Parsed(page_of(MEALS, "members")).words()
    assert "12 lots go to 5 bidders for GBP 12,631,576" in text


# Canaries: what stands in the award's section alone, put where only some readers may find it

SECTION = re.compile(r'<section aria-labelledby="awards">.*?</section>', re.DOTALL)
# Bidders that were passed over somewhere and won nothing, and prices that only the winners' rows hold.
CANARIES = {"passed": "Kettle Co-operative", "price": "1,172,900", "package": "package special"}
CUT = [
    # in words                                            for               the canaries in the section
    ("members: everything", "members", {"passed", "price", "package"}),
    ("officers: everything", "officers", {"passed", "price", "package"}),
    ("the court: everything", "court", {"passed", "price", "package"}),
    ("the public: winners and prices", "public", {"price", "package"}),
    ("the one that was passed over: itself, no price", "bidder:kettle", {"passed"}),
    ("a winner: no price, nobody passed over", "bidder:nourish", set[str]()),
]  # fmt: skip


@pytest.mark.parametrize("whole", [False, True], ids=["quick", "whole"])
@pytest.mark.parametrize("case", CUT, ids=lambda case: case[0])
def test_the_section_is_cut_for_each_reader(case: tuple[str, str, set[str]], *, whole: bool) -> None:
    _, wanted, expected = case
    (section,) = SECTION.findall(page_of(MEALS, wanted, whole=whole))
    text = Parsed(section).words()
    assert {name for name, canary in CANARIES.items() if canary in text} == expected


RULES = ("The published mechanism: ", "limit-3", "ITT 8.2", "Proved optimal")


@pytest.mark.parametrize(
    "wanted", ["members", "officers", "court", "public", "bidder:kettle", "bidder:nourish"]
)
def test_everybody_sees_the_mechanism_the_rules_and_what_is_proved(wanted: str) -> None:
    (section,) = SECTION.findall(page_of(MEALS, wanted))
    text = Parsed(section).words()
    assert [one for one in RULES if one not in text] == []


SUMS = [
    # in words                                          for              shown                                           not shown
    ("members: packages and each discount", "members", ("GBP 958,600 for ings and jubilee", "servewell GBP 72,324"), ()),
    ("the public: packages, discounts in one sum", "public", ("GBP 958,600", "discounts take off GBP 72,324,"), ("servewell GBP 72,324",)),
    ("a bidder: neither", "bidder:kettle", (), ("958,600", "72,324", "12,703,900")),
]  # fmt: skip


@pytest.mark.parametrize("case", SUMS, ids=lambda case: case[0])
def test_what_makes_the_prices_the_cost(case: tuple[str, str, tuple[str, ...], tuple[str, ...]]) -> None:
    _, wanted, shown, hidden = case
    (section,) = SECTION.findall(page_of(MEALS, wanted))
    text = Parsed(section).words()
    assert [one for one in shown if one not in text] == []
    assert [one for one in hidden if one in text] == []


def test_the_prices_and_packages_shown_less_the_discount_are_the_cost() -> None:
    (section,) = SECTION.findall(page_of(MEALS, "members"))
    lots = [int(one.replace(",", "")) for one in re.findall(r"<td>(\d[\d,]{6,})\s", section)]
    packages = [int(one.replace(",", "")) for one in re.findall(r"Package of \S+ \S+: GBP ([\d,]+)", section)]
    assert (len(lots), len(packages)) == (6, 3)
    assert sum(lots) + sum(packages) - 72_324 == 12_631_576


def test_answers_about_a_lot_by_itself_say_so_each() -> None:
    text = Parsed(page_of(MEALS, "officers", whole=True, lot="ashby")).words()
    assert re.search(r"By the ranking alone: [^.]*whichever is taken away, canteen wins", text)


def test_a_lot_that_nobody_is_awarded_says_so_and_why(tmp_path: Path) -> None:
    root = together.folder(tmp_path, together.SEARCHED, together.LIMIT, together.RESERVE)
    said = "Nobody is awarded the lot by the award rules across lots."
    members = Parsed(page_of(root, "members")).words()
    assert said in members
    assert "ash kept off by one-each; fir above the reserve price of GBP 95,000 (reserve-east)" in members
    fir = Parsed(page_of(root, "bidder:fir")).words()
    assert said in fir
    assert "above the reserve price" in fir
    assert "Ash Care" not in fir
    assert "depends on the award rules" not in fir


def test_lots_that_are_awarded_alone_have_no_such_section() -> None:
    for folder in (HEALTH, SAMPLES / "cleaning-lots"):
        assert 'id="awards"' not in page_of(folder, "members", whole=True)


def test_many_lots_have_a_short_table_of_contents() -> None:
    contents = page_of(MEALS, "members", whole=True).split("</nav>")[0]
    assert contents.count("<li>") == 14  # the award, twelve lots, how to check
