"""The rules of a workbook as a tender folder has them, with its marks, prices and ranks.

What the map says beside the places of figures stands in the folder already, and is refused.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from bideval.errors import Finding, Source, error
from bideval.io.workbooks.live.lot_sheet import why_not
from bideval.io.workbooks.own.ruled import Ruled, everything
from bideval.model.evaluation import LotResult, Placing, PlacingStatus
from bideval.model.raw import closest
from bideval.model.rules import MarksFrom
from bideval.model.workbook_map import MapCriterion, WorkbookMap
from bideval.scoring.case import LotCase
from bideval.scoring.leaf_points import mark_of, raw_points
from bideval.scoring.lot_rules import Leaf, Node, Section
from bideval.scoring.own_book.figures import Key, Plan, Question, Role, figures_of
from bideval.scoring.own_book.worked import worked
from bideval.scoring.totals import HUNDRED

_FROM_FOLDER = ("weight", "scale", "formula", "with", "normalise")


def by_folder(found: WorkbookMap, file: str, case: LotCase, result: LotResult) -> Ruled:
    """Return the rules of a lot of a tender folder, with its marks, prices and ranks."""
    findings = [*_stated_twice(found, file), *_unlike(found, file, case, result)]
    reason = why_not(case, result)
    if reason is not None:
        message = f"the result of the folder cannot be followed in a workbook: {reason}"
        findings.append(
            error("BE730", message, "Check the workbook by a map without folder.", Source(file, "/folder"))
        )
    if findings:
        return Ruled(None, {}, tuple(findings))
    by_id = {one.id: one for one, _ in everything(found.criteria)}
    plan = Plan(
        bids=tuple(one.id for one in found.bids),
        questions=tuple(_of_node(one, by_id) for one in case.rules.tree),
        policy=case.rules.policy,
        marks_from=case.rules.marks_from or MarksFrom.CONSENSUS,
        is_higher_better=True,
        weights_total=case.rules.whole,
        decimals=found.decimals,
    )
    known = _known(plan, case, result)
    totals = worked(figures_of(plan), known, {}, plan.policy).right.values
    if any(totals.get(Key(Role.TOTAL, "", one.bid)) != one.total for one in _assessed(result)):
        message = "the result of the folder cannot be followed step by step"
        remedy = "Check the workbook by a map without folder."
        return Ruled(None, {}, (error("BE730", message, remedy, Source(file, "/folder")),))
    return Ruled(plan, known, ())


def _assessed(result: LotResult) -> list[Placing]:
    return [one for one in result.placings if one.status is PlacingStatus.ASSESSED]


def _stated_twice(found: WorkbookMap, file: str) -> Iterator[Finding]:
    """Report rules in a map that stand in its folder."""
    remedy = "Take it out: the folder has it. Or take folder out, and state all rules in the map."
    for name in ("weights_total", "rounding", "better", "marks"):
        if getattr(found, name) is not None:
            yield error("BE730", f"{name} stands in the folder too", remedy, Source(file, f"/{name}"))
    for one, at in everything(found.criteria):
        for name in _FROM_FOLDER:
            if getattr(one, "with_" if name == "with" else name):
                yield error(
                    "BE730",
                    f"{name} of {one.id} stands in the folder too",
                    remedy,
                    Source(file, f"{at}/{name}"),
                )


def _unlike(found: WorkbookMap, file: str, case: LotCase, result: LotResult) -> Iterator[Finding]:
    """Report criteria and bids that the folder does not have, and bids that the map leaves out."""
    nodes = {one.id for one in case.rules.nodes()}
    for one, at in everything(found.criteria):
        if one.id not in nodes:
            yield error(
                "BE730",
                f"{one.id} is no criterion of the folder",
                closest(one.id, tuple(nodes)),
                Source(file, f"{at}/id"),
            )
    assessed = {one.bid for one in _assessed(result)}
    for place, bid in enumerate(found.bids):
        if bid.id not in assessed:
            remedy = f"Assessed are: {', '.join(sorted(assessed))}. A map is of these."
            yield error(
                "BE730",
                f"{bid.id} is no assessed bid of the folder",
                remedy,
                Source(file, f"/bids/{place}/id"),
            )
    missing = sorted(assessed - {one.id for one in found.bids})
    if missing:
        remedy = "Add them with their places: prices and ranks are compared among all."
        yield error("BE730", f"the map leaves out {', '.join(missing)}", remedy, Source(file, "/bids"))


def _of_node(node: Node, by_id: Mapping[str, MapCriterion]) -> Question:
    """A criterion of the folder, in the units in which the workbook has its points."""
    out_of = by_id[node.id].points_out_of if node.id in by_id else HUNDRED
    if isinstance(node, Section):
        return Question(node.id, out_of=out_of, parts=tuple(_of_node(one, by_id) for one in node.children))
    return Question(
        id=node.id,
        weight=node.weight,
        scale=node.scale,
        formula=node.formula,
        with_=node.with_,
        to_best=node.normalise,
        is_measured=node.scale is None and node.formula is None,
        out_of=out_of,
    )


def _known(plan: Plan, case: LotCase, result: LotResult) -> dict[Key, Fraction]:
    """Weights, marks, prices, measured points and ranks of the folder."""
    known: dict[Key, Fraction] = {}
    for leaf in case.rules.leaves():
        known[Key(Role.WEIGHT, leaf.id)] = leaf.weight
        for bid in plan.bids:
            role, value = _of_leaf(case, leaf, bid)
            known[Key(role, leaf.id, bid)] = value
    for one in _assessed(result):
        known[Key(Role.RANK, "", one.bid)] = Fraction(one.rank or 0)
    return known


def _of_leaf(case: LotCase, leaf: Leaf, bid: str) -> tuple[Role, Fraction]:
    if leaf.scale is not None:
        return Role.MARK, mark_of(case, bid, leaf).value
    if leaf.formula is not None:
        return Role.PRICE, case.prices[bid].amount
    return Role.RAW, raw_points(case, bid, leaf).points
