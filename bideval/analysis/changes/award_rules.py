"""Rules by which lots are awarded together: another number, or taken away.

Whether the changed rules can be kept is found when the lots are allocated.
"""

from bideval.analysis.changes.placed import Placed, does_not_fit, unknown
from bideval.analysis.lots.problem import LIMIT
from bideval.analysis.lots.rules_changed import figure_of, rule_ids, with_number, without_rules
from bideval.model.change import AwardRuleChange, DropRule
from bideval.model.inputs import Inputs


def number_changed(inputs: Inputs, placed: Placed, change: AwardRuleChange) -> Inputs:
    """Return the inputs with another number of one rule."""
    _known(inputs, placed, change.rule)
    figure = figure_of(inputs, change.rule)
    if figure is None:
        remedy = f"Take it away by drop-rule {change.rule}, or leave it as it is."
        raise does_not_fit(placed, f"{change.rule} has no one number that could be another", remedy)
    if change.rule == LIMIT and (change.to.denominator != 1 or not change.to):
        raise does_not_fit(placed, "lot_limit is a whole number of lots, 1 or more", "Give a whole number.")
    return with_number(inputs, change.rule, figure.key, change.to)


def rule_dropped(inputs: Inputs, placed: Placed, change: DropRule) -> Inputs:
    """Return the inputs as if the rule had not been published."""
    _known(inputs, placed, change.rule)
    return without_rules(inputs, (change.rule,))


def _known(inputs: Inputs, placed: Placed, rule: str) -> None:
    award = inputs.tender.award
    if award is None or award.mechanism is None or not inputs.tender.lots:
        remedy = "Only a tender with lots and award: has award rules."
        raise does_not_fit(placed, "this tender awards no lots together", remedy)
    if rule not in rule_ids(inputs):
        raise unknown(placed, "award rule", rule, rule_ids(inputs))
