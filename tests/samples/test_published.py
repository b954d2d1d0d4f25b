"""Figures that others have published, typed by hand from their sources, against the samples.

Each sample's README names its source; figures stand here as they are printed there.
"""

from fractions import Fraction

import pytest

from bideval.model.evaluation import LotStatus
from bideval.model.numbers import fixed_text
from tests.samples.folders import by_bid, single_lot

TOTALS = [
    # in words, sample, figures as printed
    (
        "UK guidance: cheapest quote over the quote",
        "published/gds-fixed-quotes",
        {"supplier-a": "0.667", "supplier-b": "1", "supplier-c": "0.333"},
    ),
    (
        "Georgia: cost of 300 points, Table 5.7",
        "published/georgia-gpm-table-5-7",
        {"supplier-a": "300", "supplier-b": "272.7"},
    ),
    (
        "Impact Bids: whole points of 40",
        "published/impactbids-40-price",
        {"bid-1": "40", "bid-2": "38", "bid-3": "37"},
    ),
    ("Negometrix: award on value", "published/negometrix-award-on-value", {"bid-a": "78500"}),
    (
        "The eGov Blog: financial scores",
        "published/qcbs-blog",
        {"bid-a": "100", "bid-b": "50", "bid-c": "33.3"},
    ),
    ("VCNR: weighted sum over the sum of weights", "published/vcnr-weighted-sum", {"bid-one": "75.50"}),
    (
        "vendor scorecard: 4.015 and 3.955 print so",
        "published/vendor-scorecard-rounding",
        {"vendor-a": "4.19", "vendor-b": "4.02", "vendor-c": "3.96"},
    ),
    (
        "South Africa: 90 points at 6.7 against 13.5",
        "published/za-negative-price-points",
        {"lower-price": "90", "higher-price": "-1.3433"},
    ),
    (
        "Goldilocks: the middle bid is behind both ends",
        "published/goldilocks-lgl",
        {"bid-a": "75.00", "bid-b": "70.83", "bid-c": "75.00"},
    ),
    (
        "a losing bid is not there",
        "losing-bid-flips-winner/without-d",
        {"bid-a": "75.00", "bid-b": "70.17", "bid-c": "74.50"},
    ),
    (
        "a losing bid is there",
        "losing-bid-flips-winner/with-d",
        {"bid-a": "50.51", "bid-b": "54.17", "bid-c": "62.50", "bid-d": "55.00"},
    ),
]


@pytest.mark.parametrize("case", TOTALS, ids=lambda case: case[0])
def test_totals_are_as_printed(case: tuple[str, str, dict[str, str]]) -> None:
    _, sample, printed = case
    totals = {placing.bid: placing.total for placing in single_lot(sample).placings}
    assert totals == {bid: Fraction(figure) for bid, figure in printed.items()}


WINNERS = [
    # in words                                     sample                               winner
    ("the losing bid is not there: A wins",        "losing-bid-flips-winner/without-d", "bid-a"),
    ("the losing bid is there: C wins",            "losing-bid-flips-winner/with-d",    "bid-c"),
    ("gold-plating: the dearer bid wins",          "published/mod-vfm-index",           "bid-y"),
    ("a weak technical offer wins on its price",   "world-bank-qcbs",                   "amaltas"),
    ("the earlier of two equal bids, as chef()",   "feature-coefficients",              "vesna"),
]  # fmt: skip


@pytest.mark.parametrize("case", WINNERS, ids=lambda case: case[0])
def test_who_wins(case: tuple[str, str, str]) -> None:
    _, sample, winner = case
    assert single_lot(sample).winner == winner


def test_no_rule_no_winner() -> None:
    """Goldilocks publishes no tie rule, so its tie has no winner."""
    lot = single_lot("published/goldilocks-lgl")
    assert (lot.status, lot.winner, lot.tied) == (LotStatus.TIED, None, ("bid-a", "bid-c"))


def test_the_unrounded_totals_stand_on_the_border() -> None:
    totals = {
        bid: one.total_exact for bid, one in by_bid(single_lot("published/vendor-scorecard-rounding")).items()
    }
    assert (totals["vendor-b"], totals["vendor-c"]) == (Fraction("4.015"), Fraction("3.955"))


def test_the_products_of_the_weighted_sum() -> None:
    """The source prints the products 320, 210, 135 and 90, ten times the weighted points."""
    scores = by_bid(single_lot("published/vcnr-weighted-sum"))["bid-one"].scores
    assert [10 * score.weighted for score in scores] == [320, 210, 135, 90]


def test_the_value_index_of_both_offers() -> None:
    totals = {bid: one.total_exact for bid, one in by_bid(single_lot("published/mod-vfm-index")).items()}
    assert totals == {"bid-x": Fraction(80, 1000000), "bid-y": Fraction(99, 1180000)}


def test_the_financial_scores_beside_technical_ones() -> None:
    placings = single_lot("world-bank-qcbs").placings
    scores = {
        one.bid: score.points for one in placings for score in one.scores if score.criterion == "financial"
    }
    assert scores == {"amaltas": 100, "deodar": 50, "gulmohar": Fraction("33.3")}


def test_the_coefficient_is_nine_sevenths() -> None:
    vesna = by_bid(single_lot("feature-coefficients"))["vesna"]
    assert vesna.price is not None
    assert vesna.total is not None
    assert vesna.price / vesna.total == Fraction(9, 7)


VECTORS = [
    # in words             bid                  amountContract   amountPerformance
    ("no contract",        "years-0-days-0",    "0.00000000000",    "1810.95435405817"),
    ("a day",              "years-0-days-1",    "0.47947407407",    "1810.49606787280"),
    ("into the next year", "years-0-days-360",  "172.60571232877",  "1657.43269121038"),
    ("a year",             "years-1-days-0",    "175.00297260274",  "1655.39595725875"),
    ("two years, one day", "years-2-days-1",    "350.48242465753",  "1516.76226628463"),
    ("ten and a half",     "years-10-days-182", "1837.26324657534", "817.12906555064"),
    ("eleven and more",    "years-11-days-256", "2047.74269863014", "763.74700436815"),
]  # fmt: skip


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case[0])
def test_present_values_are_exact_to_eleven_decimals(case: tuple[str, str, str, str]) -> None:
    _, bid, paid, value = case
    placing = by_bid(single_lot("energy-npv"))[bid]
    assert placing.total_exact is not None
    assert placing.total is not None
    assert fixed_text(placing.total_exact, 11) == value
    assert fixed_text(placing.total, 9) == fixed_text(Fraction(value), 9)
    assert f"undiscounted: {paid}" in placing.worked
