"""The standstill of a regime's clock, counted in days of the calendar or working days.

The rule is a step of the regime's pack: how many days, of which kind, after which step, and
with which day the count begins.  A working day is neither a Saturday nor a Sunday nor one of
the holidays handed in (the Act's own definition is unverified).  The contract may be entered
into from the day after the last day counted.

There is no clock here: the date of the notice is told.  Where the holidays handed in do not
reach as far as the count, no date is given.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from bideval.errors import BidevalError
from bideval.model.letter import Standstill
from bideval.model.pack import Pack
from bideval.model.regime_rules import ClockStep, Conditions, Counted, Wait
from bideval.model.tender import Tender

STEP = "standstill"
_SATURDAY = 5
_LATEST = 9000  # a calendar of four digits ends not long after
_DAY = timedelta(days=1)
_COUNTED = {Wait.WORKING_DAYS: "working days", Wait.CALENDAR_DAYS: "days"}


class Holidays(NamedTuple):
    """Days that are no working days: by date, where, and what they are; and the years that are held."""

    days: Mapping[str, str]
    years: tuple[str, ...]  # YYYY, every year of which all holidays are held
    source: str = ""


class NotCountedError(BidevalError, ValueError):
    """Raised where the count would leave the years of which the holidays are held."""


def standstill_step(regime: Pack | None) -> ClockStep | None:
    """Return the step of the regime's clock that is waited before the contract is entered into."""
    steps = regime.clock if regime is not None else ()
    return next((one for one in steps if one.id == STEP and one.unit in _COUNTED), None)


def standstill(
    tender: Tender, regime: Pack | None, published: str | None, holidays: Holidays
) -> Standstill | None:
    """Return what the clock of ``regime`` says; None where it has no standstill in days.

    ``published`` is the date (YYYY-MM-DD) of the step that the wait is counted from, if it
    was entered; without it there is a rule and no date.
    """
    step = standstill_step(regime)
    if regime is None or step is None or step.wait is None or step.unit is None or step.after is None:
        return None
    before = next(one for one in regime.clock if one.id == step.after)
    beginning = "the day" if step.counted is Counted.DAY_OF else "the day after the day"
    rule = f"{step.wait} {_COUNTED[step.unit]} beginning with {beginning} of this step: {before.wording}"
    cite = f"{step.cite}; status {step.status}"
    plain = Standstill(rule, step.after.replace("-", " "), published or "", "", "", (), "", cite)
    if _meets(tender, step.unless):
        return plain._replace(
            published="", note="The regime's clock sets no mandatory standstill for what is bought."
        )
    if published is None:
        return plain._replace(note="No date is given until the date of that step is entered.")
    try:
        last, passed = counted(date.fromisoformat(published), step, holidays)
    except NotCountedError as problem:
        return plain._replace(note=f"No date is given: {problem}.")
    note = _UNVERIFIED if step.unit is Wait.WORKING_DAYS else _CALENDAR
    return plain._replace(
        last_day=last.isoformat(), earliest=(last + _DAY).isoformat(), left_out=passed, note=note
    )


_UNVERIFIED = (
    "Saturdays, Sundays and the holidays on file are not counted; the law's own definition of a "
    "working day is unverified."
)
_CALENDAR = "Whether a period that ends on a day that is no working day is longer is unverified."


def counted(published: date, step: ClockStep, holidays: Holidays) -> tuple[date, tuple[str, ...]]:
    """Return the last day of the wait, and the holidays that were passed over; raise NotCountedError."""
    assert step.wait is not None
    if published.year > _LATEST:
        raise NotCountedError(f"the year {published.year} is too far off")
    day = published if step.counted is Counted.DAY_OF else published + _DAY
    if step.unit is Wait.CALENDAR_DAYS:
        return day + (step.wait - 1) * _DAY, ()
    left, passed = step.wait, []
    while True:
        _held(day, holidays)
        if day.isoformat() in holidays.days and day.weekday() < _SATURDAY:
            passed.append(f"{day.isoformat()}, {holidays.days[day.isoformat()]}")
        elif day.weekday() < _SATURDAY:
            left -= 1
        if left == 0:
            return day, tuple(passed)
        day += _DAY


def _held(day: date, holidays: Holidays) -> None:
    if f"{day.year:04}" not in holidays.years:
        raise NotCountedError(f"the holidays of {day.year} are not on file")


def _meets(tender: Tender, conditions: Conditions) -> bool:
    """Whether the tender states one of the words of any of these facts."""
    stated = {name: getattr(tender, name, None) for name, _ in conditions}
    return any(stated[name] in words for name, words in conditions)
