"""two-authorities worked out a second time from its raw files, with plain fractions and no code of bideval."""

from fractions import Fraction

from tests.samples import raw
from tests.samples.folders import SAMPLES, by_bid, single_lot

FOLDER = SAMPLES / "two-authorities"
WEIGHTS = {  # as ITT 5.1 of the sample states them
    "marle": (60, {"care": 15, "continuity": 15, "access": 20, "price": 50}),
    "ferrow": (40, {"care": 50, "continuity": 20, "access": 5, "price": 25}),
}
ASSESSED = ("harrier", "linnet", "plover")


def total(bid: str, authority: str, field: tuple[str, ...]) -> Fraction:
    """Return the unrounded total of a bid by one authority's weights: marks of five, and the lowest price."""
    rows = {
        (row["bid"], row["criterion"]): Fraction(row["mark"]) for row in raw.table(FOLDER / "consensus.csv")
    }
    prices, weights = raw.prices(FOLDER), WEIGHTS[authority][1]
    marked = sum(weights[name] * rows[bid, name] / 5 for name in weights if name != "price")
    return marked + weights["price"] * min(prices[one] for one in field) / prices[bid]


def combined(bid: str, field: tuple[str, ...]) -> Fraction:
    """Return the sum of budget share x total / 100, rounded once."""
    shares = {name: share for name, (share, _) in WEIGHTS.items()}
    return raw.half_up(sum((shares[one] * total(bid, one, field) / 100 for one in WEIGHTS), Fraction(0)), 1)


def test_the_weights_of_the_tender_are_those_recomputed_with() -> None:
    tender = raw.yaml_text(FOLDER / "tender.yaml")
    stated = {
        one["id"]: (int(one["budget_share"]), {name: int(weight) for name, weight in one["weights"].items()})
        for one in tender["authorities"]
    }
    assert stated == WEIGHTS


def test_the_combined_result() -> None:
    lot = single_lot("two-authorities")
    placings = by_bid(lot)
    expected = {bid: combined(bid, ASSESSED) for bid in ASSESSED}
    assert {bid: placings[bid].total for bid in ASSESSED} == expected
    assert {bid: placings[bid].rank for bid in ASSESSED} == raw.ranks(expected)
    assert lot.winner == max(expected, key=lambda bid: expected[bid])


def test_each_authority_by_its_own_weights() -> None:
    for own in single_lot("two-authorities").authorities:
        expected = {bid: raw.half_up(total(bid, own.id, ASSESSED), 1) for bid in ASSESSED}
        assert {one.bid: one.total for one in own.placings} == expected
        assert {one.bid: one.rank for one in own.placings} == raw.ranks(expected)


def test_the_shadow_result_of_the_disregarded_bid() -> None:
    shadow = by_bid(single_lot("two-authorities"))["siskin"].shadow
    assert shadow is not None
    field = (*ASSESSED, "siskin")
    assert shadow.total == combined("siskin", field)
    assert shadow.rank == raw.ranks({bid: combined(bid, field) for bid in field})["siskin"]


def test_the_two_disagree_and_rounding_first_would_show() -> None:
    best = {one: max(ASSESSED, key=lambda bid: total(bid, one, ASSESSED)) for one in WEIGHTS}
    assert best == {"marle": "linnet", "ferrow": "harrier"}
    rounded_first = sum(
        (share * raw.half_up(total("plover", one, ASSESSED), 1) / 100 for one, (share, _) in WEIGHTS.items()),
        Fraction(0),
    )
    assert (raw.half_up(rounded_first, 1), combined("plover", ASSESSED)) == (
        Fraction("77.3"),
        Fraction("77.4"),
    )
