"""The tie ladder: published rungs, applied in order to each group of equal bids.

Every rung is recorded with the values it compared and the bids it left equal.
Ladders settle every equal group, on or off the award border.  A draw needs a
``draw`` decision: a seed that anyone can recompute, or an order drawn before
witnesses, taken as told.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.model.decision import Decision
from bideval.model.evaluation import TieRung
from bideval.model.numbers import decimal_text
from bideval.model.tender import TieRule
from bideval.scoring.draws import SeedError, draw_order, draw_steps


class Comparable(NamedTuple):
    """What the rungs may read of a bid."""

    price: Fraction | None
    points: Mapping[str, Fraction]  # by criterion or section
    received: str | None


class Settled(NamedTuple):
    """A group in its final order: classes of bids still equal, best first, and the rungs by bid."""

    classes: tuple[tuple[str, ...], ...]
    rungs: Mapping[str, tuple[TieRung, ...]]


def settle(
    group: Sequence[str],
    bids: Mapping[str, Comparable],
    rules: tuple[TieRule, ...],
    lot: str,
    draws: tuple[Decision, ...],
) -> Settled:
    """Split a group of equal bids by the rungs until it is ordered or the rungs end."""
    classes: list[tuple[str, ...]] = [tuple(sorted(group))]
    rungs: dict[str, list[TieRung]] = {bid: [] for bid in group}
    for rule in rules:
        split: list[tuple[str, ...]] = []
        for tied in classes:
            parts = [tied] if len(tied) == 1 else _apply(rule, tied, bids, lot, draws, rungs)
            split += parts
        classes = split
    return Settled(tuple(classes), {bid: tuple(found) for bid, found in rungs.items()})


def _apply(
    rule: TieRule,
    tied: tuple[str, ...],
    bids: Mapping[str, Comparable],
    lot: str,
    draws: tuple[Decision, ...],
    rungs: dict[str, list[TieRung]],
) -> list[tuple[str, ...]]:
    """Split ``tied`` by one rung and record it with each of its bids."""
    steps: tuple[str, ...] = ()
    if rule.by == "draw":
        keys, words = _draw_keys(tied, lot, draws)
        steps = _draw_steps(tied, lot, draws)
    else:
        keys, words = _COMPARED[rule.by](rule, tied, bids)
    parts = [tuple(bid for bid in tied if keys[bid] == key) for key in sorted(set(keys.values()))]
    name = f"{rule.by} of {rule.of}" if rule.of else rule.by
    for part in parts:
        for bid in part:
            rungs[bid].append(TieRung(name, words, part, steps))
    return parts


Keys = tuple[dict[str, tuple[Fraction, str]], dict[str, str]]  # smaller is better; words by bid


def _by_price(_: TieRule, tied: tuple[str, ...], bids: Mapping[str, Comparable]) -> Keys:
    prices = {bid: bids[bid].price or Fraction(0) for bid in tied}
    return {bid: (price, "") for bid, price in prices.items()}, {
        bid: decimal_text(price) for bid, price in prices.items()
    }


def _by_points(rule: TieRule, tied: tuple[str, ...], bids: Mapping[str, Comparable]) -> Keys:
    points = {bid: bids[bid].points[rule.of or ""] for bid in tied}
    return {bid: (-value, "") for bid, value in points.items()}, {
        bid: decimal_text(value) for bid, value in points.items()
    }


def _by_received(_: TieRule, tied: tuple[str, ...], bids: Mapping[str, Comparable]) -> Keys:
    times = {bid: bids[bid].received or "" for bid in tied}
    return {bid: (Fraction(0), time) for bid, time in times.items()}, times


_COMPARED: Mapping[str, Callable[[TieRule, tuple[str, ...], Mapping[str, Comparable]], Keys]] = {
    "lower-price": _by_price,
    "points": _by_points,
    "earlier-received": _by_received,
}


def _draw_keys(tied: tuple[str, ...], lot: str, draws: tuple[Decision, ...]) -> Keys:
    """Places in the draw; all equal while no decision is about this whole group."""
    draw = deciding_draw(tied, lot, draws)
    order = drawn_order(tied, lot, draw) if draw else ()
    if not order:
        return {bid: (Fraction(0), "") for bid in tied}, dict.fromkeys(tied, "not drawn")
    return (
        {bid: (Fraction(order.index(bid)), "") for bid in tied},
        {bid: f"drawn {order.index(bid) + 1}" for bid in tied},
    )


def _draw_steps(tied: tuple[str, ...], lot: str, draws: tuple[Decision, ...]) -> tuple[str, ...]:
    """How the draw came out: its blocks, or its witnesses; nothing while it is not drawn."""
    draw = deciding_draw(tied, lot, draws)
    if draw is None:
        return ()
    if draw.seed is not None:
        return (*draw_steps(draw.seed, lot, tied), f"decision {draw.id}, {draw.by}: {draw.reason}")
    told = f"drawn before {', '.join(draw.witnessed_by or ())}, taken as told"
    return (told, f"decision {draw.id}, {draw.by}: {draw.reason}")


def deciding_draw(tied: tuple[str, ...], lot: str, draws: tuple[Decision, ...]) -> Decision | None:
    """The draw that settles this group: the last one about the whole of it."""
    latest = sorted(draws, key=lambda draw: (draw.at, draw.id), reverse=True)
    return next((draw for draw in latest if drawn_order(tied, lot, draw)), None)


def drawn_order(tied: tuple[str, ...], lot: str, draw: Decision) -> tuple[str, ...]:
    """The order a decision gives to this group, or nothing if it is not about it.

    A seed that the rule does not take draws nothing; scoring.checks reports it.
    """
    if draw.seed is not None:
        try:
            return draw_order(draw.seed, lot, tied)
        except SeedError:
            return ()
    drawn = draw.drawn or ()
    return tuple(bid for bid in drawn if bid in tied) if set(tied) <= set(drawn) else ()
