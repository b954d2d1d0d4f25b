"""``bideval schema``."""

import click

from bideval.cli.folder_argument import echo_json
from bideval.model.schemas import FILES, json_schema


@click.command("schema", epilog="Example: bideval schema tender > tender.schema.json")
@click.argument("file", type=click.Choice(sorted(FILES)), default="tender")
def command(file: str) -> None:
    """Print the JSON Schema of a file, so that editors can complete and check it."""
    echo_json(json_schema(file))
