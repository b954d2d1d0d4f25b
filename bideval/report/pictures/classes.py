"""The look of pictures within a page as classes: each stands once in the page's style.

A picture in a file of its own says of every letter and line how it looks.  In a page with
thirty pictures that is a fifth of what is drawn, so there each such attribute becomes a letter
in ``class``, and a straight line a path.  Where things stand, and every word, stay as they are.

Only what stands between ``<`` and ``>`` is read; words are escaped and hold neither.
"""

import re
from collections.abc import Mapping
from string import ascii_letters
from types import MappingProxyType

from bideval.report.pictures.svg import ACCENT, COLOURS, FAINT, INK, QUIET

_PAINTS = (INK, QUIET, FAINT, ACCENT, "#ffffff", *COLOURS)
_LOOKS = (
    ("text-anchor", "middle"),
    ("text-anchor", "end"),
    ("font-size", "11"),
    ("font-size", "12"),
    ("font-weight", "600"),
    ("stroke-width", "2"),
    ("stroke-width", "2.5"),
    ("stroke-dasharray", "5 4"),
    ("fill", "none"),
    *(("fill", paint) for paint in _PAINTS),
    *(("stroke", paint) for paint in _PAINTS),
)
_LETTERS = ascii_letters.replace("n", "")  # n is the page's own class, of figures in columns
CLASSES: Mapping[tuple[str, str], str] = MappingProxyType(dict(zip(_LOOKS, _LETTERS, strict=False)))
_TAG = re.compile(r"<(text|line|rect|circle|polygon|polyline)( [^<>]*?)(/?)>")
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
_ENDS = re.compile(r' x1="([^"]*)" y1="([^"]*)" x2="([^"]*)" y2="([^"]*)"')


def classed(drawing: str) -> str:
    """Return a drawing whose looks are classes of ``style``.

    >>> classed('<text x="8" y="9" font-size="11" fill="#5b6472">one</text>')
    '<text x="8" y="9" class="c k">one</text>'
    """
    return _TAG.sub(_tag, drawing)


def style() -> str:
    """Return the rules of style for drawings of a page.

    They name no element around: what ``use`` shows again has none there.
    """
    return "".join(
        f".{letter}{{{name}:{_written(name, value)}}}" for (name, value), letter in CLASSES.items()
    )


def _written(name: str, value: str) -> str:
    return f"{value}px" if name == "font-size" else value


def _tag(found: re.Match[str]) -> str:
    name, attributes, closed = found.groups()
    letters = " ".join(
        CLASSES[one[1], one[2]] for one in _ATTRIBUTE.finditer(attributes) if (one[1], one[2]) in CLASSES
    )
    kept = _ATTRIBUTE.sub(lambda one: "" if (one[1], one[2]) in CLASSES else one[0], attributes)
    if name == "line":
        name, kept = "path", _ENDS.sub(_path, kept)
    return f"<{name}{kept}{_class(letters)}{closed}>"


def _class(letters: str) -> str:
    return f' class="{letters}"' if letters else ""


def _path(ends: re.Match[str]) -> str:
    x1, y1, x2, y2 = ends.groups()
    onward = f"H{x2}" if y1 == y2 else f"V{y2}" if x1 == x2 else f"L{x2} {y2}"
    return f' d="M{x1} {y1}{onward}"'
