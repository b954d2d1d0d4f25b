"""What stands first about a lot, and the rules and tables that a reader needs to work a figure out again."""

import base64
import json
import re

import pytest

from tests.report.page.pages import HEALTH, SAMPLES, Parsed, page_of

MEALS, JOINT = SAMPLES / "school-meals-lots", SAMPLES / "two-authorities"


def opening(page: str) -> str:
    """The words of the result, before anything else."""
    return Parsed(page.split('id="result"')[1].split("</section>", maxsplit=1)[0]).words()


OWN = [
    ("a bid that came second", "harbour-lane", "Your bid, harbour-lane, ranks 2 of 4 with 82.24 points."),
    ("a bid that was shut out", "alderbourne", "Your bid, alderbourne, was not assessed: it failed Security of GBP 10m for performance (security)."),
    ("the winner", "quillon", "quillon is your bid."),
]  # fmt: skip


@pytest.mark.parametrize("case", OWN, ids=lambda case: case[0])
def test_a_bidder_reads_at_once_what_became_of_its_bid(case: tuple[str, str, str]) -> None:
    _, bid, said = case
    assert said in opening(page_of(HEALTH, f"bidder:{bid}"))


def test_how_close_it_was_is_said_of_the_whole() -> None:
    assert "at GBP 428,400,000, with 82.99 of 100 points." in opening(page_of(HEALTH, "public"))


def test_a_financial_test_is_said_by_its_title() -> None:
    said = opening(page_of(HEALTH, "members", whole=True))
    assert "security is the test Security of GBP 10m for performance." in said
    assert "turnover is the test" not in said  # it is not named there


def test_members_read_which_published_test_was_waived() -> None:
    said = opening(page_of(SAMPLES / "waived-guarantee", "members"))
    assert "failed the test Guarantee that payments made ahead come back (refund-guarantee)" in said


PRICED = [  # an auction at the lowest price: a total is a price
    (
        "the public",
        "public",
        ("4,160,000",),
        ("4,200,000", "4,250,000", "4,290,000", "4,330,000", "4,350,000"),
    ),
    (
        "a bidder that lost",
        "bidder:bid-008",
        ("4,250,000",),
        ("4,200,000", "4,290,000", "4,330,000", "4,350,000"),
    ),
]


@pytest.mark.parametrize("case", PRICED, ids=lambda case: case[0])
def test_a_total_in_money_is_kept_back_like_the_price_it_is(
    case: tuple[str, str, tuple[str, ...], tuple[str, ...]],
) -> None:
    _, wanted, shown, hidden = case
    page = page_of(SAMPLES / "works-auction", wanted)
    table = re.findall(r'<table class="ranking">.*?</table>', page, re.DOTALL)[0]
    assert [one for one in shown if one not in table] == []
    assert [one for one in hidden if one in page] == []
    winner_priced = "<strong>4,160,000</strong>" in table
    assert winner_priced is (wanted == "public")


def test_a_lead_in_money_is_for_those_who_see_the_prices() -> None:
    folder = SAMPLES / "energy-npv"
    assert "years-0-days-0 wins, ahead by UAH" in opening(page_of(folder, "members"))
    assert "years-0-days-0 wins. " in opening(page_of(folder, "public"))


def test_the_data_for_the_public_keep_them_back_too() -> None:
    (data,) = re.findall(
        r'href="data:application/json;base64,([^"]+)"', page_of(SAMPLES / "works-auction", "public")
    )
    (lot,) = json.loads(base64.b64decode(data))["lots"]
    assert lot["margin"] is None
    assert [one["total"] for one in lot["ranking"] if one["total"] is not None] == ["4160000"]


RULES = [
    ("bands", HEALTH, "at or above 85 and below 90: 70 points"),
    ("a line", HEALTH, "figure: 100 x local-spend / total-spend; a straight line from 0 points at 0 to 100 points at 100"),
    ("marks", HEALTH, "3 earns 60, 4 earns 80, 5 earns 100"),
    ("forms that count", HEALTH, "what counts: bond or parent guarantee"),
    ("a published value", SAMPLES / "payment-by-results", "full_marks_at 20"),
    ("each authority", JOINT, "40 percent of the budget; its own weights: care 50, continuity 20, access 5, price 25"),
]  # fmt: skip


@pytest.mark.parametrize("case", RULES, ids=lambda case: case[0])
def test_a_rule_is_told_so_that_a_figure_can_be_worked_out_again(case: tuple[str, object, str]) -> None:
    _, folder, said = case
    assert said in Parsed(page_of(folder, "public")).words()


def test_how_each_authority_ranks_the_bids_is_for_those_who_see_them() -> None:
    asked = "How would each authority rank the bids by its own weights alone?"
    members = Parsed(page_of(JOINT, "members")).words()
    assert asked in members
    assert "marle (Marle District Council), 60 percent of the budget 1 Linnet Homecare plc 88.0" in members
    for wanted in ("public", "bidder:linnet"):
        assert asked not in Parsed(page_of(JOINT, wanted)).words()


def test_answers_about_a_lot_that_is_awarded_with_others_say_what_they_leave_aside() -> None:
    page = page_of(MEALS, "members", whole=True, lot="ashby")
    assert "dinnerline is awarded the lot" in opening(page)
    said = "What follows judges this lot by itself, without the award rules across lots: by the ranking alone, canteen is first. dinnerline is awarded the lot"
    words = Parsed(page).words()
    assert said in words
    assert words.index(said) < words.index("canteen wins")


def test_a_table_that_a_sentence_speaks_of_stands_whole() -> None:
    page = page_of(HEALTH, "members", whole=True)
    words = Parsed(page).words()
    assert "and 1 more, as the table shows" in words
    table = page.split("The result without each criterion")[1].split("</table>")[0]
    assert table.count("<tr>") == 1 + 1 + 15  # headings, nothing left out, and each of the 15
