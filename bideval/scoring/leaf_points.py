"""The unrounded points of one bid on one criterion, before any other bid is looked at.

A marked question, or a measure with its points rule.  Price criteria need the
whole field of assessed bids and are scored in ``lot_scores``.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Source
from bideval.model.criterion import ReliesOn
from bideval.model.evaluation import FigureRead
from bideval.model.measure import Measure
from bideval.model.numbers import decimal_text
from bideval.model.rules import MarksFrom, Stage
from bideval.model.units import Unit
from bideval.scoring.case import LotCase
from bideval.scoring.fields import Known, lookup_for
from bideval.scoring.governing import Governing, governing_mark
from bideval.scoring.lot_rules import Leaf, reads_price
from bideval.scoring.measure_figures import MissingFieldError
from bideval.scoring.measures import measure_value, worked
from bideval.scoring.not_stated import bid_place, points_unstated
from bideval.scoring.parties import Figures, counting, other_figures, own_figures, unread_words
from bideval.scoring.points import points_of, worked_points
from bideval.scoring.policy import EXACT
from bideval.scoring.published import for_lot
from bideval.scoring.read_places import Read, places_read, words_of
from bideval.scoring.recorded import judged_word


class Raw(NamedTuple):
    """Unrounded points, the rule with its numbers put in, what was read, and where."""

    points: Fraction
    worked: str
    sources: tuple[Source, ...]
    reasons: tuple[str, ...] = ()
    read: FigureRead | None = None


class MissingMarkError(MissingFieldError):
    """Raised when no mark governs a bid on a marked question; ``path`` is the file it would stand in."""


def known_of(case: LotCase, bid: str) -> Known:
    """What measures may read of ``bid``."""
    price, its = case.prices.get(bid), case.bids[bid]
    day = its.received[:10] if its.received else case.inputs.tender.began
    compared = case.prices if case.compared is None else case.compared
    return Known(
        bid=its,
        value=case.rules.value,
        years=case.rules.years,
        price=price.amount if price else None,
        day=day,
        judged=lambda question: judged_word(case.inputs, bid, case.rules.id, question),
        others=tuple(
            case.prices[one].amount for one in sorted(compared) if one != bid and one in case.prices
        ),
    )


def parties_of(
    case: LotCase, bid: str, relies_on: ReliesOn | None, evidence: tuple[str, ...]
) -> tuple[Figures, ...]:
    """The bidder and those it may rely on, with the years whose evidence counts."""
    its = case.bids[bid]
    return tuple(counting(one, evidence) for one in (own_figures(its), *other_figures(its, relies_on)))


def read_of(case: LotCase, bid: str, parties: tuple[Figures, ...]) -> Read:
    """What a rule reads of ``bid`` and of these parties, for its places."""
    prices = case.prices[bid].sources if bid in case.prices else ()
    return Read(known_of(case, bid), parties, case.rules.contract_at, prices)


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
    given = case.given.get((bid, leaf.id))
    if given is not None:
        return Raw(given.exact if case.rules.policy == EXACT else given.points, "as supposed", ())
    if not case.workings.keeps:
        return _worked_out(case, bid, leaf)
    kind = "exact" if case.rules.policy == EXACT else "points"
    reads = _read_by(case, bid, leaf)
    return case.workings.of((kind, case.rules.id, leaf.id, bid), reads, lambda: _worked_out(case, bid, leaf))


def read_by_leaves(case: LotCase, bid: str, leaves: Sequence[Leaf]) -> tuple[object, ...]:
    """Everything that the points of a bid on these leaves are worked out from, but for price formulas."""
    rules, inputs = case.rules, case.inputs
    of_bid = (case.bids[bid], [case.rows.get((bid, leaf.id)) for leaf in leaves], case.given)
    of_lot = (rules.marks_from, rules.policy, rules.value, rules.years, rules.contract_at)
    reads = (leaves, *of_bid, *of_lot, inputs.decisions, inputs.tender.began)
    is_priced = case.workings.of(
        ("priced leaves", rules.id), (leaves,), lambda: any(map(_reads_price, leaves))
    )
    return (*reads, case.prices, case.compared) if is_priced else reads


def _reads_price(leaf: Leaf) -> bool:
    return leaf.measure is not None and reads_price(leaf.measure)


def _worked_out(case: LotCase, bid: str, leaf: Leaf) -> Raw:
    return _measured(case, bid, leaf) if leaf.scale is None else _marked(case, bid, leaf)


def _read_by(case: LotCase, bid: str, leaf: Leaf) -> tuple[object, ...]:
    """Everything that the points of a bid on a leaf are worked out from."""
    rules = case.rules
    if leaf.scale is not None:
        return (leaf.scale, rules.marks_from, case.rows.get((bid, leaf.id)), rules.policy)
    scored = (leaf.points, leaf.with_, leaf.relies_on, leaf.evidence, leaf.when_missing, leaf.title)
    read = () if leaf.measure is None else read_by_measure(case, bid, leaf.measure, leaf.pointer)
    return (*scored, leaf.pointer, rules.policy, *read)


def read_by_measure(case: LotCase, bid: str, measure: Measure, pointer: str) -> tuple[object, ...]:
    """Everything that the measure of a rule may read of a bid; prices only where it reads one."""
    rules, inputs = case.rules, case.inputs
    of_bid = (case.bids[bid], inputs.decisions, inputs.tender.began)
    of_lot = (rules.value, rules.years, rules.contract_at)
    is_priced = case.workings.of(("priced", rules.id, pointer), (measure,), lambda: reads_price(measure))
    prices = (case.prices, case.compared) if is_priced else ()
    return (measure, *of_bid, *of_lot, *prices)


def _marked(case: LotCase, bid: str, leaf: Leaf) -> Raw:
    mark = mark_of(case, bid, leaf)
    scale = leaf.scale
    assert scale is not None
    points = scale.points_between(mark.value)
    read = FigureRead("mark", mark.value, Unit.MARK.value)
    said = f"{mark.worked}, on its scale {decimal_text(points)} points"
    return Raw(points, said, mark.sources, mark.reasons, read)


def leaf_places(case: LotCase, bid: str, leaf: Leaf) -> tuple[Source, ...]:
    """What a measured leaf would read of ``bid`` and of those it may rely on; nothing for a mark."""
    if leaf.measure is None:
        return ()
    parties = parties_of(case, bid, leaf.relies_on, leaf.evidence)
    return places_read(leaf.measure, leaf.with_, read_of(case, bid, parties))


def _measured(case: LotCase, bid: str, leaf: Leaf) -> Raw:
    assert leaf.measure is not None
    parties = parties_of(case, bid, leaf.relies_on, leaf.evidence)
    known = known_of(case, bid)
    lookup = lookup_for(known, parties)
    try:
        found = measure_value(leaf.measure, leaf.with_, lookup)
    except MissingFieldError as problem:
        unstated = points_unstated(leaf, problem)
        if unstated is None:
            raise
        places = (bid_place(bid, problem.path), Source("tender.yaml", leaf.pointer))
        return Raw(*unstated, places, read=FigureRead("measure", None, leaf.measure.unit.value))
    said = worked(leaf.measure, leaf.with_, lookup, words_of(parties, known.day))
    source = places_read(leaf.measure, leaf.with_, read_of(case, bid, parties))
    value = case.rules.policy.apply(Stage.MEASURE, found, leaf.id) if isinstance(found, Fraction) else found
    points = points_of(leaf.points, value, leaf.with_)
    unread = unread_words(parties)
    steps = (said, worked_points(leaf.points, value, leaf.with_), *((unread,) if unread else ()))
    return Raw(points, "; ".join(steps), source, read=FigureRead("measure", value, leaf.measure.unit.value))
