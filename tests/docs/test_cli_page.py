"""docs/cli.md is what the program's own help says; ``--update-golden`` writes it anew."""

from collections.abc import Iterator

import click
import pytest

from bideval.cli.main import COMMANDS, EXIT_FINDINGS, EXIT_INTERRUPTED, group
from bideval.cli.record_argument import EXIT_DIFFERS, EXIT_IN_WORDS
from tests.conftest import ROOT
from tests.docs.cli_page import cli_page, parameter_row
from tests.docs.pages import code_words, prose_of, tables_of

PAGE = ROOT / "docs" / "cli.md"


def test_the_page_is_what_the_help_says(*, update_golden: bool) -> None:
    fresh = cli_page()
    if update_golden:
        PAGE.write_text(fresh, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == fresh, "make docs writes the page anew"


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=name)
        for one in command.list_commands(context):
            inside = command.get_command(context, one)
            assert inside is not None
            yield from commands(inside, f"{name} {one}")


CHOICES = [
    # in words              default     the page says
    ("a default",           "low",      "Without it `low`."),
    ("no default",          None,       None),
]  # fmt: skip


@pytest.mark.parametrize("case", CHOICES, ids=lambda case: case[0])
def test_a_choice_has_its_default_and_no_word_of_the_library(
    case: tuple[str, str | None, str | None],
) -> None:
    _, default, said = case
    choice = click.Choice(["low", "high"])
    option = click.Option(["--level"], type=choice, help="How far.")
    argument = click.Argument(["level"], type=choice, required=False)
    if default is not None:
        option = click.Option(["--level"], type=choice, help="How far.", default=default)
        argument = click.Argument(["level"], type=choice, default=default)
    for one in (option, argument):
        row = parameter_row(one)
        assert row is not None
        assert ("Without it" in row) is (said is not None)
        assert (said or "") in row


def test_the_page_shows_no_value_of_the_library() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert "Sentinel" not in text
    assert "UNSET" not in text


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_stands_on_the_page(name: str) -> None:
    assert f"\n## `bideval {name}`\n" in PAGE.read_text(encoding="utf-8")


def test_every_option_and_every_word_of_help_stands_on_the_page() -> None:
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    for name, command in commands(group, "bideval"):
        assert command.help, f"{name} has no help"
        assert " ".join(command.help.split()) in text, name
        for one in command.params:
            if isinstance(one, click.Option):
                assert one.help, f"{name}: {one.name} has no help"
                assert max(one.opts, key=len) in text, f"{name}: {one.name}"


def test_exit_codes_stand_on_the_page() -> None:
    codes = tables_of(PAGE)[0].column("Exit code")
    assert {*map(str, (EXIT_FINDINGS, EXIT_DIFFERS, EXIT_IN_WORDS, EXIT_INTERRUPTED)), "0", "1", "2"} == set(
        codes
    )


def test_the_page_names_no_command_there_is_not() -> None:
    known = {name for name, _ in commands(group, "bideval")}
    headings = {code_words(line)[0] for line in prose_of(PAGE).splitlines() if line.startswith("##")}
    assert headings == known
