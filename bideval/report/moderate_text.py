"""Where the panel differs, for people: what to discuss first, and each question across the bids.

The officers' view adds figures about agreement and about each person's marks beside the
others'.  People stand in the order of their ids, never in that of a figure.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from bideval.analysis.left_out import Awarded, LeftOut
from bideval.analysis.officers import Officers
from bideval.model.numbers import decimal_text, fixed_text
from bideval.report.tables import shortened, table_text, wrapped
from bideval.scoring.panel.agreement import LEAST_BIDS, LEAST_QUESTIONS, LEAST_SHARED, LEAST_UNITS
from bideval.scoring.panel.spread import LikeWords, Spread, discuss_first
from bideval.scoring.panel.view import PanelView

_NOTE = (
    "Officers' view. It is about marks and proves no fault of anybody; people stand by id, in no order of "
    "merit."
)
MOST_FIRST = 12  # rows to discuss first that are listed; the workbook has them all


def moderate_text(view: PanelView) -> str:
    """The whole page."""
    blocks = ["\n".join(_summary(view))]
    first = discuss_first(view.spreads)
    if first:
        blocks.append("\n".join(_first(first)))
    blocks += ["\n".join(_question(criterion, found)) for criterion, found in _by_question(view)]
    if view.like:
        blocks.append("\n".join(_like(view.like)))
    return "\n\n".join(blocks)


def _summary(view: PanelView) -> Iterator[str]:
    if view.illustration:
        yield "Invented figures and fictional names: an illustration."
    rows = view.spreads
    agreed = sum(one.row.agreed is not None for one in rows)
    unlike = sum(one.points > 0 for one in rows)
    yield f"{view.title}: {len(rows)} marks to agree on, {agreed} agreed; the panel differs on {unlike}."
    if not view.is_agreed_on:
        yield "The published rule takes no agreed marks: this page is for information alone."
    missing = sorted({person for one in rows for person in one.row.missing})
    if missing:
        left = sum(len(one.row.missing) for one in rows)
        yield f"Still to mark: {', '.join(missing)} ({left} marks): marks come before talk."
    if view.quorum:
        yield f"The published quorum is {view.quorum}."


def _first(first: tuple[Spread, ...]) -> Iterator[str]:
    yield "To discuss first: at stake is the weight of the question times how far apart the marks are."
    header = ("question", "bid", "marks", "at stake", "stands alone")
    rows = [
        (
            one.row.criterion,
            one.row.bid,
            marks_words(one),
            decimal_text(one.stake, 2),
            ", ".join(one.alone) or "-",
        )
        for one in first[:MOST_FIRST]
    ]
    yield table_text(header, rows, {3})
    if len(first) > MOST_FIRST:
        yield f"  and {len(first) - MOST_FIRST} more; the workbook has them all (--workbook FILE)"


def marks_words(one: Spread) -> str:
    """Everybody's marks in the order of their ids."""
    return ", ".join(f"{mark.evaluator} {decimal_text(mark.mark)}" for mark in one.row.marks) or "none"


def _by_question(view: PanelView) -> Iterator[tuple[tuple[str, str], list[Spread]]]:
    for key, found in groupby(view.spreads, key=lambda one: (one.row.lot, one.row.criterion)):
        yield key, list(found)


def _question(key: tuple[str, str], found: list[Spread]) -> Iterator[str]:
    lot, criterion = key
    where = "" if lot in {"*", "whole"} else f" in lot {lot}"
    weight = decimal_text(found[0].row.question.weight)
    yield f"{criterion}{where}, weight {weight}: {shortened(found[0].row.question.title, 60)}"
    people = sorted({mark.evaluator for one in found for mark in one.row.marks})
    rows = []
    for one in found:
        given = {mark.evaluator: decimal_text(mark.mark) for mark in one.row.marks}
        agreed = decimal_text(one.row.agreed.mark) if one.row.agreed else "-"
        rows.append((one.row.bid, *(given.get(person, "-") for person in people), agreed))
    yield table_text(("bid", *people, "agreed"), rows, set(range(1, len(people) + 2)))


def _like(like: tuple[LikeWords, ...]) -> Iterator[str]:
    yield "Like words, unlike marks: the same person on the same question. Read the two bids side by side."
    for one in like:
        pair = f"{one.one.bid} {decimal_text(one.one.mark)}, {one.other.bid} {decimal_text(one.other.mark)}"
        yield f"  {one.person} on {one.criterion}: {pair}"


def officers_text(officers: Officers) -> str:
    """The officers' view, below the page."""
    blocks = [
        _NOTE,
        "\n".join(_agreement(officers)),
        "\n".join(_people(officers)),
        "\n".join(_left_out(officers.left_out)),
    ]
    return "\n\n".join(["\n".join(wrapped(blocks[0], "")), *blocks[1:]])


def _agreement(officers: Officers) -> Iterator[str]:
    yield "Agreement by question (Krippendorff's alpha for ordinal marks: 1 full, 0 as by chance):"
    rows = []
    for name, one in officers.agreement:
        said = "too few" if one.units < LEAST_UNITS else "no two differ" if one.alpha is None else ""
        rows.append((name, str(one.units), said or fixed_text(one.alpha or Fraction(0), 3)))
    yield table_text(("question", "bids", "alpha"), rows, {1, 2})
    yield f"  Said from {LEAST_UNITS} rows on that two people or more marked."


def _people(officers: Officers) -> Iterator[str]:
    yield "Each person's marks beside the others' on the same rows:"
    rows = [
        (
            one.person,
            str(one.shared),
            "too few" if one.leniency is None else _signed(one.leniency),
            "not established" if one.halo is None else fixed_text(one.halo, 2),
        )
        for one in officers.people
    ]
    yield table_text(("evaluator", "rows", "points above", "tells apart"), rows, {1, 2, 3})
    yield from wrapped(
        f"Points above: on average above the others' mean, of 100 points, from {LEAST_SHARED} rows on. "
        "Tells apart: how much a person tells the questions of one bid apart beside how much the others do; "
        f"1 is as they do, near 0 one mark throughout; from {LEAST_BIDS} bids with {LEAST_QUESTIONS} "
        "questions each on.",
        "  ",
    )


def _signed(value: Fraction) -> str:
    return f"{'+' if value > 0 else ''}{fixed_text(value, 2)}"


def _left_out(found: LeftOut) -> Iterator[str]:
    rule = "the published rule" if found.is_published else "the mean of the individual marks"
    yield f"Who is awarded under {rule}, with everybody's marks and without one person's:"
    if not found.is_published:
        yield from wrapped(
            "Agreed marks govern here, and individual marks do not enter the result: a test, no result.",
            "  ",
        )
    yield f"  everybody: {_award(found.everybody)}"
    for person, one in found.without:
        moved = " (another award)" if person in found.moved_by() else ""
        yield f"  without {person}: {_award(one)}{moved}"
    if not found.without:
        yield "  Fewer than three people marked: nothing is said of one left out."


def _award(one: Awarded) -> str:
    if one.why_not:
        return f"not established: {one.why_not}"
    lots = [f"{lot}: {', '.join(winners) or 'nobody'}" for lot, winners in one.winners.items()]
    return "; ".join(lots) if len(lots) > 1 else lots[0].partition(": ")[2]
