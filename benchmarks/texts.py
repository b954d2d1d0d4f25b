"""Tables of weights and points as decimal text, new ones each time.

Drawn by a fixed rule, so that every run has the same tables in the same order; the
texts themselves are made anew, so that nothing kept from an earlier table helps.
Weights and points are above 0, as one of the peers asks.
"""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

Weights = dict[str, str]
Points = dict[str, dict[str, str]]


class Table(NamedTuple):
    """What one evaluation is given."""

    weights: Weights  # percent by criterion
    points: Points  # 0 to 100, by bid and criterion


def tables(bids: int, criteria: int, *, mixed: bool = False) -> Iterator[Table]:
    """Yield tables without end; points have two decimals each, or none to two where ``mixed``.

    Fewer than 1,000 criteria.
    """
    draws = _draws()
    names = [f"criterion-{number}" for number in range(criteria)]
    while True:
        parts = [9_000 // criteria - next(draws) % (4_000 // criteria) for _ in names]
        parts[0] += 10_000 - sum(parts)
        weights = {name: _text(part, 2) for name, part in zip(names, parts, strict=True)}
        yield Table(
            weights, {f"bid-{bid}": {name: _points(draws, mixed) for name in names} for bid in range(bids)}
        )


def _draws() -> Iterator[int]:
    """Yield numbers of 31 bits by a rule of Park and Miller (minimal standard, 1988)."""
    state = 20_240_229
    for _ in count():
        state = state * 48_271 % (2**31 - 1)
        yield state


def _points(draws: Iterator[int], mixed: bool) -> str:
    places = next(draws) % 3 if mixed else 2
    return _text(10**places + next(draws) % (99 * 10**places + 1), places)


def _text(value: int, places: int) -> str:
    whole, decimals = divmod(value, 10**places)
    return f"{whole}.{decimals:0{places}d}" if places else f"{whole}"
