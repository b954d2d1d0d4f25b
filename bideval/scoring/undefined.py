"""Findings about rules that cannot be applied to a bid: a mark, a field or a price is missing or unfit.

Each is placed where the thing to put right stands, and beside it the rule that reads
it.  What only follows from a finding of the checks is left out: a mark under a misspelt
name, a mark off its scale, a price below zero or one that its own parts contradict.

Nothing is decided here, and nothing put right.
"""

from collections.abc import Iterator

from bideval.errors import Finding, GuardError, Source, error
from bideval.model.numbers import figure_text
from bideval.model.rules import MarksFrom, Stage
from bideval.model.units import JUDGED
from bideval.scoring.case import LotCase
from bideval.scoring.formulas.entry import PriceField
from bideval.scoring.leaf_points import MissingMarkError, leaf_places, raw_points
from bideval.scoring.lot_rules import Leaf, Reads, leaf_reads_price
from bideval.scoring.measure_figures import MissingFieldError, UnfitFieldError
from bideval.scoring.not_stated import also_unstated, bid_place, is_of_the_bid
from bideval.scoring.prices import evaluated_price
from bideval.scoring.published import for_lot
from bideval.scoring.weights import Family, everything

TENDER = "tender.yaml"
MARKS, CONSENSUS = "marks.csv", "consensus.csv"
PRICE = "price.evaluated"


def guard_finding(
    problem: GuardError, bid: str, what: str, source: Source, read: tuple[Source, ...] = (), also: str = ""
) -> Finding:
    """Say that a rule cannot be applied to a bid, and why; ``source`` is the rule.

    ``read`` are the places that the rule reads; ``also`` says what else it lacks.
    """
    if isinstance(problem, MissingMarkError):
        return error(
            "BE452",
            f"{bid} lacks {problem.words}",
            f"Add it to {problem.path}. A missing mark is never read as zero.",
            Source(problem.path, ""),
            source,
        )
    if isinstance(problem, MissingFieldError):
        return _missing(problem, bid, what, source, also)
    path = problem.path if isinstance(problem, UnfitFieldError) else ""
    return error(
        "BE450",
        f"{what} is not defined for {bid}: {problem.reason}",
        "Check the figures against the bid. If they are right, the published rules must say what follows.",
        _read_at(bid, path, read) or bid_place(bid, path),
        source,
    )


def _read_at(bid: str, path: str, read: tuple[Source, ...]) -> Source | None:
    """The first figure read of the field at ``path``; of any field of the bid where none is named."""
    name = path.rpartition(".")[2]
    its = [place for place in read if place.file == f"bids/{bid}.yaml"]
    return next((place for place in its if not name or place.pointer.endswith(f"/{name}")), None)


def _missing(problem: MissingFieldError, bid: str, what: str, source: Source, also: str) -> Finding:
    if problem.path.startswith("tender."):
        remedy = (
            "State it as published, such as contract: {value: 600000, years: 3}. Nothing is "
            "assumed in its place."
        )
        return error("BE451", f"{what} reads {problem.words}, which is not stated", remedy, source)
    message = f"{what} cannot be worked out for {bid}: {problem.reason}"
    remedy = " ".join(filter(None, (_remedy(problem, bid), also)))
    if is_of_the_bid(problem):
        remedy = f"{remedy} {_what_follows(bid, what, source)}"
    return error("BE451", message, remedy, bid_place(bid, problem.path), source)


def _what_follows(bid: str, rule: str, source: Source) -> str:
    """What settles it where the bid states no figure: a published rule, or a decision on a gate."""
    if "/gates/" not in source.pointer:
        return "If it states none, a published when_missing on the criterion says how many points it gets."
    return (
        "If it states none, a published when_missing: fail on the gate says what follows, or a decision "
        f"settles it: {{id: ID, kind: waive, mitigate, keep or disregard, bid: {bid}, gate: {rule}, "
        "reason: WHY, by: WHO, at: WHEN}."
    )


def _remedy(problem: MissingFieldError, bid: str) -> str:
    nothing = "Nothing is assumed in its place."
    if problem.path.startswith(JUDGED):
        question = problem.path.removeprefix(JUDGED)
        return (
            f"Record it in decisions.yaml: {{id: ID, kind: judge, bid: {bid}, question: {question}, "
            f"to: WORD, reason: WHY, by: WHO, at: WHEN}}. {nothing}"
        )
    if problem.because:
        return (
            f"If the bid holds other evidence that the published rule counts, add it ({problem.path}). "
            f"{nothing}"
        )
    return f"Add it to the bid as submitted ({problem.path}). {nothing}"


# Marks and measures


def unmarked(case: LotCase, bids: tuple[str, ...]) -> Iterator[Finding]:
    """Report every criterion that has no points for a bid, but for the price formulas."""
    yield from _no_mark_at_all(case, bids)
    for bid in bids:
        for leaf, problem in _without_points(case, bid):
            if not is_follow_on(case, problem, bid, leaf):
                places = leaf_places(case, bid, leaf)
                also = also_unstated(case, bid, leaf.measure, problem)
                yield guard_finding(problem, bid, leaf.id, Source(TENDER, leaf.pointer), places, also)


def untested_minimum(case: LotCase, problem: GuardError, bid: str) -> tuple[Finding, ...]:
    """Return why the minimums could not be tested on ``bid``: the criteria without points, if it is they."""
    if next(_without_points(case, bid), None) is not None:
        return tuple(unmarked(case, (bid,)))
    return (guard_finding(problem, bid, "a minimum", Source(TENDER, "/criteria")),)


def _without_points(case: LotCase, bid: str) -> Iterator[tuple[Leaf, GuardError]]:
    for leaf in _unpriced_leaves(case):
        try:
            raw_points(case, bid, leaf)
        except GuardError as problem:
            yield leaf, problem


def _unpriced_leaves(case: LotCase) -> Iterator[Leaf]:
    """The leaves whose points need no other bid's price."""
    for leaf in case.rules.leaves():
        if leaf.formula is None and not (case.quality_only and leaf_reads_price(leaf)):
            yield leaf


def is_follow_on(case: LotCase, problem: GuardError, bid: str, leaf: Leaf | None = None) -> bool:
    """Say whether the checks report the cause of ``problem`` already."""
    if isinstance(problem, MissingMarkError):
        no_rule = case.rules.marks_from is None
        return no_rule or not _mark_rows(case) or (leaf is not None and _is_misnamed(case, bid, leaf.id))
    if isinstance(problem, MissingFieldError):
        return problem.path == PRICE  # found where prices are missing
    return leaf is not None and leaf.reads is Reads.MARK  # off its scale


def _marks_file(case: LotCase) -> str:
    return MARKS if case.rules.marks_from not in {None, MarksFrom.CONSENSUS} else CONSENSUS


def _mark_rows(case: LotCase) -> tuple[tuple[str, str], ...]:
    """The criterion and bid of every row that could hold the mark that governs."""
    rows = case.inputs.consensus if _marks_file(case) == CONSENSUS else case.inputs.marks
    return tuple((row.criterion, row.bid) for row in rows)


def _is_misnamed(case: LotCase, bid: str, criterion: str) -> bool:
    """Whether a row that names something unknown may be the one that is missed."""
    tender = case.inputs.tender
    families = [tender.criteria, *(lot.criteria or () for lot in tender.lots)]
    known = {one.id for family in families for one, _ in everything(Family(family, ""))}
    return any(
        (its_bid == bid and its_criterion not in known)
        or (its_criterion == criterion and its_bid not in case.inputs.bids)
        for its_criterion, its_bid in _mark_rows(case)
    )


def _no_mark_at_all(case: LotCase, bids: tuple[str, ...]) -> Iterator[Finding]:
    """One finding where nobody has marked anything yet."""
    marked = any(leaf.reads is Reads.MARK for leaf in _unpriced_leaves(case))
    if _mark_rows(case) or not marked or not bids or case.rules.marks_from is None:
        return
    file = _marks_file(case)
    columns = "criterion,bid,mark,reason" if file == CONSENSUS else "criterion,bid,evaluator,mark"
    kind = "consensus mark" if file == CONSENSUS else "mark"
    yield error(
        "BE452",
        f"there is no {kind} yet, and the tender has marked questions",
        f"Add {file} with the columns {columns} and a row for each bid and question. "
        "A missing mark is never read as zero.",
        Source(file, ""),  # alone, so that it is said once for all lots
    )


# Prices


def has_price_findings(case: LotCase, bid: str) -> bool:
    """Say whether the price of ``bid`` has findings of its own, which the checks report."""
    return bool(evaluated_price(case.inputs, case.rules.id, bid)[1])


def is_reported(case: LotCase, bid: str) -> bool:
    """Say whether the checks report what keeps ``bid`` from being scored."""
    price = case.prices.get(bid)
    below_zero = price is not None and price.amount < 0
    unusable = below_zero or has_price_findings(case, bid) or _is_for_unknown_lot(case, bid)
    return unusable or any(_without_points(case, bid))


def unpriced(case: LotCase, bids: tuple[str, ...]) -> Iterator[Finding]:
    """Report every bid that needs a price and has none."""
    if case.quality_only or not case.rules.reads_price():
        return
    lot = case.rules.id
    for bid in bids:
        if bid in case.prices or has_price_findings(case, bid) or _is_for_unknown_lot(case, bid):
            continue
        scheduled = any(line.lot in {lot, "*"} for line in case.inputs.schedule)
        file = f"prices/{bid}.csv" if scheduled else f"prices/{bid}.yaml"
        holds = "a rate for each line of schedule.csv" if scheduled else f"lots: {{{lot}: {{amount: ...}}}}"
        yield error(
            "BE453",
            f"{bid} has no price{for_lot(lot)}",
            f"Add {file} with {holds}, or score quality alone with --stage quality while "
            "prices are unopened.",
            Source(file, "" if scheduled else f"/lots/{lot}"),
            Source(f"bids/{bid}.yaml", ""),
        )


def _is_for_unknown_lot(case: LotCase, bid: str) -> bool:
    """Whether the price of ``bid`` may be the one that stands under a lot that there is not."""
    sheet = case.inputs.prices.get(bid)
    return sheet is not None and not set(sheet.lots) <= set(case.inputs.lot_ids)


def without_price_points(case: LotCase, bids: tuple[str, ...]) -> Iterator[Finding]:
    """Report every price for which a published formula is not defined."""
    for leaf in case.rules.leaves():
        for bid in bids if leaf.formula is not None and not case.quality_only else ():
            if bid in case.prices:
                yield from _no_points(case, leaf, bid)


def _no_points(case: LotCase, leaf: Leaf, bid: str) -> Iterator[Finding]:
    formula = leaf.formula
    assert formula is not None
    price = case.rules.policy.apply(Stage.PRICE, case.prices[bid].amount, leaf.id)
    reason = formula.guard(PriceField((price,)), leaf.with_)
    if reason is None or price < 0 or not reason.startswith(f"the price {figure_text(price)} "):
        return  # defined, reported as below zero, or undefined for another reason than this price
    yield error(
        "BE454",
        f"{formula.id} is not defined for the price of {bid}: {reason}",
        "Check the price against the bid. If it is right, the published rules must say what follows; "
        "nothing is clipped or replaced.",
        case.prices[bid].sources[0],
        Source(TENDER, f"{leaf.pointer}/formula"),
    )


def field_finding(case: LotCase, problem: GuardError) -> Finding:
    """Say that a formula or method is not defined for the assessed bids together."""
    method = Source(TENDER, f"{case.rules.pointer}/method")
    if problem.bid is not None:
        price = case.prices.get(problem.bid)
        found = guard_finding(problem, problem.bid, case.rules.method.id, method)
        is_price = price is not None and price.amount <= 0
        return found._replace(sources=(price.sources[0], method)) if price and is_price else found
    message = f"the bids{for_lot(case.rules.id)} cannot be scored together: {problem.reason}"
    remedy = (
        "Check the prices against the bids. If they are right, the published rules must say what follows; "
        "nothing is clipped or replaced."
    )
    return error("BE454", message, remedy, Source(TENDER, case.rules.pointer))
