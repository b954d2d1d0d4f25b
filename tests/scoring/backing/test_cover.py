"""What can be called in a year: step-down, cap, first and last day, and what is asked."""

from collections.abc import Mapping

import pytest

from bideval.scoring.asked_backing import Asked
from bideval.scoring.backing.cover import cover_in
from bideval.scoring.backing.instruments import Instrument, outstanding
from tests.scoring.backing.parts import bond, term, told

ANY_BOND = Asked(("bond", "parent-guarantee"), "promised")
STEPS = {"step_down": [{"from_year": 2, "amount": 600}]}

# A bond of 1,000; years from 1 April 2026 to 31 March 2029.
BY_YEAR = [
    # in words                              terms                                              cover                 outstanding
    ("open-ended",                          {},                                                ("1000", "1000", "1000"), ("1000", "1000", "1000")),
    ("to the last day of the contract",     {"open_ended": None, "expires": "2029-03-31"},     ("1000", "1000", "1000"), ("1000", "1000", "1000")),
    ("a day short of it",                   {"open_ended": None, "expires": "2029-03-30"},     ("1000", "1000", "0"),    ("1000", "1000", "1000")),
    ("ended before it begins",              {"open_ended": None, "expires": "2026-03-31"},     ("0", "0", "0"),          ("0", "0", "0")),
    ("stepped down from year 2",            STEPS,                                             ("1000", "600", "600"),   ("1000", "600", "600")),
    ("capped at 700 before it steps down",  {**STEPS, "cap": 700},                             ("700", "600", "600"),    ("1000", "600", "600")),
    ("begins in the middle of year 1",      {"starts": "2026-09-01"},                          ("0", "1000", "1000"),    ("1000", "1000", "1000")),
    ("begins on the first day",             {"starts": "2026-04-01"},                          ("1000", "1000", "1000"), ("1000", "1000", "1000")),
    ("no end is stated",                    {"open_ended": None},                              ("-", "-", "-"),          ("-", "-", "-")),
    ("open-ended: false says nothing",      {"open_ended": False},                             ("-", "-", "-"),          ("-", "-", "-")),
    ("of a form that does not count",       {"form": "letter-of-comfort"},                     ("0", "0", "0"),          ("1000", "1000", "1000")),
]  # fmt: skip


@pytest.mark.parametrize("case", BY_YEAR, ids=lambda case: case[0])
def test_cover_and_outstanding_by_year(
    case: tuple[str, Mapping[str, object], tuple[str, ...], tuple[str, ...]],
) -> None:
    _, terms, cover, owed = case
    one = bond(**terms)
    assert tuple(told(cover_in([one], ANY_BOND, year)) for year in term().years) == cover
    assert tuple(told(outstanding(one, year)) for year in term().years) == owed


TOGETHER: list[tuple[str, list[Instrument], str]] = [
    ("nothing at all is no cover", [], "0"),
    ("two are added", [bond(), bond(amount=250)], "1250"),
    ("what is not accepted adds nothing", [bond(), bond(form="reserves", open_ended=None)], "1000"),
    ("one that is not known makes the sum not known", [bond(), bond(open_ended=None)], "-"),
]


@pytest.mark.parametrize("case", TOGETHER, ids=lambda case: case[0])
def test_several_instruments(case: tuple[str, list[Instrument], str]) -> None:
    _, instruments, cover = case
    assert told(cover_in(instruments, ANY_BOND, term().years[0])) == cover


def test_terms_that_are_asked_and_not_stated_are_not_cover_and_not_none() -> None:
    asked = ANY_BOND._replace(called="on-demand")
    year = term().years[0]
    assert told(cover_in([bond()], asked, year)) == "-"
    assert told(cover_in([bond(called="on-default")], asked, year)) == "0"
    assert told(cover_in([bond(called="on-demand")], asked, year)) == "1000"
