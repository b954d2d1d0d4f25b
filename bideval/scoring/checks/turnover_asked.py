"""How much yearly turnover a gate asks for, in money, whatever its measure divides by.

A measure that reads turnover and the contract alone is put to three turnovers, the same
in every year.  Where its figure rises along a straight line, the turnover at which it
reaches the threshold follows exactly.  Where it does not, or where it reads anything
else, nothing is said: a bid might pass with less turnover.
"""

from fractions import Fraction

from bideval.errors import GuardError
from bideval.model.measure import FieldNode, asked_years, fields_of
from bideval.model.parameters import With
from bideval.model.raw import resolved
from bideval.model.rules import Test
from bideval.model.units import ACCOUNTS
from bideval.scoring.lot_rules import LotGate, LotRules
from bideval.scoring.measures import Lookup, measure_value

TURNOVER = f"{ACCOUNTS}turnover"
CONTRACT = "tender.contract."


def turnover_asked(gate: LotGate, rules: LotRules) -> Fraction | None:
    """Return the least yearly turnover that passes the gate; None where it asks for none.

    With the test more-than the turnover must be above it.
    """
    paths = {node.path for node in fields_of(gate.measure)}
    least = _least(gate)
    if least is None or TURNOVER not in paths or any(not _known(path) for path in paths):
        return None
    try:
        first, second, third = (_figure(gate, rules, Fraction(one)) for one in (1, 2, 3))
    except GuardError:  # not defined without what the tender leaves out
        return None
    slope = second - first
    if slope <= 0 or third - second != slope:
        return None
    return 1 + (least - first) / slope


def _known(path: str) -> bool:
    return path == TURNOVER or path.startswith(CONTRACT)


def _least(gate: LotGate) -> Fraction | None:
    """Return the least figure that passes: the threshold, or the lowest end of the grades that pass."""
    if gate.rule.test in {Test.AT_LEAST, Test.MORE_THAN} and isinstance(gate.threshold, Fraction):
        return gate.threshold
    if gate.grades is None or not isinstance(gate.threshold, tuple):
        return None
    lows = [band.low for band in gate.grades.bands if band.grade in gate.threshold]
    ends = [None if low is None else resolved(low, gate.with_) for low in lows]
    known = [one for one in ends if one is not None]
    return min(known) if known and len(known) == len(ends) else None


def _figure(gate: LotGate, rules: LotRules, turnover: Fraction) -> Fraction:
    value = measure_value(gate.measure, gate.with_, _lookup(rules, turnover))
    if isinstance(value, Fraction):
        return value
    raise GuardError("a word is no figure")


def _lookup(rules: LotRules, turnover: Fraction) -> Lookup:
    def lookup(node: FieldNode, _with: With) -> Fraction | tuple[Fraction, ...]:
        if node.path == TURNOVER:
            years = asked_years(node)
            return turnover if years is None else (turnover,) * years
        value, years_long = rules.value, rules.years
        known = {
            "tender.contract.value": value,
            "tender.contract.years": years_long,
            "tender.contract.annual_value": value / years_long if value is not None and years_long else None,
        }
        found = known.get(node.path)
        if found is None:
            raise GuardError(f"{node.path} is not stated")
        return found

    return lookup
