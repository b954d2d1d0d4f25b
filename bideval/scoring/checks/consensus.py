"""Agreed marks: a reason that is one, and a move away from the marks that is explained.

Source: courts have set awards aside where reasons only repeated the scale's words
or did not show how consensus moved.  A reason is needed; whether one is enough is for
people to judge, and a warning.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from bideval.errors import Finding, Source, error, warning
from bideval.model.marking import Consensus, Mark
from bideval.model.numbers import decimal_text
from bideval.model.scale import Scale
from bideval.scoring.checks.board import EVERY, Board

FILE = "consensus.csv"
Given = list[tuple[str, int, Fraction]]  # lot, row and mark


def check_consensus(
    board: Board, marks: Sequence[tuple[int, Mark]], agreed: Sequence[tuple[int, Consensus]]
) -> Iterator[Finding]:
    """Warn of agreed marks without a reason of their own, or moved without a word.

    ``marks`` and ``agreed`` are the rows that stand, with their index in the file.
    """
    unexplained = [(index, row) for index, row in agreed if not row.why_moved.strip()]
    given = _marks_on(marks, {(row.criterion, row.bid) for _, row in unexplained})
    for index, row in agreed:
        yield from _reason(board, index, row)
    for index, row in unexplained:
        yield from _moved(board, index, row, given[row.criterion, row.bid])


def _reason(board: Board, index: int, row: Consensus) -> Iterator[Finding]:
    place = Source(FILE, f"/{index}/reason")
    reason = words_alone(row.reason)
    if not reason.strip():
        yield error(
            "BE375",
            f"the agreed mark of {row.bid} on {row.criterion} has no reason",
            "Say what in the bid the mark rests on.",
            place,
        )
        return
    for scale in board.verdict(row.lot, row.criterion, row.bid).scales:
        descriptor = repeated(scale, row.reason)
        if descriptor is not None:
            yield warning(
                "BE361",
                f"the reason for the mark of {row.bid} on {row.criterion} only repeats the scale: "
                f"{descriptor!r}",
                "Say what in the bid the mark rests on, beyond the words of the scale.",
                place,
            )
            return


def repeated(scale: Scale, text: str) -> str | None:
    """Return the descriptor that ``text`` only repeats, of any mark, if it does.  Blank text repeats none."""
    said = words_alone(text)
    found = (one.words for one in scale.marks if one.words is not None and said in _published(one.words))
    return next(found, None) if said.strip() else None


@lru_cache(maxsize=256)
def _published(words: str) -> str:
    """The words of a descriptor, which are asked for again with every mark."""
    return words_alone(words)


def words_alone(text: str) -> str:
    """Return the words alone, between spaces, so that one text can be looked for in another."""
    letters = "".join(one if one.isalnum() else " " for one in text.casefold())
    return f" {' '.join(letters.split())} "


def _marks_on(
    marks: Sequence[tuple[int, Mark]], wanted: set[tuple[str, str]]
) -> dict[tuple[str, str], Given]:
    """The individual marks on each wanted criterion and bid."""
    found: dict[tuple[str, str], Given] = defaultdict(list)
    for index, mark in marks if wanted else ():
        if (mark.criterion, mark.bid) in wanted:
            found[mark.criterion, mark.bid].append((mark.lot, index, mark.mark))
    return found


def _moved(board: Board, index: int, row: Consensus, given: Given) -> Iterator[Finding]:
    meant = {*board.lots_meant(row.lot, row.bid), EVERY}
    marks = [(mark, at) for lot, at, mark in given if lot in meant]
    if not marks:
        return
    lowest, highest = min(marks), max(marks)
    if lowest[0] <= row.mark <= highest[0]:
        return
    nearest = lowest if row.mark < lowest[0] else highest
    yield warning(
        "BE362",
        f"{row.bid} was agreed {decimal_text(row.mark)} on {row.criterion}, outside the marks given, "
        f"{decimal_text(lowest[0])} to {decimal_text(highest[0])}, and why_moved is blank",
        "Say under why_moved what moved the panel.",
        Source(FILE, f"/{index}/mark"),
        Source("marks.csv", f"/{nearest[1]}/mark"),
    )
