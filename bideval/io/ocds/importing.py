"""Processes of a file written as tender folders, evaluated where the data suffice, and counted.

A folder holds what the release states, with the release itself beside it under
``documents/ocds.json``, so that nothing of it is lost.  One that cannot be evaluated is
written as well, as far as it goes: what is missing can be put in.
"""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bideval.errors import Finding, Severity, Source, error, warning
from bideval.io.judged_folder import JudgedFolder, judge_folder
from bideval.io.ocds.awards_read import Recorded
from bideval.io.ocds.no_bids import public_words
from bideval.io.ocds.out.folder_out import ORIGIN
from bideval.io.ocds.own_release import OwnFiles, own_files
from bideval.io.ocds.plain import Ids
from bideval.io.ocds.reading import OcdsTender
from bideval.io.ocds.strict_json import write_json
from bideval.io.written_files import FileExistsAlreadyError, write_files, written_over
from bideval.io.yaml_out import Data, yaml_text
from bideval.model.evaluation import Evaluation, LotResult
from bideval.model.written import Written
from bideval.scoring.digest import digest, rules_digest
from bideval.scoring.evaluate import judge

_NO_BIDS_YET = "BE210"  # said of rules that are still drafted, which these are not


class Outcome(StrEnum):
    """How an evaluation and the award that a release records go together."""

    SAME = "same"  # every recorded bid wins
    TIED = "tied"  # no other bid wins, but a tie is open in which the recorded one stands
    OTHER = "other"
    NO_AWARD = "no-award"
    NOT_EVALUATED = "not-evaluated"


class Imported(NamedTuple):
    """What came of one process; ``folder`` where it was written, ``evaluation`` where there is one."""

    line: int
    ocid: str
    folder: str | None
    evaluation: Evaluation | None
    outcome: Outcome
    findings: tuple[Finding, ...]

    @property
    def is_rejected(self) -> bool:
        """Whether a finding of severity error stands."""
        return any(one.severity is Severity.ERROR for one in self.findings)


class Writer:
    """Writes folders below a root; with None it only reads and evaluates."""

    def __init__(self, root: Path | None, *, force: bool) -> None:
        """Begin with no folder written."""
        self.root, self.force = root, force
        self._names = Ids("tender")

    def imported(self, tender: OcdsTender) -> Imported:
        """Write and evaluate one process.

        Raise FileExistsAlreadyError where a file is there and force was not asked for, and
        NoFolderError where a folder cannot be made.
        """
        own = own_files(tender.data) if tender.data is not None else None
        if own is not None:
            return self._own(tender, own)
        folder = self._written(tender.ocid, _texts(tender)) if tender.files else None
        if tender.inputs is None:
            return Imported(tender.line, tender.ocid, folder, None, Outcome.NOT_EVALUATED, tender.findings)
        judgement = judge(tender.inputs)
        findings = (*tender.findings, *judgement.findings)
        came = _outcome(judgement.evaluation, tender.recorded)
        return Imported(tender.line, tender.ocid, folder, judgement.evaluation, came, findings)

    def _own(self, tender: OcdsTender, own: OwnFiles) -> Imported:
        """Write a folder back, and see that it is the one that the release was written from."""
        place = Source(
            tender.findings[0].sources[0].file if tender.findings else "release", "", tender.line, 1
        )
        if own.reason:
            wrong = error("BE919", own.reason, "Fetch the release again from who wrote it.", place)
            return Imported(tender.line, tender.ocid, None, None, Outcome.NOT_EVALUATED, (wrong,))
        folder = self._written(tender.ocid, own.files)
        judged = self._judged(folder, own)
        inputs = judged.reading.inputs
        findings = (*_of_own(tender, judged, place), *_digest_findings(own, judged, place))
        evaluation = judged.evaluation if inputs is not None and inputs.bids else None
        came = _outcome(evaluation, tender.recorded)
        return Imported(tender.line, tender.ocid, folder, evaluation, came, findings)

    def _judged(self, folder: str | None, own: OwnFiles) -> JudgedFolder:
        """Judge the folder that was written; where none was asked for, one that is taken away at once."""
        if folder is not None and self.root is not None:
            return judge_folder(self.root / folder)
        with TemporaryDirectory() as place:
            write_files(Path(place), own.files)
            return judge_folder(Path(place))

    def _written(self, ocid: str, texts: dict[str, str]) -> str | None:
        if self.root is None:
            return None
        name = self._names.of(ocid)
        folder = self.root / name
        there = written_over(folder, texts)
        if there and not self.force:
            raise FileExistsAlreadyError(folder / there[0])
        write_files(folder, texts)
        return name


def _of_own(tender: OcdsTender, judged: JudgedFolder, place: Source) -> tuple[Finding, ...]:
    """The findings of a folder that came back; one without bids says what of them the release shows."""
    inputs = judged.reading.inputs
    if inputs is None or inputs.bids:
        return judged.findings
    kept = tuple(one for one in judged.findings if one.code != _NO_BIDS_YET)
    remedy = "Ask for the release at the level full; its rules stand in the folder."
    return (*kept, warning("BE917", public_words(tender.release), remedy, place))


def _digest_findings(own: OwnFiles, judged: JudgedFolder, place: Source) -> Iterator[Finding]:
    """Whether the folder is the one that the release was written from."""
    inputs = judged.reading.inputs
    wanted = own.digest or own.rules_digest
    found = None if inputs is None else digest(inputs) if own.digest else rules_digest(inputs)
    if found != wanted:
        message = f"the folder comes to {found or 'no digest'}, and the release says {wanted}"
        yield error("BE919", message, "Fetch the release again from who wrote it.", place)


def import_all(tenders: Iterator[OcdsTender], writer: Writer) -> Iterator[Imported]:
    """Write and evaluate every process, in order, one at a time."""
    for tender in tenders:
        yield writer.imported(tender)


def _texts(tender: OcdsTender) -> dict[str, str]:
    texts = {name: yaml_text(_data(data)) for name, data in tender.files.items()}
    return {**texts, ORIGIN: write_json(tender.data) + "\n"}


def _data(data: Written) -> Data:
    if isinstance(data, dict):
        return {key: _data(one) for key, one in data.items()}
    return [_data(one) for one in data] if isinstance(data, list) else data


def _outcome(evaluation: Evaluation | None, recorded: tuple[Recorded, ...]) -> Outcome:
    if evaluation is None:
        return Outcome.NOT_EVALUATED
    named = [
        (lot, award) for award in recorded for lot in evaluation.lots if award.bids and _is_of(lot, award)
    ]
    if not named:
        return Outcome.NO_AWARD
    if all(set(award.bids) & set(lot.winners) for lot, award in named):
        return Outcome.SAME
    best = all(set(award.bids) & {*lot.winners, *lot.tied} for lot, award in named)
    return Outcome.TIED if best else Outcome.OTHER


def _is_of(lot: LotResult, award: Recorded) -> bool:
    """Whether an award is of a lot: it names it, or names none and its bid stands there."""
    if award.lots:
        return lot.id in award.lots
    return any(placing.bid in award.bids for placing in lot.placings)
