"""What the rules do not say, and bidders will ask: evidence, missing figures, proportionality.

A rule that reads accounts and does not say which evidence counts takes every year of accounts
alike; one that does not say what a missing figure means leaves a new body without an answer.
Why a test is proportionate is asked for each test under ``proportionality`` in ``study.yaml``:
Procurement Act 2023 s.22(1)-(5) lets conditions of participation be set only as a
proportionate means; other laws say so too.  Whether a note is convincing nobody here judges.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bideval.analysis.award_words import listed
from bideval.analysis.rehearsal.flaws import Flaw, Seriousness
from bideval.model.measure import Measure, fields_of, reads_accounts
from bideval.model.rehearsal import Proportionality
from bideval.model.rules import OnFail, Phase
from bideval.model.units import JUDGED
from bideval.scoring.lot_rules import LotRules, reads_price

_ASKED = (
    ("risk", "the risk it guards against"),
    ("level", "why this level"),
    ("alternatives", "the alternatives"),
    ("affected", "who is affected"),
)
QUALITY_MINIMUM = "quality/minimum"  # where the method states one


class Silent(NamedTuple):
    """A rule of the lot and what it says."""

    id: str
    measure: Measure
    evidence: tuple[str, ...]
    missing_said: bool
    is_gate: bool


def unsaid_flaws(rules: LotRules, notes: Mapping[str, Proportionality]) -> Iterator[Flaw]:
    """Everything that is not said, one flaw each."""
    listed_rules = tuple(_rules(rules))
    yield from _evidence([one.id for one in listed_rules if reads_accounts(one.measure) and not one.evidence])
    yield from _missing([one.id for one in listed_rules if _of_the_bid(one.measure) and not one.missing_said])
    yield from _without_note(rules, notes)


def _rules(rules: LotRules) -> Iterator[Silent]:
    for gate in rules.gates:
        yield Silent(gate.rule.id, gate.measure, gate.rule.evidence, gate.rule.when_missing is not None, True)
    for leaf in rules.leaves():
        if leaf.measure is not None:
            yield Silent(leaf.id, leaf.measure, leaf.evidence, leaf.when_missing is not None, False)


def _of_the_bid(measure: Measure) -> bool:
    """Whether a figure that the bid would state may be missing; a judgement is the authority's own."""
    paths = [node.path for node in fields_of(measure)]
    return not reads_price(measure) and any(
        path.startswith(("bid.", "bidder.accounts", "bidder.rating")) and not path.startswith(JUDGED)
        for path in paths
    )


def _evidence(silent: list[str]) -> Iterator[Flaw]:
    if silent:
        yield Flaw(
            "evidence-unsaid",
            Seriousness.SAY,
            tuple(silent),
            f"The rules do not say which accounts count for {listed(silent)}: audited ones alone, or also a "
            "part of a year, a predecessor's, an opening balance sheet or a funded forecast.",
            ("as it stands, every year of accounts counts alike",),
            "State evidence: with the rungs that count, such as evidence: [audited, unaudited, part-year].",
        )


def _missing(silent: list[str]) -> Iterator[Flaw]:
    if silent:
        yield Flaw(
            "missing-unsaid",
            Seriousness.SAY,
            tuple(silent),
            f"The rules do not say what follows where a bid states no figure for {listed(silent)}.",
            ("as it stands, each such bid waits for a decision, and there is no result until then",),
            "State when_missing: fail or refuse at a gate, points at a criterion.",
        )


def tests_asked(rules: LotRules) -> tuple[str, ...]:
    """The tests of which a note is asked: all but those on exclusion, and those that only flag."""
    gates = [
        gate.rule.id
        for gate in rules.gates
        if gate.rule.phase is not Phase.EXCLUSION and gate.rule.on_fail is not OnFail.FLAG
    ]
    minimums = [f"{node.id}/minimum" for node in rules.nodes() if node.minimum is not None]
    of_method = [QUALITY_MINIMUM] if "quality_minimum" in rules.with_ else []
    return tuple(dict.fromkeys((*gates, *minimums, *of_method)))


def _without_note(rules: LotRules, notes: Mapping[str, Proportionality]) -> Iterator[Flaw]:
    lacking = [(test, _lacks(notes.get(test))) for test in tests_asked(rules)]
    found = [(test, missing) for test, missing in lacking if missing]
    if found:
        yield Flaw(
            "no-proportionality-note",
            Seriousness.SAY,
            tuple(test for test, _ in found),
            f"Of {_tests_words(len(found))} the notes do not say, or not in full, why it is proportionate.",
            tuple(_lacking_lines(found)),
            "Write proportionality: in study.yaml, for each test its risk, level, alternatives and affected.",
        )


def _tests_words(count: int) -> str:
    return "one test" if count == 1 else f"{count} tests"


def _lacking_lines(found: list[tuple[str, list[str]]]) -> Iterator[str]:
    """What is lacking, with the tests that lack the same in one line."""
    for missing in dict.fromkeys(tuple(parts) for _, parts in found):
        tests = [test for test, parts in found if tuple(parts) == missing]
        yield f"not said of {listed(tests)}: {listed(missing)}"


def _lacks(note: Proportionality | None) -> list[str]:
    return [words for name, words in _ASKED if note is None or getattr(note, name) is None]
