"""The unrounded points of one bid on one criterion, before any other bid is looked at.

A marked question, or a measure with its points rule.  Price criteria need the
whole field of assessed bids and are scored in ``lot_scores``.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Source
from bideval.model.numbers import decimal_text
from bideval.model.rules import MarksFrom, Stage
from bideval.scoring.case import LotCase
from bideval.scoring.fields import Known, lookup_for, places_read
from bideval.scoring.governing import Governing, governing_mark
from bideval.scoring.lot_rules import Leaf
from bideval.scoring.measure_figures import MissingFieldError
from bideval.scoring.measures import measure_value, worked
from bideval.scoring.parties import other_figures, own_figures
from bideval.scoring.points import points_of, worked_points
from bideval.scoring.published import for_lot


class Raw(NamedTuple):
    """Unrounded points, the rule with its numbers put in, and the places read."""

    points: Fraction
    worked: str
    sources: tuple[Source, ...]
    reasons: tuple[str, ...] = ()


class MissingMarkError(MissingFieldError):
    """Raised when no mark governs a bid on a marked question; ``path`` is the file it would stand in."""


def known_of(case: LotCase, bid: str) -> Known:
    """What measures may read of ``bid``."""
    price = case.prices.get(bid)
    return Known(case.bids[bid], case.rules.value, case.rules.years, price.amount if price else None)


def mark_of(case: LotCase, bid: str, leaf: Leaf) -> Governing:
    """The mark that governs; raise MissingMarkError where there is none."""
    rule = case.rules.marks_from or MarksFrom.CONSENSUS
    rows = case.rows.get((bid, leaf.id), ())
    if not rows:
        agreed = rule is MarksFrom.CONSENSUS
        file, kind = ("consensus.csv", "consensus mark") if agreed else ("marks.csv", "mark")
        raise MissingMarkError(file, f"a {kind} on {leaf.id}{for_lot(case.rules.id)}")
    return governing_mark(rows, rule, case.rules.policy, leaf.id)


def raw_points(case: LotCase, bid: str, leaf: Leaf) -> Raw:
    """Return the points of ``bid`` on a marked or measured leaf; raise GuardError where undefined."""
    return _measured(case, bid, leaf) if leaf.scale is None else _marked(case, bid, leaf)


def _marked(case: LotCase, bid: str, leaf: Leaf) -> Raw:
    mark = mark_of(case, bid, leaf)
    scale = leaf.scale
    assert scale is not None
    points = scale.points_between(mark.value)
    return Raw(
        points, f"{mark.worked}, on its scale {decimal_text(points)} points", mark.sources, mark.reasons
    )


def _measured(case: LotCase, bid: str, leaf: Leaf) -> Raw:
    assert leaf.measure is not None
    owner, others = own_figures(case.bids[bid]), other_figures(case.bids[bid], leaf.relies_on)
    lookup = lookup_for(known_of(case, bid), (owner, *others))
    found = measure_value(leaf.measure, leaf.with_, lookup)
    said = worked(leaf.measure, leaf.with_, lookup)
    source = places_read(
        leaf.measure, bid, case.rules.contract_at, case.prices[bid].sources if bid in case.prices else ()
    )
    value = case.rules.policy.apply(Stage.MEASURE, found, leaf.id) if isinstance(found, Fraction) else found
    points = points_of(leaf.points, value, leaf.with_)
    return Raw(points, f"{said}; {worked_points(leaf.points, value, leaf.with_)}", source)
