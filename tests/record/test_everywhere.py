"""A share of ``python -m tests.record.everywhere``: digests stay, and another order is another order."""

import sys
from random import Random

import pytest

from bideval.record.canonical import Json
from tests.record import everywhere
from tests.record.everywhere import Run, as_json, compared, digests, papers_in, runs, shuffled
from tests.scoring.build import inputs_of
from tests.verifier.campaign import drawn

TENDERS = [as_json(one) for one in drawn(15, 3)]


def test_papers_are_the_same_after_json() -> None:
    for papers in drawn(15, 4):
        data = as_json(papers)
        assert isinstance(data, dict)
        assert inputs_of(papers_in(data)) == inputs_of(papers)


def test_a_shuffled_tender_is_in_another_order_and_has_the_same_digest() -> None:
    moved = [shuffled(one, Random(5)) for one in TENDERS]
    assert sum(str(one) != str(two) for one, two in zip(moved, TENDERS, strict=True)) == len(TENDERS)
    assert list(digests(moved, 0)) == list(digests(TENDERS, 0)) == list(digests(TENDERS, 9))


def test_digests_are_the_same_under_other_seeds_zones_and_locales() -> None:
    first, last = runs([sys.executable])[0], runs([sys.executable])[-1]
    assert first[1:] != last[1:]
    assert list(compared(TENDERS, (first, last))) == []


def test_a_digest_that_differs_or_is_missing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    by_seed = {"0": ["a", "b", "c"], "1": ["a", "x", "c"], "2": ["a"]}

    def made(run: Run, tenders: list[Json]) -> list[str]:
        assert len(tenders) == 3
        return by_seed[run.seed]

    monkeypatch.setattr(everywhere, "made", made)
    found = list(compared(TENDERS[:3], [Run("python", seed, "UTC", "C", 0) for seed in by_seed]))
    assert [one.partition(": ")[2] for one in found] == ["tender 1", "1 records"]
