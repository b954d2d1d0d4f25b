import copy

import pytest

from bideval.errors import (
    BidevalError,
    Finding,
    GuardError,
    NotEvaluableError,
    PlacesError,
    Severity,
    Source,
    UnknownIdError,
)

FINDING = Finding(
    "BE103", Severity.ERROR, "weights sum to 95, not 100", "Correct them.", (Source("tender.yaml"),)
)

CASES = [
    # in words            error                                                   what it says
    ("one finding", NotEvaluableError((FINDING,)), "1 finding stands in the way of a result"),
    ("two findings", NotEvaluableError((FINDING,) * 2), "2 findings stand in the way of a result"),
    ("an unknown id", UnknownIdError("bid", "c", ("a", "b")), "no bid is called 'c'; there are: a, b"),
    ("no id at all", UnknownIdError("lot", "x", ()), "no lot is called 'x'; there are: none"),
    ("a guard for a bid", GuardError("its price is 0", "a"), "its price is 0"),
    ("a guard for the field", GuardError("all prices are equal"), "all prices are equal"),
    ("negative places", PlacesError(-1), "-1 decimal places are asked for; 0 or more are possible"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_an_error_says_what_is_wrong(case: tuple[str, BidevalError, str]) -> None:
    _, error, words = case
    assert str(error) == words


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_an_error_survives_the_way_from_another_process(case: tuple[str, BidevalError, str]) -> None:
    _, error, words = case
    twin = copy.copy(error)  # made anew from the same parts that pickle carries
    assert twin is not error
    assert type(twin) is type(error)
    assert vars(twin) == vars(error)
    assert str(twin) == words


PLACES = [
    # in words                 source                                        printed
    ("a file alone", Source("tender.yaml"), "tender.yaml"),
    ("a pointer is not printed", Source("tender.yaml", "/criteria/0"), "tender.yaml"),
    ("a line", Source("marks.csv", "/3/mark", 5), "marks.csv:5"),
    ("a line and a column", Source("tender.yaml", "", 14, 3, 6, "weight: 95"), "tender.yaml:14:3"),
]


@pytest.mark.parametrize("case", PLACES, ids=lambda case: case[0])
def test_a_place_is_printed_as_editors_read_it(case: tuple[str, Source, str]) -> None:
    _, source, printed = case
    assert str(source) == printed
