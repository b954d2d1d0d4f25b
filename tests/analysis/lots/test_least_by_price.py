"""Whether weights can change an award of lots that compares prices."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from bideval.analysis.lots.allocate import allocate
from bideval.analysis.lots.allocation import AllocationStatus, Count
from bideval.analysis.lots.bounds_in_turn import OTHER_BIDS
from bideval.analysis.lots.least_by_price import LeastByPrice, least_by_price
from bideval.scoring.evaluate import evaluate
from tests.analysis.lots.in_turn_lots import Draw, papers_of
from tests.analysis.lots.mutual_lots import mutual_lots
from tests.scoring.build import Papers, inputs_of

POINTS = (((70, 40), (40, 72)),) * 2
PRICES = {"b0": (100, 130), "b1": (110, 120)}  # by lot: each bid is the cheapest once


def by_price(minimum: int | None = None, prices: Mapping[str, tuple[int, int]] = PRICES) -> Papers:
    """Return two lots with two criteria that weigh 75 and 25, for the lowest total price."""
    draw = Draw("lowest-total-price", (75, 25), POINTS, 2, ((0, 1),) * 2)
    papers = papers_of(draw, minimum=minimum)
    sheets = {
        bid: {"lots": {lot: {"amount": one} for lot, one in zip(draw.lots, own, strict=True)}}
        for bid, own in prices.items()
    }
    return replace(papers, prices=sheets)


def told(papers: Papers) -> LeastByPrice | str:
    """Return what is told of a tender."""
    inputs = inputs_of(papers)
    evaluation = evaluate(inputs)
    return least_by_price(inputs, evaluation, allocate(inputs, evaluation))


CASES: list[tuple[str, Papers, LeastByPrice]] = [
    ("no minimum on a section", by_price(), LeastByPrice()),
    ("no criteria at all", mutual_lots(), LeastByPrice()),
    ("a minimum that both keep whatever the weights", by_price(minimum=40), LeastByPrice()),
    # by hand: 40 a + 72 b is 45 or more up to a weight of the first of 84.375
    ("a minimum that weights decide", by_price(minimum=45), LeastByPrice(Fraction("9.375"), OTHER_BIDS)),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_weights_can_do(case: tuple[str, Papers, LeastByPrice]) -> None:
    _, papers, expected = case
    assert told(papers) == expected


def test_no_weights_of_a_grid_change_the_award() -> None:
    for first in (0, 25, 50, 100):
        papers = by_price()
        lots = papers_of(
            Draw("lowest-total-price", (75, 25), POINTS, 2, ((0, 1),) * 2), (first, 100 - first)
        ).tender["lots"]
        inputs = inputs_of(replace(papers, tender={**papers.tender, "lots": lots}))
        found = allocate(inputs, evaluate(inputs))
        assert [one.bid for one in found.lots] == ["b0", "b1"]


EQUAL = {"b0": (100, 120), "b1": (100, 120)}


def with_ties(*rungs: str) -> Papers:
    """Return lots at equal prices with a tie rule."""
    papers = by_price(prices=EQUAL)
    award = {"mechanism": "lowest-total-price", "ties": [{"by": one} for one in rungs]}
    return replace(papers, tender={**papers.tender, "award": award})


def test_equal_awards_that_ranks_tell_apart_are_refused() -> None:
    said = told(with_ties("lot-order"))
    assert said == "several awards cost as little, and ranks or points tell them apart"


def test_equal_awards_that_are_not_all_known_are_refused() -> None:
    inputs = inputs_of(by_price())
    evaluation = evaluate(inputs)
    whole = allocate(inputs, evaluation)
    said = least_by_price(inputs, evaluation, whole._replace(equal=Count(21, complete=False)))
    assert isinstance(said, str)
    assert "not all awards" in said
    tied = whole._replace(status=AllocationStatus.TIED)
    assert least_by_price(inputs, evaluation, tied) == "the award is not settled as published"


def test_a_minimum_of_the_method_is_refused() -> None:
    papers = by_price()
    method = {"use": "price-per-quality-point", "with": {"quality_minimum": 10}}
    said = told(replace(papers, tender={**papers.tender, "method": method}))
    assert said == "the method has a minimum on quality as a whole, which weights decide"
