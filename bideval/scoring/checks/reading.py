"""A check and what it reads, so that what it found of the same it need not look for again.

What a check reads is named: fields of the inputs and of the tender, the bids that stand,
the compiled rules.  The tests watch every check and hold what it reads against what it
says; a check that says nothing is run each time.

Nothing is checked here.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

from bideval.errors import Finding
from bideval.model.inputs import Inputs
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.workings import Workings

STANDING = ("bids", "decisions", "tender.lots")  # what decides which bids stand
PUBLISHED = (  # what is published for a lot, its own or the tender's
    "tender.contract",
    "tender.criteria",
    "tender.gates",
    "tender.lots",
    "tender.method",
    "tender.places",
    "tender.title",
)
NAMED_PACKS = ("tender.checks", "tender.criteria", "tender.gates", "tender.lots", "tender.regime")


class Checked(NamedTuple):
    """What checks may look at: the inputs, their compiled rules, and by lot the bids that stand."""

    inputs: Inputs
    lots: tuple[LotRules, ...]
    live: Mapping[str, tuple[str, ...]]
    workings: Workings


class Check(NamedTuple):
    """A check by its name; ``reads`` are fields of the inputs, and of the tender as ``tender.x``.

    ``of_rules`` says that it reads the compiled rules as well.
    """

    name: str
    run: Callable[[Checked], Iterable[Finding]]
    reads: tuple[str, ...] = ()
    of_rules: bool = False

    def found(self, checked: Checked) -> Iterable[Finding]:
        """Run it, or return what it found of the same."""
        if not self.reads or not checked.workings.keeps:
            return self.run(checked)
        rules = (checked.lots,) if self.of_rules else ()
        reads = (attrgetter(*self.reads)(checked.inputs), *rules)
        return checked.workings.of(("check", self.name), reads, lambda: tuple(self.run(checked)))
