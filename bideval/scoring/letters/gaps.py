"""What a letter still lacks, and whose it is: reasons, evidence, addresses, a result to tell.

Source: Procurement Regulations 2024, regulation 31: each score is explained by reference to
relevant information in the tender.  Courts have set awards aside where the reasons were
missing.  A letter without them is not written; a pointer into the tender that is missing is a
warning, because the reason may name the place itself.

Whether a reason is good enough is for people.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bideval.errors import Finding, Source, error, warning
from bideval.model.inputs import Inputs
from bideval.model.letter import Party
from bideval.model.marking import Consensus, Mark
from bideval.model.rules import MarksFrom
from bideval.scoring.governing import unsuperseded
from bideval.scoring.lot_rules import LotRules

LEAST_NAME = 4  # letters of a name that is looked for inside a reason


class Told(NamedTuple):
    """A row that governs a mark: its file and index, whose it is, and what it says."""

    file: str
    row: int
    whose: str
    reason: str
    evidence: str
    reason_column: str


def told_by_key(inputs: Inputs, lot: str) -> dict[tuple[str, str], list[Told]]:
    """Return the rows that govern in ``lot`` by bid and criterion, each in the order of their file."""
    rule = inputs.tender.marks
    agreed = rule is not None and rule.from_ is MarksFrom.CONSENSUS
    rows: Iterable[tuple[int, Mark | Consensus]]
    rows = unsuperseded(inputs.consensus) if agreed else unsuperseded(inputs.marks)
    found: dict[tuple[str, str], list[Told]] = {}
    for index, row in rows:
        if row.lot in {lot, "*"}:
            found.setdefault((row.bid, row.criterion), []).append(_told(index, row))
    return found


def _told(index: int, row: Mark | Consensus) -> Told:
    if isinstance(row, Consensus):
        whose = f"agreed by {', '.join(row.agreed_by)}" if row.agreed_by else "agreed_by is blank"
        return Told("consensus.csv", index, whose, row.reason.strip(), row.evidence.strip(), "reason")
    said = "; ".join(one.strip() for one in (row.strengths, row.weaknesses) if one.strip())
    return Told("marks.csv", index, f"marked by {row.evaluator}", said, row.evidence.strip(), "strengths")


def check_reasons(inputs: Inputs, rules: LotRules, bids: Iterable[str]) -> Iterator[Finding]:
    """Yield, for each of ``bids`` and each marked question, the reason or evidence that is missing.

    Warn also of a reason that names another bidder or somebody who marked.
    """
    marked = [leaf for leaf in rules.leaves() if leaf.scale is not None]
    index = told_by_key(inputs, rules.id)
    staff = [(one.id, one.name) for one in inputs.evaluators]
    for bid in sorted(bids):
        others = [(one.id, one.bidder.name) for one in inputs.bids.values() if one.id != bid]
        for leaf in marked:
            for told in index.get((bid, leaf.id), ()):
                yield from _lacks(told, bid, leaf.id, rules.id)
                yield from _names(told, bid, leaf.id, (*others, *staff))


def _lacks(told: Told, bid: str, criterion: str, lot: str) -> Iterator[Finding]:
    where = "" if lot == "whole" else f" in lot {lot}"
    if not told.reason:
        yield error(
            "BE830",
            f"no letter can give the reason for the mark of {bid} on {criterion}{where}: none is recorded "
            f"({told.whose})",
            "Ask them for the reason that was given when the mark was, and enter it in a row of its own.",
            Source(told.file, f"/{told.row}/{told.reason_column}"),
        )
    elif not told.evidence:
        yield warning(
            "BE831",
            f"the reason for the mark of {bid} on {criterion}{where} points to no place in the tender "
            f"({told.whose})",
            "State under evidence where in the tender it rests on, such as a page.",
            Source(told.file, f"/{told.row}/evidence"),
        )


def _names(told: Told, bid: str, criterion: str, others: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """A reason goes to its bidder, and a winner's to every bidder."""
    said = told.reason.casefold()
    for one, name in others:
        there = len(name) >= LEAST_NAME and name.casefold() in said  # quick, before words are told apart
        if there and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", told.reason, re.IGNORECASE):
            yield warning(
                "BE832",
                f"the reason for the mark of {bid} on {criterion}, for a letter, names {name!r} ({one})",
                "Leave the name out in a row that replaces this one; a letter tells nothing of others.",
                Source(told.file, f"/{told.row}/{told.reason_column}"),
            )


def check_contacts(contacts: Mapping[str, Party], bids: Iterable[str]) -> Iterator[Finding]:
    """Warn of bids whose addresses or identifier are not on file, where the rule lists them."""
    for bid in sorted(bids):
        lacking = lacks_of(contacts.get(bid, Party("")))
        if lacking:
            yield warning(
                "BE833",
                f"contacts.csv does not have the {', the '.join(lacking)} of {bid}",
                "Add a row for the bid: bid,postal,email,identifier. Until then the letter leaves room.",
                Source("contacts.csv"),
            )


def lacks_of(party: Party) -> tuple[str, ...]:
    """Return which contents that regulation 31 lists of a supplier are not there."""
    words = (
        ("postal address", party.postal),
        ("email address", party.email),
        ("unique identifier", party.identifier),
    )
    return tuple(name for name, value in words if not value)
