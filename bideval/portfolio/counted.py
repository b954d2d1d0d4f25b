"""Decided tenders, added up: who wins instead of whom, at what price, with what local spending.

An award is somebody's, undecided (a tie that no published rule settles) or nobody's (no bid is
admitted).  Sums of money run over the tenders in which somebody wins before and after; where
it is undecided who, from the least to the most that a possible winner allows.
"""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from bideval.kernel.many import Truth
from bideval.kernel.many import WholeTable as Whole
from bideval.portfolio.columns import NONE, Columns
from bideval.portfolio.decided import Decided, Desk, decided
from bideval.portfolio.gathered import ABSENT, OWNERSHIPS, SIZES
from bideval.portfolio.scenario import PUBLISHED, Scenario
from bideval.portfolio.sensitive import Moved, by_losing_bids, by_one_mark, by_one_weight_point
from bideval.portfolio.tally import Asked, OfGroup, OfScenario, Range, Tally

UNDECIDED, NOBODY = "undecided", "nobody"
_FAR = np.int64(2**62)


class By(StrEnum):
    """What awards are grouped by: a property of the tender, or of its bidders."""

    OWNERSHIP = "ownership"
    SIZE = "size"
    REGION = "region"
    CPV = "cpv"
    AUTHORITY = "authority"
    YEAR = "year"

    @property
    def is_of_bidders(self) -> bool:
        """Whether it is a property of bidders."""
        return self in {By.OWNERSHIP, By.SIZE}


def count(columns: Columns, scenarios: Sequence[Scenario], by: By, into: Tally) -> None:
    """Add the tenders of one table to ``into``."""
    desk = Desk(columns)
    base = decided(desk, PUBLISHED)
    into.evaluated += len(columns.names)
    into.bids += int(columns.there.sum())
    _recorded(columns, base, into)
    _unstated(columns, into)
    for asked, moved in (
        (into.losing_bid, by_losing_bids(desk, base)),
        (into.one_mark, by_one_mark(desk, base)),
        (into.one_point, by_one_weight_point(desk, base)),
    ):
        _asked(asked, moved)
    groups = _Groups(columns, by, base)
    for scenario, tally in zip((PUBLISHED, *scenarios), into.scenarios, strict=True):
        found = base if scenario is PUBLISHED else decided(desk, scenario)
        _compare(columns, groups, base, found, tally)


def _asked(into: Asked, moved: Moved) -> None:
    into.asked += int(moved.asked.sum())
    into.moves += int((moved.asked & moved.moves).sum())


def _recorded(columns: Columns, base: Decided, into: Tally) -> None:
    """How the recorded winners compare with the rule as it was read."""
    for place, names in enumerate(columns.names):
        if not names.recorded:
            word = "no winner is recorded"
        elif names.recorded == (ABSENT,):
            word = "the recorded winner is none of the bids"
        else:
            among = all(base.winners[one, place] for one in names.recorded)
            alone = base.many[place] == 1
            word = "the recorded winner wins" if alone else "the recorded winner is among the tied"
            word = word if among else "another wins than recorded"
        into.recorded[word] = into.recorded.get(word, 0) + 1


def _unstated(columns: Columns, into: Tally) -> None:
    """What is not stated: of such tenders less can be said."""
    of, bid = columns.of, columns.bid
    there = columns.there
    for word, which in (
        ("the type of a bidder", (there & (bid.ownership == OWNERSHIPS.index("not-stated"))).any(axis=0)),
        ("the size of a bidder", (there & (bid.size == SIZES.index("not-stated"))).any(axis=0)),
        ("the local spending of a bid", (there & (bid.spent == NONE)).any(axis=0)),
        ("the turnover of a bidder", (there & (bid.turnover == NONE)).any(axis=0)),
        ("the value of the contract", of.value == NONE),
        ("the step of its marks", of.step == NONE),
    ):
        into.unstated[word] = into.unstated.get(word, 0) + int(which.sum())


class _Groups:
    """What awards are grouped by, and what is the same for all scenarios."""

    def __init__(self, columns: Columns, by: By, base: Decided) -> None:
        self.by = by
        names = SIZES if by is By.SIZE else OWNERSHIPS
        self.types = (*names, UNDECIDED, NOBODY)
        self.of_bids = columns.bid.size if by is By.SIZE else columns.bid.ownership
        self.every = np.arange(len(columns.names))
        self.before = self.codes(base)
        present = [(columns.there & (self.of_bids == code)).any(axis=0) for code in range(len(names))]
        self.present = np.array(present, np.float64)  # types x tenders; products of it are counts
        of_tenders = [] if by.is_of_bidders else [getattr(one.labels, by.value) for one in columns.names]
        self.labels = sorted(set(of_tenders))
        codes = {name: code for code, name in enumerate(self.labels)}
        self.label = np.array([codes[name] for name in of_tenders], np.int64)
        currencies = np.array([one.currency for one in columns.names], object)
        self.currencies = [(one, currencies == one) for one in sorted(set(currencies.tolist()))]
        self.paid = _Spread(columns.bid.price, base, self.every)
        self.spent = _Spread(columns.bid.spent, base, self.every)

    def codes(self, found: Decided) -> Whole:
        """The type of each winner, or that it is undecided, or nobody."""
        size = len(self.types)
        codes = self.of_bids[found.place, self.every]
        other = np.flatnonzero(found.many != 1)
        codes[other] = np.where(found.many[other] > 1, size - 2, size - 1)
        return codes


class _Spread:
    """A figure of the winners, from the least to the most that possible winners have, by tender."""

    def __init__(self, values: Whole, found: Decided, every: Whole) -> None:
        self.low = values[found.place, every]
        self.high = self.low
        tied = np.flatnonzero(found.many > 1)
        if len(tied):
            own, winners = values[:, tied], found.winners[:, tied]
            self.low, self.high = self.low.copy(), self.low.copy()
            self.low[tied] = np.where(winners, own, _FAR).min(axis=0)
            self.high[tied] = np.where(winners, own, -1).max(axis=0)


def _compare(columns: Columns, groups: _Groups, base: Decided, found: Decided, into: OfScenario) -> None:
    """Set the winners of a scenario beside the published ones."""
    applies = found.applies
    into.applies += int(np.count_nonzero(applies))
    into.undecided += int(np.count_nonzero(applies & (found.many > 1)))
    into.nobody += int(np.count_nonzero(applies & (found.many == 0)))
    into.exact += found.exact
    for reason, which in found.cannot:
        into.cannot[reason] = into.cannot.get(reason, 0) + int(np.count_nonzero(which))
    changed = applies & _differ(base, found)
    into.changed += int(np.count_nonzero(changed))
    after = groups.codes(found)
    pairs = groups.before * len(groups.types) + after
    _from_to(groups, pairs[changed], into)
    if groups.by.is_of_bidders:
        _by_type(groups, pairs, applies, changed, into)
    else:
        _by_label(groups, applies, changed, into)
    both = applies & (base.many > 0) & (found.many > 0)
    paid, spent = (_Spread(one, found, groups.every) for one in (columns.bid.price, columns.bid.spent))
    stated = both & (np.minimum(groups.spent.low, spent.low) != NONE)
    for currency, own in groups.currencies:
        _total(into.paid.setdefault(currency, Range()), groups.paid, paid, both & own)
        _total(into.local.setdefault(currency, Range()), groups.spent, spent, stated & own)
    into.local_tenders += int(np.count_nonzero(stated))


def _differ(base: Decided, found: Decided) -> Truth:
    """Where the winners are others, or are others' tie, or there is none."""
    differ: Truth = (base.many != found.many) | ((base.place != found.place) & (base.many > 0))
    tied = np.flatnonzero((base.many > 1) & (found.many > 1))
    if len(tied):
        differ[tied] = (base.winners[:, tied] != found.winners[:, tied]).any(axis=0)
    return differ


def _from_to(groups: _Groups, pairs: Whole, into: OfScenario) -> None:
    size = len(groups.types)
    counts = np.bincount(pairs, minlength=size * size)
    for pair in np.flatnonzero(counts).tolist():
        key = f"{groups.types[pair // size]} > {groups.types[pair % size]}"
        into.from_to[key] = into.from_to.get(key, 0) + int(counts[pair])


def _by_type(groups: _Groups, pairs: Whole, applies: Truth, changed: Truth, into: OfScenario) -> None:
    """The awards of each type of bidder, before and after, and the tenders in which it bids."""
    size = len(groups.types)
    table = np.bincount(pairs[applies], minlength=size * size).reshape(size, size)
    before, now = table.sum(axis=1).tolist(), table.sum(axis=0).tolist()
    either = (table.sum(axis=0) + table.sum(axis=1) - table.diagonal()).tolist()
    stands = [*(int(one) for one in groups.present @ applies), *either[size - 2 :]]
    moved = [*(int(one) for one in groups.present @ changed), 0, 0]
    for code, name in enumerate(groups.types):
        if not stands[code]:
            continue
        group = into.groups.setdefault(name, OfGroup())
        group.tenders += stands[code]
        group.changed += moved[code]
        group.before += before[code]
        group.after += now[code]


def _by_label(groups: _Groups, applies: Truth, changed: Truth, into: OfScenario) -> None:
    tenders = np.bincount(groups.label[applies], minlength=len(groups.labels))
    moved = np.bincount(groups.label[changed], minlength=len(groups.labels))
    for code, name in enumerate(groups.labels):
        group = into.groups.setdefault(name, OfGroup())
        group.tenders += int(tenders[code])
        group.changed += int(moved[code])


def _total(into: Range, before: _Spread, after: _Spread, which: Truth) -> None:
    """Add the sums; a table has too few tenders for figures of at most 4 x 10^14 to leave 64 bits."""
    into.before_low += int(before.low[which].sum())
    into.before_high += int(before.high[which].sum())
    into.after_low += int(after.low[which].sum())
    into.after_high += int(after.high[which].sum())
