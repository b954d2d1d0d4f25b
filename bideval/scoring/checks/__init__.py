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
from bideval.scoring.checks.deadlines import check_deadlines
from bideval.scoring.checks.decided import check_decided
from bideval.scoring.checks.decision_times import check_decision_times
from bideval.scoring.checks.decisions import check_decisions
from bideval.scoring.checks.declared import check_declared
from bideval.scoring.checks.evidence import check_evidence
from bideval.scoring.checks.far_dates import check_far_dates
from bideval.scoring.checks.figures_in_time import check_figures_in_time
from bideval.scoring.checks.framework_terms import check_frameworks
from bideval.scoring.checks.ids import check_ids
from bideval.scoring.checks.interests import check_interests
from bideval.scoring.checks.known import live_bids
from bideval.scoring.checks.marks import check_marks
from bideval.scoring.checks.money import check_money
from bideval.scoring.checks.one_matter import check_matters
from bideval.scoring.checks.outcomes import check_outcomes
from bideval.scoring.checks.packs_in_time import check_packs_in_time
from bideval.scoring.checks.part_years import check_part_years
from bideval.scoring.checks.parties import check_parties
from bideval.scoring.checks.prices import check_prices
from bideval.scoring.checks.reading import NAMED_PACKS, PUBLISHED, STANDING, Check, Checked
from bideval.scoring.checks.receipt import check_receipt
from bideval.scoring.checks.regime import check_regime
from bideval.scoring.checks.regime_rules import check_regime_rules
from bideval.scoring.checks.schedule import check_schedule
from bideval.scoring.checks.tender import check_tender
from bideval.scoring.checks.vat import check_vat
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.workings import FRESH, Workings

__all__ = ["CHECKS", "answered", "check_inputs"]


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
    checked = Checked(inputs, lots, live_bids(inputs), workings)
    for check in CHECKS:
        yield from check.found(checked)


CHECKS = (
    Check("ids", lambda at: check_ids(at.inputs), ("bids", "evaluators", *PUBLISHED)),
    Check("tender", lambda at: check_tender(at.inputs, at.live)),
    Check("award", lambda at: check_award(at.inputs)),
    Check(
        "award offers",
        lambda at: check_award_offers(at.inputs, at.live),
        ("prices", "tender.award", *STANDING),
    ),
    Check("frameworks", lambda at: check_frameworks(at.inputs)),
    Check("money", lambda at: check_money(at.inputs)),
    Check("regime", lambda at: check_regime(at.inputs)),
    Check("regime rules", lambda at: check_regime_rules(at.inputs, at.lots, at.workings)),
    Check(
        "dated rules",
        lambda at: check_dated_rules(at.inputs, at.lots),
        ("packs", "tender.began", *NAMED_PACKS),
        of_rules=True,
    ),
    Check(
        "packs in time", lambda at: check_packs_in_time(at.inputs), ("packs", "tender.began", *NAMED_PACKS)
    ),
    Check("bids", lambda at: check_bids(at.inputs, at.live)),
    Check("parties", lambda at: check_parties(at.inputs, at.lots, at.live), STANDING, of_rules=True),
    Check("backing", lambda at: check_backing(at.inputs), ("bids", "tender.contract", "tender.lots")),
    Check("figures in time", lambda at: check_figures_in_time(at.inputs), ("bids", "tender.began")),
    Check(
        "far dates",
        lambda at: check_far_dates(at.inputs),
        (
            "bids",
            "consensus",
            "decisions",
            "marks",
            "tender.began",
            "tender.deadline",
            "tender.money",
        ),
    ),
    Check(
        "receipt",
        lambda at: check_receipt(at.inputs, at.live),
        ("consensus", "marks", "tender.deadline", *STANDING),
    ),
    Check("evidence", lambda at: check_evidence(at.inputs, at.lots), ("bids",), of_rules=True),
    Check("part years", lambda at: check_part_years(at.inputs, at.lots, at.workings)),
    Check(
        "declared",
        lambda at: check_declared(at.inputs),
        ("bids", "packs", "tender.declares", *PUBLISHED, *NAMED_PACKS),
    ),
    Check("schedule", lambda at: check_schedule(at.inputs)),
    Check(
        "prices",
        lambda at: check_prices(at.inputs, at.live),
        (
            "prices",
            "rates",
            "schedule",
            "tender.currency",
            "tender.money",
            "tender.prices",
            *STANDING,
        ),
    ),
    Check(
        "vat",
        lambda at: check_vat(at.inputs, at.live),
        ("prices", "rates", "schedule", "tender.money", *STANDING),
    ),
    Check("marks", lambda at: check_marks(at.inputs, at.lots, at.workings)),
    Check("interests", lambda at: check_interests(at.inputs)),
    Check("deadlines", lambda at: check_deadlines(at.inputs)),
    Check("decisions", lambda at: check_decisions(at.inputs), ("bids", "decisions", *PUBLISHED)),
    Check("matters", lambda at: check_matters(at.inputs)),
    Check("decision times", lambda at: check_decision_times(at.inputs, at.live)),
    Check("decided", lambda at: check_decided(at.inputs)),
    Check("outcomes", lambda at: check_outcomes(at.inputs)),
    Check("corrected", lambda at: check_corrected(at.inputs)),
)
