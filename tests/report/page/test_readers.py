"""What each reader's page shows, and above all what it does not."""

import base64
import json
import re

import pytest

from bideval.report.page.audience import Audience, Reader, UnknownAudienceError, reader_of
from tests.report.page.pages import HEALTH, SAMPLES, Parsed, page_of

LOSERS = (
    "Harbour Lane Care",
    "The Thornfield Trust",
    "Tamarisk Care Services Ltd",
    "Alderbourne",
    "Larkspur",
)
LOSING_PRICES = ("436,900,000", "441,700,000", "421,600,000", "433,200,000")
SHADOWS = ("84.86", "65.93")  # what the two disregarded bids would have had
FLIPS = ("oving 2 of the 100 points", "One step of a single mark", "420,581,699")


SHOWN = [
    # in words                                       for                  shown                                not shown
    ("members see names, prices, reasons", "members", (*LOSERS, *LOSING_PRICES, "Without security, alderbourne wins"), (*SHADOWS, *FLIPS)),
    ("the public sees the winner alone", "public", ("Quillon Health plc", "428,400,000", "82.24"), (*LOSERS, *LOSING_PRICES, *SHADOWS, *FLIPS)),
    ("a bidder sees itself and the winner's points", "bidder:harbour-lane", ("Harbour Lane Care", "436,900,000", "Quillon Health plc", "40.20"), ("428,400,000", *LOSERS[1:], *LOSING_PRICES[1:], *SHADOWS, *FLIPS)),
    ("a bidder that was shut out sees its test", "bidder:alderbourne", ("3,500,000", "10,000,000"), (*LOSERS[:3], *LOSING_PRICES[:3], *SHADOWS, *FLIPS)),
    ("officers see everything", "officers", (*LOSERS, *LOSING_PRICES, *SHADOWS, *FLIPS), ()),
    ("so does the court", "court", (*LOSERS, *LOSING_PRICES, *SHADOWS, *FLIPS), ()),
]  # fmt: skip


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case[0])
def test_what_a_reader_sees(case: tuple[str, str, tuple[str, ...], tuple[str, ...]]) -> None:
    _, wanted, shown, hidden = case
    page = page_of(HEALTH, wanted, whole=True)
    text = Parsed(page).words()
    assert [one for one in shown if one not in text] == []
    assert [one for one in hidden if one in page] == []


def test_nobody_but_officers_and_courts_gets_a_script_a_place_or_the_record() -> None:
    for wanted in ("members", "public", "bidder:harbour-lane"):
        page = page_of(HEALTH, wanted)
        assert "<script" not in page
        assert "script-src" not in page
        assert ".record.json.xz" not in page
        assert not re.search(r"consensus\.csv:\d", page)


def test_what_is_attached_for_the_public_holds_no_other_bid() -> None:
    page = page_of(HEALTH, "public")
    (data,) = re.findall(r'href="data:application/json;base64,([^"]+)"', page)
    text = base64.b64decode(data).decode()
    read = json.loads(text)
    assert [one["bid"] for one in read["lots"][0]["winners"]] == ["quillon"]
    assert [one for one in (*LOSERS, "harbour-lane", "436900000", *SHADOWS) if one in text] == []
    assert read["digests"].keys() == {"rules"}


def test_a_digest_beside_which_a_mark_could_be_tried_is_for_those_who_see_all() -> None:
    stated = {
        wanted: re.findall(r"<dt>(\w+)</dt><dd><code>(sha256:[0-9a-f]{64})", page_of(HEALTH, wanted))
        for wanted in ("members", "public", "bidder:quillon", "officers", "court")
    }
    names = {wanted: [name for name, _ in found] for wanted, found in stated.items()}
    whole = ["Inputs", "Rules", "Result", "Study", "Record"]
    assert names == {
        "members": ["Rules"],
        "public": ["Rules"],
        "bidder:quillon": ["Rules"],
        "officers": whole,
        "court": whole,
    }
    assert len({dict(found)["Rules"] for found in stated.values()}) == 1


def test_a_bidders_page_of_a_price_does_not_show_how_it_was_worked_out() -> None:
    page = page_of(HEALTH, "bidder:harbour-lane", whole=True)
    assert "421600000" not in page  # the lowest price, which another bid made
    assert "421,600,000" not in page


READERS = [
    ("members", "members", Reader(Audience.MEMBERS)),
    ("one bidder", "bidder:ash", Reader(Audience.BIDDER, "ash")),
    ("the court", "court", Reader(Audience.COURT)),
]
NO_READERS = [
    ("nobody", ""),
    ("a bidder without a bid", "bidder"),
    ("a bidder with an empty bid", "bidder:"),
    ("members with a bid", "members:ash"),
    ("an unknown kind", "press"),
    ("capital letters", "Members"),
]


@pytest.mark.parametrize("case", READERS, ids=lambda case: case[0])
def test_a_reader_is_named(case: tuple[str, str, Reader]) -> None:
    assert reader_of(case[1]) == case[2]


@pytest.mark.parametrize("case", NO_READERS, ids=lambda case: case[0])
def test_no_other_reader_is_taken(case: tuple[str, str]) -> None:
    with pytest.raises(UnknownAudienceError):
        reader_of(case[1])


def test_members_read_at_once_who_is_second_and_what_the_financial_tests_did() -> None:
    for wanted, told in (("members", True), ("public", False), ("bidder:harbour-lane", False)):
        page = page_of(HEALTH, wanted, whole=True)
        result = page.split('id="result"')[1].split("</section>")[0]
        second = "Second is harbour-lane, the bid of Harbour Lane Care, at GBP 436,900,000, with 82.24 of 100 points."
        assert (second in result) is told
        assert ("Without security, alderbourne wins, at GBP 4,800,000 more." in result) is told


def test_a_failed_test_is_told_by_its_title() -> None:
    text = Parsed(page_of(HEALTH, "bidder:alderbourne", whole=True)).words()
    assert (
        text.count(
            "Security of GBP 10m for performance (security) failed: GBP 3,500,000, "
            "required at least GBP 10,000,000"
        )
        == 2
    )
    assert "Failed the gate" not in text


def test_a_bidder_that_a_decision_keeps_in_reads_so() -> None:
    text = Parsed(page_of(SAMPLES / "waived-guarantee", "bidder:keelson", whole=True)).words()
    assert "; the bid stays in by decision (waive keelson-waived)." in text
    other = Parsed(page_of(SAMPLES / "waived-guarantee", "bidder:drydock", whole=True)).words()
    assert "the bid stays in by decision" not in other


def test_members_read_at_once_what_a_waiver_decided() -> None:
    page = page_of(SAMPLES / "waived-guarantee", "members", whole=True)
    result = Parsed(page.split('id="result"')[1].split("</section>")[0]).words()
    counted = "If every bid that fails refund-guarantee is left out, whatever was decided, drydock (commercial, private) wins, at GBP 3,500,000 more."
    assert counted in result


WAIVED = (
    "keelson failed the test Guarantee that payments made ahead come back (refund-guarantee), "
    "and stays in because a decision of the authority waived the test."
)
KEPT_BACK = ("1,500,000 in place", "Board of Northmere Harbours", "keelson-waived")  # what, who, which


@pytest.mark.parametrize("wanted", ["public", "bidder:drydock", "bidder:tidemill"])
def test_everybody_reads_that_a_test_was_waived_for_the_winner_and_no_more(wanted: str) -> None:
    page = page_of(SAMPLES / "waived-guarantee", wanted, whole=True)
    assert WAIVED in Parsed(page.split('id="result"')[1].split("</section>")[0]).words()
    assert [one for one in KEPT_BACK if one in Parsed(page).words()] == []


def test_the_data_for_the_public_say_so_too_and_of_others_nothing() -> None:
    told = {}
    for name in ("waived-guarantee", "community-health"):
        (data,) = re.findall(
            r'href="data:application/json;base64,([^"]+)"', page_of(SAMPLES / name, "public")
        )
        told[name] = json.loads(base64.b64decode(data))["lots"][0].get("standing_by_decision")
    assert told["waived-guarantee"] == [{"bid": "keelson", "gate": "refund-guarantee", "decision": "waive"}]
    assert told["community-health"] is None


def test_figures_of_a_column_have_the_same_decimals() -> None:
    page = page_of(SAMPLES / "cleaning-lots", "bidder:dunnock", whole=True)
    tables = re.findall(r'<table class="ranking">.*?</table>', page, re.DOTALL)
    of_both = next(one for one in tables if one.count('<th scope="row">') == 2)
    figures = re.findall(r"<td>(\d+(?:\.\d+)?)\s*(?=<)", of_both)
    parts = [one for one in figures if one not in {"1", "2"}]  # without the ranks
    assert parts == ["25.00", "12.00", "10.00", "47.59", "15.00", "12.00", "8.00", "50.00"]
