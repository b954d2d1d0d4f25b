"""The map of two weights, coloured by winner, with the published point."""

from collections.abc import Sequence
from fractions import Fraction
from textwrap import wrap

from bideval.analysis.pictures import Map, Point
from bideval.report.pictures.inside import SIZE, place_for
from bideval.report.pictures.room import ink_on
from bideval.report.pictures.svg import (
    FAINT,
    INK,
    QUIET,
    WIDTH,
    Scale,
    area,
    bar,
    colours,
    dot,
    line,
    short,
    text,
)

NOBODY = "nobody"
_LEFT, _TOP, _SIDE = 72, 12, 420
_LONGEST = 28  # letters beside a colour


def _covered(picture: Map) -> bool:
    """Whether the areas fill the map; where weights would sum to more than 100 there is none."""
    wide, high = (end - start for start, end in zip(picture.low, picture.high, strict=True))
    return sum((_size(one.corners) for one in picture.areas), Fraction(0)) == wide * high


def _size(corners: Sequence[Point]) -> Fraction:
    """The area inside corners that go once around, by the shoelace formula."""
    pairs = zip(corners, (*corners[1:], *corners[:1]), strict=True)
    return abs(sum((x * v - u * y for (x, y), (u, v) in pairs), Fraction(0))) / 2


def _label(x: int, y: int, said: str) -> list[str]:
    """What a colour stands for; two small lines where one would leave the picture."""
    if len(said) <= _LONGEST:
        return [text(x, y, said)]
    lines = wrap(said, _LONGEST)
    return [text(x, y - 6 + 13 * row, one, size=11) for row, one in enumerate(lines)]


def winner_map(picture: Map) -> tuple[list[str], int]:
    """Areas in which each bid wins; a legend beside them."""
    across = Scale(picture.low[0], picture.high[0], _LEFT, _LEFT + _SIDE)
    up = Scale(picture.low[1], picture.high[1], _TOP + _SIDE, _TOP)
    named = [(" and ".join(one.winners) or NOBODY, one.corners) for one in picture.areas]
    shade = colours(name for name, _ in named if name != NOBODY)
    shade |= {name: FAINT for name, _ in named if name == NOBODY}
    left_open = not _covered(picture)
    ground = FAINT if NOBODY not in shade else QUIET  # nobody's is another colour than where nothing is said
    pieces = [bar(_LEFT, _TOP, _SIDE, _SIDE, ground)]
    pieces += [area(((across.at(x), up.at(y)) for x, y in corners), shade[name]) for name, corners in named]
    if picture.published is not None:
        x, y = across.at(picture.published[0]), up.at(picture.published[1])
        pieces.append(line((x, _TOP, x, _TOP + _SIDE), colour="#ffffff", dashed=True))
        pieces.append(line((_LEFT, y, _LEFT + _SIDE, y), colour="#ffffff", dashed=True))
        pieces.append(dot(x, y, colour=INK, radius=6, hollow=True))
    pieces += _names(picture, named, shade, across, up)
    bottom = _TOP + _SIDE
    for value, anchor in ((picture.low[0], "start"), (picture.high[0], "end")):
        pieces.append(text(across.at(value), bottom + 18, short(value), anchor=anchor, size=11, fill=QUIET))
    for value in (picture.low[1], picture.high[1]):
        pieces.append(text(_LEFT - 8, up.at(value) + 4, short(value), anchor="end", size=11, fill=QUIET))
    axes = picture.words or tuple(f"weight of {name}, percent" for name in (picture.across, picture.up))
    pieces.append(text(_LEFT + _SIDE // 2, bottom + 36, axes[0], anchor="middle", fill=QUIET))
    pieces.append(
        f'<g transform="translate(22 {_TOP + _SIDE // 2}) rotate(-90)">'
        + text(0, 0, axes[1], anchor="middle", fill=QUIET)
        + "</g>"
    )
    beside = _LEFT + _SIDE + 32
    for place, bid in enumerate(sorted(shade)):
        pieces.append(bar(beside, _TOP + 10 + 26 * place, 18, 18, shade[bid]))
        pieces += _label(beside + 26, _TOP + 24 + 26 * place, f"{bid} wins")
    if picture.published is not None:
        legend = _TOP + 24 + 26 * len(shade)
        pieces.append(dot(beside + 9, legend - 4, colour=INK, radius=6, hollow=True))
        pieces.append(text(beside + 26, legend, "as published"))
    if left_open and picture.open_words:
        lowest = _TOP + 24 + 26 * (len(shade) + 1)
        pieces.append(bar(beside, lowest - 14, 18, 18, ground))
        pieces.append(text(beside + 26, lowest, picture.open_words))
    assert beside < WIDTH
    return pieces, bottom + 52


def _names(
    picture: Map,
    named: Sequence[tuple[str, Sequence[Point]]],
    shade: dict[str, str],
    across: Scale,
    up: Scale,
) -> list[str]:
    """The name of each winner in the largest of its areas where there is room for it."""
    largest: dict[str, Sequence[Point]] = {}
    for name, corners in named:
        if name not in largest or _size(corners) > _size(largest[name]):
            largest[name] = corners
    lines = None
    if picture.published is not None:
        lines = across.at(picture.published[0]), up.at(picture.published[1])
    pieces = []
    for name, corners in sorted(largest.items()):
        spot = place_for(name, [(across.at(x), up.at(y)) for x, y in corners], lines)
        if spot is not None:
            ink = ink_on(shade[name])
            pieces.append(text(spot[0], spot[1] + 4, name, anchor="middle", size=SIZE, fill=ink, bold=True))
    return pieces
