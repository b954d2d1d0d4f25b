"""Rehearsed cases: a lot with hypothetical bids, judged by the published rules, exactly.

The very functions that judge a lot admit, score and rank the bids; shadow results and notes,
which no rehearsal reads, are left out.  What the tests hold: the award is that of the lot.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.rehearsal.drawn import Drawer
from bideval.analysis.rehearsal.kinds import Kind
from bideval.analysis.rehearsal.setting import Setting
from bideval.analysis.rehearsal.supposed_bids import Pick, Supposed, suppose
from bideval.analysis.rehearsal.values import Value, Values
from bideval.analysis.reweighed import Award
from bideval.errors import GuardError
from bideval.scoring.admission import Admission, admit
from bideval.scoring.case import LotCase, lot_case
from bideval.scoring.joint import is_illustrative, score_lot
from bideval.scoring.lot_order import Scores, order_of


class Judged(NamedTuple):
    """Who is assessed in a case, what each gets, and the award; ``why`` where there is no result."""

    admission: Admission
    assessed: tuple[str, ...]
    scores: Scores  # of the assessed bids; empty without a result
    award: Award | None
    why: str = ""

    @property
    def has_result(self) -> bool:
        """Whether the rules gave a result; that nobody is assessed is one."""
        return not self.why


class Rehearsed(NamedTuple):
    """One case: the lot, the group of kinds that each bid is of, and what came of it."""

    case: LotCase
    groups: Mapping[str, str]  # by bid
    judged: Judged

    def points(self, bid: str, criterion: str) -> tuple[Fraction, Fraction, Fraction]:
        """The exact points of an assessed bid, and its weighted figure as published and exact."""
        score = next(one for one in self.judged.scores[bid].scores if one.criterion == criterion)
        return score.points_exact, score.weighted, score.weighted_exact


def case_of(setting: Setting, bids: Iterable[Supposed]) -> LotCase:
    """Return the lot with exactly these bids."""
    listed = tuple(bids)
    inputs = replace(setting.inputs, bids={one.bid.id: one.bid for one in listed})
    return lot_case(inputs, setting.rules)._replace(
        prices={one.bid.id: one.price for one in listed if one.price is not None},
        rows={(one.bid.id, leaf): rows for one in listed for leaf, rows in one.rows.items()},
    )


def rehearsed_cases(setting: Setting) -> Iterator[Rehearsed]:
    """Yield every case, drawn and judged; the first has the number 1."""
    for number in range(1, setting.cases + 1):
        yield _rehearsed(setting, Drawer(setting.seed, setting.rules.id, number))


def drawn_bids(setting: Setting, drawer: Drawer) -> tuple[Supposed, ...]:
    """Return the bids of one case: how many, of which kind each, and every figure."""
    low, high = setting.bids
    count = low + drawer.place(0, "bids", high - low + 1)
    kinds = _drawn_kinds(setting, drawer, count)
    return tuple(
        suppose(setting, kind, number, _by_seed(drawer, number)) for number, kind in enumerate(kinds, 1)
    )


def _drawn_kinds(setting: Setting, drawer: Drawer, count: int) -> Iterator[Kind]:
    """The kind of each bid; a past bid comes once in a case, and no more bids than there are of them."""
    left = list(setting.kinds)
    for number in range(1, count + 1):
        if not left:
            return
        place = drawer.place(number, "kind", len(left))
        yield left[place] if left[place].like is None else left.pop(place)


def _by_seed(drawer: Drawer, number: int) -> Pick:
    def pick(name: str, values: Values) -> Value:
        return values.at(drawer.place(number, name, values.size))

    return pick


def _rehearsed(setting: Setting, drawer: Drawer) -> Rehearsed:
    bids = drawn_bids(setting, drawer)
    case = case_of(setting, bids)
    return Rehearsed(case, {one.bid.id: one.group for one in bids}, judge(case))


def judge(case: LotCase) -> Judged:
    """Admit, score and rank the bids of a case."""
    admission = admit(case)
    if admission.findings:
        return Judged(admission, (), {}, None, admission.findings[0].message)
    return judge_admitted(case, admission)


def judge_admitted(case: LotCase, admission: Admission) -> Judged:
    """Score and rank the bids that are admitted."""
    assessed = admission.assessed
    if not assessed:
        return Judged(admission, (), {}, Award((), ()))
    try:
        scores = score_lot(case, assessed)
    except GuardError as problem:
        return Judged(admission, (), {}, None, str(problem))
    if is_illustrative(case.rules):
        return Judged(admission, assessed, scores, None)
    order = order_of(case, scores)
    return Judged(admission, assessed, scores, Award(tuple(sorted(order.winners)), tuple(sorted(order.tied))))
