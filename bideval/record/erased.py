"""Texts of a folder that were erased: their digests stand in their place, and custody still holds."""

from collections.abc import Iterator

from bideval.errors import Finding, Source, warning
from bideval.io.judged_folder import JudgedFolder
from bideval.model.inputs import Inputs
from bideval.record.bodies import texts_in
from bideval.scoring.digest import ERASED

_REMEDY = (
    "Nothing is to be changed. Say in the journal when and under which rule: bideval log FOLDER"
    " --checkpoint --by NAME --at TIME --reason TEXT"
)


def with_erased(judged: JudgedFolder) -> JudgedFolder:
    """Return a judged folder with a warning for each file in which texts are erased."""
    draft = judged.reading.draft
    found = () if draft is None else tuple(_erased(draft))
    if not found:
        return judged
    findings = judged.reading.places.locate_all((*judged.findings, *found))
    return JudgedFolder(judged.reading, judged.evaluation, findings)


def _erased(inputs: Inputs) -> Iterator[Finding]:
    parts: dict[str, object] = {
        "tender.yaml": inputs.tender,
        "decisions.yaml": inputs.decisions,
        "evaluators.csv": inputs.evaluators,
        "marks.csv": inputs.marks,
        "consensus.csv": inputs.consensus,
        "declarations.csv": inputs.declarations,
    }
    parts |= {f"bids/{bid}.yaml": one for bid, one in inputs.bids.items()}
    for file, part in sorted(parts.items()):
        count = sum(ERASED.fullmatch(text) is not None for text in texts_in(part))
        if count:
            texts = "1 text is" if count == 1 else f"{count} texts are"
            message = f"{texts} erased in {file}: the digest stands there, the body does not"
            yield warning("BE617", message, _REMEDY, Source(file))
