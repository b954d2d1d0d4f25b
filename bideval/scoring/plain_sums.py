"""Weighted sums from plain text, a whole table at a time, exact and without a cache.

Plain is what most tables hold: 0 to 100 in digits and a point, no more than three
digits before it and nine behind.  For anything else the answer is None, and the
caller reads it by the grammar of bideval.model.numbers, which also says what is wrong.

It works as a clerk with a ledger does.  All texts are set into fields of one width,
filled up with zeros, so that the points of all bids for a criterion are the digits of
one long whole number.  One multiplication weights all of them, and adding the
criteria up gives the totals, side by side in fields of their own.  No carry runs from
a field into the next: shares that sum to 100 make no total above 100 x 100, and each
field has room for that.  So Python handles two numbers a criterion, not a number a
mark, and bytes.expandtabs does what sets the texts into columns.

Nothing is refused, rounded or ranked here.
"""

from collections.abc import Collection, Iterable
from operator import mul
from struct import unpack
from typing import NamedTuple

WHOLE = 100  # what the weights sum to, and the most points

_MOST_PLACES = 9
_POINT, _COLUMNS = 3, 16  # columns: of the point behind three digits, and of all with nine decimals
_ROOM = 5  # digits of 100 x 100
_DIGITS = b"0123456789"
_LINES = bytes.maketrans(b"\t.", b"\n\t")
_FILL = bytes.maketrans(b" .", b"0_")  # int() reads an underscore between digits as nothing
_LONGEST = 600  # digits; Python lets no one lower its limit on int(str) below 640


class Sums(NamedTuple):
    """The sum of weight x points of each row."""

    digits: tuple[bytes, ...]  # all of one width, so that they sort as the numbers do
    unit: int  # how many of them make 1


class _Fields(NamedTuple):
    """Texts as digits in fields of one width, with an underscore where the point was."""

    text: bytes
    width: int
    places: int  # decimals


def plain_sums(weights: Collection[str], columns: Iterable[Iterable[str]], rows: int) -> Sums | None:
    """Return the sums of each row, or None where anything is not plain or the weights miss 100.

    ``columns`` holds the points of all ``rows`` for each weight in turn.

    >>> plain_sums(["60", "40"], [["100", "50.0"], ["62.5", "50"]], 2)
    Sums(digits=(b'085000', b'050000'), unit=10)
    """
    try:
        lines = "\t".join(weights), "\t".join(map("\t".join, columns))
    except TypeError:  # not all is text
        return None
    shares = _fields(lines[0], len(weights), 0)
    if shares is None:
        return None
    points = _fields(lines[1], len(weights) * rows, shares.places)
    whole = list(map(int, _cut(shares.text, shares.width, len(weights))))
    if points is None or sum(whole) != WHOLE * 10**shares.places:
        return None
    return Sums(_weighted(whole, points, rows), 10 ** (shares.places + points.places))


def _weighted(shares: Collection[int], points: _Fields, rows: int) -> tuple[bytes, ...]:
    """Return the digits of each row's sum."""
    most = _LONGEST // points.width  # rows in one number
    sizes = [min(most, rows - begin) for begin in range(0, rows, most)]
    pieces = unpack("".join([f"{size * points.width}s" for size in sizes]) * len(shares), points.text)
    width = points.width - (points.places > 0)  # the underscore is no digit
    sums = [
        str(sum(map(mul, shares, map(int, pieces[place :: len(sizes)])))).zfill(size * width)
        for place, size in enumerate(sizes)
    ]
    return _cut("".join(sums).encode(), width, rows)


def _cut(text: bytes, width: int, count: int) -> tuple[bytes, ...]:
    """Cut ``text`` into ``count`` pieces of one width."""
    return unpack(f"{width}s" * count, text)


def _fields(lines: str, count: int, spare: int) -> _Fields | None:
    """Set ``count`` texts between tabs into fields with room for ``spare`` more digits, or return None."""
    plain = f"\t{lines}".encode("ascii", "replace")
    return _set(plain, count, spare) or _set(_levelled(plain, count), count, spare)


def _set(plain: bytes, count: int, spare: int) -> _Fields | None:
    """Do so for texts behind a tab each that have equally many decimals; return None for others."""
    places = len(plain[1:].partition(b"\t")[0].partition(b".")[2])
    point = places > 0
    if places > _MOST_PLACES or plain.translate(None, _DIGITS) != (b"\t." if point else b"\t") * count:
        return None
    width = _ROOM + places + spare + point
    turned = plain[::-1].expandtabs(width)  # which fills up on the right, so all is turned round
    return _Fields(turned[::-1].translate(_FILL), width, places) if _in_place(turned, width, places) else None


def _in_place(turned: bytes, width: int, places: int) -> bool:
    """Return whether each field, turned round, has its point in place and is 0 to 100."""
    if places and turned[places::width].strip(b"."):
        return False
    ones = places + (places > 0)
    hundreds = turned[ones + 2 :: width]
    # A text too long for its field has a fourth digit before the point too.
    if not turned[ones::width].isdigit() or not turned[ones + 3 :: width].isspace():
        return False
    most = b"0" * places + b"." * (places > 0) + b"001"
    return hundreds.isspace() or hundreds.count(b" ") + turned.count(most) == len(hundreds)


def _levelled(plain: bytes, count: int) -> bytes:
    """Return texts behind a tab each with zeros added, so that all have equally many decimals.

    What has no such form is returned as it is.
    """
    marks = plain.translate(None, _DIGITS)
    if marks.strip(b".\t"):
        return plain
    # First each text is a line, so that its decimals begin in the fifth column; then all lines are one.
    lines = plain[1:].translate(_LINES).expandtabs(_POINT + 1) + b"\n"
    level = bytearray(lines.replace(b"\n", b"\t").expandtabs(_COLUMNS))
    if len(level) != _COLUMNS * count or not level[_POINT::_COLUMNS].isspace():
        return plain
    level[_POINT::_COLUMNS] = b"." * count
    pointless = count - marks.count(b".")
    if level[_POINT + 1 :: _COLUMNS].count(b" ") != pointless:  # a point too many, or nothing behind one
        return plain
    end = _POINT + 1
    while not (decimals := level[end::_COLUMNS]).isspace():
        level[end::_COLUMNS] = decimals.replace(b" ", b"0")
        end += 1
    level[end::_COLUMNS] = b"\t" * count
    return b"\t" + level.translate(None, b" ")[:-1]
