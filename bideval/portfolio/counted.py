"""Decided tenders, added up: who wins instead of whom, at what price, with what local spending.

An award is somebody's, undecided (a tie that no published rule settles) or nobody's (no bid is
admitted).  Sums of money run over the tenders in which somebody wins before and after; where
it is undecided who, from the least to the most that a possible winner allows.
"""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from bideval.portfolio.columns import Columns
from bideval.portfolio.compared import Grouping, Groups, compare
from bideval.portfolio.decided import Decided, Desk, decided
from bideval.portfolio.gathered import ABSENT
from bideval.portfolio.numbers_in import NONE
from bideval.portfolio.release import OWNERSHIPS, SIZES
from bideval.portfolio.scenario import PUBLISHED, Scenario
from bideval.portfolio.sensitive import Moved, by_losing_bids, by_one_mark, by_one_weight_point
from bideval.portfolio.tally import Asked, Tally

_AT_ONCE = 16  # scenarios, so that their figures stay at hand


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
    into.awards += len(columns.names)
    into.bids += int(columns.there.sum())
    _recorded(columns, base, into)
    _unstated(columns, into)
    for asked, moved in (
        (into.losing_bid, by_losing_bids(desk, base)),
        (into.one_mark, by_one_mark(desk, base)),
        (into.one_point, by_one_weight_point(desk, base)),
    ):
        _asked(asked, moved)
    groups = Groups(columns, _grouping(columns, by), base)
    every = (PUBLISHED, *scenarios)
    for begin in range(0, len(every), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        compare(groups, [decided(desk, one) for one in every[some]], into.scenarios[some])
    desk.kept.clear()  # parts of the table know the whole, and nobody looks for such circles here


def _asked(into: Asked, moved: Moved) -> None:
    into.asked += int(moved.asked.sum())
    into.moves += int((moved.asked & moved.moves).sum())


def _grouping(columns: Columns, by: By) -> Grouping:
    if not by.is_of_bidders:
        return Grouping(OWNERSHIPS, columns.bid.ownership, columns.labels, columns.of.label)
    if by is By.SIZE:
        return Grouping(SIZES, columns.bid.size, None, columns.of.label)
    return Grouping(OWNERSHIPS, columns.bid.ownership, None, columns.of.label)


def _recorded(columns: Columns, base: Decided, into: Tally) -> None:
    """How the recorded winners compare with the rule as it was read."""
    stated = np.flatnonzero(columns.of.recorded)
    words = ["no winner is recorded"] * (len(columns.names) - len(stated))
    for place in stated.tolist():
        recorded = columns.names[place].recorded
        if recorded == (ABSENT,):
            words.append("the recorded winner is none of the bids")
        elif not all(base.winners[one, place] for one in recorded):
            words.append("another wins than recorded")
        elif base.many[place] == 1:
            words.append("the recorded winner wins")
        else:
            words.append("the recorded winner is among the tied")
    for word, count in Counter(words).items():
        into.recorded[word] = into.recorded.get(word, 0) + count


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
