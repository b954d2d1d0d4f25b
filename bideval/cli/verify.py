"""``bideval verify RECORD [FOLDER]``: compute a record again, and say SAME or what differs."""

import re
from pathlib import Path

import click

from bideval.analysis.lots.recorded import award_again
from bideval.cli.asked_again import asked_again
from bideval.cli.custody import errors_of, since_option
from bideval.cli.folder_argument import echo_json, json_option, stop_at_findings
from bideval.cli.page import echo_page
from bideval.cli.record_argument import EXIT_DIFFERS, EXIT_IN_WORDS, PublicFile, public_of, record_of, refuse
from bideval.cli.signature_options import signature_options, signatures_of, tokens_of
from bideval.io.evidence import Evidence
from bideval.io.file_digests import files_of
from bideval.io.folder import read_folder
from bideval.record.canonical import UnreadableError, canonical
from bideval.record.custody import frozen_in, held_in
from bideval.record.evidenced import evidence_in
from bideval.record.redaction.public import check_public
from bideval.record.signing.checked import SignatureChecked, Standing
from bideval.record.studied import STUDY, study_beside
from bideval.record.verified import ReadRecord, Verification, verify
from bideval.report.evidence_text import evidence_data, evidence_words
from bideval.report.log_json import since_data
from bideval.report.public_text import public_data, public_text
from bideval.report.verification_json import verification_data
from bideval.report.verification_text import verification_text

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@click.command("verify", epilog="Example: bideval verify works.json sample_tenders/works-auction")
@click.argument("record", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--digest",
    "known",
    multiple=True,
    metavar="sha256:...",
    help="A digest known from elsewhere: of the record, the rules, the inputs or the result.",
)
@since_option
@signature_options
@json_option
def command(
    record: Path,
    folder: Path | None,
    known: tuple[str, ...],
    checkpoint_kept: str | None,
    given: tuple[Path, ...],
    signers: Path | None,
    revoked: Path | None,
    *,
    as_json: bool,
) -> None:
    """Compute RECORD again from itself alone: SAME, or each difference with both values.

    With FOLDER its files are compared with those that were read, and the rules with those that its
    journal fixed; with --since the journal with a checkpoint that you have kept. With --signers a
    signature says who vouches for it.
    Needs no network, and no solver but for the words of answers.
    """
    for one in known:
        if not _DIGEST.fullmatch(one):
            raise click.UsageError("--digest: write sha256: and 64 of 0 to 9 and a to f")
    if checkpoint_kept is not None and folder is None:
        raise click.UsageError("--since goes with a FOLDER, which holds the journal")
    public = public_of(record)
    if public is not None:
        signatures = signatures_of(record, public.data, given, signers, revoked)
        if folder is not None:
            raise click.UsageError("a public record does not name the files of a folder; verify it alone")
        return _public(record, public, known, signatures, as_json=as_json)
    read = record_of(record)
    files = None
    if folder is not None:
        files, findings = files_of(folder)
        if findings:
            stop_at_findings(findings, as_json=as_json)
    found = verify(read, known=known, files=files, award_again=award_again)
    bytes_read = canonical(read.data)
    found = found._replace(
        signatures=signatures_of(record, bytes_read, given, signers, revoked),
        tokens=tokens_of(record, bytes_read, given),
        journal=None if folder is None else held_in(folder, checkpoint_kept),
        frozen=None if folder is None else frozen_in(folder),
    )
    found = asked_again(read, found if folder is None else _beside(read, found, folder), folder)
    evidence = None if folder is None else _evidence(folder, as_json=as_json)
    if as_json:
        data = {"journal": since_data(found.journal), "evidence": evidence_data(evidence)}
        echo_json({**verification_data(found), **data})
    else:
        refused = "REFUSED: " if found.journal_refused else ""
        journal_words = f"\n\nJournal: {refused}{found.journal.words}." if found.journal else ""
        words = f"\n\n{evidence_words(evidence)}" if evidence else ""
        echo_page(verification_text(found) + journal_words + words)
    if not found.same:
        raise click.exceptions.Exit(EXIT_IN_WORDS if found.same_but_for_words else EXIT_DIFFERS)
    return None


def _public(
    path: Path,
    public: PublicFile,
    known: tuple[str, ...],
    signatures: tuple[SignatureChecked, ...],
    *,
    as_json: bool,
) -> None:
    """Check a public record, which shows a part of a decision."""
    try:
        found = check_public(public.record, known, _whole)
    except UnreadableError as problem:
        refuse(path, str(problem))
    if as_json:
        echo_json(public_data(found, signatures, known))
    else:
        echo_page(public_text(found, signatures, known))
    if not found.holds or any(one.standing is Standing.REFUSED for one in signatures):
        raise click.exceptions.Exit(EXIT_DIFFERS)


def _whole(record: ReadRecord) -> Verification:
    """Verify what a public record shows where nothing is withheld that its result rests on."""
    return asked_again(record, verify(record, award_again=award_again), None)


def _beside(record: ReadRecord, found: Verification, folder: Path) -> Verification:
    """The verification with the study of the folder compared with that of the record."""
    if record.typed.study is None:
        return found
    reading = read_folder(folder)
    unreadable = any(one.sources[0].file == STUDY for one in errors_of(reading.findings))
    apart = study_beside(record.data["study"], reading.study, unreadable=unreadable)
    return found._replace(differences=(*found.differences, *apart))


def _evidence(folder: Path, *, as_json: bool) -> Evidence | None:
    """What the inputs of the folder rest on; leave where that cannot be read."""
    inputs = read_folder(folder).draft
    found = None if inputs is None else evidence_in(folder, inputs)
    if found is not None and (wrong := errors_of(found.findings)):
        stop_at_findings(wrong, as_json=as_json)
    return found
