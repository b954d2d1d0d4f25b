"""The ``bideval`` command: each subcommand is its own thin module, imported when used.

Exit codes: 0 done, 1 internal error, 2 usage, 3 findings of severity error,
4 verification differs, 5 in words alone, 130 interrupted.
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
TYPED = "bideval.typed"  # under which the words of a command stand, as typed

_NEW_OBJECTS = 100_000  # between searches for cycles: to start makes as many, and no cycle to speak of

COMMANDS = {
    "allocate": "Award lots together, by the published mechanism and rules, with proof.",
    "backing": "Who wins with the financial tests and without them, and at what cost.",
    "bundle": "Everything an auditor needs, in one folder or file that checks itself.",
    "certificate": "One page to print: digests of a decision, and how to check them.",
    "check": "Every problem of a tender folder, with its place and how to put it right.",
    "compare": "Two drafts of the rules over the same bids: what differs, who gains and loses, why.",
    "criteria": "The criteria shelf: list it, show a pack.",
    "decide": "Record that the award is decided, or that all is over.",
    "diff": "How two records or folders differ: rules, inputs, results.",
    "enter": "Enter what is new in the files of a folder into its journal.",
    "erase": "Take texts out of a record whose time has come; it verifies as before.",
    "evaluate": "Score the bids: placings, who was disregarded and why.",
    "explain": "Every number back to its file and line; why one bid is ahead of another.",
    "finding": "What a finding code means and how to put it right.",
    "freeze": "Fix the published rules before bids come in, and begin the journal.",
    "letters": "What each bidder is told, and the sheets that officers need beside it.",
    "invent": "Invented tenders, one a line, to try a portfolio on.",
    "log": "Who entered what and why, and whether the award moved with it.",
    "library": "An index of decision records: add some, search by what was weighed and who won.",
    "moderate": "Where the panel's marks differ, and what it agrees on.",
    "new": "Begin a tender folder that checks clean.",
    "ocds": "Open contracting data in and out: releases to folders, evaluations to releases.",
    "open": "Record that prices are opened, once quality is settled.",
    "reconstruct": "What a folder that was entered from paper was taken from.",
    "redact": "A public record without what is confidential, that can still be checked.",
    "picture": "The result as pictures: one SVG of each kind, and a text that says the same.",
    "portfolio": "Many tenders decided again, under their own rules and under others.",
    "progress": "Who has still to mark what, by when, and who has still to declare an interest.",
    "record": "Write one file from which the award can be computed again.",
    "report": "One offline page: the result, why, what would have changed it, how to check it.",
    "rehearse": "Try the rules on hypothetical bids before they are published.",
    "sign": "Sign a decision record, so that ssh-keygen can check it.",
    "seal": "Seal prices until enough holders of keys open them together.",
    "sensitivity": "What would have changed the result, with proof.",
    "screens": "Red flags in bids and prices, each with its arithmetic; apart from every score.",
    "schema": "The JSON Schema of tender.yaml, for editors.",
    "verify": "Compute a decision record again: SAME, or each figure that differs.",
    "whatif": "What would be, were rules or bids other than they are: side by side.",
    "workbook": "Spreadsheets out to people and back in: marks, and a whole tender.",
}

_MODULES = {"progress": "panel"}  # where a command's module is not called after it

# Under which heading of the help each command stands, in the order in which work goes.
SECTIONS = {
    "Begin, and put right": ("new", "check", "finding", "criteria", "schema", "rehearse"),
    "Score, and explain": ("evaluate", "explain", "allocate", "screens"),
    "What would change it": ("whatif", "compare", "sensitivity", "backing"),
    "Evaluators and letters": ("workbook", "progress", "moderate", "letters", "report", "picture"),
    "Custody": ("freeze", "enter", "seal", "open", "decide", "log"),
    "Record, and proof": (
        "record", "verify", "diff", "sign", "certificate", "bundle", "redact", "erase", "reconstruct",
    ),
    "Many tenders": ("ocds", "portfolio", "library", "invent"),
}  # fmt: skip


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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and keep what was typed: a journal may have to say what was asked."""
        ctx.meta[TYPED] = tuple(args)
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command."""
        del ctx  # which click hands on, and no command depends on
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import and return a command."""
        del ctx
        if name not in COMMANDS:
            return None
        module = import_module(f"bideval.cli.{_MODULES.get(name, name)}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from their one-line descriptions, without importing any."""
        del ctx
        for heading, names in SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl([(name, COMMANDS[name]) for name in names if name in COMMANDS])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with: bideval new my-tender --regime generic. bideval never calls the network.",
)
@click.version_option(__version__, prog_name="bideval")
@click.option("--plain", is_flag=True, help="Tables row by row and nothing drawn, for readers of screens.")
def group(*, plain: bool) -> None:
    """Score public tenders from plain files, exactly, and explain every number."""
    del plain  # what prints looks for it (cli/page.py)


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
