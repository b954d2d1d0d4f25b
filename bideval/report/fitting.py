"""Lines fitted to a width: long ones go on below, set in; tables and what is copied stay whole.

The width is a parameter: 100 columns where output is piped, so that the bytes are the
same everywhere.  This module does not look at the terminal.
"""

import re
import textwrap
from collections.abc import Iterator

PIPED = 100  # columns

_RULE = re.compile(r" *-+( +-+)*")  # under the header of a table
_KEPT = re.compile(r" *(\d+ )?\| | *bideval | *- \{")  # a line of a file, a command or an entry to copy
_CODE = re.compile(r" (error|warning|question) (BE[0-9]{3}:)")  # is searched for, so it stays on one line
_GLUE = "\0"
_ENTRY = ": - {"  # an entry of a file that is printed ready behind a sentence


def fitted(text: str, width: int = PIPED, *, folded: bool = False) -> str:
    """Return ``text`` with its lines cut between words at ``width`` columns.

    Where ``folded``, a table that is wider goes row by row, each figure with its heading.

    >>> print(fitted("  reason: short words that go on", 20))
      reason: short
        words that go on
    """
    return "\n".join(_block(block, width, folded=folded) for block in _blocks(text.split("\n")))


def read_out(text: str) -> str:
    r"""Return ``text`` without tables, for a reader of screens: each figure with its heading, a row a line.

    >>> print(read_out("rank  bid\n----  ---\n   1  ash"))
    rank: 1; bid: ash
    """
    return "\n".join(_rows_apart(block) for block in _blocks(text.split("\n")))


def _head(lines: list[str]) -> int | None:
    """Where the header of a table stands."""
    rule = next((index for index, line in enumerate(lines) if _RULE.fullmatch(line)), 0)
    return rule - 1 if rule else None


def _rows_apart(lines: list[str]) -> str:
    head = _head(lines)
    if head is None:
        return "\n".join(lines)
    header, rule, *rows = lines[head:]
    starts = [found.start() for found in re.finditer("-+", rule)]
    spans = list(zip(starts, [*starts[1:], None], strict=True))
    indent = " " * starts[0]
    named = [header[start:end].strip() for start, end in spans]
    told = (zip(named, (row[start:end].strip() for start, end in spans), strict=True) for row in rows)
    said = ("; ".join(f"{name}: {cell}" if name else cell for name, cell in row if cell) for row in told)
    return "\n".join([*lines[:head], *(f"{indent}{one}" for one in said)])


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Lines between blank lines; a blank line is a block of its own."""
    block: list[str] = []
    for line in lines:
        if line:
            block.append(line)
            continue
        if block:
            yield block
        yield [line]
        block = []
    if block:
        yield block


def _block(lines: list[str], width: int, *, folded: bool) -> str:
    head = next((index for index, line in enumerate(lines) if _RULE.fullmatch(line)), len(lines) + 1) - 1
    kept = lines[max(head, 0) :]  # a table, from its header on
    if folded and max(map(len, kept), default=0) > width and _head(lines) is not None:
        apart = _rows_apart(kept).split("\n")
        kept = [_line(line, width) for line in apart]
    return "\n".join([*(_line(line, width) for line in lines[: max(head, 0)]), *kept])


def _line(line: str, width: int) -> str:
    if len(line) <= width or _KEPT.match(line):
        return line
    indent = line[: len(line) - len(line.lstrip(" "))]
    said, entry, rest = line.partition(_ENTRY)
    if entry:
        return f"{_line(f'{said}:', width)}\n{indent}  - {{{rest}"
    cut = textwrap.wrap(
        _CODE.sub(rf" \1{_GLUE}\2", line.lstrip(" ")),
        width,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(cut).replace(_GLUE, " ")
