"""Export one workbook for each evaluator, and one in which the panel agrees.  Needs the extra ``excel``."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from bideval.io.workbooks.agree_out import agree_workbook
from bideval.io.workbooks.marks_out import marks_workbook
from bideval.io.workbooks.names import labels_of
from bideval.model.inputs import Inputs
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.panel.asked import asked_of, people_asked, to_agree


def marks_workbooks(
    inputs: Inputs,
    lots: tuple[LotRules, ...],
    people: tuple[str, ...],
    word: str | None,
    each: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> Mapping[str, bytes]:
    """Return a workbook by file name for everybody who is asked to mark, or for ``people`` alone.

    With the code ``word`` bidders stand behind codes.  ``each`` goes through the people, and
    may say how far it has come.  Raise CellTextError where a text
    cannot stand in a cell.
    """
    labels = labels_of(inputs, word)
    asked = {one: asked_of(inputs, lots, one, by_name=True) for one in people} or people_asked(inputs, lots)
    by_id = {one.id: one for one in inputs.evaluators}
    return {
        f"{inputs.tender.id}-marks-{person}.xlsx": marks_workbook(
            inputs, by_id[person], asked[person], labels
        )
        for person in each(tuple(asked))
    }


def moderation_workbook(inputs: Inputs, lots: tuple[LotRules, ...], word: str | None) -> bytes:
    """Return the workbook in which the panel agrees.  Raise as ``marks_workbooks``."""
    return agree_workbook(inputs, to_agree(inputs, lots), labels_of(inputs, word))
