from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from bideval.io.typed import typed
from bideval.model.bid import Bid
from bideval.model.decision import Decision
from bideval.model.price import PriceSheet
from bideval.model.tender import Tender

TENDER: dict[str, object] = {
    "bideval": "1",
    "id": "care",
    "title": "Care",
    "currency": "GBP",
    "rounding": [{"stage": "total", "places": "2", "mode": "half-up"}],
    "contract": {"value": "90", "years": "3"},
    "declares": {"beds": {"unit": "count", "min": "1"}},
    "criteria": [{"id": "price", "weight": "100", "formula": "lowest-over-bid", "with": {"floor": "0"}}],
    "gates": [
        {
            "id": "size",
            "phase": "conditions",
            "use": "finance/size@1",
            "test": "at-least",
            "on_fail": "flag",
            "relies_on": {"who": ["members"], "combine": "sum"},
        }
    ],
    "lots": [{"id": "north", "criteria": [{"id": "price", "weight": ["40", "60"]}]}],
}
BID: dict[str, object] = {
    "id": "acorn",
    "bidder": {"id": "acorn-care", "name": "Acorn Care"},
    "accounts": [{"year_end": "2025-03-31", "turnover": "50"}],
    "declared": {"beds": "3"},
}
DECISION: dict[str, object] = {
    "id": "d",
    "kind": "withdraw",
    "bid": "acorn",
    "reason": "r",
    "by": "Cy",
    "at": "2026-03-01",
}
SHEET: dict[str, object] = {"lots": {"whole": {"amount": "100", "vat": "standard"}}}
GONE = object()

Case = tuple[str, type[BaseModel], Mapping[str, object], str, object, str, str]


def put(data: object, steps: list[str], value: object) -> object:
    """Return a copy of ``data`` with ``value`` at the end of ``steps``."""
    if not steps:
        return value
    first, *rest = steps
    if isinstance(data, list):
        return [put(one, rest, value) if str(place) == first else one for place, one in enumerate(data)]
    assert isinstance(data, dict)
    kept = {key: one for key, one in data.items() if key != first}
    below = put(data.get(first, {}), rest, value)
    return kept if below is GONE else {**kept, first: below}


WRONG: list[Case] = [
    # in words, model, data, where, what, finding, part of what it says
    ("a misspelt key", Tender, TENDER, "curency", "GBP", "BE050 /curency#key", "Did you mean currency?"),
    (
        "a misspelt key in a list",
        Tender,
        TENDER,
        "criteria/0/wieght",
        "1",
        "BE050 /criteria/0/wieght#key",
        "Did you mean weight?",
    ),
    (
        "a misspelt key in a lot",
        Tender,
        TENDER,
        "lots/0/criteria/0/formla",
        "x",
        "BE050 /lots/0/criteria/0/formla#key",
        "Did you mean formula?",
    ),
    (
        "a misspelt key of a declared value",
        Tender,
        TENDER,
        "declares/beds/maxx",
        "9",
        "BE050 /declares/beds/maxx#key",
        "Did you mean max?",
    ),
    (
        "a key that is like none",
        Tender,
        TENDER,
        "contract/zzz",
        "1",
        "BE050 /contract/zzz#key",
        "Here there may be: starts, value, years.",
    ),
    (
        "a key with a slash and a tilde",
        Bid,
        BID,
        "a~b/c".replace("/", "|"),
        "1",
        "BE050 /a~0b~1c#key",
        "a~b/c is not a key here",
    ),
    ("no currency", Tender, TENDER, "currency", GONE, "BE051 ", "Three capitals, such as GBP."),
    ("no rounding", Tender, TENDER, "rounding", GONE, "BE051 ", "Rounding is a published rule"),
    (
        "a gate without what follows",
        Tender,
        TENDER,
        "gates/0/on_fail",
        GONE,
        "BE051 /gates/0",
        "must-disregard, may-disregard or flag",
    ),
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
        "a rating without its date",
        Bid,
        BID,
        "ratings",
        [{"agency": "Northmark", "grade": "B"}],
        "BE051 /ratings/0",
        "State date.",
    ),
    ("a decision without a reason", Decision, DECISION, "reason", GONE, "BE051 ", "reason is missing"),
    ("a bidder without a name", Bid, BID, "bidder/name", GONE, "BE051 /bidder", "State name."),
    (
        "an amount that is missing",
        PriceSheet,
        SHEET,
        "lots/whole/amount",
        GONE,
        "BE051 /lots/whole",
        "amount is missing",
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
    _, model, data, where, value, expected, words = case
    steps = [step.replace("|", "/") for step in where.split("/")]
    _, findings = typed(model, put(data, steps, value), "file.yaml")
    assert [f"{one.code} {one.sources[0].pointer}" for one in findings] == [expected]
    assert words in " ".join(f"{one.message} {one.remedy}" for one in findings)


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


# Maps whose names are the user's own, and maps that a formula, pack or scale types later.
OPEN = ("/declares", "/criteria/0/with")


def maps_in(data: object, pointer: str = "") -> Iterator[tuple[str, list[str]]]:
    """Return every map with keys of the format, by pointer and steps."""
    if isinstance(data, list):
        for place, one in enumerate(data):
            yield from maps_in(one, f"{pointer}/{place}")
    elif isinstance(data, dict):
        if pointer not in OPEN:
            yield pointer, pointer.split("/")[1:]
        for key, one in data.items():
            yield from maps_in(one, f"{pointer}/{key}")


@given(st.sampled_from(list(maps_in(TENDER))), st.from_regex(r"x[a-z]{3,12}", fullmatch=True))
def test_an_unknown_key_is_refused_wherever_it_stands(place: tuple[str, list[str]], key: str) -> None:
    pointer, steps = place
    _, findings = typed(Tender, put(TENDER, [*steps, key], "1"), "tender.yaml")
    assert [(one.code, one.sources[0].pointer) for one in findings] == [("BE050", f"{pointer}/{key}#key")]
