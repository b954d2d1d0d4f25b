"""The standstill: days counted by hand on a calendar, and again by an independent sieve."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.io.holidays import shipped_holidays
from bideval.io.packs import PackShelf
from bideval.model.pack import Pack
from bideval.model.regime_rules import ClockStep, Counted, Wait
from bideval.model.tender import Tender
from bideval.scoring.letters.clock import Holidays, NotCountedError, counted, standstill

ACT, PCR, PSR = "uk/procurement-act-2023@1", "uk/pcr-2015@1", "uk/nhs-provider-selection-2023@1"
HOLIDAYS = shipped_holidays()
NO_HOLIDAYS = Holidays({}, tuple(str(year) for year in range(2000, 2100)))


def tender(regime: str, **more: str) -> Tender:
    return Tender.model_validate(
        {
            "bideval": "1",
            "id": "t",
            "title": "T",
            "currency": "GBP",
            "rounding": "none",
            "regime": regime,
            **more,
        }
    )


def pack(regime: str) -> Pack:
    found, findings = PackShelf({}).named_by(tender(regime))
    assert findings == ()
    return found[f"regimes/{regime}"]


CASES = [
    # in words, regime, notice, last day, earliest signing date
    ("the Act: a Wednesday counts as the first of eight", ACT, "2026-06-03", "2026-06-12", "2026-06-13"),
    ("the Act: published on a Saturday, Monday is the first", ACT, "2026-06-06", "2026-06-17", "2026-06-18"),
    ("the Act: a bank holiday in between", ACT, "2026-05-20", "2026-06-01", "2026-06-02"),
    ("the Act: over Christmas, with a Scottish holiday", ACT, "2026-12-22", "2027-01-06", "2027-01-07"),
    ("the Act: published on a holiday", ACT, "2026-12-25", "2027-01-11", "2027-01-12"),
    ("PCR: ten days of the calendar from the day after", PCR, "2024-05-01", "2024-05-11", "2024-05-12"),
    ("PCR: over the end of a leap February", PCR, "2024-02-25", "2024-03-06", "2024-03-07"),
    ("PCR: years of which no holidays are held do not matter", PCR, "1999-12-31", "2000-01-10", "2000-01-11"),
    ("PSR: the day after a Friday notice is a Monday", PSR, "2026-06-05", "2026-06-17", "2026-06-18"),
    ("PSR: a Tuesday notice, Wednesday is the first", PSR, "2026-06-02", "2026-06-12", "2026-06-13"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_days_are_counted_as_the_regime_says(case: tuple[str, str, str, str, str]) -> None:
    _, regime, notice, last, earliest = case
    found = standstill(tender(regime), pack(regime), notice, HOLIDAYS)
    assert found is not None
    assert (found.published, found.last_day, found.earliest) == (notice, last, earliest)


WITHOUT = [
    # in words, regime, what the tender states, notice, what the note says
    ("the notice is not entered", ACT, {}, None, "No date is given until"),
    ("the notice is not entered under PSR", PSR, {}, None, "No date is given until"),
    (
        "light touch under the Act",
        ACT,
        {"buys": "light-touch-services"},
        "2026-06-03",
        "no mandatory standstill",
    ),
    ("a year without holidays on file", ACT, {}, "2031-06-03", "the holidays of 2031 are not on file"),
    ("the end of the calendar", PCR, {}, "9999-12-31", "the year 9999 is too far off"),
    ("the count runs into such a year", ACT, {}, "2027-12-29", "the holidays of 2028 are not on file"),
]


@pytest.mark.parametrize("case", WITHOUT, ids=lambda case: case[0])
def test_no_date_without_what_it_rests_on(case: tuple[str, str, dict[str, str], str | None, str]) -> None:
    _, regime, stated, notice, note = case
    found = standstill(tender(regime, **stated), pack(regime), notice, HOLIDAYS)
    assert found is not None
    assert (found.last_day, found.earliest) == ("", "")
    assert note in found.note


def test_no_regime_no_clock() -> None:
    assert standstill(tender(ACT), None, "2026-06-03", HOLIDAYS) is None


@pytest.mark.parametrize("regime", [ACT, PSR])
def test_the_definition_of_a_working_day_is_marked_unverified(regime: str) -> None:
    found = standstill(tender(regime), pack(regime), "2026-06-03", HOLIDAYS)
    assert found is not None
    assert "unverified" in found.note
    assert "status" in found.cite


def test_a_holiday_passed_over_is_named_with_its_part_of_the_country() -> None:
    found = standstill(tender(ACT), pack(ACT), "2026-12-22", HOLIDAYS)
    assert found is not None
    assert found.left_out == (
        "2026-12-25, Christmas Day",
        "2026-12-28, Boxing Day (substitute day)",
        "2027-01-01, New Year's Day",
        "2027-01-04, 2nd January (substitute day) (Scotland)",
    )


STEPS = st.builds(
    ClockStep,
    id=st.just("standstill"),
    wording=st.just("w"),
    cite=st.just("c"),
    status=st.just("U"),
    after=st.just("notice"),
    wait=st.integers(1, 40),
    unit=st.just(Wait.WORKING_DAYS),
    counted=st.sampled_from(list(Counted)),
)


@given(day=st.dates(date(2025, 1, 1), date(2027, 9, 1)), step=STEPS)
def test_a_sieve_finds_the_same_last_day(day: date, step: ClockStep) -> None:
    first = day if step.counted is Counted.DAY_OF else day + timedelta(days=1)
    days = (first + timedelta(days=n) for n in range(120))
    working = [one for one in days if one.isoweekday() <= 5 and one.isoformat() not in HOLIDAYS.days]
    assert counted(day, step, HOLIDAYS)[0] == working[(step.wait or 0) - 1]


@given(day=st.dates(date(2025, 1, 1), date(2027, 9, 1)), step=STEPS)
def test_holidays_never_shorten_a_wait(day: date, step: ClockStep) -> None:
    assert counted(day, step, HOLIDAYS)[0] >= counted(day, step, NO_HOLIDAYS)[0]


def test_a_year_that_is_not_held_is_refused() -> None:
    step = ClockStep("standstill", "w", "c", "U", "notice", 8, Wait.WORKING_DAYS, Counted.DAY_OF)
    with pytest.raises(NotCountedError, match="holidays of 2024"):
        counted(date(2024, 12, 30), step, HOLIDAYS)


def test_the_shipped_holidays_are_weekdays_of_whole_years() -> None:
    assert HOLIDAYS.years == ("2025", "2026", "2027")
    assert all(date.fromisoformat(day).isoweekday() <= 5 for day in HOLIDAYS.days)
    assert all(sum(day.startswith(year) for day in HOLIDAYS.days) >= 12 for year in HOLIDAYS.years)
