"""What-ifs that share their workings come to what they come to alone: every kind of change, whole results."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bideval.analysis.whatif import lot_results, what_if
from bideval.io.judged_folder import judge_folder
from bideval.model.change import KINDS
from bideval.model.evaluation import LotResult
from bideval.model.inputs import Inputs
from bideval.scoring.evaluate import judge
from bideval.scoring.workings import Workings
from tests.analysis.changes.by_hand import placed
from tests.analysis.supposed_changes import kinds_for, several
from tests.scoring.build import Data, inputs_of
from tests.scoring.generated import FORMULA_TERMS, METHOD_TERMS, papers_of

SAMPLES = Path(__file__).parents[2] / "sample_tenders"
# Among them: financial gates, lots, several places, several authorities, a schedule of prices, decisions.
NAMES = (
    "community-health",
    "waived-guarantee",
    "cleaning-lots",
    "framework-six-places",
    "two-authorities",
    "price-schedule",
    "payment-by-results",
)


def check(inputs: Inputs, drawn: list[Data], workings: Workings) -> None:
    """Hold each what-if against itself alone: the whole evaluation, and every finding."""
    for change in drawn:
        changes = placed(change)
        alone = what_if(inputs, changes)
        assert what_if(inputs, changes, workings) == alone
        if alone.inputs is not None:  # the changed inputs as any others, and every finding about them
            unopened = not alone.inputs.prices and not alone.inputs.rates
            full = judge(alone.inputs, quality_only=unopened)
            assert full.evaluation == alone.evaluation
            assert judge(alone.inputs, quality_only=unopened, workings=workings) == full
        plain = {lot.id: lot for lot in alone.evaluation.lots} if alone.evaluation else {}
        for lot, result in lot_results(inputs, changes, workings).items():
            if lot in plain and result is not None:
                assert bare(result) == bare(plain[lot])


def bare(result: LotResult) -> LotResult:
    """Leave out what many results at once do not tell."""
    placings = tuple(one._replace(shadow=None, scores=()) for one in result.placings)
    return result._replace(placings=placings)


@pytest.fixture(scope="module", params=NAMES)
def inputs(request: pytest.FixtureRequest) -> Inputs:
    found = judge_folder(SAMPLES / str(request.param)).reading.inputs
    assert found is not None
    return found


def test_there_is_a_change_of_every_kind(inputs: Inputs) -> None:
    assert set(kinds_for(inputs)) == set(KINDS)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_sample_in_any_order(inputs: Inputs, data: st.DataObject) -> None:
    check(inputs, data.draw(several(inputs)), Workings())


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_stands_in_the_way_of_one_is_not_kept_for_another(inputs: Inputs, data: st.DataObject) -> None:
    """Inputs without a price, without decisions or without marks, between those that have them."""
    workings, bid = Workings(), data.draw(st.sampled_from(sorted(inputs.bids)))
    gone = replace(inputs, prices={name: one for name, one in inputs.prices.items() if name != bid})
    for changed in (inputs, gone, replace(inputs, decisions=()), replace(inputs, marks=()), inputs):
        assert judge(changed, workings=workings) == judge(changed)
        check(changed, data.draw(several(changed, 2)), workings)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_small_tenders_of_every_formula_and_method(data: st.DataObject) -> None:
    """One store of workings serves two tenders in turn: it holds nothing that is about one of them alone."""
    workings = Workings()
    for _ in range(2):
        method = data.draw(st.sampled_from(["weighted-sum"] * 12 + sorted(METHOD_TERMS)))
        papers = data.draw(papers_of(method, data.draw(st.sampled_from(sorted(FORMULA_TERMS)))))
        inputs = inputs_of(papers)
        check(inputs, data.draw(several(inputs, 4)), workings)
