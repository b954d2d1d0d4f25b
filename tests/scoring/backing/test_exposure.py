"""What is left exposed by year: each figure added by hand, and nothing taken as 0 that nobody states."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from bideval.errors import GuardError
from bideval.model.study import TERMS, Exposure
from bideval.scoring.backing.exposure import YearExposure, exposure_of
from bideval.scoring.backing.figures import Figure, NotStated, Stated
from tests.scoring.backing.parts import term, told
from tests.scoring.build import text

F = Fraction
SAID = "treasurer"
FULL: Mapping[str, object] = {
    "advance_payments": {"by_year": [500, 300, 0], "source": "ITT 9"},
    "re_procurement": {"amount": 40, "source": SAID},
    "interim_cost": {"by_year": [30, 20, 10], "source": SAID},
    "price_difference": {
        "amount": 100,
        "source": SAID,
        "bids": {"yew": {"by_year": [9, 6, 3], "source": "prices"}},
    },
    "staff_liabilities": {"amount": 5, "source": SAID},
    "pension_liabilities": {"amount": 15, "source": SAID},
    "handback": {"amount": 10, "source": SAID},
}
COVER = {1: 600, 2: 200, 3: 300}
FIELDS: Mapping[str, F | tuple[F, ...]] = {
    "tender.contract.annual_value": F(1200),
    "bid.declared.paid-ahead": (F(7), F(8), F(9)),
}


def read(path: str) -> F | tuple[F, ...]:
    """Look up one of FIELDS."""
    if path not in FIELDS:
        raise GuardError(f"{path} is missing")
    return FIELDS[path]


def years_of(
    section: Mapping[str, object] | None, bid: str = "oak", cover: Mapping[int, Figure] | None = None
) -> tuple[YearExposure, ...]:
    """Return the exposure of three years."""
    stated = {year: Stated(F(one)) for year, one in COVER.items()} if cover is None else cover
    given = None if section is None else Exposure.model_validate(text(section))
    return exposure_of(given, bid, term(), stated, read)


BY_HAND = [
    # in words                          year  loss                                  cover  left   at 4 percent
    ("year 1: 500+40+30+100+5+15+10",   1,    "700",                                "600", "100", "4"),
    ("year 2: 300+40+20+100+5+15+10",   2,    "490",                                "200", "290", "58/5"),
    ("year 3: 0+40+10+100+5+15+10",     3,    "180",                                "300", "-120", "0"),
]  # fmt: skip


@pytest.mark.parametrize("case", BY_HAND, ids=lambda case: case[0])
def test_a_year_by_hand(case: tuple[str, int, str, str, str, str]) -> None:
    _, number, loss, cover, left, expected = case
    year = years_of({**FULL, "default_rate": {"percent": 4, "source": SAID}})[number - 1]
    assert (told(year.loss), told(year.cover), told(year.exposure)) == (loss, cover, left)
    assert told(year.expected_loss) == expected


def test_what_a_bid_has_of_its_own_goes_before_what_is_said_of_all() -> None:
    oak, yew = years_of(FULL)[0], years_of(FULL, "yew")[0]
    assert (told(oak.terms["price_difference"]), told(yew.terms["price_difference"])) == ("100", "9")
    own = yew.terms["price_difference"]
    assert isinstance(own, Stated)
    assert (own.said_by, own.places[0].pointer) == ("prices", "/exposure/price_difference/bids/yew")
    assert told(yew.exposure) == "9"


@pytest.mark.parametrize("name", TERMS)
def test_a_term_that_is_missing_makes_the_exposure_not_stated(name: str) -> None:
    less = {key: one for key, one in FULL.items() if key != name}
    for year in years_of({**less, "default_rate": {"percent": 4, "source": SAID}}):
        assert isinstance(year.exposure, NotStated)
        assert year.exposure.missing == (f"{name} (exposure in study.yaml)",)
        assert isinstance(year.expected_loss, NotStated)
        assert told(year.cover) != "-"


def test_cover_that_is_not_stated_makes_the_exposure_so() -> None:
    year = years_of(FULL, cover=dict.fromkeys((1, 2, 3), NotStated(("when it ends",))))[0]
    assert told(year.loss) == "700"
    assert year.exposure == NotStated(("when it ends",), year.loss.places)


def test_no_default_rate_no_expected_loss() -> None:
    for year in years_of(FULL):
        assert told(year.exposure) != "-"
        assert isinstance(year.expected_loss, NotStated)
        assert year.expected_loss.missing == ("default_rate (exposure in study.yaml)",)


def test_without_a_section_every_term_is_named() -> None:
    year = years_of(None)[0]
    assert isinstance(year.exposure, NotStated)
    assert len(year.exposure.missing) == len(TERMS) == 7


STATED = [
    # in words                          term                                                                       years
    ("a twelfth of a year's value",     {"reads": "tender.contract.annual_value", "percent": "25/3"},              ("100", "100", "100")),
    ("all of what is read",             {"reads": "tender.contract.annual_value"},                                 ("1200", "1200", "1200")),
    ("a yearly value that is declared", {"reads": "bid.declared.paid-ahead"},                                      ("7", "8", "9")),
    ("half of it",                      {"reads": "bid.declared.paid-ahead", "percent": 50},                       ("7/2", "4", "9/2")),
    ("a field that is not there",       {"reads": "bid.declared.none"},                                            ("-", "-", "-")),
    ("two values for three years",      {"by_year": [1, 2]},                                                       ("-", "-", "-")),
    ("nothing but a source",            {},                                                                        ("-", "-", "-")),
    ("of other bids alone",             {"bids": {"yew": {"amount": 3}}},                                          ("-", "-", "-")),
    ("nothing, and so stated",          {"amount": 0},                                                             ("0", "0", "0")),
]  # fmt: skip


@pytest.mark.parametrize("case", STATED, ids=lambda case: case[0])
def test_ways_to_state_a_term(case: tuple[str, Mapping[str, object], tuple[str, ...]]) -> None:
    _, given, values = case
    years = years_of({**FULL, "handback": {"source": SAID, **given}})
    assert tuple(told(year.terms["handback"]) for year in years) == values


RATES = [
    # in words                   rate                                                       year 1 of 100 exposed
    ("the same in every year",   {"percent": 10},                                           "10"),
    ("by year",                  {"by_year": [1, 2, 3]},                                    "1"),
    ("of the bid alone",         {"percent": 10, "bids": {"oak": {"percent": 20}}},         "20"),
    ("of another bid",           {"percent": 10, "bids": {"yew": {"percent": 20}}},         "10"),
    ("none, and so stated",      {"percent": 0},                                            "0"),
    ("for other years",          {"by_year": [1, 2]},                                       "-"),
]  # fmt: skip


@pytest.mark.parametrize("case", RATES, ids=lambda case: case[0])
def test_the_expected_loss_is_rate_times_exposure(case: tuple[str, Mapping[str, object], str]) -> None:
    _, rate, expected = case
    year = years_of({**FULL, "default_rate": {"source": SAID, **rate}})[0]
    assert told(year.expected_loss) == expected
