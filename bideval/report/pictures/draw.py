"""Draw the picture of an answer: one SVG file, or nothing where it has none."""

from collections.abc import Iterator, Sequence
from functools import singledispatch

from bideval.analysis.answer import Answer
from bideval.analysis.ask import LotAnswers
from bideval.analysis.pictures import (
    Dumbbell,
    Map,
    MarkSheet,
    NumberLine,
    Picture,
    RankBars,
    Shares,
    Slider,
    Waterfall,
    Whiskers,
)
from bideval.report.pictures.bars import dumbbell, mark_sheet, rank_bars, shares, waterfall, whiskers
from bideval.report.pictures.classes import classed
from bideval.report.pictures.lines import number_line, slider
from bideval.report.pictures.maps import winner_map
from bideval.report.pictures.svg import inline, page


def pictures(lots: Sequence[LotAnswers]) -> Iterator[tuple[str, str]]:
    """Yield the file name and the SVG of every answer that has a picture."""
    for lot in lots:
        for answer in lot.answers:
            if answer.picture is not None:
                prefix = "" if len(lots) == 1 else f"{lot.lot}-"
                about = f"-{answer.about}" if answer.about else ""
                yield f"{prefix}{answer.analysis}{about}.svg", draw(answer, answer.picture)


def draw(answer: Answer, picture: Picture) -> str:
    """Return the picture as SVG, the answer's sentence as its title."""
    return drawn(answer.sentence, picture)


def drawn(sentence: str, picture: Picture) -> str:
    """Return the picture as SVG, ``sentence`` as its title."""
    pieces, height = _pieces(picture)
    return page(sentence, pieces, height)


def inlined(labelled_by: str, picture: Picture) -> str:
    """Return the picture as SVG within a page, where the element ``labelled_by`` holds its sentence."""
    pieces, height = _pieces(picture)
    return classed(inline(labelled_by, pieces, height))


@singledispatch
def _pieces(picture: object) -> tuple[list[str], int]:
    """Return what is drawn and its height; each kind of picture has its own function."""
    raise TypeError(picture)


_pieces.register(Slider, slider)
_pieces.register(Dumbbell, dumbbell)
_pieces.register(Map, winner_map)
_pieces.register(RankBars, rank_bars)
_pieces.register(Shares, shares)
_pieces.register(MarkSheet, mark_sheet)
_pieces.register(NumberLine, number_line)
_pieces.register(Waterfall, waterfall)
_pieces.register(Whiskers, whiskers)
