"""Points and percentages as text, read fast and exactly as whole numbers of 10^-7.

What is plain, 0 to 100 with at most seven decimals, is read here, a whole table at
a time; for anything else the answer is None, and the caller reads it by the grammar
of bideval.model.numbers, which also says what is wrong with it.

Seven decimals, since 100 in units of 10^-7 is below 2^30: CPython multiplies whole
numbers below that bound several times faster than longer ones.

A text of at most two decimals is remembered once it has been read.  There are no
more than 12,213 of them, so the memory is bounded by the grammar.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import compress
from operator import mul

if sys.version_info >= (3, 12):
    from math import sumprod
else:

    def sumprod(left: Iterable[int], right: Iterable[int]) -> int:
        """Do what math.sumprod does from Python 3.12, which is faster."""
        return sum(map(mul, left, right))


PLACES = 7
UNIT = 10**PLACES  # units in 1

_REMEMBERED_PLACES = 2
REMEMBERED: dict[str, int] = {}  # units by text


def units(texts: Sequence[str]) -> list[int] | None:
    """Return the value of each text in units of 10^-7, or None if any is not plain."""
    try:
        return list(map(REMEMBERED.__getitem__, texts))
    except (KeyError, TypeError):  # not remembered, or not text
        return _read_unknown(texts) if set(map(type, texts)) == {str} else None


def dots(shares: Sequence[int], rows: Sequence[Sequence[str]]) -> list[int] | None:
    """Return for each row the sum of share x value, in units of 10^-14; None as in units."""
    known = REMEMBERED.__getitem__
    try:
        return [sumprod(shares, map(known, row)) for row in rows]
    except (KeyError, TypeError):  # not remembered, or not text
        values = units([text for row in rows for text in row])
    if values is None:
        return None
    width = len(shares)
    return [sumprod(shares, values[begin : begin + width]) for begin in range(0, len(values), width)]


def _read_unknown(texts: Sequence[str]) -> list[int] | None:
    """Read those of the texts that are not remembered."""
    found = list(map(REMEMBERED.get, texts))
    unknown = [text for text, value in zip(texts, found, strict=True) if value is None]
    read = _read(unknown)
    if read is None or len(unknown) == len(texts):
        return read
    news = iter(read)
    return [next(news) if value is None else value for value in found]


def _read(texts: Sequence[str]) -> list[int] | None:
    """Read texts by one look at all of them together; None if any is not plain."""
    lines = "\n".join(texts)
    if lines.count("\n") != len(texts) - 1:  # a text holds a line end of its own
        return None
    places = len(texts[0].partition(".")[2])
    if places <= PLACES and _plain_lines(places, places).fullmatch(lines):
        return _read_alike(texts, lines, places)
    if _plain_lines(0, PLACES).fullmatch(lines):
        return _read_mixed(texts)
    return None


def _read_alike(texts: Sequence[str], lines: str, places: int) -> list[int]:
    """Read texts of equally many decimals by filling up the lines that they are."""
    zeros = "0" * (PLACES - places)
    filled = f"{lines}\n".replace(".", "").replace("\n", f"{zeros}\n")
    values = list(map(int, filled.split()))
    if places <= _REMEMBERED_PLACES:
        REMEMBERED.update(zip(texts, values, strict=True))
    return values


def _read_mixed(texts: Sequence[str]) -> list[int]:
    """Read texts one by one."""
    zeros = "0" * PLACES
    parts = [text.partition(".") for text in texts]
    values = [int(whole + (decimals + zeros)[:PLACES]) for whole, _, decimals in parts]
    few = [len(decimals) <= _REMEMBERED_PLACES for _, _, decimals in parts]
    REMEMBERED.update(compress(zip(texts, values, strict=True), few))
    return values


@cache
def _plain_lines(least: int, most: int) -> re.Pattern[str]:
    """Return the pattern of lines that hold 0 to 100 each, with so many decimals."""
    decimals, zeros = (_point(digit, least, most) for digit in ("[0-9]", "0"))
    line = f"(?:[0-9]{{1,2}}{decimals}|100{zeros})"
    return re.compile(f"(?:{line}\n)*+{line}")  # *+ never goes back: a long table takes no longer


def _point(digit: str, least: int, most: int) -> str:
    """Return the pattern of a point and its decimals, optional where none may follow."""
    if most == 0:
        return ""
    return rf"(?:\.{digit}{{{max(least, 1)},{most}}}){'' if least else '?'}"
