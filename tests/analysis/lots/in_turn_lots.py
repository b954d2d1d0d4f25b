"""Small tenders whose lots are awarded in turn, and what is awarded at any weights, worked out apart.

Points are declared by lot and criterion, so that every number of the expected award can be added
up from the draw: totals are sums, ties go to the bid received earlier, and the award follows the
rule of each mechanism in a few lines of its own.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from tests.scoring.build import Papers, tender

Weights = Sequence[Fraction | int]
LOT_BY_LOT, BY_PREFERENCE = "lot-by-lot", "bidder-preference"


class Draw(NamedTuple):
    """What is drawn: all that an award in turn is decided on."""

    mechanism: str
    weights: tuple[int, ...]  # percent, by criterion
    points: tuple[tuple[tuple[int, ...], ...], ...]  # by lot, bid and criterion
    most: int  # lots a bid may be awarded
    prefers: tuple[tuple[int, ...], ...]  # by bid, lots

    @property
    def lots(self) -> tuple[str, ...]:
        """The ids of the lots."""
        return tuple(f"l{at}" for at in range(len(self.points)))

    @property
    def bids(self) -> tuple[str, ...]:
        """The ids of the bids."""
        return tuple(f"b{at}" for at in range(len(self.points[0])))


def drawn(
    seed: int, mechanism: str, lots: int = 3, bids: int = 3, criteria: int = 3, highest: int = 9
) -> Draw:
    """Return a draw of points from 0 to ``highest``, in tens, and of weights in steps of 5 percent."""
    dice = random.Random(seed)
    cuts = sorted(dice.sample(range(1, 20), criteria - 1))
    weights = tuple(5 * (end - start) for start, end in zip([0, *cuts], [*cuts, 20], strict=True))
    points = tuple(
        tuple(tuple(10 * dice.randint(0, highest) for _ in weights) for _ in range(bids)) for _ in range(lots)
    )
    prefers = tuple(tuple(dice.sample(range(lots), lots)) for _ in range(bids))
    return Draw(mechanism, weights, points, dice.randint(1, 2), prefers)


def papers_of(
    draw: Draw, weights: Sequence[object] = (), rounding: object = "none", minimum: int | None = None
) -> Papers:
    """Return the tender of a draw, with other weights where they are given, and a minimum on all quality."""
    names = [f"c{at}" for at in range(len(draw.weights))]
    declared = [f"{lot}-{name}" for lot in draw.lots for name in names]
    lots = [
        {"id": lot, "title": lot, "contract": {"value": 100, "years": 1}, "criteria": own}
        for lot, own in zip(draw.lots, _criteria(draw, names, weights or draw.weights, minimum), strict=True)
    ]
    more = {} if rounding == "none" else {"rounding": rounding, "rank_on": "rounded"}
    rules = {
        "method": {"use": "weighted-sum"},
        "weighting": {"kind": "percent-of-whole"},
        "declares": {name: {"unit": "points", "min": 0, "max": 100} for name in declared},
        "ties": [{"by": "earlier-received"}],
        "lots": lots,
        "lot_mechanism": "One lot after the other",
        "award": {
            "mechanism": draw.mechanism,
            "rules": [{"id": "limit", "use": "most-lots", "most": draw.most}],
        },
        **more,
    }
    prices = {bid: {"lots": {lot: {"amount": 100} for lot in draw.lots}} for bid in draw.bids}
    return Papers(tender(**rules), dict(_bids(draw, declared)), prices)


def _criteria(
    draw: Draw, names: Sequence[str], weights: Sequence[object], minimum: int | None
) -> Iterator[list[Mapping[str, object]]]:
    for lot in draw.lots:
        leaves: list[Mapping[str, object]] = [
            {"id": name, "weight": weight, "measure": {"field": f"bid.declared.{lot}-{name}"}}
            for name, weight in zip(names, weights, strict=True)
        ]
        if minimum is None:
            yield leaves
        else:
            stated = {"points": minimum, "on_fail": "must-disregard"}
            yield [{"id": "quality", "minimum": stated, "criteria": leaves}]


def _bids(draw: Draw, declared: Sequence[str]) -> Iterator[tuple[str, Mapping[str, object]]]:
    for at, bid in enumerate(draw.bids):
        points = [one for lot in draw.points for one in lot[at]]
        wanted = {"prefers": [draw.lots[lot] for lot in draw.prefers[at]]}
        yield (
            bid,
            {
                "lots": list(draw.lots),
                "declared": dict(zip(declared, points, strict=True)),
                "received": f"2026-01-05T09:00:0{at}Z",
                **(wanted if draw.mechanism == BY_PREFERENCE else {}),
            },
        )


# Worked out apart


def awarded(draw: Draw, weights: Weights) -> tuple[int | None, ...]:
    """Return the bid of every lot, at these weights, before rounding."""
    orders = [_order(lot, weights) for lot in draw.points]
    if draw.mechanism == LOT_BY_LOT:
        return _in_order(draw, orders)
    return _deferred(draw, orders)


def _order(lot: tuple[tuple[int, ...], ...], weights: Weights) -> list[int]:
    totals = [
        sum((one * weight for one, weight in zip(own, weights, strict=True)), Fraction(0)) for own in lot
    ]
    return sorted(range(len(lot)), key=lambda bid: (-totals[bid], bid))


def _in_order(draw: Draw, orders: list[list[int]]) -> tuple[int | None, ...]:
    found: list[int | None] = []
    for order in orders:
        found.append(next((bid for bid in order if found.count(bid) < draw.most), None))
    return tuple(found)


def _deferred(draw: Draw, orders: list[list[int]]) -> tuple[int | None, ...]:
    """Every lot is offered to its next bid until no bid that was offered more than it may have gives one up."""
    asked = [0] * len(orders)
    while True:
        held = [order[at] if at < len(order) else None for order, at in zip(orders, asked, strict=True)]
        for bid, wanted in enumerate(draw.prefers):
            own = [lot for lot in wanted if held[lot] == bid]
            if len(own) > draw.most:
                asked[own[-1]] += 1
                break
        else:
            return tuple(held)


def grid(weights: Sequence[int], step: int) -> Iterator[tuple[int, ...]]:
    """Yield all weights in whole steps of so many percent that sum to 100."""

    def spread(left: int, count: int) -> Iterator[tuple[int, ...]]:
        if count == 1:
            yield (left,)
            return
        for one in range(0, left + 1, step):
            yield from ((one, *rest) for rest in spread(left - one, count - 1))

    yield from spread(100, len(weights))


def moved(one: Sequence[int | Fraction], other: Sequence[int | Fraction]) -> Fraction:
    """Return how many points of weight are between two sets of weights."""
    return sum((abs(Fraction(a) - b) for a, b in zip(one, other, strict=True)), Fraction(0)) / 2
