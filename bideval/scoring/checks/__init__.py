"""Checks of everything a tender folder says, against itself and its rules.

``check_inputs`` reports every problem in the data in one run; problems of the rules
themselves are found where they are compiled.  It repairs nothing, reads nothing but
its inputs, and gives places as JSON pointers, without lines.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Severity
from bideval.model.bounds import bounded
from bideval.model.inputs import Inputs
from bideval.scoring.checks.answers import answered
from bideval.scoring.checks.award import check_award
from bideval.scoring.checks.award_offers import check_award_offers
from bideval.scoring.checks.backing import check_backing
from bideval.scoring.checks.bids import check_bids
from bideval.scoring.checks.corrected import check_corrected
from bideval.scoring.checks.dated_rules import check_dated_rules
from bideval.scoring.checks.decided import check_decided
from bideval.scoring.checks.decision_times import check_decision_times
from bideval.scoring.checks.decisions import check_decisions
from bideval.scoring.checks.declared import check_declared
from bideval.scoring.checks.evidence import check_evidence
from bideval.scoring.checks.far_dates import check_far_dates
from bideval.scoring.checks.figures_in_time import check_figures_in_time
from bideval.scoring.checks.ids import check_ids
from bideval.scoring.checks.known import live_bids
from bideval.scoring.checks.marks import check_marks
from bideval.scoring.checks.money import check_money
from bideval.scoring.checks.one_matter import check_matters
from bideval.scoring.checks.outcomes import check_outcomes
from bideval.scoring.checks.packs_in_time import check_packs_in_time
from bideval.scoring.checks.part_years import check_part_years
from bideval.scoring.checks.parties import check_parties
from bideval.scoring.checks.prices import check_prices
from bideval.scoring.checks.receipt import check_receipt
from bideval.scoring.checks.regime import check_regime
from bideval.scoring.checks.regime_rules import check_regime_rules
from bideval.scoring.checks.schedule import check_schedule
from bideval.scoring.checks.tender import check_tender
from bideval.scoring.checks.vat import check_vat
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.workings import FRESH, Workings

__all__ = ["answered", "check_inputs"]


def check_inputs(
    inputs: Inputs, lots: tuple[LotRules, ...], workings: Workings = FRESH
) -> tuple[Finding, ...]:
    """Return every problem in ``inputs``, each once.

    ``lots`` are the compiled rules of the lots whose rules make sense; what concerns a
    lot that is not among them is checked as far as it can be without them.  Of one code in
    one file so many are returned, the last with the number of the others; but every
    question is, for a decision may answer those before it.
    """
    return tuple(dict.fromkeys(bounded(_all(inputs, lots, workings), whole=frozenset({Severity.QUESTION}))))


def _all(inputs: Inputs, lots: tuple[LotRules, ...], workings: Workings) -> Iterator[Finding]:
    live = live_bids(inputs)
    yield from check_ids(inputs)
    yield from check_tender(inputs, live)
    yield from check_award(inputs)
    yield from check_award_offers(inputs, live)
    yield from check_money(inputs)
    yield from check_regime(inputs)
    yield from check_regime_rules(inputs, lots)
    yield from check_dated_rules(inputs, lots)
    yield from check_packs_in_time(inputs)
    yield from check_bids(inputs, live)
    yield from check_parties(inputs, lots, live)
    yield from check_backing(inputs)
    yield from check_figures_in_time(inputs)
    yield from check_far_dates(inputs)
    yield from check_receipt(inputs, live)
    yield from check_evidence(inputs, lots)
    yield from check_part_years(inputs, lots, workings)
    yield from check_declared(inputs)
    yield from check_schedule(inputs)
    yield from check_prices(inputs, live)
    yield from check_vat(inputs, live)
    yield from check_marks(inputs, lots, workings)
    yield from check_decisions(inputs)
    yield from check_matters(inputs)
    yield from check_decision_times(inputs, live)
    yield from check_decided(inputs)
    yield from check_outcomes(inputs)
    yield from check_corrected(inputs)
