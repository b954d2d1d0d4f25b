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
from bideval.portfolio.moved import Moved, Spread, moved_from, spread
from bideval.portfolio.numbers_in import NONE
from bideval.portfolio.ruled import Standing
from bideval.portfolio.tally import OfGroup, OfScenario, Range

UNDECIDED, NOBODY = "undecided", "nobody"


class Grouping(NamedTuple):
    """What awards are grouped by."""

    types: tuple[str, ...]  # of bidders
    of_bids: Whole  # bids x tenders, places in ``types``
    labels: tuple[str, ...] | None  # of tenders; None: by the types of bidders
    of_tenders: Whole  # places in ``labels``


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
    stated: list[int]  # by currency, tenders whose possible winners all state what they spend


class Groups:
    """A table as published, and what awards are grouped by."""

    def __init__(self, columns: Columns, grouping: Grouping, base: Decided) -> None:
        """Add up what is the same for all scenarios."""
        self.base, self.grouping = base, grouping
        self.types = (*grouping.types, UNDECIDED, NOBODY)
        codes = range(len(grouping.types))
        present = [(columns.there & (grouping.of_bids == code)).any(axis=0) for code in codes]
        self.present = np.packbits(np.array(present), axis=1)  # types x tenders, eight a byte
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
        return self.codes_of(found.many[at], found.place[at], at)

    def codes_of(self, many: Whole, place: Whole, at: Whole) -> Whole:
        """The same, of so many winners at these places of the tenders ``at``."""
        size = len(self.types)
        of_bids = self.grouping.of_bids
        codes: Whole = of_bids.ravel().take(place * of_bids.shape[1] + at)
        codes[many > 1] = size - 2
        codes[many == 0] = size - 1
        return codes

    def over(self, standing: Standing) -> _Over:
        """What is as published over the tenders to which a scenario applies."""
        if standing.key not in self._over:
            self._over[standing.key] = self._summed(standing.applies)
        return self._over[standing.key]

    def stands(self, which: Truth) -> Whole:
        """In how many of the tenders of each row each type bids: rows x types."""
        rows = np.packbits(which, axis=1)[:, np.newaxis]
        found: Whole = np.bitwise_count(self.present & rows).sum(axis=2, dtype=np.int64)
        return found

    def _summed(self, applies: Truth) -> _Over:
        grouping, many = self.grouping, self.base.many[applies]
        names = grouping.labels
        labels = [] if names is None else _counts(grouping.of_tenders[applies], len(names))
        return _Over(
            applies=len(many),
            undecided=int(np.count_nonzero(many > 1)),
            nobody=int(np.count_nonzero(many == 0)),
            types=_counts(self.before[applies], len(self.types)),
            stands=self.stands(applies[np.newaxis])[0].tolist(),
            labels=labels,
            paid=[_total(self.paid.at(applies & self.won & own)) for _, own in self.currencies],
            spent=[_total(self.spent.at(applies & self.stated & own)) for _, own in self.currencies],
            stated=[int(np.count_nonzero(applies & self.stated & own)) for _, own in self.currencies],
        )


def _counts(codes: Whole, size: int) -> list[int]:
    found: list[int] = np.bincount(codes, minlength=size).tolist()
    return found


def _total(figures: Spread) -> _Total:
    """The sums; a table has too few tenders for figures of at most 4 x 10^14 to leave 64 bits."""
    return _Total(int(figures.low.sum()), int(figures.high.sum()))


def compare(groups: Groups, found: Sequence[Decided], into: Sequence[OfScenario]) -> None:
    """Set the winners of each scenario beside the published ones."""
    for one, tally in zip(found, into, strict=True):
        for reason, count in one.standing.cannot:
            tally.cannot[reason] = tally.cannot.get(reason, 0) + count
        for currency, _ in groups.currencies:
            tally.paid.setdefault(currency, Range())
            tally.local.setdefault(currency, Range())
    some = [place for place, one in enumerate(found) if groups.over(one.standing).applies]
    if some:
        _compare(groups, [found[place] for place in some], [into[place] for place in some])


def _compare(groups: Groups, found: Sequence[Decided], into: Sequence[OfScenario]) -> None:
    over = [groups.over(one.standing) for one in found]
    moved = moved_from(groups.base, found)
    changed = np.diff(moved.ends).tolist()
    undecided = moved.more(moved.now > 1, moved.was > 1)
    nobody = moved.more(moved.now == 0, moved.was == 0)
    for place, (one, tally) in enumerate(zip(over, into, strict=True)):
        tally.applies += one.applies
        tally.changed += changed[place]
        tally.undecided += one.undecided + undecided[place]
        tally.nobody += one.nobody + nobody[place]
        tally.exact += int(np.count_nonzero(found[place].exact & found[place].applies))
    pairs = _pairs(groups, moved, len(found))
    for own, tally in zip(pairs, into, strict=True):
        _from_to(groups.types, own, tally)
    if groups.grouping.labels is None:
        _by_type(groups, over, pairs, moved, into)
    else:
        _by_label(groups.grouping, groups.grouping.labels, over, moved, into)
    _money(groups, over, moved, into)


def _pairs(groups: Groups, moved: Moved, scenarios: int) -> Whole:
    """How many awards go from one type to another, scenarios x types x types."""
    size = len(groups.types)
    scenario = np.repeat(np.arange(scenarios), np.diff(moved.ends))
    before, after = groups.before[moved.at], groups.codes_of(moved.now, moved.place, moved.at)
    counts = np.bincount((scenario * size + before) * size + after, minlength=scenarios * size * size)
    return counts.reshape(scenarios, size, size)


def _from_to(types: Sequence[str], pairs: Whole, into: OfScenario) -> None:
    gone, came = pairs.nonzero()
    for was, now, count in zip(gone.tolist(), came.tolist(), pairs[gone, came].tolist(), strict=True):
        key = f"{types[was]} > {types[now]}"
        into.from_to[key] = into.from_to.get(key, 0) + count


def _by_type(
    groups: Groups, over: Sequence[_Over], pairs: Whole, moved: Moved, into: Sequence[OfScenario]
) -> None:
    """The awards of each type of bidder, before and after, and the tenders in which it bids.

    An award that is undecided, or nobody's, is no bidder's: it stands where it is so before or after.
    """
    bidders = len(groups.types) - 2
    changed = groups.stands(moved.which).tolist()
    gone, came = pairs.sum(axis=2).tolist(), pairs.sum(axis=1).tolist()
    stayed = pairs.diagonal(axis1=1, axis2=2).tolist()
    for place, (one, tally) in enumerate(zip(over, into, strict=True)):
        for code, name in enumerate(groups.types):
            now = one.types[code] - gone[place][code] + came[place][code]
            tenders = one.stands[code] if code < bidders else now + gone[place][code] - stayed[place][code]
            if tenders:
                group = _group(tally, name)
                group.tenders += tenders
                group.changed += changed[place][code] if code < bidders else 0
                group.before += one.types[code]
                group.after += now


def _by_label(
    grouping: Grouping,
    labels: Sequence[str],
    over: Sequence[_Over],
    moved: Moved,
    into: Sequence[OfScenario],
) -> None:
    for place, (one, tally) in enumerate(zip(over, into, strict=True)):
        at = moved.at[moved.ends[place] : moved.ends[place + 1]]
        changed_of = _counts(grouping.of_tenders[at], len(labels))
        for name, tenders, changed in zip(labels, one.labels, changed_of, strict=True):
            if tenders:
                group = _group(tally, name)
                group.tenders += tenders
                group.changed += changed


def _group(into: OfScenario, name: str) -> OfGroup:
    if name not in into.groups:
        into.groups[name] = OfGroup()
    return into.groups[name]


def _money(groups: Groups, over: Sequence[_Over], moved: Moved, into: Sequence[OfScenario]) -> None:
    """Prices where somebody wins both times, and local spending where all possible winners state it."""
    at = moved.at
    was, stated_was = groups.won[at], groups.stated[at]
    won = was & (moved.now > 0)
    paid, spent = groups.paid.at(at), groups.spent.at(at)
    paid_now, spent_now = moved.spread(groups.price), moved.spread(groups.spending)
    stated = won & stated_was & (spent_now.low != NONE)
    for place, (currency, which) in enumerate(groups.currencies):
        own = which[at]
        of_prices = [(one.paid[place], tally.paid[currency]) for one, tally in zip(over, into, strict=True)]
        _put_right(moved, of_prices, was & own, won & own, paid, paid_now)
        more = moved.more(stated & own, stated_was & own)
        for one, tally, count in zip(over, into, more, strict=True):
            held = tally.local_stated.get(currency, 0)
            tally.local_stated[currency] = held + one.stated[place] + count
        of_local = [(one.spent[place], tally.local[currency]) for one, tally in zip(over, into, strict=True)]
        _put_right(moved, of_local, stated_was & own, stated & own, spent, spent_now)


def _put_right(
    moved: Moved,
    totals: Sequence[tuple[_Total, Range]],
    was: Truth,
    now: Truth,
    before: Spread,
    after: Spread,
) -> None:
    """Add to each its total over the tenders ``was``, as ``before``, put right for those of ``now``."""
    gone = [moved.sums(one * (was & ~now)) for one in before]
    more = [moved.sums((new - old) * now) for old, new in zip(before, after, strict=True)]
    for place, (over, into) in enumerate(totals):
        low, high = over.low - gone[0][place], over.high - gone[1][place]
        into.before_low += low
        into.before_high += high
        into.after_low += low + more[0][place]
        into.after_high += high + more[1][place]
