"""One tender of a portfolio, found again by its ocid: the first line that has it."""

from collections.abc import Sequence

import msgspec

from bideval.errors import BidevalError
from bideval.portfolio.columns import Columns, columns
from bideval.portfolio.gathered import Gathered, gather
from bideval.portfolio.reasons import REASONS
from bideval.portfolio.release import Release
from bideval.portfolio.sources import Part, lines_of, parts_of

_DECODER = msgspec.json.Decoder(Release)


class TenderError(BidevalError, LookupError):
    """Raised when a tender is not there, or cannot be evaluated; says which and why."""


def tender_of(sources: Sequence[str], ocid: str) -> Columns:
    """Return the table of that one tender; raise TenderError where there is none to evaluate."""
    wanted = ocid.encode("utf-8")
    for source in sources:
        for part in parts_of(source):
            found = _in_part(part, wanted, ocid)
            if found is not None:
                return found
    raise TenderError(f"no line has the ocid {ocid}")


def _in_part(part: Part, wanted: bytes, ocid: str) -> Columns | None:
    for line in lines_of(part):
        if wanted not in line.data:
            continue
        try:
            release = _DECODER.decode(line.data)
        except msgspec.DecodeError:
            continue
        if release.ocid == ocid:
            return _table(release)
    return None


def _table(release: Release) -> Columns:
    into = Gathered()
    reason = gather(into, 1, release)
    tables, out = columns(into)
    reason = reason or (out[0].reason if out else None)
    if reason:
        raise TenderError(f"{release.ocid} cannot be evaluated: {REASONS[reason]}")
    return tables[0]
