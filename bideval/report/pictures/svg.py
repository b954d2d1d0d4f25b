"""Small pieces of SVG: escaped text, lines, bars, areas, and a scale from figures to pixels.

Every number is an exact fraction until it is written, with two decimals, as a coordinate.
"""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from bideval.model.numbers import decimal_text

WIDTH = 760
INK, QUIET, FAINT, ACCENT = "#1d2433", "#5b6472", "#dfe3e8", "#b3261e"
# Colours that readers with any colour vision tell apart (Okabe and Ito, 2008).
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999")
_FONT = "font-family=\"system-ui, 'Segoe UI', Helvetica, Arial, sans-serif\""


class Scale(NamedTuple):
    """Figures from ``low`` to ``high`` on pixels from ``start`` to ``end``."""

    low: Fraction
    high: Fraction
    start: int
    end: int

    def at(self, value: Fraction) -> Fraction:
        """The pixel of ``value``; the middle where there is no width."""
        if self.low == self.high:
            return Fraction(self.start + self.end, 2)
        return self.start + (value - self.low) * (self.end - self.start) / (self.high - self.low)


def number(value: Fraction | int) -> str:
    """A coordinate."""
    return decimal_text(Fraction(value), 2)


def text(
    x: Fraction | int,
    y: Fraction | int,
    words: str,
    *,
    anchor: str = "start",
    size: int = 13,
    fill: str = INK,
    bold: bool = False,
) -> str:
    """A line of text whose baseline is at ``y``."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="{fill}"{weight}>{escape(words)}</text>'
    )


def line(
    ends: tuple[Fraction | int, Fraction | int, Fraction | int, Fraction | int],
    *,
    colour: str = INK,
    width: int = 1,
    dashed: bool = False,
) -> str:
    """A straight line from (x1, y1) to (x2, y2)."""
    x1, y1, x2, y2 = map(number, ends)
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="{width}"{dash}/>'


def bar(x: Fraction | int, y: Fraction | int, width: Fraction | int, height: int, colour: str) -> str:
    """A filled box; a negative width goes to the left."""
    left = min(Fraction(x), Fraction(x) + width)
    return (
        f'<rect x="{number(left)}" y="{number(y)}" width="{number(abs(Fraction(width)))}" '
        f'height="{height}" fill="{colour}"/>'
    )


def dot(
    x: Fraction | int, y: Fraction | int, *, colour: str = INK, radius: int = 5, hollow: bool = False
) -> str:
    """A round mark."""
    fill = "#ffffff" if hollow else colour
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{radius}" fill="{fill}" stroke="{colour}" '
        'stroke-width="2"/>'
    )


def area(corners: Iterable[tuple[Fraction, Fraction]], colour: str) -> str:
    """A filled shape."""
    points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    return f'<polygon points="{points}" fill="{colour}" stroke="#ffffff" stroke-width="1"/>'


def path(points: Iterable[tuple[Fraction, Fraction]], colour: str) -> str:
    """A line through points."""
    joined = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="2.5"/>'


def page(title: str, pieces: Sequence[str], height: int) -> str:
    """Return the whole file, the sentence above the picture."""
    lines = broken(title, 80)
    top = 22 + 20 * len(lines)
    heading = [text(16, 26 + 20 * place, words, size=15, bold=True) for place, words in enumerate(lines)]
    body = "\n".join((*heading, f'<g transform="translate(0 {top})">', *pieces, "</g>"))
    whole = height + top
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {whole}" width="{WIDTH}" '
        f'height="{whole}" role="img" aria-label={quoteattr(title)} {_FONT}>\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{WIDTH}" height="{whole}" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


# What the page's style says of every letter and line already; none of it can stand in escaped words.
_DEFAULTS = (' text-anchor="start"', ' font-size="13"', f' fill="{INK}"', ' stroke-width="1"')


def inline(labelled_by: str, pieces: Sequence[str], height: int) -> str:
    """Return what is drawn for a place in a page whose element ``labelled_by`` says what it shows."""
    body = "".join(pieces)
    for default in _DEFAULTS:
        body = body.replace(default, "")
    body = re.sub("<text [^<>]*></text>", "", body)
    label = quoteattr(labelled_by)
    above = 14  # what is written at the top of a picture reaches over its edge
    return (
        f'<svg viewBox="0 -{above} {WIDTH} {height + above}" role="img" aria-labelledby={label}>{body}</svg>'
    )


def broken(words: str, most: int) -> list[str]:
    """Break a sentence into lines of at most ``most`` characters at its spaces."""
    lines: list[str] = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def colours(names: Iterable[str]) -> dict[str, str]:
    """A colour for each name, in order of name; beyond eight they begin again."""
    return {name: COLOURS[place % len(COLOURS)] for place, name in enumerate(sorted(set(names)))}


def short(value: Fraction, places: int = 2) -> str:
    """A figure beside a mark."""
    plain = decimal_text(value, places)
    whole, point, rest = plain.lstrip("-").partition(".")
    sign = "-" if plain.startswith("-") else ""
    return f"{sign}{int(whole):,}{point}{rest}"
