from dataclasses import replace

from bideval.report.lots_text import lots_text
from tests.scoring.build import Papers, decision, evaluated, tender

LOTS = [{"id": "north"}, {"id": "south"}, {"id": "west"}]
PRICES = {
    "ash": {"lots": {"north": {"amount": 5}, "south": {"amount": 7}}},
    "elm": {"lots": {"north": {"amount": 6}, "south": {"amount": 7}}},
}
BIDS = {bid: {"lots": ["north", "south"]} for bid in PRICES}
PAPERS = Papers(tender(method={"use": "lowest-compliant"}, lots=LOTS), BIDS, PRICES)


def test_every_lot_has_its_line() -> None:
    assert list(lots_text(evaluated(PAPERS))) == [
        "Lots:\n  north: ash wins\n  south: tied: ash, elm\n  west: no bid is left to assess"
    ]


def test_a_single_lot_has_none() -> None:
    alone = Papers(tender(method={"use": "lowest-compliant"}), {"ash": {}}, {"ash": 5})
    assert list(lots_text(evaluated(alone))) == []


def test_lots_that_wait_for_the_rules_across_them_say_so() -> None:
    limited = replace(
        PAPERS, tender={**PAPERS.tender, "lot_limit": 1}, decisions=(decision("withdraw", bid="elm"),)
    )
    (text,) = lots_text(evaluated(limited))
    assert "north: ranked; awarded by the rules across lots" in text
