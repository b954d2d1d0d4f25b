"""What is added up over tenders: plain counts and sums, so that parts add in any order.

Money is in hundredths of its currency, a pair from the lowest to the highest that the possible
winners of undecided awards allow.  Keys of two names are joined by `` > ``.
"""

from collections.abc import Mapping

from msgspec import Struct, field


class Range(Struct, gc=False):
    """Hundredths of a currency: before and after, each from lowest to highest."""

    before_low: int = 0
    before_high: int = 0
    after_low: int = 0
    after_high: int = 0


class OfGroup(Struct, gc=False):
    """What became of a group: of tenders, or of the bids of a type."""

    tenders: int = 0  # in which it stands
    changed: int = 0
    before: int = 0  # awards, of a type of bidder
    after: int = 0


class OfScenario(Struct):
    """What a scenario changes, over the tenders to which it applies."""

    applies: int = 0
    changed: int = 0  # the winner, or that there is one
    undecided: int = 0  # left as a tie
    nobody: int = 0  # no bid is admitted
    exact: int = 0  # decided in fractions
    cannot: dict[str, int] = field(default_factory=dict)
    from_to: dict[str, int] = field(default_factory=dict)
    paid: dict[str, Range] = field(default_factory=dict)  # by currency, where somebody wins both times
    local: dict[str, Range] = field(default_factory=dict)  # as paid, where all possible winners state it
    local_stated: dict[str, int] = field(default_factory=dict)  # by currency, in so many of them
    groups: dict[str, OfGroup] = field(default_factory=dict)


class Asked(Struct, gc=False):
    """Of how many awards something was asked, and how many move."""

    asked: int = 0
    moves: int = 0


class Tally(Struct):
    """Everything that a part of a portfolio adds to the whole."""

    lines: int = 0
    evaluated: int = 0  # tenders
    awards: int = 0  # of them: each lot is one
    bids: int = 0
    illustrations: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    recorded: dict[str, int] = field(default_factory=dict)
    unstated: dict[str, int] = field(default_factory=dict)  # what evaluated tenders do not state
    losing_bid: Asked = field(default_factory=Asked)
    one_mark: Asked = field(default_factory=Asked)
    one_point: Asked = field(default_factory=Asked)
    scenarios: list[OfScenario] = field(default_factory=list)  # the published rules first


def empty(scenarios: int) -> Tally:
    """Return a tally of nothing, for so many scenarios beside the published rules."""
    return Tally(scenarios=[OfScenario() for _ in range(scenarios + 1)])


def add(into: Tally, other: Tally, sign: int = 1) -> None:
    """Add another tally, or with ``sign`` -1 take it away; both have the same scenarios."""
    _add(into, other, sign)


def _add(into: Struct, other: Struct, sign: int) -> None:
    for name in into.__struct_fields__:
        own, more = getattr(into, name), getattr(other, name)
        if isinstance(own, int):
            setattr(into, name, own + sign * more)
        elif isinstance(own, dict):
            _add_by_key(own, more, sign)
        elif isinstance(own, list):
            for one, another in zip(own, more, strict=True):
                _add(one, another, sign)
        else:
            _add(own, more, sign)


def _add_by_key(own: dict[str, int | Struct], more: Mapping[str, int | Struct], sign: int) -> None:
    for key, value in more.items():
        if isinstance(value, int):
            held = own.get(key, 0)
            assert isinstance(held, int)
            own[key] = held + sign * value
        else:
            held = own.setdefault(key, type(value)())
            assert isinstance(held, Struct)
            _add(held, value, sign)


def tidied(tally: Tally) -> Tally:
    """Return the tally with keys in order and without counts of nothing: the same for any parts."""
    for one in tally.scenarios:
        one.cannot, one.from_to = _counts(one.cannot), _counts(one.from_to)
        one.paid = dict(sorted(one.paid.items()))
        one.local = dict(sorted(one.local.items()))
        one.local_stated = _counts(one.local_stated)
        one.groups = {key: group for key, group in sorted(one.groups.items()) if group.tenders}
    tally.rejected, tally.recorded = _counts(tally.rejected), _counts(tally.recorded)
    tally.unstated = _counts(tally.unstated)
    return tally


def _counts(counts: Mapping[str, int]) -> dict[str, int]:
    return {key: count for key, count in sorted(counts.items()) if count}
