"""Dates far in the future: a price level, a mark, a decision years after the procurement began.

There is no clock here.  What is far is told from the dates that the folder states: when
the procurement began, else its deadline, else the first receipt of a bid.  It is a
question, since a date may be meant.
"""

from collections.abc import Iterator, Sequence

from bideval.errors import Finding, Source, question
from bideval.model.inputs import Inputs
from bideval.model.marking import Consensus, Mark
from bideval.scoring.checks.decisions import place_of

FAR = 5  # years
_REMEDY = "Correct the date if it is mistyped, or record a decision of kind answer that says why it stands."


def check_far_dates(inputs: Inputs) -> Iterator[Finding]:
    """Ask about dates more than so many years after the earliest that the folder is sure of, once a file."""
    since = _since(inputs)
    if since is None:
        return
    day, source = since
    for what, at, place in _first_far(inputs, day):
        yield question(
            "BE152",
            f"{what} has the date {at}, more than {FAR} years after {day[:10]}",
            _REMEDY,
            place,
            source,
        )


def _since(inputs: Inputs) -> tuple[str, Source] | None:
    tender = inputs.tender
    if tender.began is not None:
        return tender.began, Source("tender.yaml", "/began")
    if tender.deadline is not None:
        return tender.deadline, Source("tender.yaml", "/deadline")
    received = sorted((one.received, one.id) for one in inputs.bids.values() if one.received is not None)
    return (received[0][0], Source(f"bids/{received[0][1]}.yaml", "/received")) if received else None


def _first_far(inputs: Inputs, day: str) -> Iterator[tuple[str, str, Source]]:
    """What is far, its date and its place: the price level, and the first row of each file."""
    money = inputs.tender.money
    if money is not None and money.base_date is not None and _is_far(money.base_date, day):
        yield "the price level (base_date)", money.base_date, Source("tender.yaml", "/money/base_date")
    yield from _first_far_row("marks.csv", "the mark", inputs.marks, day)
    yield from _first_far_row("consensus.csv", "the agreed mark", inputs.consensus, day)
    for index, decision in enumerate(inputs.decisions):
        if _is_far(decision.at, day):
            yield f"decision {decision.id}", decision.at, place_of(index, "at")
            break


def _first_far_row(
    file: str, what: str, rows: Sequence[Mark | Consensus], day: str
) -> Iterator[tuple[str, str, Source]]:
    for index, row in enumerate(rows):
        if row.at and _is_far(row.at, day):
            yield f"{what} of {row.bid} on {row.criterion}", row.at, Source(file, f"/{index}/at")
            return


def _is_far(at: str, day: str) -> bool:
    """Whether ``at`` lies more than so many years after ``day``; both begin with YYYY-MM-DD."""
    return (int(at[:4]) - FAR, at[4:10]) > (int(day[:4]), day[4:10])
