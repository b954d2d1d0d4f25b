"""Red flags that show only beside other processes: R024, R025, R038, R058.

Each gathers one small figure a process, and the outliers among all figures are flagged: at
or beyond a fence worked out from their quartiles, or a level that is set.  A fence of
nothing flags nobody, for then most of the market would be an outlier.

Source: OCDS Cardinal 0.0.8 (indicators of these codes), whose methods and exclusions are
followed.  Its least number of processes of a buyer (R038) is, there and here, held against
the number of bids.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.screens.market import Contest, Flag, Group, Offer, tenderer
from bideval.analysis.screens.quartiles import quantile, quartiles
from bideval.analysis.screens.settings import ScreenSettings
from bideval.model.amounts import money_text
from bideval.model.numbers import shown

ZERO = Fraction(0)


class Gap(NamedTuple):
    """How far the second lowest valid price lies above the winning one, as a share of it."""

    winner: str
    second: str
    share: Fraction
    worked: str


class Count(NamedTuple):
    """So many of so many."""

    hits: int = 0
    all: int = 0

    def plus(self, hits: int, count: int) -> "Count":
        """Return the count with more counted."""
        return Count(self.hits + hits, self.all + count)

    @property
    def share(self) -> Fraction:
        """The hits as a share of all; there is at least one."""
        return Fraction(self.hits, self.all)

    def words(self, what: str) -> str:
        """The share with its arithmetic."""
        return f"{self.hits} {what} / {self.all} = {shown(self.share)}"


class Fence(NamedTuple):
    """A level, and where it comes from."""

    level: Fraction
    worked: str
    speaks: bool  # whether it may flag anyone


class Across:
    """The figures of all processes seen so far."""

    def __init__(self, settings: ScreenSettings) -> None:
        """Begin with none."""
        self.settings = settings
        self.gaps: dict[str, Gap] = {}
        self.won: dict[str, Count] = {}
        self.disqualified: dict[Group, Count] = {}

    def add(self, contest: Contest) -> None:
        """Take in one process."""
        if self.settings.compares_prices(contest.method_details) and (gap := gap_of(contest)) is not None:
            self.gaps[contest.id] = gap
        for bidder, won in _won(contest):
            self.won[bidder] = self.won.get(bidder, Count()).plus(won, 1)
        for group, hits, count in _disqualified(contest):
            self.disqualified[group] = self.disqualified.get(group, Count()).plus(hits, count)

    def flags(self) -> Iterator[Flag]:
        """Yield what stands out among all processes."""
        yield from self._close()
        yield from self._unsuccessful()
        for kind in ("buyer", "procuring-entity", "tenderer"):
            yield from self._disqualifying(kind)
        yield from self._discounted()

    def _close(self) -> Iterator[Flag]:
        """R024: the second price is suspiciously close to the winning one."""
        if not self.gaps:
            return
        fence = low_fence([one.share for one in self.gaps.values()], self.settings.close_price)
        for name, gap in sorted(self.gaps.items()):
            if fence.speaks and gap.share <= fence.level:
                worked = f"{gap.worked}; at most {fence.worked}"
                yield Flag("R024", Group("process", name), gap.share, worked)
                yield Flag("R024", tenderer(gap.winner), None, f"{name}: won; {worked}")
                yield Flag("R024", tenderer(gap.second), None, f"{name}: second; {worked}")

    def _discounted(self) -> Iterator[Flag]:
        """R058: the winning price is suspiciously far below the second one."""
        if not self.gaps:
            return
        fence = high_fence([one.share for one in self.gaps.values()], self.settings.heavy_discount)
        for name, gap in sorted(self.gaps.items()):
            if fence.speaks and gap.share >= fence.level:
                worked = f"{gap.worked}; at least {fence.worked}"
                yield Flag("R058", Group("process", name), gap.share, worked)
                yield Flag("R058", tenderer(gap.winner), None, f"{name}: won; {worked}")

    def _unsuccessful(self) -> Iterator[Flag]:
        """R025: a tenderer with many bids and suspiciously few wins."""
        if not self.won:
            return
        many = quantile(
            [Fraction(one.all) for one in self.won.values()], Fraction(self.settings.top_percentile, 100)
        )
        fence = low_fence([one.share for one in self.won.values()], self.settings.low_success)
        for name, count in sorted(self.won.items()):
            if fence.speaks and count.all >= many and count.share <= fence.level:
                worked = (
                    f"{count.words('won')}, of at least {shown(many)} bids "
                    f"(percentile {self.settings.top_percentile}); at most {fence.worked}"
                )
                yield Flag("R025", tenderer(name), count.share, worked)

    def _disqualifying(self, kind: str) -> Iterator[Flag]:
        """R038: suspiciously many bids disqualified, by a buyer or of a tenderer."""
        counted = {
            group: one
            for group, one in self.disqualified.items()
            if group.kind == kind and one.all >= self.settings.least_bids
        }
        if not counted:
            return
        fence = high_fence([one.share for one in counted.values()], self.settings.high_disqualified)
        for group, count in sorted(counted.items()):
            if fence.speaks and count.share >= fence.level:
                alone = f"; {self._alone(kind)}" if len(counted) == 1 and not self._is_set() else ""
                worked = f"{count.words('disqualified')}; at least {fence.worked}{alone}"
                yield Flag("R038", group, count.share, worked)

    def _is_set(self) -> bool:
        return self.settings.high_disqualified is not None

    def _alone(self, kind: str) -> str:
        """What there is to say of the only one with bids enough: its level is its own share."""
        least = self.settings.least_bids
        return f"no other {kind.replace('-', ' ')} has {least} bids or more, so it is held against itself"


def low_fence(figures: Sequence[Fraction], level: Fraction | None) -> Fence:
    """Return the level at or below which a figure stands out."""
    if level is not None:
        return Fence(level, f"{shown(level)}, as set", level > ZERO)
    found = quartiles(figures)
    words = f"{shown(found.low)} = {shown(found.first)} - 1.5 x ({shown(found.third)} - {shown(found.first)})"
    return Fence(found.low, words, found.first > ZERO and found.low > ZERO)


def high_fence(figures: Sequence[Fraction], level: Fraction | None) -> Fence:
    """Return the level at or above which a figure stands out."""
    if level is not None:
        return Fence(level, f"{shown(level)}, as set", level > ZERO)
    found = quartiles(figures)
    words = (
        f"{shown(found.high)} = {shown(found.third)} + 1.5 x ({shown(found.third)} - {shown(found.first)})"
    )
    return Fence(found.high, words, found.high > ZERO)


def one_winner(contest: Contest) -> str | None:
    """The supplier of a process with one active award to one supplier, and every award final."""
    awards = contest.final_awards
    if awards is None or len(awards) != 1:
        return None
    award = awards[0]
    return award.suppliers[0] if len(award.suppliers) == 1 and not award.unnamed else None


def gap_of(contest: Contest) -> Gap | None:
    """Return how far the second price lies above the winning one; None unless the lowest won."""
    winner = one_winner(contest)
    offers = [one for one in contest.offers or () if _is_compared(one)]
    if winner is None or len({one.currency for one in offers}) != 1:
        return None
    own = [one for one in offers if one.bidder == winner]
    others = [one for one in offers if one.bidder != winner]
    if not own or not others:
        return None
    won, second = min(own, key=_amount), min(others, key=_amount)
    least, next_least = _amount(won), _amount(second)
    if least <= ZERO or next_least < least or second.bidder is None:
        return None
    share = (next_least - least) / least
    worked = (
        f"({money_text(next_least)} of {second.bidder} - {money_text(least)} of {winner}) / "
        f"{money_text(least)} = {shown(share)}"
    )
    return Gap(winner, second.bidder, share, worked)


def _is_compared(offer: Offer) -> bool:
    stated = offer.amount is not None and offer.currency is not None
    return offer.status == "valid" and offer.bidder is not None and stated


def _amount(offer: Offer) -> Fraction:
    assert offer.amount is not None
    return offer.amount


def _won(contest: Contest) -> Iterator[tuple[str, int]]:
    """Each tenderer with a valid bid of its own, once, and whether it won."""
    winner = one_winner(contest)
    if winner is not None:
        valid = {one.bidder for one in contest.offers or () if one.status == "valid"}
        for bidder in sorted(one for one in valid if one is not None):
            yield bidder, int(bidder == winner)


def _disqualified(contest: Contest) -> Iterator[tuple[Group, int, int]]:
    """Disqualified and submitted bids, by buyer, procuring entity and tenderer."""
    submitted = contest.submitted
    if not submitted:
        return
    hits = sum(one.status == "disqualified" for one in submitted)
    for kind, name in (("buyer", contest.buyer), ("procuring-entity", contest.procuring_entity)):
        if name is not None:
            yield Group(kind, name), hits, len(submitted)
    for offer in submitted:
        for name in offer.tenderers:
            yield tenderer(name), int(offer.status == "disqualified"), 1
