"""Which mark governs: consensus, mean, median or single, as the tender says.

Rows are append-only.  A row whose ``at`` a later row of the same key names in
``supersedes`` no longer counts; everything that was written stays in the file.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeVar

from bideval.errors import Source
from bideval.model.inputs import Inputs
from bideval.model.marking import Consensus, Declaration, Mark
from bideval.model.numbers import decimal_text
from bideval.model.rules import MarksFrom, Stage
from bideval.scoring.policy import Policy

Row = TypeVar("Row", Mark, Consensus, Declaration)


class Standing(NamedTuple):
    """A row that counts, with its index in the file and the reason given."""

    row: int
    value: Fraction
    reason: str = ""


def _reason(row: Mark | Consensus) -> str:
    """Why the mark was given, in the words of those who gave it."""
    if isinstance(row, Consensus):
        return row.reason
    return "; ".join(filter(None, (row.strengths, row.weaknesses)))


class Governing(NamedTuple):
    """The mark that governs, how it came about, and where its rows stand."""

    value: Fraction
    worked: str
    sources: tuple[Source, ...]
    reasons: tuple[str, ...] = ()


Rows = Mapping[tuple[str, str], tuple[Standing, ...]]  # by bid and criterion


def standing_rows(inputs: Inputs, lot: str) -> Rows:
    """The rows that govern in ``lot``, by bid and criterion.

    With ``marks: {from: consensus}`` these are consensus rows, otherwise marks.
    """
    rule = inputs.tender.marks
    agreed = rule is not None and rule.from_ is MarksFrom.CONSENSUS
    standing: Iterable[tuple[int, Mark | Consensus]]
    standing = unsuperseded(inputs.consensus) if agreed else unsuperseded(inputs.marks)
    found: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for index, row in standing:
        if row.lot in {lot, "*"}:
            found[row.bid, row.criterion].append(Standing(index, row.mark, _reason(row)))
    return {key: tuple(rows) for key, rows in found.items()}


def unsuperseded(rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    """The rows that no later row replaces, with their index."""
    listed = list(rows)
    replaced = {(key_of(row), row.supersedes) for row in listed if row.supersedes}
    for index, row in enumerate(listed):
        if not row.at or (key_of(row), row.at) not in replaced:
            yield index, row


def key_of(row: Mark | Consensus | Declaration) -> Hashable:
    """What a row is about: replaced only by a row about the same."""
    if isinstance(row, Declaration):
        return row.person, row.bid, row.stage
    evaluator = row.evaluator if isinstance(row, Mark) else ""
    return row.lot, row.criterion, row.bid, evaluator


def governing_mark(rows: tuple[Standing, ...], rule: MarksFrom, policy: Policy, criterion: str) -> Governing:
    """Return the mark that governs among ``rows`` (at least one).

    A mean or median is rounded at stage ``mark-mean``; an even median is the mean
    of the middle two.
    """
    file = "consensus.csv" if rule is MarksFrom.CONSENSUS else "marks.csv"
    sources = tuple(Source(file, f"/{row.row}/mark") for row in rows)
    reasons = tuple(row.reason for row in rows if row.reason)
    values = sorted(row.value for row in rows)
    value = governing_value(values, rule, policy, criterion)
    if rule in {MarksFrom.CONSENSUS, MarksFrom.SINGLE}:
        return Governing(value, f"mark {decimal_text(value)}", sources, reasons)
    listed = ", ".join(decimal_text(one) for one in values)
    return Governing(value, f"{rule.value} of marks {listed} = {decimal_text(value)}", sources, reasons)


def governing_value(values: Sequence[Fraction], rule: MarksFrom, policy: Policy, criterion: str) -> Fraction:
    """Return the mark that governs among marks in rising order (at least one)."""
    if rule in {MarksFrom.CONSENSUS, MarksFrom.SINGLE}:
        return values[0]
    middle = values if rule is MarksFrom.MEAN else values[(len(values) - 1) // 2 : len(values) // 2 + 1]
    return policy.apply(Stage.MARK_MEAN, sum(middle, Fraction(0)) / len(middle), criterion)
