"""Releases for tests, and files of them."""

import gzip
import io
import json
from collections.abc import Mapping, Sequence

from bideval.errors import Finding
from bideval.io.ocds.desk import Reader
from bideval.io.ocds.reading import PLAIN, OcdsTender, ocds_tenders

Data = dict[str, object]


def bid(name: str = "1", amount: object = 900, **parts: object) -> Data:
    """Return a valid bid; a part that is None is left out."""
    whole: Data = {
        "id": name,
        "status": "valid",
        "date": "2026-01-15T12:00:00Z",
        "tenderers": [{"id": f"GB-{name}", "name": f"Firm {name}"}],
        "value": {"amount": amount, "currency": "GBP"},
        **parts,
    }
    return {key: one for key, one in whole.items() if one is not None}


def release(offers: Sequence[Data] = (), tender: Mapping[str, object] | None = None, **parts: object) -> Data:
    """Return a release won by the lowest price, with two bids unless others are given."""
    return {
        "ocid": "ocds-x-1",
        "id": "1",
        "date": "2026-02-01T00:00:00Z",
        "tag": ["compiled"],
        "tender": {"id": "1", "title": "Road works", "awardCriteria": "priceOnly", **(tender or {})},
        "bids": {"details": list(offers) or [bid("1", 900), bid("2", 1000)]},
        **parts,
    }


def line(data: object) -> bytes:
    """Return data as a line of JSON."""
    return json.dumps(data).encode() + b"\n"


def lines(count: int) -> list[bytes]:
    """Return so many releases of different processes, a line each."""
    return [line({**release(), "ocid": f"ocds-x-{number}"}) for number in range(1, count + 1)]


def compressed(data: bytes) -> bytes:
    """Return data compressed, the same bytes at any time."""
    return gzip.compress(data, mtime=0)


def read(data: bytes, reader: Reader = PLAIN) -> list[OcdsTender]:
    """Return every process of a file."""
    return list(ocds_tenders(io.BytesIO(data), "releases.jsonl", reader))


def one(data: object, reader: Reader = PLAIN) -> OcdsTender:
    """Return the only process of a file that holds ``data`` alone."""
    (found,) = read(line(data), reader)
    return found


def codes(findings: Sequence[Finding]) -> set[str]:
    """Return the codes of findings."""
    return {finding.code for finding in findings}
