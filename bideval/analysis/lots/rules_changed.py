"""The published award rules with some left out, or with another number; nothing else is changed.

``lot_limit`` is the rule ``lot-limit`` here, as everywhere that award rules are named.
"""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Literal, NamedTuple

from bideval.analysis.lots.problem import LIMIT, award_of
from bideval.model.allocation import AwardRule
from bideval.model.inputs import Inputs

Key = Literal["most", "least", "times"]


class Figure(NamedTuple):
    """The number of a rule that can be moved, and what it counts."""

    key: Key
    value: Fraction
    unit: str  # lots, bidders, percent, money or times


def rule_ids(inputs: Inputs) -> tuple[str, ...]:
    """Return the ids of the published rules, ``lot_limit`` first.

    Raises LotsError where no lots are awarded together.
    """
    first = () if inputs.tender.lot_limit is None else (LIMIT,)
    return (*first, *(rule.id for rule in award_of(inputs).rules))


def without_rules(inputs: Inputs, ids: Iterable[str]) -> Inputs:
    """Return the inputs as if these rules had not been published."""
    gone = frozenset(ids)
    award = award_of(inputs)
    kept = tuple(rule for rule in award.rules if rule.id not in gone)
    tender = inputs.tender.model_copy(update={"award": award.model_copy(update={"rules": kept})})
    if LIMIT in gone:
        tender = tender.model_copy(update={"lot_limit": None})
    return replace(inputs, tender=tender)


def with_number(inputs: Inputs, rule: str, key: Key, value: Fraction) -> Inputs:
    """Return the inputs with another number of one rule."""
    if rule == LIMIT:
        tender = inputs.tender.model_copy(update={"lot_limit": int(value)})
        return replace(inputs, tender=tender)
    award = award_of(inputs)
    rules = tuple(one.model_copy(update={key: value}) if one.id == rule else one for one in award.rules)
    tender = inputs.tender.model_copy(update={"award": award.model_copy(update={"rules": rules})})
    return replace(inputs, tender=tender)


def rule_named(inputs: Inputs, rule: str) -> AwardRule | None:
    """Return a published rule; None of ``lot_limit``, which is no rule of ``award``."""
    return next((one for one in award_of(inputs).rules if one.id == rule), None)


def figure_of(inputs: Inputs, rule: str) -> Figure | None:
    """Return the one number of a rule; None where it has none, or two."""
    if rule == LIMIT:
        limit = inputs.tender.lot_limit
        return None if limit is None else Figure("most", Fraction(limit), "lots")
    found = rule_named(inputs, rule)
    if found is None or (found.most is not None and found.least is not None):
        return None
    if found.use == "capacity":
        return Figure("times", found.times or Fraction(1), "times")
    if found.most is not None:
        return Figure("most", found.most, _unit(found))
    return None if found.least is None else Figure("least", found.least, _unit(found))


def _unit(rule: AwardRule) -> str:
    if rule.use == "winners":
        return "bidders"
    if rule.use.endswith("-lots"):
        return "lots"
    return "percent" if rule.use.endswith("-share") else "money"
