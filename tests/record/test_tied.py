"""Claims are held against the tender: true ones are tied, true ones about something else are not."""

import json
from collections.abc import Callable
from functools import cache

import pytest

from bideval.record.canonical import Json
from bideval.record.verified import Verification
from tests.record.recorded import loaded, verified, with_digests
from tests.record.test_archive import ARCHIVE

Claim = dict[str, Json]


@cache
def held(name: str) -> str:
    return (ARCHIVE / "format-1" / f"{name}.json").read_text("utf-8")


def answers_of(record: dict[str, Json]) -> list[dict[str, Json]]:
    listed = record["analyses"]
    assert isinstance(listed, list)
    return [one for one in listed if isinstance(one, dict)]


def first(record: dict[str, Json], kind: str) -> tuple[dict[str, Json], Claim]:
    """Return the first claim of a kind, and the answer that it stands in."""
    for answer in answers_of(record):
        claims = answer["claims"]
        assert isinstance(claims, list)
        for claim in claims:
            if isinstance(claim, dict) and claim["claim"] == kind:
                return answer, claim
    raise AssertionError(kind)


def with_only(name: str, kind: str, change: Callable[[dict[str, Json], Claim], None]) -> Verification:
    """Verify a record whose one claim is the first of ``kind``, changed; digests made anew."""
    record = loaded(held(name).encode())
    answer, claim = first(record, kind)
    change(answer, claim)
    return verified(with_digests({**record, "analyses": [{**answer, "claims": [claim]}]}))


def numbers(value: Json) -> list[Json]:
    assert isinstance(value, list)
    return value


def nothing(_answer: dict[str, Json], _claim: Claim) -> None:
    """Leave it as it is."""


def shift_columns(answer: dict[str, Json], claim: Claim) -> None:
    answer["columns"] = list(reversed(numbers(answer["columns"])))


def no_columns(answer: dict[str, Json], claim: Claim) -> None:
    answer["columns"] = []


def half_a_column(answer: dict[str, Json], claim: Claim) -> None:
    columns = numbers(answer["columns"])
    column = columns[0]
    assert isinstance(column, dict)
    columns[0] = dict.fromkeys(column, "1/2")


def strange_column(answer: dict[str, Json], claim: Claim) -> None:
    numbers(answer["columns"])[0] = {"nothing-here": "1/1"}


def about_another(answer: dict[str, Json], claim: Claim) -> None:
    answer["about"] = "nobody"


def in_another_lot(answer: dict[str, Json], claim: Claim) -> None:
    answer["lot"] = "elsewhere"


def without_rivals(answer: dict[str, Json], claim: Claim) -> None:
    claim["differences"], claim["wins_ties"] = [], []


def as_if_far_ahead(answer: dict[str, Json], claim: Claim) -> None:
    claim["differences"] = [["1000/1" for _ in numbers(one)] for one in numbers(claim["differences"])]


def as_if_far_behind(answer: dict[str, Json], claim: Claim) -> None:
    claim["differences"] = [["-1000/1" for _ in numbers(one)] for one in numbers(claim["differences"])]


def flip_ties(answer: dict[str, Json], claim: Claim) -> None:
    claim["wins_ties"] = [not one for one in numbers(claim["wins_ties"])]


def one_witness_region(answer: dict[str, Json], claim: Claim) -> None:
    claim["region"] = {"low": claim["witness"], "high": claim["witness"], "rows": []}


NAME = "waived-guarantee"
TIED: list[tuple[str, str, str, Callable[[dict[str, Json], Claim], None]]] = [
    (f"{kind} of {name} as it is", name, kind, nothing)
    for name, kinds in (
        (NAME, ("can-win", "smallest-move", "smallest-whole-move", "best-rank", "worst-rank")),
        ("two-of-three", ("can-win", "best-rank")),
        ("world-bank-qcbs", ("can-win", "smallest-move")),
    )
    for kind in kinds
]


@pytest.mark.parametrize("case", TIED, ids=lambda case: case[0])
def test_a_claim_about_the_tender_is_tied(
    case: tuple[str, str, str, Callable[[dict[str, Json], Claim], None]],
) -> None:
    _, name, kind, change = case
    found = with_only(name, kind, change)
    assert found.same, found.claims


LOOSE: list[tuple[str, str, Callable[[dict[str, Json], Claim], None], str]] = [
    ("columns in another order", "can-win", shift_columns, "differences are not those"),
    ("no columns", "can-win", no_columns, "do not hold all the weight"),
    ("half a column", "can-win", half_a_column, "no shares"),
    ("a column of nothing", "can-win", strange_column, "no shares"),
    ("about nobody", "can-win", about_another, "no assessed bid"),
    ("in a lot there is not", "can-win", in_another_lot, "no lot elsewhere"),
    ("without its rivals", "can-win", without_rivals, "leaves a rival out"),
    ("with points that nobody has", "can-win", as_if_far_ahead, "differences are not those"),
    ("over weights without the published ones", "can-win", one_witness_region, "lie outside"),
]


@pytest.mark.parametrize("case", LOOSE, ids=lambda case: case[0])
def test_a_proved_claim_about_something_else_is_not_tied(
    case: tuple[str, str, Callable[[dict[str, Json], Claim], None], str],
) -> None:
    _, kind, change, words = case
    found = with_only(NAME, kind, change)
    (one,) = found.claims
    assert one.proved
    assert words in (one.not_tied or "")
    assert not found.same
    assert found.differences == ()


def test_a_claim_that_proves_nothing_is_refused() -> None:
    found = with_only(NAME, "can-win", as_if_far_behind)
    (one,) = found.claims
    assert (one.proved, one.not_tied, found.same) == (False, None, False)


def test_a_claim_that_takes_ties_for_itself_is_not_tied() -> None:
    record = loaded(held(NAME).encode())
    _, claim = first(record, "can-win")
    assert not any(numbers(claim["wins_ties"])) or json.dumps(claim["wins_ties"])
    (one,) = with_only(NAME, "can-win", flip_ties).claims
    assert not one.proved or "ties" in (one.not_tied or "")


def test_what_is_no_claim_is_refused() -> None:
    found = with_only(NAME, "can-win", lambda _answer, claim: claim.update({"claim": "wins"}))
    (one,) = found.claims
    assert (one.proved, "no such claim" in one.words, found.same) == (False, True, False)
