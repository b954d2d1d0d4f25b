"""The grammar of CSV records: RFC 4180, with LF line ends.

A record ends at a line feed outside quotation marks.  A cell is either free of
quotation marks and commas, or stands in quotation marks from its first to its
last character, with each inner quotation mark doubled.

The standard library's reader lets a quotation mark stand inside a bare cell, and
cannot say at which column a fault is.  So the patterns here decide what is a
record; its reader then only takes sound records apart, as it is the quicker.

This module knows nothing of headers, columns or findings.
"""

import csv
import re
from enum import StrEnum
from typing import NamedTuple

from bideval.io.characters import Span

# The possessive repeats (*+) keep every match linear in the length of the text.
RECORD = re.compile(r'((?:[^"\n]++|"[^"]*+")*+)(?:\n|\Z)')
_WELL_FORMED = re.compile(r'(?:"(?:[^"]++|"")*+"|[^",]*+)(?:,(?:"(?:[^"]++|"")*+"|[^",]*+))*+')
_CELLS = re.compile(r'(?:\A|,)(?:"((?:[^"]++|"")*+)"|([^",]*+))')
_QUOTED = re.compile(r'"(?:[^"]++|"")*+"')
_READER_LIMIT = 131_072  # characters; the standard reader takes no longer cell
_BARE = re.compile(r'[^",\n]*+')


class FaultKind(StrEnum):
    """What breaks a record."""

    QUOTE_INSIDE = "quote-inside"  # a quotation mark in a cell that does not begin with one
    TEXT_AFTER = "text-after"  # text between a closing quotation mark and the next comma
    NEVER_CLOSED = "never-closed"  # a quotation mark that the rest of the file does not close


class Fault(NamedTuple):
    """Where a record breaks: the offset of the fault and of the cell it is in."""

    kind: FaultKind
    at: int
    cell: int


def cells_of(record: str) -> list[str] | None:
    """Return the cells of one record, or None where its quotation marks are wrong."""
    if '"' not in record:
        return record.split(",")
    if not _WELL_FORMED.fullmatch(record):
        return None
    if len(record) < _READER_LIMIT:
        return next(csv.reader((record,)))
    return [quoted.replace('""', '"') or bare for quoted, bare in _CELLS.findall(record)]


def cell_spans(record: str) -> list[Span]:
    """Return the offsets of each cell of a well-formed record, quotation marks included."""
    spans = []
    for match in _CELLS.finditer(record):
        start, end = match.span()
        spans.append((start + record.startswith(",", start, end), end))
    return spans


def first_fault(text: str, start: int) -> Fault:
    """Return the first fault of the record that begins at ``start``, which ``cells_of`` finds broken."""
    cell = start
    while True:
        quoted = _QUOTED.match(text, cell)
        if quoted is None and text.startswith('"', cell):
            return Fault(FaultKind.NEVER_CLOSED, cell, cell)
        end = quoted.end() if quoted else _end_of_bare(text, cell)
        if not text.startswith(",", end):
            return Fault(FaultKind.TEXT_AFTER if quoted else FaultKind.QUOTE_INSIDE, end, cell)
        cell = end + 1


def _end_of_bare(text: str, at: int) -> int:
    match = _BARE.match(text, at)
    return match.end() if match else at
