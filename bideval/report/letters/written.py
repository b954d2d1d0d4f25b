"""Which files letters and sheets become: their names below a folder, and their bytes.

Letters stand apart from what is for officers alone, so that a folder that is sent holds nothing
else: ``to-bidders/<lot>/<bid>.html`` and ``for-officers/...``.  Nothing is written to disk here.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.model.study import Study
from bideval.report.letters.cut import Addressed, Entered, law_of, regime_of
from bideval.report.letters.html import letter_html
from bideval.report.letters.margin_sheet import margin_sheet
from bideval.report.letters.notice_sheet import notice_sheet
from bideval.report.letters.pdf import letter_pdf
from bideval.report.letters.report_sheet import report_sheet
from bideval.report.letters.sheets import Sheet, page_of
from bideval.report.letters.together import settled_by
from bideval.report.letters.word import letter_docx
from bideval.scoring.letters.clock import standstill

FORMATS = ("html", "word", "pdf")


class Making(NamedTuple):
    """In which formats letters are made, and with which Word template."""

    formats: tuple[str, ...]
    template: bytes


def made(one: Addressed, making: Making) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a letter; raise TemplateRefusedError where one cannot be set."""
    stem = f"to-bidders/{one.letter.lot}/{one.bid}"
    yield f"{stem}.html", letter_html(one.letter).encode("utf-8", "replace")
    if "word" in making.formats:
        yield f"{stem}.docx", letter_docx(one.letter, making.template)
    if "pdf" in making.formats:
        yield f"{stem}.pdf", letter_pdf(one.letter)


def officers_pages(
    inputs: Inputs, evaluation: Evaluation, study: Study | None, entered: Entered
) -> dict[str, bytes]:
    """Return the sheets for officers and members, by name."""
    regime, law = regime_of(inputs), law_of(inputs)
    evaluation = settled_by(evaluation, entered.awards)
    clock = standstill(inputs.tender, regime, entered.published, entered.holidays)
    sheets: dict[str, Sheet] = {
        "further-explanation": margin_sheet(inputs, evaluation),
        "notices": notice_sheet(inputs, evaluation, regime, entered.contacts, clock, entered.awards),
        "report-for-file": report_sheet(
            inputs, evaluation, regime, law, study, entered.awards, for_file=True
        ),
        "report-for-members": report_sheet(
            inputs, evaluation, regime, law, study, entered.awards, for_file=False
        ),
    }
    return {
        f"for-officers/{name}.html": page_of(one).encode("utf-8", "replace") for name, one in sheets.items()
    }
