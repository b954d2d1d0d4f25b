"""Marks that the published rule asks for: who has to mark what, and who has not.

With a mean or median every evaluator marks every question, or those that
assignments.csv gives to them; not bids about whose bidder they declared a conflict.  With
``single`` one person marks a question; without an assignment nobody knows who, and a
question that no one marked is found where it is scored.  A missing mark is never read as
zero.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bideval.errors import Finding, Source, error
from bideval.model.inputs import Inputs
from bideval.model.marking import Mark, Stage
from bideval.model.rules import MarksFrom, Phase
from bideval.scoring.admission import admit
from bideval.scoring.case import LotCase
from bideval.scoring.checks.board import EVERY, Board
from bideval.scoring.checks.known import Nearby
from bideval.scoring.checks.mark_rows import overlaps
from bideval.scoring.interests import interests_of
from bideval.scoring.lot_rules import LotRules, Reads, reads_price
from bideval.scoring.prices import evaluated_price

MARKS, ASSIGNMENTS = "marks.csv", "assignments.csv"
EVALUATOR = "evaluator"  # the role that marks; a chair, moderator or observer marks only what is assigned
BEFORE_MARKS = (Phase.EXCLUSION, Phase.CONDITIONS)


def check_missing(
    inputs: Inputs, lots: tuple[LotRules, ...], board: Board, marks: Sequence[tuple[int, Mark]]
) -> Iterator[Finding]:
    """Report assignments of nothing, marks that are missing, and questions marked by two.

    ``marks`` are the rows that stand, with their index in the file.
    """
    yield from _assignments(inputs, board)
    rule = inputs.tender.marks.from_ if inputs.tender.marks else MarksFrom.CONSENSUS
    if rule is MarksFrom.CONSENSUS:
        return
    given = {row[:4] for _, row in marks}
    for rules in lots:
        yield from _missing(inputs, rules, rule, given)
    if rule is MarksFrom.SINGLE:
        yield from _marked_by_two(inputs, marks)


def needs_marks(inputs: Inputs, rules: LotRules) -> frozenset[str]:
    """Return the bids of a lot that are marked: received, and through the gates before the minimums."""
    early = tuple(gate for gate in rules.gates if gate.rule.phase in BEFORE_MARKS)
    bids = {bid.id: bid for bid in inputs.bids_for(rules.id)}
    prices = {}
    if any(reads_price(gate.measure) for gate in early):
        found = {bid: evaluated_price(inputs, rules.id, bid)[0] for bid in bids}
        prices = {bid: price for bid, price in found.items() if price is not None}
    unmarked = rules._replace(gates=early, tree=(), with_={})  # no minimum is left to test
    return frozenset(admit(LotCase(inputs, unmarked, bids, prices, {}, quality_only=False)).assessed)


def _missing(
    inputs: Inputs, rules: LotRules, rule: MarksFrom, given: set[tuple[str, str, str, str]]
) -> Iterator[Finding]:
    questions = [leaf for leaf in rules.leaves() if leaf.reads is Reads.MARK]
    interests = interests_of(inputs)
    everybody = tuple(sorted(one.id for one in inputs.evaluators if one.role == EVALUATOR))
    if rule is MarksFrom.SINGLE and not inputs.assignments:
        return
    wanted = sorted(needs_marks(inputs, rules)) if questions else []
    for leaf in questions:
        people = _assigned(inputs, rules.id, leaf.id) if inputs.assignments else everybody
        for bid in wanted:
            for person in people:
                if (rules.id, leaf.id, bid, person) in given or (EVERY, leaf.id, bid, person) in given:
                    continue
                if interests.conflict(person, bid, Stage.MARKING) is not None:
                    continue
                yield error(
                    "BE364",
                    f"{person} has not marked {bid} on {leaf.id}{_in_lot(inputs, rules.id)}",
                    "Add the mark as it was given, or narrow who marks what in assignments.csv. "
                    "A missing mark is never read as zero.",
                    Source(MARKS, ""),
                    Source("tender.yaml", leaf.pointer),
                )


def _in_lot(inputs: Inputs, lot: str) -> str:
    return f" in lot {lot}" if inputs.tender.lots else ""


def _assigned(inputs: Inputs, lot: str, criterion: str) -> tuple[str, ...]:
    """Who is to mark a question of a lot, where assignments say."""
    return tuple(sorted({row.evaluator for row in inputs.assignments if row.is_about(lot, criterion)}))


def _assignments(inputs: Inputs, board: Board) -> Iterator[Finding]:
    lots, people = board.lots | {EVERY}, Nearby(board.people)
    for index, row in enumerate(inputs.assignments):
        for column, value, known, nearby in (
            ("evaluator", row.evaluator, board.people, people),
            ("lot", row.lot, lots, board.like_lots),
            ("criterion", row.criterion, board.criteria | {EVERY}, board.like_criteria),
        ):
            if value not in known:
                message = f"an assignment names the {column} {value}, which there is not"
                place = Source(ASSIGNMENTS, f"/{index}/{column}")
                yield error("BE367", message, nearby.remedy(value), place)


def _marked_by_two(inputs: Inputs, marks: Sequence[tuple[int, Mark]]) -> Iterator[Finding]:
    """With ``single`` a second evaluator's mark would have to be chosen between."""
    grouped: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for index, row in marks:
        grouped[row.criterion, row.bid].append((row.lot, index))
    for (criterion, bid), group in grouped.items():
        for later, first in overlaps(group):
            people = inputs.marks[first].evaluator, inputs.marks[later].evaluator
            if people[0] != people[1]:
                yield error(
                    "BE365",
                    f"{people[0]} and {people[1]} both marked {bid} on {criterion}, and the published rule "
                    "takes a single evaluator's mark",
                    "Remove the mark that is not the assigned evaluator's, or state the published rule: "
                    "marks: {from: consensus}, mean or median.",
                    Source(MARKS, f"/{later}/evaluator"),
                    Source(MARKS, f"/{first}/evaluator"),
                )
