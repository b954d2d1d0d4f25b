"""The rehearsal of a tender, lot by lot: its flaws, the gravest first, and the figures they rest on.

What needs no bid (steps, silence, worked contests, the price table) is always looked at; what
needs bids, where ranges for all that the award reads are stated.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bideval.analysis.answer import Table
from bideval.analysis.rehearsal.cases import Rehearsed, rehearsed_cases
from bideval.analysis.rehearsal.deciding import Decided, contest_flaws, decided, deciding_flaws
from bideval.analysis.rehearsal.flaws import Flaw, by_seriousness
from bideval.analysis.rehearsal.formula_defects import formula_flaws, ground_of
from bideval.analysis.rehearsal.hidden_gaps import hidden_gaps
from bideval.analysis.rehearsal.losers_decide import loser_flaws
from bideval.analysis.rehearsal.price_table import alike_flaws, price_ground, price_tables
from bideval.analysis.rehearsal.reach import Reach, reach_flaws, reaches
from bideval.analysis.rehearsal.setting import Needed, Setting
from bideval.analysis.rehearsal.shut_out import Outcome, outcomes, shut_out_flaws
from bideval.analysis.rehearsal.steps import step_flaws
from bideval.analysis.rehearsal.unsaid import unsaid_flaws
from bideval.analysis.rehearsal.weights import Effective, Swap, effective_weights, swaps, weight_flaws
from bideval.model.rehearsal import Proportionality

Progress = Callable[[str, int], None]  # told the lot, and how many cases of it are judged


class LotRehearsal(NamedTuple):
    """What the rehearsal of one lot came to."""

    setting: Setting
    flaws: tuple[Flaw, ...]
    weights: tuple[Effective, ...]
    swaps: tuple[Swap, ...]
    reach: tuple[Reach, ...]
    outcomes: tuple[Outcome, ...]
    decided: tuple[Decided, ...]
    prices: tuple[Table, ...]
    prices_words: str  # where the prices of examples and tables come from
    cases: int  # judged with a result
    without_result: tuple[str, ...]  # why other cases have none, each reason once

    @property
    def needed(self) -> tuple[Needed, ...]:
        """Ranges without which no bid could be drawn."""
        return self.setting.needed


def rehearse_lot(
    setting: Setting,
    notes: Mapping[str, Proportionality],
    progress: Progress = lambda _lot, _cases: None,
) -> LotRehearsal:
    """Rehearse one lot; ``notes`` are those on proportionality, by test."""
    cases = () if setting.needed else tuple(_watched(setting, progress))
    weights = effective_weights(setting.rules, cases)
    pairs, reach = swaps(weights), reaches(setting, cases)
    done, alone = outcomes(setting, cases), decided(cases)
    ground = price_ground(setting)
    flaws = (
        *_of_rules(setting, notes),
        *weight_flaws(weights, pairs),
        *reach_flaws(reach),
        *shut_out_flaws(setting, done, cases),
        *deciding_flaws(alone),
        *contest_flaws(cases),
    )
    return LotRehearsal(
        setting,
        by_seriousness(flaws),
        weights,
        pairs,
        reach,
        done,
        alone,
        tuple(price_tables(setting, ground)),
        ground.words,
        sum(one.judged.has_result for one in cases),
        _reasons(cases),
    )


def _watched(setting: Setting, progress: Progress) -> Iterator[Rehearsed]:
    for number, one in enumerate(rehearsed_cases(setting), 1):
        progress(setting.rules.id, number)
        yield one


def _of_rules(setting: Setting, notes: Mapping[str, Proportionality]) -> Iterator[Flaw]:
    """What needs no drawn bid."""
    yield from step_flaws(setting)
    yield from unsaid_flaws(setting.published, notes)
    if setting.rules.reads_price():
        ground = price_ground(setting)
        yield from formula_flaws(setting, ground_of(ground.low, ground.high))
        yield from loser_flaws(setting, ground_of(ground.low, ground.high))
        yield from hidden_gaps(setting, ground.low, ground.high)
        yield from alike_flaws(setting, ground)


def _reasons(cases: Sequence[Rehearsed]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.judged.why for one in cases if one.judged.why))
