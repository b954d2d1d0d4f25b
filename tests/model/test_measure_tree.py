"""What a measure is once it is read: its nodes, and the fields that they read."""

from fractions import Fraction

import pytest

from bideval.model.measure import ConstantNode, FieldNode, RatioNode, fields_of, reads_bidder
from bideval.model.measure_text import parse_measure
from bideval.model.raw import Named

Raw = dict[str, object]
ACC = "bidder.accounts."
TURNOVER: Raw = {"field": f"{ACC}turnover"}
PROFIT: Raw = {"field": f"{ACC}operating_profit"}
ANNUAL: Raw = {"field": "tender.contract.annual_value"}
REFUSE: Raw = {"when_zero": "refuse", "when_negative": "refuse"}
BACKING: Raw = {"field": "bidder.backing.amount"}
TWO_POUNDS: Raw = {"constant": "2", "unit": "money"}


def test_the_tree_is_what_was_written() -> None:
    measure, _ = parse_measure(
        {
            "ratio": [{**BACKING, "accepts": "forms", "stage": "in-force"}, TWO_POUNDS],
            **REFUSE,
            "when_zero": "7/2",
        },
        None,
        {"forms": "words-list"},
    )
    assert isinstance(measure, RatioNode)
    assert isinstance(measure.above, FieldNode)
    assert (measure.above.accepts, measure.above.stage) == (Named("forms"), "in-force")
    assert isinstance(measure.below, ConstantNode)
    assert (measure.below.value, measure.factor) == (Fraction(2), 1)
    assert (measure.when_zero, measure.when_negative) == (Fraction(7, 2), None)


def test_forms_of_backing_written_in_place_are_kept() -> None:
    measure, _ = parse_measure({**BACKING, "accepts": ["escrow", "bond"], "stage": "promised"})
    assert isinstance(measure, FieldNode)
    assert (measure.accepts, measure.stage) == (("escrow", "bond"), "promised")


READS = [
    (
        "a bidder's accounts",
        {"ratio": [TURNOVER, ANNUAL], **REFUSE},
        True,
        [f"{ACC}turnover", "tender.contract.annual_value"],
    ),
    (
        "a bidder inside a test",
        {"count-passing": [{"of": PROFIT, "test": "is", "against": "0"}]},
        True,
        [f"{ACC}operating_profit"],
    ),
    ("a bid's own promise", {"field": "bid.declared.jobs", "unit": "count"}, False, ["bid.declared.jobs"]),
    ("a price", {"field": "price.evaluated"}, False, ["price.evaluated"]),
    ("a field read twice is listed once", {"sum": [TURNOVER, TURNOVER]}, True, [f"{ACC}turnover"]),
    ("no field at all", {"constant": "1", "unit": "ratio"}, False, []),
]


@pytest.mark.parametrize("case", READS, ids=lambda case: case[0])
def test_which_fields_are_read(case: tuple[str, Raw, bool, list[str]]) -> None:
    _, raw, of_bidder, paths = case
    measure, problems = parse_measure(raw)
    assert measure is not None, problems
    assert reads_bidder(measure) is of_bidder
    assert [node.path for node in fields_of(measure)] == paths
