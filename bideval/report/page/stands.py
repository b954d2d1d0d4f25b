"""That a winner failed a published test and stands by a decision: told to every reader.

A decision that sets a test aside is part of the result.  Whoever lost, and whoever pays, reads
which test it was and that it was set aside; what the winner offered in its place, who decided
and the reasons given are free text, and stand with those who may see every bid.

Source: docs/adr/0015-a-waived-test-of-a-winner-is-told-to-everybody.md
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bideval.model.evaluation import LotResult
from bideval.report.page.ranking import named_test

_DECIDED: Mapping[str, str] = MappingProxyType(
    {
        "waive": "a decision of the authority waived the test",
        "mitigate": "a decision of the authority took other cover or evidence in its place",
        "keep": "a decision of the authority kept it in",
    }
)


class Standing(NamedTuple):
    """A test that a winner failed, and the kind of decision by which the bid stays in."""

    bid: str
    gate: str
    decision: str  # waive, mitigate or keep


def standing_by_decision(lot: LotResult) -> Iterator[Standing]:
    """Yield what each winner failed and stands by nevertheless, in the order of rank and test."""
    for placing in lot.placings:
        for gate in placing.gates:
            kind = (gate.decision or "").partition(" ")[0]
            if placing.bid in lot.winners and not gate.passed and kind in _DECIDED:
                yield Standing(placing.bid, gate.gate, kind)


def standing_words(lot: LotResult, titles: Mapping[str, str]) -> tuple[str, ...]:
    """Return a sentence for each; ``titles`` of tests by id."""
    return tuple(
        f"{one.bid} failed the test {named_test(one.gate, titles)}, and stays in because "
        f"{_DECIDED[one.decision]}."
        for one in standing_by_decision(lot)
    )
