"""What a reader of a PDF's tags finds: the mark of PDF/UA-1, a title, the language, paragraphs, tables with headers.

These are read from the bytes, stream by stream; no validator of PDF/UA is run.
"""

import re
import zlib
from collections import Counter

import pytest

pytest.importorskip("typst", reason="the extra letters is not installed: no PDF is made")

from bideval.model.letter import LetterKind
from bideval.report.letters.pdf import letter_pdf
from tests.report.letters.spoiled import SAMPLE

TITLES = {
    LetterKind.WINNER: "Outcome of the assessment",
    LetterKind.ASSESSED: "Outcome of the assessment",
    LetterKind.NOT_ASSESSED: "Notice that your offer was not assessed",
}


def plain(pdf: bytes) -> str:
    """The whole document as text, each compressed stream opened."""
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        opened = zlib.decompressobj()
        try:
            parts.append(opened.decompress(stream))
        except zlib.error:
            continue  # a stream that is not compressed stands in the bytes as they are
    return b"\n".join(parts).decode("latin-1")


@pytest.mark.parametrize("kind", list(LetterKind), ids=lambda kind: kind.value)
def test_title_language_and_mark_are_there(kind: LetterKind) -> None:
    text = plain(letter_pdf(SAMPLE[kind]))
    assert "pdfuaid:part" in text
    assert re.search(r"/Lang ?\(en-GB\)", text)
    assert re.search(r"/Marked true", text)
    assert re.search(r"/DisplayDocTitle true", text)
    assert f"{TITLES[kind]}: Community health services for Wealdshire" in text


@pytest.mark.parametrize("kind", list(LetterKind), ids=lambda kind: kind.value)
def test_every_table_has_headers_and_texts_are_paragraphs(kind: LetterKind) -> None:
    tags = Counter(re.findall(r"/S ?/([A-Za-z0-9]+)", plain(letter_pdf(SAMPLE[kind]))))
    assert tags["H1"] == 1
    assert tags["P"] >= 8
    assert tags["THead"] == tags["Table"]
    assert tags["TH"] >= tags["Table"]
    assert bool(tags["Table"]) is (kind is not LetterKind.NOT_ASSESSED)
