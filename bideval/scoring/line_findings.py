"""Findings about the lines of a price schedule: a rate that is missing, or one too many.

Nothing is computed here, and no blank is read as zero.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Source, error
from bideval.model.price import RateRow, ScheduleLine


def no_rate(bid: str, line: ScheduleLine, row: RateRow | None, source: Source) -> Iterator[Finding]:
    """Report a line that counts and has no rate; one that does not count may be left unoffered."""
    if row is not None and row.rate.words == "not-offered" and not line.counts:
        return
    said = "says n/a" if row is not None and row.rate.words == "not-offered" else "has no rate"
    yield error(
        "BE261",
        f"line {line.line} of the price schedule {said} in the prices of {bid}",
        "Enter the rate as submitted: a number, or the word included if it is priced elsewhere. "
        "A blank is never read as zero.",
        source,
        Source("schedule.csv", f"/{line.line}/line"),
    )


def rate_on_provisional(line: ScheduleLine, source: Source) -> Finding:
    """Report a rate against what the authority priced itself."""
    return error(
        "BE262",
        f"line {line.line} is a provisional sum of the authority, but a rate stands against it",
        "Leave the rate of a provisional sum blank: its amount is the one published in the schedule.",
        source,
        Source("schedule.csv", f"/{line.line}/quantity"),
    )
