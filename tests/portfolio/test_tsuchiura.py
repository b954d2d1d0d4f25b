"""914 real works auctions as a portfolio: every recorded winner, and what other rules would have done."""

from pathlib import Path

import pytest

from tests.portfolio.lines import ran

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "tsuchiura_ocds.jsonl.gz"
pytestmark = pytest.mark.skipif(
    not DATA.exists(), reason="the data of the works auctions are not beside this checkout"
)


def test_every_recorded_winner_wins_or_is_among_the_tied() -> None:
    """As tests/data/test_tsuchiura.py has it from the rows: 905 win, 5 are among tied, 4 are not recorded."""
    tally, rejected = ran(DATA)
    assert rejected == []
    assert tally.recorded == {
        "no winner is recorded": 4,
        "the recorded winner is among the tied": 5,
        "the recorded winner wins": 905,
    }


def test_plain_lowest_price_would_have_changed_55() -> None:
    """The count of tests/data/test_tsuchiura.py, made there from the rows alone."""
    tally, _ = ran(DATA, "disqualified=in", by="year")
    assert (tally.scenarios[1].applies, tally.scenarios[1].changed) == (55, 55)
    paid = tally.scenarios[1].paid["JPY"]
    assert paid.after_high < paid.before_low


def test_what_the_data_cannot_answer_is_left_out() -> None:
    tally, _ = ran(DATA, "social-value=20", "turnover=off", "reserve=mutuals")
    assert [one.applies for one in tally.scenarios[1:]] == [0, 0, 0]
    assert tally.scenarios[3].cannot == {"a bidder's type is not stated": 914}
