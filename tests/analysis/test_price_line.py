"""The award at every price of a bid, against each penny evaluated on its own."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from bideval.analysis.eligible import award_of
from bideval.analysis.sweep import Axis, Sweep, sweep
from bideval.analysis.whatif import lot_results
from bideval.io.judged_folder import judge_folder
from bideval.io.sweep_options import axis_of
from bideval.model.inputs import Inputs
from bideval.model.numbers import parse_number
from bideval.scoring.workings import Workings
from tests.scoring.build import Data, Papers, inputs_of, tender
from tests.scoring.generated import FORMULA_TERMS, papers_of

F = Fraction
PENNY = F(1, 100)
SAMPLES = Path(__file__).parents[2] / "sample_tenders"


def check_every_penny(inputs: Inputs, axis: Axis, found: Sweep) -> None:
    """Hold the stretches against the award at each penny between the ends."""
    workings, value = Workings(), axis.low
    while value <= axis.high:
        award = award_of(lot_results(inputs, [axis.change(value)], workings)["whole"])
        (stretch,) = (one for one in found.stretches if one.low <= value <= one.high)
        assert stretch.award == award, value
        value += PENNY


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_small_tenders_at_every_penny(data: st.DataObject) -> None:
    formula = data.draw(st.sampled_from(["lowest-over-bid", *sorted(FORMULA_TERMS)]))
    inputs = inputs_of(data.draw(papers_of(formula=formula, least=2)))
    bid = data.draw(st.sampled_from(sorted(inputs.bids)))
    low = data.draw(st.integers(100, 900)) * PENNY
    axis = Axis("price", bid, low, low + 60 * PENNY, None)
    (found,) = sweep(inputs, [], axis)
    event(f"exact: {found.exact}")
    if found.exact:
        check_every_penny(inputs, axis, found)


def limited(**rules: object) -> Papers:
    """Return a tender of the lowest price, with a limit that lets bids in up to 5."""
    gates = [limit("limit", "at-most", 5), *([limit("floor", "at-least", 2)] if "floor" in rules else [])]
    return Papers(
        tender(method={"use": "lowest-compliant"}, gates=gates), {"ash": {}, "elm": {}}, {"ash": 3, "elm": 4}
    )


def limit(name: str, test: str, threshold: int) -> Data:
    measure = {"field": "price.evaluated"}
    rule = {"phase": "price", "on_fail": "must-disregard", "measure": measure}
    return {"id": name, "test": test, "threshold": threshold, **rule}


TURNS = [
    # in words                           rules            ends      the turns, lower side and upper side
    ("it wins until the two are level",  {},              (1, 6),   [("3.99", "4"), ("4", "4.01")]),
    ("shut out below a floor",           {"floor": True}, (1, 3),   [("1.99", "2")]),
    ("dearer than the other, then out",  {},              (4.5, 6), []),
]  # fmt: skip


@pytest.mark.parametrize("case", TURNS, ids=lambda case: case[0])
def test_limits_of_price(case: tuple[str, Data, tuple[int, int], list[tuple[str, str]]]) -> None:
    _, rules, (low, high), turns = case
    inputs = inputs_of(limited(**rules))
    axis = Axis("price", "ash", F(low), F(high), None)
    (found,) = sweep(inputs, [], axis)
    assert found.exact
    pairs = zip(found.stretches, found.stretches[1:], strict=False)
    assert [(one.high, other.low) for one, other in pairs] == [
        (parse_number(one), parse_number(other)) for one, other in turns
    ]
    check_every_penny(inputs, axis, found)


def test_a_tie_of_one_price_is_found_between_steps() -> None:
    """In works-auction nothing settles a tie, and the lowest price allowed is bid three times."""
    inputs = judge_folder(SAMPLES / "works-auction").reading.inputs
    assert inputs is not None
    (found,) = sweep(inputs, [], axis_of("price:bid-008=4000000..4300000", inputs))
    assert found.exact
    tied = [one for one in found.stretches if one.award is not None and "bid-008" in one.award.tied]
    assert [(one.low, one.high) for one in tied] == [(F(4160000), F(4160000))]


def test_steps_are_taken_and_said_where_other_bids_may_trade_places() -> None:
    inputs = judge_folder(SAMPLES / "community-health").reading.inputs
    assert inputs is not None
    (found,) = sweep(inputs, [], axis_of("harbour-lane=400000000..430000000", inputs))
    assert not found.exact
