"""Naughty strings in every text of a Word document and of a PDF: text stays text."""

import json
import re
import zipfile
from functools import cache
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest

from bideval.model.letter import LetterKind
from bideval.report.letters.data import letter_data
from bideval.report.letters.extra import TemplateRefusedError
from bideval.report.letters.pdf import letter_pdf, letter_source
from bideval.report.letters.word import letter_docx, shipped_template, xml_safe
from tests.report.letters.naughty import ALL
from tests.report.letters.spoiled import MARK, letter_with

pytest.importorskip("docxtpl", reason="the extra letters is not installed: no Word document is made")
typst = pytest.importorskip("typst", reason="the extra letters is not installed: no PDF is made")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BREAKS = ("\n", "\t", "\a", "\f", "\r")


def document(text: str) -> ET.Element:
    data = letter_docx(letter_with(LetterKind.ASSESSED, text), shipped_template())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return ET.fromstring(archive.read("word/document.xml"))  # noqa: S314


@cache
def plain_document() -> ET.Element:
    return document(MARK)


def said(root: ET.Element) -> str:
    return "".join(one.text or "" for one in root.iter(f"{W}t"))


def shape(root: ET.Element) -> list[str]:
    return [one.tag for one in root.iter()]


def word_case(text: str) -> None:
    plain, found = plain_document(), document(text)
    if not any(one in text for one in BREAKS):
        assert shape(found) == shape(plain), text
        safe = xml_safe(text)
        assert isinstance(safe, str)
        assert said(found) == said(plain).replace(MARK, safe), text
    fields = {"instrText", "fldChar", "fldSimple", "hyperlink", "object", "drawing", "altChunk"}
    assert not fields & {one.tag.removeprefix(W) for one in found.iter()}


@pytest.mark.parametrize("text", ALL[::12], ids=lambda text: ascii(text)[:40])
def test_no_string_adds_an_element_to_a_word_document(text: str) -> None:
    word_case(text)


@pytest.mark.long
def test_no_string_of_all_adds_an_element_to_a_word_document() -> None:
    for text in ALL:
        word_case(text)


def headings(text: str) -> list[tuple[int, str, str]]:
    """What typst finds in the document, as the template sets it."""
    data = json.dumps(letter_data(letter_with(LetterKind.ASSESSED, text)), ensure_ascii=True)
    found = json.loads(
        typst.query(letter_source(), "heading", sys_inputs={"letter": data}, ignore_system_fonts=True)
    )
    return [(one["level"], one["body"].get("func"), texts(one["body"])) for one in found]


@cache
def plain_headings() -> list[tuple[int, str, str]]:
    return headings(MARK)


def texts(body: object) -> str:
    if isinstance(body, dict):
        return str(body.get("text", "")) + "".join(texts(one) for key, one in body.items() if key != "text")
    return "".join(texts(one) for one in body) if isinstance(body, list) else ""


@pytest.mark.parametrize("text", ALL[:180:6], ids=lambda text: ascii(text)[:40])
def test_a_string_is_set_as_text_and_never_read_as_markup(text: str) -> None:
    plain = plain_headings()
    assert len(plain) > 4
    assert headings(text) == [(level, func, words.replace(MARK, text)) for level, func, words in plain]


@pytest.mark.parametrize("text", ALL[:180:6], ids=lambda text: ascii(text)[:40])
def test_a_pdf_is_made_and_runs_nothing(text: str) -> None:
    data = letter_pdf(letter_with(LetterKind.ASSESSED, text))
    assert data.startswith(b"%PDF-")
    assert not re.search(rb"/(JavaScript|JS|Launch|EmbeddedFile|OpenAction|URI|AA)\b", data)


REFUSED = [
    # in words, text
    ("a script that the font lacks", "\u65e5\u672c"),
    ("a picture", "\U0001f600"),
    ("a control character", "a\x07b"),
    ("a byte order mark inside", "a\ufeffb"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_the_font_cannot_show_is_refused_and_not_left_out(case: tuple[str, str]) -> None:
    with pytest.raises(TemplateRefusedError, match="no PDF/UA can be made"):
        letter_pdf(letter_with(LetterKind.NOT_ASSESSED, case[1]))
