"""The winners of a scenario beside the published ones: where they differ, and for the rest as published.

Where the winners are the same, so are their types and their prices.  So everything is added up once
as published over the tenders to which a scenario applies, and put right for those that change.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bideval.kernel.many import Truth
from bideval.kernel.many import WholeTable as Whole
from bideval.portfolio.columns import Columns
from bideval.portfolio.decided import Decided
from bideval.portfolio.flat import NONE
from bideval.portfolio.ruled import Standing
from bideval.portfolio.tally import OfGroup, OfScenario, Range

UNDECIDED, NOBODY = "undecided", "nobody"
_FAR = np.int64(2**62)


class Grouping(NamedTuple):
    """What awards are grouped by."""

    types: tuple[str, ...]  # of bidders
    of_bids: Whole  # bids x tenders, places in ``types``
    labels: tuple[str, ...] | None  # of tenders; None: by the types of bidders
    of_tenders: Whole  # places in ``labels``


class Spread(NamedTuple):
    """A figure of the winners, from the least to the most that possible winners have, by tender."""

    low: Whole
    high: Whole

    def at(self, which: Whole | Truth) -> "Spread":
        """The same of some tenders."""
        return Spread(self.low[which], self.high[which])


class _Total(NamedTuple):
    """The sums of a spread, over the tenders that are counted."""

    low: int
    high: int


class _Over(NamedTuple):
    """What is as published over the tenders to which a scenario applies."""

    applies: int
    undecided: int
    nobody: int
    types: list[int]  # awards, by type
    stands: list[int]  # tenders in which a type bids
    labels: list[int]  # tenders, by label
    paid: list[_Total]  # by currency
    spent: list[_Total]
    stated: int  # tenders whose possible winners all state what they spend


class Groups:
    """A table as published, and what awards are grouped by."""

    def __init__(self, columns: Columns, grouping: Grouping, base: Decided) -> None:
        """Add up what is the same for all scenarios."""
        self.base, self.grouping = base, grouping
        self.types = (*grouping.types, UNDECIDED, NOBODY)
        codes = range(len(grouping.types))
        present = [(columns.there & (grouping.of_bids == code)).any(axis=0) for code in codes]
        self.present = np.array(present)  # types x tenders
        self.every = np.arange(len(columns.names))
        self.before = self.codes(base, self.every)
        self.price, self.spending = columns.bid.price, columns.bid.spent
        self.paid = spread(self.price, base, self.every)
        self.spent = spread(self.spending, base, self.every)
        self.won = base.many > 0
        self.stated = self.won & (self.spent.low != NONE)
        own = [(name, columns.of.currency == code) for code, name in enumerate(columns.currencies)]
        self.currencies = [(name, which) for name, which in own if which.any()]
        self._over: dict[str, _Over] = {}

    def codes(self, found: Decided, at: Whole) -> Whole:
        """The type of each winner, or that it is undecided, or nobody."""
        size = len(self.types)
        codes = self.grouping.of_bids[found.place[at], at]
        many = found.many[at]
        codes[many > 1] = size - 2
        codes[many == 0] = size - 1
        return codes

    def over(self, standing: Standing) -> _Over:
        """What is as published over the tenders to which a scenario applies."""
        if standing.key not in self._over:
            self._over[standing.key] = self._summed(standing.applies)
        return self._over[standing.key]

    def _summed(self, applies: Truth) -> _Over:
        grouping, many = self.grouping, self.base.many[applies]
        names = grouping.labels
        labels = [] if names is None else _counts(grouping.of_tenders[applies], len(names))
        return _Over(
            applies=len(many),
            undecided=int(np.count_nonzero(many > 1)),
            nobody=int(np.count_nonzero(many == 0)),
            types=_counts(self.before[applies], len(self.types)),
            stands=np.count_nonzero(self.present & applies, axis=1).tolist(),
            labels=labels,
            paid=[_total(self.paid.at(applies & self.won & own)) for _, own in self.currencies],
            spent=[_total(self.spent.at(applies & self.stated & own)) for _, own in self.currencies],
            stated=int(np.count_nonzero(applies & self.stated)),
        )


def _counts(codes: Whole, size: int) -> list[int]:
    found: list[int] = np.bincount(codes, minlength=size).tolist()
    return found


def _total(figures: Spread) -> _Total:
    """The sums; a table has too few tenders for figures of at most 4 x 10^14 to leave 64 bits."""
    return _Total(int(figures.low.sum()), int(figures.high.sum()))


def spread(values: Whole, found: Decided, at: Whole) -> Spread:
    """Return the figure of the winners of the tenders ``at``."""
    low = values[found.place[at], at]
    tied = np.flatnonzero(found.many[at] > 1)
    if not len(tied):
        return Spread(low, low)
    high = low.copy()
    own, winners = values[:, at[tied]], found.winners[:, at[tied]]
    low[tied] = np.where(winners, own, _FAR).min(axis=0)
    high[tied] = np.where(winners, own, -1).max(axis=0)
    return Spread(low, high)


def compare(groups: Groups, found: Decided, into: OfScenario) -> None:
    """Set the winners of a scenario beside the published ones."""
    for reason, count in found.standing.cannot:
        into.cannot[reason] = into.cannot.get(reason, 0) + count
    for currency, _ in groups.currencies:
        into.paid.setdefault(currency, Range())
        into.local.setdefault(currency, Range())
    base, over = groups.base, groups.over(found.standing)
    if not over.applies:
        return
    at = np.flatnonzero(found.applies & _differ(base, found))
    before, after = groups.before[at], groups.codes(found, at)
    was, now = base.many[at], found.many[at]
    into.applies += over.applies
    into.changed += len(at)
    into.undecided += over.undecided + _more(now > 1, was > 1)
    into.nobody += over.nobody + _more(now == 0, was == 0)
    into.exact += int(np.count_nonzero(found.exact & found.applies))
    size = len(groups.types)
    pairs = np.bincount(before * size + after, minlength=size * size).reshape(size, size)
    _from_to(groups.types, pairs, into)
    if groups.grouping.labels is None:
        _by_type(groups, over, pairs, at, into)
    else:
        _by_label(groups.grouping, groups.grouping.labels, over, at, into)
    _money(groups, over, found, at, into)


def _more(now: Truth, was: Truth) -> int:
    return int(np.count_nonzero(now)) - int(np.count_nonzero(was))


def _differ(base: Decided, found: Decided) -> Truth:
    """Where the winners are others, or are others' tie, or there is none."""
    differ: Truth = (base.many != found.many) | ((base.place != found.place) & (base.many > 0))
    tied = np.flatnonzero((base.many > 1) & (found.many > 1))
    if len(tied):
        differ[tied] = (base.winners[:, tied] != found.winners[:, tied]).any(axis=0)
    return differ


def _from_to(types: Sequence[str], pairs: Whole, into: OfScenario) -> None:
    for was, now in zip(*(one.tolist() for one in pairs.nonzero()), strict=True):
        key = f"{types[was]} > {types[now]}"
        into.from_to[key] = into.from_to.get(key, 0) + int(pairs[was, now])


def _by_type(groups: Groups, over: _Over, pairs: Whole, at: Whole, into: OfScenario) -> None:
    """The awards of each type of bidder, before and after, and the tenders in which it bids.

    An award that is undecided, or nobody's, is no bidder's: it stands where it is so before or after.
    """
    bidders = len(groups.types) - 2
    moved = np.count_nonzero(groups.present[:, at], axis=1).tolist()
    gone, came, stayed = pairs.sum(axis=1).tolist(), pairs.sum(axis=0).tolist(), pairs.diagonal().tolist()
    for code, name in enumerate(groups.types):
        now = over.types[code] - gone[code] + came[code]
        tenders = over.stands[code] if code < bidders else now + gone[code] - stayed[code]
        if tenders:
            group = _group(into, name)
            group.tenders += tenders
            group.changed += moved[code] if code < bidders else 0
            group.before += over.types[code]
            group.after += now


def _by_label(grouping: Grouping, labels: Sequence[str], over: _Over, at: Whole, into: OfScenario) -> None:
    moved = _counts(grouping.of_tenders[at], len(labels))
    for name, tenders, changed in zip(labels, over.labels, moved, strict=True):
        if tenders:
            group = _group(into, name)
            group.tenders += tenders
            group.changed += changed


def _group(into: OfScenario, name: str) -> OfGroup:
    if name not in into.groups:
        into.groups[name] = OfGroup()
    return into.groups[name]


def _money(groups: Groups, over: _Over, found: Decided, at: Whole, into: OfScenario) -> None:
    """Prices where somebody wins both times, and local spending where all possible winners state it."""
    won = groups.won[at] & (found.many[at] > 0)
    paid, spent = groups.paid.at(at), groups.spent.at(at)
    paid_now, spent_now = (spread(one, found, at) for one in (groups.price, groups.spending))
    stated = won & groups.stated[at] & (spent_now.low != NONE)
    into.local_tenders += over.stated + _more(stated, groups.stated[at])
    for place, (currency, which) in enumerate(groups.currencies):
        own = which[at]
        _put_right(into.paid[currency], over.paid[place], groups.won[at] & own, won & own, paid, paid_now)
        _put_right(
            into.local[currency], over.spent[place], groups.stated[at] & own, stated & own, spent, spent_now
        )


def _put_right(into: Range, over: _Total, was: Truth, now: Truth, before: Spread, after: Spread) -> None:
    """Add ``over``, in which the tenders ``was`` stand as ``before``, with those of ``now`` as they are."""
    out, left, new = _total(before.at(was)), _total(before.at(now)), _total(after.at(now))
    into.before_low += over.low - out.low + left.low
    into.before_high += over.high - out.high + left.high
    into.after_low += over.low - out.low + new.low
    into.after_high += over.high - out.high + new.high
