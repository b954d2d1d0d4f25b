"""docs/cli.md, made from the program's own help: what each command, argument and option says of itself."""

from collections.abc import Iterator

import click

from bideval.cli.main import group

OPENING = """# The commands

Made from the program's own help, which `bideval COMMAND --help` prints; `make docs` makes this page anew.

Results go to standard output, everything else to standard error. Nothing is asked for, and the network is
never called.

Start the program as `bideval`. Python's own way, `python -m bideval`, looks for the program in the current folder
first; in a folder from somewhere else, add `-P`: `python -P -m bideval`, and `python -P -m bideval.proof`.

| Exit code | Meaning |
|---|---|
| 0 | done |
| 1 | internal error |
| 2 | wrong call |
| 3 | findings of severity error; a file that is no decision record |
| 4 | verification differs |
| 5 | `verify`: every figure is the same, and words are others or were not checked |
| 130 | interrupted |
"""


def cli_page() -> str:
    """Return the page."""
    return "\n".join([OPENING, *_command(group, "bideval")]).rstrip("\n") + "\n"


def _command(command: click.Command, name: str) -> Iterator[str]:
    yield f"## `{name}`" if command is group else f"{'##' if name.count(' ') == 1 else '###'} `{name}`"
    yield ""
    yield _plain(command.help)
    yield ""
    yield f"```\n{_usage(command, name)}\n```\n"
    parameters = [row for one in command.params if (row := parameter_row(one))]
    if parameters:
        yield "\n".join(["| Argument or option | Meaning |", "|---|---|", *parameters]) + "\n"
    if command.epilog:
        yield f"{_example(command.epilog)}\n"
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=name)
        for one in command.list_commands(context):
            inside = command.get_command(context, one)
            assert inside is not None
            yield from _command(inside, f"{name} {one}")


def _example(epilog: str) -> str:
    """Return the line below a command's help; an example is shown as code."""
    word, _, text = _plain(epilog).partition(": ")
    return f"{word}: `{text}`" if word == "Example" else _plain(epilog)


def _usage(command: click.Command, name: str) -> str:
    """Return how the command is called: arguments in their order, options in brackets."""
    if isinstance(command, click.Group):
        return f"{name} COMMAND ..."
    parts = [_argument(one) for one in command.params if isinstance(one, click.Argument)]
    options = [one for one in command.params if isinstance(one, click.Option)]
    parts += [_option(one) for one in options if one.required]
    parts += [f"[{_option(one)}]" for one in options if not one.required]
    return " ".join([name, *parts])


def _argument(argument: click.Argument) -> str:
    word = str(argument.name).upper()
    return word if argument.required else f"[{word}]"


def _option(option: click.Option) -> str:
    value = "" if option.is_flag else f" {_value(option)}"
    return f"{max(option.opts, key=len)}{value}"


def _value(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return "|".join(map(str, option.type.choices))
    return option.metavar or str(option.name).upper()


def parameter_row(parameter: click.Parameter) -> str | None:
    """Return the row of an option, or of an argument that is one of a list; others are in the usage."""
    if isinstance(parameter, click.Option):
        meaning = [_plain(parameter.help)]
        if isinstance(parameter.type, click.Choice):
            meaning += [f"Without it `{parameter.default}`."] if isinstance(parameter.default, str) else []
        return f"| `{_cell(_option(parameter))}` | {' '.join(meaning)} |"
    if isinstance(parameter.type, click.Choice):
        words = ", ".join(f"`{one}`" for one in parameter.type.choices)
        without = f" Without it `{parameter.default}`." if isinstance(parameter.default, str) else ""
        return f"| `{str(parameter.name).upper()}` | One of {words}.{without} |"
    return None


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _plain(text: str | None) -> str:
    """Return a text of the help on one line a paragraph."""
    paragraphs = (text or "").strip().split("\n\n")
    return "\n\n".join(" ".join(one.split()) for one in paragraphs)
