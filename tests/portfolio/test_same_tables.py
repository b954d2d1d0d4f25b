"""What is quick comes to the same: lines as they mostly are, tables of few bids, masks without a branch."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.kernel.many import kept
from bideval.portfolio import columns as columns_module
from bideval.portfolio.tally import Tally
from tests.portfolio.lines import Data, awkward, line, ran

SCENARIOS = ("social-value=30", "turnover=off formula=lowest-to-highest", "bond=fold:2 lots=half")
RELEASES = [awkward(5, number) for number in range(300)]


def of_lines(folder: Path, releases: list[Data]) -> Tally:
    """What these releases come to; none is rejected."""
    file = folder / "lines.jsonl"
    file.write_bytes(b"".join(map(line, releases)))
    tally, rejected = ran(file, *SCENARIOS)
    assert rejected == []
    return tally


def _own(release: Data) -> list[Data]:
    """Our part of the bids; nothing of a release without one."""
    return cast("list[Data]", cast("Data", release.get("portfolio", {})).get("bids", []))


def _details(release: Data) -> list[Data]:
    return cast("list[Data]", cast("Data", release["bids"])["details"])


def _own_turned(release: Data) -> None:
    _own(release).reverse()


def _points_turned(release: Data) -> None:
    for one in _own(release):
        one["points"] = dict(reversed(list(cast("Data", one["points"]).items())))


def _one_withdrawn(release: Data) -> None:
    _details(release).insert(0, {"id": "gone", "status": "withdrawn"})


def _ids_as_numbers(release: Data) -> None:
    for bids in (_own(release), _details(release)):
        for place, one in enumerate(bids):
            one["id"] = place


def _value_without_amount(release: Data) -> None:
    release["unused"] = {"value": None}


UNUSUAL = [
    ("our part in another order", _own_turned),
    ("points in another order", _points_turned),
    ("a bid that was withdrawn", _one_withdrawn),
    ("ids that are numbers", _ids_as_numbers),
    ("a part that is not read", _value_without_amount),
]


@pytest.mark.parametrize("case", UNUSUAL, ids=lambda case: case[0])
def test_the_same_tender_said_otherwise(case: tuple[str, Callable[[Data], None]], tmp_path: Path) -> None:
    _, change = case
    others = copy.deepcopy(RELEASES)
    for one in others:
        change(one)
    assert [*map(line, others)] != [*map(line, RELEASES)]
    assert of_lines(tmp_path, others) == of_lines(tmp_path, RELEASES)


def _no_points(release: Data) -> None:
    del _own(release)[0]["points"]


def _a_point_more(release: Data) -> None:
    cast("Data", _own(release)[0]["points"])["other"] = 1


def _no_price(release: Data) -> None:
    del _details(release)[0]["value"]


def _other_currency(release: Data) -> None:
    cast("Data", _details(release)[0]["value"])["currency"] = "EUR"


def _no_turnover(release: Data) -> None:
    cast("Data", cast("Data", release["portfolio"])["rules"])["turnoverAtLeast"] = 1
    del _own(release)[-1]["turnover"]


def _same_id(release: Data) -> None:
    for bids in (_own(release), _details(release)):
        bids[1]["id"] = bids[0]["id"]


BROKEN = [
    ("no points", _no_points, "bid-without-points"),
    ("points of no criterion", _a_point_more, "points-of-no-criterion"),
    ("no price", _no_price, "bid-without-price"),
    ("two currencies", _other_currency, "mixed-currencies"),
    ("no turnover where one is asked for", _no_turnover, "bid-without-turnover"),
    ("two bids of one id", _same_id, "bid-twice"),
    ("our part of one bid too few", lambda release: _own(release).pop(), "bid-not-described"),
    ("no tenderer", lambda release: _details(release)[0].pop("tenderers"), "bid-without-tenderer"),
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case[0])
def test_a_line_that_is_nearly_as_they_mostly_are(
    case: tuple[str, Callable[[Data], object], str], tmp_path: Path
) -> None:
    _, change, reason = case
    usual = next(one for one in RELEASES if len(_own(one)) > 1)
    broken = {**copy.deepcopy(usual), "ocid": "broken"}
    change(broken)
    file = tmp_path / "lines.jsonl"
    file.write_bytes(line(usual) + line(broken) + line({**usual, "ocid": "after"}))
    tally, rejected = ran(file)
    assert [(one.reject.line, one.reject.reason) for one in rejected] == [(2, reason)]
    assert tally.evaluated == 2


def test_tables_of_few_bids_come_to_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for enough in (1, 10**9):  # always a table of their own, and never
        monkeypatch.setattr(columns_module, "_ENOUGH", enough)
        found.append(of_lines(tmp_path, RELEASES))
    assert found[0] == found[1]
    assert found[0].scenarios[1].changed > 0


WHOLE = st.integers(-(2**63), 2**63 - 1)


@given(st.lists(st.tuples(WHOLE, st.booleans()), min_size=1, max_size=20), WHOLE)
def test_what_is_kept_is_what_where_keeps(cells: list[tuple[int, bool]], other: int) -> None:
    figures, which = np.array([one for one, _ in cells]), np.array([own for _, own in cells])
    assert kept(figures, which, np.int64(other)).tolist() == [one if own else other for one, own in cells]
