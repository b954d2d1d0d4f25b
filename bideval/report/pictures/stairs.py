"""The staircase of an award rule: what the lots cost at every number that the rule could have had.

All other rules are kept, and a lot that is not awarded counts as its reserve price.  The
published number is marked; a number at which no award keeps the rules has no stair.  The awards
are those of bideval.analysis.lots.
"""

from collections.abc import Sequence
from fractions import Fraction

from bideval.analysis.lots.allocation import AllocationStatus
from bideval.analysis.lots.counted import value_of
from bideval.analysis.lots.rule_ladder import Ladder
from bideval.report.pictures.drawn import Drawn, Figures, NotDrawn
from bideval.report.pictures.svg import ACCENT, COLOURS, FAINT, INK, QUIET, WIDTH, Scale, line, number, text
from bideval.report.tables import aligned, money_aligned, money_text

KIND = "staircase"
_LEFT, _RIGHT, _BASE, _TOP = 40, WIDTH - 40, 230, 40


def staircase(name: str, ladder: Ladder, currency: str) -> Drawn | NotDrawn:
    """Return the staircase of one rule, from the number that asks least of the award."""
    costs = [
        None if _is_impossible(ladder, at) else value_of(rung.award) for at, rung in enumerate(ladder.rungs)
    ]
    first = costs[0]
    if first is None:
        return NotDrawn(name, "no award keeps the other rules")
    more = [None if cost is None else cost - first for cost in costs]
    word = "at least" if ladder.figure.key == "least" else "at most"
    said = _sentence(ladder, word, more, currency)
    numbers = [rung.number for rung in ladder.rungs]
    pieces, height = _drawn(numbers, more, ladder, f"{word} so many {ladder.figure.unit}; {currency}")
    beyond = aligned(more, plus=True)
    rows = tuple(
        (
            str(number),
            "impossible" if cost == "-" else cost,
            extra,
            "published" if number == ladder.figure.value else "",
        )
        for number, cost, extra in zip(numbers, money_aligned(costs), beyond, strict=True)
    )
    header = (f"{word} so many {ladder.figure.unit}", currency, "more", "")
    return Drawn(name, said, pieces, height, (Figures(header, rows, frozenset({0, 1, 2})),))


def _is_impossible(ladder: Ladder, place: int) -> bool:
    return ladder.rungs[place].award.status is AllocationStatus.IMPOSSIBLE


def _sentence(ladder: Ladder, word: str, more: Sequence[Fraction | None], currency: str) -> str:
    numbers = [rung.number for rung in ladder.rungs]
    place = numbers.index(value) if (value := int(ladder.figure.value)) in numbers else None
    extra = None if place is None else more[place]
    unit = ladder.figure.unit.removesuffix("s") if value == 1 else ladder.figure.unit
    published = f"{ladder.rule}: {word} {value} {unit}"
    if extra is None:
        return f"{published} is published; what the lots cost at other numbers, all other rules kept."
    amount = "nothing" if not extra else f"{currency} {money_text(abs(extra))}"
    than = f"{'less' if extra < 0 else 'more'} than {word} {numbers[0]}"
    return f"{published} costs {amount} {than}, all other rules kept."


def _drawn(
    numbers: Sequence[int], more: Sequence[Fraction | None], ladder: Ladder, words: str
) -> tuple[list[str], int]:
    known = [one for one in more if one is not None]
    up = (
        Scale(min(known), max(known), _BASE, _TOP)
        if len(set(known)) > 1
        else Scale(known[0], known[0] + 1, _BASE - 80, _TOP)
    )
    step = (_RIGHT - _LEFT) // len(numbers)
    zero = up.at(Fraction(0))
    pieces = [line((_LEFT, zero, _RIGHT, zero), colour=QUIET, dashed=True)]
    ends: list[Fraction] = []
    for place, (count, extra) in enumerate(zip(numbers, more, strict=True)):
        x = _LEFT + step * place
        middle = x + step // 2
        is_published = count == ladder.figure.value
        colour = ACCENT if is_published else INK
        pieces.append(text(middle, _BASE + 34, str(count), anchor="middle", bold=is_published, fill=colour))
        if is_published:
            pieces.append(
                text(middle, _BASE + 50, "published", anchor="middle", size=11, fill=ACCENT, bold=True)
            )
        if extra is None:
            pieces.append(text(middle, zero - 9, "impossible", anchor="middle", size=11, fill=QUIET))
            continue
        y = up.at(extra)
        pieces.append(_beside(x, step, y, zero))
        if ends:
            pieces.append(line((x, ends[-1], x, y), colour=COLOURS[0], width=3))
        pieces.append(line((x, y, x + step, y), colour=ACCENT if is_published else COLOURS[0], width=4))
        label = aligned([extra], plus=True)[0]
        pieces.append(
            text(
                middle,
                y - 9 if extra >= 0 else y + 16,
                label,
                anchor="middle",
                size=11,
                fill=colour,
                bold=is_published,
            )
        )
        ends.append(y)
    pieces.append(text(WIDTH // 2, _BASE + 72, words, anchor="middle", size=12, fill=QUIET))
    return pieces, _BASE + 86


def _beside(x: int, step: int, y: Fraction, zero: Fraction) -> str:
    """The room between a stair and the first one, which costs nothing more."""
    top = min(y, zero)
    deep = number(abs(y - zero))
    return f'<rect x="{x}" y="{number(top)}" width="{step}" height="{deep}" fill="{FAINT}"/>'
