"""A picture with its text equivalent: two files of one name, the text with every figure that is drawn."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bideval.report.pictures.svg import page
from bideval.report.tables import table_text, wrapped


class Figures(NamedTuple):
    """The table of a picture; columns in ``right`` hold figures."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int]


class Drawn(NamedTuple):
    """A picture: its name without an ending, its sentence, its pieces, and the same as text."""

    name: str
    sentence: str
    pieces: Sequence[str]
    height: int
    tables: tuple[Figures, ...]
    notes: tuple[str, ...] = ()


class NotDrawn(NamedTuple):
    """A picture that there is nothing for, and why."""

    name: str
    why: str


def files_of(found: Iterable[Drawn], first: str) -> Mapping[str, str]:
    """Return the SVG and the text of each picture by file name; ``first`` is said above every text."""
    files = {}
    for one in found:
        files[f"{one.name}.svg"] = page(one.sentence, one.pieces, one.height)
        tables = [table_text(table.header, table.rows, set(table.right)) for table in one.tables]
        files[f"{one.name}.txt"] = text_of(first, one.sentence, tables, one.notes)
    return files


def text_of(first: str, sentence: str, tables: Sequence[str], notes: Sequence[str] = ()) -> str:
    """Return the text beside a picture."""
    head = "\n".join([*([first] if first else []), *wrapped(sentence, "")])
    said = ["\n".join(line for note in notes for line in wrapped(note, ""))] if notes else []
    return "\n\n".join([head, *tables, *said]) + "\n"


def file_name(lot: str, kind: str, *, single: bool) -> str:
    """Return the name of a lot's picture, as the pictures of answers are named."""
    return kind if single else f"{lot}-{kind}"
