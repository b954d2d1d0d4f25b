"""How a decision came about: each entry, and the result before and after what it entered.

Moderation counterfactuals: marks, agreed marks and decisions come in entry by entry, and
after each the result is computed from what had been entered by then, all later rows left
out.  Rules, bids and prices are those of today throughout, prices too where they were
opened later: the question is what each change of mind did to the award, not what anybody
could have known.

A row that was changed since it was entered is taken as it stands; custody says which.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from bideval.model.evaluation import Evaluation, LotResult
from bideval.model.inputs import Inputs
from bideval.record.content import CONSENSUS, DECISIONS, MARKS, keys_by_row
from bideval.record.custody import Custody
from bideval.record.entries import Entry, Kind
from bideval.record.journal import set_back
from bideval.scoring.evaluate import judge

_MOVES = frozenset({Kind.MARK, Kind.CONSENSUS, Kind.DECISION})


class Step(NamedTuple):
    """One entry, and what it did.  Results are None where there was none, or nothing to compute."""

    entry: Entry
    is_set_back: bool
    counts: bool  # whether it entered what a result is computed from
    before: Evaluation | None = None
    after: Evaluation | None = None

    @property
    def moved(self) -> bool:
        """Whether somebody was awarded before, and somebody else, or nobody, after."""
        return self.before is not None and _awards(self.before) != _awards(self.after)


def history_of(custody: Custody) -> tuple[Step, ...]:
    """Return every entry of the journal with the result before and after it, in order."""
    late = {entry.n for entry in set_back(custody.journal)}
    steps: list[Step] = []
    inputs = custody.inputs if custody.content is not None else None
    before = None if inputs is None else _result(_as_of(inputs, custody.ledger.entered, -1))
    for place, entry in enumerate(custody.journal.entries):
        if inputs is None or entry.draft.kind not in _MOVES:
            steps.append(Step(entry, entry.n in late, counts=False))
            continue
        after = _result(_as_of(inputs, custody.ledger.entered, place))
        steps.append(Step(entry, entry.n in late, counts=True, before=before, after=after))
        before = after
    return tuple(steps)


def _as_of(inputs: Inputs, entered: Mapping[tuple[str, str], int], place: int) -> Inputs:
    """The inputs with the rows that were entered by the entry at ``place``, and no later ones."""

    def is_in(file: str, key: str) -> bool:
        return entered.get((file, key), place + 1) <= place

    return replace(
        inputs,
        marks=tuple(row for key, row in keys_by_row(MARKS, inputs.marks) if is_in(MARKS, key)),
        consensus=tuple(
            row for key, row in keys_by_row(CONSENSUS, inputs.consensus) if is_in(CONSENSUS, key)
        ),
        decisions=tuple(one for one in inputs.decisions if is_in(DECISIONS, one.id)),
    )


def _result(inputs: Inputs) -> Evaluation | None:
    unopened = not inputs.prices and not inputs.rates
    return judge(inputs, quality_only=unopened).evaluation


def _awards(evaluation: Evaluation | None) -> tuple[tuple[object, ...], ...]:
    return () if evaluation is None else tuple(map(award_of, evaluation.lots))


def award_of(lot: LotResult) -> tuple[object, ...]:
    """Who is awarded a lot, and who is tied for it."""
    return lot.id, lot.winners, lot.tied
