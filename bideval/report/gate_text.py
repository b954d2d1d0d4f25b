"""A gate's test in a line: value, comparison, threshold and outcome, with units as people write them."""

from fractions import Fraction

from bideval.model.evaluation import GateResult
from bideval.model.numbers import figure_text
from bideval.report.tables import money_text
from bideval.scoring.result_json import value_text

NOT_STATED = "not stated"
Tested = Fraction | str | tuple[str, ...]


def gate_words(gate: GateResult, currency: str) -> str:
    """Return a gate's test in words: what was found, what is required, and how it came out."""
    test = {"is": "to be", "one-of": "to be one of"}.get(gate.test, gate.test.replace("-", " "))
    failed_later = gate.retest is not None and gate.retest.split()[0] == "failed" and not gate.passed
    outcome = "passed" if gate.passed else "failed its re-test" if failed_later else "failed"
    required = with_unit(gate.required, gate.unit, currency)
    value = NOT_STATED if gate.value is None else with_unit(gate.value, gate.unit, currency)
    value = f"{value} when first tested" if failed_later else value
    return f"{gate.gate} {outcome}: {value}, required {test} {required}{_lead_words(gate, currency)}"


def with_unit(value: Tested, unit: str, currency: str) -> str:
    """Return a value as people write it: GBP 3,500,000; 0.24 times; 45 percent; mark 3.

    >>> with_unit(Fraction(6, 25), "ratio", "GBP"), with_unit(Fraction(1), "years", "GBP")
    ('0.24 times', '1 year')
    """
    if not isinstance(value, Fraction):
        return value_text(value)
    if unit == "money":
        return f"{currency} {money_text(value)}"
    figure = figure_text(value)
    if unit == "mark":
        return f"mark {figure}"
    after = {"ratio": "times", "percent": "percent", "points": "points", "years": "years"}.get(unit, "")
    if value == 1:
        after = {"points": "point", "years": "year"}.get(after, after)
    return f"{figure} {after}".rstrip()


def _lead_words(gate: GateResult, currency: str) -> str:
    """What the bidder carries alone of figures that are added, where the rule asks for that."""
    if gate.lead is None:
        return ""
    alone, required = (with_unit(one, gate.unit, currency) for one in (gate.lead.value, gate.lead.required))
    short = ": too little" if gate.lead.value < gate.lead.required else ""
    return f"; of this the bidder alone has {alone}, required at least {required}{short}"
