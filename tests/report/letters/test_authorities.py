"""Several authorities in a letter: each one's published weights, scores and totals, and whose total decided.

The figures are worked out here by hand from the marks and prices of the sample: plover has
marks 4, 3 and 3 (80, 60 and 60 points) and GBP 9m against a lowest price of GBP 8m.
"""

import shutil
from pathlib import Path

import pytest

from bideval.model.letter import Letter
from tests.conftest import ROOT
from tests.report.letters.test_contents import letters_in

SAMPLE = ROOT / "sample_tenders" / "two-authorities"
SHARES = ("    budget_share: 60\n", "    budget_share: 40\n")


@pytest.fixture(name="plover")
def _plover() -> Letter:
    return letters_in(SAMPLE)["whole", "plover"]


@pytest.fixture(name="lexicographic")
def _lexicographic(tmp_path: Path) -> Letter:
    """The same bids where the first authority's total ranks, and the second's where it is the same."""
    folder = tmp_path / "tender"
    shutil.copytree(SAMPLE, folder)
    path = folder / "tender.yaml"
    text = path.read_text(encoding="utf-8")
    for was, now in (
        *((share, "") for share in SHARES),
        ("combine: mean-of-totals", "combine: lexicographic"),
    ):
        assert text.count(was) == 1
        text = text.replace(was, now)
    path.write_text(text, encoding="utf-8")
    return letters_in(folder)["whole", "plover"]


def test_every_criterion_has_the_published_weight_of_each_authority(plover: Letter) -> None:
    said = {one.title: one.assessed.rpartition("; ")[2] for one in plover.criteria}
    assert said == {
        "quality": "weights: Marle District Council 50, Ferrow Health Board 75",
        "care": "weights: Marle District Council 15, Ferrow Health Board 50",
        "continuity": "weights: Marle District Council 15, Ferrow Health Board 20",
        "access": "weights: Marle District Council 20, Ferrow Health Board 5",
        "price": "weights: Marle District Council 50, Ferrow Health Board 25",
    }


def test_how_their_totals_make_one_result_is_told(plover: Letter, lexicographic: Letter) -> None:
    shares = "Marle District Council, 60 percent of the budget; Ferrow Health Board, 40 percent of the budget"
    assert dict(plover.rules)["Authorities"] == shares
    assert "share of the budget, added up" in dict(plover.rules)["Their totals"]
    assert dict(lexicographic.rules)["Authorities"] == "Marle District Council; Ferrow Health Board"
    assert "listed first" in dict(lexicographic.rules)["Their totals"]


def test_each_score_and_total_stands_by_the_weights_of_each(plover: Letter) -> None:
    assert plover.own is not None
    said = {one.title: one.explained for one in plover.own.scores}
    # 80 points of 15 and of 50; 100 x 8/9 points of 50 and of 25
    assert "Marle District Council 12.000000 of 15; Ferrow Health Board 40.000000 of 50." in said["care"]
    assert "Marle District Council 44.444444 of 50; Ferrow Health Board 22.222222 of 25." in said["price"]
    # 12 + 9 + 12 + 44.44 and 40 + 12 + 3 + 22.22, rounded to one place
    assert (
        plover.own.total_note == "Totals by authority: Marle District Council 77.4; Ferrow Health Board 77.2."
    )


def test_a_lexicographic_gap_is_that_of_the_authority_that_decided(lexicographic: Letter) -> None:
    # linnet: 9 + 9 + 20 + 50 = 88.0 by the weights of Marle
    assert lexicographic.why_not[0].startswith(
        "Your total by the weights of Marle District Council is 10.6 points below that of Linnet Homecare plc."
    )
    assert lexicographic.own is not None
    assert lexicographic.own.total_note.endswith("The table has the weights of Marle District Council.")


def test_where_one_authority_buys_nothing_is_said_of_authorities() -> None:
    one = letters_in(ROOT / "sample_tenders" / "community-health")["whole", "tamarisk"]
    assert "uthorit" not in repr((one.criteria, one.rules, one.own, one.winners, one.why_not))
