"""Answers of the analyses for people: each question, its sentence, how far it is established, its figures.

The page of all questions is short: it shows small tables alone, and ``--ask`` prints
everything.  Fits 100 columns where ids are of common length.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bideval.analysis.answer import Answer, Basis, Cell, Table, Verdict
from bideval.analysis.ask import LotAnswers
from bideval.analysis.award_words import listed
from bideval.analysis.pictures import Map
from bideval.analysis.registry import ANALYSES
from bideval.model.evaluation import Evaluation, LotResult, LotStatus
from bideval.report.evaluation_text import ILLUSTRATION, notes_text, sentence
from bideval.report.tables import aligned, money_text, most_decimals, name_text, one_line, table_text, wrapped
from bideval.report.terminal_map import map_lines

TOGETHER = (
    "The lots are awarded together. What is said of a lot below is said of its ranking alone: that a bid "
    "wins means that it ranks first there. A change of it may move the award of other lots, or of none, as "
    "the award rules say."
)
_OF_ALL_LOTS = (
    "allocate {} --weights   what moves of weight change the award of a lot",
    "allocate {} --rules-cost --without-each-bidder   the award without each rule, and each bidder",
    "whatif {} --award-rule ID=N   the award under another weight, gate, price or rule",
)
_FEW = 6  # rows of a table that the page of all questions shows
_WIDTH = 100
_PLACES = 4  # decimals at most; exact values are in the JSON
_PLAIN_VERDICTS = frozenset({Verdict.NOT_ESTABLISHED, Verdict.DOES_NOT_APPLY})


def answers_text(
    evaluation: Evaluation,
    lots: Sequence[LotAnswers],
    settings: str,
    folder: str,
    *,
    whole: bool,
    draw: bool = False,
) -> str:
    """Return the page; ``whole`` prints every row, and ``settings`` says which weights are explored.

    With ``draw`` a map of two weights is drawn in letters, where every row is printed.
    """
    head = [name_text(evaluation.title)]
    if evaluation.illustration:
        head.insert(0, ILLUSTRATION)
    blocks = ["\n".join(head)]
    results = {result.id: result for result in evaluation.lots}
    together = any(one.status is LotStatus.NEEDS_ALLOCATION for one in evaluation.lots)
    if together:
        blocks.append("\n".join(wrapped(TOGETHER, "")))
    for lot in lots:
        single = len(lots) == 1
        blocks += _lot(lot, results[lot.lot], evaluation.currency, single=single, whole=whole, draw=draw)
    explored = f"Where ranges of weights are explored: {settings}. They are explored for testing; that they "
    blocks.append("\n".join(wrapped(f"{explored}were open to the authority is not said.", "")))
    blocks.append(f"Inputs {evaluation.digest}")
    after = [] if whole else [f"bideval sensitivity {folder} --ask ID", "bideval sensitivity --list"]
    after += [f"bideval {one.format(folder)}" for one in _OF_ALL_LOTS] if together else []
    if after:
        blocks.append("\n  ".join(["Next:", *after]))
    return "\n\n".join(blocks)


def _lot(
    lot: LotAnswers, result: LotResult, currency: str, *, single: bool, whole: bool, draw: bool
) -> Iterator[str]:
    if not single:
        yield f"Lot {lot.lot}: {name_text(lot.title)}"
    yield sentence(result, currency)
    if result.status is LotStatus.PROVISIONAL:
        yield from notes_text(result)
    said: dict[str, str] = {}  # what does not apply, by the question that says so first
    for analysis in dict.fromkeys(answer.analysis for answer in lot.answers):
        answers = [answer for answer in lot.answers if answer.analysis == analysis]
        fresh = answers if whole else [one for one in answers if one.sentence not in said]
        before = sorted({said[one.sentence] for one in answers if one.sentence in said})
        for one in answers:
            if one.verdict is Verdict.DOES_NOT_APPLY:
                said.setdefault(one.sentence, analysis)
        yield "\n".join(_question(analysis, fresh, before, whole=whole, draw=draw))


def _question(
    analysis: str, answers: Sequence[Answer], before: Sequence[str], *, whole: bool, draw: bool
) -> Iterator[str]:
    """A question with its answers; ``before`` are the questions that say already what is not repeated."""
    yield from wrapped(f"{ANALYSES[analysis].question} ({analysis})", "")
    if not answers:
        yield f"  As said under {listed(before)}."
    heads = tuple(dict.fromkeys(answer.headed for answer in answers if answer.headed))
    for head in heads:
        yield from wrapped(head, "  ")
    for answer in answers:
        yield from wrapped(f"{answer.sentence} {badge(answer)}", "  ")
        if whole and draw and isinstance(answer.picture, Map):
            yield from ("", *(f"    {line}" for line in map_lines(answer.picture)))
        for table in answer.tables if whole else answer.tables[:1]:
            yield from whole_table(table) if whole else _short_table(table)
    if whole:
        for note in dict.fromkeys(note for answer in answers for note in answer.notes):
            if note not in heads:
                yield from wrapped(f"Note: {note}", "  ")


def badge(answer: Answer) -> str:
    """How far the answer is established, and by what."""
    if answer.verdict in _PLAIN_VERDICTS or answer.basis is Basis.NONE:
        return f"[{answer.verdict.value}]"
    return f"[{answer.verdict.value}: {answer.basis.value}]"


def _short_table(table: Table) -> Iterator[str]:
    """A table of few rows that fits the page; others are for --ask."""
    if 0 < len(table.rows) <= _FEW:
        text = _text(table)
        if max(map(len, text.splitlines())) <= _WIDTH:
            yield text


def whole_table(table: Table, places: int = _PLACES) -> Iterator[str]:
    """Every row, ``places`` decimals at most; row by row with headings where wider than the page."""
    if not table.rows:
        return
    yield from ("", *wrapped(table.title, "    "))
    text = _text(table, places)
    if max(map(len, text.splitlines())) <= _WIDTH:
        yield text
        return
    columns = _columns(table, places)
    for row in zip(*columns, strict=True):
        yield from wrapped(f"{table.headings[0].words}: {row[0]}", "    ")
        rest = zip(table.headings[1:], row[1:], strict=True)
        yield from wrapped("; ".join(f"{heading.words} {cell.strip()}" for heading, cell in rest), "      ")


def table_rows(table: Table, places: int = _PLACES) -> list[tuple[str, ...]]:
    """Return every row as text, the figures of a column with the same decimals."""
    return list(zip(*_columns(table, places), strict=True))


def _text(table: Table, places: int = _PLACES) -> str:
    right = {place for place, heading in enumerate(table.headings) if heading.unit}
    header = [heading.words for heading in table.headings]
    return table_text(header, list(zip(*_columns(table, places), strict=True)), right, "    ")


def _columns(table: Table, places: int) -> list[list[str]]:
    return [
        _column([row[place] for row in table.rows], heading.unit, places)
        for place, heading in enumerate(table.headings)
    ]


def _column(cells: Sequence[Cell], unit: str, most: int) -> list[str]:
    """One column as text: amounts with the same decimals, words as they are."""
    numbers = [cell for cell in cells if isinstance(cell, Fraction)]
    places = min(most_decimals(numbers), most)
    return [_cell(cell, unit, places) for cell in cells]


def _cell(cell: Cell, unit: str, places: int) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, tuple):
        return one_line(", ".join(cell)) or "-"
    if isinstance(cell, str):
        return one_line(cell)
    return money_text(cell) if unit == "money" else aligned([cell], places)[0]
