"""A draft tender without bids that has no flaw a rehearsal looks for, and how tests spoil it."""

from collections.abc import Mapping

from bideval.analysis.rehearsal.ask import Asked, rehearse, settings
from bideval.analysis.rehearsal.flaws import Flaw
from bideval.analysis.rehearsal.rehearse import LotRehearsal
from bideval.analysis.rehearsal.setting import Setting
from bideval.model.study import Study
from tests.scoring.build import Data, Papers, inputs_of, tender, text

SCALE = {"from": 0, "to": 5, "step": 1}
PLAN: Data = {"id": "plan", "weight": 60, "scale": SCALE, "minimum": {"mark": 2, "on_fail": "must-disregard"}}
PRICE: Data = {"id": "price", "weight": 40, "formula": "fixed-range", "with": {"lowest": 100, "highest": 200}}
DRAW: Data = {"by": "draw", "method": "sha256-counter", "order": "id"}
TURNOVER: Data = {
    "id": "turnover",
    "phase": "conditions",
    "measure": {"field": "bidder.accounts.turnover"},
    "threshold": 50,
    "test": "at-least",
    "on_fail": "must-disregard",
    "relies_on": {"combine": "none"},
    "evidence": ["audited"],
    "when_missing": "fail",
}
NOTE: Data = {"risk": "failure", "level": "half a year", "alternatives": "a bond", "affected": "new firms"}
NOTES: Data = {"plan/minimum": NOTE, "turnover": NOTE}
REHEARSAL: Data = {
    "seed": "a-seed",
    "cases": 60,
    "bids": [3, 4],
    "prices": [100, 200],
    "marks": {"plan": [2, 5]},
    "accounts": {"turnover": [60, 90]},
}


def rules(**changes: object) -> Data:
    """The draft with other rules; ``criteria`` and ``gates`` replace the whole list."""
    sound: dict[str, object] = {
        "method": {"use": "weighted-sum"},
        "weighting": {"kind": "percent-of-whole"},
        "marks": {"from": "consensus"},
        "criteria": [PLAN, PRICE],
        "gates": [TURNOVER],
        "ties": [DRAW],
        "began": "2026-06-01",
    }
    return tender(**{**sound, **changes})


def study(notes: Data | None = None, **changes: object) -> Study:
    """The study of the draft, with other entries under ``rehearsal``."""
    data = {"rehearsal": {**REHEARSAL, **changes}, "proportionality": NOTES if notes is None else notes}
    return Study.model_validate(text(data))


def rehearsed(
    given: Data, stated: Study | None = None, bids: Mapping[str, Data] | None = None
) -> LotRehearsal:
    """Rehearse a tender of one lot."""
    inputs = inputs_of(Papers(given, bids or {}))
    (lot,) = rehearse(inputs, Asked(stated or study()))
    return lot


def setting_of(given: Data, stated: Study | None = None) -> Setting:
    """The setting of a tender of one lot."""
    (found,) = settings(inputs_of(Papers(given)), Asked(stated or study()))
    return found


def flaws_of(lot: LotRehearsal, kind: str) -> tuple[Flaw, ...]:
    """The flaws of one kind."""
    return tuple(flaw for flaw in lot.flaws if flaw.kind == kind)
