"""The page computes what bideval computes: figures, ranks, ties and the sentence, under any settings."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bideval.model.inputs import Inputs
from bideval.report.page.model import model_text
from bideval.scoring.case import LotCase, lot_case
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.evaluate import judge
from tests.report.page.engine import by_python, in_page, plain
from tests.report.page.tenders import settings_of, tenders
from tests.scoring.build import Papers, inputs_of


def case_of(inputs: Inputs) -> LotCase:
    (rules,) = compile_rules(inputs).scorable
    return lot_case(inputs, rules)


def hold_side_by_side(papers: Papers, data: st.DataObject) -> None:
    inputs = inputs_of(papers)
    evaluation = judge(inputs).evaluation
    if evaluation is None:  # a formula that its prices do not allow has no page
        return
    case = case_of(inputs)
    model = model_text(case, evaluation.lots[0], evaluation.currency)
    for _ in range(3):
        asked = data.draw(settings_of(case))
        theirs = plain(by_python(case, asked), evaluation.currency)
        ours = in_page(model, asked)
        assert {key: ours[key] for key in theirs} == theirs


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(papers=tenders(), data=st.data())
def test_the_page_gives_what_the_engine_gives(papers: Papers, data: st.DataObject) -> None:
    hold_side_by_side(papers, data)


@pytest.mark.long
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(papers=tenders(), data=st.data())
def test_the_page_gives_what_the_engine_gives_a_thousand_times(papers: Papers, data: st.DataObject) -> None:
    hold_side_by_side(papers, data)
