"""Lines of a portfolio for tests: plain releases, and seeded tenders with many ties and near ties.

The seeded ones are drawn to be awkward, not to be likely: few prices, few points, every
formula, rounding or none, tests that shut out some.
"""

import json
import random
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import msgspec

from bideval.portfolio.columns import Columns, columns
from bideval.portfolio.gathered import Gathered, gather
from bideval.portfolio.part_run import Order, Reject
from bideval.portfolio.release import OWNERSHIPS, SIZES, Release
from bideval.portfolio.run import Asked, Rejected, run
from bideval.portfolio.sources import PART
from bideval.portfolio.spread import Spread, one_process
from bideval.portfolio.tally import Tally

Data = dict[str, object]
_DECODER = msgspec.json.Decoder(Release)


def price_only(ocid: str, prices: Sequence[object], **more: object) -> Data:
    """Return a release in which the lowest price wins; ``more`` replaces parts at the top."""
    bids: list[Data] = [
        {
            "id": f"bid-{place}",
            "status": "valid",
            "tenderers": [{"id": f"firm-{place}"}],
            "value": {"amount": price, "currency": "GBP"},
        }
        for place, price in enumerate(prices)
    ]
    tender: Data = {"id": "t", "awardCriteria": "priceOnly"}
    return {"ocid": ocid, "date": "2024-05-01", "tender": tender, "bids": {"details": bids}, **more}


def weighted(
    ocid: str,
    prices: Sequence[object],
    points: Sequence[Data],
    *,
    criteria: Sequence[Data],
    bids: Sequence[Data] = (),
    value: object = None,
    **rules: object,
) -> Data:
    """Return a release with our part; ``bids`` adds to what each bid says beside its points."""
    release = price_only(ocid, prices)
    tender: Data = {"id": "t", "awardCriteria": "ratedCriteria"}
    if value is not None:
        tender["value"] = {"amount": value, "currency": "GBP"}
    own: list[Data] = [{"id": f"bid-{place}", "points": given} for place, given in enumerate(points)]
    for one, added in zip(own, bids, strict=False):
        one.update(added)
    part: Data = {
        "format": "bideval-portfolio",
        "version": "1",
        "rules": {"criteria": list(criteria), **rules},
        "bids": own,
    }
    return {**release, "tender": tender, "portfolio": part}


def line(release: Data) -> bytes:
    """Return a release as a line; a Decimal is written as its digits."""
    text = json.dumps(release, default=lambda value: f"@{value}@")
    return text.replace('"@', "").replace('@"', "").encode() + b"\n"


def tables(releases: Iterable[Data]) -> list[Columns]:
    """Return the tables of releases that can all be evaluated."""
    into = Gathered()
    for number, release in enumerate(releases):
        reason = gather(into, number, _DECODER.decode(line(release)))
        assert reason is None, (release["ocid"], reason)
    found, out = columns(into)
    assert out == []
    return found


def ran(
    path: Path | str | Sequence[str],
    *scenarios: str,
    by: str = "ownership",
    spread: Spread = one_process,
    manifest: Path | None = None,
    part_size: int = PART,
) -> tuple[Tally, list[Rejected]]:
    """Run a portfolio and return its tally and every line that was not evaluated."""
    sources = (str(path),) if isinstance(path, str | Path) else tuple(path)
    rejected: list[Rejected] = []
    asked = Asked(sources, Order(scenarios, by), spread, manifest, part_size)
    return run(asked, rejected.append), rejected


def places(rejected: Iterable[Rejected]) -> list[tuple[int, str]]:
    """Return the line and the reason of each, in order."""
    return sorted((one.reject.line, one.reject.reason) for one in rejected)


def reasons(rejects: Iterable[Reject]) -> set[str]:
    """Return the reasons."""
    return {one.reason for one in rejects}


# Awkward tenders

_FORMULAS: tuple[Data, ...] = (
    {"formula": "lowest-over-bid"},
    {"formula": "linear-to-double-lowest"},
    {"formula": "linear-to-n-lowest", "n": 3},
    {"formula": "linear-to-n-lowest", "n": Decimal("1.25")},
    {"formula": "lowest-to-highest", "when_equal": 100},
    {"formula": "lowest-to-highest", "when_equal": Decimal("33.333")},
    {"formula": "budget-linear"},
)
_WEIGHTS = (
    (50, 30, 20),
    (Decimal("33.34"), Decimal("33.33"), Decimal("33.33")),
    (60, 0, 40),
    (100, 0, 0),
    (0, 70, 30),
    (40, Decimal("59.5"), Decimal("0.5")),
)


def awkward(seed: int, number: int) -> Data:
    """Return one seeded tender."""
    dice = random.Random(seed * 1_000_003 + number)
    ocid = f"awkward-{seed}-{number}"
    count = dice.randint(1, 6)
    scale = dice.choice((1, 1, 10, 10_000, 10**6, 10**9))
    prices = [
        Decimal(dice.choice((3, 4, 5, 6, 7, 9, 12)) * scale * 100 + dice.choice((0, 0, 0, 1, 33))) / 100
        for _ in range(count)
    ]
    if dice.random() < 0.1:
        return price_only(ocid, prices)
    price, quality, social = dice.choice(_WEIGHTS)
    formula = dice.choice(_FORMULAS) if price else {}
    criteria: list[Data] = [{"id": "price", "kind": "price", "weight": price, **formula}] if price else []
    criteria += [
        {"id": "plan", "kind": "quality", "weight": quality},
        {"id": "value", "kind": "social-value", "weight": social},
    ]
    dice.shuffle(criteria)
    marks = (0, 20, 40, 60, 60, 80, 100, Decimal("62.5"), Decimal("33.333"))
    points: list[Data] = [{"plan": dice.choice(marks), "value": dice.choice(marks)} for _ in prices]
    rules: Data = {
        "ties": dice.choice(("lower-price", "none")),
        "markStep": dice.choice((20, 10)),
        "years": 4,
    }
    if dice.random() < 0.7:
        rules["weightedPlaces"] = dice.choice((0, 1, 2, 4))
    if dice.random() < 0.5:
        rules["turnoverAtLeast"] = dice.choice((2, 3, 5)) * scale
    if dice.random() < 0.5:
        rules["security"] = scale
    bids = [_body(dice, scale) for _ in prices]
    return weighted(ocid, prices, points, criteria=criteria, bids=bids, value=10 * scale, **rules)


def _body(dice: random.Random, scale: int) -> Data:
    return {
        "ownership": dice.choice(OWNERSHIPS[:-1]),
        "size": dice.choice(SIZES),
        "turnover": dice.choice((1, 2, 3, 5, 8)) * scale,
        "security": dice.choice((0, 0, 1, 2)) * scale,
        "securityInPrice": dice.random() < 0.5,
        "localSpend": dice.choice((0, 1, 2)) * scale,
    }
