"""``bideval certificate RECORD``: one page to print, with the digests of a decision and how to check them."""

from pathlib import Path

import click

from bideval.analysis.lots.recorded import award_again
from bideval.cli.folder_argument import safe
from bideval.cli.page import echo_page
from bideval.cli.record_argument import EXIT_DIFFERS, record_of
from bideval.cli.signature_options import FILE, bounded, signature_files, signatures_of
from bideval.record.canonical import canonical
from bideval.record.signing.ssh import MOST_SIGNATURE_BYTES, read_signature
from bideval.record.verified import ReadRecord, verify
from bideval.report.certificate_text import Certified, certificate_text
from bideval.report.verification_text import verification_text


@click.command("certificate", epilog="Example: bideval certificate works.json")
@click.argument("record", type=FILE)
@click.option(
    "--signature",
    "given",
    multiple=True,
    type=FILE,
    metavar="FILE",
    help="A signature of RECORD; RECORD.sig is found by itself.",
)
def command(record: Path, given: tuple[Path, ...]) -> None:
    """Print the certificate of RECORD: its result and digests on one page, to be checked by hand.

    The record is computed again first; where it is not the same there is no certificate.
    """
    click.echo(safe_lines(certificate_of(record, record_of(record), given)))


def certificate_of(
    record: Path, read: ReadRecord, given: tuple[Path, ...] = (), called: str | None = None
) -> str:
    """Return the certificate of a record; leave with exit code 4 and what differs where it is not the same.

    ``called`` is the name that the record has on the page, and its signatures after it.
    """
    data = canonical(read.data)
    found = verify(read, award_again=award_again)._replace(
        signatures=signatures_of(record, data, given, None, None)
    )
    if not found.same:
        echo_page(verification_text(found), err=True)
        raise click.exceptions.Exit(EXIT_DIFFERS)
    files = signature_files(record, given)
    name = called or record.name
    signed = tuple(
        (_renamed(one, record, name), read_signature(bounded(one, MOST_SIGNATURE_BYTES)).key) for one in files
    )
    return certificate_text(Certified(name, data, read.data, found, signed))


def _renamed(path: Path, record: Path, name: str) -> str:
    own = path.name.startswith(record.name)
    return name + path.name.removeprefix(record.name) if own else path.name


def safe_lines(text: str) -> str:
    """Return a page with escapes for what a terminal would act on, its line ends kept."""
    return "\n".join(map(safe, text.split("\n")))
