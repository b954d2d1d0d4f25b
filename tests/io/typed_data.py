"""Sound data of a tender, a bid, a decision and a price, and what a mistake in it has to lead to."""

from collections.abc import Mapping

from pydantic import BaseModel

from bideval.io.typed import typed

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

# in words, model, data, where, what, finding, part of what it says
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


def assert_found(case: Case) -> None:
    """Assert that data with one value put in place leads to one finding, at its place and in its words."""
    _, model, data, where, value, expected, words = case
    steps = [step.replace("|", "/") for step in where.split("/")]
    _, findings = typed(model, put(data, steps, value), "file.yaml")
    assert [f"{one.code} {one.sources[0].pointer}" for one in findings] == [expected]
    assert words in " ".join(f"{one.message} {one.remedy}" for one in findings)
