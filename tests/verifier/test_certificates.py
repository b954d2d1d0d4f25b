"""The second verifier proves the certificates of the page, refuses wrong ones, and makes the draws of the page."""

import json

import pytest

from bideval.record.canonical import Json
from tests.conftest import ROOT
from tests.docs.pages import blocks_of
from tests.record.recorded import changed
from tests.verifier.loaded import verifier


def _certificates() -> list[dict[str, Json]]:
    page = ROOT / "docs" / "certificates.md"
    text = next(block.text for block in blocks_of(page, "json") if '"certificates"' in block.text)
    found: list[dict[str, Json]] = json.loads(text)["certificates"]
    return found


def proves(raw: Json) -> bool:
    """Say what the verifier says of a certificate alone."""
    module = verifier().beside("certificates")
    claim = module.claim_of(raw)
    return bool(module.CLAIMS[claim.kind()](claim))


CERTIFICATES = _certificates()


@pytest.mark.parametrize("raw", CERTIFICATES, ids=lambda one: str(one["claim"]))
def test_the_certificates_of_the_page_prove_their_claims(raw: dict[str, Json]) -> None:
    assert proves(raw)


WRONG = [
    # in words                         claim            the value                   another
    ("a rival is ahead there",         "can-win",       ("witness",),               ["40/1", "60/1"]),
    ("outside the region",             "can-win",       ("witness",),               ["101/1", "-1/1"]),
    ("weights that sum to 90",         "can-win",       ("witness",),               ["60/1", "30/1"]),
    ("a range that lets it win",       "cannot-win",    ("region", "high", 0),      "60/1"),
    ("multipliers that prove nothing", "cannot-win",    ("duals", 0),               "0/1"),
    ("a smaller size",                 "smallest-move", ("size",),                  "19/1"),
    ("multipliers of less",            "smallest-move", ("duals", 1),               "1/1"),
    ("a better rank",                  "best-rank",     ("rank",),                  1),
    ("a conflict that is none",        "best-rank",     ("conflicts", 0, 1),        "0/1"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_a_wrong_certificate_is_refused(case: tuple[str, str, tuple[str | int, ...], Json]) -> None:
    _, kind, way, new = case
    raw = next(one for one in CERTIFICATES if one["claim"] == kind)
    assert not proves(changed(raw, way, new))


def test_the_draws_of_the_page() -> None:
    page = ROOT / "docs" / "draws.md"
    vectors = next(block.text for block in blocks_of(page, "vectors")).strip().splitlines()
    assert len(vectors) > 10
    for line in vectors:
        given_, _, order = line.rpartition(" -> ")
        seed, lot, bids = given_.split(" ")
        assert verifier().draw(seed, lot, bids.split(",")) == order.split(",")
