"""One tender of a portfolio, found again by its ocid: the first line that has it."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from bideval.errors import BidevalError
from bideval.portfolio.columns import Columns, chosen, columns
from bideval.portfolio.gathered import Gathered, gather
from bideval.portfolio.not_lines import NOT_LINES
from bideval.portfolio.reasons import REASONS
from bideval.portfolio.release import Release
from bideval.portfolio.sources import Part, lines_of, parts_of

_DECODER = msgspec.json.Decoder(Release)


class TenderError(BidevalError, LookupError):
    """Raised when a tender is not there, or cannot be evaluated; says which and why."""


class OneTender(NamedTuple):
    """A tender: a table for each of its contests, which are its lots or the whole, and its line."""

    contests: tuple[Columns, ...]
    release: Release
    line: bytes


def tender_of(sources: Sequence[str], ocid: str) -> OneTender:
    """Return that one tender; raise TenderError where there is none to evaluate."""
    wanted = ocid.encode("utf-8", "surrogateescape")
    others: dict[str, None] = {}
    for source in sources:
        for part in parts_of(source):
            found = _in_part(part, wanted, ocid, others)
            if found is not None:
                return found
    raise TenderError("; ".join((f"no line has the ocid {ocid}", *others)))


def _in_part(part: Part, wanted: bytes, ocid: str, others: dict[str, None]) -> OneTender | None:
    """The tender; ``others`` takes what files are that are no lines."""
    for line in lines_of(part):
        if line.wrong in NOT_LINES:
            others[f"{part.source}: {REASONS[line.wrong]}"] = None
        if wanted not in line.data:
            continue
        try:
            release = _DECODER.decode(line.data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
        if release.ocid == ocid:
            _refuse_other_encodings(line.data, ocid)
            return OneTender(_contests(release), release, line.data)
    return None


def _refuse_other_encodings(data: bytes, ocid: str) -> None:
    """A folder takes the whole line along, so what is not read of it has to be UTF-8 too."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise TenderError(f"{ocid} cannot be evaluated: {REASONS['not-utf-8']}") from None


def _contests(release: Release) -> tuple[Columns, ...]:
    into = Gathered()
    try:
        reason = gather(into, 1, release)
    except msgspec.DecodeError:
        reason = "not-as-expected"
    tables, out = columns(into) if reason is None else ([], [])
    reason = reason or (out[0].reason if out else None)
    if reason:
        raise TenderError(f"{release.ocid} cannot be evaluated: {REASONS[reason]}")
    alone = [chosen(table, np.array([place])) for table in tables for place in range(len(table.names))]
    return tuple(sorted(alone, key=lambda one: one.names[0].lot))
