"""``bideval ocds import`` and ``bideval ocds export``: the open contracting data standard, in and out."""

import click

from bideval.cli.ocds_export import export_command
from bideval.cli.ocds_import import import_command


@click.group("ocds", epilog="Example: bideval ocds export sample_tenders/community-health")
def command() -> None:
    """Read OCDS releases as tender folders, and write an evaluation as a release."""


command.add_command(import_command)
command.add_command(export_command)
