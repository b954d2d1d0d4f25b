"""Years without figures and ratings of third parties, as a bid states them.

Whether a rating is in force where a rule reads it is found there.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Source, error
from bideval.model.bid import UNAVAILABLE, AccountYear, Rating
from bideval.model.units import ACCOUNTS, FIELDS

NAMES = tuple(path.removeprefix(ACCOUNTS) for path in FIELDS if path.startswith(ACCOUNTS))


def standing_findings(
    who: str, accounts: tuple[AccountYear, ...], ratings: tuple[Rating, ...], file: str, at: str
) -> Iterator[Finding]:
    """Report a year called unavailable that has figures, and ratings that say nothing or too much."""
    for place, year in enumerate(accounts):
        stated = [name for name in NAMES if getattr(year, name) is not None]
        if year.evidence == UNAVAILABLE and stated:
            yield error(
                "BE220",
                f"{who} states the year to {year.year_end} as {UNAVAILABLE}, and its {stated[0]}",
                "Take the figures out, or state the evidence they come from.",
                Source(file, f"{at}/accounts/{place}/evidence"),
            )
    seen: dict[tuple[str, str], int] = {}
    for place, rating in enumerate(ratings):
        where = f"{at}/ratings/{place}"
        yield from _rating(who, rating, file, where)
        first = seen.setdefault((rating.agency, rating.date), place)
        if first != place:
            message = f"{who} has two ratings by {rating.agency} of {rating.date}"
            other = Source(file, f"{at}/ratings/{first}")
            remedy = "Keep the rating that was submitted."
            yield error("BE221", message, remedy, Source(file, where), other)


def _rating(who: str, rating: Rating, file: str, at: str) -> Iterator[Finding]:
    if rating.grade is None and rating.score is None:
        message = f"the rating of {who} by {rating.agency} has neither a grade nor a score"
        yield error("BE221", message, "State what the agency gave.", Source(file, at))
    if rating.valid_until is not None and rating.valid_until < rating.date:
        message = f"the rating of {who} by {rating.agency} ends on {rating.valid_until}, before its date"
        yield error("BE221", message, "Correct one of the dates.", Source(file, f"{at}/valid_until"))
