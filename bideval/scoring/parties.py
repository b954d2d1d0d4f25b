"""Whose figures count: the bidder, and those it relies on.

The bidder's own accounts and backing stand at the top of its bid.  A member whose
id is the bidder's is the lead itself and adds nothing of its own.  Figures are
added field by field before a ratio is taken: a ratio of sums, not a sum of ratios.
Years whose evidence a rule does not count are not read; ratings are never added.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.errors import GuardError, Source
from bideval.model.bid import PART_YEAR, UNAVAILABLE, WHOLE_YEAR, AccountYear, Backing, Bid, Party, Rating
from bideval.model.criterion import ReliesOn
from bideval.model.numbers import shown
from bideval.model.units import BACKING
from bideval.scoring.asked_backing import Asked, callable_amount, counts, is_whole
from bideval.scoring.measure_figures import MissingFieldError


class Figures(NamedTuple):
    """A party's own figures and where they stand.

    ``unread`` are the years that a rule does not count; ``trading_since`` is known of
    the bidder alone.  ``at`` is the pointer under which the party's lists stand, and
    ``every`` its years as they stand there.
    """

    party: str
    accounts: tuple[AccountYear, ...]
    backing: tuple[Backing, ...]
    source: Source
    ratings: tuple[Rating, ...] = ()
    trading_since: str | None = None
    unread: tuple[AccountYear, ...] = ()
    at: str = ""
    every: tuple[AccountYear, ...] = ()


def own_figures(bid: Bid) -> Figures:
    """The bidder's own figures."""
    place = Source(f"bids/{bid.id}.yaml", "/accounts")
    since = bid.bidder.trading_since
    return Figures(bid.bidder.id, bid.accounts, bid.backing, place, bid.ratings, since, every=bid.accounts)


def counting(figures: Figures, evidence: tuple[str, ...]) -> Figures:
    """Return ``figures`` with the years alone whose evidence counts; all of them where the rule is silent."""
    if not evidence:
        return figures
    counted = tuple(year for year in figures.accounts if year.evidence in evidence)
    unread = tuple(year for year in figures.accounts if year.evidence not in evidence)
    return figures._replace(accounts=counted, unread=unread)


def unread_words(parties: tuple[Figures, ...]) -> str:
    """Return which years were left out because the rule does not count their evidence, or nothing."""
    years = [
        f"{party.party}, year to {year.year_end} ({year.evidence or 'evidence not stated'})"
        for party in parties
        for year in sorted(party.unread, key=lambda one: one.year_end)
    ]
    return f"not read, as the evidence does not count: {'; '.join(years)}" if years else ""


def other_figures(bid: Bid, relies_on: ReliesOn | None) -> tuple[Figures, ...]:
    """The figures of those the rule lets the bidder rely on: in the rule's order, then by id."""
    if relies_on is None:
        return ()
    lists = {"members": bid.members, "subcontractors": bid.subcontractors, "guarantors": bid.guarantors}
    wanted = dict.fromkeys("guarantors" if who == "guarantor" else who for who in relies_on.who)
    found: dict[str, Figures] = {}
    for who in wanted:
        for place, party in sorted(enumerate(lists[who]), key=lambda entry: entry[1].id):
            if party.id not in {bid.bidder.id, *found}:  # a member that also guarantees counts once
                found[party.id] = _party_figures(bid, who, place, party)
    return tuple(found.values())


def _party_figures(bid: Bid, who: str, place: int, party: Party) -> Figures:
    at = f"/{who}/{place}"
    source = Source(f"bids/{bid.id}.yaml", at)
    return Figures(
        party.id, party.accounts, party.backing, source, party.ratings, at=at, every=party.accounts
    )


def yearly(
    figures: Figures, name: str, years: int, *, annualised: bool = False
) -> tuple[Fraction, ...] | None:
    """The latest ``years`` values of an account field, oldest first; None if one is absent.

    ``annualised`` reads a flow of so many months as twelve times a month of it.
    """
    latest = latest_years(figures, years)
    values = [
        value * _times(year, annualised) for year in latest if (value := _stated(year, name)) is not None
    ]
    return tuple(values) if len(values) == years else None


def yearly_words(figures: Figures, name: str, years: int) -> tuple[str, ...]:
    """The same values annualised, each as it is worked out: 90000 x 12/9."""
    return tuple(
        shown(value) if _times(year, annualised=True) == 1 else f"{shown(value)} x {WHOLE_YEAR}/{year.months}"
        for year in latest_years(figures, years)
        if (value := _stated(year, name)) is not None
    )


def months_unknown(figures: Figures, years: int) -> str | None:
    """The end of a part-year that does not say how many months it has, of the latest ``years``."""
    latest = latest_years(figures, years)
    return next((one.year_end for one in latest if one.evidence == PART_YEAR and one.months is None), None)


def _stated(year: AccountYear, name: str) -> Fraction | None:
    value = getattr(year, name)
    return value if isinstance(value, Fraction) else None


def _times(year: AccountYear, annualised: bool) -> Fraction:
    return Fraction(WHOLE_YEAR, year.months) if annualised and year.months is not None else Fraction(1)


def latest_years(figures: Figures, years: int) -> list[AccountYear]:
    """The latest ``years`` years that count, oldest first; fewer where there are fewer."""
    return sorted(figures.accounts, key=lambda year: year.year_end)[-years:]


def shut_year(figures: Figures, years: int) -> str | None:
    """The end of the first of the latest ``years`` years that the bid states as without figures."""
    latest = sorted(figures.every or figures.accounts, key=lambda year: year.year_end)[-years:]
    return next((year.year_end for year in latest if year.evidence == UNAVAILABLE), None)


def why_missing(figures: Figures, years: int) -> str:
    """Say why a party has no figure for each of the latest ``years`` years, where its bid says so itself.

    All its years are looked at, also those whose evidence the rule does not count: a bidder
    with such a year was trading.
    """
    latest = sorted(figures.every or figures.accounts, key=lambda year: year.year_end)[-years:]
    shut = shut_year(figures, years)
    if shut is not None:
        return f"the bid states the year to {shut} as {UNAVAILABLE}"
    since, before = figures.trading_since, _year_before(latest)
    if since is not None and len(latest) < years and (before is None or since > before):
        asked = "" if before is None else f" in the year to {before}"
        return f"{figures.party} was not trading yet{asked} (since {since}), and that is not read as zero"
    return ""


def _year_before(latest: list[AccountYear]) -> str | None:
    """The day on which the year before the earliest of ``latest`` ended."""
    if not latest:
        return None
    year, _, rest = latest[0].year_end.partition("-")
    return f"{int(year) - 1:04d}-{'02-28' if rest == '02-29' else rest}"


def rating_in_force(figures: Figures, agency: str, day: str) -> Rating | None:
    """The agency's latest rating of the party that was in force on ``day``; both its days are included."""
    there = [
        one
        for one in figures.ratings
        if one.agency == agency and one.date <= day and (one.valid_until is None or day <= one.valid_until)
    ]
    return max(there, key=lambda one: one.date, default=None)


def counted_backing(figures: Figures, asked: Asked) -> list[tuple[int, Backing]]:
    """The party's backing that meets what is asked, or may, with its index."""
    return [(index, one) for index, one in enumerate(figures.backing) if counts(one, asked)]


def backing_amount(figures: Figures, asked: Asked) -> Fraction:
    """The sum that can be called from the party's backing that counts.

    Raises MissingFieldError where a bid does not state whether an instrument counts, and
    GuardError where the rule states grades of a provider without their agency, or the reverse.
    """
    return sum((callable_amount(one) for one in _sure(figures, asked)), Fraction(0))


def backing_count(figures: Figures, asked: Asked) -> Fraction:
    """How many instruments of the party count; raises as ``backing_amount`` does."""
    return Fraction(len(_sure(figures, asked)))


def _sure(figures: Figures, asked: Asked) -> list[Backing]:
    if not is_whole(asked):
        raise GuardError("grades of a provider and the agency that gives them are stated together or not")
    found = counted_backing(figures, asked)
    missing = [said for _, one in found if isinstance(said := counts(one, asked), str)]
    if missing:
        raise MissingFieldError(BACKING, f"{'; '.join(missing)} of {figures.party}")
    return [one for _, one in found]


# Where it stands


def account_places(figures: Figures, name: str, years: int) -> list[Source]:
    """The cells of an account field that are read: one for each of the latest ``years`` years."""
    rows = {id(year): index for index, year in enumerate(figures.every)}
    return [
        Source(figures.source.file, f"{figures.at}/accounts/{rows[id(year)]}/{name}")
        for year in latest_years(figures, years)
    ]


def backing_places(figures: Figures, asked: Asked) -> list[Source]:
    """The amounts of backing that count or may; the list itself where none does."""
    counted = counted_backing(figures, asked)
    rows = [f"{figures.at}/backing/{index}/amount" for index, _ in counted] or [f"{figures.at}/backing"]
    return [Source(figures.source.file, row) for row in rows]


def rating_places(figures: Figures, agency: str, day: str) -> list[Source]:
    """The rating that is in force; the list itself where none is."""
    there = rating_in_force(figures, agency, day)
    at = f"{figures.at}/ratings"
    row = next((index for index, one in enumerate(figures.ratings) if one is there), None)
    return [Source(figures.source.file, at if row is None else f"{at}/{row}")]
