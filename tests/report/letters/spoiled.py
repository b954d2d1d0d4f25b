"""Letters of the sample with one string in place of every text."""

from bideval.io.holidays import shipped_holidays
from bideval.io.judged_folder import judge_folder
from bideval.model.letter import Letter, LetterKind, Party
from bideval.report.letters.cut import Entered, letters
from tests.conftest import ROOT

MARK = "QXQ"


def sample() -> dict[LetterKind, Letter]:
    judged = judge_folder(ROOT / "sample_tenders" / "community-health")
    assert judged.evaluation is not None
    assert judged.reading.inputs is not None
    contacts = {bid: Party("", "1 Road\nTown", "a@b.invalid", "ID-1") for bid in judged.reading.inputs.bids}
    entered = Entered(contacts, "2026-05-06", "An Officer", "2026-05-08", shipped_holidays())
    return {one.letter.kind: one.letter for one in letters(judged.reading.inputs, judged.evaluation, entered)}


SAMPLE = sample()


def spoiled(value: object, text: str) -> object:
    """The same value with ``text`` in place of every text that is not blank."""
    if isinstance(value, LetterKind) or not isinstance(value, str | tuple):
        return value
    if isinstance(value, str):
        return text if value else value
    inside = tuple(spoiled(one, text) for one in value)
    made = getattr(type(value), "_make", tuple)  # a named tuple is made again as what it was
    again: object = made(inside)
    return again


def letter_with(kind: LetterKind, text: str) -> Letter:
    found = spoiled(SAMPLE[kind], text)
    assert isinstance(found, Letter)
    return found
