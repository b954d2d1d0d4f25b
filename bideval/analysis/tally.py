"""The award of a lot under other marks or another rounding, added up without reading the bids again.

Marks and rounding reach the award by the points on each criterion and by minimums.  So the
points of every bid that no gate shuts out are taken once; a change replaces some of them, the
minimums are read again, and the rest is added up, rounded, ranked and settled by the very
functions of scoring.  Where the minimums come out otherwise, the bids are admitted anew by the
published rules.  What the tests hold: the same award as judging the lot again.

It is valid for weighted-sum lots of one authority; anything else is judged the long way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.reweighed import Award
from bideval.errors import GuardError
from bideval.model.decision import DecisionKind
from bideval.model.rules import MarksFrom, OnFail, RankOn, Stage
from bideval.scoring.admission import OVERRULES, admit
from bideval.scoring.case import LotCase
from bideval.scoring.formulas.entry import PriceField
from bideval.scoring.governing import governing_value
from bideval.scoring.joint import is_illustrative, score_lot
from bideval.scoring.leaf_points import raw_points
from bideval.scoring.lot_order import NO_ORDER, draws_about, order_of
from bideval.scoring.lot_rules import Leaf, Node, Section, without_minimums
from bideval.scoring.lot_scores import WEIGHTED_SUM
from bideval.scoring.lot_tables import price_of
from bideval.scoring.placing import order_bids
from bideval.scoring.policy import EXACT, Policy
from bideval.scoring.recorded import decided
from bideval.scoring.ties import Comparable, Settled, settle
from bideval.scoring.totals import Total, plain_section_points, totals
from bideval.scoring.undefined import unpriced

ZERO = Fraction(0)
Values = tuple[Fraction, ...]  # the marks of one bid on one criterion
Flags = tuple[bool, ...]  # which minimums a bid meets, in published order


class Cell(NamedTuple):
    """The points of a bid on a criterion before their rounding, and the mark if one governs."""

    published: Fraction  # with the roundings that come before the points
    exact: Fraction  # without any
    mark: Fraction | None = None


Row = Mapping[str, Cell]  # by criterion; price criteria are left out


@dataclass(frozen=True, slots=True)
class Tally:
    """A lot with the points of its bids."""

    case: LotCase
    rows: Mapping[str, Row]  # by bid; the bids that no gate shuts out
    assessed: tuple[str, ...]
    flags: Mapping[str, Flags]
    counts: Mapping[str, Flags]  # which minimums shut a bid out
    admitted: dict[tuple[Flags, ...], tuple[str, ...] | None] = field(default_factory=dict, compare=False)
    prices: dict[tuple[str, ...], dict[str, dict[str, Cell]]] = field(default_factory=dict, compare=False)
    linear: dict[tuple[str, ...], Mapping[str, Fraction]] = field(default_factory=dict, compare=False)
    sums: dict[tuple[tuple[str, ...], str], Total] = field(default_factory=dict, compare=False)

    @property
    def ranking(self) -> Policy:
        """The rounding of what is ranked on."""
        return self.case.rules.policy if on_rounded(self.case) else EXACT


def on_rounded(case: LotCase) -> bool:
    """Whether bids are ranked on rounded figures."""
    return case.rules.rank_on is RankOn.ROUNDED


def adds_up(case: LotCase) -> bool:
    """Whether the lot is one that this module can add up."""
    rules = case.rules
    return rules.method.id == WEIGHTED_SUM and not rules.authorities and not case.quality_only


def tally_of(case: LotCase) -> Tally | None:
    """Return the lot with the points of its bids; None where a rule is not defined for one of them."""
    plain = case._replace(rules=case.rules._replace(tree=without_minimums(case.rules.tree)))
    try:
        rows = {bid: row_of(case, bid) for bid in admit(plain).assessed}
    except GuardError:
        return None
    admission = admit(case)
    flags = {bid: flags_of(case, row) for bid, row in rows.items()}
    if admission.findings:
        return None
    counts = {bid: _counts(case, bid) for bid in rows}
    known = {tuple(flags.values()): admission.assessed}
    return Tally(case, rows, admission.assessed, flags, counts, dict(known))


def row_of(case: LotCase, bid: str) -> Row:
    """Return the points of a bid on every criterion but price; raise GuardError where one is not defined."""
    return {leaf.id: _cell(case, bid, leaf) for leaf in case.rules.leaves() if leaf.formula is None}


def _cell(case: LotCase, bid: str, leaf: Leaf) -> Cell:
    if leaf.scale is not None and (bid, leaf.id) in case.rows:
        return marked(case, leaf, tuple(row.value for row in case.rows[bid, leaf.id]))
    published = raw_points(case, bid, leaf).points
    if case.rules.policy.rule(Stage.MEASURE, leaf.id) is None:
        return Cell(published, published)
    bare = case._replace(rules=case.rules._replace(policy=EXACT))
    return Cell(published, raw_points(bare, bid, leaf).points)


def marked(case: LotCase, leaf: Leaf, values: Values) -> Cell:
    """Return the points of the mark that governs among ``values``."""
    rule, policy = case.rules.marks_from or MarksFrom.CONSENSUS, case.rules.policy
    rising = sorted(values)
    assert leaf.scale is not None
    mark = governing_value(rising, rule, policy, leaf.id)
    points = leaf.scale.points_between(mark)
    if policy.rule(Stage.MARK_MEAN, leaf.id) is None:
        return Cell(points, points, mark)
    return Cell(points, leaf.scale.points_between(governing_value(rising, rule, EXACT, leaf.id)), mark)


def flags_of(case: LotCase, row: Row) -> Flags:
    """Say which minimums a bid meets."""
    return tuple(met for node in case.rules.nodes() for met in _met(case, node, row))


def _met(case: LotCase, node: Node, row: Row) -> list[bool]:
    stated = node.minimum
    if stated is None:
        return []
    found = []
    if stated.mark is not None:
        mark = row[node.id].mark
        found.append(mark is not None and mark >= stated.mark)
    if stated.points is not None:
        found.append(plain_points(case, node, row) >= stated.points)
    return found


def plain_points(case: LotCase, node: Node, row: Row) -> Fraction:
    """The points of a criterion or section as a minimum reads them."""
    policy = case.rules.policy
    if isinstance(node, Section):
        return plain_section_points(node, {leaf: cell.published for leaf, cell in row.items()}, policy)
    return policy.apply(Stage.POINTS, row[node.id].published, node.id)


def fails(tally: Tally, bid: str, flags: Flags) -> bool:
    """Whether a bid with these flags misses a minimum that shuts it out."""
    return any(counts and not met for counts, met in zip(tally.counts[bid], flags, strict=True))


def _counts(case: LotCase, bid: str) -> Flags:
    """Which minimums shut the bid out if it misses them; a recorded decision goes before the rule."""
    found = []
    for node in case.rules.nodes():
        stated = node.minimum
        if stated is None:
            continue
        kinds = (*OVERRULES, DecisionKind.DISREGARD)
        decision = decided(case.inputs, *kinds, bid=bid, lot=case.rules.id, gate=f"{node.id}/minimum")
        must = stated.on_fail is OnFail.MUST_DISREGARD
        if decision is not None and stated.on_fail is not OnFail.FLAG:
            must = decision.kind is DecisionKind.DISREGARD
        found += [must] * sum(one is not None for one in (stated.mark, stated.points))
    return tuple(found)


def award_with(tally: Tally, rows: Mapping[str, Row], altered: LotCase) -> Award | None:
    """Return the award where the bids in ``rows`` have other points; ``altered`` is that lot in full.

    None where a finding stands in the way of a result.
    """
    flags = {**tally.flags, **{bid: flags_of(altered, row) for bid, row in rows.items()}}
    key = tuple(flags.values())
    if key not in tally.admitted:
        admission = admit(altered)
        tally.admitted[key] = None if admission.findings else admission.assessed
    assessed = tally.admitted[key]
    if assessed is None or any(bid not in tally.rows for bid in assessed):
        return None
    return award_among(tally, assessed, rows)


def award_among(tally: Tally, assessed: tuple[str, ...], rows: Mapping[str, Row]) -> Award | None:
    """Return the award if exactly these bids are assessed; None where a rule is not defined for them."""
    if not assessed:
        return Award(())
    try:
        found = totals_among(tally, assessed, rows)
        order = order_bids(
            {bid: (one.total,) for bid, one in found.items()},
            lambda group: _settled(tally, assessed, rows, group),
            tally.case.rules.places,
        )
    except GuardError:
        return None
    return Award(tuple(sorted(order.winners)), tuple(sorted(order.tied)))


def full_award(case: LotCase) -> Award | None:
    """Return the award of any lot by all published rules, without the placings around it.

    None where a finding stands in the way, or where no rule ranks the bids.
    """
    admission = admit(case)
    assessed = admission.assessed
    if admission.findings or is_illustrative(case.rules) or tuple(unpriced(case, assessed)):
        return None
    try:
        order = order_of(case, score_lot(case, assessed)) if assessed else NO_ORDER
    except GuardError:
        return None
    return Award(tuple(sorted(order.winners)), tuple(sorted(order.tied)))


def is_normalised(case: LotCase) -> bool:
    """Whether a criterion or section is measured against the best bid's."""
    return any(node.normalise for node in case.rules.nodes())


def totals_among(tally: Tally, assessed: tuple[str, ...], rows: Mapping[str, Row]) -> dict[str, Total]:
    """Return what is ranked on, of bids assessed together; raise GuardError where a rule is not defined."""
    exact = not on_rounded(tally.case)
    tree, policy = tally.case.rules.tree, tally.ranking
    if is_normalised(tally.case):
        points = {bid: points_among(tally, assessed, bid, rows, exact=exact) for bid in assessed}
        return totals(tree, points, policy)
    found = {}
    for bid in assessed:
        own = tally.sums.get((assessed, bid)) if bid not in rows else None
        if own is None:
            points_ = {bid: points_among(tally, assessed, bid, rows, exact=exact)}
            own = totals(tree, points_, policy)[bid]
            if bid not in rows:
                tally.sums[assessed, bid] = own
        found[bid] = own
    return found


def points_among(
    tally: Tally, assessed: tuple[str, ...], bid: str, rows: Mapping[str, Row], *, exact: bool
) -> dict[str, Fraction]:
    """The points of one of the bids assessed together, before their rounding, by criterion."""
    cells = {**rows.get(bid, tally.rows[bid]), **price_cells(tally, assessed)[bid]}
    return {leaf: cell.exact if exact else cell.published for leaf, cell in cells.items()}


def price_cells(tally: Tally, assessed: tuple[str, ...]) -> dict[str, dict[str, Cell]]:
    """The points on price criteria of bids assessed together; raise GuardError where not defined."""
    if assessed not in tally.prices:
        found: dict[str, dict[str, Cell]] = {bid: {} for bid in assessed}
        for leaf in tally.case.rules.leaves():
            if leaf.formula is not None:
                published = _priced(tally.case, leaf, assessed, tally.case.rules.policy)
                exact = _priced(tally.case, leaf, assessed, EXACT)
                for bid in assessed:
                    found[bid][leaf.id] = Cell(published[bid], exact[bid])
        tally.prices[assessed] = found
    return tally.prices[assessed]


def _priced(case: LotCase, leaf: Leaf, bids: tuple[str, ...], policy: Policy) -> dict[str, Fraction]:
    formula = leaf.formula
    assert formula is not None
    prices = {bid: policy.apply(Stage.PRICE, price_of(case, bid), leaf.id) for bid in sorted(bids)}
    among, with_ = PriceField(tuple(prices.values())), dict(leaf.with_)
    rule = case.rules.policy.rule(Stage.POINTS, leaf.id)
    if formula.irrational and rule is not None:
        with_ |= {"points_places": Fraction(rule.places), "points_mode": rule.mode.value}
    reason = formula.guard(among, with_)
    if reason is not None:
        raise GuardError(f"{formula.id}: {reason}")
    return {bid: formula.points(price, among, with_) for bid, price in prices.items()}


def _settled(
    tally: Tally, assessed: tuple[str, ...], rows: Mapping[str, Row], group: Sequence[str]
) -> Settled:
    """Settle equal bids by the published ladder; a rung of points reads rounded ones."""
    case = tally.case
    figures = (
        _rounded(tally, assessed, rows, group) if any(rung.by == "points" for rung in case.rules.ties) else {}
    )
    compared = {
        bid: Comparable(
            case.prices[bid].amount if bid in case.prices else None,
            {node: one.points for node, one in figures[bid].by_node.items()} if figures else {},
            case.bids[bid].received,
        )
        for bid in group
    }
    return settle(group, compared, case.rules.ties, case.rules.id, draws_about(case))


def _rounded(
    tally: Tally, assessed: tuple[str, ...], rows: Mapping[str, Row], group: Sequence[str]
) -> dict[str, Total]:
    """Totals with the published rounding, of all bids where one is measured against the best."""
    needed = assessed if is_normalised(tally.case) else tuple(group)
    points = {bid: points_among(tally, assessed, bid, rows, exact=False) for bid in needed}
    return totals(tally.case.rules.tree, points, tally.case.rules.policy)
