"""Sums over a few tenders that were worked out by hand."""

import gc
import weakref
from pathlib import Path

from bideval.portfolio.counted import By, count
from bideval.portfolio.scenario import parse_scenario
from bideval.portfolio.tally import OfGroup, Range, empty
from tests.portfolio.lines import Data, awkward, line, price_only, ran, tables, weighted

PRICE: Data = {"id": "price", "kind": "price", "weight": 50, "formula": "lowest-over-bid"}
PLAN: Data = {"id": "plan", "kind": "quality", "weight": 40}
VALUE: Data = {"id": "value", "kind": "social-value", "weight": 10}
BODIES: tuple[Data, ...] = (
    {"ownership": "commercial", "size": "large", "turnover": 500, "localSpend": 10},
    {"ownership": "employee-led-mutual", "size": "small", "turnover": 50, "localSpend": 70},
)
# Totals: 50 + 20 + 2 = 72 and 40 + 20 + 10 = 70; with social value at 30: 38.89 + 15.56 + 6 = 60.44
# and 31.11 + 15.56 + 30 = 76.67.
POINTS: tuple[Data, ...] = ({"plan": 50, "value": 20}, {"plan": 50, "value": 100})


def two(ocid: str, **rules: object) -> bytes:
    return line(weighted(ocid, (80, 100), POINTS, criteria=(PRICE, PLAN, VALUE), bids=BODIES, **rules))


def test_from_whom_to_whom_and_at_what_price(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(two("a") + two("b") + line(price_only("c", [5, 5, 6])))
    tally, _ = ran(file, "social-value=30")
    one = tally.scenarios[1]
    assert (one.applies, one.changed, one.cannot) == (2, 2, {"no weight for social value beside others": 1})
    assert one.from_to == {"commercial > employee-led-mutual": 2}
    assert one.paid["GBP"] == Range(16_000, 16_000, 20_000, 20_000)
    assert one.local["GBP"] == Range(2_000, 2_000, 14_000, 14_000)
    assert (tally.scenarios[0].local_stated, one.local_stated) == ({"GBP": 2}, {"GBP": 2})
    assert one.groups["employee-led-mutual"] == OfGroup(tenders=2, changed=2, before=0, after=2)


def test_a_tie_has_a_lowest_and_a_highest(tmp_path: Path) -> None:
    """Two bids of 72: 50 + 20 + 2 at 80 pounds, 40 + 30 + 2 at 100; no rule settles it."""
    points: tuple[Data, ...] = ({"plan": 50, "value": 20}, {"plan": 75, "value": 20})
    release = weighted("tie", (80, 100), points, criteria=(PRICE, PLAN, VALUE), bids=BODIES)
    file = tmp_path / "lines.jsonl"
    file.write_bytes(line(release))
    one = ran(file)[0].scenarios[0]
    assert (one.undecided, one.paid["GBP"].before_low, one.paid["GBP"].before_high) == (1, 8_000, 10_000)
    assert (one.local["GBP"].before_low, one.local["GBP"].before_high) == (1_000, 7_000)
    file.write_bytes(line({**release, "portfolio": {**_part(release), "rules": _with_ladder(release)}}))
    assert ran(file)[0].scenarios[0].undecided == 0


def _part(release: Data) -> Data:
    part = release["portfolio"]
    assert isinstance(part, dict)
    return part


def _with_ladder(release: Data) -> Data:
    rules = _part(release)["rules"]
    assert isinstance(rules, dict)
    return {**rules, "ties": "lower-price"}


def test_a_test_that_shuts_everybody_out(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(two("a", turnoverAtLeast=1000) + two("b", turnoverAtLeast=100))
    tally, _ = ran(file, "turnover=off", by="size")
    published, off = tally.scenarios
    assert (published.nobody, off.nobody, off.changed) == (1, 0, 1)
    assert off.from_to == {"nobody > large": 1}
    assert off.paid["GBP"] == Range(8_000, 8_000, 8_000, 8_000)  # only where somebody wins both times


def test_groups_of_tenders(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    other = line({**price_only("c", [5, 4]), "date": "2019-01-01"})
    file.write_bytes(two("a") + two("b") + other)
    tally, _ = ran(file, "social-value=30", by="year")
    assert tally.scenarios[0].groups == {"2019": OfGroup(tenders=1), "2024": OfGroup(tenders=2)}
    assert tally.scenarios[1].groups == {"2024": OfGroup(tenders=2, changed=2)}


def test_a_table_is_let_go_once_it_is_counted() -> None:
    """A run does not search for circles of objects, so a table that was part of one would stay for good."""
    held = tables(awkward(4, number) for number in range(50))
    asked = [parse_scenario(text) for text in ("turnover=off", "reserve=mutuals", "lots=half")]
    watched = [weakref.ref(table.points) for table in held]
    gc.disable()
    try:
        while held:
            count(held.pop(), asked, By.OWNERSHIP, empty(len(asked)))
        assert [one() for one in watched] == [None] * len(watched)
    finally:
        gc.enable()


def test_currencies_are_never_added(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(line(price_only("a", [5])) + line(price_only("b", [7])).replace(b"GBP", b"EUR"))
    paid = ran(file)[0].scenarios[0].paid
    assert {name: one.before_low for name, one in paid.items()} == {"EUR": 700, "GBP": 500}
