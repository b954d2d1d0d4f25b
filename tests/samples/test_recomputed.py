"""Results worked out a second time from the raw files, with plain fractions and no code of bideval.

Weights, formulas, tests and rounding are written down here again, as the tender states
them, and only the figures of the bids are read (``raw``).
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from bideval.model.evaluation import LotResult, PlacingStatus
from tests.samples import raw
from tests.samples.folders import SAMPLES, by_bid, evaluated, single_lot


def totals(lot: LotResult) -> dict[str, Fraction | None]:
    """Return what the assessed bids have, by bid."""
    return {one.bid: one.total for one in lot.placings if one.status is PlacingStatus.ASSESSED}


def found_ranks(lot: LotResult) -> dict[str, int | None]:
    """Return the ranks of the assessed bids, by bid."""
    return {one.bid: one.rank for one in lot.placings if one.status is PlacingStatus.ASSESSED}


# --- community-health

HEALTH = SAMPLES / "community-health"
MARKED = {
    "clinical-model": 12,
    "safety": 9,
    "workforce": 8,
    "integration": 8,
    "access": 8,
    "service-sustainability": 8,
    "jobs-and-skills": 4,
    "environment": 3,
}
STAY_BANDS = ((90, 100), (85, 70), (80, 40))  # from this share of staff on, so many points


def health_points(bid: Mapping[str, Any]) -> dict[str, Fraction]:
    """Return the weighted points of a bid on the criteria that read what it declares, unrounded."""
    said = {name: Fraction(value) for name, value in bid["declared"].items() if value != "clear"}
    stay = next((points for least, points in STAY_BANDS if said["staff-stay"] >= least), 0)
    return {
        "prevention": 5 * min(said["prevention-share"] / 8, Fraction(1)),
        "local-reinvestment": 5 * said["surplus-reinvested"] / 100,
        "local-spend": 5 * said["local-spend"] / said["total-spend"],
        "staff-continuity": 5 * Fraction(stay, 100),
    }


def health_total(bid: str, field: tuple[str, ...]) -> Fraction:
    """Return the total of ``bid`` among the bids of ``field``: each criterion to two decimals."""
    marks, prices = raw.agreed(HEALTH), raw.prices(HEALTH)
    parts = health_points(raw.bids(HEALTH)[bid])
    parts |= {name: weight * marks[bid, name] / 5 for name, weight in MARKED.items()}
    parts["price"] = 20 * min(prices[one] for one in field) / prices[bid]
    assert len(parts) == 13
    return sum((raw.half_up(one, 2) for one in parts.values()), Fraction(0))


def latest_turnover(party: Mapping[str, Any]) -> Fraction:
    """Return the turnover of the latest year of accounts."""
    latest = max(party["accounts"], key=lambda year: year["year_end"])
    return Fraction(latest["turnover"])


def has_turnover(bid: Mapping[str, Any]) -> bool:
    """Say whether the bidder, or it with its members, has 27m; alone it has two fifths of that."""
    others = [one for one in bid.get("members", ()) if one["id"] != bid["bidder"]["id"]]
    together = latest_turnover(bid) + sum((latest_turnover(one) for one in others), Fraction(0))
    return together >= 27000000 and latest_turnover(bid) >= Fraction(2, 5) * 27000000


def has_security(bid: Mapping[str, Any]) -> bool:
    """Say whether the bidder, a member or a guarantor alone brings bonds and guarantees of 10m."""
    parties = [bid, *bid.get("members", ()), *bid.get("guarantors", ())]
    sums = (
        sum(
            Fraction(one["amount"])
            for one in party.get("backing", ())
            if one["form"] in {"bond", "parent-guarantee"}
        )
        for party in parties
    )
    return any(amount >= 10000000 for amount in sums)


def test_community_health() -> None:
    bids = raw.bids(HEALTH)
    admitted = tuple(bid for bid, one in bids.items() if has_turnover(one) and has_security(one))
    expected = {bid: health_total(bid, admitted) for bid in admitted}
    lot = single_lot("community-health")
    assert totals(lot) == expected
    assert found_ranks(lot) == raw.ranks(expected)


@pytest.mark.parametrize("bid", ["alderbourne", "larkspur"])
def test_community_health_shadow_results(bid: str) -> None:
    """A bid that is out, beside the bids that are in: its total, and where it would have come."""
    bids = raw.bids(HEALTH)
    admitted = tuple(one for one, file in bids.items() if has_turnover(file) and has_security(file))
    assert bid not in admitted
    field = (*admitted, bid)
    expected = {one: health_total(one, field) for one in field}
    shadow = by_bid(single_lot("community-health"))[bid].shadow
    assert shadow is not None
    assert (shadow.total, shadow.rank) == (expected[bid], raw.ranks(expected)[bid])


# --- price-schedule


def test_price_schedule() -> None:
    """Rate x quantity x years for each line that counts, to the penny, and the authority's own sums."""
    folder = SAMPLES / "price-schedule"
    lines = {row["line"]: row for row in raw.table(folder / "schedule.csv")}
    assert len(lines) == 300
    expected = {}
    for path in sorted((folder / "prices").glob("*.csv")):
        rates = {row["line"]: row["rate"] for row in raw.table(path)}
        expected[path.stem] = sum(
            (schedule_amount(row, rates[line]) for line, row in lines.items() if row["counts"] == "yes"),
            Fraction(0),
        )
    placings = single_lot("price-schedule").placings
    assert {one.bid: one.price for one in placings} == expected
    assert [one.bid for one in placings] == sorted(expected, key=lambda bid: expected[bid])


def schedule_amount(line: Mapping[str, str], rate: str) -> Fraction:
    """Return what a line adds: a provisional sum as published, a rate that is included nothing."""
    volume = Fraction(line["quantity"]) * Fraction(line["years"] or 1)
    if line["kind"] == "provisional":
        return volume
    return Fraction(0) if rate == "included" else raw.half_up(Fraction(rate) * volume, 2)


# --- framework-six-places


def test_framework_six_places() -> None:
    """70 for quality on marks of four, 30 for a price that is worth nothing at twice the lowest."""
    folder = SAMPLES / "framework-six-places"
    marks, prices = raw.agreed(folder), raw.prices(folder)
    lowest = min(prices.values())
    expected = {}
    for bid, price in prices.items():
        parts = [
            weight * marks[bid, name] / 4
            for name, weight in (("surveys", 35), ("defects", 21), ("residents", 14))
        ]
        parts.append(30 * max(Fraction(0), (2 * lowest - price) / lowest))
        expected[bid] = sum((raw.half_up(one, 1) for one in parts), Fraction(0))
    lot = single_lot("framework-six-places")
    assert totals(lot) == expected
    assert found_ranks(lot) == raw.ranks(expected)
    assert set(lot.winners) == {bid for bid, rank in raw.ranks(expected).items() if rank <= 6}
    assert (expected["ashlar"], lot.tied) == (expected["bolection"], ())


# --- cleaning-lots


def cleaning_totals(lot: str) -> dict[str, Fraction]:
    """Return the totals of the bids of a lot that reach a mark of 2 for the method."""
    folder = SAMPLES / "cleaning-lots"
    marks, prices = raw.agreed(folder, lot), raw.prices(folder, lot)
    admitted = {bid: price for bid, price in prices.items() if marks[bid, "method"] >= 2}
    found = {}
    for bid, price in admitted.items():
        parts = [
            weight * marks[bid, name] / 5
            for name, weight in (("method", 25), ("supervision", 15), ("social-value", 10))
        ]
        share = (620000 - price) / 200000 if lot == "depots" else min(admitted.values()) / price
        found[bid] = sum((raw.half_up(one, 2) for one in (*parts, 50 * share)), Fraction(0))
    return found


@pytest.mark.parametrize("lot", ["offices", "schools", "libraries", "depots"])
def test_cleaning_lots(lot: str) -> None:
    expected = cleaning_totals(lot)
    result = next(one for one in evaluated("cleaning-lots").lots if one.id == lot)
    assert totals(result) == expected
    assert result.winner == max(expected, key=lambda bid: expected[bid])


# --- price-per-quality-point, world-bank-qcbs


def test_price_per_quality_point() -> None:
    folder = SAMPLES / "price-per-quality-point"
    marks, prices = raw.agreed(folder), raw.prices(folder)
    weights = {"food": 40, "delivery": 35, "social-value": 25}
    quality = {bid: sum(weight * marks[bid, name] / 5 for name, weight in weights.items()) for bid in prices}
    lot = single_lot("price-per-quality-point")
    expected = {bid: raw.half_up(prices[bid] / points, 2) for bid, points in quality.items() if points >= 60}
    assert totals(lot) == expected
    assert lot.winner == min(expected, key=lambda bid: expected[bid])
    assert quality["tollgate"] == 59


def test_world_bank_qcbs() -> None:
    """Means of three marks to one decimal, weighted figures to two, the financial score to one."""
    folder = SAMPLES / "world-bank-qcbs"
    given: dict[tuple[str, str], list[Fraction]] = {}
    for row in raw.table(folder / "marks.csv"):
        given.setdefault((row["bid"], row["criterion"]), []).append(Fraction(row["mark"]))
    means = {key: raw.half_up(sum(marks, Fraction(0)) / len(marks), 1) for key, marks in given.items()}
    weights = {"experience": 10, "methodology": 30, "key-experts": 30}
    prices = raw.prices(folder)
    technical = {
        bid: sum(
            (raw.half_up(weight * means[bid, name] / 100, 2) for name, weight in weights.items()), Fraction(0)
        )
        for bid in raw.bids(folder)
    }
    admitted = {bid for bid, figure in technical.items() if figure / 70 * 100 >= 75}
    assert admitted == set(prices)  # the fourth price was never opened
    lowest = min(prices.values())
    financial = {bid: raw.half_up(100 * lowest / price, 1) for bid, price in prices.items()}
    expected = {bid: technical[bid] + raw.half_up(30 * points / 100, 2) for bid, points in financial.items()}
    assert totals(single_lot("world-bank-qcbs")) == expected
