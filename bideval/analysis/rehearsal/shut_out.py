"""Tests that shut out every bidder of a kind.

Every test (gate or minimum) is tried on every rehearsed bid by itself, whatever the tests
before it said.  A kind is shut out where no bid of it passed, rehearsed or at the ends of
its ranges.  The bids of a past tender go by the type that they declared.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from bideval.analysis.award_words import listed
from bideval.analysis.rehearsal.cases import Rehearsed
from bideval.analysis.rehearsal.ends import BID, all_low_and_high, at_the_ends, names_read
from bideval.analysis.rehearsal.flaws import Flaw, Seriousness
from bideval.analysis.rehearsal.kinds import Kind
from bideval.analysis.rehearsal.setting import Setting
from bideval.analysis.rehearsal.words import figure, required
from bideval.errors import GuardError
from bideval.model.evaluation import GateResult
from bideval.scoring.case import LotCase
from bideval.scoring.gates import gate_result, minimum_results

MUST = "must-disregard"
NOT_STATED = "not-stated"


class Outcome(NamedTuple):
    """What a test did to the bids of one group of kinds."""

    test: str
    group: str
    failed: int
    bids: int
    best: GateResult | None  # the result nearest to a pass, or a pass; None where it has no value
    passed_at_ends: bool


def outcomes(setting: Setting, cases: Sequence[Rehearsed]) -> tuple[Outcome, ...]:
    """Return what each test did to each group, in published order, groups by id."""
    results: dict[tuple[str, str], list[GateResult]] = defaultdict(list)
    for one in cases:
        for bid, group in one.groups.items():
            for result in tests_of(one.case, bid):
                results[result.gate, group].append(result)
    order = {test: place for place, test in enumerate(dict.fromkeys(test for test, _ in results))}
    return tuple(
        _outcome(setting, test, group, results[test, group])
        for test, group in sorted(results, key=lambda key: (order[key[0]], key[1]))
    )


def tests_of(case: LotCase, bid: str) -> Iterator[GateResult]:
    """Every gate and minimum on one bid, each by itself; what is not defined for it is left out."""
    for gate in case.rules.gates:
        try:
            yield gate_result(case, bid, gate)
        except GuardError:
            continue
    try:
        yield from minimum_results(case, bid)
    except GuardError:
        return


def _outcome(setting: Setting, test: str, group: str, found: Sequence[GateResult]) -> Outcome:
    failed = sum(not one.passed for one in found)
    kinds = [one for one in setting.kinds if one.group == group] if failed == len(found) else []
    ends = tuple(result for kind in kinds for result in _at_ends(setting, kind, test))
    return Outcome(test, group, failed, len(found), _best((*found, *ends)), any(one.passed for one in ends))


def _at_ends(setting: Setting, kind: Kind, test: str) -> Iterator[GateResult]:
    gate = next((one for one in setting.rules.gates if one.rule.id == test), None)
    cases = (
        all_low_and_high(setting, kind)
        if gate is None
        else at_the_ends(setting, kind, names_read(gate.measure, kind))
    )
    for case in cases:
        yield from (one for one in tests_of(case, BID) if one.gate == test)


def _best(found: Sequence[GateResult]) -> GateResult | None:
    """A pass, or the result with the value nearest to the threshold."""
    passed = next((one for one in found if one.passed), None)
    numbers = [one for one in found if isinstance(one.value, Fraction) and isinstance(one.required, Fraction)]
    return passed or min(numbers, key=_distance, default=found[0] if found else None)


def _distance(one: GateResult) -> Fraction:
    assert isinstance(one.value, Fraction)
    assert isinstance(one.required, Fraction)
    return abs(one.value - one.required)


# Flaws: a kind shut out


def shut_out_flaws(setting: Setting, found: Sequence[Outcome], cases: Sequence[Rehearsed]) -> Iterator[Flaw]:
    """Groups of which nobody passes a test, or nobody passes them all."""
    groups = {kind.group: kind for kind in setting.kinds}
    alone = [one for one in found if one.bids and one.failed == one.bids]
    for (test, at_ends), shut in groupby(alone, key=lambda one: (one.test, one.passed_at_ends)):
        flaw = _shut_out(setting, test, tuple(shut), groups)
        yield _but_for_the_end(flaw) if at_ends else flaw
    out = {one.group for one in alone if one.best is not None and one.best.on_fail == MUST}
    for group, kind in groups.items():
        if group not in out:
            yield from _shut_out_together(kind, found, cases)


def _shut_out(setting: Setting, test: str, shut: tuple[Outcome, ...], groups: Mapping[str, Kind]) -> Flaw:
    currency = setting.inputs.tender.currency
    best = next((one.best for one in shut if one.best is not None), None)
    must = best is not None and best.on_fail == MUST
    likes = [groups[one.group].group_title for one in shut]
    whom = (
        "every rehearsed bidder" if len(shut) == len(groups) else f"every rehearsed bid like {listed(likes)}"
    )
    return Flaw(
        "kind-shut-out",
        Seriousness.MEND if must else Seriousness.CONSIDER,
        (test, *(one.group for one in shut)),
        f"The test {test} {'shuts out' if must else 'is failed by'} {whom}.",
        tuple(_shut_line(one, groups[one.group], currency) for one in shut),
        "Say which risk the test guards against; set it where a bidder that could carry the contract passes, "
        "accept other evidence or backing, let bidders rely on others, or score it instead.",
    )


def _but_for_the_end(flaw: Flaw) -> Flaw:
    """The flaw where a bid at the very end of the ranges passes, and none that was rehearsed."""
    return flaw._replace(
        seriousness=Seriousness.CONSIDER,
        sentence=f"{flaw.sentence.removesuffix('.')}, but for one at the very end of its ranges.",
    )


def _shut_line(one: Outcome, kind: Kind, currency: str) -> str:
    line = f"{one.group}: {one.failed} of {one.bids} rehearsed bids fail"
    if one.best is not None:
        best = figure(one.best.value, one.best.unit, currency)
        line += f"; the nearest has {best}, required {required(one.best, currency)}"
    return line if kind.type in {NOT_STATED, one.group} else f"{line}; declared type {kind.type}"


def _shut_out_together(kind: Kind, found: Sequence[Outcome], cases: Sequence[Rehearsed]) -> Iterator[Flaw]:
    """A group of which each test lets somebody through, and all of them together nobody."""
    bids = [
        (one, bid)
        for one in cases
        for bid, group in one.groups.items()
        if group == kind.group and one.judged.has_result
    ]
    if not bids or any(bid in one.judged.assessed for one, bid in bids):
        return
    failing = [one for one in found if one.group == kind.group and one.failed]
    if len(failing) < 2:
        return
    yield Flaw(
        "kind-shut-out",
        Seriousness.MEND,
        (kind.group, *(one.test for one in failing)),
        f"The tests together shut out every rehearsed bidder like {kind.group_title}, though none does so "
        "alone.",
        tuple(f"{one.test}: {one.failed} of {one.bids} rehearsed bids fail" for one in failing),
        "Look at the tests as one: ask each thing once, and let one pass stand for another of the same risk.",
    )
