"""How much turnover a gate asks for: the least that passes, and a penny less does not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.model import rules
from bideval.scoring.checks.turnover_asked import turnover_asked
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.lot_rules import LotGate, LotRules
from bideval.scoring.measures import compare, measure_value
from tests.scoring.checks.base import PLAIN, Change, changed, inputs_of

TURNOVER = {"field": "bidder.accounts.turnover"}
PENNY = Fraction(1, 100)


def asked(measure: object, threshold: str, test: str, change: Change) -> tuple[LotGate, LotRules]:
    """Return a gate and the rules of its lot, compiled."""
    gate = {"id": "size", "phase": "conditions", "measure": measure, "threshold": threshold, "test": test,
            "on_fail": "flag", "relies_on": {"combine": "none"}}  # fmt: skip
    worth = {"tender/gates": [gate], "tender/contract": {"value": "900", "years": "3"}, **change}
    (compiled,) = compile_rules(inputs_of(changed(PLAIN, worth))).lots
    return compiled.gates[0], compiled


def over(field: str) -> object:
    return {"ratio": [TURNOVER, {"field": field}], "when_zero": "refuse", "when_negative": "refuse"}


ASKED: list[tuple[str, object, str, str, str]] = [
    # in words, measure, threshold, test, turnover
    ("money itself", TURNOVER, "250", "at-least", "250"),
    ("times the whole value", over("tender.contract.value"), "0.5", "at-least", "450"),
    ("times one year of it", over("tender.contract.annual_value"), "2", "at-least", "600"),
    ("the mean of three years", {"mean": {**TURNOVER, "years": "3"}}, "250", "at-least", "250"),
    ("the sum of two years", {"sum": {**TURNOVER, "years": "2"}}, "250", "at-least", "125"),
    ("what is over one year", {"difference": [TURNOVER, {"field": "tender.contract.annual_value"}]}, "50", "more-than", "350"),
]  # fmt: skip

SILENT: list[tuple[str, object, str, str, Change]] = [
    ("a limit from above", TURNOVER, "250", "at-most", {}),
    ("another figure", {"field": "bidder.accounts.net_assets"}, "250", "at-least", {}),
    ("turnover beside another figure", {"sum": [TURNOVER, {"field": "bidder.accounts.reserves"}]}, "250", "at-least", {}),
    ("no straight line", {"max": [TURNOVER, {"constant": "2", "unit": "money"}]}, "250", "at-least", {}),
    ("a figure that falls as turnover rises", {"difference": [{"field": "tender.contract.value"}, TURNOVER]}, "1", "at-least", {}),
    ("a contract without a value", over("tender.contract.value"), "1", "at-least", {"tender/contract": None}),
    ("a contract without its years", over("tender.contract.annual_value"), "1", "at-least",
     {"tender/contract": {"value": "900"}}),
]  # fmt: skip


@pytest.mark.parametrize("case", ASKED, ids=lambda case: case[0])
def test_what_is_asked_for(case: tuple[str, object, str, str, str]) -> None:
    _, measure, threshold, test, expected = case
    assert turnover_asked(*asked(measure, threshold, test, {})) == Fraction(expected)


@pytest.mark.parametrize("case", SILENT, ids=lambda case: case[0])
def test_where_nothing_can_be_said(case: tuple[str, object, str, str, Change]) -> None:
    _, measure, threshold, test, change = case
    assert turnover_asked(*asked(measure, threshold, test, change)) is None


@given(times=st.fractions(min_value="0.01", max_value=50, max_denominator=100), value=st.integers(1, 10**12))
def test_the_turnover_asked_for_passes_and_a_penny_less_does_not(times: Fraction, value: int) -> None:
    change: Change = {"tender/contract": {"value": str(value), "years": "4"}}
    gate, lot = asked(over("tender.contract.annual_value"), str(times), "at-least", change)
    found = turnover_asked(gate, lot)
    assert found == times * value / 4
    assert passes(gate, found, Fraction(value, 4))
    assert not passes(gate, found - PENNY, Fraction(value, 4))


def passes(gate: LotGate, turnover: Fraction, year: Fraction) -> bool:
    value = measure_value(gate.measure, {}, lambda node, _: turnover if "turnover" in node.path else year)
    return compare(rules.Test.AT_LEAST, value, gate.threshold)
