"""Pictures along one line: a weight with its totals, a threshold or price with who wins where."""

from collections.abc import Sequence
from fractions import Fraction

from bideval.analysis.pictures import NumberLine, Slider, Stretch
from bideval.report.pictures.svg import (
    ACCENT,
    FAINT,
    INK,
    QUIET,
    WIDTH,
    Scale,
    bar,
    colours,
    line,
    path,
    short,
    text,
)

_LEFT, _RIGHT = 56, WIDTH - 24
_EDGE = _RIGHT - 90  # beyond it a label stands to the left of its tick


def slider(picture: Slider) -> tuple[list[str], int]:
    """Totals as one weight moves; the published weight is marked."""
    points = [point for one in picture.lines for point in one.points]
    across = Scale(min(x for x, _ in points), max(x for x, _ in points), _LEFT, _RIGHT - 110)
    up = Scale(min(y for _, y in points), max(y for _, y in points), 250, 20)
    shade = colours(one.bid for one in picture.lines)
    pieces = [line((_LEFT, 250, _RIGHT - 110, 250), colour=QUIET)]
    pieces += [
        text(_LEFT - 8, up.at(value) + 4, short(value, 1), anchor="end", size=11, fill=QUIET)
        for value in (up.low, up.high)
    ]
    ends = sorted((one.points[-1][1], one.bid) for one in picture.lines)
    places = _apart([up.at(value) for value, _ in reversed(ends)], 15)
    labels = dict(zip([bid for _, bid in reversed(ends)], places, strict=True))
    for one in picture.lines:
        pieces.append(path(((across.at(x), up.at(y)) for x, y in one.points), shade[one.bid]))
        pieces.append(
            text(_RIGHT - 102, labels[one.bid] + 4, one.bid, size=12, fill=shade[one.bid], bold=True)
        )
    pieces += _standing(across, picture.published, "published", 12, 290)
    pieces += _winners(picture.stretches, across, 262, shade)
    for value in (across.low, across.high):
        pieces.append(text(across.at(value), 306, short(value), anchor="middle", size=11, fill=QUIET))
    pieces.append(
        text(
            (_LEFT + _RIGHT - 110) // 2,
            326,
            f"weight of {picture.moves}, {picture.unit}",
            anchor="middle",
            fill=QUIET,
        )
    )
    return pieces, 340


def number_line(picture: NumberLine) -> tuple[list[str], int]:
    """Who wins along a threshold or a price, the bids' own figures as ticks."""
    across = _scale(picture)
    shade = colours(name for one in picture.stretches for name in one.winners)
    pieces = [line((_LEFT, 50, _RIGHT, 50), colour=QUIET)]  # bare where nobody's award is told
    pieces += _winners(picture.stretches, across, 40, shade)
    rows = _rows(picture, across)
    for tick, row in zip(sorted(picture.ticks, key=lambda one: (one.value, one.bid)), rows, strict=True):
        place = across.at(tick.value)
        pieces.append(line((place, 62, place, 78 + 18 * row), colour=QUIET))
        anchor = "end" if place > _EDGE else "start"
        pieces.append(
            text(
                place + (3 if anchor == "start" else -3),
                82 + 18 * row,
                f"{tick.bid} {short(tick.value)}",
                anchor=anchor,
                size=11,
            )
        )
    depth = 96 + 18 * (max(rows, default=0) + 1)
    if picture.published is not None:
        pieces += _standing(across, picture.published, picture.stands, 6, 66)
    pieces.append(
        text((_LEFT + _RIGHT) // 2, depth, f"{picture.measures}, {picture.unit}", anchor="middle", fill=QUIET)
    )
    return pieces, depth + 20


def _scale(picture: NumberLine) -> Scale:
    """One scale for all that is drawn: stretches, the bids' own figures and the published one."""
    values = [end for one in picture.stretches for end in (one.low, one.high)]
    values += [tick.value for tick in picture.ticks]
    values += [] if picture.published is None else [picture.published]
    return Scale(min(values), max(values), _LEFT, _RIGHT)


def _rows(picture: NumberLine, across: Scale) -> list[int]:
    """A row for each tick's label, so that no label meets another, or the line of another's.

    A label to the right of its tick stands below those further right; one to the left of its
    tick, near the edge, below those further left.
    """
    ticks = sorted(picture.ticks, key=lambda one: (one.value, one.bid))
    spans = [_span(across.at(one.value), f"{one.bid} {short(one.value)}") for one in ticks]
    leftward = [at for at, one in enumerate(ticks) if across.at(one.value) > _EDGE]
    rightward = sorted(set(range(len(ticks))) - set(leftward), key=lambda at: (-ticks[at].value, at))
    rows: dict[int, int] = {}
    for at in (*leftward, *rightward):
        low, high = spans[at]
        met = [row for one, row in rows.items() if spans[one][0] < high and spans[one][1] > low]
        rows[at] = 1 + max(met, default=-1)
    return [rows[at] for at in range(len(ticks))]


def _span(place: Fraction, label: str) -> tuple[Fraction, Fraction]:
    """From where to where the label of a tick at ``place`` stands."""
    width = 7 * len(label) + 12
    return (place - width, place + 1) if place > _EDGE else (place, place + width)


def _standing(across: Scale, value: Fraction, words: str, top: int, bottom: int) -> list[str]:
    """Mark the value that stands, said in ``words``."""
    place, words = across.at(value), f"{words}: {short(value)}"
    half = 4 * len(words)
    anchor = "end" if place + half > WIDTH else "start" if place < half else "middle"
    return [
        line((place, top, place, bottom), colour=ACCENT, width=2, dashed=True),
        text(place, top - 2, words, anchor=anchor, size=11, fill=ACCENT, bold=True),
    ]


def _winners(stretches: Sequence[Stretch], across: Scale, top: int, shade: dict[str, str]) -> list[str]:
    """A band coloured by who is awarded, named where the name fits."""
    pieces = []
    for one in stretches:
        start, end = across.at(one.low), across.at(one.high)
        name = " and ".join(one.winners) or "nobody"
        colour = shade.get(one.winners[0], FAINT) if one.winners else FAINT
        pieces.append(bar(start, top, max(end - start, Fraction(2)), 20, colour))
        if end - start > 7 * len(name) + 8:
            ink = "#ffffff" if one.winners else INK
            pieces.append(
                text((start + end) / 2, top + 14, name, anchor="middle", size=11, fill=ink, bold=True)
            )
    return pieces


def _apart(places: list[Fraction], least: int) -> list[Fraction]:
    """Move labels that stand from the top down so far apart that they can be read."""
    found: list[Fraction] = []
    for place in places:
        found.append(max(place, found[-1] + least) if found else place)
    return found
