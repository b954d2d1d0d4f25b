"""Tenders with something wrong in them: valid text data, and then a few random changes.

A change takes a value away, doubles an entry of a list, or puts another word or number
in its place, often one that is right somewhere else.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from random import Random

from tests.scoring.build import AT, Papers

WORDS = (
    "0", "-1", "1/3", "100", "1000000", "0.000000001", "7", "2", "", "none", "true", "nope", "ash", "beech", "cost", "leaf-a",
    "outer", "able", "whole", "*", "is", "one-of", "at-least", "half-up", "points", "percent", "words", "mean", "single",
    "median", "rounded", "weighted-sum", "vfm-index", "lowest-compliant", "price-per-quality-point", "rank-points",
    "log-from-lowest", "figure", "section", "price.evaluated", "bidder.accounts.turnover", "tender.contract.annual_value",
    "bid.declared.able", "may-disregard", "flag", "exclusion", "minimums", "price", "draw", "earlier-received", AT,
)  # fmt: skip

Place = tuple[object, object]  # a map or list of text data, and a key or index in it


def mutated(papers: Papers, random: Random, changes: int) -> Papers:
    """Return ``papers`` after so many random changes."""
    # by two levels, so that keys of marks and prices are changed as little as others
    parts = deepcopy(
        {
            "tender": dict(papers.tender),
            "bids": dict(papers.bids),
            "prices": {bid: {"lots": {"whole": {"amount": price}}} for bid, price in papers.prices.items()},
            "decisions": list(papers.decisions),
        }
    )
    for _ in range(changes):
        _change(parts, random)
    marks = {
        (random.choice(WORDS) if random.random() < 0.02 else bid, leaf): mark
        for (bid, leaf), mark in papers.consensus.items()
        if random.random() > 0.02
    }
    tender, bids, prices, decisions = (parts[key] for key in ("tender", "bids", "prices", "decisions"))
    assert isinstance(tender, dict)
    assert isinstance(bids, dict)
    assert isinstance(prices, dict)
    assert isinstance(decisions, list)
    return Papers(tender, bids, prices, marks, {}, decisions)


def _change(parts: object, random: Random) -> None:
    places = [place for place in _places(parts) if place[0] is not parts]
    holder, key = random.choice(places)
    kind = random.random()
    if isinstance(holder, dict):
        if kind < 0.2:
            del holder[key]
        elif kind < 0.35:
            holder[random.choice(_keys(parts))] = deepcopy(holder[key])
        else:
            holder[key] = _other(parts, holder[key], random)
    elif isinstance(holder, list) and isinstance(key, int):
        if kind < 0.2:
            del holder[key]
        elif kind < 0.4:
            holder.append(deepcopy(holder[key]))
        else:
            holder[key] = _other(parts, holder[key], random)


def _other(parts: object, value: object, random: Random) -> object:
    """Return a word, or a part that stands somewhere else."""
    if random.random() < 0.7 and not isinstance(value, dict | list):
        return random.choice(WORDS)
    holder, key = random.choice(list(_places(parts)))
    if isinstance(holder, dict):
        return deepcopy(holder[key])
    return (
        deepcopy(holder[key]) if isinstance(holder, list) and isinstance(key, int) else random.choice(WORDS)
    )


def _keys(parts: object) -> list[str]:
    return sorted({str(key) for holder, key in _places(parts) if isinstance(holder, dict)})


def _places(parts: object) -> Iterator[Place]:
    entries: list[tuple[object, object]] = []
    if isinstance(parts, Mapping):
        entries = list(parts.items())
    elif isinstance(parts, list):
        entries = list(enumerate(parts))
    for key, value in entries:
        yield parts, key
        yield from _places(value)
