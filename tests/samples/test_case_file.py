"""The restated cases against the project's collection of published cases, where that is at hand.

The collection stands beside a checkout and is no part of it; without it these tests
are skipped, and ``test_published`` still holds the same figures, typed by hand.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bideval.model.numbers import fixed_text
from tests.conftest import ROOT
from tests.samples import raw
from tests.samples.folders import SAMPLES, by_bid, single_lot

CASE_FILE = ROOT.parent / "shared" / "cases" / "scoring.json"

pytestmark = pytest.mark.skipif(
    not CASE_FILE.is_file(),
    reason="the collection of published cases (cases/scoring.json) is not beside the checkout",
)

RESTATED = {
    "constructed_iia_flip": ("losing-bid-flips-winner/without-d", "losing-bid-flips-winner/with-d"),
    "gds_fixed_quotes": ("published/gds-fixed-quotes",),
    "georgia_gpm_table_5_7": ("published/georgia-gpm-table-5-7",),
    "goldilocks_lgl": ("published/goldilocks-lgl",),
    "impactbids_40_price": ("published/impactbids-40-price",),
    "mod_vfm_index": ("published/mod-vfm-index",),
    "negometrix_award_on_value": ("published/negometrix-award-on-value",),
    "prozorro_barbecue": ("feature-coefficients",),
    "prozorro_esco_npv": ("energy-npv",),
    "qcbs_blog": ("published/qcbs-blog",),
    "vcnr_weighted_sum": ("published/vcnr-weighted-sum",),
    "vendor_scorecard_rounding": ("published/vendor-scorecard-rounding",),
    "za_negative_price_points": ("published/za-negative-price-points",),
}


def cases() -> dict[str, Any]:
    """Return the cases by id; every number in the file is text or a whole number."""
    listed = json.loads(CASE_FILE.read_text(encoding="utf-8"), parse_float=Fraction)
    return {case["id"]: case for case in listed}


def declared(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what the bids of a folder declare, by bid."""
    return {bid: one["declared"] for bid, one in raw.bids(folder).items()}


def test_every_case_is_restated() -> None:
    assert set(cases()) == set(RESTATED)
    folders = [SAMPLES / folder for found in RESTATED.values() for folder in found]
    assert [folder for folder in folders if not (folder / "tender.yaml").is_file()] == []


PRICED = [
    # in words, case, price in the case, in units of, bid by name in the case
    ("quotes", "gds_fixed_quotes", "price_gbp", 1, {"A": "supplier-a", "B": "supplier-b", "C": "supplier-c"}),
    ("cost proposals", "georgia_gpm_table_5_7", "price_usd", 1, {"A": "supplier-a", "B": "supplier-b"}),
    ("three prices", "impactbids_40_price", "price_gbp", 1, {"1": "bid-1", "2": "bid-2", "3": "bid-3"}),
    ("award on value", "negometrix_award_on_value", "price_eur", 1, {"A": "bid-a"}),
    ("crores", "qcbs_blog", "price_crore", 10**7, {"A": "bid-a", "B": "bid-b", "C": "bid-c"}),
    ("same unit price", "goldilocks_lgl", "price_gbp", 1, {"A": "bid-a", "B": "bid-b", "C": "bid-c"}),
    ("two offers", "mod_vfm_index", "cost_gbp_k", 1000, {"X": "bid-x", "Y": "bid-y"}),
    (
        "twice the lowest",
        "za_negative_price_points",
        "price_zar_m",
        10**6,
        {"loser": "lower-price", "winner": "higher-price"},
    ),
]
Priced = tuple[str, str, str, int, dict[str, str]]


@pytest.mark.parametrize("case", PRICED, ids=lambda case: case[0])
def test_prices_are_the_case_s(case: Priced) -> None:
    _, name, key, unit, bids = case
    given = {bids[bid]: Fraction(figures[key]) * unit for bid, figures in cases()[name]["bids"].items()}
    assert raw.prices(SAMPLES / RESTATED[name][0]) == given


@pytest.mark.parametrize("case", PRICED[:5], ids=lambda case: case[0])
def test_totals_are_the_published_ones(case: Priced) -> None:
    _, name, _, _, bids = case
    totals = {bid: one.total for bid, one in by_bid(single_lot(RESTATED[name][0])).items()}
    assert totals == {bids[bid]: Fraction(figure) for bid, figure in cases()[name]["published"].items()}


QUALITY = [
    # in words          case                         in the case         in units of  declared as
    ("goldilocks",      "goldilocks_lgl",            "quality",          1,           "quality-points"),
    ("two offers",      "mod_vfm_index",             "non_cost",         1,           "non-cost-score"),
    ("award on value",  "negometrix_award_on_value", "quality_fraction", 100,         "rating"),
]  # fmt: skip


@pytest.mark.parametrize("case", QUALITY, ids=lambda case: case[0])
def test_quality_is_the_case_s(case: tuple[str, str, str, int, str]) -> None:
    _, name, key, unit, said = case
    given = [Fraction(figures[key]) * unit for _, figures in sorted(cases()[name]["bids"].items())]
    found = declared(SAMPLES / RESTATED[name][0])
    assert [Fraction(one[said]) for _, one in sorted(found.items())] == given


def test_the_losing_bid_is_the_case_s() -> None:
    bids = cases()["constructed_iia_flip"]["bids"]
    given = {
        f"bid-{name.lower()}": tuple(map(Fraction, figures)) for name, figures in bids["without_D"].items()
    }
    for folder, more in zip(
        RESTATED["constructed_iia_flip"], ({}, {"bid-d": tuple(map(Fraction, bids["D"]))}), strict=True
    ):
        prices, said = raw.prices(SAMPLES / folder), declared(SAMPLES / folder)
        assert {
            bid: (Fraction(said[bid]["quality-points"]), price) for bid, price in prices.items()
        } == given | more


def test_the_weighted_sum_is_the_case_s() -> None:
    case = cases()["vcnr_weighted_sum"]
    placing = by_bid(single_lot(RESTATED["vcnr_weighted_sum"][0]))["bid-one"]
    assert {one.criterion: one.weight for one in placing.scores} == {
        k.lower(): v for k, v in case["weights"].items()
    }
    given = {f"{name.lower()}-score": Fraction(score) for name, score in case["bids"]["one"].items()}
    said = declared(SAMPLES / RESTATED["vcnr_weighted_sum"][0])["bid-one"]
    assert {name: Fraction(score) for name, score in said.items()} == given
    assert [10 * one.weighted for one in placing.scores] == case["published"]["weighted"]
    assert placing.total == Fraction(case["published"]["final"])


def test_the_scorecard_is_the_case_s() -> None:
    case = cases()["vendor_scorecard_rounding"]
    placings = by_bid(single_lot(RESTATED["vendor_scorecard_rounding"][0]))
    said = declared(SAMPLES / RESTATED["vendor_scorecard_rounding"][0])
    for name, scores in case["bids"].items():
        vendor = f"vendor-{name.lower()}"
        assert [Fraction(one) for one in said[vendor].values()] == [Fraction(one) for one in scores]
        assert placings[vendor].total == Fraction(case["published"][name])
        assert [one.weight / 5 for one in placings[vendor].scores] == [
            Fraction(one) for one in case["weights"].values()
        ]


def test_the_features_are_the_case_s() -> None:
    case = cases()["prozorro_barbecue"]
    folder = SAMPLES / RESTATED["prozorro_barbecue"][0]
    assert list(declared(folder)["vesna"].values()) == case["bids"]["one"]["features"]
    listed = raw.yaml_text(folder / "tender.yaml")["method"]["with"]["features"]
    assert [one["max"] for one in listed] == case["weights"]["features maxima"]
    vesna = by_bid(single_lot(RESTATED["prozorro_barbecue"][0]))["vesna"]
    assert vesna.price is not None
    assert vesna.total is not None
    assert vesna.price / vesna.total == Fraction(case["published"]["coef"])


def test_the_present_values_are_the_case_s() -> None:
    case = cases()["prozorro_esco_npv"]
    name = RESTATED["prozorro_esco_npv"][0]
    placings, said = by_bid(single_lot(name)), declared(SAMPLES / name)
    base = case["bids"]["base"]
    assert len(case["published"]) == len(placings)
    for vector in case["published"]:
        bid = f"years-{vector['years']}-days-{vector['days']}"
        assert said[bid]["cost-reductions"] == base["annualCostsReduction"]
        assert said[bid]["payment-share"] == base["yearlyPaymentsPercentage"]
        exact = placings[bid].total_exact
        assert exact is not None
        assert fixed_text(exact, 11) == vector["amountPerformance"]
        assert f"undiscounted: {vector['amountContract']}" in placings[bid].worked
    terms = raw.yaml_text(SAMPLES / name / "tender.yaml")["method"]["with"]
    assert (terms["announcement_date"], terms["discount_rate"]) == (
        base["announcementDate"],
        base["NBUdiscountRate"],
    )
