"""The award under every other price formula, where the tender states all that it needs.

A parameter has a value where the published formula states one of that name, kind and unit,
or where the formula itself has a default.  Nothing is invented: a formula that needs
more is left out, with what it needs.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bideval.analysis.altered import judged
from bideval.analysis.eligible import award_of
from bideval.analysis.reweighed import Award
from bideval.analysis.supposed import with_formula
from bideval.model.parameters import Parameter, With, read_with
from bideval.model.rules import Stage
from bideval.scoring.case import LotCase
from bideval.scoring.formulas import PRICE_FORMULAS
from bideval.scoring.formulas.entry import PriceFormula
from bideval.scoring.lot_rules import Leaf

_MOST_PLACES = 9


class Other(NamedTuple):
    """Another formula with its award, or why there is none."""

    formula: str
    award: Award | None
    why: str | None


def others(case: LotCase) -> Iterator[Other]:
    """Yield every formula but the published one, in the order of the registry; nothing without one."""
    leaves = [leaf for leaf in case.rules.leaves() if leaf.formula is not None]
    used = {leaf.formula.id for leaf in leaves if leaf.formula is not None}
    for formula in PRICE_FORMULAS.values() if leaves else ():
        if used == {formula.id}:
            continue
        stated = _stated(formula, leaves)
        needs = [*stated.missing, *_rounding_needed(case, formula, leaves)]
        if needs:
            yield Other(formula.id, None, f"needs {', '.join(needs)}")
            continue
        award = award_of(judged(with_formula(case, formula, stated.with_)))
        yield Other(formula.id, award, None if award is not None else "is not defined for these prices")


class _Stated(NamedTuple):
    with_: With
    missing: tuple[str, ...]


def _stated(formula: PriceFormula, leaves: list[Leaf]) -> _Stated:
    """The parameters of a formula that the published ones state alike, and those that nobody states."""
    values = dict(read_with(formula.parameters, {})[0])
    for parameter in formula.parameters:
        found = [leaf.with_[parameter.name] for leaf in leaves if _states(leaf, parameter)]
        if found and len(found) == len(leaves) and all(one == found[0] for one in found):
            values[parameter.name] = found[0]
    missing = tuple(one.name for one in formula.parameters if one.required and one.name not in values)
    return _Stated(values, missing)


def _states(leaf: Leaf, parameter: Parameter) -> bool:
    """Whether the leaf's own formula has a parameter of that name, kind and unit, with a value."""
    own = leaf.formula.parameters if leaf.formula is not None else ()
    alike = any(
        (one.name, one.kind, one.unit) == (parameter.name, parameter.kind, parameter.unit) for one in own
    )
    return alike and parameter.name in leaf.with_


def _rounding_needed(case: LotCase, formula: PriceFormula, leaves: list[Leaf]) -> Iterator[str]:
    """An irrational formula is defined only with a published rounding of its points."""
    rules = [case.rules.policy.rule(Stage.POINTS, leaf.id) for leaf in leaves]
    if formula.irrational and any(rule is None or rule.places > _MOST_PLACES for rule in rules):
        yield "a published rounding of its points"
