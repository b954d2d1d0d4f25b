"""Nothing of one bidder in another's letter: canaries in every confidential field, searched in every byte."""

import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pytest

from bideval.io.contacts import read_contacts
from bideval.io.holidays import shipped_holidays
from bideval.io.judged_folder import JudgedFolder, judge_folder
from bideval.model.letter import LetterKind
from bideval.report.letters.cut import Addressed, Entered, letters
from bideval.report.letters.data import letter_data
from bideval.report.letters.extra import NEEDED
from bideval.report.letters.html import letter_html
from bideval.report.letters.pdf import letter_pdf
from bideval.report.letters.word import letter_docx, shipped_template
from tests.report.letters.folders import Made, forbidden, made

HAS_EXTRA = all(find_spec(name) for name in NEEDED)  # without it there is no Word document and no PDF
TENDERS = 200
SHARE = range(0, TENDERS, 17)  # of every run; the long suite takes them all


def judged(folder: Made) -> JudgedFolder:
    found = judge_folder(folder.root)
    assert found.evaluation is not None, [one.message for one in found.findings]
    return found


def letters_of(folder: Made, found: JudgedFolder) -> tuple[Addressed, ...]:
    assert found.reading.inputs is not None
    assert found.evaluation is not None
    contacts = read_contacts(folder.root, frozenset(folder.bids))
    assert contacts.findings == ()
    entered = Entered(contacts.of, "2026-05-06", "An Officer", "2026-05-08", shipped_holidays())
    return letters(found.reading.inputs, found.evaluation, entered)


def written(one: Addressed) -> Iterator[tuple[str, str]]:
    """Every text that goes to a bidder, with properties, comments and names of entries; by what holds it."""
    yield "view", repr(one.letter)
    yield "html", letter_html(one.letter)
    yield "typst", json.dumps(letter_data(one.letter), ensure_ascii=False)
    if not HAS_EXTRA:
        return
    data = letter_docx(one.letter, shipped_template())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        yield "zip comment", archive.comment.decode()
        for entry in archive.infolist():
            yield (
                f"docx {entry.filename}",
                f"{entry.filename} {entry.comment.decode()} {entry.extra.decode()}",
            )
            yield f"docx {entry.filename}", archive.read(entry).decode()
            yield f"docx {entry.filename}", re.sub("<[^>]*>", "", archive.read(entry).decode())
    pdf = letter_pdf(one.letter)
    yield "pdf", pdf.decode("latin-1")
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            yield "pdf stream", zlib.decompressobj().decompress(stream).decode("latin-1")
        except zlib.error:
            yield "pdf stream", stream.decode("latin-1")


def search(number: int, root: Path) -> None:
    folder = made(root, number)
    found = judged(folder)
    assert found.evaluation is not None
    winners = {lot.id: frozenset(lot.winners) for lot in found.evaluation.lots}
    for one in letters_of(folder, found):
        shown = winners[one.letter.lot] if one.letter.kind is LetterKind.ASSESSED else frozenset[str]()
        canaries = list(forbidden(folder, one.bid, shown))
        assert len(canaries) > 20
        for holder, text in written(one):
            leaked = [word for word in canaries if word in text]
            assert not leaked, f"tender {number}, letter to {one.bid}, {holder}: {leaked}"


@pytest.mark.parametrize("number", SHARE)
def test_no_canary_of_another_is_in_a_letter(number: int, tmp_path: Path) -> None:
    search(number, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("number", range(TENDERS))
def test_no_canary_of_another_is_in_any_letter_of_200_tenders(number: int, tmp_path: Path) -> None:
    search(number, tmp_path)


@pytest.mark.parametrize("number", [2, 3, 8])
def test_what_is_released_is_there(number: int, tmp_path: Path) -> None:
    """The search would find a canary that is there: a winner's name and reasons, in its letter and in others'."""
    folder = made(tmp_path, number)
    found = judged(folder)
    assert found.evaluation is not None
    (winner,) = found.evaluation.lots[0].winners
    name, reasons = folder.bids[winner].released[0], folder.bids[winner].released[4:]
    told = [one for one in letters_of(folder, found) if one.letter.kind is not LetterKind.NOT_ASSESSED]
    assert len(told) > 1
    assert len(reasons) == 2
    for one in told:
        texts = dict(written(one))
        for holder in ("view", "html", "typst"):
            assert all(word in texts[holder] for word in (name, *reasons)), (holder, one.bid)
    own = next(one for one in told if one.bid == winner)
    assert folder.bids[winner].closed[-1] in letter_html(own.letter)  # the page of its own tender


@pytest.mark.parametrize("number", [4, 6, 10])
def test_no_letter_reads_a_shadow_result(number: int, tmp_path: Path) -> None:
    """Without any shadow result the letters are the same."""
    folder = made(tmp_path, number)
    found = judged(folder)
    assert found.evaluation is not None
    assert any(one.shadow is not None for lot in found.evaluation.lots for one in lot.placings)
    bare = found.evaluation._replace(
        lots=tuple(
            lot._replace(placings=tuple(one._replace(shadow=None) for one in lot.placings))
            for lot in found.evaluation.lots
        )
    )
    assert letters_of(folder, found) == letters_of(folder, found._replace(evaluation=bare))


@pytest.mark.parametrize("number", [2, 7])
def test_what_another_bid_holds_does_not_change_a_letter(number: int, tmp_path: Path) -> None:
    """Texts of a losing bid changed, every other letter is as it was."""
    folder = made(tmp_path / "one", number)
    found = judged(folder)
    assert found.evaluation is not None
    winners = found.evaluation.lots[0].winners
    other = next(bid for bid in sorted(folder.bids) if bid not in winners)
    for name in (f"bids/{other}.yaml", "contacts.csv", "consensus.csv", "marks.csv"):
        path = folder.root / name
        if path.exists():
            text = path.read_text(encoding="utf-8")
            for word in (*folder.bids[other].released, *folder.bids[other].closed):
                text = text if word.isdigit() else text.replace(word, word.upper())
            path.write_text(text, encoding="utf-8", newline="")
    before = {one.bid: one.letter for one in letters_of(folder, found)}
    after = {one.bid: one.letter for one in letters_of(folder, judged(folder))}
    assert before.pop(other) != after.pop(other)
    assert before == after
