"""Bids at the ends of the stated ranges: what a kind of bidder could reach at best and at worst.

For a rule that reads a few figures, a bid is supposed at every combination of their lowest and
highest values (every word of a list).  Shipped measures move one way in each figure they
read, so the best and the worst stand at such a combination; a measure that does not is why
a claim names the ends and the rehearsed cases, and no more.
"""

from collections.abc import Iterator, Mapping
from itertools import product

from bideval.analysis.rehearsal.cases import case_of
from bideval.analysis.rehearsal.kinds import Kind
from bideval.analysis.rehearsal.setting import Setting
from bideval.analysis.rehearsal.supposed_bids import Pick, suppose
from bideval.analysis.rehearsal.values import Value, Values
from bideval.model.measure import Measure, fields_of
from bideval.model.units import ACCOUNTS, BACKINGS, DECLARED
from bideval.scoring.case import LotCase

MOST_WORDS = 20  # of one list that are tried
MOST_BIDS = 256  # combinations tried for one rule and kind
BID = "bid-1"


def at_the_ends(setting: Setting, kind: Kind, names: tuple[str, ...]) -> Iterator[LotCase]:
    """Yield the lot with one bid, at each combination of the ends of what ``names`` say."""
    counts = _counts(setting, kind, names)
    choices = [_ends(counts[name]) for name in names if name in counts]
    picked = [name for name in names if name in counts]
    for tried, places in enumerate(product(*choices)):
        if tried == MOST_BIDS:
            return
        yield case_of(setting, (suppose(setting, kind, 1, _fixed(dict(zip(picked, places, strict=True)))),))


def all_low_and_high(setting: Setting, kind: Kind) -> Iterator[LotCase]:
    """Yield the lot with one bid: everything at its lowest, then everything at its highest."""
    names = tuple(_counts(setting, kind, None))
    for place in (0, -1):
        yield case_of(setting, (suppose(setting, kind, 1, _fixed(dict.fromkeys(names, place))),))


def names_read(measure: Measure, kind: Kind) -> tuple[str, ...]:
    """What a measure reads of a hypothetical bid, as the figures are called when they are picked."""
    found: list[str] = []
    for node in fields_of(measure):
        if node.path.startswith(DECLARED):
            found.append(f"declared {node.path.removeprefix(DECLARED)}")
        elif node.path in BACKINGS:
            found += [f"backing {form}" for form in sorted(kind.backing)]
        elif node.path.startswith(ACCOUNTS):
            found.append(f"account {node.path.removeprefix(ACCOUNTS)}")
        elif node.path == "price.evaluated":
            found.append("price")
    return tuple(dict.fromkeys(found))


def _counts(setting: Setting, kind: Kind, names: tuple[str, ...] | None) -> dict[str, Values]:
    """The values of each figure that is picked, by name; of those in ``names`` alone where given."""
    seen: dict[str, Values] = {}

    def look(name: str, values: Values) -> Value:
        if names is None or _base(name) in names:
            seen[_base(name)] = values
        return values.at(0)

    suppose(setting, kind, 1, look)
    return seen


def _ends(values: Values) -> tuple[int, ...]:
    if any(isinstance(one, str) for one in values.listed):
        return tuple(range(min(values.size, MOST_WORDS)))
    return (0, values.size - 1) if values.size > 1 else (0,)


def _fixed(places: Mapping[str, int]) -> Pick:
    """Pick the value at a place counted from the lowest, or from the highest where it is below 0."""

    def pick(name: str, values: Values) -> Value:
        place = places.get(_base(name), 0)
        return values.at(values.size + place if place < 0 else place)

    return pick


def _base(name: str) -> str:
    """The figure that a mark of one evaluator, or the value of one year, belongs to."""
    return name.partition("/")[0]
