"""How far evaluators agree: by question how many marks apart they are, by person how far above the others.

For officers.  People stand in the order of their ids, never in that of a figure, and a figure
proves no fault of anybody.  The figures are those of bideval.scoring.panel.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from bideval.model.numbers import fixed_text
from bideval.report.pictures.drawn import Drawn, Figures, NotDrawn
from bideval.report.pictures.room import cut, flowed, ink_on
from bideval.report.pictures.svg import (
    ACCENT,
    COLOURS,
    FAINT,
    INK,
    QUIET,
    WIDTH,
    Scale,
    bar,
    broken,
    dot,
    line,
    text,
)
from bideval.report.tables import name_text
from bideval.scoring.panel.agreement import LEAST_SHARED, LEAST_UNITS, PersonView, person_views
from bideval.scoring.panel.spread import Spread, steps_apart
from bideval.scoring.panel.view import agreement_by_question

KIND = "agreement"
_KINDS = ("all the same mark", "up to one mark apart", "further apart")
_SHADES = (FAINT, COLOURS[4], COLOURS[0])  # the further apart, the darker
_LEFT, _RIGHT, _ROW = 250, WIDTH - 120, 28
_FROM = (
    f"Alpha: Krippendorff's, ordinal; 1 full, 0 as by chance; from {LEAST_UNITS} answers on. "
    f"Points above: from {LEAST_SHARED} answers on."
)
_FEW = "too few"
_NOTE = "It is about marks and proves no fault of anybody; people stand by id, in no order of merit."


def agreement(name: str, found: Sequence[Spread]) -> Drawn | NotDrawn:
    """Return the picture of how far the panel agrees on the questions of one lot."""
    several = [one for one in found if len(one.row.marks) > 1]
    if not several:
        return NotDrawn(name, "no answer has marks of two people")
    counts = _counts(several)
    alphas = _alphas(found)
    people = person_views([one.row for one in found])
    same, near, far = (sum(own[place] for own in counts.values()) for place in range(3))
    said = f"Of {len(several)} answers that several people marked, {same} have the same mark from all,"
    said += f" {near} marks up to one apart, {far} further apart."
    titles = {one.row.criterion: name_text(one.row.question.title) for one in several}
    pieces, y = _questions(counts, titles, alphas)
    more, height = _people(people, y + 14)
    notes = (_FROM, _NOTE)
    lines = [words for note in notes for words in broken(note, 112)]
    end = [text(16, height + 10 + 16 * at, words, size=11, fill=QUIET) for at, words in enumerate(lines)]
    tables = (_question_figures(counts, alphas), _people_figures(people))
    return Drawn(name, said, [*pieces, *more, *end], height + 14 + 16 * len(lines), tables, notes)


def _counts(several: Sequence[Spread]) -> dict[str, list[int]]:
    """How many answers of each question are of which kind, in published order."""
    counts: dict[str, list[int]] = {}
    for one in several:
        low, high = one.low, one.high
        assert low is not None
        assert high is not None
        apart = steps_apart(one.row.scale, low, high)
        counts.setdefault(one.row.criterion, [0, 0, 0])[0 if not apart else 1 if apart <= 1 else 2] += 1
    return counts


def _alphas(found: Sequence[Spread]) -> dict[str, str]:
    return {
        name: _FEW if one.units < LEAST_UNITS else "none" if one.alpha is None else fixed_text(one.alpha, 2)
        for name, one in agreement_by_question(tuple(each.row for each in found))
    }


def _questions(
    counts: Mapping[str, Sequence[int]], titles: Mapping[str, str], alphas: Mapping[str, str]
) -> tuple[list[str], int]:
    pieces = []
    placed, deep = flowed(_KINDS, 16, _RIGHT)
    for one, colour in zip(placed, _SHADES, strict=True):
        pieces += [
            _box(one.x, one.y + 6, Fraction(18), 14, colour),
            text(one.x + 24, one.y + 17, one.words, size=12),
        ]
    pieces.append(text(WIDTH - 16, deep - 5, "alpha", anchor="end", size=11, fill=QUIET, bold=True))
    across = Scale(Fraction(0), Fraction(max(map(sum, counts.values()))), _LEFT, _RIGHT)
    y = deep + 14
    for name, own in counts.items():
        pieces.append(text(_LEFT - 12, y + 14, cut(titles[name], _LEFT - 28, 12), anchor="end", size=12))
        at = 0
        for count, colour in zip(own, _SHADES, strict=True):
            start, end = across.at(Fraction(at)), across.at(Fraction(at + count))
            at += count
            if count:
                pieces.append(_box(start, y, end - start, 20, colour))
                ink = ink_on(colour)
                pieces.append(text((start + end) / 2, y + 14, str(count), anchor="middle", size=11, fill=ink))
        alpha = alphas.get(name, "")
        ink = QUIET if alpha == _FEW else INK
        pieces.append(text(WIDTH - 16, y + 14, alpha, anchor="end", size=11, fill=ink))
        y += _ROW
    for name, said in alphas.items():
        if name not in counts:
            pieces.append(text(WIDTH - 16, y + 14, f"{name}: {said}", anchor="end", size=11, bold=True))
            y += _ROW
    return pieces, y


def _people(people: Sequence[PersonView], top: int) -> tuple[list[str], int]:
    """Each person's points above the others on a line about zero."""
    known = [abs(one.leniency) for one in people if one.leniency is not None]
    far = max([*known, Fraction(5)])
    across = Scale(-far, far, _LEFT, _RIGHT)
    words = "Points above or below the others' mean on the same answers, of 100"
    pieces = [text(16, top + 14, words, size=12, bold=True)]
    y = top + 44
    middle = across.at(Fraction(0))
    pieces.append(line((middle, y - 16, middle, y + _ROW * len(people) - 14), colour=INK))
    for one in people:
        pieces.append(text(_LEFT - 12, y + 4, cut(one.person, _LEFT - 28, 12), anchor="end", size=12))
        pieces.append(line((_LEFT, y, _RIGHT, y), colour=FAINT))
        if one.leniency is not None:
            at = across.at(one.leniency)
            pieces += [line((middle, y, at, y), colour=ACCENT, width=3), dot(at, y, colour=ACCENT)]
        pieces.append(text(WIDTH - 16, y + 4, _leniency(one), anchor="end", size=11))
        y += _ROW
    return pieces, y


def _box(x: Fraction | int, y: int, width: Fraction, height: int, colour: str) -> str:
    return bar(x, y, width, height, colour).replace("/>", f' stroke="{INK}" stroke-width="0.75"/>')


def _leniency(one: PersonView) -> str:
    if one.leniency is None:
        return _FEW
    return f"{'+' if one.leniency > 0 else ''}{fixed_text(one.leniency, 2)}"


def _question_figures(counts: Mapping[str, Sequence[int]], alphas: Mapping[str, str]) -> Figures:
    rows = [(name, *map(str, own), alphas.get(name, "-")) for name, own in counts.items()]
    whole = [(name, "", "", "", said) for name, said in alphas.items() if name not in counts]
    return Figures(("question", *_KINDS, "alpha"), (*rows, *whole), frozenset({1, 2, 3, 4}))


def _people_figures(people: Sequence[PersonView]) -> Figures:
    rows = tuple((one.person, str(one.shared), _leniency(one)) for one in people)
    return Figures(("evaluator", "answers", "points above"), rows, frozenset({1, 2}))
