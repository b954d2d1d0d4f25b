"""Rows of marks.csv and consensus.csv: what they name, and the mark itself.

A wrong name is reported once, at its first row, with the number of rows that have it.
A mark off its scale is reported for each row that stands; a row that a later one
replaces stays in the file as it was written.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from bideval.errors import Finding, Source, error, warning
from bideval.model.inputs import Inputs
from bideval.model.marking import Mark
from bideval.model.numbers import decimal_text
from bideval.model.rules import MarksFrom
from bideval.scoring.checks.board import Board, Fault, board_of
from bideval.scoring.checks.consensus import check_consensus
from bideval.scoring.checks.given_marks import check_given
from bideval.scoring.checks.known import Nearby
from bideval.scoring.checks.mark_rows import Rows, Standing, check_given_twice, check_replaced
from bideval.scoring.checks.markers import check_markers
from bideval.scoring.checks.missing_marks import check_missing
from bideval.scoring.checks.moves import check_moves
from bideval.scoring.checks.quorum import check_quorum
from bideval.scoring.governing import unsuperseded
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.workings import FRESH, Workings

MARKS, CONSENSUS = "marks.csv", "consensus.csv"
Fit = tuple[tuple[int, ...], Fraction]  # a mark on the scales of a verdict


def check_marks(inputs: Inputs, lots: tuple[LotRules, ...], workings: Workings = FRESH) -> Iterator[Finding]:
    """Report everything about marks, agreed marks, evaluators and assignments.

    Where so many rows name what there is not that they are not listed one by one, the
    file is of another tender, and nothing more is looked for in it.
    """
    board = board_of(inputs, lots)
    reads = _read_by(board)
    first, is_flooded = workings.of(("marks", "first"), reads, lambda: _first(board, workings))
    yield from first
    if is_flooded:
        return
    yield from check_missing(inputs, lots, board, list(unsuperseded(inputs.marks)))
    yield from workings.of(("marks", "last"), reads, lambda: _last(board, workings))


def _read_by(board: Board) -> tuple[object, ...]:
    """Everything that the rows are held against; not the weights of the criteria, nor any price."""
    return (board.inputs.consensus, *_read_by_given(board))


def _read_by_given(board: Board) -> tuple[object, ...]:
    """The same of what is held against individual marks alone."""
    inputs = board.inputs
    rows = (inputs.marks, inputs.evaluators, inputs.assignments, inputs.declarations)
    lots = (inputs.lot_ids, bool(inputs.tender.lots), inputs.tender.marks)
    return (*rows, *lots, inputs.bids, board.compiled, board.criteria, board.scales)


def _first(board: Board, workings: Workings) -> tuple[tuple[Finding, ...], bool]:
    """What is wrong with single rows, and whether so much is that nothing more is looked for."""
    inputs = board.inputs
    names = (*_names(board, MARKS, inputs.marks), *_names(board, CONSENSUS, inputs.consensus))
    if board.is_flooded():
        return names, True
    given, agreed = list(unsuperseded(inputs.marks)), list(unsuperseded(inputs.consensus))
    found = (
        *names,
        *workings.of(
            ("marks", "given"),
            _read_by_given(board),
            lambda: tuple(_rows(board, MARKS, inputs.marks, given)),
        ),
        *_rows(board, CONSENSUS, inputs.consensus, agreed),
        *_people(inputs, board),
        *_use(inputs, board),
        *_bare(inputs, given),
        *check_consensus(board, given, agreed),
        *check_quorum(inputs, agreed),
    )
    return found, False


def _last(board: Board, workings: Workings) -> tuple[Finding, ...]:
    """What is wrong with marks beside one another."""
    given = list(unsuperseded(board.inputs.marks))
    agreed = list(unsuperseded(board.inputs.consensus))
    return (
        *workings.of(
            ("marks", "markers"),
            _read_by_given(board),
            lambda: tuple(check_markers(board.inputs, board, given)),
        ),
        *check_moves(board, given, agreed),
        *check_given(board, given, agreed),
    )


def _rows(board: Board, file: str, rows: Rows, standing: Standing) -> Iterator[Finding]:
    yield from check_replaced(file, rows)
    yield from check_given_twice(file, rows, standing)
    yield from _scales(board, file, standing)


def _names(board: Board, file: str, rows: Rows) -> Iterator[Finding]:
    """Report lots, criteria, bids and evaluators that rows name and there are not."""
    found: dict[Fault, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        for fault in board.verdict(row.lot, row.criterion, row.bid).faults:
            found[fault].append(index)
    for fault, indices in found.items():
        beside = (Source(f"bids/{fault.beside}.yaml", "/lots"),) if fault.beside else ()
        place = Source(file, f"/{indices[0]}/{fault.column}")
        yield error(fault.code, f"{fault.message}{_and_more(indices)}", fault.remedy, place, *beside)


def _and_more(indices: list[int]) -> str:
    return f" (in {len(indices)} rows; this is the first)" if len(indices) > 1 else ""


def _people(inputs: Inputs, board: Board) -> Iterator[Finding]:
    """Report evaluators that marks and consensus name and evaluators.csv does not."""
    if not inputs.evaluators:
        yield from _nobody(inputs)
        return
    unknown: dict[str, list[int]] = defaultdict(list)
    for index, mark in enumerate(inputs.marks):
        if mark.evaluator not in board.people:
            unknown[mark.evaluator].append(index)
    nearby = Nearby(board.people)
    for name, indices in unknown.items():
        message = f"there is no evaluator {name}{_and_more(indices)}"
        yield error("BE352", message, nearby.remedy(name), Source(MARKS, f"/{indices[0]}/evaluator"))
    for index, row in enumerate(inputs.consensus):
        for name in row.agreed_by:
            if name not in board.people:
                message = f"{name} is said to have agreed to a mark, and is not an evaluator"
                place = Source(CONSENSUS, f"/{index}/agreed_by")
                yield error("BE360", message, nearby.remedy(name), place)


def _nobody(inputs: Inputs) -> Iterator[Finding]:
    agreed = next((index for index, row in enumerate(inputs.consensus) if row.agreed_by), None)
    for file, place in (
        (MARKS, "/0/evaluator" if inputs.marks else None),
        (CONSENSUS, None if agreed is None else f"/{agreed}/agreed_by"),
    ):
        if place is not None:
            yield error(
                "BE363",
                f"{file} names evaluators, and there is no evaluators.csv with anybody in it",
                "Add evaluators.csv with the columns id,name,role: names stand there and nowhere else.",
                Source(file, place),
            )


def _scales(board: Board, file: str, standing: Standing) -> Iterator[Finding]:
    """Report marks that are not on the scale of their question."""
    fits: dict[Fit, bool] = {}
    for index, row in standing:
        verdict = board.verdict(row.lot, row.criterion, row.bid)
        key = verdict.key, row.mark
        if key not in fits:
            fits[key] = all(scale.has(row.mark) for scale in verdict.scales)
        if not fits[key]:
            scale = next(one for one in verdict.scales if not one.has(row.mark))
            yield error(
                "BE356",
                f"the mark {decimal_text(row.mark)} of {row.bid} on {row.criterion} is not on its scale, "
                f"which has {scale.words()}",
                "Correct the mark to what was given. A mark between two marks of the scale is none of them.",
                Source(file, f"/{index}/mark"),
            )


def _use(inputs: Inputs, board: Board) -> Iterator[Finding]:
    """Warn of files that no rule reads."""
    if board.compiled == board.lots and not board.scales:
        for file, rows in ((MARKS, inputs.marks), ("assignments.csv", inputs.assignments)):
            if rows:
                yield _unread(file, "no criterion is a marked question")
    rule = inputs.tender.marks
    if inputs.consensus and rule is not None and rule.from_ is not MarksFrom.CONSENSUS:
        yield _unread(CONSENSUS, f"the published rule takes the {rule.from_.value} of the marks")
    elif inputs.consensus and board.compiled == board.lots and not board.scales:
        yield _unread(CONSENSUS, "no criterion is a marked question")


def _bare(inputs: Inputs, given: Sequence[tuple[int, Mark]]) -> Iterator[Finding]:
    """Warn once of marks without a word beside them."""
    bare = [index for index, row in given if not row.strengths and not row.weaknesses]
    if bare:
        yield warning(
            "BE368",
            f"{len(bare)} of {len(inputs.marks)} marks have neither strengths nor weaknesses beside them",
            "Add what the mark rests on: an assessment has to explain every score.",
            Source(MARKS, f"/{bare[0]}/strengths"),
        )


def _unread(file: str, why: str) -> Finding:
    message = f"{file} is read by no rule: {why}"
    return warning(
        "BE366", message, "Check that the tender is complete, or take the file away.", Source(file, "")
    )
