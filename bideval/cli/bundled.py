"""What goes into a bundle: the record, the files that were read, and the pages made for the auditor."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from bideval.analysis.lots.recorded import award_again, award_to_record
from bideval.cli.certificate import certificate_of
from bideval.cli.folder_argument import safe, stop_at_findings
from bideval.cli.page import echo_page
from bideval.cli.record_argument import EXIT_DIFFERS, record_of, refuse
from bideval.cli.signature_options import bounded, signature_files, token_files
from bideval.errors import Finding
from bideval.io.csv_text import MAX_CSV_BYTES
from bideval.io.evidence import DOCUMENTS, MANIFEST, MAX_DOCUMENT_BYTES, SOURCES, Evidence
from bideval.io.file_digests import file_read
from bideval.io.judged_folder import JudgedFolder
from bideval.io.safe_files import list_folder, read_file
from bideval.io.shelf import verifier_sources
from bideval.model.evaluation import Evaluation, LotResult, Placing
from bideval.model.inputs import Inputs
from bideval.record.assembled import NotRecordableError, assemble, recordable
from bideval.record.canonical import canonical
from bideval.record.custody import Custody, custody_of, judge_in_custody
from bideval.record.evidenced import evidence_in
from bideval.record.history import history_of
from bideval.record.journal import JOURNAL, MAX_JOURNAL_BYTES, checkpoint_of, has_journal, since
from bideval.record.reconstructed import reconstructed_words
from bideval.record.sealing.sealed import MOST_SEALED_BYTES, OPENED, SEALED
from bideval.record.signing.ssh import MOST_SIGNATURE_BYTES
from bideval.record.verified import ReadRecord, read_record, verify
from bideval.report.bundle_text import BundleFacts, chronology_text, departures_text, readme_text
from bideval.report.evaluation_text import ILLUSTRATION, evaluation_text
from bideval.report.evidence_text import evidence_words
from bideval.report.explain_text import bid_text
from bideval.report.fitting import fitted
from bideval.report.log_text import log_text
from bideval.report.verification_text import verification_text

MOST_BYTES = 1_000_000_000  # of all files of a bundle
MOST_PAGE_BYTES = 64_000_000
RECORD, TENDER = "record.json", "tender"


class Asked(NamedTuple):
    """What was asked for beside the folder."""

    record: Path | None
    report: Path | None
    wheels: Path | None
    packs: Path | None


class _Made(NamedTuple):
    """The folder as judged, its record, and what stands beside a record that was given."""

    root: Path
    judged: JudgedFolder
    inputs: Inputs
    evaluation: Evaluation
    record: ReadRecord
    beside: dict[str, bytes]  # signatures and time tokens, under their names in the bundle
    evidence: Evidence | None
    custody: Custody | None


def bundled(root: Path, asked: Asked) -> tuple[str, dict[str, bytes]]:
    """Return the id of the tender and the files of its bundle; leave where there is no result."""
    made = _made(root, asked)
    files = {RECORD: canonical(made.record.data), **made.beside}
    files |= {f"{TENDER}/{name}": data for name, data in _sources(made)}
    files |= {name: text.encode() for name, text in _pages(made, asked)}
    files |= {f"verifier/{name}": data for name, data in verifier_sources().items()}
    if asked.report is not None:
        files["report.html"] = bounded(asked.report, MOST_PAGE_BYTES)
    files |= {f"wheels/{name}": data for name, data in _wheels(asked.wheels)}
    if (size := sum(map(len, files.values()))) > MOST_BYTES:
        raise click.UsageError(f"the bundle would have {size:,} bytes, and has at most {MOST_BYTES:,}")
    return made.inputs.tender.id, files


def _made(root: Path, asked: Asked) -> _Made:
    judged = judge_in_custody(root, packs=asked.packs)
    inputs, evaluation = judged.reading.inputs, judged.evaluation
    if evaluation is None or inputs is None:
        stop_at_findings(judged.findings, as_json=False)
    record = _record(judged, inputs) if asked.record is None else record_of(asked.record)
    found = verify(record, files=judged.reading.files, award_again=award_again)
    if not found.same:
        echo_page(verification_text(found), err=True)
        raise click.exceptions.Exit(EXIT_DIFFERS)
    beside = {} if asked.record is None else dict(_beside(asked.record))
    evidence = evidence_in(root, inputs)
    custody = custody_of(root, packs=asked.packs) if has_journal(root) else None
    return _Made(root, judged, inputs, evaluation, record, beside, evidence, custody)


def _record(judged: JudgedFolder, inputs: Inputs) -> ReadRecord:
    quality_only = not inputs.prices and not inputs.rates
    try:
        ready = recordable(inputs, judged.reading.study, quality_only=quality_only)
        award = award_to_record(ready.inputs, ready.evaluation)
        return read_record(assemble(ready, judged.reading.files, award=award))
    except NotRecordableError as problem:
        raise click.UsageError(safe(str(problem))) from problem


def _beside(record: Path) -> Iterator[tuple[str, bytes]]:
    """The signature of a record and time tokens, called as the record is in the bundle."""
    for path in (*signature_files(record), *token_files(record)):
        yield RECORD + path.name.removeprefix(record.name), bounded(path, MOST_SIGNATURE_BYTES)


def _sources(made: _Made) -> Iterator[tuple[str, bytes]]:
    """The files that were read, journal and evidence, as they stand in the folder."""
    listed = {one.path: one for one in made.judged.reading.files}
    documents = made.evidence.documents if made.evidence else ()
    present = set(list_folder(made.root).names)
    others = {JOURNAL: MAX_JOURNAL_BYTES, MANIFEST: MAX_CSV_BYTES, SOURCES: MAX_CSV_BYTES}
    others |= {f"{DOCUMENTS}/{one.document}": MAX_DOCUMENT_BYTES for one in documents}
    others |= {name: MOST_SEALED_BYTES for name in present if name.endswith((SEALED, OPENED))}
    wanted = dict.fromkeys(listed, MAX_CSV_BYTES) | others
    for name, most in sorted(wanted.items()):
        if name not in listed and name not in present:
            continue
        data = read_file(made.root, name, most)
        if isinstance(data, Finding):
            refuse(made.root / name, data.message)
        if name in listed and file_read(name, data) != listed[name]:
            refuse(made.root / name, "the file was changed while the bundle was made")
        yield name, data


def _pages(made: _Made, asked: Asked) -> Iterator[tuple[str, str]]:
    yield "README.md", readme_text(_facts(made, asked))
    yield "certificate.txt", _certificate(made, asked)
    yield "result.txt", fitted(evaluation_text(made.evaluation, TENDER)) + "\n"
    yield "worked.txt", _worked(made)
    yield "departures.txt", departures_text(made.inputs, made.custody.found if made.custody else ())
    custody = made.custody
    if custody is None:
        yield "chronology.txt", chronology_text(made.inputs)
    else:
        text = log_text(custody, history_of(custody), since(custody.journal, None))
        yield "chronology.txt", fitted(text) + "\n"


def _certificate(made: _Made, asked: Asked) -> str:
    signed = () if asked.record is None else signature_files(asked.record)
    return certificate_of(asked.record or Path(RECORD), made.record, signed, RECORD) + "\n"


def _facts(made: _Made, asked: Asked) -> BundleFacts:
    tender = made.record.data["inputs"]
    assert isinstance(tender, dict)
    stated = tender["tender"]
    assert isinstance(stated, dict)
    names = sorted(made.beside)
    return BundleFacts(
        made.inputs.tender.id,
        made.inputs.tender.title,
        made.inputs.tender.illustration,
        reconstructed_words(stated, made.record.typed.texts),
        tuple(made.record.typed.digests.stated().items()),
        [name for name in names if name.endswith(".sig")],
        [name for name in names if name.endswith(".tsr")],
        evidence_words(made.evidence) if made.evidence else "",
        made.evidence.absent if made.evidence else (),
        checkpoint_of(made.custody.journal) if made.custody else "",
        asked.wheels is not None,
        asked.report is not None,
    )


def _worked(made: _Made) -> str:
    """One bid of the first lot, worked by hand: the winner, or else the first that stands there."""
    head = [ILLUSTRATION, ""] if made.inputs.tender.illustration else []
    lot = next((one for one in made.evaluation.lots if one.placings), None)
    if lot is None:
        return "\n".join([*head, "No bid is in any lot.", ""])
    placing = _first(lot)
    locate = made.judged.reading.places.locate
    text = bid_text(lot, placing, made.evaluation.currency, locate, lines_too=True)
    first = (
        f"Lot {lot.id}, bid {placing.bid}: each figure with the arithmetic behind it and where it was read"
    )
    return fitted("\n".join([*head, first, "", text])) + "\n"


def _first(lot: LotResult) -> Placing:
    return next((one for one in lot.placings if one.bid in lot.winners), lot.placings[0])


def _wheels(folder: Path | None) -> Iterator[tuple[str, bytes]]:
    if folder is None:
        return
    for path in sorted(folder.glob("*.whl")):
        yield path.name, bounded(path, MAX_DOCUMENT_BYTES)
