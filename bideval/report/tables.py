"""Plain tables and amounts for the terminal; nothing here depends on the terminal's width."""

import textwrap
from collections.abc import Sequence
from fractions import Fraction

from bideval.model import amounts
from bideval.model.numbers import figure_text, fixed_text


def money_text(value: Fraction | None) -> str:
    """An amount with thousands grouped, for people: 1,250,000.50; a dash where there is none.

    >>> money_text(Fraction("1250000.5")), money_text(Fraction(-950))
    ('1,250,000.50', '-950')
    """
    return "-" if value is None else amounts.money_text(value)


def most_decimals(values: Sequence[Fraction | None]) -> int:
    """How many decimals the longest of ``values`` needs to be shown."""
    return max((len(figure_text(one).partition(".")[2]) for one in values if one is not None), default=0)


def money_aligned(values: Sequence[Fraction | None]) -> list[str]:
    """Amounts of money of one column: all whole, or all with at least two decimals."""
    places = most_decimals(values)
    return aligned(values, max(places, 2) if places else 0)


def aligned(values: Sequence[Fraction | None], places: int | None = None, *, plus: bool = False) -> list[str]:
    """Amounts of one column with the same decimals: ``places``, or as many as the longest needs.

    With ``plus``, what is above zero says so.

    >>> aligned([Fraction("85.7"), Fraction(80), None])
    ['85.7', '80.0', '-']
    """
    shown = most_decimals(values) if places is None else places
    texts = ["-" if one is None else amounts.grouped(fixed_text(one, shown)) for one in values]
    signs = ["+" if plus and one is not None and one > 0 else "" for one in values]
    return [sign + text for sign, text in zip(signs, texts, strict=True)]


def one_line(text: str) -> str:
    r"""A line of ours on one line: what was entered into it must not look like lines or columns of ours.

    The spaces in front are ours and stay; every run of spaces behind them becomes one.

    >>> one_line("  Ash\n   1  elm")
    '  Ash 1 elm'
    """
    inside = text.lstrip(" ")
    return " " * (len(text) - len(inside)) + " ".join(inside.split())


def name_text(text: str) -> str:
    """A name or a title as it was entered, on one line, without spaces around it or runs of them inside."""
    return " ".join(text.split()) or "(blank)"


def shortened(text: str, most: int = 36) -> str:
    """A name on one line, cut to ``most`` characters, so that a table fits 100 columns."""
    line = name_text(text)
    return line if len(line) <= most else line[: most - 3] + "..."


def name_width(width: int) -> int:
    """The most characters of a name in a table on a page of ``width`` columns."""
    return 36 - min(max(100 - width, 0), 22)


def table_text(
    header: Sequence[str], rows: Sequence[Sequence[str]], right: set[int], indent: str = "  "
) -> str:
    """A table with a rule under its header; columns in ``right`` are aligned right."""
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]

    def line(cells: Sequence[str]) -> str:
        padded = (
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return (indent + "  ".join(padded)).rstrip()

    rule = indent + "  ".join("-" * width for width in widths)
    return "\n".join([line(header), rule, *map(line, rows)])


def wrapped(text: str, indent: str, width: int = 100) -> list[str]:
    """Text on lines of at most ``width`` columns, each behind ``indent``."""
    return textwrap.wrap(
        one_line(text), width, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False
    )
