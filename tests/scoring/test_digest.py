"""The digest: what was decided on, and not how the files were written."""

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256

import pytest

from bideval.model.decision import Decision
from bideval.model.inputs import Inputs
from bideval.model.marking import Assignment, Consensus, Evaluator, Mark
from bideval.model.price import RateKind, RateRow, ScheduleLine
from bideval.scoring.digest import canonical_bytes, digest, text_digest
from tests.scoring.build import Data, Papers, decision, inputs_of, lowest_price, tender, text

F = Fraction


def hashed(words: str) -> str:
    """Return free text as it stands in canonical inputs, by the standard library alone."""
    return f"sha256:{sha256(words.encode()).hexdigest()}"


FERRY = Papers(
    tender(
        id="ferry",
        title="Ferry, two ships",
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        criteria=[{"id": "plan", "weight": "99.50", "use": "quality/method-statement@1", "with": {"scale": "scales/0-4@1"}},
                  {"id": "cost", "weight": "2/4", "formula": "lowest-over-bid", "clause": "ITT 7"}],
        rounding=[{"stage": "total", "places": 2, "mode": "half-up"}],
        rank_on="exact",
        marks={"from": "consensus"},
    ),
    {"ash": {"received": "2026-01-05"}},
    {"ash": "0100.50"},
    {("ash", "plan"): "2.0"},
    decisions=[decision("draw", drawn=["elm", "ash"], witnessed_by=["the clerk"])],
)  # fmt: skip
CANONICAL = {  # and the packs as they are on the shelf
    "bids": {
        "ash": {
            "bidder": {"id": "ash-ltd", "name": hashed("Ash Limited"), "type": "not-stated"},
            "id": "ash",
            "received": "2026-01-05",
            "status": "received",
        }
    },
    "consensus": [
        {"bid": "ash", "criterion": "plan", "lot": "*", "mark": "2/1", "reason": hashed("page 4 says so")}
    ],
    "decisions": [
        {
            "at": "2026-03-02",
            "by": hashed("the panel"),
            "drawn": ["elm", "ash"],
            "id": "draw",
            "kind": "draw",
            "reason": hashed("as minuted"),
            "witnessed_by": [hashed("the clerk")],
        }
    ],
    "prices": {"ash": {"lots": {"whole": {"amount": "201/2", "vat": "not-stated"}}}},
    "tender": {
        "bideval": "1",
        "bids_per_bidder": "one",
        "criteria": [
            {"clause": hashed("ITT 7"), "formula": "lowest-over-bid", "id": "cost", "weight": "1/2"},
            {
                "id": "plan",
                "use": "quality/method-statement@1",
                "weight": "199/2",
                "with": {"scale": "scales/0-4@1"},
            },
        ],
        "currency": "GBP",
        "id": "ferry",
        "illustration": False,
        "marks": {"from": "consensus"},
        "method": {"use": "weighted-sum"},
        "places": 1,
        "rank_on": "exact",
        "rounding": [{"mode": "half-up", "places": 2, "stage": "total"}],
        "title": hashed("Ferry, two ships"),
        "weighting": {"kind": "percent-of-whole"},
    },
}


def test_the_canonical_inputs_of_a_small_tender() -> None:
    """Written by hand: sorted keys, reduced fractions, free text as its hash, nothing that is absent."""
    inputs = inputs_of(FERRY)
    packs = {reference: json.loads(json.dumps(pack.raw)) for reference, pack in inputs.packs.items()}
    expected = {**CANONICAL, "packs": packs}
    written = json.dumps(expected, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert json.loads(canonical_bytes(inputs)) == expected
    assert canonical_bytes(inputs) == written
    assert digest(inputs) == f"sha256:{sha256(written).hexdigest()}"


def test_free_text_stands_as_its_hash() -> None:
    assert text_digest("Straße") == hashed("Straße")
    assert b"Ash Limited" not in canonical_bytes(inputs_of(lowest_price({"ash": 1})))


# Rows

FULL = replace(
    inputs_of(lowest_price({"ash": 100, "elm": "90.5"}, declares={"kinds": {"unit": "words"}})),
    schedule=(
        ScheduleLine("", "L1", "*", "", F(2), F(1), "rate", True),
        ScheduleLine("roof", "L2", "*", "m2", F(1, 2), F(3), "option", False),
    ),
    rates={
        "ash": (
            RateRow("L1", RateKind("number", F(5)), None, ""),
            RateRow("L2", RateKind("included", None), F(7), "zero"),
        )
    },
    evaluators=(Evaluator("one", "Ann One", "evaluator"), Evaluator("two", "Ben Two", "chair")),
    marks=(
        Mark("*", "plan", "ash", "one", F(3), "clear", "", "p. 1", "2026-01-05", ""),
        Mark("*", "plan", "elm", "two", F(4), "", "thin", "", "2026-01-06", "2026-01-05"),
    ),
    consensus=(
        Consensus("*", "plan", "ash", F(3), "said so", "", "4", "page 9", ("two", "one"), "", ""),
        Consensus("*", "plan", "elm", F(4), "said more", "", "", "", (), "", ""),
    ),
    assignments=(Assignment("one", "*", "plan"), Assignment("two", "*", "plan")),
    decisions=tuple(
        Decision.model_validate(text(decision("withdraw", bid=bid, at=f"2026-03-0{day}")))
        for day, bid in enumerate(("ash", "elm"), 1)
    ),
)
TUPLES = ("schedule", "evaluators", "marks", "consensus", "assignments", "decisions")


@pytest.mark.parametrize("rows", TUPLES)
def test_the_order_of_rows_is_irrelevant(rows: str) -> None:
    turned = replace(FULL, **{rows: getattr(FULL, rows)[::-1]})
    assert getattr(turned, rows) != getattr(FULL, rows)
    assert digest(turned) == digest(FULL)


def test_the_order_of_rates_bids_and_packs_is_irrelevant() -> None:
    turned = replace(
        FULL,
        rates={"ash": FULL.rates["ash"][::-1]},
        bids=dict(reversed(list(FULL.bids.items()))),
        prices=dict(reversed(list(FULL.prices.items()))),
    )
    assert digest(turned) == digest(FULL)


@pytest.mark.parametrize("rows", TUPLES)
def test_a_row_more_or_less_is_another_digest(rows: str) -> None:
    assert digest(replace(FULL, **{rows: getattr(FULL, rows)[:1]})) != digest(FULL)
    assert digest(replace(FULL, **{rows: getattr(FULL, rows)[:0]})) != digest(FULL)


# Tenders that are the same, and that are not

Change = Callable[[dict[str, object]], object]
GATES: list[Data] = [
    {"id": "first", "phase": "price", "measure": {"field": "price.evaluated"}, "threshold": 9, "test": "at-most",
     "on_fail": "flag"},
    {"id": "second", "phase": "price", "measure": {"field": "price.evaluated"}, "threshold": 1, "test": "at-least",
     "on_fail": "flag"},
]  # fmt: skip
BASE: dict[str, object] = {
    "method": {"use": "weighted-sum"},
    "weighting": {"kind": "percent-of-whole"},
    "declares": {"gains": {"unit": "ratio"}, "costs": {"unit": "ratio"}},
    "criteria": [
        {
            "id": "worth",
            "weight": 60,
            "measure": {
                "ratio": [{"field": "bid.declared.gains"}, {"field": "bid.declared.costs"}],
                "when_zero": "refuse",
                "when_negative": "refuse",
            },
            "points": {"linear": {"from": {"at": 0, "points": 0}, "to": {"at": 2, "points": 100}, "outside": "clamp"}},
        },
        {"id": "cost", "weight": 40, "formula": "rank-points", "with": {"table": [100, 50], "equal": "share-better"}},
    ],
    "gates": GATES,
    "rounding": [{"stage": "points", "places": 1, "mode": "half-up"}, {"stage": "total", "places": 1, "mode": "half-up"}],
    "rank_on": "exact",
    "ties": [{"by": "lower-price"}, {"by": "earlier-received"}],
}  # fmt: skip


def of(rules: Data) -> Inputs:
    return inputs_of(Papers(tender(**rules), {"ash": {"declared": {"gains": 3, "costs": 2}}}, {"ash": 5}))


def criterion(place: int, **changes: object) -> dict[str, object]:
    """Return the base with one criterion changed."""
    listed = BASE["criteria"]
    assert isinstance(listed, list)
    changed = [{**one, **changes} if index == place else one for index, one in enumerate(listed)]
    return {**BASE, "criteria": changed}


def turned(key: str) -> dict[str, object]:
    """Return the base with a list in reverse."""
    listed = BASE[key]
    assert isinstance(listed, list)
    return {**BASE, key: listed[::-1]}


SAME: list[tuple[str, Data]] = [
    ("a weight with a zero behind it", criterion(0, weight="60.0")),
    ("a weight as a fraction", criterion(0, weight="180/3")),
    ("criteria in another order", turned("criteria")),
    ("gates in another order", turned("gates")),
    ("a default that is written out", {**BASE, "places": 1}),
    ("an empty list", {**BASE, "documents": []}),
    (
        "declared values in another order",
        {**BASE, "declares": {"costs": {"unit": "ratio"}, "gains": {"unit": "ratio"}}},
    ),
]


@pytest.mark.parametrize("case", SAME, ids=lambda case: case[0])
def test_what_is_the_same_has_one_digest(case: tuple[str, Data]) -> None:
    assert digest(of(case[1])) == digest(of(BASE))


UPSIDE_DOWN = {
    "ratio": [{"field": "bid.declared.costs"}, {"field": "bid.declared.gains"}],
    "when_zero": "refuse",
    "when_negative": "refuse",
}
OTHERS: list[tuple[str, Data]] = [
    ("a weight", criterion(0, weight="60.000000001")),
    ("a title", {**BASE, "title": "Test "}),
    ("an id", criterion(0, id="worths")),
    ("the two parts of a ratio", criterion(0, measure=UPSIDE_DOWN)),
    ("the places of a table", criterion(1, **{"with": {"table": [50, 100], "equal": "share-better"}})),
    ("a parameter", criterion(1, **{"with": {"table": [100, 50], "equal": "share-mean"}})),
    ("rungs in another order", turned("ties")),
    ("stages in another order", turned("rounding")),
    ("what is ranked on", {**BASE, "rank_on": "rounded"}),
    ("a clause", criterion(0, clause="ITT 3")),
    ("a threshold", {**BASE, "gates": [{**GATES[0], "threshold": 8}, GATES[1]]}),
    ("a rule that is absent", {key: value for key, value in BASE.items() if key != "ties"}),
]


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case[0])
def test_what_is_not_the_same_has_another(case: tuple[str, Data]) -> None:
    assert digest(of(case[1])) != digest(of(BASE))


@pytest.mark.parametrize("key", ["criteria", "gates"])
def test_a_lot_with_an_empty_list_of_its_own_is_not_one_that_inherits(key: str) -> None:
    """Without gates another bid may win: one digest must not stand for both."""
    inherits = of({**BASE, "lots": [{"id": "north"}]})
    replaces = of({**BASE, "lots": [{"id": "north", key: []}]})
    assert f'"{key}":[]' in canonical_bytes(replaces).decode()
    assert digest(inherits) != digest(replaces)


def test_lots_keep_their_published_order() -> None:
    lots = [{"id": "north"}, {"id": "south"}]
    one, other = (
        inputs_of(Papers(tender(method={"use": "lowest-compliant"}, lots=given)))
        for given in (lots, lots[::-1])
    )
    assert digest(one) != digest(other)


def test_things_with_ids_inside_parameters_are_sorted() -> None:
    features = [{"id": "intake", "max": "1/5"}, {"id": "years", "max": "1/10"}]
    declares = {"intake": {"unit": "ratio"}, "years": {"unit": "ratio"}}
    one, other = (
        digest(
            inputs_of(
                Papers(
                    tender(
                        method={"use": "feature-coefficient", "with": {"features": given}}, declares=declares
                    )
                )
            )
        )
        for given in (features, features[::-1])
    )
    assert one == other
