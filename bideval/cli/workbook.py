"""``bideval workbook``: spreadsheets out to people, and back in."""

import click

from bideval.cli.workbook_check import check_command
from bideval.cli.workbook_marks import export_command, import_command
from bideval.cli.workbook_model import model_command
from bideval.cli.workbook_start import start_command


@click.group("workbook", epilog="Example: bideval workbook export sample_tenders/community-health -o marks")
def command() -> None:
    """Hand out workbooks and take them back: marks by evaluator, a whole tender to set up, a result.

    And check one of your own.
    """


command.add_command(check_command)
command.add_command(export_command)
command.add_command(import_command)
command.add_command(model_command)
command.add_command(start_command)
