"""What stands behind figures of accounts: which evidence the published rules count.

A rule that reads accounts and does not say which evidence counts is a gap in the
tender, and never a bidder's fail.  What a law says of a demand for audited accounts
stands in its regime pack.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Source, warning
from bideval.model.bid import Bid
from bideval.model.inputs import Inputs
from bideval.model.measure import reads_accounts
from bideval.scoring.lot_rules import LotRules

FILE = "tender.yaml"


def check_evidence(inputs: Inputs, lots: tuple[LotRules, ...]) -> Iterator[Finding]:
    """Warn of rules that read accounts without saying which evidence counts.

    Silence is a gap before there are bids, and where a bid says what its figures rest on.
    """
    asked = not inputs.bids or any(_states_evidence(bid) for bid in inputs.bids.values())
    for rules in lots:
        for name, pointer, evidence in _rules_on_accounts(rules):
            if asked and not evidence:
                yield _silent(name, pointer)


def _states_evidence(bid: Bid) -> bool:
    parties = (*bid.members, *bid.subcontractors, *bid.guarantors)
    years = (*bid.accounts, *(year for party in parties for year in party.accounts))
    return any(year.evidence is not None for year in years)


def _rules_on_accounts(rules: LotRules) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for gate in rules.gates:
        if reads_accounts(gate.measure):
            yield gate.rule.id, gate.pointer, gate.rule.evidence
    for leaf in rules.leaves():
        if leaf.measure is not None and reads_accounts(leaf.measure):
            yield leaf.id, leaf.pointer, leaf.evidence


def _silent(name: str, pointer: str) -> Finding:
    return warning(
        "BE190",
        f"{name} reads accounts, and the tender does not say which evidence counts",
        "State it as published, such as evidence: [audited, unaudited, predecessor-service]. Until then "
        "every year that a bid states is read.",
        Source(FILE, pointer),
    )
