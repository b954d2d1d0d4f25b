"""The lot of a mini-competition beside the lot of its framework, and what both test.

Minimums are tests as gates are, under ``<criterion>/minimum``.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.model.amounts import money_text
from bideval.model.framework import MiniCompetitions, PublishedGate
from bideval.model.inputs import Inputs
from bideval.scoring.checks.framework_terms import FILE, ends_of
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.published import for_lot


class FollowingLot(NamedTuple):
    """A lot of a mini-competition, what may be used in it, and the framework's lot that it is under."""

    rules: LotRules
    criteria_at: str
    terms: MiniCompetitions
    under: LotRules


def clause_words(lot: FollowingLot, clause: str | None) -> str:
    """Return where the framework published it, to follow a sentence; empty where that is not said."""
    said = clause or lot.terms.clause
    return f" ({said})" if said else ""


def not_published(lot: FollowingLot, what: str, there: tuple[str, ...], pointer: str) -> Finding:
    """Return the finding of a criterion, gate or minimum that is not on the published list."""
    return error(
        "BE245",
        f"{what} is not among those that the framework publishes for its mini-competitions"
        f"{clause_words(lot, None)}",
        f"Take it out; the framework publishes: {', '.join(there) or 'none'}.",
        Source(FILE, pointer),
    )


def otherwise(lot: FollowingLot, message: str, clause: str | None, pointer: str) -> Finding:
    """Return the finding of what is done otherwise than in the framework, and may not be."""
    remedy = "Do as the framework does; only what it publishes with refines: true may be done otherwise."
    return error("BE247", f"{message}{clause_words(lot, clause)}", remedy, Source(FILE, pointer))


class _Test(NamedTuple):
    """A gate or a minimum: its id, where it stands, what it asks for, and how it tests, to compare."""

    id: str
    pointer: str
    asks: Fraction | str | tuple[str, ...]
    how: tuple[object, ...]


def _tests(rules: LotRules, inputs: Inputs) -> Iterator[_Test]:
    for gate in rules.gates:
        rule = gate.rule
        pack = inputs.packs.get(rule.use or "")
        moves = pack.threshold if pack is not None else None
        kept = {name: value for name, value in gate.with_.items() if name != moves}
        how = (rule.use, rule.measure, rule.test, rule.relies_on, kept)
        yield _Test(rule.id, gate.pointer, gate.threshold, how)
    for node in rules.nodes():
        least = node.minimum
        if least is not None:
            asks = least.points if least.points is not None else least.mark
            unit = ("points" if least.points is not None else "mark",)
            yield _Test(f"{node.id}/minimum", f"{node.pointer}/minimum", asks or Fraction(0), unit)


def check_tests(lot: FollowingLot, both: tuple[Inputs, Inputs]) -> Iterator[Finding]:
    """Report gates and minimums beyond what is published; ``both`` are the inputs, the framework's last."""
    listed = {one.id: one for one in lot.terms.gates}
    theirs = {one.id: one for one in _tests(lot.under, both[1])}
    for test in _tests(lot.rules, both[0]):
        entry = listed.get(test.id)
        if entry is None:
            what = "minimum" if test.id.endswith("/minimum") else "gate"
            yield not_published(lot, f"the {what} {test.id}", tuple(listed), test.pointer)
            continue
        published = theirs.get(test.id)
        if not entry.refines and published is not None and published.how != test.how:
            message = f"{test.id} tests otherwise than in the framework"
            yield otherwise(lot, message, entry.clause, test.pointer)
        if not _within(test, entry):
            yield error(
                "BE246",
                f"{test.id} asks for {_asked(test)}{for_lot(lot.rules.id)}; the framework publishes "
                f"{_allowed(entry)}{clause_words(lot, entry.clause)}",
                "Ask for what the framework publishes.",
                Source(FILE, test.pointer),
            )


def _within(test: _Test, entry: PublishedGate) -> bool:
    asked = test.asks if isinstance(test.asks, tuple) else (test.asks,)
    low, high = ends_of(entry.threshold) if entry.threshold is not None else (None, None)
    for one in asked:
        if isinstance(one, Fraction):
            if low is not None and high is not None and not low <= one <= high:
                return False
        elif entry.words and one not in entry.words:
            return False
    return True


def _asked(test: _Test) -> str:
    asked = test.asks if isinstance(test.asks, tuple) else (test.asks,)
    return ", ".join(money_text(one) if isinstance(one, Fraction) else one for one in asked)


def _allowed(entry: PublishedGate) -> str:
    if entry.threshold is None:
        return ", ".join(entry.words)
    return " to ".join(money_text(one) for one in dict.fromkeys(ends_of(entry.threshold)))
