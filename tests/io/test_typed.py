"""Text data as models: values that are none, data that is in order, and every problem in one run."""

import pytest
from pydantic import BaseModel

from bideval.io.typed import typed
from bideval.model.bid import Bid
from bideval.model.decision import Decision
from bideval.model.price import PriceSheet
from bideval.model.tender import Tender
from tests.io.typed_data import BID, DECISION, GONE, SHEET, TENDER, Case, assert_found, put

WRONG: list[Case] = [
    # in words, model, data, where, what, finding, part of what it says
    (
        "a kind of evidence with a wrong letter",
        Bid,
        BID,
        "accounts",
        [{"year_end": "2025-03-31", "evidence": "auditted"}],
        "BE052 /accounts/0/evidence",
        "Did you mean audited?",
    ),
    (
        "a rule that counts evidence there is not",
        Tender,
        TENDER,
        "gates/0/evidence",
        ["audited", "predecessor"],
        "BE052 /gates/0/evidence/1",
        "Did you mean predecessor-service?",
    ),
    (
        "a rule that counts years without figures",
        Tender,
        TENDER,
        "gates/0/evidence",
        ["period-unavailable"],
        "BE052 /gates/0/evidence/0",
        "'period-unavailable' is not one of 'audited'",
    ),
    (
        "a number with a comma",
        Tender,
        TENDER,
        "contract/value",
        "1,000",
        "BE052 /contract/value",
        "has a comma",
    ),
    (
        "a number with a pound sign",
        PriceSheet,
        SHEET,
        "lots/whole/amount",
        "£9",
        "BE052 /lots/whole/amount",
        "has a currency sign",
    ),
    (
        "no number at all",
        Tender,
        TENDER,
        "contract/value",
        None,
        "BE052 /contract/value",
        "a number is missing",
    ),
    (
        "a range upside down",
        Tender,
        TENDER,
        "lots/0/criteria/0/weight",
        ["60", "40"],
        "BE052 /lots/0/criteria/0/weight",
        "begins with its lowest value",
    ),
    (
        "a range of three",
        Tender,
        TENDER,
        "lots/0/criteria/0/weight",
        ["1", "2", "3"],
        "BE052 /lots/0/criteria/0/weight",
        "a range is [lowest, highest]",
    ),
    ("another format of the folder", Tender, TENDER, "bideval", "2", "BE052 /bideval", "is not 1"),
    ("an id in capitals", Tender, TENDER, "id", "Care", "BE052 /id", "An id is 1 to 64 of a-z"),
    (
        "a currency in words",
        Tender,
        TENDER,
        "currency",
        "pounds",
        "BE052 /currency",
        "A currency is three capital letters",
    ),
    (
        "a mode that is none",
        Tender,
        TENDER,
        "rounding/0/mode",
        "halfup",
        "BE052 /rounding/0/mode",
        "Did you mean half-up?",
    ),
    (
        "ten places",
        Tender,
        TENDER,
        "rounding/0/places",
        "10",
        "BE052 /rounding/0/places",
        "is more than 9",
    ),
    (
        "places in words",
        Tender,
        TENDER,
        "rounding/0/places",
        "two",
        "BE052 /rounding/0/places",
        "in digits alone",
    ),
    (
        "an empty rounding",
        Tender,
        TENDER,
        "rounding",
        [],
        "BE052 /rounding",
        "a list of rules, or the word none",
    ),
    (
        "yes for true",
        Tender,
        TENDER,
        "illustration",
        "yes",
        "BE052 /illustration",
        "true or false is expected",
    ),
    (
        "a date that is none",
        Bid,
        BID,
        "accounts/0/year_end",
        "2025-02-29",
        "BE052 /accounts/0/year_end",
        "is not a date of the calendar",
    ),
    ("a time without a zone", Bid, BID, "received", "2026-02-01T09:30:00", "BE052 /received", "(UTC)"),
    (
        "a time after midnight",
        Bid,
        BID,
        "received",
        "2026-02-01T24:00:00Z",
        "BE052 /received",
        "a time is written",
    ),
    (
        "a type of body that is none",
        Bid,
        BID,
        "bidder/type",
        "charitable",
        "BE052 /bidder/type",
        "Did you mean charity?",
    ),
    (
        "a kind of decision that is none",
        Decision,
        DECISION,
        "kind",
        "widthdraw",
        "BE052 /kind",
        "Did you mean withdraw?",
    ),
    (
        "a VAT treatment that is none",
        PriceSheet,
        SHEET,
        "lots/whole/vat",
        "20",
        "BE052 /lots/whole/vat",
        "'20' is not one of",
    ),
    ("no lots in a price", PriceSheet, SHEET, "lots", {}, "BE052 /lots", "nothing stands here"),
    ("text for a list", Tender, TENDER, "criteria", "price", "BE052 /criteria", "Write a list"),
    (
        "text for a map",
        Tender,
        TENDER,
        "contract",
        "90",
        "BE052 /contract",
        "names with values are expected here",
    ),
    ("a list for text", Tender, TENDER, "title", ["Care"], "BE052 /title", "a single text is expected"),
    ("blank text", Tender, TENDER, "title", "", "BE052 /title", "is empty"),
    (
        "a lot id that is none",
        PriceSheet,
        SHEET,
        "lots/North",
        {"amount": "1"},
        "BE052 /lots/North",
        "does not have the right form",
    ),
]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_what_keeps_data_from_being_a_model(case: Case) -> None:
    assert_found(case)


RIGHT: list[tuple[str, type[BaseModel], dict[str, object]]] = [
    ("a tender", Tender, TENDER),
    ("a bid", Bid, BID),
    ("a decision", Decision, DECISION),
    ("a price", PriceSheet, SHEET),
]


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case[0])
def test_what_is_in_order(case: tuple[str, type[BaseModel], dict[str, object]]) -> None:
    _, model, data = case
    found, findings = typed(model, data, "file.yaml")
    assert findings == ()
    assert isinstance(found, model)


def test_every_problem_of_a_file_is_said_in_one_run() -> None:
    data = put(put(put(TENDER, ["currency"], GONE), ["contract", "value"], "x"), ["gates", "0", "tset"], "is")
    _, findings = typed(Tender, data, "tender.yaml", "/2")
    assert [(one.code, one.sources[0].pointer) for one in findings] == [
        ("BE051", "/2"),
        ("BE052", "/2/contract/value"),
        ("BE050", "/2/gates/0/tset#key"),
    ]
