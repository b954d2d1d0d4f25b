import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.scoring.recorded_times import is_before

CASES = [
    # in words, one, other, whether it is certainly before
    ("a second before", "2026-03-02T09:59:59Z", "2026-03-02T10:00:00Z", True),
    ("the same second", "2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z", False),
    ("a second after", "2026-03-02T10:00:01Z", "2026-03-02T10:00:00Z", False),
    ("a day before a time", "2026-03-01", "2026-03-02T00:00:00Z", True),
    ("the day of a time", "2026-03-02", "2026-03-02T23:59:59Z", False),
    ("a time on the day", "2026-03-02T00:00:00Z", "2026-03-02", False),
    ("a time on the day before", "2026-03-01T23:59:59Z", "2026-03-02", True),
    ("the same day", "2026-03-02", "2026-03-02", False),
]
TIMES = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.datetimes().map(lambda time: time.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_certainly_before(case: tuple[str, str, str, bool]) -> None:
    assert is_before(case[1], case[2]) is case[3]


@given(one=TIMES, other=TIMES, third=TIMES)
def test_certain_order_is_an_order(one: str, other: str, third: str) -> None:
    assert not (is_before(one, other) and is_before(other, one))
    if is_before(one, other) and is_before(other, third):
        assert is_before(one, third)
