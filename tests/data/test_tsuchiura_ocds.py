"""The 914 works auctions as OCDS: every recorded winner wins, or is among the tied, straight from the releases.

Data: as in test_tsuchiura.py, in the form of compiled releases with the bids extension.
"""

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from bideval.io.ocds.desk import Reader
from bideval.io.ocds.importing import Imported, Outcome, Writer, import_all
from bideval.io.ocds.reading import PLAIN, ocds_tenders

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "tsuchiura_ocds.jsonl.gz"
pytestmark = pytest.mark.skipif(
    not FILE.exists(), reason="the releases of the works auctions are not beside this checkout"
)


def all_imported(reader: Reader) -> list[Imported]:
    """Return what becomes of every process; nothing is written."""
    with FILE.open("rb") as stream:
        return list(import_all(ocds_tenders(stream, FILE.name, reader), Writer(None, force=False)))


READERS = [
    # in words                              how
    ("by the lowest valid price",           PLAIN),
    ("with reserve and minimum price",      Reader(limits=True)),
]  # fmt: skip


@pytest.mark.parametrize("case", READERS, ids=lambda case: case[0])
def test_every_recorded_winner_is_found(case: tuple[str, Reader]) -> None:
    found = all_imported(case[1])
    assert Counter(one.outcome for one in found) == {Outcome.SAME: 905, Outcome.TIED: 5, Outcome.NO_AWARD: 4}
    assert [one.line for one in found] == list(range(1, 915))
    assert not any(one.is_rejected for one in found)


def test_the_winning_amount_is_the_recorded_one() -> None:
    """Each award states its value; the best placed price is that value, to the yen."""
    with FILE.open("rb") as stream:
        tenders = {one.ocid: one for one in ocds_tenders(stream, FILE.name)}
    checked = 0
    for one in all_imported(PLAIN):
        release = tenders[one.ocid].release
        assert release is not None
        active = [award.value.amount for award in release.awards if award.status == "active" and award.value]
        if active:
            assert one.evaluation is not None
            assert one.evaluation.lots[0].placings[0].total == active[0]
            assert isinstance(active[0], Fraction)
            checked += 1
    assert checked == 910


def test_no_start_is_made_up_of_the_deadline() -> None:
    """The releases state an end of the tender period, at midnight in Japan, and no start."""
    with FILE.open("rb") as stream:
        found = [one.inputs.tender for one in ocds_tenders(stream, FILE.name) if one.inputs is not None]
    assert len(found) == 914
    assert {one.began for one in found} == {None}
    assert {(one.deadline or "")[10:] for one in found} == {"T15:00:00Z"}
