"""``gate-relaxation``: every smallest set of tests without which a bid would have won (A7).

A test is a gate, or a minimum on a criterion, that at least one bid fails.  Every set of
them is taken away in turn and the lot is judged again; sets are tried by size, and those
that hold a smaller winning set are left out.  Nothing is assumed to be monotone: a test
that goes may let in a cheaper bid and lower everybody's price points.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from bideval.analysis.altered import (
    judged,
    without_bids,
    without_decisions,
    without_gates,
    without_minimums,
)
from bideval.analysis.answer import (
    Answer,
    Basis,
    Cell,
    Heading,
    Table,
    Verdict,
    does_not_apply,
    not_established,
)
from bideval.analysis.award_words import amount, award_words, listed
from bideval.analysis.contest import challengers
from bideval.analysis.eligible import Eligible, award_of, leaders, price_paid
from bideval.analysis.entry import Analysis
from bideval.analysis.question import Asked
from bideval.analysis.reweighed import Award
from bideval.model.evaluation import LotResult, PlacingStatus
from bideval.scoring.case import LotCase

ID = "gate-relaxation"
MOST_TESTS = 12
_MINIMUM = "/minimum"


class _Without(NamedTuple):
    """What comes of taking a set of tests away."""

    tests: tuple[str, ...]
    award: Award | None
    price: Fraction | None


def run(asked: Asked) -> tuple[Answer, ...]:
    """Return the answers about a lot."""
    if asked.case.quality_only:
        return (does_not_apply(ID, "Prices are not opened, so nobody is ranked."),)
    tests = failed_tests(asked.result)
    enforced = tuple(_enforced(asked))
    if not tests:
        return (does_not_apply(ID, "No bid failed a test, so no test bore on the award."),)
    if len(tests) > MOST_TESTS:
        words = f"{len(tests)} tests were failed; sets of more than {MOST_TESTS} are not tried."
        return (not_established(ID, "", words),)
    outcomes = tuple(_outcomes(asked.case, tests))
    asked_about = [bid for bid in challengers(asked) if bid not in leaders(asked.result)]
    answers = (_answer(asked, bid, outcomes) for bid in asked_about)
    return (*answers, _each_alone(asked, outcomes), *enforced)


def _enforced(asked: Asked) -> Iterator[Answer]:
    """What would be if a fail that a decision lets stand had counted."""
    for placing in sorted(asked.result.placings, key=lambda one: one.bid):
        for gate in placing.gates:
            if gate.passed or gate.decision is None or placing.status is not PlacingStatus.ASSESSED:
                continue
            kind, decision = gate.decision.split(" ", 1)
            award = award_of(judged(_counting(asked.case, placing.bid, decision)))
            said = f"{placing.bid} failed {gate.gate} and stays in by decision {decision} ({kind})"
            yield Answer(
                ID,
                gate.gate,
                f"{said}; had that fail counted, {award_words(award, asked.case.rules.places)}.",
                Verdict.PROVED,
                Basis.ENUMERATION,
            )


def _counting(case: LotCase, bid: str, decision: str) -> LotCase:
    """Return the lot in which a fail counts for one bid: the decision goes, and the bid with it."""
    return without_bids(without_decisions(case, (decision,)), (bid,))


def failed_tests(result: LotResult) -> tuple[str, ...]:
    """The gates and minimums that at least one bid failed, by id; flags are left out."""
    return tuple(
        sorted(
            {
                gate.gate
                for placing in result.placings
                for gate in placing.gates
                if not gate.passed and gate.on_fail != "flag"
            }
        )
    )


def without_tests(case: LotCase, tests: tuple[str, ...]) -> LotCase:
    """Return the lot as if these gates and minimums (``<criterion>/minimum``) had not been published."""
    minimums = [test.removesuffix(_MINIMUM) for test in tests if test.endswith(_MINIMUM)]
    return without_minimums(without_gates(case, tests), minimums)


def _outcomes(case: LotCase, tests: tuple[str, ...]) -> Iterator[_Without]:
    """What comes of every set of tests, the smallest sets first."""
    shared = Eligible()
    for size in range(1, len(tests) + 1):
        for chosen in combinations(tests, size):
            result = shared.result(without_tests(case, chosen))
            award = award_of(result)
            yield _Without(chosen, award, price_paid(result, award))


def _answer(asked: Asked, bid: str, outcomes: tuple[_Without, ...]) -> Answer:
    winning = tuple(_smallest(bid, outcomes))
    if not winning:
        said = f"{bid} would not win whichever of the failed tests were taken away."
        return Answer(ID, bid, said, Verdict.IMPOSSIBLE, Basis.ENUMERATION)
    sets = " or ".join(_named(one.tests) for one in winning)
    verb = "have won" if asked.case.rules.places == 1 else "have been awarded a place"
    return Answer(
        ID,
        bid,
        f"{bid} would {verb} without {sets}{_cost(asked, winning[0])}.",
        Verdict.PROVED,
        Basis.ENUMERATION,
        (_table(f"Smallest sets for {bid}", winning),),
    )


def _smallest(bid: str, outcomes: tuple[_Without, ...]) -> Iterator[_Without]:
    found: list[frozenset[str]] = []
    for one in outcomes:
        tests = frozenset(one.tests)
        if one.award is not None and bid in one.award.winners and not any(less <= tests for less in found):
            found.append(tests)
            yield one


def _named(tests: tuple[str, ...]) -> str:
    return f"the test {tests[0]}" if len(tests) == 1 else f"the tests {listed(tests)} together"


def _cost(asked: Asked, one: _Without) -> str:
    """What the award would then have cost beside what it costs."""
    now = price_paid(asked.result, award_of(asked.result))
    if now is None or one.price is None or now == one.price:
        return ""
    currency = asked.case.inputs.tender.currency
    more = "more" if one.price > now else "less"
    return f", at {amount(abs(one.price - now), 'money', currency)} {more}"


def _each_alone(asked: Asked, outcomes: tuple[_Without, ...]) -> Answer:
    """What each test alone did."""
    alone = tuple(one for one in outcomes if len(one.tests) == 1)
    now = award_of(asked.result)
    turning = [one for one in alone if one.award != now]
    said = "Taken away alone, no test changes the award."
    if turning:
        parts = [
            f"without {one.tests[0]} {award_words(one.award, asked.case.rules.places)}" for one in turning
        ]
        said = f"Taken away alone: {'; '.join(parts)}."
    return Answer(
        ID, "", said, Verdict.PROVED, Basis.ENUMERATION, (_table("Each test taken away alone", alone),)
    )


def _table(title: str, outcomes: tuple[_Without, ...]) -> Table:
    headings = (
        Heading("without", "without"),
        Heading("awarded", "awarded"),
        Heading("price", "price paid", "money"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.tests, one.award.winners if one.award is not None else (), one.price) for one in outcomes
    )
    return Table(title, headings, rows)


GATE_RELAXATION = Analysis(
    id=ID,
    question="Which tests decided the award?",
    when="To see whether tests of standing, and not the offers, chose the winner, and at what cost.",
    not_said="That a test should not have been there, or what stands behind the contract without it.",
    needs=("a test that at least one bid failed",),
    source="every set of failed tests taken away, each judged again",
    checker="recomputed by bideval: the folder without those tests",
    oracle="the tests edited out of the files",
    run=run,
)
