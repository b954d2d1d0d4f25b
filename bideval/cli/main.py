"""The ``bideval`` command: each subcommand is its own thin module, imported when used.

Exit codes: 0 done, 1 internal error, 2 usage, 3 findings of severity error,
4 verification differs, 130 interrupted.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import click

from bideval import __version__

EXIT_FINDINGS = 3
EXIT_INTERRUPTED = 130

_NEW_OBJECTS = 100_000  # between searches for cycles: to start makes as many, and no cycle to speak of

COMMANDS = {
    "check": "Every problem of a tender folder, with its place and how to put it right.",
    "criteria": "The criteria shelf: list it, show a pack.",
    "evaluate": "Score the bids: placings, who was disregarded and why.",
    "explain": "Every number back to its file and line; why one bid is ahead of another.",
    "finding": "What a finding code means and how to put it right.",
    "new": "Begin a tender folder that checks clean.",
    "sensitivity": "What would have changed the result, with proof.",
    "schema": "The JSON Schema of tender.yaml, for editors.",
    "whatif": "What would be, were rules or bids other than they are: side by side.",
}


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """Leave with 0 where what reads our output, such as head, has read enough; click would leave with 1."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is still to be flushed
        raise click.exceptions.Exit(0) from None


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is used."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        """Parse the arguments; help is printed here."""
        with _reader_may_leave():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        with _reader_may_leave():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command."""
        del ctx  # which click hands on, and no command depends on
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import and return a command."""
        del ctx
        if name not in COMMANDS:
            return None
        module = import_module(f"bideval.cli.{name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from their one-line descriptions, without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with: bideval new my-tender --regime generic. bideval never calls the network.",
)
@click.version_option(__version__, prog_name="bideval")
def group() -> None:
    """Score public tenders from plain files, exactly, and explain every number."""


def main() -> None:
    """Run the command line: UTF-8 when piped, and 130 when interrupted."""
    gc.set_threshold(_NEW_OBJECTS, 10, 100)
    # A record made with a validation plugin could not be recomputed; none is looked for.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        sys.exit(group.main(standalone_mode=False) or 0)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(EXIT_INTERRUPTED)
    finally:
        gc.freeze()  # what is left goes with the process; no search for cycles in it at the end
