"""Score a set of bids of a lot together: points, weighted figures, totals, the method's figure.

The set matters: relative price formulas, ``to-best`` and some methods look at
every bid in it.  The same function serves the assessed bids and, with one bid
more, each shadow result.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from bideval.errors import GuardError, Source
from bideval.model.amounts import at_least
from bideval.model.evaluation import Score
from bideval.model.numbers import decimal_text, figure_text
from bideval.model.rules import RankOn, Stage
from bideval.scoring.case import LotCase
from bideval.scoring.fields import declared_value
from bideval.scoring.irrational import rounded_root
from bideval.scoring.leaf_points import Raw
from bideval.scoring.lot_rules import Leaf, Node, Section, leaf_reads_price, walk
from bideval.scoring.lot_tables import Tables, price_of, tables_of
from bideval.scoring.methods.entry import Better, Figure, MethodBid
from bideval.scoring.placing import Key
from bideval.scoring.policy import EXACT, Policy, places_of
from bideval.scoring.totals import Scored, Total, scored, total_of, totals

WEIGHTED_SUM = "weighted-sum"
EVERYBODY = "*"  # whose scores are told, where those of every bid are
SUMMED = (Stage.TOTAL, Stage.SECTION, Stage.WEIGHTED)  # what rounds a figure that is added up, the last first


class BidScores(NamedTuple):
    """What one bid gets within a set of bids."""

    total: Fraction  # with the published rounding
    total_exact: Fraction | None  # None where the figure is irrational
    key: Key | None  # greater is better; None where the method leaves the bid unranked
    key_exact: Key | None  # the same without any rounding
    compared: Fraction  # the figure that is ranked on
    compared_exact: Fraction | None  # the same without any rounding; None where it is irrational
    price: Fraction | None  # evaluated, before any rounding
    points: Mapping[str, Fraction]  # rounded, by criterion and section
    scores: tuple[Score, ...]
    worked: str


def score_bids(case: LotCase, bids: tuple[str, ...], told: str | None = None) -> dict[str, BidScores]:
    """Score ``bids`` as one field; raise GuardError where a rule is not defined for it.

    Where ``told`` is a bid, the scores of the others are not told one by one.
    """
    whose = EVERYBODY if told is None else told
    tables = tables_of(case, bids, whose)
    if not case.workings.keeps:
        return _scored(case, bids, tables, told)
    rules = case.rules
    own = (rules.tree, rules.policy, rules.method, rules.with_, rules.rank_on, case.quality_only)
    of_bids = [(bid, case.bids[bid], case.prices.get(bid)) for bid in bids]
    return case.workings.of(
        ("scored", rules.id, whose), (*own, of_bids, tables), lambda: _scored(case, bids, tables, told)
    )


def _scored(case: LotCase, bids: tuple[str, ...], tables: Tables, told: str | None) -> dict[str, BidScores]:
    tree = _scorable(case)
    rounded = _totals(case, tree, _points(tables.rounded), case.rules.policy)
    exact = _totals(case, tree, _points(tables.exact), EXACT)
    figures = (
        {bid: _figure(case, bid, rounded, exact, is_shadow=bool(told)) for bid in bids}
        if _adds_up(case)
        else _method(case, rounded, exact)
    )
    found = {}
    for bid in bids:
        row = (case, bid, figures[bid], tables, rounded[bid], exact[bid])
        found[bid] = _known_scores(*row, told=told in {None, bid})
    return found


def _totals(
    case: LotCase, tree: tuple[Node, ...], points: Mapping[str, Mapping[str, Fraction]], policy: Policy
) -> dict[str, Total]:
    """Totals of every bid; where no bid touches another's, of parts of the tree that are known."""
    if not case.workings.keeps or any(node.normalise for node in walk(tree)):
        return totals(tree, points, policy)
    parts = [(node, [leaf.id for leaf in walk((node,)) if isinstance(leaf, Leaf)]) for node in tree]
    kind = "exact total" if policy == EXACT else "total"
    found = {}
    for bid, row in points.items():
        by_node: dict[str, Scored] = {}
        for node, leaves in parts:
            own = {leaf: row[leaf] for leaf in leaves}
            part = partial(_of_part, node, own, policy)
            by_node |= case.workings.of((kind, case.rules.id, node.id, bid), (node, own, policy), part)
        found[bid] = total_of(tree, by_node, policy)
    return found


def _of_part(node: Node, points: Mapping[str, Fraction], policy: Policy) -> Mapping[str, Scored]:
    if isinstance(node, Leaf):
        return {node.id: scored(node, points[node.id], policy)}
    return totals((node,), {"": points}, policy)[""].by_node


class _Ranked(NamedTuple):
    total: Fraction
    total_exact: Fraction | None
    key: Key | None
    key_exact: Key | None
    compared: Fraction
    compared_exact: Fraction | None
    worked: str


def _adds_up(case: LotCase) -> bool:
    return case.quality_only or case.rules.method.id == WEIGHTED_SUM


def _scorable(case: LotCase) -> tuple[Node, ...]:
    """The criteria tree; before prices are opened, its leaves that read none."""
    if not case.quality_only:
        return case.rules.tree
    return tuple(leaf for leaf in case.rules.leaves() if not leaf_reads_price(leaf))


def _points(table: Mapping[str, Mapping[str, Raw]]) -> dict[str, dict[str, Fraction]]:
    return {bid: {leaf: raw.points for leaf, raw in row.items()} for bid, row in table.items()}


def _figure(
    case: LotCase, bid: str, rounded: Mapping[str, Total], exact: Mapping[str, Total], *, is_shadow: bool
) -> _Ranked:
    """What a bid is ranked on; how it adds up is not said of a shadow result."""
    total, total_exact = rounded[bid].total, exact[bid].total
    compared = total if case.rules.rank_on is RankOn.ROUNDED else total_exact
    said = "" if is_shadow else _sum_words(case, rounded[bid])
    return _Ranked(total, total_exact, (compared,), (total_exact,), compared, total_exact, said)


def _sum_words(case: LotCase, own: Total) -> str:
    """The figures at the top of the tree, added."""
    places = places_of(case.rules.policy, *SUMMED)
    tops = (own.by_node[node.id].weighted for node in _scorable(case))
    parts = " + ".join(at_least(decimal_text(one), places) for one in tops)
    return f"{parts} = {at_least(decimal_text(own.total), places)}"


def _method(case: LotCase, rounded: Mapping[str, Total], exact: Mapping[str, Total]) -> dict[str, _Ranked]:
    """The figures of a method other than weighted-sum, both rounded and exact."""
    published = _figures(case, rounded, case.rules.policy)
    unrounded = _figures(case, exact, EXACT)
    return {bid: _ranked(case, published[bid], unrounded[bid]) for bid in rounded}


def _figures(case: LotCase, quality: Mapping[str, Total], policy: Policy) -> dict[str, Figure]:
    method = case.rules.method
    bids = tuple(_method_bid(case, bid, quality[bid], policy) for bid in sorted(quality))
    refused = method.guard(bids, case.rules.with_)
    if refused is not None:
        raise GuardError(f"{method.id}: {refused[1]}", refused[0])
    return method.figures(bids, case.rules.with_)


def _method_bid(case: LotCase, bid: str, quality: Total, policy: Policy) -> MethodBid:
    method = case.rules.method
    price = policy.apply(Stage.PRICE, price_of(case, bid)) if method.reads_price else None
    points = {leaf.id: quality.by_node[leaf.id].points for leaf in case.rules.leaves()}
    declared = {name: declared_value(raw) for name, raw in sorted(case.bids[bid].declared.items())}
    return MethodBid(bid, price, quality.total if case.rules.tree else None, points, declared)


def _ranked(case: LotCase, published: Figure, unrounded: Figure) -> _Ranked:
    shown = _shown(case, published)
    exact = unrounded.value if unrounded.root == 1 else None
    on_rounded = case.rules.rank_on is RankOn.ROUNDED
    chosen = published if on_rounded else unrounded
    compared, compared_exact = shown if on_rounded or exact is None else exact, exact
    if chosen.order and unrounded.order:  # ranked on something else than the figure: the margin is in that
        compared, compared_exact = chosen.order[-1], unrounded.order[-1]
    sign = 1 if case.rules.method.better is Better.HIGHER else -1
    key_exact = (unrounded.order or (sign * unrounded.value,)) if unrounded.ranked else None
    key_rounded = (published.order or (sign * shown,)) if published.ranked else None
    key = key_rounded if on_rounded else key_exact
    return _Ranked(shown, exact, key, key_exact, compared, compared_exact, _figure_words(published, shown))


def _figure_words(figure: Figure, value: Fraction) -> str:
    """The rule with its numbers, and the figure where the rule does not end with it."""
    shown = figure_text(value)
    if figure.worked.rpartition(" = ")[2] == shown:
        return figure.worked
    return f"{figure.worked}; the figure: {shown}" if "; " in figure.worked else f"{figure.worked} = {shown}"


def _shown(case: LotCase, figure: Figure) -> Fraction:
    """The figure after its rounding; a root is only ever shown rounded."""
    if figure.root == 1:
        return case.rules.policy.apply(Stage.FIGURE, figure.value)
    rule = case.rules.policy.rule(Stage.FIGURE)
    assert rule is not None
    return rounded_root(figure.value, figure.root, rule.places, rule.mode)


def _known_scores(
    case: LotCase, bid: str, ranked: _Ranked, tables: Tables, rounded: Total, exact: Total, *, told: bool
) -> BidScores:
    if not told:
        return _bid_scores(case, bid, ranked, rounded, ())
    reads = (ranked, tables.rounded[bid], rounded, exact, case.rules.tree, case.rules.policy)
    return case.workings.of(
        ("scores", case.rules.id, bid),
        (*reads, case.quality_only, case.prices.get(bid)),
        lambda: _bid_scores(case, bid, ranked, rounded, _scores(case, bid, tables, rounded, exact)),
    )


def _scores(case: LotCase, bid: str, tables: Tables, rounded: Total, exact: Total) -> tuple[Score, ...]:
    nodes = tuple(case.rules.nodes()) if not case.quality_only else _scorable(case)
    parents = {child.id: node.id for node in nodes if isinstance(node, Section) for child in node.children}
    places = places_of(case.rules.policy, *SUMMED)
    return tuple(
        _score(node, parents.get(node.id), tables.rounded[bid], rounded, exact, places) for node in nodes
    )


def _bid_scores(
    case: LotCase, bid: str, ranked: _Ranked, rounded: Total, scores: tuple[Score, ...]
) -> BidScores:
    points = {node: scored.points for node, scored in rounded.by_node.items()}
    price = case.prices[bid].amount if bid in case.prices else None
    return BidScores(
        total=ranked.total,
        total_exact=ranked.total_exact,
        key=ranked.key,
        key_exact=ranked.key_exact,
        compared=ranked.compared,
        compared_exact=ranked.compared_exact,
        price=price,
        points=points,
        scores=scores,
        worked=ranked.worked,
    )


def _score(
    node: Node, within: str | None, raw: Mapping[str, Raw], rounded: Total, exact: Total, places: int
) -> Score:
    ours, free = rounded.by_node[node.id], exact.by_node[node.id]
    is_leaf = isinstance(node, Leaf)
    return Score(
        criterion=node.id,
        title=node.title,
        within=within,
        section=not is_leaf,
        weight=node.weight,
        points=ours.points,
        points_exact=free.points,
        weighted=ours.weighted,
        weighted_exact=free.weighted,
        worked=raw[node.id].worked if is_leaf else _section_words(node, rounded, places),
        sources=raw[node.id].sources if is_leaf else (Source("tender.yaml", node.pointer),),
        reasons=raw[node.id].reasons if is_leaf else (),
        read=raw[node.id].read if is_leaf else None,
    )


def _section_words(node: Node, rounded: Total, places: int) -> str:
    """The figures under a section, added; and what it becomes where it is measured against the best."""
    children = node.children if isinstance(node, Section) else ()
    figures = [rounded.by_node[child.id].weighted for child in children]
    added = sum(figures, Fraction(0))
    said = " + ".join(at_least(figure_text(one), places) for one in figures)
    if len(figures) > 1:
        said = f"{said} = {at_least(figure_text(added), places)}"
    ours = rounded.by_node[node.id].weighted
    shown = at_least(figure_text(ours), places)
    if node.normalise:
        return f"{said}; against the best bid's, of {figure_text(node.weight)}: {shown}"
    return said if ours == added else f"{said}, rounded {shown}"
