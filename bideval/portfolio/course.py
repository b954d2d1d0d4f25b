"""What decides each step of a scenario: where the keys of two are equal, so are their figures."""

from functools import lru_cache
from typing import NamedTuple

from bideval.portfolio.scenario import PUBLISHED, Scenario


class Course(NamedTuple):
    """A scenario and its keys; they are text, which is quick to look up where fractions are not."""

    scenario: Scenario
    standing: str  # to which tenders it applies
    weights: str
    formula: str
    admission: str  # which bids are admitted
    cost: str  # what is added to prices; empty: nothing

    @property
    def tests(self) -> tuple[str, str]:
        """What decides the bids and prices that are compared."""
        return self.admission, self.cost


@lru_cache(maxsize=4096)
def course_of(scenario: Scenario) -> Course:
    """Return a scenario with its keys."""
    bond = scenario.bond
    is_folded = bond is not None and bond.kind == "fold"
    admission = (scenario.turnover, bond is None, scenario.reserve, scenario.lots, scenario.disqualified_in)
    return Course(
        scenario,
        _standing(scenario),
        repr(scenario.social_value),
        repr(scenario.formula),
        repr(admission),
        repr((bond, scenario.lots)) if is_folded else "",
    )


def _standing(scenario: Scenario) -> str:
    """What the reasons ask of a scenario (bideval.portfolio.ruled)."""
    formula, turnover, bond = scenario.formula, scenario.turnover, scenario.bond
    asked = (
        formula is not None,
        formula is not None and formula.id == "budget-linear",
        scenario.social_value is not None,
        turnover and turnover.kind,
        bond and bond.kind,
        bool(scenario.reserve),
        scenario.lots > 1,
        scenario.disqualified_in,
    )
    return repr(asked)


AS_PUBLISHED = course_of(PUBLISHED)
