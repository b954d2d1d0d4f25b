"""What a portfolio came to, with what was asked: all that a report needs."""

from fractions import Fraction
from typing import NamedTuple

from bideval.portfolio.counted import By
from bideval.portfolio.flat import MONEY_UNIT
from bideval.portfolio.scenario import PUBLISHED, Scenario
from bideval.portfolio.tally import OfScenario, Tally

LIMITS = (
    (
        "Each tender is decided again over the bids that were made. Under other rules others might have "
        "bid, and these otherwise: nothing here says what they would have done."
    ),
    (
        "Tenders that cannot be evaluated may differ from those that can; what is counted is these, and "
        "stands for no others."
    ),
    (
        "Marks are taken as given. Prices are those that were offered; what was paid in the end is not "
        "in the data."
    ),
    "No difference between groups is tested, and none says why it is there.",
)
INVENTED = "The figures are invented: they show what the program does, and nothing of the world."


class Portfolio(NamedTuple):
    """A portfolio that was evaluated."""

    sources: tuple[str, ...]
    scenarios: tuple[Scenario, ...]
    by: By
    tally: Tally

    @property
    def rejected(self) -> int:
        """How many lines were not evaluated."""
        return sum(self.tally.rejected.values())

    @property
    def blank(self) -> int:
        """How many lines hold nothing."""
        return self.tally.lines - self.tally.evaluated - self.rejected

    @property
    def published(self) -> OfScenario:
        """The awards under the published rules."""
        return self.tally.scenarios[0]

    @property
    def rows(self) -> list[tuple[Scenario, OfScenario]]:
        """The published rules and every scenario, each with what it came to."""
        return list(zip((PUBLISHED, *self.scenarios), self.tally.scenarios, strict=True))


def money(hundredths: int) -> Fraction:
    """Return an amount of money."""
    return Fraction(hundredths, MONEY_UNIT)


def share(part: int, whole: int) -> Fraction | None:
    """Return a share in percent; None of nothing."""
    return Fraction(100 * part, whole) if whole else None
