"""Text data as models: keys that are none, and keys that are missing."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.io.typed import typed
from bideval.model.bid import Bid
from bideval.model.decision import Decision
from bideval.model.price import PriceSheet
from bideval.model.tender import Tender
from tests.io.typed_data import BID, DECISION, GONE, SHEET, TENDER, Case, assert_found, put

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
]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_what_keeps_data_from_being_a_model(case: Case) -> None:
    assert_found(case)


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
