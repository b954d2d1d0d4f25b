"""What stands behind figures of accounts: which evidence the published rules count.

A rule that reads accounts and does not say which evidence counts is a gap in the
tender, and never a bidder's fail.  Procurement Act 2023 s.22(3) forbids a demand for
audited accounts except from those who must have them (Companies Act 2006 Part 16).
Whether a bidder must have an audit is not judged here.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Source, warning
from bideval.model.bid import Bid
from bideval.model.inputs import Inputs
from bideval.model.measure import reads_accounts
from bideval.model.rules import Phase
from bideval.scoring.lot_rules import LotRules

FILE = "tender.yaml"
AUDITED = "audited"
INSTEAD = "unaudited"  # what stands in the place of audited accounts of the same year
NO_AUDIT_DEMANDED = {
    "uk/procurement-act-2023": "Procurement Act 2023 s.22(3): a condition may not require audited accounts "
    "except from those who must have them under Companies Act 2006 Part 16"
}


def check_evidence(inputs: Inputs, lots: tuple[LotRules, ...]) -> Iterator[Finding]:
    """Warn of rules that read accounts without saying which evidence counts, or that demand an audit.

    Silence is a gap before there are bids, and where a bid says what its figures rest on.
    """
    asked = not inputs.bids or any(_states_evidence(bid) for bid in inputs.bids.values())
    for rules in lots:
        for name, pointer, evidence in _rules_on_accounts(rules):
            if asked and not evidence:
                yield _silent(name, pointer)
        yield from _audit_demanded(inputs, rules)


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


def _audit_demanded(inputs: Inputs, rules: LotRules) -> Iterator[Finding]:
    """A condition of participation that counts audited accounts and nothing in their place."""
    cite = NO_AUDIT_DEMANDED.get((inputs.tender.regime or "").removeprefix("regimes/").partition("@")[0])
    for gate in rules.gates if cite is not None else ():
        counted = gate.rule.evidence
        if gate.rule.phase is Phase.CONDITIONS and AUDITED in counted and INSTEAD not in counted:
            yield warning(
                "BE192",
                f"{gate.rule.id} counts audited accounts, and no unaudited ones in their place ({cite})",
                "Let unaudited accounts count too, or ask for an audit only of those who must have one.",
                Source(FILE, f"{gate.pointer}/evidence"),
                Source(FILE, "/regime"),
            )
