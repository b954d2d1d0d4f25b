"""Agreed marks as a panel sends them back: what becomes a row of consensus.csv, and what is wrong.

An agreed mark needs a reason that is one, and who agreed.  Outside the marks given, or
against anybody's mark without a word, it needs why it moved.  What everybody gave before is
read from marks.csv and written into ``moved_from``; no individual mark is ever changed.

Source: Lancashire Care v Lancashire County Council [2018] EWHC 1589 (TCC): the notes did
not show how consensus moved.  Where the published rule takes a mean or median, agreed
marks have no place, and a mean of marks is no agreed mark.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Finding, Source, error, warning
from bideval.model.inputs import Inputs
from bideval.model.marking import Consensus
from bideval.model.numbers import decimal_text
from bideval.model.rules import MarksFrom
from bideval.scoring.checks.consensus import repeated
from bideval.scoring.checks.known import Nearby
from bideval.scoring.panel.asked import Agreeing
from bideval.scoring.panel.filled import Cell, Taken, cannot_replace, given_mark, wrong_ones


class AgreedRow(NamedTuple):
    """One row as it came back."""

    row: Agreeing
    mark: Cell
    reason: Cell
    evidence: Cell
    agreed_by: Cell
    why_moved: Cell

    def words(self) -> tuple[str, str, str, str]:
        """Reason, evidence, who agreed and why it moved."""
        return self.reason.text, self.evidence.text, self.agreed_by.text, self.why_moved.text


def not_agreed_here(inputs: Inputs, place: Source) -> Iterator[Finding]:
    """Report a tender whose published rule takes no agreed marks."""
    rule = inputs.tender.marks
    if rule is None or rule.from_ is not MarksFrom.CONSENSUS:
        how = "none" if rule is None else f"the {rule.from_.value} of the marks"
        yield error(
            "BE715",
            f"the published rule takes {how}, and agreed marks have no place in it",
            "Import no agreed marks. The reasons of the authority stand beside the individual marks.",
            place,
        )


def take_agreed(rows: tuple[AgreedRow, ...], inputs: Inputs, at: str) -> Taken:
    """Judge every row of a panel that met at ``at``."""
    people = {one.name: one.id for one in inputs.evaluators} | {one.id: one.id for one in inputs.evaluators}
    quorum = inputs.tender.marks.quorum if inputs.tender.marks else None
    new: list[Consensus] = []
    findings: list[Finding] = []
    unchanged = unmarked = 0
    for row in rows:
        if not any((row.mark.text, *row.words())):
            unmarked += 1
            findings += [_left_blank(row)] if row.row.agreed else []
            continue
        value, wrong = given_mark(row.mark, row.row.scale, row.row.criterion, row.row.bid)
        panel, unknown = _panel(row, people, quorum)
        wrong += (*_reason(row, value), *unknown, *(_moved(row, value) if value is not None else ()))
        if value is not None and not wrong_ones(wrong):
            given, untimely = _as_row(row, value, panel, at)
            wrong += untimely
            unchanged += given is None and not untimely
            new += [given] if given else []
        findings += wrong
    return Taken(tuple(new), unchanged, unmarked, tuple(findings))


def _about(row: AgreedRow) -> str:
    return f"{row.row.bid} on {row.row.criterion}"


def _reason(row: AgreedRow, value: Fraction | None) -> Iterator[Finding]:
    reason = row.reason.text
    if not any(one.isalnum() for one in reason):
        yield error(
            "BE707",
            f"the agreed mark for {_about(row)} has no reason beside it",
            "Say what in the bid the mark rests on: an assessment has to explain every score.",
            row.reason.place,
        )
    elif value is not None and (found := repeated(row.row.scale, reason)):
        yield warning(
            "BE708",
            f"the reason for the mark of {_about(row)} only repeats the scale: {found!r}",
            "Say what in the bid the mark rests on, beyond the words of the scale.",
            row.reason.place,
        )


def _panel(
    row: AgreedRow, people: Mapping[str, str], quorum: int | None
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Who agreed, by id, and what is wrong with that."""
    said = [one.strip() for one in row.agreed_by.text.replace("\n", ";").split(";") if one.strip()]
    place = row.agreed_by.place
    unknown = [one for one in said if one not in people]
    if unknown:
        remedy = f"{Nearby(people).remedy(unknown[0])} Put a semicolon between two."
        return (), (error("BE714", f"{unknown[0]!r} is nobody in evaluators.csv", remedy, place),)
    panel = tuple(dict.fromkeys(people[one] for one in said))
    if not panel:
        message = f"it is not said who agreed on the mark for {_about(row)}"
        return (), (error("BE714", message, "Enter their ids from evaluators.csv, with ; between.", place),)
    if quorum is not None and len(panel) < quorum:
        message = f"{len(panel)} agreed on the mark for {_about(row)}, and the published quorum is {quorum}"
        return panel, (error("BE716", message, "Agree on it again with enough of the panel.", place),)
    return panel, ()


def _moved(row: AgreedRow, value: Fraction) -> Iterator[Finding]:
    marks = [one.mark for one in row.row.marks]
    if not marks or row.why_moved.text:
        return
    if not min(marks) <= value <= max(marks):
        yield error(
            "BE713",
            f"{decimal_text(value)} was agreed for {_about(row)}, outside the marks given, "
            f"{decimal_text(min(marks))} to {decimal_text(max(marks))}, and it is not said why",
            "Say what moved the panel: a mark that nobody gave needs its own explanation.",
            row.why_moved.place,
        )
    elif moved := moved_from(row.row, value):
        yield warning(
            "BE713",
            f"{decimal_text(value)} was agreed for {_about(row)}, and it is not said why {moved} moved",
            "Say what moved them, in a few words.",
            row.why_moved.place,
        )


def moved_from(row: Agreeing, value: Fraction) -> str:
    """Return who moved to ``value``, each with the mark they gave: ``tallis 5; mistry 3``."""
    return "; ".join(f"{one.evaluator} {decimal_text(one.mark)}" for one in row.marks if one.mark != value)


def _as_row(
    row: AgreedRow, value: Fraction, panel: tuple[str, ...], at: str
) -> tuple[Consensus | None, tuple[Finding, ...]]:
    """The row of consensus.csv; None where it stands already, or cannot replace what stands."""
    standing = row.row.agreed
    reason, evidence, _, why = row.words()
    if standing is not None and _same(standing, value, reason, evidence, why, panel):
        return None, ()
    moved = moved_from(row.row, value)
    given = Consensus(*row.row.key, value, reason, evidence, moved, why, panel, at, "")
    if standing is None:
        return given, ()
    if untimely := cannot_replace(standing.at, at, _about(row), row.mark.place):
        return None, (untimely,)
    return given._replace(supersedes=standing.at), ()


def _same(
    standing: Consensus, value: Fraction, reason: str, evidence: str, why: str, panel: tuple[str, ...]
) -> bool:
    """Whether a row says what stands; who agreed may stand in another order."""
    said = (standing.reason.strip(), standing.evidence.strip(), standing.why_moved.strip())
    return (standing.mark, *said) == (value, reason, evidence, why) and set(standing.agreed_by) == set(panel)


def _left_blank(row: AgreedRow) -> Finding:
    return warning(
        "BE709",
        f"the agreed mark for {_about(row)} is blank here, and one stands in consensus.csv",
        "It stays as it is: a blank takes nothing back. Enter the mark that is meant, with its reason.",
        row.mark.place,
    )
