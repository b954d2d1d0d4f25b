"""The published rounding of a lot, as a function of stage and criterion.

Each stage rounds at most once per criterion.  ``EXACT`` rounds nowhere: it gives
the figures beside which the rounded ones are shown.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.model.rules import Stage
from bideval.model.tender import RoundingRule
from bideval.scoring.rounding import round_to


class Policy(NamedTuple):
    """The rounding rules of a tender."""

    rules: tuple[RoundingRule, ...]

    def rule(self, stage: Stage, criterion: str = "") -> RoundingRule | None:
        """The rule for ``stage`` at ``criterion``, if there is one."""
        for rule in self.rules:
            if rule.stage is stage and (not rule.of or criterion in rule.of):
                return rule
        return None

    def apply(self, stage: Stage, value: Fraction, criterion: str = "") -> Fraction:
        """Return ``value`` after the published rounding of ``stage``."""
        if not self.rules:
            return value
        rule = self.rule(stage, criterion)
        return value if rule is None else round_to(value, rule.places, rule.mode)


def places_of(policy: Policy, *stages: Stage) -> int:
    """The decimals that the first of ``stages`` with a published rounding leaves; 0 where none has one."""
    found = ([rule.places for rule in policy.rules if rule.stage is stage] for stage in stages)
    return next((max(places) for places in found if places), 0)


EXACT = Policy(())
