"""Plain tables and amounts for the terminal; nothing here depends on the terminal's width."""

from collections.abc import Sequence
from fractions import Fraction

from bideval.model.numbers import decimal_text


def money_text(value: Fraction | None) -> str:
    """An amount with thousands grouped, for people: 1,250,000.5; a dash where there is none.

    >>> money_text(Fraction("1250000.5")), money_text(Fraction(-950))
    ('1,250,000.5', '-950')
    """
    if value is None:
        return "-"
    whole, point, decimals = decimal_text(value).partition(".")
    return f"{int(whole):,}{point}{decimals}" if whole not in {"-0", "0"} else f"{whole}{point}{decimals}"


def table_text(header: Sequence[str], rows: Sequence[Sequence[str]], right: set[int], indent: str = "  ") -> str:
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
