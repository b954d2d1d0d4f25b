"""The rules of a tender folder, read for a rehearsal: what bids brought is left aside, right or wrong."""

from pathlib import Path
from typing import NamedTuple

from bideval.analysis.rehearsal.setting import rules_alone
from bideval.errors import Finding, Severity
from bideval.io.folder import read_folder
from bideval.model.inputs import Inputs
from bideval.model.study import Study
from bideval.scoring.checks.rehearsal import check_rehearsal
from bideval.scoring.compile_rules import compile_rules

OF_BIDS = ("bids/", "prices/", "scenarios/")
FILES_OF_BIDS = ("marks.csv", "consensus.csv", "assignments.csv", "declarations.csv", "decisions.yaml")


class RulesRead(NamedTuple):
    """The rules and the study of a folder; ``inputs`` is None where an error stands in the way."""

    inputs: Inputs | None
    study: Study | None
    findings: tuple[Finding, ...]  # about the rules and the study, located


def read_rules(root: Path, packs: Path | None = None) -> RulesRead:
    """Read the rules of the folder at ``root``; a folder without bids is as good as one with."""
    reading = read_folder(root, packs)
    found = [one for one in reading.findings if not _of_a_bid(one)]
    if reading.draft is None:
        return RulesRead(None, reading.study, tuple(found))
    compiled = compile_rules(rules_alone(reading.draft))
    found += reading.places.locate_all(compiled.findings)
    if reading.study is not None and not compiled.findings:
        in_study = tuple(check_rehearsal(reading.study, reading.draft, compiled.lots))
        found += reading.places.locate_all(in_study)
    stops = any(one.severity is Severity.ERROR for one in found)
    return RulesRead(None if stops else reading.draft, reading.study, tuple(dict.fromkeys(found)))


def _of_a_bid(finding: Finding) -> bool:
    files = [source.file for source in finding.sources]
    return bool(files) and all(one.startswith(OF_BIDS) or one in FILES_OF_BIDS for one in files)
