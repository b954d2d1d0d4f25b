"""The block on backing: what is not stated is a dash and a line of its own, never 0; text and JSON agree."""

import json

from click.testing import CliRunner

from bideval.cli.main import group
from tests.conftest import ROOT

SAMPLES = ROOT / "sample_tenders"


def explained(*arguments: str) -> str:
    result = CliRunner().invoke(group, ["explain", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_a_bid_whose_terms_are_not_all_stated() -> None:
    text = explained(str(SAMPLES / "community-health"), "harbour-lane")
    assert "The price with the cost of the backing in it is not stated" in text
    assert "of the bond (weald-guarantee-society): whether the price holds its cost (in_price)" in " ".join(
        text.split()
    )
    assert "price difference to replace: not stated" in text
    rows = [line.split() for line in text.splitlines() if line.startswith("  1     2026-10-01")]
    assert rows == [["1", "2026-10-01", "2027-09-30", "10,000,000", "-", "-", "-"]]


def test_the_block_is_shown_of_a_bid_that_is_asked_for_alone() -> None:
    folder = str(SAMPLES / "community-health")
    assert "Backing:" not in explained(folder)
    assert "Backing:" not in explained(folder, "quillon", "--against", "harbour-lane")
    assert explained(folder, "quillon").count("Backing:") == 1


def test_nothing_is_shown_where_nothing_is_said() -> None:
    folder = str(SAMPLES / "two-of-three")
    assert "Backing:" not in explained(folder, "osier")
    placings = json.loads(explained(folder, "osier", "--json"))["lots"][0]["placings"]
    assert [one["backing"] for one in placings] == [None]


def test_json_says_what_is_stated_where_and_what_is_not() -> None:
    data = json.loads(explained(str(SAMPLES / "community-health"), "alderbourne", "--json"))
    backing = data["lots"][0]["placings"][0]["backing"]
    forms = [(one["form"], one["in_price"]) for one in backing["instruments"]]
    assert forms == [("bond", "yes"), ("social-investor-facility", "no"), ("reserves", "yes")]
    costs = {one["what"]: one["value"] for one in backing["instruments"][0]["cost"]}
    assert costs == {
        "arrangement_fee": "17500",
        "premium": "262500",
        "collateral": "140000",
        "legal_fees": "6000",
        "total": "426000",
        "to_add_to_price": "0",
    }
    first = {one["what"]: one for one in backing["years"][0]["figures"]}
    assert (first["loss"]["value"], first["exposure"]["value_exact"]) == ("20400000", "16900000/1")
    assert first["advance_payments"]["source"] == "ITT 12.3, a month paid ahead"
    assert (first["expected_loss"]["value"], first["expected_loss"]["missing"]) == (
        None,
        ["default_rate (exposure in study.yaml)"],
    )
    assert backing["not_stated"] == ["default_rate (exposure in study.yaml)"]
