"""Who is assessed under any mix of changed tests, from each test tried by itself.

A bid is assessed if it passes every test.  Unless a test reads the prices of other bids,
what one bid comes to at one test does not depend on the other tests.  So those who are
assessed under several tests are those who are assessed under each of them alone.  Where
that does not hold, or a test is not defined for a bid, there is no short way, and the
lot is admitted whole (None).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bideval.model.measure import reads_all_prices
from bideval.scoring.admission import admit
from bideval.scoring.case import LotCase

Bids = frozenset[str]
Made = Callable[[], LotCase]


@dataclass(frozen=True, slots=True)
class Admissions:
    """The assessed bids under single tests, each worked out once; None where a test is not defined."""

    apart: bool  # whether no test reads the prices of other bids
    known: dict[tuple[object, ...], Bids | None] = field(default_factory=dict, compare=False)

    def alone(self, key: tuple[object, ...], case: Made) -> Bids | None:
        """The bids assessed in the lot that ``case`` makes, kept under ``key``."""
        if key not in self.known:
            admission = admit(case())
            self.known[key] = None if admission.findings else frozenset(admission.assessed)
        return self.known[key]


def admissions_of(case: LotCase) -> Admissions:
    """Return the admissions of a lot, of which none is worked out yet."""
    return Admissions(not any(reads_all_prices(gate.measure) for gate in case.rules.gates))


def together(parts: Iterable[Bids | None]) -> tuple[str, ...] | None:
    """The bids that are in every part, by id; None where one is not known."""
    found: Bids | None = None
    for part in parts:
        if part is None:
            return None
        found = part if found is None else found & part
    return None if found is None else tuple(sorted(found))
