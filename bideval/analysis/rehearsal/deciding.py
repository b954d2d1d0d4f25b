"""Tests that decide the contest alone: the award hangs on them, or they leave nobody to compare.

A test decides a rehearsed case where another award would be made without it.  Every such
case is judged again without the test, by the published rules.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.altered import without_gates, without_minimums
from bideval.analysis.rehearsal.cases import Judged, Rehearsed, judge_admitted
from bideval.analysis.rehearsal.flaws import Flaw, Seriousness
from bideval.analysis.rehearsal.shut_out import MUST
from bideval.model.numbers import fixed_text
from bideval.scoring.admission import admit
from bideval.scoring.case import LotCase

MINIMUM = "/minimum"
OF_METHOD = "quality/minimum"  # where the method states one for the whole of quality
HALF, FIFTH = Fraction(1, 2), Fraction(1, 5)  # of the cases


class Decided(NamedTuple):
    """In how many of all cases another award would be made without a test, and how few bids it left."""

    test: str
    changed: int
    left_alone: int  # no more bids than are awarded, and more without it
    cases: int


def decided(cases: Sequence[Rehearsed]) -> tuple[Decided, ...]:
    """Return each test that must disregard, with the cases that it decides; in the order of ids."""
    with_result = [one for one in cases if one.judged.has_result]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in with_result:
        for test in _failed_tests(one):
            other = _judged_without(one, test)
            places, left = one.case.rules.places, len(one.judged.assessed)
            counts[test][0] += other.award != one.judged.award
            counts[test][1] += left <= places < len(other.assessed)
    return tuple(
        Decided(test, changed, alone, len(with_result)) for test, (changed, alone) in sorted(counts.items())
    )


def _failed_tests(one: Rehearsed) -> tuple[str, ...]:
    """The tests that a bid of the case failed and must be disregarded for."""
    failed = (
        result for found in one.judged.admission.gates.values() for result in found if not result.passed
    )
    return tuple(sorted({result.gate for result in failed if result.on_fail == MUST}))


def _judged_without(one: Rehearsed, test: str) -> Judged:
    """The case without a test: scored anew only where other bids are assessed."""
    case = _without(one.case, test)
    admission = admit(case)
    if admission.assessed == one.judged.assessed:
        return one.judged
    return judge_admitted(case, admission)


def _without(case: LotCase, test: str) -> LotCase:
    if test == OF_METHOD and "quality_minimum" in case.rules.with_:
        kept = {name: value for name, value in case.rules.with_.items() if name != "quality_minimum"}
        return case._replace(rules=case.rules._replace(with_=kept))
    if test.endswith(MINIMUM):
        return without_minimums(case, (test.removesuffix(MINIMUM),))
    return without_gates(case, (test,))


def deciding_flaws(found: Sequence[Decided]) -> Iterator[Flaw]:
    """Tests on which the award hangs in many of the rehearsed cases."""
    for one in found:
        share = Fraction(max(one.changed, one.left_alone), one.cases)
        if share >= FIFTH:
            yield Flaw(
                "test-decides",
                Seriousness.MEND if share >= HALF else Seriousness.CONSIDER,
                (one.test,),
                f"The test {one.test} decides by itself in a share of {_percent(share)} of the rehearsed "
                "cases: without it another bid is awarded, or it leaves no bid to compare.",
                (
                    f"another award without it: {one.changed} of {one.cases} rehearsed cases",
                    f"no more bids left than are awarded: {one.left_alone} of {one.cases}",
                ),
                "If the contest is to be decided by price and quality, lower the threshold, score what it "
                "tests, or ask for it of the winner before the contract is signed.",
            )


def contest_flaws(cases: Sequence[Rehearsed]) -> Iterator[Flaw]:
    """That often no more bids are left than are awarded, whichever tests shut the others out."""
    found = [one for one in cases if one.judged.has_result]
    bare = [one for one in found if len(one.judged.assessed) <= one.case.rules.places < len(one.case.bids)]
    share = Fraction(len(bare), len(found)) if found else Fraction(0)
    if share >= FIFTH:
        failed: dict[str, int] = defaultdict(int)
        for one in bare:
            for test in _failed_tests(one):
                failed[test] += 1
        often = sorted(failed, key=lambda test: (-failed[test], test))
        yield Flaw(
            "no-contest",
            Seriousness.MEND if share >= HALF else Seriousness.CONSIDER,
            tuple(often),
            f"In a share of {_percent(share)} of the rehearsed cases the tests leave nobody to compare with.",
            (
                f"{len(bare)} of {len(found)} rehearsed cases end with no more bids than are awarded",
                *(f"{test} shuts somebody out in {failed[test]} of these" for test in often),
            ),
            "Look at the tests as one, and at whether the stated ranges are what you expect of bidders.",
        )


def _percent(share: Fraction) -> str:
    return f"{fixed_text(share * 100, 1)}%"
