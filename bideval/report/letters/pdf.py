"""Write a letter as a tagged PDF (PDF/UA-1) with typst.

Texts go in as JSON and are set as text: none is read as markup.  No font of the machine is
used and no date is written, so that the same letter gives the same bytes.  A letter with a
character that the font lacks is refused: PDF/UA allows none, and the HTML page has it.
"""

import json
from functools import cache
from importlib.resources import files

from bideval.model.letter import Letter
from bideval.report.letters.data import letter_data
from bideval.report.letters.extra import TemplateRefusedError


def letter_pdf(letter: Letter) -> bytes:
    """Return the letter as the bytes of a PDF; raise TemplateRefusedError where it cannot be set."""
    import typst  # noqa: PLC0415

    data = json.dumps(letter_data(letter), ensure_ascii=True)
    try:
        found = typst.compile(
            letter_source(),
            format="pdf",
            sys_inputs={"letter": data},
            pdf_standards="ua-1",
            ignore_system_fonts=True,
        )
    except typst.TypstError as problem:
        words = (
            f"no PDF/UA can be made of the letter ({problem.message}); leave --format pdf out for this lot"
        )
        raise TemplateRefusedError(words) from problem
    return found


@cache
def letter_source() -> bytes:
    """Return the template as typst reads it."""
    return (files(__package__) / "templates" / "letter.typ").read_bytes()
