"""A file with bad parts is mended far enough for the search to go on, and its good parts stay."""

from fractions import Fraction

import pytest
from pydantic import BaseModel

from bideval.errors import Source, error
from bideval.io.mending import Bad, mended, not_at
from bideval.model.bid import Bid
from bideval.model.decision import Decision
from bideval.model.price import PriceSheet
from bideval.model.tender import Tender

Data = dict[str, object]
GATE: Data = {"id": "limit", "phase": "price", "test": "at-most", "on_fail": "flag"}
TENDER: Data = {
    "bideval": "1",
    "id": "care",
    "title": "Care",
    "currency": "GBP",
    "rounding": [{"stage": "total", "places": "2", "mode": "half-up"}],
    "contract": {"value": "90", "years": "3"},
    "marks": {"from": "mean"},
    "gates": [GATE],
    "criteria": [{"id": "plan", "weight": "100", "scale": "scales/0-5@1"}],
}
BID: Data = {"id": "acorn", "bidder": {"id": "acorn-care", "name": "Acorn Care"}}
SHEET: Data = {"lots": {"whole": {"amount": "100"}}}
DECISION: Data = {"id": "d1", "kind": "keep", "reason": "x", "by": "y", "at": "2026-03-01"}

CASES: list[tuple[str, type[BaseModel], Data, Data, str, object]] = [
    # in words, model, data, what is changed, where to look in the mended one, what stands there
    ("what is right stays", Tender, TENDER, {}, "title", "Care"),
    ("a misspelt key is read", Tender, TENDER, {"rank_no": "exact"}, "rank_on", "exact"),
    ("a misspelt key beside the right one is not", Tender, TENDER, {"titel": "Cure"}, "title", "Care"),
    ("an unknown key goes", Tender, TENDER, {"deadline": "2026-01-01"}, "id", "care"),
    ("a misspelt word is read", Tender, TENDER, {"marks": {"from": "meen"}}, "marks.from_", "mean"),
    ("a word that is like none has a stand-in", Tender, TENDER, {"marks": {"from": "?"}}, "marks.from_", "consensus"),
    ("an id in capitals is read", Tender, TENDER, {"id": "Care Home"}, "id", "care-home"),
    ("a bad number that may be absent goes", Tender, TENDER, {"contract": {"value": "90", "years": "x"}}, "contract.years", None),
    ("a bad number that must be there", Tender, TENDER, {"contract": {"value": "x"}}, "contract.value", Fraction(1)),
    ("no rounding", Tender, {key: one for key, one in TENDER.items() if key != "rounding"}, {}, "rounding", ()),
    ("no currency", Tender, {key: one for key, one in TENDER.items() if key != "currency"}, {}, "currency", "XXX"),
    ("a rounding without its mode", Tender, TENDER, {"rounding": [{"stage": "total", "places": "2"}]}, "rounding.0.mode", "half-up"),
    ("a gate keeps its place", Tender, TENDER, {"gates": [{**GATE, "phase": "prize"}, {**GATE, "id": "second"}]}, "gates.1.id", "second"),
    ("a gate without its consequence", Tender, TENDER, {"gates": [{"id": "g", "phase": "price", "test": "is"}]}, "gates.0.id", "g"),
    ("a bidder in one word", Bid, BID, {"bidder": "Acorn"}, "id", "acorn"),
    ("a name as a list", Bid, BID, {"bidder": {"id": "acorn-care", "name": ["Acorn"]}}, "bidder.id", "acorn-care"),
    ("a bad day among good ones", Bid, BID, {"accounts": [{"year_end": "2025-02-30", "turnover": "5"}]}, "accounts.0.turnover", Fraction(5)),
    ("a treatment in capitals", PriceSheet, SHEET, {"lots": {"whole": {"amount": "1", "vat": "Zero"}}}, "lots.whole.vat", "zero"),
    ("a decision of a misspelt kind", Decision, DECISION, {"kind": "keeep"}, "kind", "keep"),
]  # fmt: skip


def look(found: object, where: str) -> object:
    """Follow names and indices."""
    for step in where.split("."):
        if isinstance(found, tuple):
            found = found[int(step)]
        else:
            found = found[step] if isinstance(found, dict) else getattr(found, step)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_mended(case: tuple[str, type[BaseModel], Data, Data, str, object]) -> None:
    _, model, data, change, where, expected = case
    given = {**data, **change}
    before = repr(given)
    found = mended(model, given)
    assert found is not None
    assert look(found, where) == expected
    assert repr(given) == before  # the data themselves are never touched


BEYOND: list[tuple[str, type[BaseModel], object]] = [
    ("a list", Tender, ["a"]),
    ("text", Bid, "acorn"),
    ("nothing", Bid, None),
    ("a price without lots", PriceSheet, {}),
    ("a decision without a kind", Decision, {key: one for key, one in DECISION.items() if key != "kind"}),
    ("a decision of a kind like none", Decision, {**DECISION, "kind": "?"}),
]


@pytest.mark.parametrize("case", BEYOND, ids=lambda case: case[0])
def test_what_cannot_be_mended(case: tuple[str, type[BaseModel], object]) -> None:
    _, model, data = case
    assert mended(model, data) is None


PLACES = [
    # in words, the pointer of a finding, whether it is left out beside a bad /gates/1/test
    ("the place itself", "/gates/1/test", True),
    ("its key", "/gates/1/test#key", True),
    ("above it", "/gates/1", True),
    ("below it", "/gates/1/test/0", True),
    ("beside it", "/gates/1/phase", False),
    ("a longer number", "/gates/12", False),
    ("another gate", "/gates/0/test", False),
]


@pytest.mark.parametrize("case", PLACES, ids=lambda case: case[0])
def test_what_stands_at_a_mended_place_is_left_out(case: tuple[str, str, bool]) -> None:
    _, pointer, is_left_out = case
    found = error("BE145", "wrong", "Mend it.", Source("tender.yaml", pointer))
    assert not_at([found], [Bad("tender.yaml", "/gates/1/test")]) == (() if is_left_out else (found,))
    assert not_at([found], [Bad("study.yaml", "/gates/1/test")]) == (found,)
