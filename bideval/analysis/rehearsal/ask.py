"""From a tender and its study to the settings of its lots, and their rehearsals."""

from collections.abc import Sequence
from typing import NamedTuple

from bideval.analysis.rehearsal.kinds import Kind, kinds_of
from bideval.analysis.rehearsal.past import past_kinds
from bideval.analysis.rehearsal.rehearse import LotRehearsal, Progress, rehearse_lot
from bideval.analysis.rehearsal.setting import Setting, rules_alone, setting_of
from bideval.model.inputs import Inputs
from bideval.model.rehearsal import Rehearsal
from bideval.model.study import Study
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.lot_rules import LotRules

SEED = "rehearsal"  # where the study states no rehearsal, and nobody another
CASES = 200


class Asked(NamedTuple):
    """What a rehearsal is asked with beside the tender: its study, past tenders, another seed or count."""

    study: Study | None = None
    past: tuple[Inputs, ...] = ()
    seed: str | None = None
    cases: int | None = None


def stated(asked: Asked) -> Rehearsal:
    """Return what the study states under ``rehearsal``, with the seed and the count that are asked for."""
    there = asked.study.rehearsal if asked.study is not None else None
    base = there or Rehearsal.model_validate({"seed": SEED, "cases": CASES, "bids": _bids(asked.past)})
    changes = {"seed": asked.seed, "cases": asked.cases}
    return base.model_copy(update={key: value for key, value in changes.items() if value is not None})


def _bids(past: Sequence[Inputs]) -> tuple[int, int]:
    """As many bids as the smallest and the largest of the past tenders had; three to six without one."""
    counts = sorted(max(1, min(len(one.bids), 20)) for one in past)
    return (counts[0], counts[-1]) if counts else (3, 6)


def settings(inputs: Inputs, asked: Asked) -> tuple[Setting, ...]:
    """Return the setting of every lot whose rules are in order."""
    rehearsal, alone = stated(asked), rules_alone(inputs)
    evaluators = rehearsal.evaluators or len(inputs.evaluators) or None
    counts = int(rehearsal.bids[0]), int(rehearsal.bids[1])
    found = []
    for rules in compile_rules(alone).scorable:
        kinds = _kinds(rules, rehearsal, asked.past)
        most = len(kinds) if all(kind.like is not None for kind in kinds) else counts[1]
        bids = min(counts[0], most), min(counts[1], most)
        found.append(setting_of(alone, rules, kinds, rehearsal.seed, rehearsal.cases, bids, evaluators))
    return tuple(found)


def _kinds(rules: LotRules, rehearsal: Rehearsal, past: Sequence[Inputs]) -> tuple[Kind, ...]:
    """The stated kinds of bidder; with past tenders, their bids in their place."""
    if not past:
        return kinds_of(rehearsal)
    found = [kind for one in past for kind in past_kinds(one, rules, rehearsal)]
    return tuple(sorted(found, key=lambda kind: kind.id)) or kinds_of(rehearsal)


def rehearse(
    inputs: Inputs, asked: Asked, progress: Progress = lambda _lot, _cases: None
) -> tuple[LotRehearsal, ...]:
    """Rehearse every lot of a tender whose rules are in order."""
    notes = asked.study.proportionality if asked.study is not None else {}
    return tuple(rehearse_lot(one, notes, progress) for one in settings(inputs, asked))
