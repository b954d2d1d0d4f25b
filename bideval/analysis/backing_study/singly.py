"""Each alternative to each test alone, and every two of them at two tests together."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict
from bideval.analysis.backing_study.accepts import asks_for_backing
from bideval.analysis.backing_study.alternatives import (
    BOND_PREMIUM,
    DROPPED,
    Alternative,
    alternatives,
    bond_rate,
)
from bideval.analysis.backing_study.lines import line_words
from bideval.analysis.backing_study.scene import Scene
from bideval.analysis.backing_study.standing import gate_named
from bideval.analysis.backing_study.tried import Lines, Tried, tried
from bideval.analysis.backing_study.words import awarded_words, count_words, gap_words, who_cells

SINGLY, PAIRS = "alternatives", "pairs-of-alternatives"
MOST_PAIRS = 2000
ROUNDING = "rounding decides"


class AllTried(NamedTuple):
    """Every alternative alone, and pairs of them at two tests; ``cut`` where there were too many pairs."""

    singly: tuple[Tried, ...]
    pairs: tuple[Tried, ...]
    cut: int  # pairs that were not tried


def all_tried(scene: Scene) -> AllTried:
    """Try every alternative alone and in pairs; a pair of tests taken away is left to the subsets."""
    lines: Lines = {}
    found = alternatives(scene)
    singly = tuple(tried(scene, (one,), lines) for one in found)
    pairs = [pair for pair in combinations(found, 2) if _is_pair(*pair)]
    done = tuple(tried(scene, pair, lines) for pair in pairs[:MOST_PAIRS])
    return AllTried(singly, done, max(len(pairs) - MOST_PAIRS, 0))


def _is_pair(one: Alternative, other: Alternative) -> bool:
    return one.test != other.test and {one.kind, other.kind} != {DROPPED}


def singly_answers(scene: Scene, found: AllTried) -> Iterator[Answer]:
    """One answer a test: what each alternative to it alone comes to."""
    for test in scene.group.tests:
        rows = [one for one in found.singly if one.alternatives[0].test == test]
        yield _answer(scene, SINGLY, test, _singly_sentence(scene, test, rows), rows, _notes(scene, test))


def _notes(scene: Scene, test: str) -> tuple[str, ...]:
    gate = gate_named(scene.case, test)
    if gate is None:
        return ()
    notes = ["Scored instead, the figures of the parties that count are added up."]
    if not asks_for_backing(gate):
        notes.append(
            f"{test} asks for no amount of backing: no other form and no charge can stand in for it."
        )
    elif bond_rate(scene) is None:
        notes.append(
            f"Charged to the price: not worked out, because no rate is stated "
            f"(rates: {BOND_PREMIUM} in study.yaml, or --bond-rate)."
        )
    return tuple(notes)


def _singly_sentence(scene: Scene, test: str, rows: Sequence[Tried]) -> str:
    now = scene.published.award
    moving = [one for one in rows if any(award != now for award in one.awards)]
    if not moving:
        return f"No alternative to {test} alone changes the award."
    said = [f"with {one.alternatives[0].words} {tried_words(scene, one)}" for one in moving]
    kept = len(rows) - len(moving)
    rest = f"; {count_words(kept, 'other alternative')} to it change nothing" if kept > 1 else ""
    rest = rest if kept != 1 else "; one other alternative to it changes nothing"
    return f"{said[0][0].upper()}{said[0][1:]}{''.join(f'; {one}' for one in said[1:])}{rest}."


def tried_words(scene: Scene, one: Tried) -> str:
    """What alternatives come to: an award with its price, or the awards along a weight."""
    places, kinds = scene.case.rules.places, scene.kinds
    if one.outcome is None:
        if not one.line:
            return f"no result is established ({one.why})"
        return line_words(one.line, places, kinds)
    said = awarded_words(one.outcome.award, places, kinds, one.outcome.why)
    return f"{said}{gap_words(gap(scene, one), scene.currency)}"


def gap(scene: Scene, one: Tried) -> Fraction | None:
    """How much more is paid than as published; None where either price is not known."""
    now = scene.published.price
    price = one.outcome.price if one.outcome is not None else None
    return None if now is None or price is None else price - now


def pairs_answer(scene: Scene, found: AllTried) -> Answer | None:
    """What two alternatives at two tests come to together; None where there is one test alone."""
    if not found.pairs:
        return None
    notes = (f"{found.cut} further pairs were not tried.",) if found.cut else ()
    return _answer(scene, PAIRS, scene.group.id, _pairs_sentence(scene, found), found.pairs, notes)


def _pairs_sentence(scene: Scene, found: AllTried) -> str:
    alone = {award for one in found.singly for award in one.awards}
    new = [one for one in found.pairs if any(award not in alone for award in one.awards)]
    head = f"Of {count_words(len(found.pairs), 'pair')} of alternatives at two tests"
    if not new:
        return f"{head}, none brings about an award that no single alternative does."
    first = new[0]
    words = " and ".join(one.words for one in first.alternatives)
    verb = "brings" if len(new) == 1 else "bring"
    return (
        f"{head}, {len(new)} {verb} about an award that no single alternative does, such as "
        f"with {words}: {tried_words(scene, first)}."
    )


def _answer(
    scene: Scene, name: str, about: str, sentence: str, rows: Sequence[Tried], notes: tuple[str, ...]
) -> Answer:
    proved = all(one.why == "" and None not in one.awards for one in rows)
    why = () if proved else ("Where no result is established, the table says why; the rest is proved.",)
    return Answer(
        name,
        about,
        sentence,
        Verdict.PROVED if proved else Verdict.NOT_ESTABLISHED,
        Basis.ENUMERATION if proved else Basis.NONE,
        tuple(_tables(scene, about, rows)),
        notes=(*notes, *why),
    )


def _tables(scene: Scene, about: str, rows: Sequence[Tried]) -> Iterator[Table]:
    plain = [row for one in rows if not one.line for row in (_row(scene, one),)]
    headings = (
        Heading("with", "with"),
        Heading("awarded", "awarded"),
        Heading("price", "price paid", "money"),
        Heading("passing", "then pass it"),
        Heading("why", "why no result"),
    )
    yield _without_empty(Table(f"Alternatives to {about}", headings, tuple(plain)))
    scored = tuple(row for one in rows for row in _line_rows(scene, one))
    if scored:
        ends = (Heading("low", "weight from", "percent"), Heading("high", "to", "percent"))
        of_line = (Heading("with", "with"), *ends, Heading("ends", "ends in"), headings[1])
        yield Table(f"Scored instead: {about} by weight", of_line, scored)


def _without_empty(table: Table) -> Table:
    """The table without the column of reasons where every row has a result."""
    if any(row[-1] is not None for row in table.rows):
        return table
    return table._replace(headings=table.headings[:-1], rows=tuple(row[:-1] for row in table.rows))


def _words(one: Tried) -> str:
    return " and ".join(each.words for each in one.alternatives)


def _row(scene: Scene, one: Tried) -> tuple[Cell, ...]:
    if one.outcome is None:
        return _words(one), "no result", None, (), one.why
    passing = tuple(sorted({bid for each in one.alternatives for bid in each.lets_pass}))
    who = who_cells(scene.kinds, one.outcome.award)[0]
    return _words(one), who, one.outcome.price, passing, one.outcome.why or None


_ENDS = {(True, True): "both", (True, False): "lower", (False, True): "upper", (False, False): "none"}


def _line_rows(scene: Scene, one: Tried) -> Iterator[tuple[Cell, ...]]:
    for part in one.line:
        who = who_cells(scene.kinds, part.award)[0] if len(part.awards) == 1 else ROUNDING
        yield _words(one), part.low, part.high, _ENDS[part.from_in, part.to_in], who
