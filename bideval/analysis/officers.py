"""The officers' view of a panel: agreement, each person beside the others, and who wins without one.

For those who run the procedure, not for the panel while it marks.
"""

from typing import NamedTuple

from bideval.analysis.left_out import LeftOut, left_out
from bideval.model.inputs import Inputs
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.panel.agreement import Agreement, PersonView, person_views
from bideval.scoring.panel.asked import to_agree
from bideval.scoring.panel.view import agreement_by_question


class Officers(NamedTuple):
    """What officers look at."""

    agreement: tuple[tuple[str, Agreement], ...]
    people: tuple[PersonView, ...]
    left_out: LeftOut


def officers_view(inputs: Inputs, lots: tuple[LotRules, ...]) -> Officers:
    """Gather it."""
    rows = to_agree(inputs, lots)
    return Officers(agreement_by_question(rows), person_views(rows), left_out(inputs))
