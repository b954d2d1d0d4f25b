"""The mark sheet: the agreed mark of every question and bid, and each evaluator's own mark below it.

The better the mark, the darker the cell.  A mark that is not the agreed one stands in a box.
It shows marks and judges nobody.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bideval.model.numbers import decimal_text
from bideval.report.pictures.drawn import Drawn, Figures, NotDrawn
from bideval.report.pictures.room import cut
from bideval.report.pictures.svg import FAINT, INK, QUIET, WIDTH, bar, broken, number, text
from bideval.report.tables import name_text
from bideval.scoring.panel.spread import Spread

KIND = "marks"
_LEFT, _DEEP, _HEAD = 200, 50, 34
_LIGHT, _DARK = (255, 255, 255), (141, 190, 224)  # of a cell without points, and with all
_HUNDRED = 100
_DARKER = "Darker: more points."


def marks(name: str, found: Sequence[Spread]) -> Drawn | NotDrawn:
    """Return the mark sheet of the questions of one lot."""
    people = sorted({one.evaluator for spread in found for one in spread.row.marks})
    agreed = sum(one.row.agreed is not None for one in found)
    if not people and not agreed:
        return NotDrawn(name, "no mark is on file")
    unlike = sum(one.points > 0 for one in found)
    said = f"The panel gave marks for {len(found)} answers: it differs on {unlike}, and {agreed} are agreed."
    notes = _notes(people, has_agreed=agreed > 0)
    pieces, height = _blocks(found, people, notes)
    return Drawn(name, said, pieces, height, (_figures(found, people),), notes)


def _notes(people: Sequence[str], *, has_agreed: bool) -> tuple[str, ...]:
    order = ", ".join(people) or "nobody"
    if not has_agreed:
        return (f"Marks in this order: {order}.",)
    return (
        f"Large: the agreed mark. Small, in this order: {order}; in a box: not the agreed mark. " + _DARKER,
    )


def _blocks(found: Sequence[Spread], people: Sequence[str], notes: Sequence[str]) -> tuple[list[str], int]:
    """Blocks of as many bids as fit, one below the other."""
    wide = max(70, 15 * len(people) + 14)
    bids = sorted({one.row.bid for one in found})
    fit = max((WIDTH - 16 - _LEFT) // wide, 1)
    wide = min((WIDTH - 16 - _LEFT) // min(fit, len(bids)), wide + 30)
    by_place = {(one.row.criterion, one.row.bid): one for one in found}
    questions = {one.row.criterion: one for one in found}
    pieces, y = [], 0
    for start in range(0, len(bids), fit):
        some = bids[start : start + fit]
        for place, bid in enumerate(some):
            x = _LEFT + wide * place + wide // 2
            pieces.append(text(x, y + 20, cut(bid, wide, 11), anchor="middle", size=11, bold=True))
        y += _HEAD
        for criterion, one in questions.items():
            pieces += _question(one, y)
            for place, bid in enumerate(some):
                if (criterion, bid) in by_place:
                    pieces += _cell(by_place[criterion, bid], people, _LEFT + wide * place, y, wide)
            y += _DEEP
        y += 10
    lines = [said for note in notes for said in broken(note, 112)]
    pieces += [text(16, y + 8 + 16 * at, said, size=11, fill=QUIET) for at, said in enumerate(lines)]
    return pieces, y + 16 * len(lines) + 8


def _question(one: Spread, y: int) -> list[str]:
    lines = broken(name_text(one.row.question.title), 26)
    first = lines[:2] if len(lines) < 3 else [lines[0], f"{lines[1]}\u2026"]
    words = [text(16, y + 15 + 13 * place, cut(said, _LEFT, 12), size=12) for place, said in enumerate(first)]
    weight = f"weight {decimal_text(one.row.question.weight)}"
    return [*words, text(16, y + 16 + 13 * len(first), weight, size=10, fill=QUIET)]


def _cell(one: Spread, people: Sequence[str], x: int, y: int, wide: int) -> list[str]:
    agreed = one.row.agreed
    pieces = [bar(x + 1, y, wide - 2, _DEEP - 2, _shade(one))]
    middle = x + wide // 2
    if agreed is not None:
        pieces.append(text(middle, y + 20, decimal_text(agreed.mark), anchor="middle", size=15, bold=True))
    given = {mark.evaluator: mark.mark for mark in one.row.marks}
    room = (wide - 8) // max(len(people), 1)
    first = Fraction(middle) - Fraction(room * (len(people) - 1), 2)
    base = y + (39 if agreed is not None else 29)
    for place, person in enumerate(people):
        at, mark = first + room * place, given.get(person)
        if agreed is not None and mark is not None and mark != agreed.mark:
            pieces.append(_box(at, base))
        said = "\u2013" if mark is None else decimal_text(mark, 1)
        pieces.append(text(at, base, said, anchor="middle", size=11))
    return pieces


def _box(x: Fraction, base: int) -> str:
    return (
        f'<rect x="{number(x - 7)}" y="{base - 11}" width="14" height="14" fill="#ffffff" '
        f'stroke="{INK}" stroke-width="1"/>'
    )


def _shade(one: Spread) -> str:
    """The colour of a cell by the points of its agreed mark; faint where none is agreed."""
    if one.row.agreed is None:
        return FAINT
    share = min(max(one.row.scale.points_between(one.row.agreed.mark) / _HUNDRED, Fraction(0)), Fraction(1))
    mixed = (round(light + (dark - light) * share) for light, dark in zip(_LIGHT, _DARK, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _figures(found: Sequence[Spread], people: Sequence[str]) -> Figures:
    header = ("question", "bid", *people, "agreed")
    return Figures(header, tuple(_rows(found, people)), frozenset(range(2, len(header))))


def _rows(found: Sequence[Spread], people: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for one in found:
        given = {mark.evaluator: decimal_text(mark.mark) for mark in one.row.marks}
        agreed = "-" if one.row.agreed is None else decimal_text(one.row.agreed.mark)
        own = (given.get(person, "-") for person in people)
        yield (one.row.criterion, one.row.bid, *own, agreed)
