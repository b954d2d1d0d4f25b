"""Pictures along one line: a weight with its totals, a threshold or price with who wins where."""

from collections.abc import Sequence
from fractions import Fraction

from bideval.analysis.pictures import NumberLine, Slider, Stretch, Tick
from bideval.report.pictures.room import flowed, ink_on, rows_of, wide
from bideval.report.pictures.svg import (
    ACCENT,
    FAINT,
    QUIET,
    WIDTH,
    Scale,
    bar,
    colours,
    dot,
    line,
    path,
    short,
    text,
)

_LEFT, _RIGHT = 56, WIDTH - 24
_SIZE = 11  # of the letters beside a tick


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
        pieces.append(dot(_RIGHT - 104, labels[one.bid], colour=shade[one.bid], radius=4))
        pieces.append(text(_RIGHT - 96, labels[one.bid] + 4, one.bid, size=12, bold=True))
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
    pieces = [line((_LEFT, 50, across.end, 50), colour=QUIET)]  # bare where nobody's award is told
    pieces += _winners(picture.stretches, across, 40, shade)
    ticks = sorted(picture.ticks, key=lambda one: (one.value, one.bid))
    labels = [_label(one) for one in ticks]
    rows = rows_of([across.at(one.value) for one in ticks], [_room(one) for one in labels])
    for tick, label, row in zip(ticks, labels, rows, strict=True):
        place = across.at(tick.value)
        pieces.append(line((place, 62, place, 78 + 18 * row), colour=QUIET))
        pieces.append(text(place + 3, 82 + 18 * row, label, size=_SIZE))
    depth = 96 + 18 * (max(rows, default=0) + 1)
    if picture.published is not None:
        pieces += _standing(across, picture.published, picture.stands, 6, 66)
    pieces.append(
        text(
            (_LEFT + across.end) // 2,
            depth,
            f"{picture.measures}, {picture.unit}",
            anchor="middle",
            fill=QUIET,
        )
    )
    key, deep = _key(picture.stretches, across, depth + 14, shade)
    return [*pieces, *key], depth + 20 + deep


def _key(
    stretches: Sequence[Stretch], across: Scale, top: int, shade: dict[str, str]
) -> tuple[list[str], int]:
    """The colours of those whom no stretch has room to name, and how deep they go; mostly nothing."""
    named = {_name(one) for one in stretches if _fits(one, across)}
    unnamed = {_name(one): _colour(one, shade) for one in stretches if _name(one) not in named}
    if not unnamed:
        return [], 0
    pieces = []
    places, deep = flowed([f"{name} wins" for name in unnamed], _LEFT, WIDTH)
    for swatch, colour in zip(places, unnamed.values(), strict=True):
        pieces.append(bar(swatch.x, top + swatch.y, 16, 16, colour))
        pieces.append(text(swatch.x + 22, top + swatch.y + 13, swatch.words, size=12))
    return pieces, deep


def _scale(picture: NumberLine) -> Scale:
    """One scale for all that is drawn: stretches, the bids' own figures and the published one.

    It ends so far from the edge that the label of every tick has room to the right of it.
    """
    values = [end for one in picture.stretches for end in (one.low, one.high)]
    values += [tick.value for tick in picture.ticks]
    values += [] if picture.published is None else [picture.published]
    whole = Scale(min(values), max(values), _LEFT, _RIGHT)
    ends = [_end(whole, one) for one in picture.ticks if whole.at(one.value) > _LEFT]
    return whole._replace(end=max(min([_RIGHT, *ends]), WIDTH // 2))


def _end(whole: Scale, tick: Tick) -> int:
    """Where the scale may end at most, for the label of a tick to end within the drawing."""
    share = (whole.at(tick.value) - _LEFT) / (_RIGHT - _LEFT)
    return int(_LEFT + (WIDTH - _LEFT - _room(_label(tick))) / share)


def _label(tick: Tick) -> str:
    return f"{tick.bid} {short(tick.value)}".strip()


def _room(label: str) -> int:
    return wide(label, _SIZE) + 6


def _standing(across: Scale, value: Fraction, words: str, top: int, bottom: int) -> list[str]:
    """Mark the value that stands, said in ``words``."""
    place, words = across.at(value), f"{words}: {short(value)}"
    half = 4 * len(words)
    anchor = "end" if place + half > WIDTH else "start" if place < half else "middle"
    return [
        line((place, top + 4, place, bottom), colour=ACCENT, width=2, dashed=True),
        text(place, top - 2, words, anchor=anchor, size=11, fill=ACCENT, bold=True),
    ]


def _winners(stretches: Sequence[Stretch], across: Scale, top: int, shade: dict[str, str]) -> list[str]:
    """A band coloured by who is awarded, named where the name fits."""
    pieces = []
    for one in stretches:
        start, end = across.at(one.low), across.at(one.high)
        colour = _colour(one, shade)
        pieces.append(bar(start, top, max(end - start, Fraction(2)), 20, colour))
        if _fits(one, across):
            middle, ink = (start + end) / 2, ink_on(colour)
            pieces.append(text(middle, top + 14, _name(one), anchor="middle", size=11, fill=ink, bold=True))
    return pieces


def _name(one: Stretch) -> str:
    return " and ".join(one.winners) or "nobody"


def _colour(one: Stretch, shade: dict[str, str]) -> str:
    return shade.get(one.winners[0], FAINT) if one.winners else FAINT


def _fits(one: Stretch, across: Scale) -> bool:
    """Whether a stretch has room for the name of who wins in it."""
    return across.at(one.high) - across.at(one.low) > 7 * len(_name(one)) + 8


def _apart(places: list[Fraction], least: int) -> list[Fraction]:
    """Move labels that stand from the top down so far apart that they can be read."""
    found: list[Fraction] = []
    for place in places:
        found.append(max(place, found[-1] + least) if found else place)
    return found
