"""A folder under custody: read, judged, and held against its journal.

A folder that has ``journal.jsonl`` is under custody.  Where its content is not what was
entered, or its journal does not hold, there is no result: a figure that rests on other
papers than those on record is not to be had by mistake.  Without the journal a copy of
the folder is an ordinary folder, and is evaluated as it stands.
"""

from pathlib import Path
from typing import NamedTuple

from bideval.errors import Finding, Severity
from bideval.io.judged_folder import JudgedFolder, judge_folder
from bideval.model.bounds import bounded
from bideval.model.inputs import Inputs
from bideval.record.content import Content, content_of, pointers_of
from bideval.record.custody_findings import Looked, content_findings, journal_findings
from bideval.record.differences import Differences, differences
from bideval.record.erased import with_erased
from bideval.record.evidenced import with_evidence
from bideval.record.followed_framework import with_framework
from bideval.record.journal import Journal, Since, has_journal, read_journal, since_in
from bideval.record.ledger import Frozen, Ledger, frozen_of, ledger_of
from bideval.record.phases import Phase
from bideval.record.sealing.seals import has_seals, opened_early, seals_of, with_seals


class Custody(NamedTuple):
    """A folder and its journal.  ``looked`` is None where the folder cannot be read.

    ``judged`` is the folder with the findings of custody among its own, located and in order;
    its evaluation is None where an error of either stands.  ``plain`` is the folder as it
    would be judged without a journal, and ``found`` what custody finds.
    """

    folder: Path
    journal: Journal
    ledger: Ledger
    content: Content | None
    looked: Looked | None
    plain: JudgedFolder
    judged: JudgedFolder
    found: tuple[Finding, ...]

    @property
    def inputs(self) -> Inputs:
        """The inputs; there are some where ``content`` is there."""
        assert self.plain.reading.draft is not None
        return self.plain.reading.draft

    @property
    def differences(self) -> Differences:
        """What is not as it was entered; nothing where the folder cannot be read."""
        return self.looked.differences if self.looked else Differences({}, (), ())


def judge_in_custody(
    root: Path,
    *,
    quality_only: bool | None = None,
    packs: Path | None = None,
    checkpoint: str | None = None,
) -> JudgedFolder:
    """Judge a folder, with what custody finds where it is under custody or a checkpoint is given.

    What is wrong with its sealed prices and its evidence is found too.
    """
    if checkpoint is None and not has_journal(root):
        return _beside(root, judge_folder(root, quality_only=quality_only, packs=packs))
    custody = custody_of(root, quality_only=quality_only, packs=packs, checkpoint=checkpoint)
    return _beside(root, custody.judged)


def _beside(root: Path, judged: JudgedFolder) -> JudgedFolder:
    """Add what is to be said of sealed prices, evidence, a framework that is followed, and erased texts."""
    return with_erased(with_framework(root, with_evidence(root, with_seals(root, judged)), _alone))


def _alone(root: Path) -> JudgedFolder:
    """A folder as its own files and journal have it, whatever it follows."""
    return custody_of(root).judged if has_journal(root) else judge_folder(root)


def custody_of(
    root: Path,
    *,
    quality_only: bool | None = None,
    packs: Path | None = None,
    checkpoint: str | None = None,
) -> Custody:
    """Read the folder at ``root`` and its journal, if it has one, and hold one against the other."""
    plain = judge_folder(root, quality_only=quality_only, packs=packs)
    journal, problems = _journal(root)
    ledger = ledger_of(journal)
    inputs = plain.reading.draft
    content = None if inputs is None else content_of(inputs)
    looked = None
    findings = [*problems, *journal_findings(journal, ledger, checkpoint)]
    if inputs is not None and content is not None and has_journal(root):
        apart = differences(inputs, content, ledger, plain.reading.lost)
        looked = Looked(inputs, journal, ledger, apart, pointers_of(inputs))
        findings += content_findings(looked)
    if ledger.phase is Phase.PUBLISHED:
        findings += opened_early(root)
    found = plain.reading.places.locate_all(bounded(findings))
    return Custody(root, journal, ledger, content, looked, plain, _with(plain, found), found)


def held_in(root: Path, checkpoint: str | None) -> Since | None:
    """Say whether the journal of a folder holds, and whether the folder is as it was entered.

    None where there is no journal and no checkpoint names one.  A chain that stands says
    nothing of files that were changed behind it, so both are said in one.
    """
    held = since_in(root, checkpoint)
    if held is None or held.holds is False:
        return held
    custody = custody_of(root)
    if custody.looked is None:
        return Since(None, f"{held.words}; the folder cannot be read, and was not held against it")
    wrong = sum(one.severity is Severity.ERROR for one in custody.found) + len(wrong_seals(custody))
    if not wrong:
        return held
    differs = "1 thing in the folder is" if wrong == 1 else f"{wrong} things in the folder are"
    return Since(False, f"{held.words}; but {differs} not as entered: bideval check FOLDER says what")


def wrong_seals(custody: Custody) -> tuple[Finding, ...]:
    """Return what is wrong with the sealed prices of a folder: swapped, changed or gone."""
    draft = custody.plain.reading.draft
    if draft is None or not has_seals(custody.folder, draft.bids):
        return ()
    found = seals_of(custody.folder, draft.tender.id, draft.bids).findings
    errors = (one for one in found if one.severity is Severity.ERROR)
    return custody.plain.reading.places.locate_all(tuple(errors))


def frozen_in(root: Path) -> Frozen | None:
    """Return the rules that the journal of a folder fixed; None without a journal, or one that is read."""
    journal, _ = _journal(root)
    return frozen_of(journal)


def _journal(root: Path) -> tuple[Journal, list[Finding]]:
    if not has_journal(root):
        return Journal(), []
    found = read_journal(root)
    return (Journal(), [found]) if isinstance(found, Finding) else (found, [])


def _with(plain: JudgedFolder, found: tuple[Finding, ...]) -> JudgedFolder:
    both = plain.reading.places.locate_all((*plain.findings, *found))
    stops = any(one.severity is Severity.ERROR for one in found)
    return JudgedFolder(plain.reading, None if stops else plain.evaluation, both)
