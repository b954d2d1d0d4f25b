"""Ask the questions of a record again, from its inputs alone, and compare what the answers say.

Claims prove themselves, and verifying them needs no analysis.  The words beside them do, and so
does whether these claims are those of the question: how many, of which kind, over which region.
All that is made again here where a solver is installed; of a claim everything is compared but
the multipliers and the example, which another solver may choose otherwise.  Answers may rest on
the study in the record; of a record that was made before studies were recorded, they are asked
again beside the folder.

Another version of the program or of the solver may word an answer otherwise.  The provenance that
names it stands outside every digest, so that is no proof: what differs then is shown, and the
record is not called the same.  A verdict that is another, or a sentence that names another bid or
number, is a difference whoever wrote it.
"""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from bideval import __version__
from bideval.errors import BidevalError
from bideval.io.folder import read_folder
from bideval.model.study import Study
from bideval.record.assembled import Answered, Recordable, answer_data
from bideval.record.canonical import Json
from bideval.record.compared import Difference, differences
from bideval.record.rebuilt import rebuilt
from bideval.record.studied import STUDY, study_of, text_not_there
from bideval.record.verified import ReadRecord, Verification, bids_of, is_quality_only
from bideval.record.wording import names_the_same
from bideval.scoring.evaluate import judge

AnswerAll = Callable[
    [Recordable, Study | None, Sequence[str], AbstractSet[str]], tuple[tuple[Answered, ...], str]
]
_WORDS = ("/question", "/settings", "/sentence")
_PROPOSED = frozenset({"conflicts", "duals", "ray", "tree", "witness"})  # by the solver, of a claim


class _Again(NamedTuple):
    """What came of asking: whether program and solver are those that wrote the record, and what differs."""

    is_same_program: bool
    differences: tuple[Difference, ...]


def asked_again(record: ReadRecord, found: Verification, folder: Path | None) -> Verification:
    """Return a verification with the words of the answers compared; as it was where nothing is asked."""
    if not record.typed.analyses or not found.same_but_for_words:
        return found
    again = _asked(record, folder)
    if isinstance(again, str):
        return found._replace(not_asked=again, words_open=True)
    bids = bids_of(record)
    worded = [
        not again.is_same_program and one.pointer.endswith(_WORDS) and names_the_same(one, bids)
        for one in again.differences
    ]
    pairs = tuple(zip(again.differences, worded, strict=True))
    return found._replace(
        asked=len(record.typed.analyses),
        differences=tuple(one for one, is_worded in pairs if not is_worded),
        reworded=(*found.reworded, *(one for one, is_worded in pairs if is_worded)),
    )


def _asked(record: ReadRecord, folder: Path | None) -> _Again | str:
    """What came of asking again, or why it was not done."""
    study = _study(record, folder)
    if isinstance(study, str):
        return study
    try:
        answer: AnswerAll = import_module("bideval.cli.answered").answered
    except ImportError:
        return "no solver is installed here"
    answers = record.typed.analyses
    ids = tuple(dict.fromkeys(one.id for one in answers))
    whole = frozenset(one.id for one in answers if one.about is None and one.claims)
    try:
        made, solver = answer(_recordable(record), study, ids, whole)
    except (BidevalError, ValueError) as problem:
        return str(problem)
    written = record.typed.provenance
    is_same = (written.get("bideval"), written.get("solver")) == (__version__, solver)
    stated = record.data["analyses"]
    assert isinstance(stated, list)
    apart = differences([_asked_of(one) for one in stated], [_asked_of(answer_data(one)) for one in made])
    return _Again(is_same, tuple(one._replace(pointer=f"/analyses{one.pointer}") for one in apart))


def _study(record: ReadRecord, folder: Path | None) -> Study | str | None:
    """What was to be explored, as recorded or, of an earlier record, as the folder has it; or why not."""
    recorded = record.data.get("study")
    if isinstance(recorded, dict):
        absent = text_not_there(recorded, record.typed.texts)
        return (
            f"the text at {absent} is not in the record" if absent else study_of(recorded, record.typed.texts)
        )
    if all(one.path != STUDY for one in record.typed.files):
        return None
    if folder is None:
        return f"they may rest on {STUDY}, which is in the folder alone"
    return read_folder(folder).study


def _recordable(record: ReadRecord) -> Recordable:
    inputs = record.data["inputs"]
    assert isinstance(inputs, dict)
    anew = rebuilt(inputs, record.typed.texts).inputs
    evaluation = judge(anew, quality_only=is_quality_only(record)).evaluation
    assert evaluation is not None  # the result was computed again, and is the same
    return Recordable(anew, evaluation, inputs, dict(record.typed.texts))


def _asked_of(answer: Json) -> Json:
    """What an answer says, and of its claims what the question gives whichever solver is asked."""
    assert isinstance(answer, dict)
    claims = answer["claims"]
    assert isinstance(claims, list)
    return {**answer, "claims": [_programme(one) for one in claims]}


def _programme(claim: Json) -> Json:
    assert isinstance(claim, dict)
    return {key: one for key, one in claim.items() if key not in _PROPOSED}
