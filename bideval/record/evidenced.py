"""The evidence of a folder, with its rows named as the journal names them."""

from pathlib import Path

from bideval.errors import Severity
from bideval.io.evidence import Evidence, evidence_of, has_evidence
from bideval.io.judged_folder import JudgedFolder
from bideval.model.inputs import Inputs
from bideval.record.content import CONSENSUS, DECISIONS, MARKS, keys_by_row


def evidence_in(root: Path, inputs: Inputs) -> Evidence | None:
    """Return what the inputs of the folder at ``root`` rest on; None where the folder does not say."""
    if not has_evidence(root):
        return None
    keys = {
        MARKS: [key for key, _ in keys_by_row(MARKS, inputs.marks)],
        CONSENSUS: [key for key, _ in keys_by_row(CONSENSUS, inputs.consensus)],
        DECISIONS: [one.id for one in inputs.decisions],
    }
    return evidence_of(root, inputs, keys)


def with_evidence(root: Path, judged: JudgedFolder) -> JudgedFolder:
    """Return a judged folder with what is wrong with its evidence; an error of it stops the result."""
    if judged.reading.draft is None or not has_evidence(root):
        return judged
    found = evidence_in(root, judged.reading.draft)
    assert found is not None
    stops = any(one.severity is Severity.ERROR for one in found.findings)
    findings = judged.reading.places.locate_all((*judged.findings, *found.findings))
    return JudgedFolder(judged.reading, None if stops else judged.evaluation, findings)
