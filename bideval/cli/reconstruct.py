"""``bideval reconstruct FOLDER``: what a folder that was entered from paper rests on."""

import json
from pathlib import Path

import click

from bideval.cli.custody import errors_of
from bideval.cli.folder_argument import folder_argument, packs_option, stop_at_findings
from bideval.cli.page import echo_page
from bideval.errors import Finding, Source, error
from bideval.io.evidence import SOURCES
from bideval.record.bodies import bodies_of
from bideval.record.custody import judge_in_custody
from bideval.record.evidenced import evidence_in
from bideval.record.rebuilt import digests_in
from bideval.record.reconstructed import reconstructed_words
from bideval.report.evidence_text import reconstruction_text
from bideval.scoring.digest import canonical_bytes


@click.command("reconstruct", epilog="Example: bideval reconstruct my-copy")
@folder_argument
@packs_option
def command(folder: Path, packs: Path | None) -> None:
    """Say what each value of FOLDER, which was entered from paper, was taken from.

    Lists documents that say different things of one value, and values with no document. tender.yaml
    says under reconstructed who entered it, when and why; no record of it is called contemporaneous.
    """
    judged = judge_in_custody(folder, packs=packs)
    inputs = judged.reading.inputs
    if inputs is None or any(one.code.startswith("BE62") for one in errors_of(judged.findings)):
        stop_at_findings(judged.findings, as_json=False)
    found = evidence_in(folder, inputs)
    if inputs.tender.reconstructed is None or found is None:
        stop_at_findings(tuple(_not_said(said=inputs.tender.reconstructed is not None)), as_json=False)
    data = json.loads(canonical_bytes(inputs))
    words = reconstructed_words(data["tender"], bodies_of(inputs, frozenset(digests_in(data["tender"]))))
    echo_page(reconstruction_text(words, found, illustration=inputs.tender.illustration))
    if errors_of(found.findings):
        stop_at_findings(found.findings, as_json=False)


def _not_said(*, said: bool) -> list[Finding]:
    if said:
        message = "the folder was entered from paper, and does not say from which"
        remedy = f"Write {SOURCES}: docs/evidence.md says how."
        return [error("BE624", message, remedy, Source(SOURCES))]
    message = "nothing says that this folder was entered from paper"
    remedy = "Write into tender.yaml: reconstructed: {by: NAME, at: 2031-05-06, reason: TEXT}"
    return [error("BE624", message, remedy, Source("tender.yaml"))]
