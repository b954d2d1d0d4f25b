"""A picture that stands on a page twice is drawn once: the second place shows the first's drawing.

The study of the financial tests asks some questions that the analyses ask too, and draws the
same.  Each place keeps its own sentence as the picture's label.
"""

import re
from collections.abc import Iterable

from bideval.report.page.seen import Asked, Said

_DRAWING = re.compile(r"(<svg [^<>]*>)(.*)</svg>", re.DOTALL)


def drawn_once(lot: str, asked: tuple[Asked, ...], study: tuple[Asked, ...]) -> tuple[tuple[Asked, ...], ...]:
    """Return the answers and the study of a lot with every drawing standing once."""
    drawings = [drawing for one in (*asked, *study) for said in one.found if (drawing := _drawing(said))]
    twice = dict.fromkeys(one for one in drawings if drawings.count(one) > 1)
    names = {drawing: f"drawn-{lot}-{place}" for place, drawing in enumerate(twice)}
    shown: set[str] = set()
    return tuple(tuple(_asked(one, names, shown) for one in group) for group in (asked, study))


def _drawing(said: Said) -> str:
    found = _DRAWING.fullmatch(said.picture)
    return found[2] if found else ""


def _asked(asked: Asked, names: dict[str, str], shown: set[str]) -> Asked:
    return asked._replace(found=tuple(_said(asked.found, names, shown)))


def _said(found: Iterable[Said], names: dict[str, str], shown: set[str]) -> Iterable[Said]:
    for said in found:
        drawing = _drawing(said)
        name = names.get(drawing)
        if name is None:
            yield said
            continue
        drawn = f'<use href="#{name}"/>' if name in shown else f'<g id="{name}">{drawing}</g>'
        shown.add(name)
        yield said._replace(picture=said.picture.replace(drawing, drawn))
